/* What is proposed about sites, and places at the meetings of their officers. */
#include "mod/site/site_follow.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"

#include <string.h>

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_SITE_MADE = SHAPE("SiteMade", made_fields);

static const struct field invite_fields[] = {
    {.key = "meeting", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "meetings"},
};
const struct shape SHAPE_SITE_INVITE = SHAPE("SiteInvite", invite_fields);

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

static const char *site_id(const json_t *record)
{
    const char *id = body_text(json_object_get(record, "site"), "id");
    return id == NULL ? "" : id;
}

/* ---- proposals ---- */

/* One for a site, unless one of that kind waits to be decided or done. */
static enum err propose(struct call *c, const json_t *site, enum site_follow_up kind,
    const json_t *waiting, int64_t *ret_made)
{
    size_t i;
    const json_t *one;
    struct reg_record made;
    const char *key = site_follow_up_key(kind);
    json_array_foreach(waiting, i, one)
    {
        if (strcmp(site_id(one), body_text(site, "id")) == 0 && is(one, "kind", key))
            return ERR_OK;
    }
    const char *why = mem_printf(c, "site.follow.why.%s", key);
    json_t *body = reg_keep(
        c, json_pack("{s:O, s:O, s:s, s:s}", "unit",
               json_object_get(json_object_get(site, "unit"), "id"), "site",
               json_object_get(site, "id"), "kind", key, "reason", msg_get(c->org.lang, why)));
    enum err e = reg_create(c, &REG_SITE_FOLLOW_UPS, body, &made);
    *ret_made += e == ERR_OK;
    return e;
}

static enum err load_waiting(struct call *c, const char *site, json_t **ret_waiting)
{
    const struct reg_where where[] = {{"state", "in", "proposed,decided"}, {"site", "eq", site}};
    return reg_list(c, &REG_SITE_FOLLOW_UPS, where, site == NULL ? 1 : 2, "number",
        LIMIT_SITE_FOLLOW_UPS, ret_waiting);
}

static struct site_standing standing_of(const json_t *site, const json_t *minutes)
{
    struct site_standing s = {
        .has_officer = json_is_object(json_object_get(site, "officer")),
        .state = is(site, "security_state", "good")    ? SITE_GOOD
                 : is(site, "security_state", "watch") ? SITE_WATCH
                 : is(site, "security_state", "weak")  ? SITE_WEAK
                                                       : SITE_UNJUDGED,
        .nothing_twice = body_int(minutes, "nothing", 0) == 2,
        .praised = is(minutes, "mark", "plus"),
    };
    return s;
}

enum err site_talk_propose(struct call *c, const struct reg_record *minutes)
{
    json_t *before = NULL, *waiting = NULL, *site = NULL;
    int64_t made = 0;
    const char *id = site_id(minutes->after);
    const struct reg_where where[] = {
        {"site", "eq", id}, {"held_on", "lt", body_text(minutes->after, "held_on")}};
    if (!json_is_true(json_object_get(minutes->after, "nothing_said")))
        return ERR_OK;
    enum err e = reg_list(c, &REG_SITE_MINUTES, where, 2, "-held_on", 1, &before);
    if (e != ERR_OK || !json_is_true(json_object_get(json_array_get(before, 0), "nothing_said")))
        return e;
    e = reg_get(c, &REG_SITES, id, &site);
    if (e == ERR_OK)
        e = load_waiting(c, id, &waiting);
    return e == ERR_OK ? propose(c, site, SITE_FOLLOW_TALK, waiting, &made) : e;
}

static enum err propose_all(struct call *c, int64_t *ret_made)
{
    json_t *sites = NULL, *waiting = NULL;
    json_t *minutes = reg_keep(c, json_object());
    size_t i;
    const json_t *site;
    enum err e = reg_list(c, &REG_SITES, NULL, 0, "name", LIMIT_SITES, &sites);
    json_array_foreach(sites, i, site)
        json_object_set_new(minutes, body_text(site, "id"), json_object());
    if (e == ERR_OK)
        e = site_store_minutes(c, minutes);
    if (e == ERR_OK)
        e = load_waiting(c, NULL, &waiting);
    json_array_foreach(sites, i, site)
    {
        const struct site_standing standing =
            standing_of(site, json_object_get(minutes, body_text(site, "id")));
        enum site_follow_up kind = site_follow_up_of(&standing);
        if (e == ERR_OK && kind != SITE_FOLLOW_MAX)
            e = propose(c, site, kind, waiting, ret_made);
    }
    return e;
}

/* ---- meetings ---- */

static enum err invite_all(struct call *c, const char *meeting, int64_t *ret_made)
{
    json_t *sites = NULL, *there = NULL;
    size_t i, k;
    const json_t *site, *one;
    const struct reg_where where = {"meeting", "eq", meeting};
    enum err e = reg_list(c, &REG_SITES, NULL, 0, "name", LIMIT_SITES, &sites);
    if (e == ERR_OK)
        e = reg_list(c, &REG_SITE_ATTENDANCES, &where, 1, "number", LIMIT_SITES, &there);
    json_array_foreach(sites, i, site)
    {
        struct reg_record made;
        bool has = false;
        json_array_foreach(there, k, one) has =
            has || strcmp(site_id(one), body_text(site, "id")) == 0;
        if (e != ERR_OK || has)
            continue;
        const char *officer = body_text(json_object_get(site, "officer"), "title");
        json_t *body = reg_keep(c, json_pack("{s:O, s:O, s:s, s:s, s:s?}", "unit",
                                       json_object_get(json_object_get(site, "unit"), "id"), "site",
                                       json_object_get(site, "id"), "meeting", meeting,
                                       "attendance", "invited", "attendee", officer));
        e = reg_create(c, &REG_SITE_ATTENDANCES, body, &made);
        *ret_made += e == ERR_OK;
    }
    return e;
}

/* ---- routes ---- */

static enum err done(struct req *r, int64_t made)
{
    enum err e = tx_commit_any(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", made);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err site_follow_ups_propose(struct req *r)
{
    int64_t made = 0;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_SITE_WRITE);
    if (e == ERR_OK)
        e = propose_all(&r->call, &made);
    return e == ERR_OK ? done(r, made) : e;
}

enum err site_attendance_invite(struct req *r)
{
    int64_t made = 0;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_SITE_WRITE);
    if (e == ERR_OK)
        e = invite_all(&r->call, body_text(r->body, "meeting"), &made);
    return e == ERR_OK ? done(r, made) : e;
}
