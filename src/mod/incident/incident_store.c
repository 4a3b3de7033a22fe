/* SQL of the timeline and of the figures. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident_private.h"

#include <string.h>

/* Of LIMIT_INCIDENT_ENTRIES: for what the case itself writes, and of that for its phases alone. */
enum { KEPT_ENTRIES = 500, KEPT_PHASES = 250 };

#define KEY(name, key) key,
static const char *const kind_keys[] = {ENTRY_KIND_LIST(KEY)};
#undef KEY

const char *entry_kind_key(enum entry_kind kind)
{
    return kind_keys[kind];
}

/* ---- writing ---- */

/* Whoever writes a line waits here for whoever writes one before him. */
enum err incident_hold(struct call *c, int64_t incident_id)
{
    static const char sql[] =
        "SELECT id FROM incident WHERE org_id = :org AND id = ? {postgres: FOR NO KEY UPDATE}";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, &id);
}

static enum err newest(struct call *c, int64_t incident_id, int64_t *ret_seq)
{
    static const char sql[] =
        "SELECT max(seq) FROM incident_entry WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_seq);
}

static enum err insert(struct call *c, int64_t incident_id, const struct incident_entry *entry)
{
    static const char sql[] =
        "INSERT INTO incident_entry (org_id, incident_id, seq, kind, text, state, corrects,"
        " happened_at, written_at, written_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    db_bind_int(q, entry->seq);
    db_bind_text(q, entry->kind);
    db_bind_text(q, entry->text);
    db_bind_text(q, entry->state);
    if (entry->corrects == 0)
        db_bind_null(q);
    else
        db_bind_int(q, entry->corrects);
    db_bind_int(q, entry->happened_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

static void audit(
    struct call *c, const struct reg_record *incident, const struct incident_entry *entry)
{
    char at[INSTANT_TEXT_SIZE];
    instant_format(entry->happened_ms, at);
    json_t *after = json_pack("{s:I, s:s, s:s, s:s}", "line", (json_int_t)entry->seq, "kind",
        entry->kind, "text", entry->text, "happened_at", at);
    if (entry->state != NULL)
        json_object_set_new(after, "state", json_string(entry->state));
    if (entry->corrects != 0)
        json_object_set_new(after, "corrects", json_integer(entry->corrects));
    audit_add(c, &(struct audit_entry){.action = "timeline_add",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .after = after});
    json_decref(after);
}

/* Who fills a timeline does not keep the case from going on. */
static int64_t most_of(const struct incident_entry *entry)
{
    bool phase = strcmp(entry->kind, entry_kind_key(ENTRY_REPORT)) == 0 ||
                 strcmp(entry->kind, entry_kind_key(ENTRY_PHASE)) == 0;
    if (phase)
        return LIMIT_INCIDENT_ENTRIES;
    return LIMIT_INCIDENT_ENTRIES - (entry->due ? KEPT_PHASES : KEPT_ENTRIES);
}

enum err incident_entry_add(
    struct call *c, const struct reg_record *incident, struct incident_entry *entry)
{
    int64_t last = 0;
    enum err e = incident_hold(c, incident->id);
    if (e == ERR_OK)
        e = newest(c, incident->id, &last);
    if (e == ERR_OK && last >= most_of(entry))
        e = problem_set_limit(c->problem, ERR_CONFLICT, "incident_full", most_of(entry));
    entry->seq = last + 1;
    entry->written_ms = c->now_ms;
    if (e == ERR_OK)
        e = insert(c, incident->id, entry);
    if (e == ERR_OK)
        audit(c, incident, entry);
    return e;
}

enum err incident_tell(
    struct call *c, const struct reg_record *incident, enum incident_told kind, const char *text)
{
    static const enum entry_kind kinds[] = {[INCIDENT_TOLD_OUTSIDE] = ENTRY_OUTSIDE,
        [INCIDENT_TOLD_ACTION] = ENTRY_ACTION,
        [INCIDENT_TOLD_DECISION] = ENTRY_DECISION};
    struct incident_entry entry = {.kind = entry_kind_key(kinds[kind]),
        .due = true,
        .text = utf8_head(c, text, LIMIT_INCIDENT_ENTRY),
        .happened_ms = c->now_ms};
    return incident_entry_add(c, incident, &entry);
}

enum err incident_entries_purge(struct call *c, int64_t incident_id)
{
    static const char sql[] = "DELETE FROM incident_entry WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    return db_run(q);
}

/* ---- reading ---- */

enum err incident_entry_is(struct call *c, int64_t incident_id, int64_t seq, bool *ret_is)
{
    static const char sql[] = "SELECT count(*) FROM incident_entry WHERE org_id = :org"
                              " AND incident_id = ? AND seq = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    db_bind_int(q, seq);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_is = n > 0;
    return e;
}

static struct incident_entry read_entry(struct call *c, struct db_query *q)
{
    return (struct incident_entry){.seq = db_int(q, 0),
        .kind = mem_strdup(c, db_text(q, 1, NULL)),
        .text = mem_strdup(c, db_text(q, 2, NULL)),
        .state = mem_strdup(c, db_text(q, 3, NULL)),
        .corrects = db_int(q, 4),
        .happened_ms = db_int(q, 5),
        .written_ms = db_int(q, 6),
        .by_uid = db_uuid(q, 7),
        .by_name = mem_strdup(c, db_text(q, 8, NULL)),
        .corrected_by = db_int(q, 9)};
}

#define ENTRIES                                                                       \
    "SELECT e.seq, e.kind, e.text, e.state, e.corrects, e.happened_at, e.written_at," \
    " a.uid, a.name, (SELECT max(l.seq) FROM incident_entry l WHERE l.org_id = :org"  \
    " AND l.incident_id = e.incident_id AND l.corrects = e.seq)"                      \
    " FROM incident_entry e"                                                          \
    " LEFT JOIN account a ON a.org_id = e.org_id AND a.id = e.written_by"             \
    " WHERE e.org_id = :org AND e.incident_id = ?"

static void reverse(struct incident_entry *list, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct incident_entry one = list[i];
        list[i] = list[n - 1 - i];
        list[n - 1 - i] = one;
    }
}

enum err incident_entries(struct call *c, int64_t incident_id, int64_t after, int64_t before,
    int limit, struct incident_entry **ret_entries, size_t *ret_n, int64_t *ret_last)
{
    static const char forward[] = ENTRIES " AND e.seq > ? ORDER BY e.seq LIMIT ?";
    static const char backward[] = ENTRIES " AND e.seq < ? ORDER BY e.seq DESC LIMIT ?";
    struct incident_entry *list = mem_array(c, struct incident_entry, limit);
    size_t n = 0;
    bool row = false;
    enum err e = newest(c, incident_id, ret_last);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, before > 0 ? backward : forward);
    db_bind_int(q, incident_id);
    db_bind_int(q, before > 0 ? before : after);
    db_bind_int(q, limit);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_entry(c, q);
    if (before > 0)
        reverse(list, n);
    *ret_entries = list;
    *ret_n = n;
    return e;
}

