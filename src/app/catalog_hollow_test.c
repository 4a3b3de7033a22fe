/* The records that are held against full marks (docs/admin/hollow-format.md): the form, items that
 * exist, registers and fields that exist. */
#include "app/cli.h"
#include "base/asset.h"
#include "base/mem.h"
#include "kernel/hollow/hollow_source.h"
#include "kernel/register/register.h"
#include "kernel/sheet/catalog_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static const struct hollow_set *load(void)
{
    struct hollow_set *set = NULL;
    struct problem *p = problem_new(ctx);
    enum err e = hollow_set_load(ctx, p, &set);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return set;
}

static const struct reg_def *register_of(const char *name)
{
    for (size_t m = 0; m < n_modules; m++)
        for (size_t i = 0; i < modules[m]->n_registers; i++)
            if (strcmp(modules[m]->registers[i]->name, name) == 0)
                return modules[m]->registers[i];
    return NULL;
}

static const struct field *field_of(const struct reg_def *def, const char *key)
{
    for (size_t i = 0; i < def->n_fields; i++)
        if (strcmp(def->fields[i].key, key) == 0)
            return &def->fields[i];
    return NULL;
}

static void check_conditions(const struct reg_def *def, const struct hollow_source *s,
    const struct evidence_condition *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (field_of(def, list[i].field) == NULL)
            fail_msg("%s: %s has no field %s", s->key, def->name, list[i].field);
}

static void check_topics(const struct hollow_source *s)
{
    size_t i;
    size_t k;
    const json_t *topic;
    const json_t *item;
    json_array_foreach(s->topics, i, topic)
    {
        const struct sheet_doc *doc = NULL;
        enum err e =
            catalog_framework_read(ctx, catalog_text(topic, "sheet"), problem_new(ctx), &doc);
        assert_int_equal(e, ERR_OK);
        json_array_foreach(json_object_get(topic, "items"), k, item)
        {
            if (sheet_item_no(doc, json_string_value(item)) == 0)
                fail_msg("%s: %s has no item %s", s->key, doc->key, json_string_value(item));
        }
    }
}

static void every_source_names_records_items_and_what_to_do(void **state)
{
    (void)state;
    const struct hollow_set *set = load();
    for (size_t i = 0; i < set->n_sources; i++) {
        const struct hollow_source *s = &set->sources[i];
        const struct reg_def *def = register_of(s->reg);
        if (def == NULL)
            fail_msg("%s: there is no register %s", s->key, s->reg);
        const struct field *day = field_of(def, s->day);
        assert_true(day != NULL && day->type == FIELD_DATE && (day->flags & FIELD_INDEXED) != 0);
        check_conditions(def, s, s->where, s->n_where);
        check_conditions(def, s, s->cleared_by, s->n_cleared_by);
        assert_true(s->own_topic == (s->topics == NULL));
        assert_true(!s->own_topic || field_of(def, "sheet_key") != NULL);
        assert_true(s->look == (s->says == NULL) && s->look == (s->remedy == NULL));
        check_topics(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_source_names_records_items_and_what_to_do, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
