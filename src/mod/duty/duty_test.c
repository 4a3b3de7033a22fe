/* Terms across zones, month ends, clocks that are put forward and holidays; what concerns a case.
 */
#include "base/clock.h"
#include "mod/duty/duty_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static char shown[INSTANT_TEXT_SIZE];

/* When the term is over, as clocks of the zone show it. */
static const char *due(struct duty_term term, const char *start, const char *zone)
{
    int64_t start_ms = 0, due_ms = 0;
    assert_true(instant_parse(start, &start_ms));
    assert_true(duty_due(&term, start_ms, zone, &due_ms));
    assert_true(instant_format_in_zone(due_ms, zone, shown));
    return shown;
}

static const char TOKYO[] = "Asia/Tokyo", BERLIN[] = "Europe/Berlin";

static void hours_pass_as_they_pass_when_clocks_are_put_forward(void **state)
{
    const struct duty_term three_days = {.amount = 72, .unit = DUTY_HOURS};
    (void)state;
    assert_string_equal(
        due(three_days, "2026-03-27T09:00:00+01:00", BERLIN), "2026-03-30T10:00:00+02:00");
    assert_string_equal(
        due(three_days, "2026-10-23T09:00:00+02:00", BERLIN), "2026-10-26T08:00:00+01:00");
    assert_string_equal(
        due(three_days, "2026-12-30T23:30:00+09:00", TOKYO), "2027-01-02T23:30:00+09:00");
}

static void days_end_with_the_last_day_in_the_zone(void **state)
{
    const struct duty_term five = {.amount = 5, .unit = DUTY_DAYS};
    (void)state;
    /* 00:30 on the 2nd in Tokyo is still the 1st in Berlin. */
    assert_string_equal(due(five, "2026-03-02T00:30:00+09:00", TOKYO), "2026-03-08T00:00:00+09:00");
    assert_string_equal(
        due(five, "2026-03-02T00:30:00+09:00", BERLIN), "2026-03-07T00:00:00+01:00");
    /* The night in which clocks are put forward lies between. */
    assert_string_equal(
        due(five, "2026-03-26T12:00:00+01:00", BERLIN), "2026-04-01T00:00:00+02:00");
}

static void the_first_day_counts_where_the_regime_says_so(void **state)
{
    const struct duty_term thirty = {.amount = 30, .unit = DUTY_DAYS, .first_day = true};
    const struct duty_term plain = {.amount = 30, .unit = DUTY_DAYS};
    (void)state;
    assert_string_equal(
        due(thirty, "2026-01-31T10:00:00+09:00", TOKYO), "2026-03-02T00:00:00+09:00");
    assert_string_equal(
        due(plain, "2026-01-31T10:00:00+09:00", TOKYO), "2026-03-03T00:00:00+09:00");
    assert_string_equal(
        due(plain, "2028-01-31T10:00:00+09:00", TOKYO), "2028-03-02T00:00:00+09:00");
}

static void a_month_ends_where_the_month_ends(void **state)
{
    const struct duty_term month = {.amount = 1, .unit = DUTY_MONTHS};
    (void)state;
    assert_string_equal(
        due(month, "2026-01-31T10:00:00+01:00", BERLIN), "2026-03-01T00:00:00+01:00");
    assert_string_equal(
        due(month, "2028-01-31T10:00:00+01:00", BERLIN), "2028-03-01T00:00:00+01:00");
    assert_string_equal(
        due(month, "2026-12-15T10:00:00+01:00", BERLIN), "2027-01-16T00:00:00+01:00");
}

static void working_days_leave_out_weekends_and_holidays(void **state)
{
    const struct duty_term three = {.amount = 3, .unit = DUTY_WORKING};
    const struct duty_term counted = {.amount = 3, .unit = DUTY_WORKING, .first_day = true};
    (void)state;
    /* Friday before three public holidays (4, 5, 6 May 2026: Monday to Wednesday). */
    assert_string_equal(
        due(three, "2026-05-01T10:00:00+09:00", TOKYO), "2026-05-12T00:00:00+09:00");
    assert_string_equal(
        due(counted, "2026-05-01T10:00:00+09:00", TOKYO), "2026-05-09T00:00:00+09:00");
    /* 28 December is a Monday; offices open again on the 4th. */
    assert_string_equal(
        due(three, "2026-12-28T10:00:00+09:00", TOKYO), "2027-01-07T00:00:00+09:00");
}

static void a_last_day_on_which_offices_are_closed_goes_on_where_the_regime_says_so(void **state)
{
    struct duty_term five = {.amount = 5, .unit = DUTY_DAYS, .first_day = true};
    (void)state;
    assert_string_equal(due(five, "2026-04-28T10:00:00+09:00", TOKYO), "2026-05-03T00:00:00+09:00");
    five.roll = true; /* 2 May is a Saturday, 6 May made up for the 3rd */
    assert_string_equal(due(five, "2026-04-28T10:00:00+09:00", TOKYO), "2026-05-08T00:00:00+09:00");
}

static void what_has_no_term_has_no_due_time_and_no_zone_is_refused(void **state)
{
    const struct duty_term none = {.amount = 0, .unit = DUTY_UNIT_MAX};
    const struct duty_term day = {.amount = 1, .unit = DUTY_DAYS};
    int64_t ms = 7;
    (void)state;
    assert_true(duty_due(&none, 0, TOKYO, &ms));
    assert_int_equal(ms, 0);
    assert_false(duty_due(&day, 0, "Mars/Base", &ms));
}

