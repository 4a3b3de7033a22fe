/* The timeline of a case: read by whoever may read the case, written by those who deal with it. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident_private.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 200, AHEAD_MS = 5 * 60 * 1000 };

#define KEY(name, key) key,
static const char *const all_keys[] = {ENTRY_KIND_LIST(KEY) NULL};
#undef KEY
static const char *const own_keys[] = {"fact", "decision", "action", "note", NULL};
static const struct option_set ALL = {"incident_entry", all_keys};
static const struct option_set OWN = {"incident_entry", own_keys}; /* what people write */

/* ---- shapes ---- */

static const struct field query_fields[] = {
    {.key = "after", .type = FIELD_INT, .min = 0, .max = LIMIT_INCIDENT_ENTRIES},
    {.key = "before", .type = FIELD_INT, .min = 1, .max = LIMIT_INCIDENT_ENTRIES + 1},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
const struct shape SHAPE_TIMELINE_QUERY = SHAPE("IncidentTimelineQuery", query_fields);

static const struct field body_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OWN},
    {.key = "text",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = LIMIT_INCIDENT_ENTRY},
    {.key = "happened_at", .type = FIELD_INSTANT},
    {.key = "corrects", .type = FIELD_INT, .min = 1, .max = LIMIT_INCIDENT_ENTRIES},
};
const struct shape SHAPE_ENTRY_BODY = SHAPE("IncidentEntryNew", body_fields);

static const struct field by_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_BY = SHAPE("IncidentEntryBy", by_fields);

static const struct field entry_fields[] = {
    {.key = "seq", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &ALL},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "corrects", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "corrected_by", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "happened_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "written_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "by",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_BY},
};
const struct shape SHAPE_ENTRY = SHAPE("IncidentEntry", entry_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ENTRY,
        .max = LIMIT_PAGE},
    {.key = "last", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_TIMELINE = SHAPE("IncidentTimeline", list_fields);

/* ---- writing answers ---- */

static void write_number(struct jw *w, const char *key, int64_t n)
{
    if (n > 0) {
        jw_kint(w, key, n);
        return;
    }
    jw_key(w, key);
    jw_null(w);
}

static void write_instant(struct jw *w, const char *key, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    instant_format(ms, text);
    jw_kstr(w, key, text);
}

static void write_entry(struct jw *w, const struct incident_entry *entry)
{
    char uid[UUID_TEXT_SIZE];
    jw_obj_begin(w);
    jw_kint(w, "seq", entry->seq);
    jw_kstr(w, "kind", entry->kind);
    jw_kstr(w, "text", entry->text);
    jw_kstr(w, "state", entry->state);
    write_number(w, "corrects", entry->corrects);
    write_number(w, "corrected_by", entry->corrected_by);
    write_instant(w, "happened_at", entry->happened_ms);
    write_instant(w, "written_at", entry->written_ms);
    jw_key(w, "by");
    if (entry->by_name == NULL) {
        jw_null(w);
    } else {
        uuid_format(&entry->by_uid, uid);
        jw_obj_begin(w);
        jw_kstr(w, "id", uid);
        jw_kstr(w, "name", entry->by_name);
        jw_obj_end(w);
    }
    jw_obj_end(w);
}

/* ---- reading ---- */

static int64_t asked(struct req *r, const char *key, int64_t fallback)
{
    const char *text = req_query(r, key);
    return text == NULL ? fallback : strtoll(text, NULL, 10);
}

enum err timeline_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct incident_entry *entries = NULL;
    size_t n = 0;
    int64_t last = 0;
    bool forward = req_query(r, "after") != NULL;
    int64_t before = forward ? 0 : asked(r, "before", LIMIT_INCIDENT_ENTRIES + 1);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), &incident);
    if (e == ERR_OK)
        e = incident_entries(c, incident.id, asked(r, "after", 0), before,
            (int)asked(r, "limit", SHOWN), &entries, &n, &last);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_entry(&w, &entries[i]);
    jw_arr_end(&w);
    jw_kint(&w, "last", last);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- a new line ---- */

static enum err check_entry(struct call *c, const struct reg_record *incident, const json_t *body,
    struct incident_entry *ret_entry)
{
    const char *start = NULL;
    const char *text = body_text(body, "text");
    int64_t happened = incident_ms(body, "happened_at");
    bool is = true;
    enum err e = ERR_OK;
    *ret_entry = (struct incident_entry){.kind = body_text(body, "kind"),
        .text = text,
        .corrects = body_int(body, "corrects", 0),
        .happened_ms = happened == 0 ? c->now_ms : happened};
    if (utf8_trim(text, &start) == 0)
        problem_field(c->problem, "/text", "required");
    if (happened > c->now_ms + AHEAD_MS)
        problem_field(c->problem, "/happened_at", "incident_ahead");
    if (ret_entry->corrects != 0)
        e = incident_entry_is(c, incident->id, ret_entry->corrects, &is);
    if (e == ERR_OK && !is)
        problem_field(c->problem, "/corrects", "reference");
    return e == ERR_OK ? problem_check(c->problem) : e;
}

enum err incident_write(
    struct call *c, const char *id, const json_t *body, struct incident_entry *ret_entry)
{
    struct reg_record incident;
    enum err e = reg_look(c, &REG_INCIDENTS, id, &incident);
    if (e == ERR_OK && !who_may(c->who, &PERM_INCIDENT_NOTE, incident.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = check_entry(c, &incident, body, ret_entry);
    return e == ERR_OK ? incident_entry_add(c, &incident, ret_entry) : e;
}

enum err timeline_post(struct req *r)
{
    struct call *c = &r->call;
    struct incident_entry entry;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = incident_write(c, req_param(r, "id"), r->body, &entry);
    if (e != ERR_OK)
        return e;
    entry.by_uid = c->who->account_uid;
    entry.by_name = c->who->name;
    struct jw w = resp_json(r);
    write_entry(&w, &entry);
    return tx_commit(c);
}
