#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/response_store.h"
#include "mod/governance/governance.h"
#include "mod/site/site_escalate.h"
#include "mod/site/site_report_store.h"

#include <string.h>

enum { LOOKED_AT = 2000 };

struct gathering {
    struct call *c;
    struct date_span days;
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    struct site_report *report;
    json_t *by_unit, *by_key, *by_site; /* unit's id, key of the sheet, own id → the site */
};

static enum err list(struct gathering *g, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int most, json_t **ret_list)
{
    enum err e = reg_list_for_all(g->c, def, where, n_where, sort, most, ret_list);
    if (e == ERR_OK && json_array_size(*ret_list) == (size_t)most)
        g->report->complete = false;
    return e;
}

static void show(json_t *list, json_t *one)
{
    if (json_array_size(list) < SITE_REPORT_ROWS)
        json_array_append(list, one);
}

static bool in_days(const struct gathering *g, const char *day)
{
    return day != NULL && strcmp(day, g->first) >= 0 && strcmp(day, g->last) <= 0;
}

static void count_up(json_t *record, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(record, key));
    json_object_set_new(record, key, json_integer(n + 1));
}

/* ---- sites ---- */

static enum err load_sites(struct gathering *g)
{
    size_t i;
    json_t *site;
    json_t *all = NULL;
    enum err e = list(g, &REG_SITES, NULL, 0, "name", LIMIT_SITES, &all);
    if (e != ERR_OK)
        return e;
    g->report->sites = (int64_t)json_array_size(all);
    json_array_foreach(all, i, site)
    {
        const char *unit = body_text(json_object_get(site, "unit"), "id");
        json_object_set_new(site, "open", json_integer(0));
        json_object_set_new(site, "late", json_integer(0));
        if (json_object_get(g->by_unit, unit) == NULL)
            json_object_set_new(g->by_unit, unit, json_array());
        json_array_append(json_object_get(g->by_unit, unit), site);
        json_object_set(g->by_key, site_list_key(g->c, site), site);
        json_object_set(g->by_site, body_text(site, "id"), site);
        show(g->report->site_list, site);
    }
    return site_store_facts(g->c, g->by_site);
}

/* ---- check lists that were asked ---- */

static json_t *day_json(struct call *c, int64_t ms)
{
    struct date day;
    char text[DATE_TEXT_SIZE];
    if (ms == 0 || !clock_day_in_zone(ms, c->org.zone, &day))
        return json_null();
    date_format(day, text);
    return json_string(text);
}

static void add_asked(struct gathering *g, const struct response_asked *asked)
{
    json_t *site = json_object_get(g->by_key, asked->sheet_key);
    if (site == NULL)
        return; /* another's sheet, or of a site that is gone */
    json_t *asked_on = day_json(g->c, asked->opened_at_ms);
    json_t *answered_on = day_json(g->c, asked->answered ? asked->submitted_at_ms : 0);
    bool late = !asked->answered && site_days_since(g->c, asked->due) > 0;
    g->report->asked++;
    g->report->answered += asked->answered;
    json_object_set(site, "asked_on", asked_on);
    json_object_set(site, "answered_on", answered_on);
    json_t *one = reg_keep(
        g->c, json_pack("{s:O, s:s, s:s, s:o, s:o, s:b}", "site", json_object_get(site, "name"),
                  "campaign", asked->campaign, "due", asked->due, "asked_on", asked_on,
                  "answered_on", answered_on, "late", late));
    show(g->report->lists, one);
}

