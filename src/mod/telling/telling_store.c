/* SQL of rules, owners and texts. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/incident/incident.h"
#include "mod/telling/telling_private.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct telling_ref ref_of(struct call *c, struct db_query *q, int col)
{
    return (struct telling_ref){
        .uid = db_uuid(q, col), .number = text(c, q, col + 1), .name = text(c, q, col + 2)};
}

/* ---- the rule ---- */

enum err telling_store_rule(struct call *c, struct telling_rule *ret_rule)
{
    static const char SQL[] =
        "SELECT r.version, r.close_minutes, r.partner_minutes, p.uid, p.number, p.name,"
        " r.remind_hours, r.reminders"
        " FROM telling_rule r LEFT JOIN person p ON p.org_id = r.org_id AND p.id = r.owner_id"
        " WHERE r.org_id = :org";
    enum { HOUR = 60, DAY_HOURS = 24, DAY = DAY_HOURS * HOUR, TWICE = 2 };
    struct telling_rule rule = {.close_minutes = HOUR,
        .partner_minutes = DAY,
        .remind_hours = DAY_HOURS,
        .reminders = TWICE};
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        rule = (struct telling_rule){.version = db_int(q, 0),
            .close_minutes = db_int(q, 1),
            .partner_minutes = db_int(q, 2),
            .owner = ref_of(c, q, 3),
            .remind_hours = db_int(q, 6),
            .reminders = db_int(q, 7)};
    *ret_rule = rule;
    return e;
}

static void bind_id(struct db_query *q, int64_t id)
{
    if (id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, id);
}

enum err telling_store_rule_put(struct call *c, const struct telling_rule *rule, int64_t owner_id)
{
    static const char SQL[] =
        "INSERT INTO telling_rule (org_id, version, owner_id, close_minutes, partner_minutes,"
        " remind_hours, reminders, updated_at, updated_by) VALUES (:org, 1, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (org_id) DO UPDATE SET owner_id = excluded.owner_id,"
        " close_minutes = excluded.close_minutes, partner_minutes = excluded.partner_minutes,"
        " remind_hours = excluded.remind_hours, reminders = excluded.reminders,"
        " updated_at = excluded.updated_at, updated_by = excluded.updated_by,"
        " version = telling_rule.version + 1 WHERE telling_rule.version = ? RETURNING version";
    int64_t version = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    bind_id(q, owner_id);
    db_bind_int(q, rule->close_minutes);
    db_bind_int(q, rule->partner_minutes);
    db_bind_int(q, rule->remind_hours);
    db_bind_int(q, rule->reminders);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, rule->version);
    enum err e = db_one_int(q, 0, &version);
    return e == ERR_OK && version != rule->version + 1 ? ERR_STALE : e;
}

enum err telling_store_owner(struct call *c, int64_t incident_id, struct telling_ref *ret_owner)
{
    static const char SQL[] = "SELECT p.uid, p.number, p.name FROM case_telling_owner o"
                              " JOIN person p ON p.org_id = o.org_id AND p.id = o.owner_id"
                              " WHERE o.org_id = :org AND o.incident_id = ?";
    struct telling_ref owner = {.name = NULL};
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        owner = ref_of(c, q, 0);
    *ret_owner = owner;
    return e;
}

