/* SQL of schedules and of those who are asked for words. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/report/report_schedule.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static enum err uids(struct call *c, struct db_query *q, const char ***ret_ids, size_t *ret_n)
{
    const char **ids = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct uuid uid = db_uuid(q, 0);
        char *id = mem_array(c, char, UUID_TEXT_SIZE);
        uuid_format(&uid, id);
        ids = mem_grow(c, ids, const char *, n + 1);
        ids[n++] = id;
    }
    *ret_ids = ids;
    *ret_n = n;
    return e;
}

/* ---- schedules ---- */

enum err schedule_store_due(struct call *c, const char *today, const char ***ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT uid FROM report_schedule WHERE org_id = :org"
                              " AND deleted_at IS NULL AND state = 'running' AND next_on <= ?"
                              " ORDER BY next_on, id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    db_bind_int(q, LIMIT_REPORT_SCHEDULES);
    return uids(c, q, ret_ids, ret_n);
}

enum err schedule_store_move(
    struct call *c, int64_t id, const char *from, const char *to, bool *ret_moved)
{
    static const char sql[] =
        "UPDATE report_schedule SET next_on = ?, version = version + 1, updated_at = ?,"
        " updated_by = 0 WHERE org_id = :org AND id = ? AND next_on = ? AND state = 'running'"
        " AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, to);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    db_bind_text(q, from);
    enum err e = db_run(q);
    *ret_moved = e == ERR_OK && db_changes(q) == 1;
    return e;
}

enum err schedule_store_covered(
    struct call *c, int64_t id, const char *first, const char *last, bool *ret_covered)
{
    static const char sql[] = "SELECT id FROM report_issue WHERE org_id = :org"
                              " AND schedule_id = ? AND covers_from = ? AND covers_to = ?";
    int64_t issue = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_text(q, first);
    db_bind_text(q, last);
    enum err e = db_one_int(q, 0, &issue);
    *ret_covered = issue != 0;
    return e;
}

static enum err take_authors(struct call *c, int64_t issue_id, int64_t schedule_id)
{
    static const char sql[] = "INSERT INTO report_author (org_id, issue_id, section, person_id)"
                              " SELECT a.org_id, i.id, a.section, a.person_id"
                              " FROM report_schedule_author a"
                              " JOIN report_issue i ON i.org_id = a.org_id AND i.id = ?"
                              " WHERE a.org_id = :org AND a.schedule_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_int(q, schedule_id);
    return db_run(q);
}

enum err author_store_due(struct call *c, int64_t issue_id, const char *words_due)
{
    static const char sql[] = "UPDATE report_issue SET words_due = ?"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, words_due);
    db_bind_int(q, issue_id);
    return db_run(q);
}

enum err schedule_store_tie(struct call *c, int64_t issue_id, int64_t schedule_id,
    const char *first, const char *last, const char *words_due)
{
    static const char sql[] =
        "UPDATE report_issue SET schedule_id = ?, covers_from = ?, covers_to = ?, words_due = ?,"
        " created_by = COALESCE((SELECT a.id FROM report_schedule s"
        " JOIN account a ON a.org_id = s.org_id AND a.person_id = s.owner_id"
        " WHERE s.org_id = report_issue.org_id AND s.id = ?"
        " ORDER BY CASE WHEN a.state = 'disabled' THEN 1 ELSE 0 END, a.id LIMIT 1), 0)"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, schedule_id);
    db_bind_text(q, first);
    db_bind_text(q, last);
    db_bind_text(q, words_due);
    db_bind_int(q, schedule_id);
    db_bind_int(q, issue_id);
    enum err e = db_run(q);
    return e == ERR_OK ? take_authors(c, issue_id, schedule_id) : e;
}

/* ---- authors ---- */

