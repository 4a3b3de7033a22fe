/* Routes of calendars: the person's secret link, and what calendar programs fetch by it. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/sign_in_rules.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"
#include "kernel/calendar/calendar_ics.h"
#include "kernel/calendar/calendar_reg.h"
#include "kernel/calendar/calendar_store.h"
#include "kernel/http/head.h"
#include "kernel/i18n/msg.h"

#include <string.h>

#define ENDING ".ics"

enum { TOUCH_MS = 60 * 1000, ETAG_SIZE = 33 };

/* ---- the link ---- */

static const struct field feed_fields[] = {
    {.key = "on", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "created_at", .type = FIELD_INSTANT},
    {.key = "fetched_at", .type = FIELD_INSTANT},
    {.key = "fetched_from", .type = FIELD_TEXT},
};
static const struct shape SHAPE_FEED = SHAPE("CalendarFeed", feed_fields);
static const struct field made_fields[] = {
    {.key = "url", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MADE = SHAPE("CalendarFeedMade", made_fields);

static enum err feed_get(struct req *r)
{
    struct call *c = &r->call;
    struct calendar_feed feed = {.account_id = 0};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = calendar_store_of(c, c->who->account_id, &feed);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "on", e == ERR_OK);
    jw_kinstant(&w, "created_at", feed.created_at_ms);
    jw_kinstant(&w, "fetched_at", feed.fetched_at_ms);
    jw_kstr(&w, "fetched_from", feed.fetched_from);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err feed_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token = token_new(db_org(c->db));
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = calendar_store_set(c, c->who->account_id, &token.hash);
    if (e != ERR_OK)
        return e;
    audit_add_own(c, "calendar_link", NULL, NULL);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(
        &w, "url", mem_printf(c, "%s/calendar/%s" ENDING, c->app->config.public_url, token.text));
    jw_obj_end(&w);
    return tx_commit(c);
}

static enum err feed_delete(struct req *r)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = calendar_store_remove(c, c->who->account_id);
    if (e != ERR_OK)
        return e;
    audit_add_own(c, "calendar_unlink", NULL, NULL);
    return tx_commit(c);
}

/* ---- the calendar ---- */

/* Nobody guesses 256 bits; but who tries costs a query each time. A good link is never refused. */
static enum err wrong(struct req *r)
{
    struct call *c = &r->call;
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    const char *network = mem_printf(c, "calendar from %s", sign_in_network(c, r->remote));
    if (t == NULL || throttle_try(t, network, LIMIT_CALENDAR_WRONG, c->now_ms, &wait_ms))
        return ERR_NOT_FOUND;
    c->problem->retry_after_s = (wait_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "calendar_wait", LIMIT_CALENDAR_WRONG);
}

/* Who comes is who the link says, not whoever else is signed in with this browser. */
static enum err enter(struct req *r, struct calendar_feed *ret_feed)
{
    struct call *c = &r->call;
    struct token token;
    const char *secret = req_param(r, "secret");
    size_t len = strlen(secret), end = strlen(ENDING);
    tx_abort(c);
    c->who = NULL;
    if (len <= end || strcmp(secret + len - end, ENDING) != 0 ||
        !token_parse(mem_strndup(c, secret, len - end), &token))
        return ERR_NOT_FOUND;
    db_set_org(c->db, token.org_id);
    enum err e = calendar_store_find(c, &token.hash, ret_feed);
    return e == ERR_OK ? actor_account(c, ret_feed->account_id) : e;
}

static enum err gather(struct call *c, struct calendar *calendar)
{
    struct date today = {1970, 1, 1};
    (void)clock_day_in_zone(c->now_ms, c->org.zone, &today);
    date_format(date_of_days(date_days(today) - LIMIT_CALENDAR_DAYS_BACK), calendar->first);
    date_format(date_of_days(date_days(today) + LIMIT_CALENDAR_DAYS), calendar->last);
    enum err e = calendar_registers(c, calendar);
    for (size_t i = 0; e == ERR_OK && i < c->app->n_modules; i++)
        if (c->app->modules[i]->calendar != NULL)
            e = c->app->modules[i]->calendar(c, calendar);
    return e;
}

static void answer(struct req *r, const char *text)
{
    char hex[DIGEST_TEXT_SIZE];
    struct digest digest = digest_of(text, strlen(text));
    digest_format(&digest, hex);
    hex[ETAG_SIZE - 1] = '\0';
    resp_header(r, "ETag", mem_printf(r, "W/\"%s\"", hex));
    resp_header(r, "Cache-Control", "private, no-cache");
    if (r->if_none_match != NULL && head_etag_listed(r->if_none_match, hex)) {
        r->resp.status = 304;
        return;
    }
    resp_header(r, "Content-Disposition", "inline; filename=\"kaname.ics\"");
    r->resp.body = buf_new(r);
    buf_str(r->resp.body, text);
}

static enum err ics_get(struct req *r)
{
    struct call *c = &r->call;
    struct calendar_feed feed;
    struct calendar calendar = {.n = 0};
    enum err e = enter(r, &feed);
    if (e == ERR_NOT_FOUND)
        return wrong(r);
    if (e == ERR_OK && c->now_ms - feed.fetched_at_ms >= TOUCH_MS)
        (void)calendar_store_touch(c, feed.account_id, r->remote); /* reading goes on without */
    if (e == ERR_OK)
        e = tx_begin_read(c);
    if (e == ERR_OK)
        e = gather(c, &calendar);
    if (e != ERR_OK)
        return e;
    const struct msg_arg args[] = {{"organisation", c->org.name}, {"name", c->who->name}};
    const struct calendar_head head = {
        .name = msg_format(c, c->lang, "calendar.name", args, 2),
        .lang = c->lang,
        .zone = c->org.zone,
        .url = c->app->config.public_url,
    };
    answer(r, calendar_ics(c, &head, &calendar));
    return ERR_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/calendar/{secret}", "calendar_ics", .perm = &PERM_ANYONE, .handle = ics_get,
        .media = "text/calendar; charset=utf-8"},
    {METHOD_GET, "/api/v1/calendar-feed", "calendar_feed_get", .perm = &PERM_ACCOUNT,
        .handle = feed_get, .answer = &SHAPE_FEED, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/calendar-feed", "calendar_feed_make", .perm = &PERM_ACCOUNT,
        .handle = feed_post, .answer = &SHAPE_MADE, .status = 201,
        .flags = ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/calendar-feed", "calendar_feed_remove", .perm = &PERM_ACCOUNT,
        .handle = feed_delete, .status = 204, .flags = ROUTE_PERSON},
};

const struct module module_calendar = {
    .name = "calendar", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
