/* The register engine on both databases, with the registers every organisation has. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_private.h"
#include "kernel/test/kernel_fixture.h"
#include "kernel/unit/unit_reg.h"

#include <string.h>

static const char *const TOP = "U-2026-0001";
static const char *const SHOP = "U-2026-0002";

static void ok(struct kernel_fixture *f, enum err e)
{
    if (e != ERR_OK && f->call->problem->n_fields > 0)
        print_message(
            "%s %s\n", f->call->problem->fields[0].pointer, f->call->problem->fields[0].code);
    assert_int_equal(e, ERR_OK);
}

static void forget(struct kernel_fixture *f)
{
    tx_abort(f->call);
    f->call->problem = problem_new(f->call);
}

static void begin(struct kernel_fixture *f)
{
    f->call->problem = problem_new(f->call);
    ok(f, tx_begin(f->call));
}

static json_t *json(struct kernel_fixture *f, const char *text)
{
    json_t *value = NULL;
    ok(f, json_in_parse(f->call, text, strlen(text), 8, f->call->problem, &value));
    return value;
}

static const char *create(struct kernel_fixture *f, const struct reg_def *def, const char *body)
{
    struct reg_record record;
    char id[UUID_TEXT_SIZE];
    begin(f);
    ok(f, reg_create(f->call, def, json(f, body), &record));
    ok(f, tx_commit(f->call));
    uuid_format(&record.uid, id);
    return mem_strdup(f->call, id);
}

static json_t *get(struct kernel_fixture *f, const struct reg_def *def, const char *id)
{
    json_t *record = NULL;
    ok(f, reg_get(f->call, def, id, &record));
    return record;
}

/* The company of the fixture with one shop. */
static struct kernel_fixture *company(void **state)
{
    struct kernel_fixture *f = *state;
    f->call->now_ms = 1790000000000; /* 2026-09-21 */
    create(
        f, &REG_UNITS, mem_printf(f, "{\"name\":\"店\",\"kind\":\"shop\",\"parent\":\"%s\"}", TOP));
    return f;
}

static const char *person(
    struct kernel_fixture *f, const char *unit, const char *family, const char *kana)
{
    const char *kana_member = kana == NULL ? "" : mem_printf(f->call, ",\"kana\":\"%s\"", kana);
    return create(f, &REG_PEOPLE,
        mem_printf(f->call, "{\"unit\":\"%s\",\"family_name\":\"%s\",\"given_name\":\"一\"%s}",
            unit, family, kana_member));
}

/* ---- tests ---- */

static void a_record_reads_back_as_it_was_made(void **state)
{
    struct kernel_fixture *f = company(state);
    const char *id = person(f, SHOP, "佐藤", "サトウ");
    json_t *record = get(f, &REG_PEOPLE, id);
    assert_string_equal(body_text(record, "number"), "P-2026-0002");
    assert_string_equal(body_text(record, "name"), "佐藤 一");
    assert_string_equal(body_text(json_object_get(record, "unit"), "title"), "店");
    assert_int_equal(body_int(record, "version", 0), 1);
    assert_true(json_is_null(json_object_get(record, "email")));
    assert_string_equal(body_text(get(f, &REG_PEOPLE, "P-2026-0002"), "id"), id);
}

static void a_reference_to_nothing_is_named(void **state)
{
    struct kernel_fixture *f = company(state);
    struct reg_record record;
    begin(f);
    enum err e = reg_create(f->call, &REG_PEOPLE,
        json(f, "{\"unit\":\"U-1999-0001\",\"family_name\":\"a\",\"given_name\":\"b\","
                "\"email\":\"x\"}"),
        &record);
    assert_int_equal(e, ERR_INVALID);
    assert_string_equal(f->call->problem->fields[0].pointer, "/unit");
    assert_string_equal(f->call->problem->fields[0].code, "reference");
    forget(f);
}

