/* What mail looks like on the wire, and the outbox on both databases. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/keys.h"
#include "kernel/mail/mail_body.h"
#include "kernel/mail/mail_private.h"
#include "kernel/mail/mail_return.h"
#include "kernel/mail/mail_rules.h"
#include "kernel/test/kernel_fixture.h"

#include <string.h>

static void ok(enum err e)
{
    assert_int_equal(e, ERR_OK);
}

static void no_text_can_begin_another_field(void **state)
{
    struct kernel_fixture *f = *state;
    const char *bad[] = {
        "hello\r\nBcc: x@example.jp", "a\nb", "日本\r\nBcc: x@example.jp", "=?x?="};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char *value = mail_header(f, bad[i]);
        for (char *p = strpbrk(value, "\r\n"); p != NULL; p = strpbrk(p + 3, "\r\n"))
            assert_memory_equal(p, "\r\n ", 3);
        assert_null(strstr(value, "\nBcc"));
    }
    assert_string_equal(mail_header(f, "=?x?="), "=?UTF-8?B?PT94Pz0=?=");
    assert_string_equal(mail_header(f, "Plain text"), "Plain text");
    assert_string_equal(mail_mailbox(f, "A \"B\"", "a@example.jp"), "\"A 'B'\" <a@example.jp>");
}

static void long_japanese_headers_are_folded_between_characters(void **state)
{
    struct kernel_fixture *f = *state;
    const char *title =
        "「サイバーセキュリティ経営の自己評価（二〇二六年度・全店舗）」への回答のお願い";
    const char *value = mem_printf(f, "%s", mail_header(f, title));
    for (const char *line = value; *line != '\0'; line += strspn(line, "\r\n")) {
        size_t len = strcspn(line, "\r");
        assert_true(len <= 76);
        line += len;
    }
    assert_non_null(strstr(value, "?=\r\n =?UTF-8?B?"));
}

static void an_address_is_taken_only_if_it_can_stand_in_a_command(void **state)
{
    (void)state;
    const char *good[] = {"a@example.jp", "taro.yamada+x@mail.example.co.jp"};
    const char *bad[] = {"", "a", "a@", "@b", "a@b@c", "a b@example.jp", "a@example.jp\r\nRCPT",
        "<a@example.jp>", "山田@example.jp", ".a@example.jp", "a..b@example.jp", "a@example.jp "};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(mail_address_ok(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(mail_address_ok(bad[i]));
}

static void pauses_double_up_to_four_hours(void **state)
{
    (void)state;
    assert_int_equal(mail_pause_ms(1, 60000), 60000);
    assert_int_equal(mail_pause_ms(4, 60000), 480000);
    assert_int_equal(mail_pause_ms(30, 60000), 240 * 60000);
    char date[MAIL_DATE_SIZE];
    mail_date(1795305600000, date);
    assert_string_equal(date, "Sun, 22 Nov 2026 00:00:00 +0000");
}

static void what_people_write_is_no_markup_in_the_html_form(void **state)
{
    struct kernel_fixture *f = *state;
    struct mail_body body = {.lang = "en",
        .name = "<b>",
        .text = "a <script>\n\nb\nc",
        .url = "http://localhost/x",
        .button = "Open",
        .org = "O & P",
        .choose_url = "http://localhost/c"};
    char *html = mail_body_html(f, &body);
    assert_null(strstr(html, "<script>"));
    assert_non_null(strstr(html, "a &lt;script&gt;</p><p>b<br>c</p>"));
    assert_non_null(strstr(html, "O &amp; P"));
    assert_non_null(strstr(mail_body_plain(f, &body), "a <script>\r\n\r\nb\r\nc\r\n"));
}

/* ---- the outbox ---- */

static void switch_on(struct kernel_fixture *f)
{
    f->app.config.smtp_url = "smtp://127.0.0.1:1";
    f->app.config.mail_from = "Kaname <kaname@example.jp>";
    ok(keys_open(f, f->app.config.key_file, true, problem_new(f), &f->app.keys));
}

static enum err queue_until(struct kernel_fixture *f, const char *address, int64_t expires_at_ms)
{
    struct mail_new mail = {.kind = "test",
        .expires_at_ms = expires_at_ms,
        .address = address,
        .name = "n",
        .lang = "ja",
        .subject = "s",
        .text = "secret words"};
    return mail_queue(f->call, &mail);
}

static enum err queue(struct kernel_fixture *f, const char *address)
{
    return queue_until(f, address, 0);
}

static struct mail_row claimed(struct kernel_fixture *f, bool *ret_found)
{
    struct mail_row row = {.id = 0};
    ok(mail_store_claim(f->call, f->call->now_ms + 1000, &row, ret_found));
    return row;
}

