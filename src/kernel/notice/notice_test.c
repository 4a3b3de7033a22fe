/* Who is told, on both databases. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_store.h"
#include "kernel/notice/notice_digest.h"
#include "kernel/notice/notice_store.h"
#include "kernel/notice/notice_text.h"
#include "kernel/test/kernel_fixture.h"

#include <string.h>

static const struct notice_kind PLAIN = {.name = "answer_asked", .usual = NOTICE_NOW};
static const struct notice_kind SAFETY = {.name = "answer_returned", .security = true};
static const struct notice_kind WEEK = {.name = "answer_reminder", .usual = NOTICE_WEEKLY};
static const struct perm ANSWER = {"test.answer", PERM_ROLE, OF_MANAGER};

static void ok(enum err e)
{
    assert_int_equal(e, ERR_OK);
}

static int64_t account(struct kernel_fixture *f, const char *login, const char *state)
{
    struct account a = {.login = login, .name = login, .state = state};
    ok(account_store_add(f->call, &a));
    return a.id;
}

static struct notice_new about(const struct notice_kind *kind)
{
    return (struct notice_new){.kind = kind, .path = "/assessments"};
}

static size_t told(struct kernel_fixture *f, int64_t account_id)
{
    struct notice_row *rows = NULL;
    size_t n = 0;
    ok(notice_store_list(f->call, account_id, false, 0, 50, &rows, &n));
    return n;
}

static void each_account_is_told_once_and_disabled_ones_are_not(void **state)
{
    struct kernel_fixture *f = *state;
    ok(tx_begin(f->call));
    const int64_t a = account(f, "a", "active"), b = account(f, "b", "disabled");
    const int64_t all[] = {a, b, a, 0};
    struct notice_new notice = about(&PLAIN);
    ok(notice_tell(f->call, &notice, all, 4));
    assert_int_equal(told(f, a), 1);
    assert_int_equal(told(f, b), 0);
}

static void nobody_is_told_what_they_just_did_unless_it_is_about_their_safety(void **state)
{
    struct kernel_fixture *f = *state;
    struct who who = *f->call->who;
    who.account_id = f->account_id;
    const struct who *system = f->call->who;
    struct notice_new plain = about(&PLAIN), safety = about(&SAFETY);
    ok(tx_begin(f->call));
    f->call->who = &who;
    ok(notice_tell(f->call, &plain, &f->account_id, 1));
    assert_int_equal(told(f, f->account_id), 0);
    ok(notice_tell(f->call, &safety, &f->account_id, 1));
    assert_int_equal(told(f, f->account_id), 1);
    f->call->who = system;
}

static void a_change_rolled_back_tells_nobody(void **state)
{
    struct kernel_fixture *f = *state;
    struct notice_new notice = about(&PLAIN);
    ok(tx_begin(f->call));
    ok(notice_tell(f->call, &notice, &f->account_id, 1));
    tx_abort(f->call);
    assert_int_equal(told(f, f->account_id), 0);
}

static void holders_are_those_with_the_role_in_the_unit_or_above(void **state)
{
    struct kernel_fixture *f = *state;
    struct notice_new notice = about(&PLAIN);
    ok(tx_begin(f->call));
    const int64_t manager = account(f, "m", "active"), member = account(f, "n", "active");
    ok(account_store_role_add(f->call, manager, ROLE_MANAGER, f->top_unit_id));
    ok(account_store_role_add(f->call, member, ROLE_MEMBER, f->top_unit_id));
    ok(notice_tell_holders(f->call, &notice, &ANSWER, "/1/5/"));
    assert_int_equal(told(f, manager), 1);
    assert_int_equal(told(f, member), 0);
    assert_int_equal(told(f, f->account_id), 0);
}

static void reading_up_to_one_leaves_later_ones_unread(void **state)
{
    struct kernel_fixture *f = *state;
    struct notice_new notice = about(&WEEK);
    struct notice_row *rows = NULL;
    size_t n = 0;
    int64_t unread = 0;
    ok(tx_begin(f->call));
    for (int i = 0; i < 3; i++)
        ok(notice_tell(f->call, &notice, &f->account_id, 1));
    ok(notice_store_list(f->call, f->account_id, true, 0, 50, &rows, &n));
    assert_int_equal(n, 3);
    ok(notice_store_read_to(f->call, f->account_id, &rows[1].uid));
    ok(notice_store_unread(f->call, f->account_id, 100, &unread));
    assert_int_equal(unread, 1);
    assert_int_equal(notice_store_read(f->call, f->account_id + 1, &rows[0].uid), ERR_NOT_FOUND);
}

static void texts_are_in_the_receivers_language(void **state)
{
    struct kernel_fixture *f = *state;
    struct notice_arg args[] = {
        {"campaign", NOTICE_TEXT, "{due} 点検"},
        {"due", NOTICE_DATE, "2026-11-30"},
        {"units", NOTICE_TEXT, "東店"},
    };
    json_t *json = notice_args_json(args, 3);
    struct notice_text ja = notice_text_of(f, "ja", "Asia/Tokyo", "answer_reminder", json);
    struct notice_text en = notice_text_of(f, "en", "Asia/Tokyo", "answer_reminder", json);
    assert_string_equal(ja.title, "「{due} 点検」の回答期限は2026年11月30日です");
    assert_non_null(strstr(en.title, "30 November 2026"));
    assert_non_null(strstr(en.text, "東店"));
    json_decref(json);
}

static void a_message_that_there_is_not_reads_as_nothing(void **state)
{
    struct kernel_fixture *f = *state;
    struct notice_arg args[] = {
        {"campaign", NOTICE_MESSAGE, NULL}, {"due", NOTICE_DATE, "2026-11-30"}};
    json_t *json = notice_args_json(args, 2);
    struct notice_text ja = notice_text_of(f, "ja", "Asia/Tokyo", "answer_reminder", json);
    assert_string_equal(ja.title, "「」の回答期限は2026年11月30日です");
    json_decref(json);
}

static int64_t ms(const char *text)
{
    int64_t at = 0;
    assert_true(instant_parse(text, &at));
    return at;
}

static void a_digest_goes_out_in_the_morning_weekly_ones_on_mondays(void **state)
{
    (void)state;
    const char *zone = "Asia/Tokyo";
    const int64_t sunday_early = ms("2026-11-22T07:59:00+09:00");
    const int64_t sunday = ms("2026-11-22T08:00:00+09:00");
    assert_int_equal(notice_digest_cut(NOTICE_DAILY, sunday, zone), sunday);
    assert_int_equal(notice_digest_cut(NOTICE_DAILY, sunday_early, zone), sunday - 86400000);
    assert_int_equal(
        notice_digest_cut(NOTICE_WEEKLY, sunday, zone), ms("2026-11-16T08:00:00+09:00"));
    assert_int_equal(notice_digest_cut(NOTICE_WEEKLY, ms("2026-11-23T07:00:00+09:00"), zone),
        ms("2026-11-16T08:00:00+09:00"));
    assert_int_equal(notice_digest_cut(NOTICE_WEEKLY, ms("2026-11-23T09:00:00+09:00"), zone),
        ms("2026-11-23T08:00:00+09:00"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_account_is_told_once_and_disabled_ones_are_not),
        cmocka_unit_test(nobody_is_told_what_they_just_did_unless_it_is_about_their_safety),
        cmocka_unit_test(a_change_rolled_back_tells_nobody),
        cmocka_unit_test(holders_are_those_with_the_role_in_the_unit_or_above),
        cmocka_unit_test(reading_up_to_one_leaves_later_ones_unread),
        cmocka_unit_test(a_digest_goes_out_in_the_morning_weekly_ones_on_mondays),
        cmocka_unit_test(texts_are_in_the_receivers_language),
        cmocka_unit_test(a_message_that_there_is_not_reads_as_nothing),
    };
    return kernel_fixture_run("notice", tests, sizeof tests / sizeof tests[0], NULL);
}
