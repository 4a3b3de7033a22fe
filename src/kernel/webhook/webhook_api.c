/* Routes of the receivers, for administrators. A secret is in one answer only: of the press that
 * made it. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/keys.h"
#include "kernel/net/fetch.h"
#include "kernel/register/register.h"
#include "kernel/webhook/webhook_event.h"
#include "kernel/webhook/webhook_private.h"
#include "kernel/webhook/webhook_rules.h"

#include <sodium.h>
#include <string.h>

const struct perm WEBHOOK_MANAGE = {"webhook.manage", PERM_ROLE, OF_ADMIN};

static const int64_t HOUR_MS = 60LL * 60 * 1000;
enum { OVERLAP_HOURS = 24 };

/* ---- shapes ---- */

/* "failing": nothing accepted for the whole schedule; "gone": the receiver answered 410. */
static const char *const off_keys[] = {"failing", "gone", NULL};
static const struct option_set OFFS = {"webhook_off", off_keys};

/* What an administrator says of one; `must`: required where one is made. */
#define SAID_FIELDS(must)                                                                     \
    {.key = "name", .type = FIELD_TEXT, .flags = (must), .min = 1, .max = LIMIT_NAME},        \
        {.key = "url", .type = FIELD_TEXT, .flags = (must), .min = 1, .max = LIMIT_HOOK_URL}, \
        {.key = "events",                                                                     \
            .type = FIELD_LIST,                                                               \
            .flags = (must),                                                                  \
            .min = 1,                                                                         \
            .max = LIMIT_HOOK_EVENTS},                                                        \
        {.key = "active", .type = FIELD_BOOL, .flags = (must)},                               \
    {                                                                                         \
        .key = "description", .type = FIELD_LONGTEXT, .max = LIMIT_URI                        \
    }

#define HOOK_FIELDS                                                                        \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                              \
        {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},                    \
        SAID_FIELDS(FIELD_REQUIRED), {.key = "off", .type = FIELD_ENUM, .options = &OFFS}, \
        {.key = "old_secret_until", .type = FIELD_INSTANT},                                \
        {.key = "accepted_at", .type = FIELD_INSTANT},                                     \
        {.key = "waiting", .type = FIELD_INT, .flags = FIELD_REQUIRED},                    \
        {.key = "failed", .type = FIELD_INT, .flags = FIELD_REQUIRED},                     \
    {                                                                                      \
        .key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED                \
    }

static const struct field hook_fields[] = {HOOK_FIELDS};
static const struct shape SHAPE_HOOK = SHAPE("Webhook", hook_fields);
static const struct field made_fields[] = {
    HOOK_FIELDS,
    {.key = "secret", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MADE = SHAPE("WebhookMade", made_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_HOOK},
};
static const struct shape SHAPE_LIST = SHAPE("WebhookList", list_fields);

static const struct field new_fields[] = {SAID_FIELDS(FIELD_REQUIRED)};
static const struct shape SHAPE_NEW = SHAPE("WebhookNew", new_fields);
static const struct shape SHAPE_PATCH = SHAPE("WebhookPatch", new_fields);

static const struct field rotate_fields[] = {
    {.key = "overlap_hours", .type = FIELD_INT, .max = LIMIT_HOOK_OVERLAP_HOURS},
};
static const struct shape SHAPE_ROTATE = SHAPE("WebhookRotate", rotate_fields);

static const struct field event_fields[] = {
    {.key = "type", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "what", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "register", .type = FIELD_TEXT},
};
static const struct shape SHAPE_EVENT = SHAPE("WebhookEvent", event_fields);
static const struct field events_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_EVENT},
};
static const struct shape SHAPE_EVENTS = SHAPE("WebhookEventList", events_fields);

/* ---- writing ---- */

static void write_events(struct jw *w, const json_t *events)
{
    jw_key(w, "events");
    jw_arr_begin(w);
    for (size_t i = 0; i < json_array_size(events); i++)
        jw_str(w, json_string_value(json_array_get(events, i)));
    jw_arr_end(w);
}

