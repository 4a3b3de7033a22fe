#include "mod/report/report_cell_rules.h"

#include "base/mem.h"
#include "kernel/shape.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

struct state_look {
    const char *key;
    const char *tone;
};

static const struct state_look looks[] = {
    {"proposed", "attention"},
    {"approved", "progress"},
    {"deferred", "attention"},
    {"rejected", "neutral"},
    {"under_way", "progress"},
    {"done", "good"},
    {"reviewed", "good"},
};

static const char *tone_of(const char *state)
{
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        if (strcmp(looks[i].key, state) == 0)
            return looks[i].tone;
    return "neutral";
}

json_t *draft_cell_text(const json_t *record, const char *key)
{
    const char *text = body_text(record, key);
    return text == NULL ? json_null() : json_string(text);
}

json_t *draft_cell_copy(const json_t *record, const char *key)
{
    json_t *value = json_object_get(record, key);
    return value == NULL ? json_null() : json_deep_copy(value);
}

json_t *draft_cell_person(const json_t *record, const char *key)
{
    const char *name = body_text(json_object_get(record, key), "title");
    return name == NULL ? json_null() : json_string(name);
}

json_t *draft_cell_owner(const json_t *record)
{
    return draft_cell_person(record, "owner");
}

json_t *draft_cell_option(const void *ctx, const json_t *record, const char *key, const char *set)
{
    const char *option = body_text(record, key);
    return option == NULL ? json_null() : draft_message(mem_printf(ctx, "enum.%s.%s", set, option));
}

const char *draft_risk_tone(enum risk_colour colour)
{
    static const char *const tones[RISK_COLOUR_MAX] = {[RISK_CALM] = "neutral",
        [RISK_WATCH] = "progress",
        [RISK_WARN] = "attention",
        [RISK_ALARM] = "bad"};
    return tones[colour];
}

json_t *draft_cell_band(const struct risk_method *method, const json_t *risk)
{
    int value = (int)body_int(risk, "value_now", 0);
    const struct risk_band *band = value == 0 ? NULL : risk_band_of(method, value);
    if (band == NULL)
        return json_null();
    return json_pack("{s:O, s:s}", "label", band->name, "tone", draft_risk_tone(band->colour));
}

json_t *draft_cell_measure_state(const void *ctx, const json_t *measure)
{
    const char *state = body_text(measure, "state");
    return draft_state(mem_printf(ctx, "enum.measure_state.%s", state), tone_of(state));
}

/* Yen are long without 万 and 億: English ranges take two lines. */
static const char *cost_in(const void *ctx, const char *lang, const json_t *record)
{
    static const char *const keys[] = {"cost_initial", "cost_low", "cost_high"};
    const char *text[sizeof keys / sizeof keys[0]];
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        text[i] = draft_money_in(ctx, lang, json_object_get(record, keys[i]));
    if (text[1] != NULL && text[2] != NULL)
        return mem_printf(ctx, strcmp(lang, "ja") == 0 ? "%s–%s" : "%s–\n%s", text[1], text[2]);
    return text[0] != NULL ? text[0] : text[1] != NULL ? text[1] : text[2];
}

json_t *draft_cell_cost(const void *ctx, const json_t *measure)
{
    const char *ja = cost_in(ctx, "ja", measure);
    return ja == NULL ? json_null() : draft_texts(ja, cost_in(ctx, "en", measure));
}

const char *draft_money_in(const void *ctx, const char *lang, const json_t *money)
{
    return json_is_object(money) ? report_money_text(ctx, lang, body_int(money, "amount", 0),
                                       body_text(money, "currency"))
                                 : NULL;
}

json_t *draft_money_sum(const json_t *records, const char *key)
{
    size_t i;
    const json_t *record;
    int64_t sum = 0;
    const char *currency = NULL;
    json_array_foreach(records, i, record)
    {
        const json_t *money = json_object_get(record, key);
        const char *state = body_text(record, "state");
        if ((state != NULL && strcmp(state, "rejected") == 0) || !json_is_object(money))
            continue;
        const char *own = body_text(money, "currency");
        if (currency != NULL && strcmp(currency, own) != 0)
            return json_null();
        currency = own;
        sum += body_int(money, "amount", 0);
    }
    if (currency == NULL)
        return json_null();
    return json_pack("{s:I, s:s}", "amount", (json_int_t)sum, "currency", currency);
}
