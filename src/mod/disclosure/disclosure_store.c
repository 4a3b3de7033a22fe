/* All SQL of the module. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/disclosure/disclosure_private.h"

static const char *text_at(struct call *c, struct db_query *q, int col)
{
    return db_is_null(q, col) ? NULL : mem_strdup(c, db_text(q, col, NULL));
}

/* Only what is marked is read at all. */
enum err disclosure_told_all(struct call *c, struct disclosure_told **ret_told, size_t *ret_n)
{
    static const char sql[] =
        "SELECT kind, CASE WHEN publish_worry = 1 THEN worry END,"
        " CASE WHEN publish_worry = 1 THEN worry_en END, stance, stance_en FROM disclosure_point"
        " WHERE org_id = :org AND deleted_at IS NULL AND state IN ('agreed', 'published')"
        " AND publish_stance = 1 ORDER BY id LIMIT ?";
    struct disclosure_told *all = NULL;
    size_t n = 0;
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, LIMIT_DISCLOSURE_POINTS);
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        all = mem_grow(c, all, struct disclosure_told, n + 1);
        all[n++] = (struct disclosure_told){.kind = text_at(c, q, 0),
            .worry = text_at(c, q, 1),
            .worry_en = text_at(c, q, 2),
            .stance = text_at(c, q, 3),
            .stance_en = text_at(c, q, 4)};
    }
    *ret_told = all;
    *ret_n = n;
    return e;
}

static enum err reasons(
    struct call *c, struct db_query *q, bool of_points, struct disclosure_reason **all, size_t *n)
{
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        *all = mem_grow(c, *all, struct disclosure_reason, *n + 1);
        struct disclosure_reason *one = &(*all)[(*n)++];
        *one = (struct disclosure_reason){
            .kind = text_at(c, q, 0), .found = text_at(c, q, 1), .reason = text_at(c, q, 2)};
        for (int i = 0; of_points && i < 4; i++) {
            const char *text = text_at(c, q, 3 + i);
            one->texts[i] = text == NULL ? "" : text;
        }
    }
    return e;
}

enum err disclosure_store_point_reasons(
    struct call *c, int64_t point_id, struct disclosure_reason **ret_reasons, size_t *ret_n)
{
    static const char sql[] = "SELECT kind, found, reason FROM disclosure_exception"
                              " WHERE org_id = :org AND point_id = ? AND deleted_at IS NULL"
                              " ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, point_id);
    db_bind_int(q, LIMIT_DISCLOSURE_REASONS);
    return reasons(c, q, false, ret_reasons, ret_n);
}

static enum err points_reasons(struct call *c, struct disclosure_reason **all, size_t *n)
{
    static const char sql[] =
        "SELECT e.kind, e.found, e.reason, p.worry, p.worry_en, p.stance, p.stance_en"
        " FROM disclosure_point p JOIN disclosure_exception e ON e.org_id = p.org_id"
        " AND e.point_id = p.id AND e.deleted_at IS NULL"
        " WHERE p.org_id = :org AND p.deleted_at IS NULL AND p.state IN ('agreed', 'published')"
        " ORDER BY e.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, LIMIT_DISCLOSURE_REASONS);
    return reasons(c, q, true, all, n);
}

enum err disclosure_store_issue_reasons(
    struct call *c, int64_t issue_id, struct disclosure_reason **ret_reasons, size_t *ret_n)
{
    static const char sql[] = "SELECT kind, found, reason FROM disclosure_exception"
                              " WHERE org_id = :org AND issue_id = ? AND deleted_at IS NULL"
                              " ORDER BY id LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_int(q, LIMIT_DISCLOSURE_REASONS);
    enum err e = reasons(c, q, false, ret_reasons, ret_n);
    return e == ERR_OK ? points_reasons(c, ret_reasons, ret_n) : e;
}

enum err disclosure_store_agreed(
    struct call *c, struct disclosure_agreed **ret_agreed, size_t *ret_n)
{
    static const char sql[] = "SELECT uid, stance FROM disclosure_point WHERE org_id = :org"
                              " AND state = 'agreed' AND publish_stance = 1"
                              " AND deleted_at IS NULL ORDER BY id LIMIT ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, LIMIT_DISCLOSURE_POINTS);
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        *ret_agreed = mem_grow(c, *ret_agreed, struct disclosure_agreed, *ret_n + 1);
        (*ret_agreed)[(*ret_n)++] =
            (struct disclosure_agreed){.uid = db_uuid(q, 0), .stance = text_at(c, q, 1)};
    }
    return e;
}

enum err disclosure_store_people(struct call *c, struct leak_name **names, size_t *n)
{
    static const char sql[] = "SELECT name FROM person WHERE org_id = :org"
                              " AND deleted_at IS NULL ORDER BY id LIMIT ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, LIMIT_DISCLOSURE_NAMES);
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        *names = mem_grow(c, *names, struct leak_name, *n + 1);
        (*names)[(*n)++] = (struct leak_name){LEAK_PERSON, mem_strdup(c, db_text(q, 0, NULL))};
    }
    return e;
}
