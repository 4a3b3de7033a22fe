/* The search on both databases, with the registers every organisation has. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/search/search_private.h"
#include "kernel/test/kernel_fixture.h"
#include "kernel/unit/unit_reg.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

static const char *const TOP = "U-2026-0001";

static void begin(struct kernel_fixture *f)
{
    f->call->problem = problem_new(f->call);
    assert_int_equal(tx_begin(f->call), ERR_OK);
}

static json_t *json(struct kernel_fixture *f, const char *text)
{
    json_t *value = NULL;
    assert_int_equal(
        json_in_parse(f->call, text, strlen(text), 8, f->call->problem, &value), ERR_OK);
    return value;
}

static const char *create(struct kernel_fixture *f, const struct reg_def *def, const char *body)
{
    struct reg_record record;
    char id[UUID_TEXT_SIZE];
    begin(f);
    assert_int_equal(reg_create(f->call, def, json(f, body), &record), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    uuid_format(&record.uid, id);
    return mem_strdup(f, id);
}

static const char *unit(struct kernel_fixture *f, const char *name, const char *parent)
{
    return create(f, &REG_UNITS,
        mem_printf(f, "{\"name\":\"%s\",\"kind\":\"shop\",\"parent\":\"%s\"}", name, parent));
}

static const char *person(struct kernel_fixture *f, const char *at, const char *department)
{
    return create(f, &REG_PEOPLE,
        mem_printf(f,
            "{\"unit\":\"%s\",\"family_name\":\"要\",\"given_name\":\"一\",\"department\":\"%s\"}",
            at, department));
}

static struct search_found find_as(
    struct kernel_fixture *f, const struct who *who, const char *text, const char *kind, bool best)
{
    struct search_query query = {.limit = 20, .best = best, .terms = search_terms_of(f, text)};
    struct search_found found = {.n = 0};
    const struct who *system = f->call->who;
    query.kinds = &kind;
    query.n_kinds = kind != NULL;
    f->call->who = who != NULL ? who : system;
    f->call->problem = problem_new(f->call);
    assert_int_equal(tx_begin_read(f->call), ERR_OK);
    assert_int_equal(search_find(f->call, &query, &found), ERR_OK);
    tx_abort(f->call);
    f->call->who = system;
    return found;
}

static int hits(struct kernel_fixture *f, const char *text)
{
    struct search_found found = find_as(f, NULL, text, NULL, false);
    assert_int_equal(found.total, found.n);
    assert_false(found.at_least);
    return found.n;
}

static void any_part_of_a_word_in_any_width_and_kana_is_found(void **state)
{
    struct kernel_fixture *f = *state;
    person(f, TOP, "情報セキュリティ推進室 Ａ-２ 100%_達成");
    assert_int_equal(hits(f, "セキュリティ"), 1);
    assert_int_equal(hits(f, "ｾｷｭﾘﾃｨ"), 1);
    assert_int_equal(hits(f, "せきゅ"), 1);
    assert_int_equal(hits(f, "報セ"), 1);
    assert_int_equal(hits(f, "室"), 1);
    assert_int_equal(hits(f, "a-2"), 1);
    assert_int_equal(hits(f, "推進　情報"), 1); /* both, in any order */
    assert_int_equal(hits(f, "100%_"), 1);
    assert_int_equal(hits(f, "報推"), 0); /* both characters, not together */
    assert_int_equal(hits(f, "セリュ"), 0);
    assert_int_equal(hits(f, "推進 経理"), 0);
}

