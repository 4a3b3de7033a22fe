#include "kernel/mail/mail_report.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ID "0190a6f4-0000-7000-8000-000000000001@example.jp"
#define TO "bounce+0190a6f40000700080000000000000011122334455667788@example.jp"

static struct mail_report parsed(const char *text)
{
    struct mail_report report;
    mail_report_parse(text, strlen(text), &report);
    return report;
}

static const char postfix[] =
    "Return-Path: <>\r\nDelivered-To: " TO "\r\n"
    "From: MAILER-DAEMON@mx.example.jp (Mail Delivery System)\r\n"
    "Subject: Undelivered Mail Returned to Sender\r\nTo: " TO "\r\n"
    "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/report; report-type=delivery-status;\r\n"
    "\tboundary=\"4F1A2B.1700000000/mx.example.jp\"\r\n\r\n"
    "This is a MIME-encapsulated message.\r\n\r\n"
    "--4F1A2B.1700000000/mx.example.jp\r\nContent-Description: Notification\r\n"
    "Content-Type: text/plain; charset=us-ascii\r\n\r\n"
    "<hanako@example.com>: host mail.example.com[192.0.2.1] said: 550 5.1.1\r\n"
    "    <hanako@example.com>: Recipient address rejected\r\n\r\n"
    "--4F1A2B.1700000000/mx.example.jp\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.example.jp\r\nX-Postfix-Queue-ID: 4F1A2B\r\n\r\n"
    "Final-Recipient: rfc822; hanako@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Remote-MTA: dns; mail.example.com\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <hanako@example.com>: Recipient address\r\n"
    "    rejected: User unknown\r\n\r\n"
    "--4F1A2B.1700000000/mx.example.jp\r\nContent-Type: text/rfc822-headers\r\n\r\n"
    "Subject: =?UTF-8?B?44CM5bm05qyh6KmV5L6h44CN44G444Gu5Zue562U44Gu44GK6aGY44GE?=\r\n"
    "Message-ID: <" ID ">\r\n\r\n--4F1A2B.1700000000/mx.example.jp--\r\n";

static void postfix_says_that_there_is_no_such_user(void **state)
{
    struct mail_report r = parsed(postfix);
    (void)state;
    assert_true(r.found && r.failed);
    assert_string_equal("5.1.1", r.status);
    assert_string_equal(
        "550 5.1.1 <hanako@example.com>: Recipient address rejected: User unknown", r.words);
    assert_int_equal(1, r.n_ids);
    assert_string_equal(ID, r.ids[0]);
    assert_string_equal(TO, r.to[0]);
    assert_int_equal(MAIL_REASON_MAILBOX, mail_reason_of(r.status));
}

static void exchange_wraps_its_report_and_the_original(void **state)
{
    struct mail_report r = parsed(
        "From: <postmaster@tenant.onmicrosoft.com>\n"
        "Content-Type: multipart/report; report-type=\"delivery-status\"; boundary=abc\n\n"
        "--abc\nContent-Type: multipart/alternative; differences=Content-Type;\n boundary=def\n\n"
        "--def\nContent-Type: text/plain; charset=\"iso-2022-jp\"\n"
        "Content-Transfer-Encoding: quoted-printable\n\n=1B$B4d:\n--def--\n"
        "--abc\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns;TYAPR01.prod.outlook.com\n\n"
        "Final-Recipient: rfc822;taro@example.com\nAction: failed\nStatus: 5.1.10\n"
        "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found\n\n"
        "--abc\nContent-Type: message/rfc822\n\nReceived: from x\nMessage-ID: <" ID ">\n"
        "Content-Type: text/plain\n\nwords\n--abc--\n");
    (void)state;
    assert_true(r.found && r.failed);
    assert_string_equal("5.1.10", r.status);
    assert_string_equal("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", r.words);
    assert_string_equal(ID, r.ids[0]);
}

static void gmail_says_that_the_box_is_full_or_that_it_is_late(void **state)
{
    static const char text[] =
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\r\n"
        "In-Reply-To: <" ID ">\r\n"
        "Content-Type: multipart/report; boundary=\"0000000000\"; report-type=delivery-status\r\n"
        "\r\n--0000000000\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; googlemail.com\r\n\r\nFinal-Recipient: rfc822; a@example.com\r\n"
        "Action: %s\r\nStatus: %s\r\n\r\n--0000000000--\r\n";
    char full[1024], late[1024];
    (void)state;
    snprintf(full, sizeof full, text, "failed", "5.2.2");
    snprintf(late, sizeof late, text, "delayed", "4.4.1");
    struct mail_report r = parsed(full);
    assert_true(r.found && r.failed);
    assert_int_equal(MAIL_REASON_FULL, mail_reason_of(r.status));
    r = parsed(late);
    assert_true(r.found);
    assert_false(r.failed);
    assert_string_equal("4.4.1", r.status);
}

