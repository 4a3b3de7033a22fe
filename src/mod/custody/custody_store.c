/* SQL of evidence. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/custody/custody_private.h"

#include <string.h>

static const char *text(const void *ctx, struct db_query *q, int col)
{
    return mem_strdup(ctx, db_text(q, col, NULL));
}

/* ---- pieces ---- */

static struct file_info file_of(struct call *c, struct db_query *q)
{
    size_t len = 0;
    struct file_info file = {.id = db_is_null(q, 7) ? 0 : db_int(q, 7)};
    if (file.id == 0)
        return file;
    file.name = text(c, q, 8);
    file.media_type = text(c, q, 9);
    file.size = db_int(q, 10);
    const void *digest = db_blob(q, 11, &len);
    if (len == DIGEST_SIZE)
        memcpy(file.sha256.bytes, digest, DIGEST_SIZE);
    return file;
}

enum err custody_store_items(
    struct call *c, int64_t incident_id, int64_t no, struct custody_item **ret_items, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT i.id, i.no, i.title, i.source, i.collected_at, i.added_at, a.name, i.file_id,"
        " f.name, f.media_type, f.size, f.sha256,"
        " (SELECT e.holder FROM custody_event e WHERE e.org_id = :org AND e.item_id = i.id"
        " AND e.holder IS NOT NULL ORDER BY e.seq DESC LIMIT 1),"
        " (SELECT e.place FROM custody_event e WHERE e.org_id = :org AND e.item_id = i.id"
        " AND e.place IS NOT NULL ORDER BY e.seq DESC LIMIT 1),"
        " (SELECT max(e.seq) FROM custody_event e WHERE e.org_id = :org AND e.item_id = i.id)"
        " FROM custody_item i LEFT JOIN account a ON a.org_id = i.org_id AND a.id = i.added_by"
        " LEFT JOIN file f ON f.org_id = i.org_id AND f.id = i.file_id"
        " WHERE i.org_id = :org AND i.incident_id = ? AND i.no >= ? AND i.no <= ?"
        " ORDER BY i.no LIMIT ?";
    struct custody_item *items = mem_array(c, struct custody_item, LIMIT_EVIDENCE);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    db_bind_int(q, no > 0 ? no : LIMIT_EVIDENCE);
    db_bind_int(q, LIMIT_EVIDENCE);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        items[n++] = (struct custody_item){.id = db_int(q, 0),
            .no = db_int(q, 1),
            .title = text(c, q, 2),
            .source = text(c, q, 3),
            .collected_ms = db_int(q, 4),
            .added_ms = db_int(q, 5),
            .by_name = text(c, q, 6),
            .file = file_of(c, q),
            .holder = text(c, q, 12),
            .place = text(c, q, 13),
            .n_events = db_int(q, 14)};
    if (e != ERR_OK)
        return e;
    *ret_items = items;
    *ret_n = n;
    return ERR_OK;
}

enum err custody_store_item(
    struct call *c, int64_t incident_id, int64_t no, struct custody_item *ret_item)
{
    struct custody_item *items = NULL;
    size_t n = 0;
    enum err e = no < 1 ? ERR_NOT_FOUND : custody_store_items(c, incident_id, no, &items, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_item = items[0];
    return e;
}

static enum err newest(struct call *c, int64_t incident_id, int64_t *ret_no)
{
    static const char SQL[] =
        "SELECT max(no) FROM custody_item WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_no);
}

enum err custody_store_add(struct call *c, int64_t incident_id, struct custody_item *item)
{
    static const char SQL[] =
        "INSERT INTO custody_item (org_id, incident_id, no, title, source, collected_at, added_at,"
        " added_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    int64_t last = 0;
    enum err e = newest(c, incident_id, &last);
    if (e == ERR_OK && last >= LIMIT_EVIDENCE)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "evidence_full", LIMIT_EVIDENCE);
    if (e != ERR_OK)
        return e;
    item->no = last + 1;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, item->no);
    db_bind_text(q, item->title);
    db_bind_text(q, item->source);
    db_bind_int(q, item->collected_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, &item->id);
}

static enum err bytes_of(struct call *c, int64_t incident_id, int64_t *ret_bytes)
{
    static const char SQL[] = "SELECT CAST(coalesce(sum(f.size), 0) AS BIGINT) FROM custody_item i"
                              " JOIN file f ON f.org_id = i.org_id AND f.id = i.file_id"
                              " WHERE i.org_id = :org AND i.incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_bytes);
}