/* ---- what concerns a case ---- */

static struct duty_facts nothing_known(void)
{
    return (struct duty_facts){.persons = -1, .countries = "JP"};
}

static const struct duty_asks PPC = {.kind = "law",
    .countries = "JP",
    .sector = DUTY_FACT_MAX,
    .personal = true,
    .when = {[DUTY_SENSITIVE] = true, [DUTY_PROPERTY] = true, [DUTY_UNLAWFUL] = true},
    .min_persons = 1001};

static void one_trigger_is_enough_and_none_needs_a_thousand_and_one(void **state)
{
    struct duty_facts f = nothing_known();
    (void)state;
    f.of[DUTY_PERSONAL] = FACT_YES;
    f.of[DUTY_UNLAWFUL] = FACT_YES;
    struct duty_match m = duty_match(&PPC, &f);
    assert_true(m.proposed);
    assert_int_equal(m.why, DUTY_BY_COUNTRY | 1U << DUTY_PERSONAL | 1U << DUTY_UNLAWFUL);
    assert_int_equal(m.open, 0);
    f.of[DUTY_UNLAWFUL] = f.of[DUTY_SENSITIVE] = f.of[DUTY_PROPERTY] = FACT_NO;
    f.persons = 1000;
    assert_false(duty_match(&PPC, &f).proposed);
    f.persons = 1001;
    assert_int_equal(
        duty_match(&PPC, &f).why, DUTY_BY_COUNTRY | 1U << DUTY_PERSONAL | DUTY_BY_PERSONS);
}

static void what_is_not_known_yet_is_proposed_as_to_be_found_out(void **state)
{
    struct duty_facts f = nothing_known();
    (void)state;
    struct duty_match m = duty_match(&PPC, &f);
    assert_true(m.proposed);
    assert_int_equal(m.open, 1U << DUTY_PERSONAL | 1U << DUTY_SENSITIVE | 1U << DUTY_PROPERTY |
                                 1U << DUTY_UNLAWFUL | DUTY_BY_PERSONS);
    f.of[DUTY_PERSONAL] = FACT_NO;
    assert_false(duty_match(&PPC, &f).proposed);
}

static void a_regime_of_elsewhere_or_of_another_sector_is_not_proposed(void **state)
{
    struct duty_facts f = nothing_known();
    const struct duty_asks gdpr = {
        .kind = "law", .countries = "DE, FR", .sector = DUTY_FACT_MAX, .personal = true};
    const struct duty_asks bank = {.kind = "sector", .countries = "JP", .sector = DUTY_FINANCIAL};
    (void)state;
    f.of[DUTY_PERSONAL] = FACT_YES;
    f.of[DUTY_FINANCIAL] = FACT_NO;
    assert_false(duty_match(&gdpr, &f).proposed);
    assert_false(duty_match(&bank, &f).proposed);
    f.countries = "JP, FR";
    f.of[DUTY_FINANCIAL] = FACT_YES;
    assert_int_equal(duty_match(&gdpr, &f).why, DUTY_BY_COUNTRY | 1U << DUTY_PERSONAL);
    assert_int_equal(duty_match(&bank, &f).why, DUTY_BY_COUNTRY | 1U << DUTY_FINANCIAL);
}

static void insurers_and_voluntary_reports_are_always_asked_contracts_when_affected(void **state)
{
    struct duty_facts f = nothing_known();
    const struct duty_asks insurer = {.kind = "insurer", .sector = DUTY_FACT_MAX};
    const struct duty_asks contract = {.kind = "contract", .sector = DUTY_FACT_MAX};
    (void)state;
    assert_int_equal(duty_match(&insurer, &f).why, DUTY_BY_KIND);
    assert_true(duty_match(&contract, &f).proposed);
    assert_int_equal(duty_match(&contract, &f).open, 1U << DUTY_CONTRACTS);
    f.of[DUTY_CONTRACTS] = FACT_NO;
    assert_false(duty_match(&contract, &f).proposed);
}

static void countries_are_codes_of_two_letters(void **state)
{
    (void)state;
    assert_true(duty_countries_ok("JP"));
    assert_true(duty_countries_ok("JP, DE,FR"));
    assert_false(duty_countries_ok("JPN"));
    assert_false(duty_countries_ok("jp"));
    assert_false(duty_countries_ok("日本"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_pass_as_they_pass_when_clocks_are_put_forward),
        cmocka_unit_test(days_end_with_the_last_day_in_the_zone),
        cmocka_unit_test(the_first_day_counts_where_the_regime_says_so),
        cmocka_unit_test(a_month_ends_where_the_month_ends),
        cmocka_unit_test(working_days_leave_out_weekends_and_holidays),
        cmocka_unit_test(a_last_day_on_which_offices_are_closed_goes_on_where_the_regime_says_so),
        cmocka_unit_test(what_has_no_term_has_no_due_time_and_no_zone_is_refused),
        cmocka_unit_test(one_trigger_is_enough_and_none_needs_a_thousand_and_one),
        cmocka_unit_test(what_is_not_known_yet_is_proposed_as_to_be_found_out),
        cmocka_unit_test(a_regime_of_elsewhere_or_of_another_sector_is_not_proposed),
        cmocka_unit_test(insurers_and_voluntary_reports_are_always_asked_contracts_when_affected),
        cmocka_unit_test(countries_are_codes_of_two_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
