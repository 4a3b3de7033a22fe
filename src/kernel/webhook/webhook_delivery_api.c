/* Routes of deliveries, for administrators: what became of each, and the presses to try again. They
 * see that something happened to a record with this number, never what is in it. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/webhook/webhook_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- shapes ---- */

#define WEBHOOK_STATE_KEY(name, key) key,
static const char *const state_keys[] = {WEBHOOK_STATE_LIST(WEBHOOK_STATE_KEY) NULL};
static const struct option_set STATES = {"webhook_state", state_keys};

static const struct field delivery_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "type", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT},
    {.key = "path", .type = FIELD_TEXT},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &STATES},
    {.key = "attempts", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "status", .type = FIELD_INT},
    {.key = "duration_ms", .type = FIELD_INT},
    {.key = "fault", .type = FIELD_TEXT},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "tried_at", .type = FIELD_INSTANT},
    {.key = "next_at", .type = FIELD_INSTANT},
    {.key = "ended_at", .type = FIELD_INSTANT},
};
static const struct shape SHAPE_DELIVERY = SHAPE("WebhookDelivery", delivery_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_DELIVERY},
    {.key = "next", .type = FIELD_TEXT},
};
static const struct shape SHAPE_LIST = SHAPE("WebhookDeliveryList", list_fields);
static const struct field query_fields[] = {
    {.key = "state", .type = FIELD_ENUM, .options = &STATES},
    {.key = "cursor", .type = FIELD_TEXT, .max = 20},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("WebhookDeliveryQuery", query_fields);
static const struct field again_fields[] = {
    {.key = "count", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_AGAIN = SHAPE("WebhookResent", again_fields);

/* ---- reading ---- */

static void write_number(struct jw *w, const char *key, int64_t value, bool known)
{
    jw_key(w, key);
    if (known)
        jw_int(w, value);
    else
        jw_null(w);
}

static void write_delivery(struct jw *w, const struct webhook_delivery *d)
{
    char id[UUID_TEXT_SIZE];
    bool queued = strcmp(d->state, webhook_state_key(WEBHOOK_STATE_QUEUED)) == 0;
    uuid_format(&d->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "type", d->type);
    jw_kstr(w, "number", d->number);
    jw_kstr(w, "path", d->path);
    jw_kstr(w, "state", d->state);
    jw_kint(w, "attempts", d->attempts);
    write_number(w, "status", d->status, d->status != 0);
    write_number(w, "duration_ms", d->ms, d->tried_at_ms != 0);
    jw_kstr(w, "fault", d->fault);
    jw_kinstant(w, "created_at", d->created_at_ms);
    jw_kinstant(w, "tried_at", d->tried_at_ms);
    jw_kinstant(w, "next_at", queued ? d->next_at_ms : 0);
    jw_kinstant(w, "ended_at", queued ? 0 : d->ended_at_ms);
    jw_obj_end(w);
}

static enum err delivery_list(struct req *r)
{
    struct call *c = &r->call;
    const char *cursor = req_query(r, "cursor"), *limit_text = req_query(r, "limit");
    int64_t before = cursor == NULL ? 0 : strtoll(cursor, NULL, 10);
    int limit = limit_text == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(limit_text, NULL, 10);
    struct webhook hook;
    struct webhook_delivery *rows = NULL;
    size_t n = 0;
    enum err e = webhook_admit(c, tx_begin_read);
    if (e == ERR_OK)
        e = webhook_of_path(c, req_param(r, "id"), &hook);
    if (e == ERR_OK)
        e = webhook_store_deliveries(
            c, hook.id, req_query(r, "state"), before, limit + 1, &rows, &n);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)limit;
    n -= more;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_delivery(&w, &rows[i]);
    jw_arr_end(&w);
    jw_kstr(&w, "next", more ? mem_printf(c, "%" PRId64, rows[n - 1].id) : NULL);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- presses ---- */

/* One at a time: a test goes out to a receiver that rests, too, and each can hold up all jobs. */
static enum err check_no_test(struct call *c, const struct webhook *hook)
{
    bool waits = false;
    enum err e = webhook_store_test_waits(c, hook->id, &waits);
    return e == ERR_OK && waits ? problem_set(c->problem, ERR_CONFLICT, "webhook_test_waits") : e;
}

static enum err hook_test(struct req *r)
{
    struct call *c = &r->call;
    struct webhook hook;
    enum err e = webhook_admit(c, tx_begin);
    if (e == ERR_OK)
        e = webhook_of_path(c, req_param(r, "id"), &hook);
    if (e == ERR_OK)
        e = check_no_test(c, &hook);
    if (e == ERR_OK)
        e = webhook_queue_test(c, &hook);
    if (e != ERR_OK)
        return e;
    webhook_audit(c, "webhook_test", &hook, NULL, NULL);
    return tx_commit(c);
}

/* Those of the receiver that were given up: one (id) or all (0). */
static enum err resend(struct req *r, const struct webhook *hook, int64_t id)
{
    struct call *c = &r->call;
    int64_t n = 0;
    enum err e = webhook_store_resend(c, hook->id, id, &n);
    if (e == ERR_OK && n == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "webhook_none_failed");
    if (e == ERR_OK)
        e = webhook_wake(c, 0);
    if (e != ERR_OK)
        return e;
    webhook_audit(c, "webhook_resend", hook, NULL, json_pack("{s:I}", "count", (json_int_t)n));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "count", n);
    jw_obj_end(&w);
    return tx_commit(c);
}

static enum err resend_all(struct req *r)
{
    struct webhook hook;
    enum err e = webhook_admit(&r->call, tx_begin);
    if (e == ERR_OK)
        e = webhook_of_path(&r->call, req_param(r, "id"), &hook);
    return e == ERR_OK ? resend(r, &hook, 0) : e;
}

static enum err resend_one(struct req *r)
{
    struct call *c = &r->call;
    struct webhook hook;
    struct webhook_delivery d;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = webhook_admit(c, tx_begin);
    if (e == ERR_OK)
        e = webhook_store_delivery(c, &uid, &d);
    if (e == ERR_OK)
        e = webhook_store_by_id(c, d.webhook_id, &hook);
    return e == ERR_OK ? resend(r, &hook, d.id) : e;
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/webhooks/{id}/test", "webhook_test", .perm = &WEBHOOK_MANAGE,
        .handle = hook_test, .status = 204, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/webhooks/{id}/deliveries", "webhook_delivery_list",
        .perm = &WEBHOOK_MANAGE, .handle = delivery_list, .query = &SHAPE_QUERY,
        .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/webhooks/{id}/resend", "webhook_resend", .perm = &WEBHOOK_MANAGE,
        .handle = resend_all, .answer = &SHAPE_AGAIN, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/webhook-deliveries/{id}/resend", "webhook_delivery_resend",
        .perm = &WEBHOOK_MANAGE, .handle = resend_one, .answer = &SHAPE_AGAIN,
        .flags = ROUTE_PERSON},
};

const struct module module_webhook_delivery = {
    .name = "webhook_delivery",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
};