static enum err load_lists(struct gathering *g)
{
    struct response_asked *all = NULL;
    int64_t from = 0, to = 0;
    size_t n = 0;
    if (!clock_instant_in_zone(g->days.first, 0, g->c->org.zone, &from) ||
        !clock_day_end(g->days.last, g->c->org.zone, &to))
        return ERR_INTERNAL;
    enum err e = response_store_asked(g->c, SITE_LIST_KEYS, from, to, LIMIT_SITES, &all, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        add_asked(g, &all[i]);
    if (e == ERR_OK && n == LIMIT_SITES)
        g->report->complete = false;
    return e;
}

/* ---- audits ---- */

static enum err load_audits(struct gathering *g)
{
    size_t i;
    json_t *audit;
    json_t *all = NULL;
    const struct reg_where where[] = {
        {"held_on", "ge", g->first}, {"held_on", "le", g->last}, {"state", "ne", "called_off"}};
    json_t *by_audit = reg_keep(g->c, json_object());
    enum err e = list(g, &REG_SITE_AUDITS, where, 3, "-held_on", LIMIT_SITES, &all);
    if (e != ERR_OK)
        return e;
    json_array_foreach(all, i, audit)
    {
        json_object_set_new(audit, "agreed", json_integer(0));
        json_object_set_new(audit, "differed", json_integer(0));
        json_object_set(by_audit, body_text(audit, "id"), audit);
        show(g->report->audit_list, audit);
    }
    g->report->audits = (int64_t)json_array_size(all);
    e = site_store_judgements(g->c, g->first, g->last, by_audit);
    json_array_foreach(all, i, audit)
    {
        g->report->agreed += body_int(audit, "agreed", 0);
        g->report->differed += body_int(audit, "differed", 0);
    }
    return e == ERR_OK ? site_store_differences(
                             g->c, g->first, g->last, SITE_REPORT_ROWS, g->report->differences)
                       : e;
}

/* ---- corrections ---- */

static json_t *sites_of(const struct gathering *g, const json_t *finding)
{
    return json_object_get(g->by_unit, body_text(json_object_get(finding, "unit"), "id"));
}

static void add_finding(struct gathering *g, json_t *finding, bool waits, const json_t *told)
{
    size_t k;
    json_t *site;
    const json_t *sites = sites_of(g, finding);
    int64_t days = waits ? site_days_since(g->c, body_text(finding, "due")) : 0;
    if (sites == NULL)
        return;
    json_array_foreach(sites, k, site)
    {
        if (waits)
            count_up(site, "open");
        if (days > 0)
            count_up(site, "late");
    }
    g->report->open += waits;
    g->report->late += days > 0;
    g->report->verified += !waits;
    json_object_set(finding, "site", json_object_get(json_array_get(sites, 0), "name"));
    json_object_set_new(finding, "days", json_integer(days > 0 ? days : 0));
    const char *due = body_text(finding, "due");
    json_t *step =
        due == NULL || days <= 0
            ? NULL
            : json_object_get(told, mem_printf(g->c, "%s %s", body_text(finding, "id"), due));
    if (step != NULL)
        json_object_set(finding, "told", step);
    show(g->report->corrections, finding);
}

static enum err load_corrections(struct gathering *g)
{
    static const struct reg_where waiting = {"state", "in", "open,corrected"};
    static const struct reg_where done = {"state", "eq", "verified"};
    size_t i;
    json_t *one;
    json_t *open = NULL, *verified = NULL;
    json_t *told = reg_keep(g->c, json_object());
    enum err e = list(g, &REG_AUDIT_FINDINGS, &waiting, 1, "due", LOOKED_AT, &open);
    if (e == ERR_OK)
        e = list(g, &REG_AUDIT_FINDINGS, &done, 1, "-found_on", LOOKED_AT, &verified);
    if (e == ERR_OK)
        e = site_store_steps(g->c, LOOKED_AT, told);
    json_array_foreach(open, i, one) add_finding(g, one, true, told);
    json_array_foreach(verified, i, one)
    {
        if (in_days(g, body_text(one, "verified_on")))
            add_finding(g, one, false, told);
    }
    return e;
}

/* ---- meetings, and what is done about sites ---- */

/* Of one meeting, in order of their names. */
static enum err add_meeting(struct gathering *g, const json_t *meeting)
{
    size_t i;
    json_t *place;
    json_t *places = NULL;
    const struct reg_where where = {"meeting", "eq", body_text(meeting, "id")};
    enum err e = list(g, &REG_SITE_ATTENDANCES, &where, 1, "number", SITE_REPORT_ROWS, &places);
    json_array_foreach(places, i, place)
    {
        json_object_set(place, "held_on", json_object_get(meeting, "held_on"));
        show(g->report->meetings, place);
    }
    return e;
}

static enum err load_meetings(struct gathering *g)
{
    enum { MEETINGS = 12 };
    size_t i;
    const json_t *one;
    json_t *meetings = NULL;
    const struct reg_where where[] = {
        {"kind", "eq", "sites"}, {"held_on", "ge", g->first}, {"held_on", "le", g->last}};
    enum err e = reg_list_for_all(g->c, &REG_MEETINGS, where, 3, "-held_on", MEETINGS, &meetings);
    json_array_foreach(meetings, i, one)
    {
        const char *state = body_text(one, "state");
        if (e == ERR_OK && (state == NULL || strcmp(state, "called_off") != 0))
            e = add_meeting(g, one);
    }
    return e;
}

static enum err load_follow_ups(struct gathering *g)
{
    static const struct reg_where waiting = {"state", "in", "proposed,decided"};
    const struct reg_where done[] = {
        {"state", "eq", "done"}, {"done_on", "ge", g->first}, {"done_on", "le", g->last}};
    size_t i;
    json_t *one;
    json_t *open = NULL, *finished = NULL;
    enum err e =
        reg_list_for_all(g->c, &REG_SITE_FOLLOW_UPS, &waiting, 1, "due", SITE_REPORT_ROWS, &open);
    if (e == ERR_OK)
        e = reg_list_for_all(
            g->c, &REG_SITE_FOLLOW_UPS, done, 3, "-done_on", SITE_REPORT_ROWS, &finished);
    json_array_foreach(open, i, one) show(g->report->follow_ups, one);
    json_array_foreach(finished, i, one) show(g->report->follow_ups, one);
    return e;
}

static json_t *empty(struct call *c)
{
    return reg_keep(c, json_array());
}

enum err site_report_load(struct call *c, struct date_span days, struct site_report *ret_report)
{
    static enum err (*const parts[])(struct gathering * g) = {
        load_sites, load_lists, load_audits, load_corrections, load_meetings, load_follow_ups};
    enum err e = ERR_OK;
    struct site_report report = {.complete = true,
        .site_list = empty(c),
        .lists = empty(c),
        .audit_list = empty(c),
        .differences = empty(c),
        .corrections = empty(c),
        .meetings = empty(c),
        .follow_ups = empty(c)};
    struct gathering g = {.c = c,
        .days = days,
        .report = &report,
        .by_unit = reg_keep(c, json_object()),
        .by_key = reg_keep(c, json_object()),
        .by_site = reg_keep(c, json_object())};
    date_format(days.first, g.first);
    date_format(days.last, g.last);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && e == ERR_OK; i++)
        e = parts[i](&g);
    if (e == ERR_OK)
        *ret_report = report;
    return e;
}

/* ---- a figure of it ---- */

enum err site_late_count(struct call *c, int64_t *ret_sites, int64_t *ret_late)
{
    enum { UNITS_MOST = 20000 };
    struct date today;
    char text[DATE_TEXT_SIZE];
    int64_t *sites = NULL, *late = NULL;
    size_t n = 0, n_late = 0, at = 0;
    int64_t found = 0;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, text);
    enum err e = site_store_units(c, UNITS_MOST, &sites, &n);
    if (e == ERR_OK && n > 0)
        e = governance_late_units(c, text, UNITS_MOST, &late, &n_late);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < n; i++) { /* both are in order */
        while (at < n_late && late[at] < sites[i])
            at++;
        found += at < n_late && late[at] == sites[i];
    }
    *ret_sites = (int64_t)n;
    *ret_late = found;
    return ERR_OK;
}
