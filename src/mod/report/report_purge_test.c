/* A draft that was thrown away leaves for good with all that hung on it. */
#include "base/clock.h"
#include "base/uuid.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/test/kernel_fixture.h"
#include "mod/report/report_issue.h"
#include "mod/report/report_store.h"

#include <string.h>

static const int64_t MONTH_MS = (int64_t)(REG_KEPT_DAYS + 1) * 24 * 3600 * 1000;

/* As if made through the register, which would ask for a campaign. */
static int64_t deleted_issue(struct call *c)
{
    static const char insert[] =
        "INSERT INTO report_issue (org_id, uid, version, created_at, created_by, updated_at,"
        " updated_by, deleted_at, number, type, state, title)"
        " VALUES (:org, ?, 2, ?, 0, ?, 0, ?, 'RP-2026-0001', 'assessment', 'draft', 'x')";
    struct uuid uid = uuid_new(c->now_ms);
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, insert);
    db_bind_uuid(q, &uid);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    assert_int_equal(db_run(q), ERR_OK);
    DB_QUERY *find = db_query(c->db, "SELECT id FROM report_issue WHERE org_id = :org");
    assert_int_equal(db_one_int(find, 0, &id), ERR_OK);
    return id;
}

static int64_t count(struct call *c, const char *sql)
{
    int64_t n = 0;
    assert_int_equal(tx_begin_read(c), ERR_OK);
    DB_QUERY *q = db_query(c->db, sql);
    assert_int_equal(db_one_int(q, 0, &n), ERR_OK);
    tx_abort(c);
    return n;
}

static void give_words_and_file(struct call *c, int64_t issue, const struct file_info *file)
{
    const struct report_said said = {.section = "summary", .lang = "ja", .text = "所見"};
    int64_t old = 0;
    assert_int_equal(report_store_say(c, issue, &said), ERR_OK);
    assert_int_equal(file_make_ready(c, file->id), ERR_OK);
    assert_int_equal(report_store_file_set(c, issue, "pdf", "ja", "d", file->id, &old), ERR_OK);
}

static void a_deleted_draft_leaves_with_its_words_and_files(void **state)
{
    struct kernel_fixture *f = *state;
    struct call *c = f->call;
    struct file_info file;
    int64_t n = 0;
    assert_int_equal(file_store_bytes(c, "a.pdf", "application/pdf", "%PDF-", 5, &file), ERR_OK);
    assert_int_equal(tx_begin(c), ERR_OK);
    give_words_and_file(c, deleted_issue(c), &file);
    assert_int_equal(tx_commit_unaudited(c), ERR_OK);
    assert_int_equal(reg_purge(c, &n), ERR_OK);
    assert_int_equal(n, 0); /* it may still be taken back */
    c->now_ms += MONTH_MS;
    assert_int_equal(reg_purge(c, &n), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(count(c, "SELECT count(*) FROM report_issue WHERE org_id = :org"), 0);
    assert_int_equal(count(c, "SELECT count(*) FROM report_words WHERE org_id = :org"), 0);
    assert_int_equal(count(c, "SELECT count(*) FROM report_file WHERE org_id = :org"), 0);
    assert_int_equal(count(c, "SELECT count(*) FROM file WHERE org_id = :org"), 0);
}

int main(void)
{
    static const struct module *const modules[] = {&module_report, NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deleted_draft_leaves_with_its_words_and_files),
    };
    return kernel_fixture_run("report_purge", tests, 1, modules);
}
