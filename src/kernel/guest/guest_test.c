#include "kernel/guest/guest_rules.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void a_code_is_read_as_people_type_it(void **state)
{
    char code[GUEST_CODE_SIZE];
    (void)state;
    assert_true(guest_code_read("1234 5678", code));
    assert_string_equal(code, "12345678");
    assert_true(guest_code_read("１２３４-5678", code));
    assert_string_equal(code, "12345678");
    assert_false(guest_code_read("1234567", code));
    assert_false(guest_code_read("123456789", code));
    assert_false(guest_code_read("1234567x", code));
    assert_false(guest_code_read("", code));
}

static void codes_are_eight_digits_and_differ(void **state)
{
    char one[GUEST_CODE_SIZE], other[GUEST_CODE_SIZE], read[GUEST_CODE_SIZE];
    (void)state;
    guest_code_new(one);
    guest_code_new(other);
    assert_true(guest_code_read(one, read));
    assert_string_equal(one, read);
    assert_string_not_equal(one, other);
}

static void a_code_counts_with_its_own_link_alone(void **state)
{
    (void)state;
    const struct digest a = guest_code_digest("1.link", "12345678");
    const struct digest b = guest_code_digest("1.other", "12345678");
    const struct digest again = guest_code_digest("1.link", "12345678");
    assert_false(digest_equal(&a, &b));
    assert_true(digest_equal(&a, &again));
}

static void an_ended_locked_or_late_link_is_dead(void **state)
{
    const struct guest good = {.address = "a", .expires_at_ms = 100};
    const struct guest ended = {.address = "a", .expires_at_ms = 100, .revoked_at_ms = 1};
    const struct guest locked = {.address = "a", .expires_at_ms = 100, .locked_at_ms = 1};
    (void)state;
    assert_true(guest_alive(&good, 99));
    assert_false(guest_alive(&good, 100));
    assert_false(guest_alive(&ended, 99));
    assert_false(guest_alive(&locked, 99));
    assert_string_equal(guest_state(&good, 100), "expired");
    assert_string_equal(guest_state(&ended, 100), "revoked");
}

static void the_cookie_is_strict_and_secure_behind_tls(void **state)
{
    (void)state;
    char *plain = guest_cookie_format(NULL, "http://localhost:8080", "1.x");
    char *tls = guest_cookie_format(NULL, "https://kaname.example", "1.x");
    assert_non_null(strstr(plain, "kaname_guest=1.x; Path=/; Max-Age="));
    assert_non_null(strstr(plain, "HttpOnly; SameSite=Strict"));
    assert_null(strstr(plain, "Secure"));
    assert_ptr_equal(strstr(tls, "__Host-kaname_guest=1.x"), tls);
    assert_non_null(strstr(tls, "; Secure"));
    mem_free(plain);
    mem_free(tls);
}

static void a_link_lives_two_weeks_behind_the_day(void **state)
{
    int64_t end = 0, now = 0;
    const int64_t days = 14 * INT64_C(86400000);
    (void)state;
    assert_true(clock_day_end((struct date){2026, 12, 10}, "Asia/Tokyo", &end));
    assert_true(clock_day_end((struct date){2026, 11, 23}, "Asia/Tokyo", &now));
    assert_int_equal(guest_link_end("2026-12-10", "Asia/Tokyo", now), end + days);
    assert_int_equal(guest_link_end("2026-11-01", "Asia/Tokyo", now), now + days);
}

static void a_provider_open_to_anybody_is_nobodys_house(void **state)
{
    (void)state;
    assert_true(guest_domain_public(guest_domain("who@gmail.com")));
    assert_true(guest_domain_public("Docomo.NE.jp"));
    assert_true(guest_domain_public("alpha.ocn.ne.jp"));
    assert_false(guest_domain_public("notgmail.com"));
    assert_false(guest_domain_public("gmail.com.example"));
    assert_false(guest_domain_public("company.co.jp"));
    assert_false(guest_domain_public(""));
    assert_string_equal(guest_domain("\"a@b\"@c.example"), "c.example");
    assert_string_equal(guest_domain("nothing"), "");
}

static void who_was_erased_is_told_as_such(void **state)
{
    const struct guest g = {.address = "", .revoked_at_ms = 1};
    (void)state;
    assert_true(guest_erased(&g));
    assert_string_equal(guest_state(&g, 100), "erased");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_as_people_type_it),
        cmocka_unit_test(codes_are_eight_digits_and_differ),
        cmocka_unit_test(a_code_counts_with_its_own_link_alone),
        cmocka_unit_test(an_ended_locked_or_late_link_is_dead),
        cmocka_unit_test(the_cookie_is_strict_and_secure_behind_tls),
        cmocka_unit_test(a_provider_open_to_anybody_is_nobodys_house),
        cmocka_unit_test(who_was_erased_is_told_as_such),
        cmocka_unit_test(a_link_lives_two_weeks_behind_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
