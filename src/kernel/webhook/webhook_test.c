/* Signatures, the schedule, and which entries are events. */
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/unit/unit_reg.h"
#include "kernel/webhook/webhook_event.h"
#include "kernel/webhook/webhook_rules.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The example that the libraries of Standard Webhooks are tested with. */
static void a_signature_is_that_of_standard_webhooks(void **state)
{
    (void)state;
    char signature[WEBHOOK_SIGNATURE_SIZE];
    assert_true(webhook_sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}", signature));
    assert_string_equal(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

static void another_id_time_or_body_has_another_signature(void **state)
{
    (void)state;
    char secret[WEBHOOK_SECRET_SIZE], one[WEBHOOK_SIGNATURE_SIZE], other[WEBHOOK_SIGNATURE_SIZE];
    webhook_secret_new(secret);
    assert_true(webhook_sign(secret, "a", 1, "b", one));
    assert_true(webhook_sign(secret, "a", 1, "b", other));
    assert_string_equal(one, other);
    assert_true(webhook_sign(secret, "a", 2, "b", other));
    assert_string_not_equal(one, other);
    assert_true(webhook_sign(secret, "c", 1, "b", other));
    assert_string_not_equal(one, other);
    assert_true(webhook_sign(secret, "a", 1, "d", other));
    assert_string_not_equal(one, other);
}

static void a_secret_is_random_and_of_the_form_receivers_expect(void **state)
{
    (void)state;
    char one[WEBHOOK_SECRET_SIZE], other[WEBHOOK_SECRET_SIZE];
    char signature[WEBHOOK_SIGNATURE_SIZE];
    webhook_secret_new(one);
    webhook_secret_new(other);
    assert_memory_equal(one, "whsec_", 6);
    assert_int_equal(strlen(one), WEBHOOK_SECRET_SIZE - 1);
    assert_string_not_equal(one, other);
    static const char *const bad[] = {"", "whsec", "whsec_?", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(webhook_sign(bad[i], "a", 1, "b", signature));
}

static void twelve_attempts_take_almost_three_days(void **state)
{
    (void)state;
    const int64_t hour = 3600LL * 1000;
    int64_t all = 0, before = 0;
    for (int attempt = 1; attempt < 12; attempt++) {
        int64_t pause = webhook_pause_ms(attempt, 30000, UINT32_MAX / 2);
        assert_true(pause > before);
        before = pause;
        all += pause;
    }
    assert_true(all > 60 * hour && all < 72 * hour);
    assert_int_equal(webhook_pause_ms(12, 30000, 7), webhook_pause_ms(11, 30000, 7));
    assert_int_equal(webhook_pause_ms(100, 30000, 7), webhook_pause_ms(11, 30000, 7));
}

static void chance_moves_a_pause_by_a_tenth_and_no_more(void **state)
{
    (void)state;
    assert_int_equal(webhook_pause_ms(1, 30000, 0), 27000);
    assert_int_equal(webhook_pause_ms(1, 30000, UINT32_MAX), 33000);
    assert_int_equal(webhook_pause_ms(2, 30000, 0), 108000);
    assert_int_equal(webhook_pause_ms(0, 30000, 0), 27000);
}

static void a_receiver_without_an_answer_is_left_alone_for_a_quarter_of_an_hour_at_most(
    void **state)
{
    (void)state;
    assert_int_equal(webhook_rest_ms(1, 30000), 30000);
    assert_int_equal(webhook_rest_ms(2, 30000), 60000);
    assert_int_equal(webhook_rest_ms(1000, 30000), 900000);
}

/* ---- events ---- */

static const struct reg_def *const registers[] = {&REG_PEOPLE};
static const struct module module_some = {.name = "some", .registers = registers, .n_registers = 1};
static const struct module *const modules[] = {&module_some};

static void assert_type(
    const char *wanted, const char *subject, const char *action, const char *type)
{
    struct app app = {.modules = modules, .n_modules = 1};
    void *ctx = mem_context(NULL, 0);
    size_t n = 0;
    json_t *list = json_pack("[s]", wanted);
    const struct webhook_event *events = webhook_events(ctx, &app, &n);
    const struct webhook_event *event = webhook_event_of(events, n, list, subject, action);
    assert_string_equal(event == NULL ? "" : event->type, type);
    json_decref(list);
    mem_free(ctx);
}

static void an_entry_is_the_event_that_the_receiver_takes(void **state)
{
    (void)state;
    assert_type("person.created", "person", "create", "person.created");
    assert_type("person.updated", "person", "update", "person.updated");
    assert_type("person.deleted", "person", "delete", "person.deleted");
    assert_type("response.returned", "response", "return", "response.returned");
    assert_type("report.approved", "report_issue", "approve", "report.approved");
    assert_type("job.failed", "job", "fail", "job.failed");
}

static void what_is_not_wanted_or_no_event_is_not_told(void **state)
{
    (void)state;
    assert_type("person.created", "person", "update", "");
    assert_type("person.created", "unit", "create", "");
    assert_type("person.updated", "person", "readers", "");
    assert_type("person.updated", "account", "password", "");
    assert_type("job.failed", "job", "cancel", "");
}

static void a_subject_has_a_page_but_for_jobs(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct webhook_event person = {.subject = "person", .def = &REG_PEOPLE};
    struct webhook_event response = {.subject = "response"}, job = {.subject = "job"};
    assert_string_equal(webhook_event_path(ctx, &person, "x"), "/people/x");
    assert_string_equal(webhook_event_path(ctx, &response, "x"), "/responses/x");
    assert_null(webhook_event_path(ctx, &job, "x"));
    mem_free(ctx);
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signature_is_that_of_standard_webhooks),
        cmocka_unit_test(another_id_time_or_body_has_another_signature),
        cmocka_unit_test(a_secret_is_random_and_of_the_form_receivers_expect),
        cmocka_unit_test(twelve_attempts_take_almost_three_days),
        cmocka_unit_test(chance_moves_a_pause_by_a_tenth_and_no_more),
        cmocka_unit_test(
            a_receiver_without_an_answer_is_left_alone_for_a_quarter_of_an_hour_at_most),
        cmocka_unit_test(an_entry_is_the_event_that_the_receiver_takes),
        cmocka_unit_test(what_is_not_wanted_or_no_event_is_not_told),
        cmocka_unit_test(a_subject_has_a_page_but_for_jobs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
