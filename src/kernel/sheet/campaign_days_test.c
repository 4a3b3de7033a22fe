/* A year's end in Tokyo, seen by the clock of the call. */
#include "kernel/sheet/campaign_days.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/campaign_store.h"
#include "kernel/sheet/framework_import.h"
#include "kernel/sheet/sheet_add.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/test/kernel_fixture.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

static const char library[] =
    "urn: urn:test:risk:library:lib\nlocale: en\nversion: 1\nprovider: P\nobjects:\n"
    "  framework:\n    urn: urn:test:risk:framework:kept\n    name: Kept\n"
    "    requirement_nodes:\n    - {urn: a, name: Alpha, ref_id: A}\n"
    "    - {urn: a1, parent_urn: a, ref_id: A.1, assessable: true, name: One}\n";

static void set_clock(struct call *c, const char *instant)
{
    assert_true(instant_parse(instant, &c->now_ms));
}

static const char *sheet(struct call *c)
{
    struct framework_found found;
    const struct sheet_doc *doc = NULL;
    struct sheet_version v;
    bool added = false;
    char uid[UUID_TEXT_SIZE];
    assert_int_equal(
        framework_import(c, library, strlen(library), "test", c->problem, &found), ERR_OK);
    assert_int_equal(sheet_json_read(c, json_array_get(found.sheets, 0), c->problem, &doc), ERR_OK);
    assert_int_equal(tx_begin(c), ERR_OK);
    assert_int_equal(sheet_add(c, doc, &v, &added), ERR_OK);
    assert_int_equal(tx_commit(c), ERR_OK);
    uuid_format(&v.uid, uid);
    return mem_strdup(c, uid);
}

static json_t *top_unit(struct call *c)
{
    struct unit_node *nodes = NULL;
    size_t n = 0;
    char uid[UUID_TEXT_SIZE];
    assert_int_equal(tx_begin_read(c), ERR_OK);
    assert_int_equal(unit_tree_load(c, &nodes, &n), ERR_OK);
    tx_abort(c);
    uuid_format(&nodes[0].uid, uid);
    return json_pack("[{s:s}]", "unit", uid);
}

/* A draft to the only unit, opening on the last day of 2026 and due ten days later. */
static const char *draft(struct call *c, const char *opens, bool with_unit)
{
    struct campaign k;
    set_clock(c, "2026-12-01T10:00:00+09:00");
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i}", "name", "Yearly",
        "sheet_version", sheet(c), "period", "FY2026", "opens", opens, "due", "2027-01-10",
        "remind_before", 3, "remind_every", 2);
    if (with_unit)
        json_object_set_new(body, "units", top_unit(c));
    assert_int_equal(tx_begin(c), ERR_OK);
    assert_int_equal(campaign_create(c, body, &k), ERR_OK);
    assert_int_equal(tx_commit(c), ERR_OK);
    json_decref(body);
    return k.number;
}

static struct campaign found(struct call *c, const char *number)
{
    struct campaign k;
    assert_int_equal(tx_begin_read(c), ERR_OK);
    assert_int_equal(campaign_find(c, number, false, &k), ERR_OK);
    tx_abort(c);
    return k;
}

static void run_at(struct call *c, const char *instant)
{
    set_clock(c, instant);
    assert_int_equal(campaign_days_run(c), ERR_OK);
}

static int64_t audited(struct call *c, const char *action)
{
    static const char sql[] =
        "SELECT count(*) FROM audit WHERE org_id = :org AND subject = 'campaign' AND action = ?";
    DB_QUERY *q = db_query(c->db, sql);
    int64_t n = -1;
    db_bind_text(q, action);
    assert_int_equal(db_one_int(q, 0, &n), ERR_OK);
    return n;
}

static void a_campaign_opens_by_itself_when_its_day_begins_where_the_organisation_is(void **state)
{
    struct call *c = ((struct kernel_fixture *)*state)->call;
    c->org.zone = "Asia/Tokyo";
    const char *k = draft(c, "2026-12-31", true);
    assert_true(found(c, k).scheduled);
    run_at(c, "2026-12-30T23:59:59+09:00");
    assert_int_equal(found(c, k).state, CAMPAIGN_DRAFT);
    run_at(c, "2026-12-31T00:00:00+09:00");
    assert_int_equal(found(c, k).state, CAMPAIGN_OPEN);
    run_at(c, "2026-12-31T00:10:00+09:00");
    assert_int_equal(audited(c, "open"), 1);
}

static void a_date_that_is_here_already_is_left_to_who_wrote_it(void **state)
{
    struct call *c = ((struct kernel_fixture *)*state)->call;
    c->org.zone = "Asia/Tokyo";
    const char *k = draft(c, "2026-12-01", true);
    assert_false(found(c, k).scheduled);
    run_at(c, "2026-12-02T09:00:00+09:00");
    assert_int_equal(found(c, k).state, CAMPAIGN_DRAFT);
}

static void one_that_asks_nobody_waits_and_hinders_no_other(void **state)
{
    struct call *c = ((struct kernel_fixture *)*state)->call;
    c->org.zone = "Asia/Tokyo";
    const char *nobody = draft(c, "2026-12-31", false);
    run_at(c, "2026-12-31T09:00:00+09:00");
    assert_int_equal(found(c, nobody).state, CAMPAIGN_DRAFT);
    assert_true(found(c, nobody).scheduled);
}

static void who_has_not_answered_is_reminded_on_the_days_that_were_set(void **state)
{
    struct call *c = ((struct kernel_fixture *)*state)->call;
    c->org.zone = "Asia/Tokyo";
    const char *k = draft(c, "2026-12-31", true);
    run_at(c, "2026-12-31T00:00:00+09:00");
    run_at(c, "2027-01-06T23:59:00+09:00");
    assert_int_equal(audited(c, "remind"), 0);
    run_at(c, "2027-01-07T00:00:00+09:00");
    run_at(c, "2027-01-07T12:00:00+09:00");
    assert_int_equal(audited(c, "remind"), 1);
    assert_string_equal(found(c, k).reminded_on, "2027-01-07");
    run_at(c, "2027-01-10T09:00:00+09:00");
    run_at(c, "2027-01-11T09:00:00+09:00");
    run_at(c, "2027-01-12T09:00:00+09:00");
    assert_int_equal(audited(c, "remind"), 3);
    run_at(c, "2027-01-13T09:00:00+09:00");
    assert_int_equal(audited(c, "remind"), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_campaign_opens_by_itself_when_its_day_begins_where_the_organisation_is),
        cmocka_unit_test(a_date_that_is_here_already_is_left_to_who_wrote_it),
        cmocka_unit_test(one_that_asks_nobody_waits_and_hinders_no_other),
        cmocka_unit_test(who_has_not_answered_is_reminded_on_the_days_that_were_set),
    };
    return kernel_fixture_run("campaign_days", tests, sizeof tests / sizeof tests[0], NULL);
}
