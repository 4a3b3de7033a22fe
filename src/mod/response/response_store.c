/* SQL of being ready. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/response/response_private.h"

#include <string.h>

enum err response_store_window(struct call *c, struct response_window *ret_window)
{
    static const char SQL[] = "SELECT version, name, phone, email, chat, hours, note"
                              " FROM response_window WHERE org_id = :org";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_window = (struct response_window){.version = 0};
    if (row)
        *ret_window = (struct response_window){
            .version = db_int(q, 0),
            .name = mem_strdup(c, db_text(q, 1, NULL)),
            .phone = mem_strdup(c, db_text(q, 2, NULL)),
            .email = mem_strdup(c, db_text(q, 3, NULL)),
            .chat = mem_strdup(c, db_text(q, 4, NULL)),
            .hours = mem_strdup(c, db_text(q, 5, NULL)),
            .note = mem_strdup(c, db_text(q, 6, NULL)),
        };
    return ERR_OK;
}

enum err response_store_window_put(struct call *c, const struct response_window *window)
{
    static const char SQL[] =
        "INSERT INTO response_window (org_id, version, name, phone, email, chat, hours, note,"
        " updated_at, updated_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id) DO UPDATE SET version = excluded.version, name = excluded.name,"
        " phone = excluded.phone, email = excluded.email, chat = excluded.chat,"
        " hours = excluded.hours, note = excluded.note, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by WHERE response_window.version = excluded.version - 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, window->version + 1);
    db_bind_text(q, window->name);
    db_bind_text(q, window->phone);
    db_bind_text(q, window->email);
    db_bind_text(q, window->chat);
    db_bind_text(q, window->hours);
    db_bind_text(q, window->note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err response_store_cards(struct call *c, struct response_card **ret_cards, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT title, command, responding, steps, card_note, keep_evidence FROM threat_response"
        " WHERE org_id = :org AND on_card = 1 AND deleted_at IS NULL ORDER BY position, id LIMIT ?";
    struct response_card *cards = mem_array(c, struct response_card, LIMIT_RESPONSE_CARDS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_RESPONSE_CARDS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        cards[n++] = (struct response_card){
            .title = mem_strdup(c, db_text(q, 0, NULL)),
            .command = mem_strdup(c, db_text(q, 1, NULL)),
            .responding = mem_strdup(c, db_text(q, 2, NULL)),
            .steps = mem_strdup(c, db_text(q, 3, NULL)),
            .note = mem_strdup(c, db_text(q, 4, NULL)),
            .keep_evidence = db_int(q, 5) != 0,
        };
    *ret_cards = cards;
    *ret_n = n;
    return e;
}

enum err response_store_published(struct call *c, int64_t *ret_n)
{
    static const char SQL[] = "SELECT COUNT(*) FROM threat_response"
                              " WHERE org_id = :org AND on_card = 1 AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_n);
}

enum err response_store_link(struct call *c, struct digest *ret_hash, int64_t *ret_since_ms)
{
    static const char SQL[] =
        "SELECT token_hash, created_at FROM response_link WHERE org_id = :org";
    bool row = false;
    size_t len = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_since_ms = 0;
    if (!row)
        return ERR_OK;
    const void *hash = db_blob(q, 0, &len);
    if (len != DIGEST_SIZE)
        return ERR_INTERNAL;
    memcpy(ret_hash->bytes, hash, DIGEST_SIZE);
    *ret_since_ms = db_int(q, 1);
    return ERR_OK;
}

enum err response_store_link_put(struct call *c, const struct digest *hash)
{
    static const char SQL[] =
        "INSERT INTO response_link (org_id, token_hash, created_at, created_by)"
        " VALUES (:org, ?, ?, ?) ON CONFLICT (org_id) DO UPDATE SET"
        " token_hash = excluded.token_hash, created_at = excluded.created_at,"
        " created_by = excluded.created_by";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, hash->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err response_store_link_remove(struct call *c)
{
    static const char SQL[] = "DELETE FROM response_link WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}