enum err custody_store_room(struct call *c, int64_t incident_id, int64_t size)
{
    enum { MIB = 1024 * 1024 };
    int64_t bytes = 0;
    enum err e = bytes_of(c, incident_id, &bytes);
    return e == ERR_OK && bytes + size > (int64_t)LIMIT_EVIDENCE_MB * MIB
               ? problem_set_limit(c->problem, ERR_CONFLICT, "evidence_large", LIMIT_EVIDENCE_MB)
               : e;
}

enum err custody_store_file(struct call *c, int64_t incident_id, const struct custody_item *item,
    const struct file_info *file)
{
    static const char SQL[] = "UPDATE custody_item SET file_id = ? WHERE org_id = :org AND id = ?"
                              " AND file_id IS NULL";
    enum err e = custody_store_room(c, incident_id, file->size);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, file->id);
    db_bind_int(q, item->id);
    e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0
               ? problem_set(c->problem, ERR_CONFLICT, "evidence_filed")
               : e;
}

/* ---- the chain ---- */

enum err custody_store_events(struct call *c, int64_t item_id, int64_t after,
    struct custody_event **ret_events, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT e.seq, e.kind, e.holder, e.place, e.text, e.happened_at, e.written_at, a.name"
        " FROM custody_event e LEFT JOIN account a ON a.org_id = e.org_id AND a.id = e.written_by"
        " WHERE e.org_id = :org AND e.item_id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?";
    struct custody_event *events = mem_array(c, struct custody_event, CUSTODY_PAGE);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, item_id);
    db_bind_int(q, after);
    db_bind_int(q, CUSTODY_PAGE);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        events[n++] = (struct custody_event){.seq = db_int(q, 0),
            .kind = text(events, q, 1),
            .holder = text(events, q, 2),
            .place = text(events, q, 3),
            .text = text(events, q, 4),
            .happened_ms = db_int(q, 5),
            .written_ms = db_int(q, 6),
            .by_name = text(events, q, 7)};
    if (e != ERR_OK)
        return e;
    *ret_events = events;
    *ret_n = n;
    return ERR_OK;
}

static enum err last_event(struct call *c, int64_t item_id, int64_t *ret_seq)
{
    static const char SQL[] =
        "SELECT max(seq) FROM custody_event WHERE org_id = :org AND item_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, item_id);
    return db_one_int(q, 0, ret_seq);
}

/* Lines that people wrote. */
static enum err people_wrote(struct call *c, int64_t item_id, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) FROM custody_event WHERE org_id = :org"
                              " AND item_id = ? AND kind IN ('handed', 'moved', 'note')";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, item_id);
    return db_one_int(q, 0, ret_n);
}

static enum err needs_room(struct call *c, int64_t item_id, const char *kind)
{
    int64_t n = 0;
    if (!custody_by_people(kind))
        return ERR_OK;
    enum err e = people_wrote(c, item_id, &n);
    return e == ERR_OK && n >= LIMIT_CUSTODY
               ? problem_set_limit(c->problem, ERR_CONFLICT, "custody_full", LIMIT_CUSTODY)
               : e;
}

enum err custody_store_event(struct call *c, int64_t item_id, struct custody_event *event)
{
    static const char SQL[] =
        "INSERT INTO custody_event (org_id, item_id, seq, kind, holder, place, text, happened_at,"
        " written_at, written_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    int64_t last = 0;
    enum err e = needs_room(c, item_id, event->kind);
    if (e == ERR_OK)
        e = last_event(c, item_id, &last);
    if (e != ERR_OK)
        return e;
    event->seq = last + 1;
    event->written_ms = c->now_ms;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, item_id);
    db_bind_int(q, event->seq);
    db_bind_text(q, event->kind);
    db_bind_text(q, event->holder);
    db_bind_text(q, event->place);
    db_bind_text(q, event->text);
    db_bind_int(q, event->happened_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* ---- with the case ---- */

static enum err purge_item(struct call *c, const struct custody_item *item)
{
    static const char EVENTS[] = "DELETE FROM custody_event WHERE org_id = :org AND item_id = ?";
    static const char ITEM[] = "DELETE FROM custody_item WHERE org_id = :org AND id = ?";
    DB_QUERY *events = db_query(c->db, EVENTS);
    db_bind_int(events, item->id);
    enum err e = db_run(events);
    if (e != ERR_OK)
        return e;
    DB_QUERY *row = db_query(c->db, ITEM);
    db_bind_int(row, item->id);
    e = db_run(row);
    return e == ERR_OK && item->file.id != 0 ? file_remove(c, item->file.id) : e;
}

enum err custody_store_purge(struct call *c, int64_t incident_id)
{
    struct custody_item *items = NULL;
    size_t n = 0;
    enum err e = custody_store_items(c, incident_id, 0, &items, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = purge_item(c, &items[i]);
    return e;
}