static void an_encoded_report_is_read_too(void **state)
{
    struct mail_report r =
        parsed("Content-Type: multipart/report; boundary=x\n\n--x\n"
               "Content-Type: message/global-delivery-status\n"
               "Content-Transfer-Encoding: base64\n\n"
               "UmVwb3J0aW5nLU1UQTogZG5zOyB4CgpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUu\n"
               "Ny4xCg==\n--x--\n");
    (void)state;
    assert_true(r.found && r.failed);
    assert_string_equal("5.7.1", r.status);
}

static void plain_words_count_only_from_a_mail_server(void **state)
{
    struct mail_report r = parsed("From: MAILER-DAEMON@old.example.com\nTo: " TO "\n\n"
                                  "Hi. This is the qmail-send program at old.example.com.\n\n"
                                  "<a@example.com>:\n"
                                  "Sorry, no mailbox here by that name. (#5.1.1)\n\n"
                                  "--- Below this line is a copy of the message.\n\n"
                                  "Message-ID: <" ID ">\n");
    (void)state;
    assert_true(r.found && r.failed);
    assert_string_equal("5.1.1", r.status);
    assert_string_equal(ID, r.ids[0]);
    r = parsed("From: hanako@example.com\nAuto-Submitted: auto-replied\nTo: " TO "\n\n"
               "I am away. Error 550 5.1.1 is a joke.\n");
    assert_false(r.found);
}

static void that_a_mail_was_read_or_called_spam_is_no_bounce(void **state)
{
    (void)state;
    assert_false(parsed("From: postmaster@example.com\nContent-Type: multipart/report;"
                        " report-type=disposition-notification; boundary=x\n\n--x\n"
                        "Content-Type: text/plain\n\n550 5.1.1\n--x--\n")
                     .found);
    assert_false(parsed("").found);
    assert_false(parsed("\n\n").found);
    assert_false(parsed("Content-Type: multipart/report; boundary=\"\"\n\n--\n----\n").found);
}

static void a_delivered_copy_beside_a_failed_one_is_a_failure(void **state)
{
    struct mail_report r = parsed(
        "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n"
        "\nReporting-MTA: dns; x\n\nAction: delayed\nStatus: 4.2.1\n\nAction: failed\n"
        "Status: 5.0.0\nDiagnostic-Code: smtp; 550-5.4.4 no host\n\nAction: delivered\n"
        "Status: 2.0.0\n--x--\n");
    (void)state;
    assert_true(r.found && r.failed);
    assert_string_equal("5.4.4", r.status);
    assert_int_equal(MAIL_REASON_DOMAIN, mail_reason_of(r.status));
}

static void parts_within_parts_end(void **state)
{
    char *deep = mem_strdup(NULL, "");
    (void)state;
    for (int i = 0; i < 50; i++) {
        char *more = mem_printf(
            NULL, "%sContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", deep, i, i);
        mem_free(deep);
        deep = more;
    }
    assert_false(parsed(deep).found);
    mem_free(deep);
}

static void a_status_is_no_version_and_no_network(void **state)
{
    char status[REPORT_STATUS_SIZE];
    (void)state;
    assert_true(mail_status_find("550-5.7.26 no SPF", status));
    assert_string_equal("5.7.26", status);
    assert_true(mail_status_find("554 refused by 5.1.1.9", status));
    assert_string_equal("5.0.0", status);
    assert_false(mail_status_find("version 15.1.1 of 5.1", status));
    assert_int_equal(MAIL_REASON_OTHER, mail_reason_of(NULL));
    assert_int_equal(MAIL_REASON_POLICY, mail_reason_of("5.7.1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postfix_says_that_there_is_no_such_user),
        cmocka_unit_test(exchange_wraps_its_report_and_the_original),
        cmocka_unit_test(gmail_says_that_the_box_is_full_or_that_it_is_late),
        cmocka_unit_test(an_encoded_report_is_read_too),
        cmocka_unit_test(plain_words_count_only_from_a_mail_server),
        cmocka_unit_test(that_a_mail_was_read_or_called_spam_is_no_bounce),
        cmocka_unit_test(a_delivered_copy_beside_a_failed_one_is_a_failure),
        cmocka_unit_test(parts_within_parts_end),
        cmocka_unit_test(a_status_is_no_version_and_no_network),
    };
    return cmocka_run_group_tests_name("mail_report", tests, NULL, NULL);
}
