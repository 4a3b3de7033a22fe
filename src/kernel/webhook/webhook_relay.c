/* From entries of the audit chain to deliveries. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/audit_read_store.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor_store.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register.h"
#include "kernel/webhook/webhook_event.h"
#include "kernel/webhook/webhook_private.h"

#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 200 /* entries of one transaction */ };

/* The number of a register's record; NULL: it has none, or is away. */
static enum err number_of(
    struct call *c, const struct reg_def *def, const char *uid, const char **ret_number)
{
    struct reg_record record;
    *ret_number = NULL;
    if (def == NULL || def->prefix == NULL)
        return ERR_OK;
    enum err e = reg_look(c, def, uid, &record);
    if (e == ERR_OK)
        *ret_number = body_text(record.after, "number");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* What is sent: who, what and where, and nothing of what is in it. */
static enum err body_of(struct call *c, const struct webhook_delivery *d, int64_t at_ms,
    json_t *data, const char **ret_body)
{
    char id[UUID_TEXT_SIZE], org[UUID_TEXT_SIZE], at[INSTANT_TEXT_SIZE];
    struct uuid org_uid = {0};
    enum err e = actor_store_org_uid(c, &org_uid);
    uuid_format(&d->uid, id);
    uuid_format(&org_uid, org);
    instant_format(at_ms, at);
    json_t *body = json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:o}", "type", d->type, "id", id,
        "timestamp", at, "organisation", "id", org, "name", c->org.name, "data", data);
    char *text = body == NULL ? NULL : json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (text == NULL)
        return ERR_INTERNAL;
    *ret_body = mem_strdup(c, text);
    free(text);
    return e;
}

static enum err queue_entry(struct call *c, const struct webhook *hook,
    const struct webhook_event *event, const struct audit_row *row)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&row->subject_uid, uid);
    struct webhook_delivery d = {.uid = uuid_new(c->now_ms),
        .webhook_id = hook->id,
        .type = event->type,
        .subject = row->subject,
        .subject_id = row->subject_id,
        .path = webhook_event_path(c, event, uid)};
    enum err e = number_of(c, event->def, uid, &d.number);
    if (e != ERR_OK)
        return e;
    const char *url =
        d.path == NULL ? NULL : mem_printf(c, "%s%s", c->app->config.public_url, d.path);
    json_t *data = json_pack("{s:s, s:s?, s:s, s:s?, s:s?, s:I}", "subject", row->subject,
        "register", event->def == NULL ? NULL : event->def->name, "id", uid, "number", d.number,
        "url", url, "seq", (json_int_t)row->seq);
    e = body_of(c, &d, row->at_ms, data, &d.body);
    return e == ERR_OK ? webhook_store_queue(c, &d) : e;
}

enum err webhook_queue_test(struct call *c, const struct webhook *hook)
{
    struct webhook_delivery d = {.uid = uuid_new(c->now_ms),
        .webhook_id = hook->id,
        .type = WEBHOOK_TEST,
        .subject = "webhook"};
    enum err e = body_of(c, &d, c->now_ms, json_object(), &d.body);
    if (e == ERR_OK)
        e = webhook_store_queue(c, &d);
    return e == ERR_OK ? webhook_wake(c, 0) : e;
}

static enum err relay_rows(struct call *c, const struct webhook *hook, int64_t seq, bool *ret_more)
{
    struct audit_row *rows = mem_array(c, struct audit_row, AT_ONCE);
    size_t n = 0, n_events = 0;
    const struct webhook_event *events = webhook_events(c, c->app, &n_events);
    enum err e = audit_read_store_since(c, &READER_NOBODY, seq, AT_ONCE, rows, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct webhook_event *event =
            rows[i].has_uid
                ? webhook_event_of(events, n_events, hook->events, rows[i].subject, rows[i].action)
                : NULL;
        if (event != NULL)
            e = queue_entry(c, hook, event, &rows[i]);
    }
    if (e == ERR_OK && n > 0)
        e = webhook_store_place_set(c, hook->id, rows[n - 1].seq);
    if (n == AT_ONCE)
        *ret_more = true;
    return e;
}

static enum err relay_to(struct call *c, const struct webhook *hook, bool *ret_more)
{
    int64_t seq = 0;
    bool found = false;
    c->now_ms = clock_now_ms();
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = webhook_store_place(c, hook->id, &seq, &found);
    if (e == ERR_OK && found)
        e = relay_rows(c, hook, seq, ret_more);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

enum err webhook_relay(struct call *c, bool *ret_more)
{
    struct webhook *hooks = NULL;
    size_t n = 0;
    *ret_more = false;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = webhook_store_list(c, &hooks, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (hooks[i].active)
            e = relay_to(c, &hooks[i], ret_more);
    return e;
}
