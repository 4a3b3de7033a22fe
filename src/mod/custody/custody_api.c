/* Evidence of a case: added, filed once, handed on, and looked at – each of which is a line of its
 * chain of custody and an entry of the audit, so that the audit's chain seals it. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/keys.h"
#include "kernel/file/file_name.h"
#include "mod/custody/custody_private.h"
#include "mod/custody/custody_rules.h"
#include "mod/incident/incident.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { AHEAD_MS = 5 * 60 * 1000, WORDS = 200, NOTE = 2000 };

/* ---- shapes ---- */

#define KEY(name, key) key,
const char *const custody_kind_keys[CUSTODY_KIND_MAX + 1] = {CUSTODY_KIND_LIST(KEY) NULL};
#undef KEY
static const char *const own_keys[] = {"handed", "moved", "note", NULL};
static const struct option_set ALL = {"custody_kind", custody_kind_keys};
static const struct option_set OWN = {"custody_kind", own_keys}; /* what people write */

bool custody_by_people(const char *kind)
{
    for (const char *const *own = own_keys; *own != NULL; own++)
        if (strcmp(*own, kind) == 0)
            return true;
    return false;
}

static const struct field query_fields[] = {
    {.key = "after", .type = FIELD_INT, .min = 0, .max = INT32_MAX},
};
const struct shape SHAPE_CUSTODY_QUERY = SHAPE("EvidenceQuery", query_fields);

static const struct field file_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "size", .type = FIELD_INT, .flags = MUST},
    {.key = "sha256", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_FILE = SHAPE("EvidenceFile", file_fields);

static const struct field event_fields[] = {
    {.key = "seq", .type = FIELD_INT, .flags = MUST},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &ALL},
    {.key = "holder", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "place", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "happened_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "written_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
};
static const struct shape SHAPE_EVENT = SHAPE("CustodyEvent", event_fields);

static const struct field item_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "source", .type = FIELD_TEXT, .flags = MUST},
    {.key = "collected_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "added_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "holder", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "place", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "file", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_FILE},
    {.key = "n_events", .type = FIELD_INT, .flags = MUST},
    {.key = "events", /* of one piece: those after the line asked for; the list has none */
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_EVENT,
        .max = CUSTODY_PAGE},
};
const struct shape SHAPE_CUSTODY_ITEM = SHAPE("Evidence", item_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CUSTODY_ITEM,
        .max = LIMIT_EVIDENCE},
    {.key = "key_sha256", .type = FIELD_TEXT, .flags = MUST}, /* of the key that signs archives */
};
const struct shape SHAPE_CUSTODY_LIST = SHAPE("EvidenceList", list_fields);

static const struct field new_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = WORDS},
    {.key = "source", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = WORDS},
    {.key = "collected_at", .type = FIELD_INSTANT},
    {.key = "holder", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = WORDS},
    {.key = "place", .type = FIELD_TEXT, .max = WORDS},
    {.key = "text", .type = FIELD_LONGTEXT, .max = NOTE},
};
const struct shape SHAPE_CUSTODY_NEW = SHAPE("EvidenceNew", new_fields);

static const struct field event_new_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OWN},
    {.key = "holder", .type = FIELD_TEXT, .max = WORDS},
    {.key = "place", .type = FIELD_TEXT, .max = WORDS},
    {.key = "text", .type = FIELD_LONGTEXT, .max = NOTE},
    {.key = "happened_at", .type = FIELD_INSTANT},
};
const struct shape SHAPE_CUSTODY_EVENT_NEW = SHAPE("CustodyEventNew", event_new_fields);

/* ---- answers ---- */

static void write_file(struct jw *w, const struct file_info *file)
{
    char hex[DIGEST_TEXT_SIZE];
    jw_key(w, "file");
    if (file->id == 0) {
        jw_null(w);
        return;
    }
    digest_format(&file->sha256, hex);
    jw_obj_begin(w);
    jw_kstr(w, "name", file->name);
    jw_kint(w, "size", file->size);
    jw_kstr(w, "sha256", hex);
    jw_obj_end(w);
}

static void write_event(struct jw *w, const struct custody_event *event)
{
    jw_obj_begin(w);
    jw_kint(w, "seq", event->seq);
    jw_kstr(w, "kind", event->kind);
    jw_kstr(w, "holder", event->holder);
    jw_kstr(w, "place", event->place);
    jw_kstr(w, "text", event->text);
    jw_kinstant(w, "happened_at", event->happened_ms);
    jw_kinstant(w, "written_at", event->written_ms);
    jw_kstr(w, "by", event->by_name);
    jw_obj_end(w);
}