/* `secret`: one just made; NULL: none. */
static void write_hook(struct jw *w, const struct webhook *h, const char *secret)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&h->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kint(w, "version", h->version);
    jw_kstr(w, "name", h->name);
    jw_kstr(w, "url", h->url);
    write_events(w, h->events);
    jw_kbool(w, "active", h->active);
    jw_kstr(w, "description", h->description);
    jw_kstr(w, "off", h->off);
    jw_kinstant(w, "old_secret_until", h->old_until_ms);
    jw_kinstant(w, "accepted_at", h->ok_at_ms);
    jw_kint(w, "waiting", h->waiting);
    jw_kint(w, "failed", h->failed);
    jw_kinstant(w, "created_at", h->created_at_ms);
    if (secret != NULL)
        jw_kstr(w, "secret", secret);
    jw_obj_end(w);
}

static void answer(struct req *r, const struct webhook *hook, const char *secret)
{
    struct jw w = resp_json(r);
    write_hook(&w, hook, secret);
    resp_etag(r, hook->version);
}

/* ---- what both files use ---- */

enum err webhook_admit(struct call *c, enum err (*begin)(struct call *c))
{
    enum err e = begin(c);
    return e == ERR_OK && !who_may(c->who, &WEBHOOK_MANAGE, "/") ? ERR_FORBIDDEN : e;
}

enum err webhook_of_path(struct call *c, const char *id, struct webhook *ret_hook)
{
    struct uuid uid;
    return uuid_parse(id, &uid) ? webhook_store_by_uid(c, &uid, ret_hook) : ERR_NOT_FOUND;
}

/* "https://hooks.example.jp": the rest of an address is often a secret. */
static const char *host_of(struct call *c, const char *url)
{
    const char *rest = strstr(url, "://");
    size_t len = rest == NULL ? 0 : (size_t)(rest - url) + 3 + strcspn(rest + 3, "/?#");
    return mem_strndup(c, url, len);
}

/* Tells one whole address from another on the same host, and nobody what it is. NULL: no key. */
static const char *mark_of(struct call *c, const char *url)
{
    enum { BYTES = 8 };
    uint8_t mac[KEYS_MAC_SIZE];
    char hex[2 * BYTES + 1];
    if (c->app->keys == NULL)
        return NULL;
    keys_mac(c->app->keys, "webhook receiver", url, strlen(url), mac);
    return mem_strdup(c, sodium_bin2hex(hex, sizeof hex, mac, BYTES));
}

static json_t *audit_of(struct call *c, const struct webhook *h)
{
    return json_pack("{s:s, s:s, s:s?, s:O, s:b, s:s?}", "name", h->name, "receiver",
        host_of(c, h->url), "receiver_mark", mark_of(c, h->url), "events", h->events, "active",
        h->active, "description", h->description);
}

void webhook_audit(
    struct call *c, const char *action, const struct webhook *hook, json_t *before, json_t *after)
{
    if (after != NULL && json_object_get(after, "name") == NULL)
        json_object_set_new(after, "name", json_string(hook->name));
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "webhook",
                     .subject_id = hook->id,
                     .subject_uid = &hook->uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
}

/* ---- reading ---- */

