/* Who has not answered yet, and the text that reminds them, ready to be pasted into a mail. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "kernel/i18n/msg.h"
#include "kernel/i18n/msg_date.h"
#include "kernel/mail/mail.h"
#include "kernel/sheet/campaign_days.h"
#include "kernel/sheet/campaign_route.h"
#include "kernel/sheet/campaign_rules.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_perm.h"

#include <stdlib.h>
#include <string.h>

struct waiting {
    struct campaign campaign;
    const char *lang; /* of the texts */
    struct response *list;
    size_t n;
    int64_t *undelivered; /* accounts whose mail does not arrive */
    size_t n_undelivered;
};

static bool mail_arrives(const struct waiting *v, int64_t account_id)
{
    for (size_t i = 0; i < v->n_undelivered; i++)
        if (v->undelivered[i] == account_id)
            return false;
    return true;
}

static const char *number(struct call *c, int64_t value)
{
    return mem_printf(c, "%lld", (long long)value);
}

/* The message for how long there is: "late", "today" or "ahead". */
static const char *when(struct call *c, const char *lang, int days_left)
{
    const char *id = days_left < 0    ? "reminder.late"
                     : days_left == 0 ? "reminder.today"
                                      : "reminder.ahead";
    return msg_format(c, lang, id, (struct msg_arg[]){{"days", number(c, abs(days_left))}}, 1);
}

static void text_write(
    struct jw *w, struct call *c, const struct waiting *v, const struct response *r, int days_left)
{
    const char *url = r == NULL ? mem_printf(c, "%s/", c->app->config.public_url) : NULL;
    char uid[UUID_TEXT_SIZE];
    if (r != NULL) {
        uuid_format(&r->uid, uid);
        url = mem_printf(c, "%s/responses/%s", c->app->config.public_url, uid);
    }
    struct msg_arg args[] = {
        {"campaign", v->campaign.name},
        {"due", msg_date(c, v->lang, v->campaign.due)},
        {"when", when(c, v->lang, days_left)},
        {"url", url},
        {"name", r == NULL || r->assignee.id == 0 ? "" : r->assignee.title},
        {"unit", r == NULL ? "" : r->unit.title},
        {"answered", number(c, r == NULL ? 0 : r->answered)},
        {"asked", number(c, r == NULL ? 0 : r->asked)},
        {"sender", c->who->name},
    };
    enum { N = sizeof args / sizeof args[0] };
    const char *id = r == NULL             ? "reminder.body.all"
                     : r->assignee.id == 0 ? "reminder.body.unit"
                                           : "reminder.body.person";
    jw_key(w, "reminder");
    jw_obj_begin(w);
    jw_kstr(w, "subject", msg_format(c, v->lang, "reminder.subject", args, N));
    jw_kstr(w, "text", msg_format(c, v->lang, id, args, N));
    jw_obj_end(w);
}

static void rows_write(struct jw *w, struct call *c, const struct waiting *v)
{
    int64_t n = 0;
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < v->n; i++) {
        const struct response *r = &v->list[i];
        if (response_is_outside(r) ||
            !response_editable(r->state, v->campaign.state == CAMPAIGN_OPEN) ||
            !who_may(c->who, &PERM_CAMPAIGN_FOLLOW, r->unit_path))
            continue;
        jw_obj_begin(w);
        jw_key(w, "response");
        response_brief_write(w, c, r);
        jw_kbool(w, "undelivered", !mail_arrives(v, r->assignee.id));
        text_write(w, c, v, r, campaign_days_left(r->due, campaign_today(c, r->zone)));
        jw_obj_end(w);
        n++;
    }
    jw_arr_end(w);
    jw_kint(w, "total", n);
}

static enum err waiting_get(struct req *r)
{
    struct call *c = &r->call;
    const char *lang = req_query(r, "lang");
    struct waiting v = {.lang = lang == NULL ? c->lang : lang};
    enum err e = campaign_of(r, &v.campaign);
    if (e == ERR_OK)
        e = response_store_of_campaign(c, v.campaign.id, &v.list, &v.n);
    if (e == ERR_OK)
        e = mail_undelivered(c, &v.undelivered, &v.n_undelivered);
    if (e != ERR_OK)
        return e;
    int days_left = campaign_days_left(v.campaign.due, campaign_today(c, NULL));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "days_left", days_left);
    rows_write(&w, c, &v);
    text_write(&w, c, &v, NULL, days_left);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct field text_fields[] = {
    {.key = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_TEXT = SHAPE("ReminderText", text_fields);

static const struct field item_fields[] = {
    {.key = "response",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_RESPONSE_BRIEF},
    {.key = "undelivered", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "reminder", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_TEXT},
};
static const struct shape SHAPE_ITEM = SHAPE("WaitingResponse", item_fields);

static const struct field waiting_fields[] = {
    {.key = "days_left", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ITEM},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "reminder", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_TEXT},
};
static const struct shape SHAPE_WAITING = SHAPE("CampaignWaiting", waiting_fields);

static const struct field query_fields[] = {
    {.key = "lang", .type = FIELD_ENUM, .options = &OPTIONS_LANGUAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("WaitingQuery", query_fields);

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/campaigns/{id}/waiting",
        .op = "campaign_waiting",
        .perm = &PERM_CAMPAIGN_FOLLOW,
        .handle = waiting_get,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_WAITING},
};

const struct module module_campaign_remind = {
    .name = "campaign_remind", .routes = routes, .n_routes = ROWS(routes)};
