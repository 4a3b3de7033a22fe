/* From records of regimes and what is known of a case to the rules. */
#include "base/clock.h"
#include "mod/duty/duty_private.h"

#include <string.h>

static int sector_of(const json_t *regime)
{
    const char *key = body_text(regime, "sector");
    int fact = 0;
    while (fact < DUTY_FACT_MAX && (key == NULL || strcmp(duty_fact_key(fact), key) != 0))
        fact++;
    return fact;
}

struct duty_asks duty_asks_of(const json_t *regime)
{
    struct duty_asks asks = {.kind = body_text(regime, "kind"),
        .countries = body_text(regime, "countries"),
        .sector = sector_of(regime),
        .personal = body_bool(regime, "needs_personal"),
        .min_persons = body_int(regime, "min_persons", 0)};
    asks.when[DUTY_SENSITIVE] = body_bool(regime, "when_sensitive");
    asks.when[DUTY_PROPERTY] = body_bool(regime, "when_property");
    asks.when[DUTY_UNLAWFUL] = body_bool(regime, "when_unlawful");
    asks.when[DUTY_HARM] = body_bool(regime, "when_harm");
    return asks;
}

struct duty_facts duty_facts_of(const struct case_impact *impact)
{
    struct duty_facts facts = {.persons = body_int(impact->facts, "persons", -1),
        .countries = body_text(impact->facts, "countries")};
    for (int i = 0; i < DUTY_FACT_MAX; i++) {
        const json_t *value = json_object_get(impact->facts, duty_fact_key(i));
        facts.of[i] = !json_is_boolean(value) ? FACT_UNKNOWN
                      : json_is_true(value)   ? FACT_YES
                                              : FACT_NO;
    }
    return facts;
}

json_t *duty_terms_of(struct call *c, const json_t *regime)
{
    static const char *const keys[] = {"title", "authority", "kind", "where_to", "starts",
        "first_amount", "first_unit", "final_amount", "final_unit", "final_unlawful", "final_from",
        "count_first_day", "roll", "zone", "items", "source", "source_on", "unverified", "note"};
    json_t *terms = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json_t *value = json_object_get(regime, keys[i]);
        if (value != NULL && !json_is_null(value))
            json_object_set(terms, keys[i], value);
    }
    return terms;
}

const char *duty_zone(const struct call *c, const json_t *terms)
{
    const char *zone = body_text(terms, "zone");
    return zone == NULL ? c->org.zone : zone;
}

static bool is(const json_t *terms, const char *key, const char *value)
{
    const char *text = body_text(terms, key);
    return text != NULL && strcmp(text, value) == 0;
}

int64_t duty_starts(const json_t *terms, int64_t known_ms, int64_t judged_ms)
{
    return is(terms, "starts", "judged") && judged_ms > 0 ? judged_ms : known_ms;
}

static int64_t over(const struct call *c, const json_t *terms, const char *amount, const char *unit,
    int64_t start_ms)
{
    const struct duty_term term = {.amount = body_int(terms, amount, 0),
        .unit = duty_unit_of(body_text(terms, unit)),
        .first_day = body_bool(terms, "count_first_day"),
        .roll = body_bool(terms, "roll")};
    int64_t ms = 0;
    return duty_due(&term, start_ms, duty_zone(c, terms), &ms) ? ms : 0;
}

struct duty_clock duty_clock_of(const struct call *c, const json_t *terms,
    const struct case_impact *impact, int64_t started_ms, int64_t first_sent_ms)
{
    bool unlawful =
        body_bool(impact->facts, "unlawful") && body_int(terms, "final_unlawful", 0) > 0;
    bool from_first = is(terms, "final_from", "first");
    int64_t from_ms = from_first ? first_sent_ms : started_ms;
    struct duty_clock clock = {.started_ms = started_ms};
    clock.first_ms = over(c, terms, "first_amount", "first_unit", started_ms);
    if (from_ms != 0)
        clock.final_ms =
            over(c, terms, unlawful ? "final_unlawful" : "final_amount", "final_unit", from_ms);
    return clock;
}

bool duty_in_force(const struct call *c, const json_t *regime, int64_t at_ms)
{
    char day[DATE_TEXT_SIZE];
    struct date date;
    const char *from = body_text(regime, "valid_from");
    const char *until = body_text(regime, "valid_until");
    if (!clock_day_in_zone(at_ms, duty_zone(c, regime), &date))
        return false;
    date_format(date, day);
    return (from == NULL || strcmp(day, from) >= 0) && (until == NULL || strcmp(day, until) <= 0);
}