static void a_change_on_an_old_version_is_stale(void **state)
{
    struct kernel_fixture *f = company(state);
    struct reg_record record;
    const char *id = person(f, SHOP, "佐藤", NULL);
    begin(f);
    ok(f, reg_update(f->call, &REG_PEOPLE, id, 1, json(f, "{\"family_name\":\"田中\"}"), &record));
    ok(f, tx_commit(f->call));
    json_t *after = get(f, &REG_PEOPLE, id);
    assert_string_equal(body_text(after, "name"), "田中 一");
    assert_int_equal(body_int(after, "version", 0), 2);
    begin(f);
    enum err e =
        reg_update(f->call, &REG_PEOPLE, id, 1, json(f, "{\"family_name\":\"鈴木\"}"), &record);
    assert_int_equal(e, ERR_STALE);
    forget(f);
}

/* All kana in the order of the pages, "-" for none; the fixture's own person has none. */
static const char *page_through(struct kernel_fixture *f, const char *sort, int limit)
{
    struct reg_query query;
    struct reg_scope_sql scope;
    char *seen = mem_strdup(f->call, "");
    f->call->problem = problem_new(f->call);
    ok(f, reg_query_of(f->call, &REG_PEOPLE, NULL, 0, sort, limit, &query));
    ok(f, reg_scope_of(f->call, &REG_PEOPLE, &scope));
    for (bool more = true; more;) {
        REG_ROWS rows = reg_rows_open(f->call, &REG_PEOPLE, &query, &scope);
        bool row = false;
        int n = 0;
        int kana = reg_row_column(&REG_PEOPLE, reg_field(&REG_PEOPLE, "kana"));
        for (ok(f, reg_rows_step(&rows, &row)); row && n < limit;
             ok(f, reg_rows_step(&rows, &row)), n++) {
            const char *text = db_text(rows.q, kana, NULL);
            seen = mem_printf(f->call, "%s%s", seen, text == NULL ? "-" : text);
            reg_row_keys(f->call, &REG_PEOPLE, &query, rows.q, query.after);
        }
        query.has_cursor = true;
        more = row;
    }
    return seen;
}

static void pages_of_any_size_show_each_row_once_in_order(void **state)
{
    struct kernel_fixture *f = company(state);
    static const char *const kana[] = {"b", NULL, "a", "b", NULL, "c", "b"};
    for (size_t i = 0; i < sizeof kana / sizeof kana[0]; i++)
        person(f, SHOP, "x", kana[i]);
    for (int limit = 1; limit <= 8; limit++) {
        assert_string_equal(page_through(f, "kana", limit), "abbbc---");
        assert_string_equal(page_through(f, "-kana", limit), "cbbba---");
        assert_string_equal(page_through(f, "number", limit), "-b-ab-cb");
        assert_string_equal(page_through(f, "-number", limit), "bc-ba-b-");
        assert_string_equal(page_through(f, "kana,family_name", limit), "abbbc---");
        assert_string_equal(page_through(f, "-kana,-family_name", limit), "cbbba---");
        assert_string_equal(page_through(f, "kana,-family_name", limit), "abbbc---");
        assert_string_equal(page_through(f, "-kana,-number", limit), "cbbba---");
    }
}

static size_t count(struct kernel_fixture *f, const struct reg_where *where, size_t n)
{
    json_t *items = NULL;
    f->call->problem = problem_new(f->call);
    ok(f, reg_list(f->call, &REG_PEOPLE, where, n, NULL, 100, &items));
    return json_array_size(items);
}

static void filters_find_and_unknown_ones_are_refused(void **state)
{
    struct kernel_fixture *f = company(state);
    person(f, SHOP, "x", "a");
    person(f, TOP, "y", "b");
    person(f, TOP, "z", NULL);
    assert_int_equal(count(f, &(struct reg_where){"kana", "in", "a,b,c"}, 1), 2);
    assert_int_equal(count(f, &(struct reg_where){"kana", "is_null", "true"}, 1), 2);
    assert_int_equal(count(f, &(struct reg_where){"unit", "eq", TOP}, 1), 3);
    assert_int_equal(count(f, &(struct reg_where){"kana", "ge", "b"}, 1), 1);
    json_t *items = NULL;
    f->call->problem = problem_new(f->call);
    assert_int_equal(reg_list(f->call, &REG_PEOPLE, &(struct reg_where){"nobody", "eq", "1"}, 1,
                         NULL, 10, &items),
        ERR_INVALID);
}