enum err incident_timeline(struct call *c, int64_t incident_id, int most,
    struct incident_entry **ret_entries, size_t *ret_n, int64_t *ret_all)
{
    return incident_entries(
        c, incident_id, 0, LIMIT_INCIDENT_ENTRIES + 1, most, ret_entries, ret_n, ret_all);
}

/* ---- figures ---- */

enum err incident_figures(
    struct call *c, struct date_span span, struct incident_figures *ret_figures)
{
    static const char sql[] =
        "SELECT i.severity, count(*) AS n, count(i.investigation_at) AS started,"
        " sum(CASE WHEN i.investigation_at IS NULL THEN 0"
        " ELSE (i.investigation_at - i.detected_at) / 60000 END) AS minutes FROM incident i"
        " WHERE i.org_id = :org AND i.deleted_at IS NULL AND i.drill = 0"
        " AND i.state <> 'withdrawn' AND i.detected_on >= ? AND i.detected_on <= ?"
        " AND " READER_MAY_SEE("'incident'", "i.id") " GROUP BY i.severity";
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    struct incident_figures f = {.started = 0};
    bool row = false;
    enum err e;
    date_format(span.first, first);
    date_format(span.last, last);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, first);
    db_bind_text(q, last);
    reader_bind(q, &READER_NOBODY);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        int severity = 0;
        while (severity < INCIDENT_SEVERITY_MAX &&
               strcmp(OPTIONS_INCIDENT_SEVERITY.keys[severity], db_text(q, 0, NULL)) != 0)
            severity++;
        if (severity < INCIDENT_SEVERITY_MAX)
            f.n[severity] = db_int(q, 1);
        f.started += db_int(q, 2);
        f.minutes += db_int(q, 3);
    }
    if (e == ERR_OK)
        *ret_figures = f;
    return e;
}
