#include "kernel/audit/erase_store.h"

#include "base/mem.h"

#include <jansson.h>
#include <stdlib.h>

enum err erase_store_record(
    struct call *c, const char *subject, const struct uuid *uid, int64_t *ret_id)
{
    static const char SQL[] = "SELECT subject_id FROM audit WHERE org_id = :org AND subject = ?"
                              " AND subject_uid = ? ORDER BY seq LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, subject);
    db_bind_uuid(q, uid);
    int64_t id = 0;
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_id = id;
    return e;
}

static enum err read_numbers(struct call *c, struct db_query *q, int64_t **numbers, size_t *n)
{
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        *numbers = mem_grow(c, *numbers, int64_t, *n + 1);
        (*numbers)[(*n)++] = db_int(q, 0);
    }
    return e;
}

enum err erase_store_accounts(struct call *c, int64_t person_id, int64_t **ret_ids, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id FROM account WHERE org_id = :org AND person_id = ? ORDER BY id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, person_id);
    *ret_ids = NULL;
    *ret_n = 0;
    return read_numbers(c, q, ret_ids, ret_n);
}

enum err erase_store_entries(
    struct call *c, const char *subject, int64_t subject_id, struct erase_list *list)
{
    static const char SQL[] =
        "SELECT e.seq FROM audit e"
        " JOIN audit_payload p ON p.org_id = e.org_id AND p.seq = e.seq"
        " WHERE e.org_id = :org AND e.subject = ? AND e.subject_id = ? ORDER BY e.seq";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, subject);
    db_bind_int(q, subject_id);
    return read_numbers(c, q, &list->seqs, &list->n);
}

/* `"guest":"..."` as it stands in a payload. */
static const char *member(struct call *c, const char *key, const char *text)
{
    json_t *value = json_string(text);
    char *quoted = json_dumps(value, JSON_ENCODE_ANY);
    const char *all = mem_printf(c, "\"%s\":%s", key, quoted);
    free(quoted);
    json_decref(value);
    return all;
}

static bool listed(const struct erase_list *list, int64_t seq)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->seqs[i] == seq)
            return true;
    return false;
}

enum err erase_store_entries_with(struct call *c, const char *subject, int64_t subject_id,
    const char *key, const char *text, struct erase_list *list)
{
    static const char SQL[] =
        "SELECT e.seq FROM audit e"
        " JOIN audit_payload p ON p.org_id = e.org_id AND p.seq = e.seq"
        " WHERE e.org_id = :org AND e.subject = ? AND e.subject_id = ?"
        " AND {sqlite: instr}{postgres: strpos}(p.payload, ?) > 0 ORDER BY e.seq";
    int64_t *seqs = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, subject);
    db_bind_int(q, subject_id);
    db_bind_text(q, member(c, key, text));
    enum err e = read_numbers(c, q, &seqs, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (!listed(list, seqs[i])) {
            list->seqs = mem_grow(c, list->seqs, int64_t, list->n + 1);
            list->seqs[list->n++] = seqs[i];
        }
    return e;
}

enum err erase_store_next(struct call *c, int64_t *ret_next)
{
    static const char SQL[] =
        "SELECT seq FROM audit_head WHERE org_id = :org {postgres: FOR UPDATE}";
    DB_QUERY *q = db_query(c->db, SQL);
    int64_t seq = 0;
    enum err e = db_one_int(q, 0, &seq);
    if (e == ERR_OK)
        *ret_next = seq + 1;
    return e;
}

static enum err note(struct call *c, int64_t seq, int64_t erased_by_seq)
{
    static const char SQL[] =
        "INSERT INTO audit_erased (org_id, seq, erased_by_seq) VALUES (:org, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, seq);
    db_bind_int(q, erased_by_seq);
    return db_run(q);
}

enum err erase_store_erase(struct call *c, int64_t seq, int64_t erased_by_seq)
{
    static const char SQL[] = "DELETE FROM audit_payload WHERE org_id = :org AND seq = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, seq);
    enum err e = db_run(q);
    return e == ERR_OK ? note(c, seq, erased_by_seq) : e;
}