static enum err authors(struct call *c, struct db_query *q, struct report_author_list *ret_list)
{
    struct report_author_list list = {NULL, 0};
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list.items = mem_grow(c, list.items, struct report_author, list.n + 1);
        list.items[list.n++] = (struct report_author){.section = text(c, q, 0),
            .person = {db_int(q, 1), db_uuid(q, 2), text(c, q, 3), text(c, q, 4)},
            .written = db_int(q, 5) != 0};
    }
    if (e == ERR_OK)
        *ret_list = list;
    return e;
}

enum err author_store_of_schedule(
    struct call *c, int64_t schedule_id, struct report_author_list *ret_list)
{
    static const char sql[] =
        "SELECT a.section, p.id, p.uid, p.number, p.name, 0 AS written"
        " FROM report_schedule_author a"
        " JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id AND p.deleted_at IS NULL"
        " WHERE a.org_id = :org AND a.schedule_id = ? ORDER BY a.section, p.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, schedule_id);
    return authors(c, q, ret_list);
}

enum err author_store_of_issue(
    struct call *c, int64_t issue_id, struct report_author_list *ret_list)
{
    static const char sql[] =
        "SELECT a.section, p.id, p.uid, p.number, p.name, CASE WHEN EXISTS (SELECT 1"
        " FROM report_words w WHERE w.org_id = a.org_id AND w.issue_id = a.issue_id"
        " AND w.section = a.section AND w.text <> '') THEN 1 ELSE 0 END AS written"
        " FROM report_author a"
        " JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id AND p.deleted_at IS NULL"
        " WHERE a.org_id = :org AND a.issue_id = ? ORDER BY a.section, p.id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    return authors(c, q, ret_list);
}

static enum err put(struct call *c, const char *remove, const char *insert, int64_t id,
    const struct report_author_list *list)
{
    DB_QUERY *gone = db_query(c->db, remove);
    db_bind_int(gone, id);
    enum err e = db_run(gone);
    for (size_t i = 0; e == ERR_OK && i < list->n; i++) {
        DB_QUERY *q = db_query(c->db, insert);
        db_bind_int(q, id);
        db_bind_text(q, list->items[i].section);
        db_bind_int(q, list->items[i].person.id);
        e = db_run(q);
    }
    return e;
}

enum err author_store_put_schedule(
    struct call *c, int64_t schedule_id, const struct report_author_list *list)
{
    static const char remove[] =
        "DELETE FROM report_schedule_author WHERE org_id = :org AND schedule_id = ?";
    static const char insert[] =
        "INSERT INTO report_schedule_author (org_id, schedule_id, section, person_id)"
        " VALUES (:org, ?, ?, ?) ON CONFLICT DO NOTHING";
    return put(c, remove, insert, schedule_id, list);
}

enum err author_store_put_issue(
    struct call *c, int64_t issue_id, const struct report_author_list *list)
{
    static const char remove[] = "DELETE FROM report_author WHERE org_id = :org AND issue_id = ?";
    static const char insert[] = "INSERT INTO report_author (org_id, issue_id, section, person_id)"
                                 " VALUES (:org, ?, ?, ?) ON CONFLICT DO NOTHING";
    return put(c, remove, insert, issue_id, list);
}

/* ---- drafts that wait for words ---- */

#define WAITING                                                                             \
    "SELECT i.id, i.uid, i.number, i.title, i.words_due, i.created_at, i.version,"          \
    " i.updated_at, COALESCE(s.remind_before, 0) AS before_days,"                           \
    " COALESCE(s.remind_every, 0) AS every_days, s.owner_id, r.reminded_on, r.complete_at," \
    " s.id AS schedule_id"                                                                  \
    " FROM report_issue i"                                                                  \
    " LEFT JOIN report_schedule s ON s.org_id = i.org_id AND s.id = i.schedule_id"          \
    " LEFT JOIN report_asked r ON r.org_id = i.org_id AND r.issue_id = i.id"                \
    " WHERE i.org_id = :org AND i.deleted_at IS NULL AND i.state = 'draft'"