static void texts_are_filtered_as_the_search_folds_them(void **state)
{
    struct kernel_fixture *f = company(state);
    static const char *const kana[] = {
        "ｻﾄｳ ﾊﾅｺ", "さとう たろう", "ＳＡＴＯ", "Straße", "100%", NULL};
    static const struct {
        const char *op, *value;
        size_t found;
    } cases[] = {
        {"contains", "サトウ", 2},
        {"contains", "はなこ", 1},
        {"begins", "タロウ", 0},
        {"begins", "さトう", 2},
        {"contains", "sato", 1},
        {"begins", "STRASSE", 1},
        {"contains", "0%", 1},
        {"contains", "%", 1},
        {"contains", "_", 0},
        {"contains", "", 5},
    };
    for (size_t i = 0; i < sizeof kana / sizeof kana[0]; i++)
        person(f, SHOP, "x", kana[i]);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(
            count(f, &(struct reg_where){"kana", cases[i].op, cases[i].value}, 1), cases[i].found);
    json_t *items = NULL;
    f->call->problem = problem_new(f->call);
    assert_int_equal(reg_list(f->call, &REG_PEOPLE, &(struct reg_where){"unit", "contains", "1"}, 1,
                         NULL, 10, &items),
        ERR_INVALID);
}

static void a_manager_sees_and_changes_only_the_own_unit(void **state)
{
    struct kernel_fixture *f = company(state);
    const char *in_shop = person(f, SHOP, "x", "a");
    const char *at_top = person(f, TOP, "y", "b");
    json_t *record = NULL;
    struct grant grant = {ROLE_MANAGER, 0, "/1/2/"};
    struct who who = *f->call->who;
    who.system = false;
    who.grants = &grant;
    who.n_grants = 1;
    f->call->who = &who;
    assert_int_equal(count(f, NULL, 0), 1);
    ok(f, reg_get(f->call, &REG_PEOPLE, in_shop, &record));
    assert_int_equal(reg_get(f->call, &REG_PEOPLE, at_top, &record), ERR_NOT_FOUND);
    struct reg_record changed;
    begin(f);
    enum err e = reg_create(f->call, &REG_PEOPLE,
        json(f, "{\"unit\":\"U-2026-0001\",\"family_name\":\"a\",\"given_name\":\"b\"}"), &changed);
    assert_int_equal(e, ERR_FORBIDDEN);
    forget(f);
    begin(f); /* moving a record out of one's own unit needs the right there too */
    e = reg_update(
        f->call, &REG_PEOPLE, in_shop, 1, json(f, "{\"unit\":\"U-2026-0001\"}"), &changed);
    assert_int_equal(e, ERR_FORBIDDEN);
    forget(f);
}

static void the_audit_entry_holds_only_what_changed(void **state)
{
    struct kernel_fixture *f = company(state);
    const char *id = person(f, SHOP, "佐藤", NULL);
    struct reg_record record;
    begin(f);
    ok(f, reg_update(f->call, &REG_PEOPLE, id, 1, json(f, "{\"post\":\"店長\"}"), &record));
    ok(f, tx_commit(f->call));
    DB_QUERY *q = db_query(f->call->db, "SELECT p.payload FROM audit a JOIN audit_payload p"
                                        " ON p.org_id = a.org_id AND p.seq = a.seq"
                                        " WHERE a.org_id = :org AND a.subject = 'person'"
                                        " ORDER BY a.seq DESC LIMIT 1");
    bool row = false;
    ok(f, db_step(q, &row));
    assert_true(row);
    assert_non_null(strstr(db_text(q, 0, NULL), "店長"));
    assert_null(strstr(db_text(q, 0, NULL), "佐藤")); /* only what changed */
}

