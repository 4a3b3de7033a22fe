/* Jobs on both databases. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job_private.h"
#include "kernel/test/call_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int runs;
static enum err outcome;

static enum err work(struct call *c, struct job *job)
{
    runs++;
    if (outcome != ERR_OK)
        return problem_set_arg(c->problem, outcome, "job_kind", "x");
    json_t *result = json_pack("{s:i}", "n", (int)body_int(job_payload(job), "n", 0) + 1);
    job_progress(job, 0.5, "job.job_purge");
    job_result(job, result);
    json_decref(result);
    return ERR_OK;
}

static const struct job_kind kinds[] = {{.name = "work", .run = work, .max_attempts = 2}};
static const struct module module_work = {.name = "work", .jobs = kinds, .n_jobs = 1};
static const struct module *const modules[] = {&module_work};

static struct uuid add(struct call_fixture *f, const char *key)
{
    struct uuid uid;
    json_t *payload = json_pack("{s:i}", "n", 41);
    const struct job_new job = {.kind = "work", .payload = payload, .unique_key = key};
    call_fixture_ok(f, tx_begin(f->c));
    call_fixture_ok(f, job_add(f->c, &job, &uid));
    call_fixture_ok(f, tx_commit_unaudited(f->c));
    json_decref(payload);
    return uid;
}

static struct job_row find(struct call_fixture *f, const struct uuid *uid)
{
    struct job_row row;
    call_fixture_ok(f, job_store_find(f->c, uid, &row));
    return row;
}

static bool run_one(struct call_fixture *f)
{
    bool ran = false;
    const struct who *who = f->c->who;
    call_fixture_renew(f);
    call_fixture_ok(f, job_run_one(f->c, NULL, &ran));
    f->c->who = who;
    return ran;
}

static void test_done(struct call_fixture *f)
{
    runs = 0;
    outcome = ERR_OK;
    struct uuid uid = add(f, NULL);
    assert_true(run_one(f));
    assert_false(run_one(f));
    assert_int_equal(runs, 1);
    struct job_row row = find(f, &uid);
    assert_string_equal(row.state, "done");
    assert_string_equal(row.result, "{\"n\":42}");
    assert_true(row.progress == 1);
}

static void a_job_runs_once_and_keeps_its_result(void **state)
{
    (void)state;
    call_fixture_on_both(modules, 1, test_done);
}

static void test_retry(struct call_fixture *f)
{
    runs = 0;
    outcome = ERR_UNAVAILABLE;
    struct uuid uid = add(f, NULL);
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "queued");
    assert_false(run_one(f)); /* not before its pause is over */
    f->c->now_ms += JOB_RETRY_MS;
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "failed");
    assert_string_equal(find(f, &uid).message, "error.detail.job_kind");
    assert_int_equal(runs, 2);
}

static void a_failing_job_is_tried_again_after_a_pause_then_fails(void **state)
{
    (void)state;
    call_fixture_on_both(modules, 1, test_retry);
}

static void test_hopeless(struct call_fixture *f)
{
    runs = 0;
    outcome = ERR_INVALID;
    struct uuid uid = add(f, NULL);
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "failed");
    assert_int_equal(runs, 1);
}

static void what_no_attempt_can_mend_fails_at_once(void **state)
{
    (void)state;
    call_fixture_on_both(modules, 1, test_hopeless);
}

static void test_lease(struct call_fixture *f)
{
    struct job_row row;
    bool found = false;
    outcome = ERR_OK;
    struct uuid uid = add(f, NULL);
    call_fixture_ok(f, tx_begin(f->c)); /* another node takes it and dies */
    call_fixture_ok(f, job_store_claim(f->c, f->c->now_ms + JOB_LEASE_MS, &row, &found));
    call_fixture_ok(f, tx_commit_unaudited(f->c));
    assert_true(found);
    assert_false(run_one(f));
    f->c->now_ms += JOB_LEASE_MS + 1;
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "done");
    assert_int_equal(find(f, &uid).attempts, 2);
    call_fixture_ok(f, tx_begin(f->c)); /* the dead one wakes up: what it says no longer counts */
    call_fixture_ok(f, job_store_end(f->c, row.id, 1, JOB_FAILED, 0, NULL, NULL));
    call_fixture_ok(f, tx_commit_unaudited(f->c));
    assert_string_equal(find(f, &uid).state, "done");
}

static void a_job_of_a_dead_holder_is_taken_again(void **state)
{
    (void)state;
    call_fixture_on_both(modules, 1, test_lease);
}

static void test_unique(struct call_fixture *f)
{
    outcome = ERR_OK;
    struct uuid first = add(f, "one");
    struct uuid second = add(f, "one");
    assert_memory_equal(&first, &second, sizeof first);
    assert_true(run_one(f));
    second = add(f, "one");
    assert_memory_not_equal(&first, &second, sizeof first);
}

static void one_of_a_key_waits_at_a_time(void **state)
{
    (void)state;
    call_fixture_on_both(modules, 1, test_unique);
}

static void test_cancel(struct call_fixture *f)
{
    bool cancelled = false;
    runs = 0;
    struct uuid uid = add(f, NULL);
    int64_t id = find(f, &uid).id;
    call_fixture_ok(f, tx_begin(f->c));
    call_fixture_ok(f, job_store_cancel(f->c, id, &cancelled));
    call_fixture_ok(f, tx_commit_unaudited(f->c));
    assert_true(cancelled);
    assert_false(run_one(f));
    assert_int_equal(runs, 0);
}

static void a_cancelled_job_does_not_run(void **state)
{
    (void)state;
    call_fixture_on_both(modules, 1, test_cancel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_once_and_keeps_its_result),
        cmocka_unit_test(a_failing_job_is_tried_again_after_a_pause_then_fails),
        cmocka_unit_test(what_no_attempt_can_mend_fails_at_once),
        cmocka_unit_test(a_job_of_a_dead_holder_is_taken_again),
        cmocka_unit_test(one_of_a_key_waits_at_a_time),
        cmocka_unit_test(a_cancelled_job_does_not_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