static struct report_waiting waiting_row(struct call *c, struct db_query *q)
{
    bool by_hand = db_is_null(q, 13);
    return (struct report_waiting){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .number = text(c, q, 2),
        .title = text(c, q, 3),
        .words_due = text(c, q, 4),
        .created_ms = db_int(q, 5),
        .version = db_int(q, 6),
        .updated_ms = db_int(q, 7),
        .remind_before = by_hand ? REPORT_REMIND_BEFORE : (int)db_int(q, 8),
        .remind_every = by_hand ? REPORT_REMIND_EVERY : (int)db_int(q, 9),
        .owner_id = db_int(q, 10),
        .reminded_on = text(c, q, 11),
        .complete = !db_is_null(q, 12)};
}

enum err author_store_draft(struct call *c, int64_t issue_id, struct report_waiting *ret_waiting)
{
    static const char sql[] = WAITING " AND i.id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_waiting = waiting_row(c, q);
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

/* An author `a` of the draft whose section has no words yet. */
#define WITHOUT_WORDS                                                                       \
    "EXISTS (SELECT 1 FROM report_author a WHERE a.org_id = i.org_id AND a.issue_id = i.id" \
    " AND NOT EXISTS (SELECT 1 FROM report_words w WHERE w.org_id = a.org_id"               \
    " AND w.issue_id = a.issue_id AND w.section = a.section AND w.text <> '')"

/* Binds the limit and reads what the statement gives. */
static enum err drafts_of(
    struct call *c, struct db_query *q, struct report_waiting **ret_drafts, size_t *ret_n)
{
    struct report_waiting *all = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    db_bind_int(q, LIMIT_REPORT_WAITING);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        all = mem_grow(c, all, struct report_waiting, n + 1);
        all[n++] = waiting_row(c, q);
    }
    *ret_drafts = all;
    *ret_n = n;
    return e;
}

enum err author_store_waiting(struct call *c, struct report_waiting **ret_drafts, size_t *ret_n)
{
    static const char sql[] = WAITING " AND i.words_due IS NOT NULL AND " WITHOUT_WORDS
                                      ") ORDER BY i.words_due, i.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    return drafts_of(c, q, ret_drafts, ret_n);
}

enum err author_store_mine(struct call *c, int64_t person_id, const char *first, const char *last,
    struct report_waiting **ret_drafts, size_t *ret_n)
{
    static const char sql[] =
        WAITING " AND i.words_due >= ? AND i.words_due <= ? AND " WITHOUT_WORDS
                " AND a.person_id = ?) ORDER BY i.words_due, i.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, first);
    db_bind_text(q, last);
    db_bind_int(q, person_id);
    return drafts_of(c, q, ret_drafts, ret_n);
}

enum err author_store_reminded(struct call *c, int64_t issue_id, const char *today, bool *ret_first)
{
    static const char sql[] =
        "INSERT INTO report_asked (org_id, issue_id, reminded_on) VALUES (:org, ?, ?)"
        " ON CONFLICT (org_id, issue_id) DO UPDATE SET reminded_on = excluded.reminded_on"
        " WHERE report_asked.reminded_on IS NULL"
        " OR report_asked.reminded_on < excluded.reminded_on";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_text(q, today);
    enum err e = db_run(q);
    *ret_first = e == ERR_OK && db_changes(q) == 1;
    return e;
}

enum err author_store_complete(struct call *c, int64_t issue_id, bool *ret_first)
{
    static const char sql[] =
        "INSERT INTO report_asked (org_id, issue_id, complete_at) VALUES (:org, ?, ?)"
        " ON CONFLICT (org_id, issue_id) DO UPDATE SET complete_at = excluded.complete_at"
        " WHERE report_asked.complete_at IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_int(q, c->now_ms);
    enum err e = db_run(q);
    *ret_first = e == ERR_OK && db_changes(q) == 1;
    return e;
}

enum err author_store_forget(struct call *c, int64_t issue_id)
{
    static const char sql[] = "DELETE FROM report_asked WHERE org_id = :org AND issue_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    return db_run(q);
}