static void what_lives_for_minutes_does_not_wait_behind_what_lives_for_weeks(void **state)
{
    struct kernel_fixture *f = *state;
    const int64_t minutes = INT64_C(10) * 60000, weeks = INT64_C(21) * 86400000;
    bool found = false;
    switch_on(f);
    ok(tx_begin(f->call));
    ok(queue(f, "always@example.jp"));
    ok(queue_until(f, "weeks@example.jp", f->call->now_ms + weeks));
    ok(queue_until(f, "minutes@example.jp", f->call->now_ms + minutes));
    static const char *const order[] = {
        "minutes@example.jp", "always@example.jp", "weeks@example.jp"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        assert_string_equal(claimed(f, &found).address, order[i]);
}

static void nothing_is_queued_where_mail_is_off(void **state)
{
    struct kernel_fixture *f = *state;
    int64_t n = 1;
    ok(tx_begin(f->call));
    ok(queue(f, "a@example.jp"));
    ok(mail_store_count(f->call, MAIL_STATE_QUEUED, &n));
    assert_int_equal(n, 0);
}

static void a_mail_is_held_by_one_sender_and_sealed(void **state)
{
    struct kernel_fixture *f = *state;
    bool found = false;
    json_t *body = NULL;
    switch_on(f);
    ok(tx_begin(f->call));
    ok(queue(f, "a@example.jp"));
    struct mail_row row = claimed(f, &found);
    assert_true(found);
    assert_null(memmem(row.body, row.body_len, "secret", 6));
    ok(mail_open_body(f->call, &row, &body));
    assert_string_equal(body_text(body, "text"), "secret words");
    claimed(f, &found);
    assert_false(found);
    f->call->now_ms += 1000; /* its sender has died */
    assert_int_equal(claimed(f, &found).attempts, 2);
    assert_true(found);
}

static void a_sent_mail_keeps_no_words_and_a_failed_one_can_be_tried_again(void **state)
{
    struct kernel_fixture *f = *state;
    bool found = false;
    struct mail_row *rows = NULL, again;
    size_t n = 0;
    switch_on(f);
    ok(tx_begin(f->call));
    ok(queue(f, "a@example.jp"));
    ok(mail_store_end(f->call, claimed(f, &found).id, MAIL_STATE_FAILED, "550 no"));
    ok(mail_store_list(f->call, "failed", 0, 10, &rows, &n));
    assert_int_equal(n, 1);
    ok(mail_store_retry(f->call, &rows[0].uid, &again));
    struct mail_row row = claimed(f, &found);
    assert_int_equal(row.attempts, 1);
    ok(mail_store_end(f->call, row.id, MAIL_STATE_SENT, NULL));
    assert_int_equal(mail_store_retry(f->call, &rows[0].uid, &again), ERR_NOT_FOUND);
}

static void mail_to_an_address_that_takes_none_is_held_until_it_is_good_again(void **state)
{
    struct kernel_fixture *f = *state;
    int64_t n = 0;
    bool found = false;
    json_t *body = NULL;
    switch_on(f);
    ok(tx_begin(f->call));
    ok(mail_store_bounced(f->call, "a@example.jp", "5.2.2", "552 full"));
    ok(queue(f, "a@example.jp"));
    ok(queue(f, "a@example.jp"));
    ok(mail_store_count(f->call, MAIL_STATE_HELD, &n));
    assert_int_equal(n, 2);
    (void)claimed(f, &found);
    assert_false(found);
    ok(mail_store_forgive(f->call, "a@example.jp"));
    struct mail_row row = claimed(f, &found);
    assert_true(found);
    ok(mail_open_body(f->call, &row, &body)); /* the words were kept */
    (void)claimed(f, &found);
    assert_true(found);
}

static void a_sender_of_ours_is_known_and_no_other(void **state)
{
    struct kernel_fixture *f = *state;
    struct uuid uid = uuid_new(f->call->now_ms), got;
    struct app *app = f->call->app;
    switch_on(f);
    assert_string_equal("x@y.jp", mail_return_sender(f, app, &uid, "x@y.jp"));
    app->config.return_address = "bounce@example.jp";
    const char *sender = mail_return_sender(f, app, &uid, "x@y.jp");
    assert_true(mail_address_ok(sender));
    assert_true(mail_return_parse(app, sender, &got));
    assert_memory_equal(&uid, &got, sizeof uid);
    for (size_t i = strlen("bounce+"); sender[i] != '@'; i++) {
        char *forged = mem_strdup(f, sender);
        forged[i] = forged[i] == '0' ? '1' : '0';
        assert_false(mail_return_parse(app, forged, &got));
    }
    assert_false(mail_return_parse(app, "bounce+@example.jp", &got));
    assert_false(mail_return_parse(app, "bounce@example.jp", &got));
    assert_false(mail_return_ok("a-very-long-name@example.jp"));
    app->config.return_address = NULL;
}

static void an_address_refused_for_good_gets_nothing_more(void **state)
{
    struct kernel_fixture *f = *state;
    int64_t n = 1;
    switch_on(f);
    ok(tx_begin(f->call));
    ok(mail_store_bounced(f->call, "a@example.jp", "5.1.1", "550 no"));
    ok(queue(f, "a@example.jp"));
    ok(mail_store_count(f->call, MAIL_STATE_QUEUED, &n));
    assert_int_equal(n, 0);
    ok(queue(f, "not an address"));
    ok(mail_store_count(f->call, MAIL_STATE_FAILED, &n));
    assert_int_equal(n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_text_can_begin_another_field),
        cmocka_unit_test(long_japanese_headers_are_folded_between_characters),
        cmocka_unit_test(an_address_is_taken_only_if_it_can_stand_in_a_command),
        cmocka_unit_test(pauses_double_up_to_four_hours),
        cmocka_unit_test(what_people_write_is_no_markup_in_the_html_form),
        cmocka_unit_test(what_lives_for_minutes_does_not_wait_behind_what_lives_for_weeks),
        cmocka_unit_test(nothing_is_queued_where_mail_is_off),
        cmocka_unit_test(a_mail_is_held_by_one_sender_and_sealed),
        cmocka_unit_test(a_sent_mail_keeps_no_words_and_a_failed_one_can_be_tried_again),
        cmocka_unit_test(an_address_refused_for_good_gets_nothing_more),
        cmocka_unit_test(mail_to_an_address_that_takes_none_is_held_until_it_is_good_again),
        cmocka_unit_test(a_sender_of_ours_is_known_and_no_other),
    };
    return kernel_fixture_run("mail", tests, sizeof tests / sizeof tests[0], NULL);
}
