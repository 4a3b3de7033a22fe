/* What is told of a case's duties to whoever writes of the case. */
#include "base/clock.h"
#include "mod/duty/duty_private.h"

#include <string.h>

#define KEY(name, key) key,
const char *const DUTY_FACT_KEYS[] = {DUTY_FACT_LIST(KEY) NULL};
#undef KEY

static void set_instant(json_t *to, const char *key, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    if (ms == 0)
        return;
    instant_format(ms, text);
    json_object_set_new(to, key, json_string(text));
}

static void set_text(json_t *to, const char *key, const char *text)
{
    if (text != NULL)
        json_object_set_new(to, key, json_string(text));
}

/* The first of its kind: what was sent later adds to it. */
static int64_t sent(
    const struct case_duty *duty, const char *part, const struct duty_report *reports, size_t n)
{
    int64_t at = 0;
    for (size_t i = 0; i < n; i++)
        if (reports[i].duty_id == duty->id && strcmp(reports[i].part, part) == 0 &&
            (at == 0 || reports[i].sent_ms < at))
            at = reports[i].sent_ms;
    return at;
}

static json_t *duty_of(const struct case_duty *duty, const struct duty_report *reports, size_t n)
{
    json_t *one = json_object();
    set_text(one, "title", body_text(duty->terms, "title"));
    set_text(one, "authority", body_text(duty->terms, "authority"));
    set_text(one, "decision", duty->decision);
    set_text(one, "reason", duty->reason);
    set_instant(one, "first_due", duty->clock.first_ms);
    set_instant(one, "final_due", duty->clock.final_ms);
    set_instant(one, "first_sent", sent(duty, "first", reports, n));
    set_instant(one, "final_sent", sent(duty, "final", reports, n));
    return one;
}

enum err duty_told(struct call *c, int64_t incident_id, json_t **ret_told)
{
    struct case_impact impact = {.version = 0};
    struct case_duty *duties = NULL;
    struct duty_report *reports = NULL;
    size_t n_duties = 0, n_reports = 0;
    enum err e = duty_store_impact(c, incident_id, &impact);
    if (e == ERR_OK)
        e = duty_store_of(c, incident_id, &duties, &n_duties);
    if (e == ERR_OK)
        e = duty_store_reports(c, incident_id, &reports, &n_reports);
    if (e != ERR_OK)
        return e;
    json_t *told = reg_keep(c, json_object());
    json_t *list = json_array();
    for (size_t i = 0; i < n_duties; i++)
        json_array_append_new(list, duty_of(&duties[i], reports, n_reports));
    json_object_set_new(told, "duties", list);
    if (impact.version > 0) {
        set_instant(told, "known_at", impact.known_ms);
        json_object_set(told, "facts", impact.facts);
    }
    *ret_told = told;
    return ERR_OK;
}