static enum err hook_list(struct req *r)
{
    struct call *c = &r->call;
    struct webhook *hooks = NULL;
    size_t n = 0;
    enum err e = webhook_admit(c, tx_begin_read);
    if (e == ERR_OK)
        e = webhook_store_list(c, &hooks, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_hook(&w, &hooks[i], NULL);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err hook_get(struct req *r)
{
    struct webhook hook;
    enum err e = webhook_admit(&r->call, tx_begin_read);
    if (e == ERR_OK)
        e = webhook_of_path(&r->call, req_param(r, "id"), &hook);
    if (e == ERR_OK)
        answer(r, &hook, NULL);
    return e;
}

static enum err event_list(struct req *r)
{
    struct call *c = &r->call;
    size_t n = 0;
    enum err e = webhook_admit(c, tx_begin_read);
    if (e != ERR_OK)
        return e;
    const struct webhook_event *events = webhook_events(c, c->app, &n);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        jw_kstr(&w, "type", events[i].type);
        jw_kstr(&w, "subject", events[i].subject);
        jw_kstr(&w, "what", events[i].what);
        jw_kstr(&w, "register", events[i].def == NULL ? NULL : events[i].def->name);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- changing ---- */

static bool is_known(const struct webhook_event *events, size_t n, const char *type)
{
    for (size_t i = 0; i < n; i++)
        if (type != NULL && strcmp(events[i].type, type) == 0)
            return true;
    return false;
}

static enum err check(struct call *c, const struct webhook *hook)
{
    size_t n = 0;
    enum reach reach = webhook_reach(c->app);
    const struct webhook_event *events = webhook_events(c, c->app, &n);
    if (!fetch_receiver_ok(hook->url, reach, reach == REACH_PRIVATE))
        problem_field(c->problem, "/url",
            reach == REACH_PRIVATE ? "webhook_address" : "webhook_address_public");
    for (size_t i = 0; i < json_array_size(hook->events); i++) {
        const char *type = json_string_value(json_array_get(hook->events, i));
        if (!is_known(events, n, type))
            problem_field_value(c->problem, mem_printf(c, "/events/%zu", i), "webhook_event", type);
    }
    return problem_check(c->problem);
}

static enum err check_room(struct call *c)
{
    struct webhook *hooks = NULL;
    size_t n = 0;
    enum err e = webhook_store_list(c, &hooks, &n);
    if (e == ERR_OK && n >= LIMIT_HOOKS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "webhooks_many", LIMIT_HOOKS);
    return e;
}

static enum err hook_post(struct req *r)
{
    struct call *c = &r->call;
    char secret[WEBHOOK_SECRET_SIZE];
    struct webhook hook = {.name = body_text(r->body, "name"),
        .url = body_text(r->body, "url"),
        .description = body_text(r->body, "description"),
        .events = json_object_get(r->body, "events"),
        .active = body_bool(r->body, "active")};
    webhook_secret_new(secret);
    enum err e = webhook_admit(c, tx_begin);
    if (e == ERR_OK)
        e = check(c, &hook);
    if (e == ERR_OK)
        e = check_room(c);
    if (e == ERR_OK)
        e = webhook_store_add(c, &hook, secret);
    if (e == ERR_OK)
        e = webhook_store_begin(c, &hook);
    if (e != ERR_OK)
        return e;
    webhook_audit(c, "create", &hook, NULL, audit_of(c, &hook));
    answer(r, &hook, secret);
    return tx_commit(c);
}

/* The receiver as the body wants it. */
static struct webhook patched(const struct webhook *old, const json_t *body)
{
    struct webhook hook = *old;
    if (body_text(body, "name") != NULL)
        hook.name = body_text(body, "name");
    if (body_text(body, "url") != NULL)
        hook.url = body_text(body, "url");
    if (json_object_get(body, "events") != NULL)
        hook.events = json_object_get(body, "events");
    if (json_object_get(body, "description") != NULL)
        hook.description = body_text(body, "description");
    hook.active = json_object_get(body, "active") == NULL ? old->active : body_bool(body, "active");
    if (hook.active)
        hook.off = NULL;
    return hook;
}

/* One that is switched on again hears of what happens from then on; what waited goes out, too. */
static enum err put_in_force(struct call *c, const struct webhook *old, const struct webhook *hook)
{
    if (old->active || !hook->active)
        return webhook_store_listen(c);
    enum err e = webhook_store_begin(c, hook);
    return e == ERR_OK ? webhook_wake(c, 0) : e;
}

static enum err hook_patch(struct req *r)
{
    struct call *c = &r->call;
    struct webhook old, hook;
    enum err e = webhook_admit(c, tx_begin);
    if (e == ERR_OK)
        e = webhook_of_path(c, req_param(r, "id"), &old);
    if (e == ERR_OK)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    hook = patched(&old, r->body);
    e = check(c, &hook);
    if (e == ERR_OK)
        e = webhook_store_change(c, &hook);
    if (e == ERR_OK)
        e = put_in_force(c, &old, &hook);
    if (e != ERR_OK)
        return e;
    webhook_audit(c, "update", &hook, audit_of(c, &old), audit_of(c, &hook));
    answer(r, &hook, NULL);
    return tx_commit(c);
}

static enum err hook_delete(struct req *r)
{
    struct call *c = &r->call;
    struct webhook hook;
    enum err e = webhook_admit(c, tx_begin);
    if (e == ERR_OK)
        e = webhook_of_path(c, req_param(r, "id"), &hook);
    if (e == ERR_OK)
        e = webhook_store_remove(c, hook.id);
    if (e == ERR_OK)
        e = webhook_store_listen(c);
    if (e != ERR_OK)
        return e;
    webhook_audit(c, "delete", &hook, audit_of(c, &hook), NULL);
    return tx_commit(c);
}

static enum err hook_rotate(struct req *r)
{
    struct call *c = &r->call;
    char secret[WEBHOOK_SECRET_SIZE];
    struct webhook hook;
    int64_t hours = body_int(r->body, "overlap_hours", OVERLAP_HOURS);
    webhook_secret_new(secret);
    enum err e = webhook_admit(c, tx_begin);
    if (e == ERR_OK)
        e = webhook_of_path(c, req_param(r, "id"), &hook);
    if (e == ERR_OK)
        e = webhook_store_rotate(c, &hook, secret, hours * HOUR_MS);
    if (e != ERR_OK)
        return e;
    webhook_audit(
        c, "webhook_secret", &hook, NULL, json_pack("{s:I}", "overlap_hours", (json_int_t)hours));
    answer(r, &hook, secret);
    return tx_commit(c);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/webhooks", "webhook_list", .perm = &WEBHOOK_MANAGE, .handle = hook_list,
        .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/webhooks", "webhook_create", .perm = &WEBHOOK_MANAGE,
        .handle = hook_post, .body_kind = BODY_JSON, .body = &SHAPE_NEW, .answer = &SHAPE_MADE,
        .status = 201, .flags = ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_GET, "/api/v1/webhooks/{id}", "webhook_get", .perm = &WEBHOOK_MANAGE,
        .handle = hook_get, .answer = &SHAPE_HOOK, .flags = ROUTE_PERSON},
    {METHOD_PATCH, "/api/v1/webhooks/{id}", "webhook_update", .perm = &WEBHOOK_MANAGE,
        .handle = hook_patch, .body_kind = BODY_PATCH, .body = &SHAPE_PATCH, .answer = &SHAPE_HOOK,
        .flags = ROUTE_IF_MATCH | ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/webhooks/{id}", "webhook_delete", .perm = &WEBHOOK_MANAGE,
        .handle = hook_delete, .status = 204, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/webhooks/{id}/secret", "webhook_rotate", .perm = &WEBHOOK_MANAGE,
        .handle = hook_rotate, .body_kind = BODY_JSON, .body = &SHAPE_ROTATE, .answer = &SHAPE_MADE,
        .flags = ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_GET, "/api/v1/webhook-events", "webhook_event_list", .perm = &WEBHOOK_MANAGE,
        .handle = event_list, .answer = &SHAPE_EVENTS},
};

const struct module module_webhook = {
    .name = "webhook",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = webhook_jobs,
    .n_jobs = WEBHOOK_JOBS,
    .notices = webhook_notices,
    .n_notices = WEBHOOK_NOTICES,
    .audit_job = "webhook_send",
};
