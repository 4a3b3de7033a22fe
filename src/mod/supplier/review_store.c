#include "base/mem.h"
#include "mod/supplier/supplier_review.h"

enum err review_store_same(
    struct call *c, int64_t response_id, int64_t but, const char **ret_number)
{
    static const char SQL[] = "SELECT number FROM supplier_review WHERE org_id = :org"
                              " AND response_id = ? AND id <> ? AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    db_bind_int(q, but);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_number = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum err review_store_rest_on(struct call *c, int64_t id, int64_t response_id)
{
    static const char SQL[] =
        "UPDATE supplier_review SET response_id = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    db_bind_int(q, id);
    return db_run(q);
}

enum err review_store_response(struct call *c, int64_t id, int64_t *ret_response_id)
{
    static const char SQL[] =
        "SELECT coalesce(response_id, 0) FROM supplier_review WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_one_int(q, 0, ret_response_id);
}

enum err review_store_lock(struct call *c, int64_t id)
{
    static const char SQL[] = "SELECT id FROM supplier_review WHERE org_id = :org AND id = ?"
                              " {postgres: FOR UPDATE}";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, id);
    return db_step(q, &row);
}

enum err review_store_touch(struct call *c, int64_t id)
{
    static const char SQL[] = "UPDATE supplier_review SET version = version + 1, updated_at = ?,"
                              " updated_by = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, id);
    return db_run(q);
}

enum err review_store_decided(struct call *c, int64_t supplier_id, bool *ret_decided)
{
    static const char SQL[] =
        "SELECT count(*) FROM supplier_review WHERE org_id = :org AND supplier_id = ?"
        " AND deleted_at IS NULL AND decided_on IS NOT NULL";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_decided = n > 0;
    return e;
}

enum err review_store_ended(
    struct call *c, const char *today, int most, const char ***ret_ids, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT uid FROM supplier_review WHERE org_id = :org AND accepted_until < ?"
        " AND state = 'approved' AND plan = 'accept' AND deleted_at IS NULL ORDER BY id LIMIT ?";
    const char **ids = mem_array(c, const char *, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, today);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct uuid uid = db_uuid(q, 0);
        char *id = mem_array(c, char, UUID_TEXT_SIZE);
        uuid_format(&uid, id);
        ids[n++] = id;
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

/* ---- letters ---- */

enum err review_store_letter_add(
    struct call *c, int64_t review_id, const struct review_letter *letter)
{
    static const char SQL[] =
        "INSERT INTO supplier_letter (org_id, uid, review_id, response_id, name, address, lang,"
        " subject, body, sent_at, sent_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &letter->uid);
    db_bind_int(q, review_id);
    if (letter->response_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, letter->response_id);
    db_bind_text(q, letter->name);
    db_bind_text(q, letter->address);
    db_bind_text(q, letter->lang);
    db_bind_text(q, letter->subject);
    db_bind_text(q, letter->body);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

#define LETTERS                                                                                \
    "SELECT l.uid, l.name, l.address, l.lang, l.subject, l.body, l.response_id, l.sent_at,"    \
    " (SELECT a.name FROM account a WHERE a.org_id = l.org_id AND a.id = l.sent_by) AS by_who" \
    " FROM supplier_letter l WHERE l.org_id = :org"

static enum err letters_read(
    struct call *c, struct db_query *q, struct review_letter **ret_letters, size_t *ret_n)
{
    struct review_letter *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct review_letter, n + 1);
        list[n++] = (struct review_letter){.uid = db_uuid(q, 0),
            .name = mem_strdup(c, db_text(q, 1, NULL)),
            .address = mem_strdup(c, db_text(q, 2, NULL)),
            .lang = mem_strdup(c, db_text(q, 3, NULL)),
            .subject = mem_strdup(c, db_text(q, 4, NULL)),
            .body = mem_strdup(c, db_text(q, 5, NULL)),
            .response_id = db_int(q, 6),
            .sent_at_ms = db_int(q, 7),
            .sent_by = mem_strdup(c, db_text(q, 8, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_letters = list;
    *ret_n = n;
    return ERR_OK;
}

enum err review_store_letters(
    struct call *c, int64_t review_id, struct review_letter **ret_letters, size_t *ret_n)
{
    static const char SQL[] = LETTERS " AND l.review_id = ? ORDER BY l.id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, review_id);
    return letters_read(c, q, ret_letters, ret_n);
}

enum err review_store_letters_forget(struct call *c, const char *address)
{
    static const char SQL[] = "UPDATE supplier_letter SET name = NULL, address = ''"
                              " WHERE org_id = :org AND lower(address) = lower(?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, address);
    return db_run(q);
}

enum err review_store_letters_of_response(
    struct call *c, int64_t response_id, struct review_letter **ret_letters, size_t *ret_n)
{
    static const char SQL[] = LETTERS " AND l.response_id = ? ORDER BY l.id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    return letters_read(c, q, ret_letters, ret_n);
}