enum err telling_store_owner_put(struct call *c, int64_t incident_id, int64_t owner_id)
{
    static const char SQL[] =
        "INSERT INTO case_telling_owner (org_id, incident_id, owner_id, updated_at, updated_by)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id, incident_id) DO UPDATE SET"
        " owner_id = excluded.owner_id, updated_at = excluded.updated_at,"
        " updated_by = excluded.updated_by";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, owner_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* ---- texts ---- */

/* Each counted by itself: joined to a table of sums, a planner without statistics makes these sums
 * anew for every row. */
#define TOLD_OF_IT                                                              \
    " (SELECT count(*) FROM case_told d WHERE d.org_id = :org AND d.telling_id" \
    " = t.id"

enum err telling_store_all(
    struct call *c, int64_t incident_id, int64_t no, struct telling **ret_tellings, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT t.id, t.no, t.audience, t.tlp, t.lang, t.subject, t.body, t.state, t.version,"
        " t.updated_at, t.sent_at, a.name, b.name, " TOLD_OF_IT ")," TOLD_OF_IT
        " AND d.sent_at IS NULL)," TOLD_OF_IT
        " AND d.sent_at IS NOT NULL AND d.confirmed_at IS NULL),"
        " (SELECT min(d.sent_at) FROM case_told d WHERE d.org_id = :org AND d.telling_id = t.id)"
        " FROM case_telling t LEFT JOIN account a ON a.org_id = t.org_id AND a.id = t.updated_by"
        " LEFT JOIN account b ON b.org_id = t.org_id AND b.id = t.sent_by"
        " WHERE t.org_id = :org AND t.incident_id = ? AND (? = 0 OR t.no = ?)"
        " ORDER BY t.no LIMIT ?";
    struct telling *tellings = mem_array(c, struct telling, LIMIT_TELLINGS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    db_bind_int(q, no);
    db_bind_int(q, LIMIT_TELLINGS);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        tellings[n++] = (struct telling){.id = db_int(q, 0),
            .no = db_int(q, 1),
            .audience = text(c, q, 2),
            .tlp = text(c, q, 3),
            .lang = text(c, q, 4),
            .subject = text(c, q, 5),
            .body = text(c, q, 6),
            .state = text(c, q, 7),
            .version = db_int(q, 8),
            .updated_ms = db_int(q, 9),
            .sent_ms = db_int(q, 10),
            .by_name = text(c, q, 11),
            .sent_name = text(c, q, 12),
            .n_to = db_int(q, 13),
            .n_unsent = db_int(q, 14),
            .n_unconfirmed = db_int(q, 15),
            .told_ms = db_int(q, 16)};
    *ret_tellings = tellings;
    *ret_n = n;
    return e;
}

enum err telling_store_open(
    struct call *c, int most, struct telling_waiting **ret_open, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT t.no, t.subject, t.sent_at, x.number, x.title," TOLD_OF_IT
        " AND d.sent_at IS NULL)," TOLD_OF_IT
        " AND d.sent_at IS NOT NULL AND d.confirmed_at IS NULL) FROM case_telling t"
        " JOIN incident x ON x.org_id = :org AND x.id = t.incident_id"
        " WHERE t.org_id = :org AND t.state = 'sent' AND EXISTS (SELECT 1 FROM case_told d"
        " WHERE d.org_id = :org AND d.telling_id = t.id AND d.confirmed_at IS NULL)"
        " AND " INCIDENT_SEEN("t.incident_id") " ORDER BY t.sent_at, t.id LIMIT ?";
    struct telling_waiting *list = mem_array(c, struct telling_waiting, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    incident_seen_bind(c, q, &PERM_CASE_TELL_READ);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct telling_waiting){.telling = {.no = db_int(q, 0),
                                                 .subject = text(c, q, 1),
                                                 .sent_ms = db_int(q, 2),
                                                 .n_unsent = db_int(q, 5),
                                                 .n_unconfirmed = db_int(q, 6)},
            .incident = text(c, q, 3),
            .incident_title = text(c, q, 4)};
    *ret_open = list;
    *ret_n = n;
    return e;
}

enum err telling_store_one(
    struct call *c, int64_t incident_id, int64_t no, struct telling *ret_telling)
{
    struct telling *all = NULL;
    size_t n = 0;
    enum err e = no < 1 ? ERR_NOT_FOUND : telling_store_all(c, incident_id, no, &all, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_telling = all[0];
    return e;
}

static enum err newest(struct call *c, int64_t incident_id, int64_t *ret_no)
{
    static const char SQL[] =
        "SELECT max(no) FROM case_telling WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_no);
}

/* Class, TLP, language, subject, body, when and who. */
static void bind_said(struct call *c, struct db_query *q, const struct telling *telling)
{
    db_bind_text(q, telling->audience);
    db_bind_text(q, telling->tlp);
    db_bind_text(q, telling->lang);
    db_bind_text(q, telling->subject);
    db_bind_text(q, telling->body);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
}

enum err telling_store_add(struct call *c, int64_t incident_id, struct telling *telling)
{
    static const char SQL[] =
        "INSERT INTO case_telling (org_id, audience, tlp, lang, subject, body, updated_at,"
        " updated_by, incident_id, no, state, version)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', 1) RETURNING id";
    int64_t last = 0;
    enum err e = newest(c, incident_id, &last);
    if (e == ERR_OK && last >= LIMIT_TELLINGS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_TELLINGS);
    if (e != ERR_OK)
        return e;
    telling->no = last + 1;
    DB_QUERY *q = db_query(c->db, SQL);
    bind_said(c, q, telling);
    db_bind_int(q, incident_id);
    db_bind_int(q, telling->no);
    return db_one_int(q, 0, &telling->id);
}

enum err telling_store_put(struct call *c, const struct telling *telling)
{
    static const char SQL[] =
        "UPDATE case_telling SET audience = ?, tlp = ?, lang = ?, subject = ?, body = ?,"
        " updated_at = ?, updated_by = ?, version = version + 1"
        " WHERE org_id = :org AND id = ? AND version = ? AND state = 'draft'";
    DB_QUERY *q = db_query(c->db, SQL);
    bind_said(c, q, telling);
    db_bind_int(q, telling->id);
    db_bind_int(q, telling->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err telling_store_sent(struct call *c, int64_t telling_id)
{
    static const char SQL[] =
        "UPDATE case_telling SET state = 'sent', sent_at = ?, sent_by = ?, version = version + 1"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, telling_id);
    return db_run(q);
}

/* ---- away ---- */

static enum err with_id(struct call *c, const char *sql, int64_t id)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

enum err telling_store_remove(struct call *c, int64_t telling_id)
{
    static const char TOLD[] = "DELETE FROM case_told WHERE org_id = :org AND telling_id = ?";
    static const char TEXT[] = "DELETE FROM case_telling WHERE org_id = :org AND id = ?";
    enum err e = with_id(c, TOLD, telling_id);
    return e == ERR_OK ? with_id(c, TEXT, telling_id) : e;
}

enum err telling_store_purge(struct call *c, int64_t incident_id)
{
    static const char TOLD[] =
        "DELETE FROM case_told WHERE org_id = :org AND telling_id IN"
        " (SELECT id FROM case_telling WHERE org_id = :org AND incident_id = ?)";
    static const char TEXTS[] = "DELETE FROM case_telling WHERE org_id = :org AND incident_id = ?";
    static const char OWNER[] =
        "DELETE FROM case_telling_owner WHERE org_id = :org AND incident_id = ?";
    enum err e = with_id(c, TOLD, incident_id);
    if (e == ERR_OK)
        e = with_id(c, TEXTS, incident_id);
    return e == ERR_OK ? with_id(c, OWNER, incident_id) : e;
}
