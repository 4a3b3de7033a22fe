/* SQL of those to whom a text goes. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/mail/mail.h"
#include "mod/incident/incident.h"
#include "mod/telling/telling_private.h"

#include <string.h>

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct told told_of(struct call *c, struct db_query *q)
{
    return (struct told){.id = db_int(q, 0),
        .no = db_int(q, 1),
        .source = text(c, q, 2),
        .record = db_uuid(q, 3),
        .name = text(c, q, 4),
        .person = text(c, q, 5),
        .address = text(c, q, 6),
        .impact = text(c, q, 7),
        .by_mail = db_int(q, 8) != 0,
        .sent_ms = db_int(q, 9),
        .confirmed_ms = db_int(q, 10),
        .way = text(c, q, 11),
        .confirmed_by = text(c, q, 12),
        .note = text(c, q, 13),
        .reminders = db_int(q, 14),
        .reminded_ms = db_int(q, 15),
        .text = text(c, q, 16)};
}

#define COLUMNS                                                                         \
    "SELECT d.id, d.no, d.source, d.record_uid, d.name, d.person, d.address, d.impact," \
    " d.by_mail, d.sent_at, d.confirmed_at, d.way, d.confirmed_by, d.note,"             \
    " d.reminders, d.reminded_at, "

enum err told_store_all(
    struct call *c, int64_t telling_id, int64_t no, struct told **ret_told, size_t *ret_n)
{
    static const char SQL[] = COLUMNS "CASE WHEN d.no = ? THEN d.text ELSE NULL END"
                                      " FROM case_told d WHERE d.org_id = :org"
                                      " AND d.telling_id = ? AND (? = 0 OR d.no = ?)"
                                      " ORDER BY d.no LIMIT ?";
    struct told *list = mem_array(c, struct told, LIMIT_TOLD);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, no);
    db_bind_int(q, telling_id);
    db_bind_int(q, no);
    db_bind_int(q, no);
    db_bind_int(q, LIMIT_TOLD);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = told_of(c, q);
    *ret_told = list;
    *ret_n = n;
    return e;
}

enum err told_store_one(struct call *c, int64_t telling_id, int64_t no, struct told *ret_told)
{
    struct told *all = NULL;
    size_t n = 0;
    enum err e = no < 1 ? ERR_NOT_FOUND : told_store_all(c, telling_id, no, &all, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_told = all[0];
    return e;
}

static bool is_none(const struct uuid *uid)
{
    static const struct uuid none = {0};
    return memcmp(uid, &none, sizeof none) == 0;
}

enum err told_store_add(struct call *c, int64_t telling_id, const struct told *told)
{
    static const char SQL[] =
        "INSERT INTO case_told (org_id, telling_id, no, source, record_uid, name, person, address,"
        " impact) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, telling_id);
    db_bind_int(q, told->no);
    db_bind_text(q, told->source);
    if (is_none(&told->record))
        db_bind_null(q);
    else
        db_bind_uuid(q, &told->record);
    db_bind_text(q, told->name);
    db_bind_text(q, told->person);
    db_bind_text(q, told->address);
    db_bind_text(q, told->impact);
    return db_run(q);
}

enum err told_store_put(struct call *c, const struct told *told)
{
    static const char SQL[] = "UPDATE case_told SET person = ?, address = ?, impact = ?"
                              " WHERE org_id = :org AND id = ? AND sent_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, told->person);
    db_bind_text(q, told->address);
    db_bind_text(q, told->impact);
    db_bind_int(q, told->id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err told_store_remove(struct call *c, int64_t told_id)
{
    static const char SQL[] = "DELETE FROM case_told WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, told_id);
    return db_run(q);
}

static void bind_ms(struct db_query *q, int64_t ms)
{
    if (ms == 0)
        db_bind_null(q);
    else
        db_bind_int(q, ms);
}

enum err told_store_sent(
    struct call *c, const struct told *told, const struct digest *token, int64_t expires_at_ms)
{
    static const char SQL[] =
        "UPDATE case_told SET text = ?, by_mail = ?, sent_at = ?, token_hash = ?, expires_at = ?"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, told->text);
    db_bind_int(q, told->by_mail);
    bind_ms(q, told->sent_ms);
    if (token == NULL)
        db_bind_null(q);
    else
        db_bind_blob(q, token->bytes, DIGEST_SIZE);
    bind_ms(q, token == NULL ? 0 : expires_at_ms);
    db_bind_int(q, told->id);
    return db_run(q);
}

enum err told_store_confirmed(struct call *c, const struct told *told)
{
    static const char SQL[] =
        "UPDATE case_told SET confirmed_at = ?, sent_at = COALESCE(sent_at, ?), way = ?,"
        " confirmed_by = ?, note = ?, taken_down_by = ?, token_hash = NULL, expires_at = NULL"
        " WHERE org_id = :org AND id = ? AND confirmed_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, told->way);
    db_bind_text(q, told->confirmed_by);
    db_bind_text(q, told->note);
    bind_ms(q, c->who->account_id);
    db_bind_int(q, told->id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err told_store_silent(struct call *c, int64_t before_ms, int64_t reminders, int most,
    struct told_silent **ret_silent, size_t *ret_n)
{
    static const char SQL[] = COLUMNS "d.text, t.incident_id, t.id, t.no, t.lang, t.tlp FROM "
                                      "case_told d"
                                      " JOIN case_telling t ON t.org_id = :org AND t.id = "
                                      "d.telling_id"
                                      " WHERE d.org_id = :org AND d.sent_at IS NOT NULL AND "
                                      "d.confirmed_at IS NULL"
                                      " AND d.by_mail = 1 AND d.address IS NOT NULL AND d.text IS "
                                      "NOT NULL"
                                      " AND d.expires_at > ? AND d.reminders < ?"
                                      " AND COALESCE(d.reminded_at, d.sent_at) <= ? AND "
                                      "NOT " MAIL_NOT_TAKEN("d.address") " AND " MAIL_HAS_ROOM(
                                          "d.address") " AND " INCIDENT_COUNTS("t.incident_id") " O"
                                                                                                "RD"
                                                                                                "ER"
                                                                                                " B"
                                                                                                "Y "
                                                                                                "t."
                                                                                                "id"
                                                                                                ", "
                                                                                                "d."
                                                                                                "no"
                                                                                                " L"
                                                                                                "IM"
                                                                                                "IT"
                                                                                                " "
                                                                                                "?";
    struct told_silent *list = mem_array(c, struct told_silent, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, reminders);
    db_bind_int(q, before_ms);
    mail_room_bind(c, q, TELLING_MAIL, LIMIT_TELLING_ADDRESS_DAY);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct told_silent){.told = told_of(c, q),
            .incident_id = db_int(q, 17),
            .telling_id = db_int(q, 18),
            .telling_no = db_int(q, 19),
            .lang = text(c, q, 20),
            .tlp = text(c, q, 21)};
    *ret_silent = list;
    *ret_n = n;
    return e;
}

enum err told_store_reminded(
    struct call *c, const struct told *told, const struct digest *token, int64_t expires_at_ms)
{
    static const char SQL[] =
        "UPDATE case_told SET reminders = reminders + 1, reminded_at = ?, token_hash = ?,"
        " expires_at = ? WHERE org_id = :org AND id = ? AND reminders = ? AND confirmed_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, expires_at_ms);
    db_bind_int(q, told->id);
    db_bind_int(q, told->reminders);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_CONFLICT : e;
}

enum err told_store_by_token(
    struct call *c, const struct digest *token, bool lock, struct told_link *ret_link)
{
#define BY_TOKEN                                                              \
    COLUMNS "NULL, t.incident_id, t.no FROM case_told d"                      \
            " JOIN case_telling t ON t.org_id = :org AND t.id = d.telling_id" \
            " WHERE d.org_id = :org AND d.token_hash = ? AND d.expires_at > ?"
    static const char PLAIN[] = BY_TOKEN;
    static const char LOCKED[] = BY_TOKEN " {postgres: FOR UPDATE OF d}";
    bool row = false;
    DB_QUERY *q = db_query(c->db, lock ? LOCKED : PLAIN);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_link = (struct told_link){
            .told = told_of(c, q), .incident_id = db_int(q, 17), .telling_no = db_int(q, 18)};
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

enum err told_store_forget(struct call *c, const char *address)
{
    static const char SQL[] =
        "UPDATE case_told SET person = NULL, address = NULL, text = NULL, confirmed_by = NULL,"
        " note = NULL, token_hash = NULL, expires_at = NULL WHERE org_id = :org"
        " AND lower(address) = lower(?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, address);
    return db_run(q);
}
