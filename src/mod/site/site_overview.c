/* All sites at a look, with the corrections that wait there: what the front page and the page of
 * sites show. Each sees the sites and findings that are theirs to see; those kept to readers of
 * their own are counted for nobody. */
#include "mod/site/site_overview.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/governance/governance.h"
#include "mod/site/site_escalate.h"

#include <string.h>

enum { LATE_MOST = 50 };

#define MUST FIELD_REQUIRED

static const struct field site_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "unit", .type = FIELD_REF, .flags = MUST}, {.key = "country", .type = FIELD_TEXT},
    {.key = "officer", .type = FIELD_REF}, {.key = "sorting", .type = FIELD_TEXT},
    {.key = "security_state", .type = FIELD_TEXT},
    /* Corrections not yet verified, and those of them whose day has passed. Null: not for the
     * caller to see. */
    {.key = "open", .type = FIELD_INT, .flags = MUST | FIELD_NULLABLE},
    {.key = "late", .type = FIELD_INT, .flags = MUST | FIELD_NULLABLE},
    {.key = "list", .type = FIELD_TEXT},       /* state of its newest check list */
    {.key = "next_on", .type = FIELD_DATE},    /* its next self-check */
    {.key = "audited_on", .type = FIELD_DATE}, /* its last audit */
    {.key = "mark", .type = FIELD_TEXT},       /* of the last minutes that were confirmed */
};
static const struct shape SHAPE_SITE = SHAPE("SiteOverviewSite", site_fields);

static const struct field late_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "site", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_TEXT, .flags = MUST},
    {.key = "due", .type = FIELD_DATE, .flags = MUST},
    {.key = "days", .type = FIELD_INT, .flags = MUST},
    {.key = "owner", .type = FIELD_REF},
};
static const struct shape SHAPE_LATE = SHAPE("SiteOverviewLate", late_fields);

static const struct field fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SITE},
    {.key = "late", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LATE},
    {.key = "late_total", .type = FIELD_INT, .flags = MUST | FIELD_NULLABLE},
    {.key = "complete", .type = FIELD_BOOL, .flags = MUST},
};
const struct shape SHAPE_SITE_OVERVIEW = SHAPE("SiteOverview", fields);

struct overview {
    struct call *c;
    json_t *sites;
    json_t *by_unit, *by_site; /* id → the site's object */
    bool findings;             /* the caller may read them somewhere */
    json_t *late;
    int64_t late_total;
    bool complete;
};

static void take(json_t *to, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    json_object_set_new(to, key, value == NULL ? json_null() : json_incref(value));
}

static json_t *place(const json_t *map, const json_t *record, const char *key)
{
    const char *id = body_text(json_object_get(record, key), "id");
    return id == NULL ? NULL : json_object_get(map, id);
}

static void add_site(struct overview *o, const json_t *site)
{
    static const char *const same[] = {
        "id", "number", "name", "unit", "country", "officer", "sorting", "security_state"};
    static const char *const later[] = {"list", "next_on", "audited_on", "mark"};
    json_t *one = json_object();
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        take(one, site, same[i]);
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++)
        json_object_set_new(one, later[i], json_null());
    json_array_append_new(o->sites, one);
    const char *unit = body_text(json_object_get(site, "unit"), "id");
    if (json_object_get(o->by_unit, unit) == NULL)
        json_object_set_new(o->by_unit, unit, json_array());
    json_array_append(json_object_get(o->by_unit, unit), one);
    json_object_set(o->by_site, body_text(site, "id"), one);
}

static enum err list(struct overview *o, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int most, json_t **ret_list)
{
    enum err e = reg_list_for_all(o->c, def, where, n_where, sort, most, ret_list);
    if (e == ERR_OK && json_array_size(*ret_list) == (size_t)most)
        o->complete = false;
    return e;
}

static enum err load_sites(struct overview *o)
{
    json_t *sites = NULL;
    size_t i;
    json_t *one;
    enum err e = list(o, &REG_SITES, NULL, 0, "name", LIMIT_SITES, &sites);
    json_array_foreach(sites, i, one) add_site(o, one);
    if (e == ERR_OK)
        e = site_store_facts(o->c, o->by_site);
    json_array_foreach(o->sites, i, one)
    {
        const char *path = body_text(one, "path");
        bool reads = path != NULL && who_may(o->c->who, REG_AUDIT_FINDINGS.read, path);
        json_object_set_new(one, "open", reads ? json_integer(0) : json_null());
        json_object_set_new(one, "late", reads ? json_integer(0) : json_null());
    }
    return e;
}

/* ---- corrections ---- */

static void add_one(json_t *site, const char *key)
{
    const json_t *n = json_object_get(site, key);
    if (json_is_integer(n))
        json_object_set_new(site, key, json_integer(json_integer_value(n) + 1));
}

static void add_finding(struct overview *o, const json_t *finding)
{
    const json_t *sites = place(o->by_unit, finding, "unit");
    size_t k;
    json_t *site;
    int64_t days = site_days_since(o->c, body_text(finding, "due"));
    if (sites == NULL)
        return;
    json_array_foreach(sites, k, site)
    {
        add_one(site, "open");
        if (days > 0)
            add_one(site, "late");
    }
    if (days <= 0)
        return;
    o->late_total++;
    if (json_array_size(o->late) == LATE_MOST)
        return;
    json_t *one = json_pack("{s:s, s:I}", "site", body_text(json_array_get(sites, 0), "name"),
        "days", (json_int_t)days);
    static const char *const same[] = {"id", "number", "title", "state", "due", "owner"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        take(one, finding, same[i]);
    json_array_append_new(o->late, one);
}

static enum err load_findings(struct overview *o)
{
    json_t *findings = NULL;
    size_t i;
    const json_t *one;
    const struct reg_where waiting = {"state", "in", "open,corrected"};
    if (!o->findings)
        return ERR_OK;
    enum err e = list(o, &REG_AUDIT_FINDINGS, &waiting, 1, "due", LIMIT_SITE_FINDINGS, &findings);
    json_array_foreach(findings, i, one) add_finding(o, one);
    return e;
}

static void write_list(
    struct jw *w, const char *key, const struct shape *shape, const json_t *items)
{
    size_t i;
    const json_t *one;
    jw_key(w, key);
    jw_arr_begin(w);
    json_array_foreach(items, i, one)
    {
        jw_obj_begin(w);
        for (size_t k = 0; k < shape->n_fields; k++)
            jw_kjson(w, shape->fields[k].key, json_object_get(one, shape->fields[k].key));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

enum err site_overview_get(struct req *r)
{
    struct call *c = &r->call;
    struct overview o = {.c = c,
        .sites = reg_keep(c, json_array()),
        .by_unit = reg_keep(c, json_object()),
        .by_site = reg_keep(c, json_object()),
        .late = reg_keep(c, json_array()),
        .findings = who_holds(c->who, REG_AUDIT_FINDINGS.read),
        .complete = true};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = load_sites(&o);
    if (e == ERR_OK)
        e = load_findings(&o);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_list(&w, "items", &SHAPE_SITE, o.sites);
    write_list(&w, "late", &SHAPE_LATE, o.late);
    jw_key(&w, "late_total");
    if (o.findings)
        jw_int(&w, o.late_total);
    else
        jw_null(&w);
    jw_kbool(&w, "complete", o.complete);
    jw_obj_end(&w);
    return ERR_OK;
}
