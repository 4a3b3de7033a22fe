#include "mod/report/report_store.h"

#include "base/mem.h"

#include <string.h>

static const char *text_or_empty(struct call *c, struct db_query *q, int col)
{
    return db_is_null(q, col) ? "" : mem_strdup(c, db_text(q, col, NULL));
}

/* Columns account name, person name, post from `col`. */
static struct report_person person_columns(struct call *c, struct db_query *q, int col)
{
    return (struct report_person){
        .name = text_or_empty(c, q, db_is_null(q, col + 1) ? col : col + 1),
        .post = text_or_empty(c, q, col + 2),
    };
}

static enum err one_person(struct call *c, struct db_query *q, struct report_person *ret_person)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_person = person_columns(c, q, 0);
    return e;
}

enum err report_store_person(struct call *c, int64_t account_id, struct report_person *ret_person)
{
    static const char sql[] = "SELECT a.name, p.name, p.post FROM account a"
                              " LEFT JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"
                              " WHERE a.org_id = :org AND a.id = ?";
    *ret_person = (struct report_person){.name = "", .post = ""};
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, account_id);
    return one_person(c, q, ret_person);
}

enum err report_store_author(struct call *c, int64_t issue_id, struct report_person *ret_person)
{
    static const char sql[] =
        "SELECT a.name, p.name, p.post FROM report_issue i"
        " LEFT JOIN account a ON a.org_id = i.org_id AND a.id = i.created_by"
        " LEFT JOIN report_schedule s ON s.org_id = i.org_id AND s.id = i.schedule_id"
        " AND a.id IS NULL"
        " LEFT JOIN person p ON p.org_id = i.org_id AND p.id = COALESCE(a.person_id, s.owner_id)"
        " WHERE i.org_id = :org AND i.id = ?";
    *ret_person = (struct report_person){.name = "", .post = ""};
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    return one_person(c, q, ret_person);
}

static struct report_said said_row(struct call *c, struct db_query *q)
{
    return (struct report_said){
        .section = mem_strdup(c, db_text(q, 0, NULL)),
        .lang = mem_strdup(c, db_text(q, 1, NULL)),
        .text = mem_strdup(c, db_text(q, 2, NULL)),
        .version = db_int(q, 3),
        .updated_ms = db_int(q, 4),
        .author = person_columns(c, q, 5),
    };
}

enum err report_store_said(
    struct call *c, int64_t issue_id, struct report_said **ret_said, size_t *ret_n)
{
    static const char sql[] =
        "SELECT w.section, w.lang, w.text, w.version, w.updated_at, a.name, p.name, p.post"
        " FROM report_words w"
        " LEFT JOIN account a ON a.org_id = w.org_id AND a.id = w.author_id"
        " LEFT JOIN person p ON p.org_id = a.org_id AND p.id = a.person_id"
        " WHERE w.org_id = :org AND w.issue_id = ? ORDER BY w.section, w.lang";
    struct report_said *all = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        all = mem_grow(c, all, struct report_said, n + 1);
        all[n++] = said_row(c, q);
    }
    if (e == ERR_OK) {
        *ret_said = all;
        *ret_n = n;
    }
    return e;
}

static enum err say_first(struct call *c, int64_t issue_id, const struct report_said *said)
{
    static const char sql[] = "INSERT INTO report_words (org_id, issue_id, section, lang, text,"
                              " author_id, version, updated_at)"
                              " VALUES (:org, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_text(q, said->section);
    db_bind_text(q, said->lang);
    db_bind_text(q, said->text);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, c->now_ms);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) != 1 ? ERR_STALE : e;
}

enum err report_store_say(struct call *c, int64_t issue_id, const struct report_said *said)
{
    static const char sql[] = "UPDATE report_words SET text = ?, author_id = ?, updated_at = ?,"
                              " version = version + 1 WHERE org_id = :org AND issue_id = ?"
                              " AND section = ? AND lang = ? AND version = ?";
    if (said->version == 0)
        return say_first(c, issue_id, said);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, said->text);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, issue_id);
    db_bind_text(q, said->section);
    db_bind_text(q, said->lang);
    db_bind_int(q, said->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) != 1 ? ERR_STALE : e;
}

static enum err one_text(struct call *c, struct db_query *q, const char **ret_text)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_text = mem_strdup(c, db_text(q, 0, NULL));
    return e;
}

enum err report_store_document(struct call *c, int64_t issue_id, const char **ret_text)
{
    static const char sql[] =
        "SELECT document FROM report_document WHERE org_id = :org AND issue_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    return one_text(c, q, ret_text);
}

