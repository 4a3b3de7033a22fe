/* SQL of the test mail: who is written to, and by which link the answer comes. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/mail/mail.h"
#include "mod/contact/contact_private.h"

#define COLUMNS                                                                                 \
    "SELECT k.round_id, k.contact_id, x.keeper_id, k.mailed_at, k.mails, x.uid, r.uid, x.name," \
    " COALESCE(x.person, x.name), x.email, x.language, x.number FROM contact_check k"           \
    " JOIN contact x ON x.org_id = :org AND x.id = k.contact_id AND x.deleted_at IS NULL"       \
    " JOIN contact_round r ON r.org_id = :org AND r.id = k.round_id AND r.state = 'open'"       \
    " AND r.deleted_at IS NULL WHERE k.org_id = :org"

static struct contact_mailing mailing_of(struct call *c, struct db_query *q)
{
    return (struct contact_mailing){
        .round_id = db_int(q, 0),
        .contact_id = db_int(q, 1),
        .keeper_id = db_int(q, 2),
        .mailed_ms = db_int(q, 3),
        .mails = db_int(q, 4),
        .uid = db_uuid(q, 5),
        .round_uid = db_uuid(q, 6),
        .name = mem_strdup(c, db_text(q, 7, NULL)),
        .person = mem_strdup(c, db_text(q, 8, NULL)),
        .email = mem_strdup(c, db_text(q, 9, NULL)),
        .language = mem_strdup(c, db_text(q, 10, NULL)),
        .number = mem_strdup(c, db_text(q, 11, NULL)),
    };
}

static enum err all_of(
    struct call *c, struct db_query *q, struct contact_mailing **ret_mailings, size_t *ret_n)
{
    struct contact_mailing *mailings = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        mailings = mem_grow(c, mailings, struct contact_mailing, n + 1);
        mailings[n++] = mailing_of(c, q);
    }
    *ret_mailings = mailings;
    *ret_n = n;
    return e;
}

#define UNSENT " AND k.round_id = ? AND k.mails = 0 AND x.email IS NOT NULL"

enum err contact_store_unsent(struct call *c, int64_t round_id, int most,
    struct contact_mailing **ret_mailings, size_t *ret_n, int64_t *ret_all)
{
    static const char SQL[] =
        COLUMNS UNSENT " AND " MAIL_HAS_ROOM("x.email") " ORDER BY k.contact_id LIMIT ?";
    static const char LEFT[] =
        "SELECT count(*) FROM contact_check k"
        " JOIN contact x ON x.org_id = :org AND x.id = k.contact_id AND x.deleted_at IS NULL"
        " WHERE k.org_id = :org" UNSENT;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, round_id);
    mail_room_bind(c, q, CONTACT_MAIL, LIMIT_CONTACT_ADDRESS_DAY);
    db_bind_int(q, most);
    enum err e = all_of(c, q, ret_mailings, ret_n);
    if (e != ERR_OK)
        return e;
    DB_QUERY *left = db_query(c->db, LEFT);
    db_bind_int(left, round_id);
    return db_one_int(left, 0, ret_all);
}

#define WAITING                                                                    \
    COLUMNS " AND k.mails > 0 AND k.answered_at IS NULL AND k.returned_at IS NULL" \
            " AND x.email IS NOT NULL AND k.mailed_at < ?"

enum err contact_store_waiting(struct call *c, bool refused, int64_t before_ms, int most,
    struct contact_mailing **ret_mailings, size_t *ret_n)
{
    static const char ALL[] = WAITING " AND k.mails < ? AND " MAIL_HAS_ROOM(
        "x.email") " ORDER BY k.round_id, k.contact_id LIMIT ?";
    static const char REFUSED[] =
        WAITING " AND " MAIL_NOT_TAKEN("x.email") " ORDER BY k.round_id, k.contact_id LIMIT ?";
    DB_QUERY *q = db_query(c->db, refused ? REFUSED : ALL);
    db_bind_int(q, before_ms);
    if (!refused) {
        db_bind_int(q, CONTACT_MAILS_EACH);
        mail_room_bind(c, q, CONTACT_MAIL, LIMIT_CONTACT_ADDRESS_DAY);
    }
    db_bind_int(q, most);
    return all_of(c, q, ret_mailings, ret_n);
}

enum err contact_store_mailed(struct call *c, const struct contact_mailing *m,
    const struct digest *token, int64_t expires_at_ms)
{
    static const char SQL[] =
        "UPDATE contact_check SET token_hash = ?, expires_at = ?, mailed_at = ?, mails = mails + 1"
        " WHERE org_id = :org AND round_id = ? AND contact_id = ? AND mails = ?"
        " AND answered_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, expires_at_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, m->round_id);
    db_bind_int(q, m->contact_id);
    db_bind_int(q, m->mails);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_CONFLICT : e;
}

enum err contact_store_came_back(struct call *c, const struct contact_mailing *m)
{
    static const char SQL[] = "UPDATE contact_check SET returned_at = ?, token_hash = NULL"
                              " WHERE org_id = :org AND round_id = ? AND contact_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, m->round_id);
    db_bind_int(q, m->contact_id);
    return db_run(q);
}

enum err contact_store_by_token(
    struct call *c, const struct digest *token, bool lock, struct contact_mailing *ret_mailing)
{
    static const char PLAIN[] = COLUMNS " AND k.token_hash = ? AND k.expires_at > ?";
    static const char LOCKED[] =
        COLUMNS " AND k.token_hash = ? AND k.expires_at > ? {postgres: FOR UPDATE OF k}";
    bool row = false;
    DB_QUERY *q = db_query(c->db, lock ? LOCKED : PLAIN);
    db_bind_blob(q, token->bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_mailing = mailing_of(c, q);
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

enum err contact_store_answered(
    struct call *c, const struct contact_mailing *m, const char *answer, const char *note)
{
    static const char SQL[] =
        "UPDATE contact_check SET answered_at = ?, answer = ?, answer_note = ?, token_hash = NULL"
        " WHERE org_id = :org AND round_id = ? AND contact_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, answer);
    db_bind_text(q, note);
    db_bind_int(q, m->round_id);
    db_bind_int(q, m->contact_id);
    return db_run(q);
}

enum err contact_store_mail_state(struct call *c, int64_t contact_id, const char *state,
    const char *answered_on, const char *confirmed_on)
{
    static const char SQL[] =
        "UPDATE contact SET mail_state = ?, answered_on = COALESCE(?, answered_on),"
        " confirmed_on = COALESCE(?, confirmed_on), version = version + 1, updated_at = ?"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, state);
    db_bind_text(q, answered_on);
    db_bind_text(q, confirmed_on);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, contact_id);
    return db_run(q);
}

enum err contact_store_unlink(struct call *c, int64_t contact_id)
{
    static const char SQL[] =
        "UPDATE contact_check SET token_hash = NULL, mails = 0, mailed_at = NULL,"
        " returned_at = NULL, answered_at = NULL, answer = NULL, answer_note = NULL"
        " WHERE org_id = :org AND contact_id = ? AND round_id IN (SELECT r.id FROM contact_round r"
        " WHERE r.org_id = :org AND r.state = 'open')";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, contact_id);
    return db_run(q);
}
