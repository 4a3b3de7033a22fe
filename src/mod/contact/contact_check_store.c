/* SQL of rounds: which contacts are in them, what their keepers said, who has to be told. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/contact/contact_private.h"

static const char *text(struct call *c, struct db_query *q, int column)
{
    return mem_strdup(c, db_text(q, column, NULL));
}

#define COLUMNS                                                                                 \
    "SELECT x.id, x.uid, x.number, x.name, x.organisation, COALESCE(x.person, m.name), x.post," \
    " x.phone, x.phone_other, x.email, x.hours, x.lists, x.it, x.confirmed_on, x.mail_state,"   \
    " x.deleted_at, p.name, k.in_scenario, k.outcome, k.wrong, k.note, k.checked_at, a.name,"   \
    " k.mailed_at, k.mails, k.answered_at, k.answer, k.answer_note, k.returned_at, r.uid, "     \
    "r.title,"                                                                                  \
    " r.due FROM contact_check k JOIN contact x ON x.org_id = :org AND x.id = k.contact_id"     \
    " JOIN contact_round r ON r.org_id = :org AND r.id = k.round_id"                            \
    " LEFT JOIN person p ON p.org_id = :org AND p.id = x.keeper_id"                             \
    " LEFT JOIN person m ON m.org_id = :org AND m.id = x.member_id"                             \
    " LEFT JOIN account b ON b.org_id = :org AND b.id = k.checked_by"                           \
    " LEFT JOIN person a ON a.org_id = :org AND a.id = b.person_id WHERE k.org_id = :org"

static struct contact contact_of(struct call *c, struct db_query *q)
{
    return (struct contact){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .number = text(c, q, 2),
        .name = text(c, q, 3),
        .organisation = text(c, q, 4),
        .person = text(c, q, 5),
        .post = text(c, q, 6),
        .phone = text(c, q, 7),
        .phone_other = text(c, q, 8),
        .email = text(c, q, 9),
        .hours = text(c, q, 10),
        .lists = text(c, q, 11),
        .it = db_int(q, 12) != 0,
        .confirmed_on = text(c, q, 13),
        .mail_state = text(c, q, 14),
        .deleted = !db_is_null(q, 15),
        .keeper = text(c, q, 16),
    };
}

static struct contact_check check_of(struct call *c, struct db_query *q)
{
    return (struct contact_check){
        .contact = contact_of(c, q),
        .in_scenario = db_int(q, 17) != 0,
        .outcome = text(c, q, 18),
        .wrong = text(c, q, 19),
        .note = text(c, q, 20),
        .checked_ms = db_int(q, 21),
        .checked_by = text(c, q, 22),
        .mailed_ms = db_int(q, 23),
        .mails = db_int(q, 24),
        .answered_ms = db_int(q, 25),
        .answer = text(c, q, 26),
        .answer_note = text(c, q, 27),
        .returned_ms = db_int(q, 28),
        .round_uid = db_uuid(q, 29),
        .round_title = text(c, q, 30),
        .round_due = text(c, q, 31),
    };
}

enum err contact_store_checks(struct call *c, int64_t round_id, int64_t keeper_id,
    struct contact_check **ret_checks, size_t *ret_n)
{
    static const char ROUND[] = COLUMNS " AND k.round_id = ? ORDER BY x.name, x.id LIMIT ?";
    static const char KEEPER[] =
        COLUMNS " AND r.state = 'open' AND r.deleted_at IS NULL AND x.keeper_id = ?"
                " AND x.deleted_at IS NULL ORDER BY r.due, x.name, x.id LIMIT ?";
    struct contact_check *checks = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, round_id != 0 ? ROUND : KEEPER);
    db_bind_int(q, round_id != 0 ? round_id : keeper_id);
    db_bind_int(q, LIMIT_CONTACTS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        checks = mem_grow(c, checks, struct contact_check, n + 1);
        checks[n++] = check_of(c, q);
    }
    *ret_checks = checks;
    *ret_n = n;
    return e;
}

enum err contact_store_fill(struct call *c, int64_t round_id)
{
    static const char SQL[] =
        "INSERT INTO contact_check (org_id, round_id, contact_id, in_scenario, mails)"
        " SELECT :org, ?, x.id, 0, 0 FROM contact x WHERE x.org_id = :org AND x.deleted_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM contact_check k WHERE k.org_id = :org AND k.round_id = ?"
        " AND k.contact_id = x.id) ORDER BY x.id LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, round_id);
    db_bind_int(q, round_id);
    db_bind_int(q, LIMIT_CONTACTS);
    return db_run(q);
}

enum err contact_store_in_scenario(struct call *c, int64_t round_id, const int64_t *ids, size_t n)
{
    static const char NONE[] =
        "UPDATE contact_check SET in_scenario = 0 WHERE org_id = :org AND round_id = ?";
    static const char THESE[] =
        "UPDATE contact_check SET in_scenario = 1 WHERE org_id = :org AND round_id = ?"
        " AND contact_id IN (SELECT m.contact_id FROM contact_list_member m"
        " WHERE m.org_id = :org AND m.list_id = ?)";
    DB_QUERY *q = db_query(c->db, NONE);
    db_bind_int(q, round_id);
    enum err e = db_run(q);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        DB_QUERY *these = db_query(c->db, THESE);
        db_bind_int(these, round_id);
        db_bind_int(these, ids[i]);
        e = db_run(these);
    }
    return e;
}

enum err contact_store_check_of(
    struct call *c, int64_t round_id, int64_t contact_id, const char **ret_outcome)
{
    static const char SQL[] =
        "SELECT k.outcome FROM contact_check k WHERE k.org_id = :org AND k.round_id = ?"
        " AND k.contact_id = ? {postgres: FOR UPDATE OF k}";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, round_id);
    db_bind_int(q, contact_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_outcome = text(c, q, 0);
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

enum err contact_store_said(struct call *c, int64_t round_id, int64_t contact_id,
    const char *outcome, const char *wrong, const char *note)
{
    static const char SQL[] =
        "UPDATE contact_check SET outcome = ?, wrong = ?, note = ?, checked_at = ?,"
        " checked_by = ? WHERE org_id = :org AND round_id = ? AND contact_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, outcome);
    db_bind_text(q, wrong);
    db_bind_text(q, note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, round_id);
    db_bind_int(q, contact_id);
    return db_run(q);
}

enum err contact_store_keepers(
    struct call *c, int64_t round_id, struct contact_keeper **ret_keepers, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.keeper_id, count(*) FROM contact_check k"
        " JOIN contact x ON x.org_id = :org AND x.id = k.contact_id AND x.deleted_at IS NULL"
        " WHERE k.org_id = :org AND k.round_id = ? AND k.outcome IS NULL"
        " AND x.keeper_id IS NOT NULL GROUP BY x.keeper_id ORDER BY x.keeper_id LIMIT ?";
    struct contact_keeper *keepers = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, round_id);
    db_bind_int(q, LIMIT_CONTACTS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        keepers = mem_grow(c, keepers, struct contact_keeper, n + 1);
        keepers[n++] = (struct contact_keeper){.person_id = db_int(q, 0), .n = db_int(q, 1)};
    }
    *ret_keepers = keepers;
    *ret_n = n;
    return e;
}

/* ---- stale ones ---- */

