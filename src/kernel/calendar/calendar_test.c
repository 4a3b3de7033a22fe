#include "kernel/calendar/calendar_ics.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libical/ical.h>

static const struct calendar_head head = {
    .name = "東海フーズ株式会社：佐藤 花子さんの期限, 全部; \\ と",
    .lang = "ja",
    .zone = "Asia/Tokyo",
    .url = "https://kaname.example",
};

static const struct calendar_event event = {
    .uid = "measure.0190a6f4-0000-7000-8000-000000000001.due",
    .day = "2028-02-29",
    .title = "期限：重要な情報システムのバックアップから実際に復元できることを、年に二度の訓練で、"
             "担当者が交代しても確かめられるようにする; 手順書, 記録（対策）\nBEGIN:VEVENT",
    .path = "/measures/M-2026-0012",
    .changed_ms = 1795305600000LL,
    .sequence = 7,
};

/* A calendar of the two months with what `fill` adds. */
static struct calendar winter(void)
{
    return (struct calendar){.first = "2028-02-01", .last = "2028-03-31"};
}

static icalcomponent *parsed(const char *text)
{
    icalcomponent *root = icalparser_parse_string(text);
    assert_non_null(root);
    assert_int_equal(icalcomponent_count_errors(root), 0);
    assert_true(icalrestriction_check(root));
    return root;
}

static const char *text_of(icalcomponent *component, icalproperty_kind kind)
{
    icalproperty *p = icalcomponent_get_first_property(component, kind);
    assert_non_null(p);
    return icalproperty_get_value_as_string(p);
}

static struct icaltimetype day(icalcomponent *of, icalproperty_kind kind)
{
    icalproperty *p = icalcomponent_get_first_property(of, kind);
    assert_non_null(p);
    struct icaltimetype t = icalvalue_get_date(icalproperty_get_value(p));
    assert_true(t.is_date);
    return t;
}

static void a_day_is_that_day_and_ends_before_the_next(void **state)
{
    struct call *c = mem_new(NULL, struct call);
    struct calendar calendar = winter();
    (void)state;
    calendar_add(c, &calendar, &event);
    char *text = calendar_ics(c, &head, &calendar);
    assert_non_null(strstr(text, "\r\nDTSTART;VALUE=DATE:20280229\r\n"));
    assert_non_null(strstr(text, "\r\nDTEND;VALUE=DATE:20280301\r\n"));
    icalcomponent *root = parsed(text);
    icalcomponent *got = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    assert_int_equal(29, day(got, ICAL_DTSTART_PROPERTY).day);
    assert_int_equal(3, day(got, ICAL_DTEND_PROPERTY).month);
    assert_string_equal(event.uid, icalcomponent_get_uid(got));
    assert_int_equal(7, icalcomponent_get_sequence(got));
    assert_string_equal("20261122T000000Z", text_of(got, ICAL_LASTMODIFIED_PROPERTY));
    assert_string_equal(
        "https://kaname.example/measures/M-2026-0012", text_of(got, ICAL_URL_PROPERTY));
    icalcomponent_free(root);
    mem_free(c);
}

static void lines_are_folded_between_characters_and_no_text_begins_another_line(void **state)
{
    struct call *c = mem_new(NULL, struct call);
    struct calendar calendar = winter();
    (void)state;
    calendar_add(c, &calendar, &event);
    char *text = calendar_ics(c, &head, &calendar);
    for (const char *p = text; *p != '\0';) {
        const char *end = strstr(p, "\r\n");
        assert_non_null(end);
        assert_in_range((size_t)(end - p), 1, 75);
        assert_true(utf8_ok(p, (size_t)(end - p)));
        assert_null(memchr(p, '\n', (size_t)(end - p)));
        p = end + 2;
    }
    icalcomponent *root = parsed(text);
    assert_int_equal(1, icalcomponent_count_components(root, ICAL_ANY_COMPONENT));
    icalcomponent *got = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    assert_string_equal(event.title, icalcomponent_get_summary(got));
    icalcomponent_free(root);
    mem_free(c);
}

static const char *x_of(icalcomponent *root, const char *name)
{
    for (icalproperty *p = icalcomponent_get_first_property(root, ICAL_X_PROPERTY); p != NULL;
         p = icalcomponent_get_next_property(root, ICAL_X_PROPERTY))
        if (strcmp(icalproperty_get_x_name(p), name) == 0)
            return icalproperty_get_x(p);
    return NULL;
}

static void calendar_programs_of_all_kinds_find_name_and_pace(void **state)
{
    struct call *c = mem_new(NULL, struct call);
    struct calendar calendar = winter();
    (void)state;
    char *text = calendar_ics(c, &head, &calendar);
    assert_non_null(strstr(text, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
    assert_non_null(strstr(text, "\r\nX-PUBLISHED-TTL:PT1H\r\n"));
    icalcomponent *root = icalparser_parse_string(text);
    assert_string_equal(head.name, x_of(root, "X-WR-CALNAME"));
    assert_string_equal("Asia/Tokyo", x_of(root, "X-WR-TIMEZONE"));
    icalproperty *name = icalcomponent_get_first_property(root, ICAL_NAME_PROPERTY);
    assert_string_equal(head.name, icalproperty_get_name(name));
    icalcomponent_free(root);
    mem_free(c);
}

static void only_the_days_shown_are_taken_in_order_and_the_furthest_are_left_out(void **state)
{
    struct call *c = mem_new(NULL, struct call);
    struct calendar calendar = winter();
    struct calendar_event e = event;
    (void)state;
    e.day = "2028-01-31";
    calendar_add(c, &calendar, &e);
    e.day = "2028-04-01";
    calendar_add(c, &calendar, &e);
    e.day = NULL;
    calendar_add(c, &calendar, &e);
    assert_int_equal(0, calendar.n);
    e.day = "2028-03-31";
    for (int i = 0; i < LIMIT_CALENDAR_EVENTS; i++) {
        e.uid = mem_printf(c, "%04d", LIMIT_CALENDAR_EVENTS - i);
        calendar_add(c, &calendar, &e);
    }
    e.uid = "x";
    e.day = "2028-02-01";
    calendar_add(c, &calendar, &e);
    assert_int_equal(LIMIT_CALENDAR_EVENTS, calendar.n);
    assert_string_equal("x", calendar.events[0].uid);
    assert_string_equal("0001", calendar.events[1].uid);
    assert_string_equal("0999", calendar.events[LIMIT_CALENDAR_EVENTS - 1].uid);
    mem_free(c);
}

static void the_same_calendar_is_the_same_text(void **state)
{
    struct call *c = mem_new(NULL, struct call);
    struct calendar one = winter(), two = winter();
    struct calendar_event other = event;
    (void)state;
    other.uid = "measure.0190a6f4-0000-7000-8000-000000000002.due";
    calendar_add(c, &one, &event);
    calendar_add(c, &one, &other);
    calendar_add(c, &two, &other);
    calendar_add(c, &two, &event);
    assert_string_equal(calendar_ics(c, &head, &one), calendar_ics(c, &head, &two));
    mem_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_that_day_and_ends_before_the_next),
        cmocka_unit_test(lines_are_folded_between_characters_and_no_text_begins_another_line),
        cmocka_unit_test(calendar_programs_of_all_kinds_find_name_and_pace),
        cmocka_unit_test(only_the_days_shown_are_taken_in_order_and_the_furthest_are_left_out),
        cmocka_unit_test(the_same_calendar_is_the_same_text),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