static void the_tree_has_one_top_and_no_circle(void **state)
{
    struct kernel_fixture *f = company(state);
    struct reg_record record;
    begin(f); /* a second top */
    assert_int_equal(
        reg_create(f->call, &REG_UNITS, json(f, "{\"name\":\"x\",\"kind\":\"company\"}"), &record),
        ERR_INVALID);
    assert_string_equal(f->call->problem->fields[0].pointer, "/parent");
    forget(f);
    begin(f); /* below itself */
    assert_int_equal(
        reg_update(f->call, &REG_UNITS, TOP, 1, json(f, "{\"parent\":\"U-2026-0002\"}"), &record),
        ERR_INVALID);
    forget(f);
}

static void deleted_records_leave_after_thirty_days_unless_referred_to(void **state)
{
    struct kernel_fixture *f = company(state);
    struct uuid uid;
    int64_t n = 0;
    const char *id = person(f, SHOP, "佐藤", NULL);
    begin(f);
    ok(f, reg_delete(f->call, &REG_PEOPLE, id, 1));
    ok(f, tx_commit(f->call));
    begin(f); /* the shop is deleted too, but a person stands in it */
    DB_QUERY *q = db_query(f->call->db, "UPDATE unit SET deleted_at = ?"
                                        " WHERE org_id = :org AND number = ?");
    db_bind_int(q, f->call->now_ms);
    db_bind_text(q, SHOP);
    ok(f, db_run(q));
    ok(f, tx_commit_unaudited(f->call));
    person(f, TOP, "鈴木", NULL);
    ok(f, reg_purge(f->call, &n));
    assert_int_equal(n, 0);
    f->call->now_ms += (int64_t)(REG_KEPT_DAYS + 1) * 24 * 3600 * 1000;
    f->call->problem = problem_new(f->call);
    ok(f, reg_purge(f->call, &n));
    assert_int_equal(n, 2); /* the person, then the unit nobody stands in any more */
    assert_true(uuid_parse(id, &uid));
    json_t *record = NULL;
    assert_int_equal(reg_get(f->call, &REG_PEOPLE, id, &record), ERR_NOT_FOUND);
}

/* What the audit log and record_secret tell of an id is about one record for ever. */
static void what_left_for_good_leaves_its_id_to_nobody(void **state)
{
    struct kernel_fixture *f = company(state);
    int64_t first = 0;
    int64_t second = 0;
    int64_t n = 0;
    const char *id = person(f, SHOP, "佐藤", NULL);
    ok(f, reg_find(f->call, &REG_PEOPLE, id, &first));
    begin(f);
    ok(f, reg_delete(f->call, &REG_PEOPLE, id, 1));
    ok(f, tx_commit(f->call));
    f->call->now_ms += (int64_t)(REG_KEPT_DAYS + 1) * 24 * 3600 * 1000;
    f->call->problem = problem_new(f->call);
    ok(f, reg_purge(f->call, &n));
    assert_int_equal(n, 1);
    ok(f, reg_find(f->call, &REG_PEOPLE, person(f, SHOP, "鈴木", NULL), &second));
    assert_true(second > first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_reads_back_as_it_was_made),
        cmocka_unit_test(a_reference_to_nothing_is_named),
        cmocka_unit_test(a_change_on_an_old_version_is_stale),
        cmocka_unit_test(pages_of_any_size_show_each_row_once_in_order),
        cmocka_unit_test(filters_find_and_unknown_ones_are_refused),
        cmocka_unit_test(texts_are_filtered_as_the_search_folds_them),
        cmocka_unit_test(a_manager_sees_and_changes_only_the_own_unit),
        cmocka_unit_test(the_audit_entry_holds_only_what_changed),
        cmocka_unit_test(the_tree_has_one_top_and_no_circle),
        cmocka_unit_test(deleted_records_leave_after_thirty_days_unless_referred_to),
        cmocka_unit_test(what_left_for_good_leaves_its_id_to_nobody),
    };
    return kernel_fixture_run("register", tests, sizeof tests / sizeof tests[0], NULL);
}