#define STALE                                                        \
    " FROM contact x WHERE x.org_id = :org AND x.deleted_at IS NULL" \
    " AND (x.confirmed_on < ? OR (x.confirmed_on IS NULL AND x.created_at < ?))"

enum err contact_store_stale(struct call *c, const char *first, int64_t first_ms, int64_t keeper_id,
    int most, struct contact_stale_one **ret_list, size_t *ret_n, int64_t *ret_all)
{
    static const char SQL[] =
        "SELECT x.uid, x.number, x.name, x.organisation, x.confirmed_on,"
        " CASE WHEN x.keeper_id = ? THEN 1 ELSE 0 END" STALE
        " AND (? = 0 OR x.keeper_id = ?) ORDER BY x.confirmed_on IS NOT NULL, x.confirmed_on, x.id"
        " LIMIT ?";
    static const char ALL[] = "SELECT count(*)" STALE " AND (? = 0 OR x.keeper_id = ?)";
    struct contact_stale_one *list = mem_array(c, struct contact_stale_one, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->who->person_id);
    db_bind_text(q, first);
    db_bind_int(q, first_ms);
    db_bind_int(q, keeper_id);
    db_bind_int(q, keeper_id);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct contact_stale_one){.uid = db_uuid(q, 0),
            .number = text(c, q, 1),
            .name = text(c, q, 2),
            .organisation = text(c, q, 3),
            .confirmed_on = text(c, q, 4),
            .own = db_int(q, 5) != 0};
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    DB_QUERY *all = db_query(c->db, ALL);
    db_bind_text(all, first);
    db_bind_int(all, first_ms);
    db_bind_int(all, keeper_id);
    db_bind_int(all, keeper_id);
    return db_one_int(all, 0, ret_all);
}

enum err contact_store_stale_keepers(struct call *c, const char *first, int64_t first_ms,
    struct contact_keeper **ret_keepers, size_t *ret_n)
{
    static const char SQL[] = "SELECT COALESCE(x.keeper_id, 0), count(*)" STALE
                              " GROUP BY COALESCE(x.keeper_id, 0) ORDER BY 1 LIMIT ?";
    struct contact_keeper *keepers = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, first);
    db_bind_int(q, first_ms);
    db_bind_int(q, LIMIT_CONTACTS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        keepers = mem_grow(c, keepers, struct contact_keeper, n + 1);
        keepers[n++] = (struct contact_keeper){.person_id = db_int(q, 0), .n = db_int(q, 1)};
    }
    *ret_keepers = keepers;
    *ret_n = n;
    return e;
}
