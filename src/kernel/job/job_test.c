/* Jobs on both databases. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job_private.h"
#include "kernel/test/kernel_fixture.h"

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
static const struct module *const modules[] = {&module_work, NULL};

static void ok(enum err e)
{
    assert_int_equal(e, ERR_OK);
}

static struct uuid add(struct kernel_fixture *f, const char *key)
{
    struct uuid uid;
    json_t *payload = json_pack("{s:i}", "n", 41);
    const struct job_new job = {.kind = "work", .payload = payload, .unique_key = key};
    ok(tx_begin(f->call));
    ok(job_add(f->call, &job, &uid));
    ok(tx_commit_unaudited(f->call));
    json_decref(payload);
    return uid;
}

static struct job_row find(struct kernel_fixture *f, const struct uuid *uid)
{
    struct job_row row;
    ok(job_store_find(f->call, uid, &row));
    return row;
}

static bool run_one(struct kernel_fixture *f)
{
    bool ran = false;
    const struct who *who = f->call->who;
    tx_abort(f->call);
    f->call->problem = problem_new(f->call);
    ok(job_run_one(f->call, NULL, &ran));
    f->call->who = who;
    return ran;
}

static void a_job_runs_once_and_keeps_its_result(void **state)
{
    struct kernel_fixture *f = *state;
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

static void what_is_due_waits_when_the_turn_is_over(void **state)
{
    struct kernel_fixture *f = *state;
    outcome = ERR_OK;
    struct uuid uid = add(f, NULL);
    int64_t org = db_org(f->call->db);
    tx_abort(f->call);
    assert_int_equal(job_run_turn(f->call->app, f->call->db, NULL, org, clock_monotonic_ms()), 0);
    assert_string_equal(find(f, &uid).state, "queued");
    tx_abort(f->call);
    assert_true(job_run_turn(f->call->app, f->call->db, NULL, org, INT64_MAX) > 0);
    assert_string_equal(find(f, &uid).state, "done");
}

static void a_failing_job_is_tried_again_after_a_pause_then_fails(void **state)
{
    struct kernel_fixture *f = *state;
    runs = 0;
    outcome = ERR_UNAVAILABLE;
    struct uuid uid = add(f, NULL);
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "queued");
    assert_false(run_one(f)); /* not before its pause is over */
    f->call->now_ms += JOB_RETRY_MS;
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "failed");
    assert_string_equal(find(f, &uid).message, "error.detail.job_kind");
    assert_int_equal(runs, 2);
}

static void what_no_attempt_can_mend_fails_at_once(void **state)
{
    struct kernel_fixture *f = *state;
    runs = 0;
    outcome = ERR_INVALID;
    struct uuid uid = add(f, NULL);
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "failed");
    assert_int_equal(runs, 1);
}

static void a_job_of_a_dead_holder_is_taken_again(void **state)
{
    struct kernel_fixture *f = *state;
    struct job_row row;
    bool found = false;
    outcome = ERR_OK;
    struct uuid uid = add(f, NULL);
    ok(tx_begin(f->call)); /* another node takes it and dies */
    ok(job_store_claim(f->call, f->call->now_ms + JOB_LEASE_MS, &row, &found));
    ok(tx_commit_unaudited(f->call));
    assert_true(found);
    assert_false(run_one(f));
    f->call->now_ms += JOB_LEASE_MS + 1;
    assert_true(run_one(f));
    assert_string_equal(find(f, &uid).state, "done");
    assert_int_equal(find(f, &uid).attempts, 2);
    ok(tx_begin(f->call)); /* the dead one wakes up: what it says no longer counts */
    ok(job_store_end(f->call, row.id, 1, JOB_FAILED, 0, NULL, NULL));
    ok(tx_commit_unaudited(f->call));
    assert_string_equal(find(f, &uid).state, "done");
}

static void one_of_a_key_waits_at_a_time(void **state)
{
    struct kernel_fixture *f = *state;
    outcome = ERR_OK;
    struct uuid first = add(f, "one");
    struct uuid second = add(f, "one");
    assert_memory_equal(&first, &second, sizeof first);
    assert_true(run_one(f));
    second = add(f, "one");
    assert_memory_not_equal(&first, &second, sizeof first);
}

static void a_cancelled_job_does_not_run(void **state)
{
    struct kernel_fixture *f = *state;
    bool cancelled = false;
    runs = 0;
    struct uuid uid = add(f, NULL);
    int64_t id = find(f, &uid).id;
    ok(tx_begin(f->call));
    ok(job_store_cancel(f->call, id, &cancelled));
    ok(tx_commit_unaudited(f->call));
    assert_true(cancelled);
    assert_false(run_one(f));
    assert_int_equal(runs, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_once_and_keeps_its_result),
        cmocka_unit_test(what_is_due_waits_when_the_turn_is_over),
        cmocka_unit_test(a_failing_job_is_tried_again_after_a_pause_then_fails),
        cmocka_unit_test(what_no_attempt_can_mend_fails_at_once),
        cmocka_unit_test(a_job_of_a_dead_holder_is_taken_again),
        cmocka_unit_test(one_of_a_key_waits_at_a_time),
        cmocka_unit_test(a_cancelled_job_does_not_run),
    };
    return kernel_fixture_run("job", tests, sizeof tests / sizeof tests[0], modules);
}
