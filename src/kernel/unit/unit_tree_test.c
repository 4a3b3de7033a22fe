#include "kernel/unit/unit_tree.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"
#include "kernel/test/kernel_fixture.h"
#include "kernel/unit/unit_reg.h"

#include <stdio.h>
#include <string.h>

/* Adds a unit below a parent through the register, as people do. */
static struct reg_record add(struct kernel_fixture *f, const char *name, const struct uuid *parent)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record record;
    f->call->problem = problem_new(f->call);
    uuid_format(parent, id);
    json_t *body = json_pack("{s:s, s:s, s:s}", "name", name, "kind", "department", "parent", id);
    assert_int_equal(tx_begin(f->call), ERR_OK);
    assert_int_equal(reg_create(f->call, &REG_UNITS, body, &record), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    json_decref(body);
    return record;
}

static struct uuid top_of(struct kernel_fixture *f)
{
    struct unit_node *nodes = NULL;
    size_t n = 0;
    assert_int_equal(unit_tree_load(f->call, &nodes, &n), ERR_OK);
    assert_int_equal(nodes[0].id, f->top_unit_id);
    return nodes[0].uid;
}

/* Moves a unit; the text is the code of the bad field, "" when it moved. */
static const char *move(
    struct kernel_fixture *f, const struct reg_record *unit, const struct uuid *parent)
{
    char id[UUID_TEXT_SIZE], parent_id[UUID_TEXT_SIZE];
    struct reg_record record;
    uuid_format(&unit->uid, id);
    f->call->problem = problem_new(f->call);
    json_t *patch = json_pack("{s:n}", "parent");
    if (parent != NULL) {
        uuid_format(parent, parent_id);
        json_object_set_new(patch, "parent", json_string(parent_id));
    }
    assert_int_equal(tx_begin(f->call), ERR_OK);
    enum err e = reg_update(f->call, &REG_UNITS, id, unit->version, patch, &record);
    if (e == ERR_OK)
        assert_int_equal(tx_commit(f->call), ERR_OK);
    tx_abort(f->call);
    json_decref(patch);
    return e == ERR_OK ? "" : f->call->problem->fields[0].code;
}

static const char *path_of(struct kernel_fixture *f, int64_t id)
{
    const char *path = NULL;
    assert_int_equal(unit_tree_path(f->call, id, &path), ERR_OK);
    return path;
}

static void a_path_names_the_units_from_the_top(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid top = top_of(f);
    struct reg_record a = add(f, "営業部", &top), b = add(f, "第一課", &a.uid);
    char want[80];
    snprintf(want, sizeof want, "/%d/%d/%d/", (int)f->top_unit_id, (int)a.id, (int)b.id);
    assert_string_equal(path_of(f, b.id), want);
    assert_int_equal(unit_path_depth(want), 3);
}

static void moving_a_unit_moves_all_below_it(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid top = top_of(f);
    struct reg_record a = add(f, "a", &top), b = add(f, "b", &top);
    struct reg_record below = add(f, "below", &a.uid), deep = add(f, "deep", &below.uid);
    char want[80];
    assert_string_equal(move(f, &a, &b.uid), "");
    snprintf(want, sizeof want, "/%d/%d/%d/%d/%d/", (int)f->top_unit_id, (int)b.id, (int)a.id,
        (int)below.id, (int)deep.id);
    assert_string_equal(path_of(f, deep.id), want);
    assert_string_equal(path_of(f, b.id), mem_strndup(f, want, strlen(path_of(f, b.id))));
}

static void a_unit_cannot_stand_below_itself(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid top = top_of(f);
    struct reg_record a = add(f, "a", &top), below = add(f, "below", &a.uid);
    assert_string_equal(move(f, &a, &below.uid), "unit_below_itself");
    assert_string_equal(move(f, &a, &a.uid), "unit_below_itself");
}

static void there_is_one_top(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid top = top_of(f);
    struct reg_record a = add(f, "a", &top);
    assert_string_equal(move(f, &a, NULL), "unit_second_top");
}

static void the_tree_has_a_depth(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid top = top_of(f), parent = top;
    struct reg_record last = {.id = 0};
    for (int depth = 2; depth <= UNIT_DEPTH; depth++) {
        last = add(f, "x", &parent);
        parent = last.uid;
    }
    struct reg_record a = add(f, "a", &top);
    assert_string_equal(move(f, &a, &parent), "unit_too_deep");
    add(f, "pair", &a.uid);
    assert_int_equal(unit_path_depth(path_of(f, last.id)), UNIT_DEPTH);
}

static void the_tree_loads_with_parents_before_their_children(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid top = top_of(f);
    struct unit_node *nodes = NULL;
    size_t n = 0;
    struct reg_record a = add(f, "a", &top);
    add(f, "b", &top);
    add(f, "a1", &a.uid);
    assert_int_equal(unit_tree_load(f->call, &nodes, &n), ERR_OK);
    assert_int_equal(n, 4);
    assert_int_equal(nodes[0].parent_id, 0);
    assert_int_equal(nodes[0].depth, 1);
    for (size_t i = 1; i < n; i++)
        assert_true(unit_path_below(nodes[i].path, nodes[0].path));
}

static void the_end_of_a_subtree_lies_behind_all_of_it(void **state)
{
    (void)state;
    char end[UNIT_PATH_SIZE];
    unit_path_end("/1/5/", end);
    assert_string_equal(end, "/1/50");
    assert_true(strcmp("/1/5/", end) < 0);
    assert_true(strcmp("/1/5/9999/", end) < 0);
    assert_true(strcmp("/1/50/", end) > 0);
    assert_true(strcmp("/1/6/", end) > 0);
    unit_path_end("/", end);
    assert_true(strcmp("/9/", end) < 0);
}

static void the_order_of_the_tree_is_that_of_numbers(void **state)
{
    (void)state;
    assert_true(unit_path_compare("/1/9/", "/1/10/") < 0);
    assert_true(unit_path_compare("/1/19/", "/1/2/") > 0);
    assert_true(unit_path_compare("/1/", "/1/5/") < 0);
    assert_true(unit_path_compare("/1/9/3/", "/1/10/") < 0);
    assert_true(unit_path_compare("/1/12/", "/1/1/4/") > 0);
    assert_true(unit_path_compare("/1/11/", "/1/12/") < 0);
    assert_int_equal(unit_path_compare("/1/5/", "/1/5/"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_names_the_units_from_the_top),
        cmocka_unit_test(moving_a_unit_moves_all_below_it),
        cmocka_unit_test(a_unit_cannot_stand_below_itself),
        cmocka_unit_test(there_is_one_top),
        cmocka_unit_test(the_tree_has_a_depth),
        cmocka_unit_test(the_tree_loads_with_parents_before_their_children),
        cmocka_unit_test(the_end_of_a_subtree_lies_behind_all_of_it),
        cmocka_unit_test(the_order_of_the_tree_is_that_of_numbers),
    };
    return kernel_fixture_run("unit_tree", tests, sizeof tests / sizeof tests[0], NULL);
}