void custody_item_begin(struct jw *w, const struct custody_item *item)
{
    jw_obj_begin(w);
    jw_kint(w, "no", item->no);
    jw_kstr(w, "title", item->title);
    jw_kstr(w, "source", item->source);
    jw_kinstant(w, "collected_at", item->collected_ms);
    jw_kinstant(w, "added_at", item->added_ms);
    jw_kstr(w, "by", item->by_name);
    jw_kstr(w, "holder", item->holder);
    jw_kstr(w, "place", item->place);
    write_file(w, &item->file);
    jw_kint(w, "n_events", item->n_events);
    jw_key(w, "events");
    jw_arr_begin(w);
}

void custody_events_write(struct jw *w, const struct custody_event *events, size_t n)
{
    for (size_t i = 0; i < n; i++)
        write_event(w, &events[i]);
}

void custody_item_end(struct jw *w)
{
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_item(struct jw *w, const struct custody_item *item,
    const struct custody_event *events, size_t n_events)
{
    custody_item_begin(w, item);
    custody_events_write(w, events, n_events);
    custody_item_end(w);
}

enum { NEWEST = -1 };

/* With the lines after `after`, or with the newest of them. */
static enum err answer(struct req *r, int64_t incident_id, int64_t no, int64_t after)
{
    struct custody_item item;
    struct custody_event *events = NULL;
    size_t n = 0;
    enum err e = custody_store_item(&r->call, incident_id, no, &item);
    if (e == ERR_OK && after == NEWEST)
        after = item.n_events > CUSTODY_PAGE ? item.n_events - CUSTODY_PAGE : 0;
    if (e == ERR_OK)
        e = custody_store_events(&r->call, item.id, after, &events, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_item(&w, &item, events, n);
    return ERR_OK;
}

/* ---- the case, and one of its pieces ---- */

enum err custody_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    if (e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e;
}

static enum err item_of(
    struct req *r, const struct reg_record *incident, struct custody_item *ret_item)
{
    return custody_store_item(
        &r->call, incident->id, strtoll(req_param(r, "no"), NULL, 10), ret_item);
}

/* Both, with the case held until the end of the transaction. */
static enum err open_item(
    struct req *r, const struct perm *perm, struct reg_record *incident, struct custody_item *item)
{
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = custody_case(r, perm, incident);
    if (e == ERR_OK)
        e = incident_hold(&r->call, incident->id);
    return e == ERR_OK ? item_of(r, incident, item) : e;
}

static void audit(struct call *c, const struct reg_record *incident,
    const struct custody_item *item, const struct custody_event *event)
{
    char hex[DIGEST_TEXT_SIZE];
    digest_format(&item->file.sha256, hex);
    json_t *after = json_pack("{s:I, s:I, s:s, s:s, s:s*, s:s*, s:s*}", "evidence",
        (json_int_t)item->no, "line", (json_int_t)event->seq, "kind", event->kind, "title",
        item->title, "holder", event->holder, "place", event->place, "text", event->text);
    if (item->file.id != 0)
        json_object_set_new(after, "sha256", json_string(hex));
    audit_add(c, &(struct audit_entry){.action = "custody_add",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .after = after});
    json_decref(after);
}

enum err custody_write(struct call *c, const struct reg_record *incident,
    const struct custody_item *item, struct custody_event *event)
{
    enum err e = custody_store_event(c, item->id, event);
    if (e == ERR_OK)
        audit(c, incident, item, event);
    return e;
}

/* ---- reading ---- */

/* Told here, where no archive can tell it: whoever forges one writes what stands in it. */
static void write_key(struct jw *w, const struct keys *keys)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    char hex[DIGEST_TEXT_SIZE];
    keys_public(keys, key);
    const struct digest digest = custody_key_sum(key);
    digest_format(&digest, hex);
    jw_kstr(w, "key_sha256", hex);
}

enum err custody_list(struct req *r)
{
    struct reg_record incident;
    struct custody_item *items = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = custody_case(r, &PERM_CUSTODY_READ, &incident);
    if (e == ERR_OK)
        e = custody_store_items(&r->call, incident.id, 0, &items, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_item(&w, &items[i], NULL, 0);
    jw_arr_end(&w);
    write_key(&w, r->call.app->keys);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err custody_get(struct req *r)
{
    struct reg_record incident;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = custody_case(r, &PERM_CUSTODY_READ, &incident);
    const char *after = req_query(r, "after");
    return e == ERR_OK ? answer(r, incident.id, strtoll(req_param(r, "no"), NULL, 10),
                             after == NULL ? 0 : strtoll(after, NULL, 10))
                       : e;
}

/* ---- a new piece ---- */

/* What a text says, without spaces around it; NULL: nothing. */
static const char *said(struct call *c, const json_t *body, const char *key)
{
    const char *start = NULL, *text = body_text(body, key);
    size_t len = text == NULL ? 0 : utf8_trim(text, &start);
    return len == 0 ? NULL : mem_strndup(c, start, len);
}

static const char *must(struct call *c, const json_t *body, const char *key)
{
    const char *text = said(c, body, key);
    if (text == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
    return text;
}

static int64_t when(struct call *c, const json_t *body, const char *key)
{
    int64_t ms = 0;
    const char *text = body_text(body, key);
    if (text == NULL || !instant_parse(text, &ms))
        return c->now_ms;
    if (ms > c->now_ms + AHEAD_MS)
        problem_field(c->problem, mem_printf(c, "/%s", key), "incident_ahead");
    return ms;
}

enum err custody_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct custody_item item = {.title = must(c, r->body, "title"),
        .source = must(c, r->body, "source"),
        .collected_ms = when(c, r->body, "collected_at")};
    struct custody_event event = {.kind = custody_kind_keys[CUSTODY_TAKEN],
        .holder = must(c, r->body, "holder"),
        .place = said(c, r->body, "place"),
        .text = said(c, r->body, "text"),
        .happened_ms = item.collected_ms};
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = custody_case(r, &PERM_CUSTODY_WRITE, &incident);
    if (e == ERR_OK)
        e = incident_hold(c, incident.id);
    if (e == ERR_OK)
        e = custody_store_add(c, incident.id, &item);
    if (e == ERR_OK)
        e = custody_write(c, &incident, &item, &event);
    if (e == ERR_OK)
        e = answer(r, incident.id, item.no, NEWEST);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- its file ---- */

/* Before megabytes are stored: may this caller, is there none yet, and is there room? */
static enum err upload_check(struct req *r)
{
    struct reg_record incident;
    struct custody_item item;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = custody_case(r, &PERM_CUSTODY_WRITE, &incident);
    if (e == ERR_OK)
        e = item_of(r, &incident, &item);
    if (e == ERR_OK && item.file.id != 0)
        e = problem_set(r->call.problem, ERR_CONFLICT, "evidence_filed");
    if (e == ERR_OK)
        e = custody_store_room(&r->call, incident.id, r->upload.size);
    tx_abort(&r->call);
    return e;
}

enum err custody_file_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct custody_item item;
    struct file_info file;
    enum err e = upload_check(r);
    if (e == ERR_OK)
        e = file_store_upload(c, &r->upload, &file);
    if (e == ERR_OK)
        e = open_item(r, &PERM_CUSTODY_WRITE, &incident, &item);
    if (e == ERR_OK)
        e = custody_store_file(c, incident.id, &item, &file);
    if (e == ERR_OK)
        e = file_make_ready(c, file.id);
    if (e != ERR_OK)
        return e;
    item.file = file;
    char hex[DIGEST_TEXT_SIZE];
    digest_format(&file.sha256, hex);
    struct custody_event event = {.kind = custody_kind_keys[CUSTODY_FILED],
        .text = mem_printf(c, "%s\nSHA-256 %s", file.name, hex),
        .happened_ms = c->now_ms};
    e = custody_write(c, &incident, &item, &event);
    if (e == ERR_OK)
        e = answer(r, incident.id, item.no, NEWEST);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* Nobody sees the file whose look is not written down first. */
enum err custody_file_fetch(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct custody_item item;
    struct file_info file;
    struct custody_event event = {
        .kind = custody_kind_keys[CUSTODY_VIEWED], .happened_ms = c->now_ms};
    enum err e = open_item(r, &PERM_CUSTODY_FETCH, &incident, &item);
    if (e == ERR_OK && item.file.id == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = file_find(c, item.file.id, &file);
    if (e == ERR_OK)
        e = custody_write(c, &incident, &item, &event);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e == ERR_OK)
        e = file_send(r, &file);
    r->resp.media_type = NULL; /* nothing that a browser would show: the route's own */
    return e;
}

/* ---- held by whom, and where ---- */

enum err custody_event_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct custody_item item;
    struct custody_event event = {.kind = body_text(r->body, "kind"),
        .holder = said(c, r->body, "holder"),
        .place = said(c, r->body, "place"),
        .text = said(c, r->body, "text"),
        .happened_ms = when(c, r->body, "happened_at")};
    if (strcmp(event.kind, "handed") == 0)
        must(c, r->body, "holder");
    if (strcmp(event.kind, "moved") == 0)
        must(c, r->body, "place");
    if (strcmp(event.kind, "note") == 0)
        must(c, r->body, "text");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_item(r, &PERM_CUSTODY_WRITE, &incident, &item);
    if (e == ERR_OK)
        e = custody_write(c, &incident, &item, &event);
    if (e == ERR_OK)
        e = answer(r, incident.id, item.no, NEWEST);
    return e == ERR_OK ? tx_commit(c) : e;
}