static void signs_of_query_languages_are_plain_text(void **state)
{
    struct kernel_fixture *f = *state;
    static const char *const odd[] = {"\"", "'", "''", "a OR b", "NOT", "a*", "(", ")", "^a", "%",
        "_", "\\", "':*", "!a & b", "a <-> b", "{x}", "👨‍👩‍👧", "--", ";", "NEAR(a b)",
        "words:a"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
        assert_int_equal(hits(f, odd[i]), 0);
    person(f, TOP, "5'0\\\\ & !部 👨‍👩‍👧 NEAR(課");
    assert_int_equal(hits(f, "5'0\\ & !部"), 1);
    assert_int_equal(hits(f, "👨‍👩‍👧"), 1);
    assert_int_equal(hits(f, "near("), 1);
}

static void a_long_query_is_compared_in_the_text(void **state)
{
    struct kernel_fixture *f = *state;
    struct buf *b = buf_new(f);
    for (int i = 0; i < 40; i++)
        buf_printf(b, "規程%02d", i);
    person(f, TOP, b->data);
    assert_int_equal(hits(f, b->data), 1);
    b->data[b->len - 1] = '0';
    assert_int_equal(hits(f, b->data), 0);
}

static void an_edit_is_followed_and_a_deleted_record_is_not_found(void **state)
{
    struct kernel_fixture *f = *state;
    struct reg_record record;
    const char *id = person(f, TOP, "総務課");
    assert_int_equal(hits(f, "総務"), 1);
    begin(f);
    assert_int_equal(
        reg_update(f->call, &REG_PEOPLE, id, 1, json(f, "{\"department\":\"経理課\"}"), &record),
        ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    assert_int_equal(hits(f, "総務"), 0);
    assert_int_equal(hits(f, "経理"), 1);
    begin(f);
    assert_int_equal(reg_delete(f->call, &REG_PEOPLE, id, 2), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    assert_int_equal(hits(f, "経理"), 0);
}

static void the_newest_comes_first_and_a_title_before_a_text_when_asked(void **state)
{
    struct kernel_fixture *f = *state;
    unit(f, "鍵の店", TOP);
    person(f, TOP, "鍵係");
    struct search_found newest = find_as(f, NULL, "鍵", NULL, false);
    struct search_found best = find_as(f, NULL, "鍵", NULL, true);
    assert_int_equal(newest.n, 2);
    assert_true(newest.hits[0].id > newest.hits[1].id);
    assert_false(newest.ranked);
    assert_true(best.ranked);
    assert_int_equal(best.hits[0].id, newest.hits[1].id);
    assert_int_equal(best.hits[0].score, 3);
}

/* A manager of one shop. */
static struct who manager_of(struct kernel_fixture *f, const char *unit_id)
{
    int64_t id = 0;
    struct grant *grant = mem_new(f, struct grant);
    struct who who = {.org_id = f->org_id, .account_id = f->account_id, .grants = grant};
    assert_int_equal(tx_begin_read(f->call), ERR_OK);
    assert_int_equal(reg_find(f->call, &REG_UNITS, unit_id, &id), ERR_OK);
    *grant = (struct grant){.role = ROLE_MANAGER, .unit_id = id};
    assert_int_equal(unit_tree_path(f->call, id, &grant->unit_path), ERR_OK);
    grant->unit_path = mem_strdup(f, grant->unit_path);
    tx_abort(f->call);
    who.n_grants = 1;
    return who;
}

static void only_texts_of_the_callers_units_are_found_and_counted(void **state)
{
    struct kernel_fixture *f = *state;
    const char *east = unit(f, "東", TOP);
    const char *west = unit(f, "西", TOP);
    struct who manager = manager_of(f, east);
    struct who nobody = {.org_id = f->org_id, .account_id = f->account_id};
    person(f, east, "店舗運営");
    person(f, west, "店舗運営");
    person(f, west, "店舗運営");
    assert_int_equal(find_as(f, &manager, "店舗", NULL, false).total, 1);
    assert_int_equal(find_as(f, &manager, "店舗", "person", true).total, 1);
    assert_int_equal(find_as(f, &manager, "店舗", "unit", false).total, 0);
    assert_int_equal(find_as(f, &nobody, "店舗", NULL, false).total, 0);
    assert_int_equal(find_as(f, NULL, "店舗", NULL, false).total, 3);
}

static void texts_follow_a_unit_that_moves(void **state)
{
    struct kernel_fixture *f = *state;
    struct reg_record record;
    const char *east = unit(f, "東", TOP);
    const char *shop = unit(f, "店", TOP);
    struct who manager = manager_of(f, east);
    person(f, shop, "店舗運営");
    assert_int_equal(search_fill(f->call), ERR_OK);
    assert_int_equal(find_as(f, &manager, "店舗", NULL, false).total, 0);
    begin(f);
    assert_int_equal(reg_update(f->call, &REG_UNITS, shop, 1,
                         json(f, mem_printf(f, "{\"parent\":\"%s\"}", east)), &record),
        ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    assert_int_equal(search_fill(f->call), ERR_OK);
    assert_int_equal(find_as(f, &manager, "店舗", NULL, false).total, 1);
    assert_int_equal(hits(f, "店舗"), 1);
}

static void empty_index(struct kernel_fixture *f)
{
    static const char *const sql[] = {
        "{sqlite: INSERT INTO search_word (search_word) VALUES ('delete-all')}"
        "{postgres: DELETE FROM search_word}",
        "DELETE FROM search_doc WHERE org_id = :org",
        "DELETE FROM search_progress WHERE org_id = :org",
        "UPDATE person SET folded = 'old' WHERE org_id = :org",
    };
    assert_int_equal(db_begin_write(f->call->db), ERR_OK);
    for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
        DB_QUERY *q = db_query(f->call->db, sql[i]);
        assert_int_equal(db_run(q), ERR_OK);
    }
    assert_int_equal(db_commit(f->call->db), ERR_OK);
}

static void what_was_written_before_the_index_is_brought_in(void **state)
{
    struct kernel_fixture *f = *state;
    person(f, TOP, "総務課");
    const char *gone = person(f, TOP, "総務課");
    begin(f);
    assert_int_equal(reg_delete(f->call, &REG_PEOPLE, gone, 1), ERR_OK);
    assert_int_equal(tx_commit(f->call), ERR_OK);
    empty_index(f);
    assert_int_equal(hits(f, "総務"), 0);
    assert_int_equal(search_fill(f->call), ERR_OK);
    assert_int_equal(hits(f, "総務"), 1);
    assert_int_equal(search_fill(f->call), ERR_OK); /* there is nothing left to do */
    assert_int_equal(hits(f, "総務"), 1);
    struct reg_where where = {"department", "eq", "総務課"};
    json_t *items = NULL;
    assert_int_equal(reg_list(f->call, &REG_PEOPLE, &where, 1, NULL, 9, &items), ERR_OK);
    assert_int_equal(json_array_size(items), 1);
}

static void pages_follow_one_another_without_gap(void **state)
{
    struct kernel_fixture *f = *state;
    for (int i = 0; i < 45; i++)
        person(f, TOP, "総務課");
    for (int best = 0; best <= 1; best++) {
        struct search_query q = {
            .limit = 20, .best = best != 0, .terms = search_terms_of(f, "総務")};
        struct search_found page = {.n = 0};
        int64_t seen = 0;
        do {
            assert_int_equal(tx_begin_read(f->call), ERR_OK);
            assert_int_equal(search_find(f->call, &q, &page), ERR_OK);
            tx_abort(f->call);
            seen += page.n;
            q.after = page.next;
        } while (page.more);
        assert_int_equal(seen, 45);
    }
}

int main(void)
{
    static const struct module *const modules[] = {&module_search, NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_part_of_a_word_in_any_width_and_kana_is_found),
        cmocka_unit_test(signs_of_query_languages_are_plain_text),
        cmocka_unit_test(a_long_query_is_compared_in_the_text),
        cmocka_unit_test(an_edit_is_followed_and_a_deleted_record_is_not_found),
        cmocka_unit_test(the_newest_comes_first_and_a_title_before_a_text_when_asked),
        cmocka_unit_test(only_texts_of_the_callers_units_are_found_and_counted),
        cmocka_unit_test(texts_follow_a_unit_that_moves),
        cmocka_unit_test(what_was_written_before_the_index_is_brought_in),
        cmocka_unit_test(pages_follow_one_another_without_gap),
    };
    return kernel_fixture_run("search", tests, sizeof tests / sizeof tests[0], modules);
}
