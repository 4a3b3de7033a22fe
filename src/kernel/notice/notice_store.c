#include "kernel/notice/notice_store.h"

#include "base/mem.h"

#include <string.h>

#define NOTICE_DELIVERY_KEY(name, key) [name] = key,
static const char *const delivery_keys[NOTICE_DELIVERY_MAX] = {
    NOTICE_DELIVERY_LIST(NOTICE_DELIVERY_KEY)};

const char *notice_delivery_key(enum notice_delivery delivery)
{
    return delivery_keys[delivery];
}

/* ---- receivers ---- */

enum err notice_store_receiver(
    struct call *c, int64_t account_id, const char *kind, struct notice_receiver *ret_receiver)
{
    static const char SQL[] =
        "SELECT a.name, a.lang, ch.delivery FROM account a"
        " LEFT JOIN notice_choice ch ON ch.org_id = a.org_id AND ch.account_id = a.id"
        " AND ch.kind = ? WHERE a.org_id = :org AND a.id = ? AND a.state <> 'disabled'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, kind);
    db_bind_int(q, account_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_receiver = (struct notice_receiver){
        .account_id = account_id,
        .name = mem_strdup(c, db_text(q, 0, NULL)),
        .lang = mem_strdup(c, db_text(q, 1, NULL)),
        .delivery = mem_strdup(c, db_text(q, 2, NULL)),
    };
    return ERR_OK;
}

static enum err read_ids(struct call *c, struct db_query *q, int64_t **ret_accounts, size_t *ret_n)
{
    int64_t *ids = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ids = mem_grow(c, ids, int64_t, n + 1);
        ids[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_accounts = ids;
    *ret_n = n;
    return ERR_OK;
}

enum err notice_store_accounts_of(
    struct call *c, int64_t person_id, int64_t **ret_accounts, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id FROM account WHERE org_id = :org AND person_id = ? ORDER BY id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, person_id);
    return read_ids(c, q, ret_accounts, ret_n);
}

/* An account may stand there several times, by several roles: notice_tell leaves out doubles. */
enum err notice_store_holders(struct call *c, const struct perm *perm, const char *unit_path,
    int64_t **ret_accounts, size_t *ret_n)
{
    static const char SQL[] = "SELECT r.account_id, r.role FROM account_role r"
                              " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
                              " WHERE r.org_id = :org AND u.deleted_at IS NULL"
                              " AND (u.parent_id IS NULL OR substr(?, 1, length(u.path)) = u.path)"
                              " ORDER BY r.account_id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, unit_path);
    int64_t *ids = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        enum role role;
        if (!role_parse(db_text(q, 1, NULL), &role) || (perm->roles & 1u << role) == 0)
            continue;
        ids = mem_grow(c, ids, int64_t, n + 1);
        ids[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_accounts = ids;
    *ret_n = n;
    return ERR_OK;
}

/* ---- notices ---- */

enum err notice_store_add(struct call *c, const struct notice_new *notice, const char *args,
    int64_t account_id, const char *digest, int64_t *ret_id)
{
    static const char SQL[] =
        "INSERT INTO notice (org_id, uid, account_id, kind, subject, subject_uid, path, args,"
        " digest, created_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, account_id);
    db_bind_text(q, notice->kind->name);
    db_bind_text(q, notice->subject);
    if (notice->subject_uid == NULL)
        db_bind_null(q);
    else
        db_bind_uuid(q, notice->subject_uid);
    db_bind_text(q, notice->path);
    db_bind_text(q, args);
    db_bind_text(q, digest);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, ret_id);
}

#define COLUMNS "id, uid, account_id, kind, subject, subject_uid, path, args, created_at, read_at"

static struct notice_row read_row(struct call *c, struct db_query *q)
{
    return (struct notice_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .account_id = db_int(q, 2),
        .kind = mem_strdup(c, db_text(q, 3, NULL)),
        .subject = mem_strdup(c, db_text(q, 4, NULL)),
        .subject_uid = db_uuid(q, 5),
        .path = mem_strdup(c, db_text(q, 6, NULL)),
        .args = mem_strdup(c, db_text(q, 7, NULL)),
        .created_at_ms = db_int(q, 8),
        .read = !db_is_null(q, 9),
    };
}

static enum err read_rows(
    struct call *c, struct db_query *q, struct notice_row **ret_rows, size_t *ret_n)
{
    struct notice_row *rows = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        rows = mem_grow(c, rows, struct notice_row, n + 1);
        rows[n++] = read_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err notice_store_list(struct call *c, int64_t account_id, bool unread, int64_t before,
    int limit, struct notice_row **ret_rows, size_t *ret_n)
{
    static const char ALL[] = "SELECT " COLUMNS " FROM notice WHERE org_id = :org"
                              " AND account_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    static const char UNREAD[] = "SELECT " COLUMNS " FROM notice WHERE org_id = :org"
                                 " AND account_id = ? AND id < ? AND read_at IS NULL"
                                 " ORDER BY id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, unread ? UNREAD : ALL);
    db_bind_int(q, account_id);
    db_bind_int(q, before == 0 ? INT64_MAX : before);
    db_bind_int(q, limit);
    return read_rows(c, q, ret_rows, ret_n);
}

enum err notice_store_unread(struct call *c, int64_t account_id, int most, int64_t *ret_n)
{
    static const char SQL[] = "SELECT count(*) AS n FROM (SELECT id FROM notice"
                              " WHERE org_id = :org AND account_id = ? AND read_at IS NULL"
                              " LIMIT ?) AS counted";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_int(q, most);
    return db_one_int(q, 0, ret_n);
}

enum err notice_store_read(struct call *c, int64_t account_id, const struct uuid *uid)
{
    static const char SQL[] = "UPDATE notice SET read_at = COALESCE(read_at, ?)"
                              " WHERE org_id = :org AND account_id = ? AND uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account_id);
    db_bind_uuid(q, uid);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err notice_store_read_to(struct call *c, int64_t account_id, const struct uuid *uid)
{
    static const char FIND[] =
        "SELECT id FROM notice WHERE org_id = :org AND account_id = ? AND uid = ?";
    static const char SQL[] = "UPDATE notice SET read_at = ? WHERE org_id = :org"
                              " AND account_id = ? AND read_at IS NULL AND id <= ?";
    int64_t id = 0;
    DB_QUERY *find = db_query(c->db, FIND);
    db_bind_int(find, account_id);
    db_bind_uuid(find, uid);
    enum err e = db_one_int(find, 0, &id);
    if (e == ERR_OK && id == 0)
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, account_id);
    db_bind_int(q, id);
    return db_run(q);
}

enum err notice_store_forget(
    struct call *c, const char *kind, const char *subject, const struct uuid *subject_uid)
{
    static const char SQL[] = "DELETE FROM notice WHERE org_id = :org AND kind = ? AND subject = ?"
                              " AND subject_uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, kind);
    db_bind_text(q, subject);
    db_bind_uuid(q, subject_uid);
    return db_run(q);
}

enum err notice_store_purge(struct call *c, int64_t before_ms)
{
    static const char SQL[] = "DELETE FROM notice WHERE org_id = :org AND created_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, before_ms);
    return db_run(q);
}

/* ---- choices ---- */

enum err notice_store_choices(
    struct call *c, int64_t account_id, struct notice_choice **ret_choices, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT kind, delivery FROM notice_choice WHERE org_id = :org AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    struct notice_choice *choices = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        choices = mem_grow(c, choices, struct notice_choice, n + 1);
        choices[n++] = (struct notice_choice){
            mem_strdup(c, db_text(q, 0, NULL)), mem_strdup(c, db_text(q, 1, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_choices = choices;
    *ret_n = n;
    return ERR_OK;
}

enum err notice_store_choose(struct call *c, int64_t account_id, const struct notice_choice *choice)
{
    static const char SQL[] =
        "INSERT INTO notice_choice (org_id, account_id, kind, delivery) VALUES (:org, ?, ?, ?)"
        " ON CONFLICT (org_id, account_id, kind) DO UPDATE SET delivery = excluded.delivery";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, account_id);
    db_bind_text(q, choice->kind);
    db_bind_text(q, choice->delivery);
    return db_run(q);
}

/* ---- collected mails ---- */

enum err notice_store_digest_accounts(
    struct call *c, const char *digest, int64_t before_ms, int64_t **ret_accounts, size_t *ret_n)
{
    static const char SQL[] = "SELECT DISTINCT account_id FROM notice WHERE org_id = :org"
                              " AND digest <> '' AND digest = ? AND created_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, digest);
    db_bind_int(q, before_ms);
    return read_ids(c, q, ret_accounts, ret_n);
}

#define OF_DIGEST                                                      \
    " FROM notice WHERE org_id = :org AND digest <> '' AND digest = ?" \
    " AND account_id = ? AND created_at < ? AND read_at IS NULL"

enum err notice_store_digest_rows(struct call *c, const char *digest, int64_t account_id,
    int64_t before_ms, int limit, struct notice_row **ret_rows, size_t *ret_n, int64_t *ret_all)
{
    static const char ROWS[] = "SELECT " COLUMNS OF_DIGEST " ORDER BY id LIMIT ?";
    static const char COUNT[] = "SELECT count(*) AS n" OF_DIGEST;
    DB_QUERY *count = db_query(c->db, COUNT);
    db_bind_text(count, digest);
    db_bind_int(count, account_id);
    db_bind_int(count, before_ms);
    enum err e = db_one_int(count, 0, ret_all);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, ROWS);
    db_bind_text(q, digest);
    db_bind_int(q, account_id);
    db_bind_int(q, before_ms);
    db_bind_int(q, limit);
    return read_rows(c, q, ret_rows, ret_n);
}

enum err notice_store_digest_done(
    struct call *c, const char *digest, int64_t account_id, int64_t before_ms)
{
    static const char SQL[] = "UPDATE notice SET digest = '' WHERE org_id = :org AND digest <> ''"
                              " AND digest = ? AND account_id = ? AND created_at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, digest);
    db_bind_int(q, account_id);
    db_bind_int(q, before_ms);
    return db_run(q);
}