enum err report_store_freeze(struct call *c, int64_t issue_id, const char *text)
{
    static const char sql[] =
        "INSERT INTO report_document (org_id, issue_id, document) VALUES (:org, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_text(q, text);
    return db_run(q);
}

enum err report_store_last(struct call *c, const struct report_issue *issue, const char **ret_text)
{
    static const char sql[] =
        "SELECT d.document FROM report_issue i"
        " JOIN report_document d ON d.org_id = i.org_id AND d.issue_id = i.id"
        " WHERE i.org_id = :org AND i.type = ? AND COALESCE(i.own_type_id, 0) = ? AND i.id <> ?"
        " AND COALESCE(i.incident, '') = ? AND i.deleted_at IS NULL"
        " ORDER BY i.approved_at DESC, i.id DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, issue->type);
    db_bind_int(q, issue->own_type);
    db_bind_int(q, issue->id);
    db_bind_text(q, issue->incident == NULL ? "" : issue->incident);
    return one_text(c, q, ret_text);
}

enum err report_store_of_case(
    struct call *c, const char *incident, int64_t after, int most, int64_t *ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT id FROM report_issue WHERE org_id = :org"
                              " AND incident = ? AND id > ? ORDER BY id LIMIT ?";
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, incident);
    db_bind_int(q, after);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_ids[n++] = db_int(q, 0);
    *ret_n = n;
    return e;
}

enum err report_store_type(
    struct call *c, int64_t type_id, const char **ret_sections, bool *ret_active)
{
    static const char sql[] =
        "SELECT sections, CASE WHEN state = 'active' AND deleted_at IS NULL THEN 1 ELSE 0 END"
        " FROM report_type WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, type_id);
    enum err e = one_text(c, q, ret_sections);
    if (e == ERR_OK)
        *ret_active = db_int(q, 1) != 0;
    return e;
}

enum err report_store_issue_type(
    struct call *c, int64_t issue_id, int64_t *ret_type_id, const char **ret_sections)
{
    static const char sql[] = "SELECT own_type_id FROM report_issue WHERE org_id = :org AND id = ?";
    int64_t id = 0;
    bool active = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK)
        e = report_store_type(c, id, ret_sections, &active);
    if (e == ERR_OK)
        *ret_type_id = id;
    return e;
}

enum err report_store_file(struct call *c, int64_t issue_id, const char *form, const char *lang,
    const char *digest, int64_t *ret_file_id)
{
    static const char sql[] = "SELECT file_id FROM report_file WHERE org_id = :org"
                              " AND issue_id = ? AND format = ? AND lang = ? AND digest = ?";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_text(q, form);
    db_bind_text(q, lang);
    db_bind_text(q, digest);
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_file_id = id;
    return e;
}

static enum err file_now(
    struct call *c, int64_t issue_id, const char *form, const char *lang, int64_t *ret_file_id)
{
    static const char sql[] = "SELECT file_id FROM report_file WHERE org_id = :org"
                              " AND issue_id = ? AND format = ? AND lang = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_text(q, form);
    db_bind_text(q, lang);
    return db_one_int(q, 0, ret_file_id);
}

enum err report_store_file_set(struct call *c, int64_t issue_id, const char *form, const char *lang,
    const char *digest, int64_t file_id, int64_t *ret_old)
{
    static const char sql[] =
        "INSERT INTO report_file (org_id, issue_id, format, lang, digest, file_id)"
        " VALUES (:org, ?, ?, ?, ?, ?) ON CONFLICT (org_id, issue_id, format, lang)"
        " DO UPDATE SET digest = excluded.digest, file_id = excluded.file_id";
    enum err e = file_now(c, issue_id, form, lang, ret_old);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    db_bind_text(q, form);
    db_bind_text(q, lang);
    db_bind_text(q, digest);
    db_bind_int(q, file_id);
    return db_run(q);
}

static enum err file_ids(struct call *c, int64_t issue_id, int64_t **ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT file_id FROM report_file WHERE org_id = :org"
                              " AND issue_id = ?";
    int64_t *ids = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        ids = mem_grow(c, ids, int64_t, n + 1);
        ids[n++] = db_int(q, 0);
    }
    if (e == ERR_OK) {
        *ret_ids = ids;
        *ret_n = n;
    }
    return e;
}

enum err report_store_files_take(
    struct call *c, int64_t issue_id, int64_t **ret_file_ids, size_t *ret_n)
{
    static const char sql[] = "DELETE FROM report_file WHERE org_id = :org AND issue_id = ?";
    enum err e = file_ids(c, issue_id, ret_file_ids, ret_n);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, issue_id);
    return db_run(q);
}
