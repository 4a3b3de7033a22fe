/* Responses as rows and lists. Steps, scores and questions: response_step_store.c. */
#include "kernel/sheet/response_store.h"

#include "base/mem.h"

#include <string.h>

/* Looked up one by one: as joins they take PostgreSQL 30 ms to plan. */
#define ACCOUNT(column)                                                                         \
    "r." column ", (SELECT a.uid FROM account a WHERE a.org_id = r.org_id AND a.id = r." column \
    ") AS " column                                                                              \
    "_uid, (SELECT a.name FROM account a WHERE a.org_id = r.org_id AND a.id = r." column        \
    ") AS " column "_name"
#define COLUMNS                                                                                    \
    "r.id, r.uid, k.id, k.uid, k.name, k.number, k.state, k.period, COALESCE(r.due, k.due), "      \
    "k.sheet_id, v.id,"                                                                            \
    " v.uid, v.label, r.respondent_kind, r.respondent_id, u.id, u.uid, COALESCE(x.name, u.name)"   \
    " AS title, u.number, x.kind, u.path, u.zone, r.class, r.state, r.version, " ACCOUNT(          \
        "assignee_id") ", r.asked, r.answered, r.submitted_at, r.accepted_at,"                     \
                       " r.returned_at, " ACCOUNT("submitted_by") ", " ACCOUNT(                    \
                           "accepted_by") ", " ACCOUNT("returned_by") ", r.alone, "                \
                                                                      "r.return_reason, "          \
                                                                      "r.digest, r.updated_at, "   \
                                                                      "k.remind_before, "          \
                                                                      "r.respondent_uid, "         \
                                                                      "r.respondent_name, "        \
                                                                      "r.submitted_guest, "        \
                                                                      "(SELECT g.name FROM "       \
                                                                      "guest g WHERE "             \
                                                                      "g.org_id = r.org_id AND "   \
                                                                      "g.id = r.submitted_guest)"  \
                                                                      " AS submitted_as, "         \
                                                                      "(SELECT max(t.created_by) " \
                                                                      "FROM response_call t "      \
                                                                      "WHERE t.org_id = r.org_id " \
                                                                      "AND t.response_id = r.id "  \
                                                                      "AND t.ended_at IS NULL) "   \
                                                                      "AS taken_by"
/* no message: tables of a statement. CROSS keeps SQLite from beginning with the units. */
#define JOINS                                                                          \
    " {sqlite: CROSS} JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id" \
    " {sqlite: CROSS} JOIN sheet_version v ON v.id = r.version_id"                     \
    " {sqlite: CROSS} JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"         \
    " LEFT JOIN campaign_unit x ON x.campaign_id = r.campaign_id AND x.unit_id = r.unit_id"
#define TABLES " FROM response r" JOINS

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static enum campaign_state campaign_state_of(const char *key)
{
    for (int i = 0; i < CAMPAIGN_STATE_MAX; i++)
        if (strcmp(campaign_state_key((enum campaign_state)i), key) == 0)
            return (enum campaign_state)i;
    return CAMPAIGN_CLOSED;
}

static void digest_take(struct response *r, struct db_query *q, int col)
{
    size_t len = 0;
    const void *bytes = db_blob(q, col, &len);
    r->has_digest = bytes != NULL && len == DIGEST_SIZE;
    if (r->has_digest)
        memcpy(r->digest.bytes, bytes, DIGEST_SIZE);
}

static struct response response_row(struct call *c, struct db_query *q)
{
    struct response r = {
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .campaign = ref_columns(c, q, 2),
        .campaign_state = campaign_state_of(db_text(q, 6, NULL)),
        .period = text(c, q, 7),
        .due = text(c, q, 8),
        .sheet_id = db_int(q, 9),
        .sheet_version = ref_columns(c, q, 10),
        .respondent_kind = text(c, q, 13),
        .respondent_id = db_int(q, 14),
        .unit = ref_columns(c, q, 15),
        .unit_kind = db_is_null(q, 47) ? text(c, q, 19) : NULL,
        .unit_path = text(c, q, 20),
        .zone = text(c, q, 21),
        .respondent_class = text(c, q, 22),
        .state = response_state_of(db_text(q, 23, NULL)),
        .version = db_int(q, 24),
        .assignee = ref_columns(c, q, 25),
        .asked = (int)db_int(q, 28),
        .answered = (int)db_int(q, 29),
        .submitted_at_ms = db_int(q, 30),
        .accepted_at_ms = db_int(q, 31),
        .returned_at_ms = db_int(q, 32),
        .submitted_by = ref_columns(c, q, 33),
        .accepted_by = ref_columns(c, q, 36),
        .returned_by = ref_columns(c, q, 39),
        .alone = db_int(q, 42) != 0,
        .return_reason = text(c, q, 43),
        .updated_at_ms = db_int(q, 45),
        .remind_before = (int)db_int(q, 46),
        .respondent = {.id = db_is_null(q, 47) ? 0 : db_int(q, 14),
            .uid = db_uuid(q, 47),
            .title = text(c, q, 48)},
        .submitted_guest = db_int(q, 49),
        .submitted_as = text(c, q, 50),
        .taken_by = db_int(q, 51),
    };
    r.campaign.number = text(c, q, 5);
    r.unit.number = text(c, q, 18);
    digest_take(&r, q, 44);
    return r;
}

static enum err one(struct call *c, struct db_query *q, struct response *ret_response)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_response = response_row(c, q);
    return e;
}

enum err response_store_find(
    struct call *c, const struct uuid *uid, bool lock, struct response *ret_response)
{
    static const char plain[] = "SELECT " COLUMNS TABLES " WHERE r.org_id = :org AND r.uid = ?";
    static const char locked[] =
        "SELECT " COLUMNS TABLES " WHERE r.org_id = :org AND r.uid = ? {postgres: FOR UPDATE OF r}";
    DB_QUERY *q = db_query(c->db, lock ? locked : plain);
    db_bind_uuid(q, uid);
    return one(c, q, ret_response);
}

enum err response_store_by_id(struct call *c, int64_t id, bool lock, struct response *ret_response)
{
    static const char plain[] = "SELECT " COLUMNS TABLES " WHERE r.org_id = :org AND r.id = ?";
    static const char locked[] =
        "SELECT " COLUMNS TABLES " WHERE r.org_id = :org AND r.id = ? {postgres: FOR UPDATE OF r}";
    DB_QUERY *q = db_query(c->db, lock ? locked : plain);
    db_bind_int(q, id);
    return one(c, q, ret_response);
}

enum err response_store_newest(struct call *c, const char *sheet_key, struct response *ret_response)
{
    static const char sql[] =
        "SELECT r.id FROM response r JOIN sheet_version v ON v.id = r.version_id"
        " JOIN sheet s ON s.id = v.sheet_id AND s.key = ?"
        " JOIN campaign k ON k.org_id = :org AND k.id = r.campaign_id AND k.deleted_at IS NULL"
        " AND k.for_request = 0 JOIN unit u ON u.org_id = :org AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND r.state = 'accepted' AND r.respondent_kind = 'unit'"
        " ORDER BY u.head_office DESC, length(u.path), r.accepted_at DESC, r.id DESC LIMIT 1";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, sheet_key);
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    return e == ERR_OK ? response_store_by_id(c, id, false, ret_response) : e;
}

enum err response_store_asked(struct call *c, const char *prefix, int64_t from_ms, int64_t to_ms,
    int most, struct response_asked **ret_asked, size_t *ret_n)
{
    static const char sql[] =
        "SELECT s.key, k.number, k.due, k.snapshot_at, COALESCE(r.submitted_at, 0),"
        " CASE WHEN r.state IN ('submitted', 'accepted') THEN 1 ELSE 0 END"
        " FROM campaign k JOIN sheet s ON s.id = k.sheet_id AND s.key LIKE ?"
        " JOIN response r ON r.org_id = :org AND r.campaign_id = k.id"
        " AND r.respondent_kind = 'unit' WHERE k.org_id = :org AND k.deleted_at IS NULL"
        " AND k.snapshot_at >= ? AND k.snapshot_at <= ? ORDER BY k.snapshot_at, r.id LIMIT ?";
    struct response_asked *all = mem_array(c, struct response_asked, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, mem_printf(c, "%s%%", prefix));
    db_bind_int(q, from_ms);
    db_bind_int(q, to_ms);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        all[n++] = (struct response_asked){.sheet_key = mem_strdup(c, db_text(q, 0, NULL)),
            .campaign = mem_strdup(c, db_text(q, 1, NULL)),
            .due = mem_strdup(c, db_text(q, 2, NULL)),
            .opened_at_ms = db_int(q, 3),
            .submitted_at_ms = db_int(q, 4),
            .answered = db_int(q, 5) == 1};
    if (e != ERR_OK)
        return e;
    *ret_asked = all;
    *ret_n = n;
    return ERR_OK;
}

enum err response_store_of_respondent(struct call *c, int64_t campaign_id, const char *kind,
    int64_t respondent_id, struct response *ret_response)
{
    static const char sql[] = "SELECT " COLUMNS TABLES " WHERE r.org_id = :org"
                              " AND r.campaign_id = ? AND r.respondent_kind = ?"
                              " AND r.respondent_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_text(q, kind);
    db_bind_int(q, respondent_id);
    return one(c, q, ret_response);
}

enum err response_store_insert(
    struct call *c, const struct campaign *campaign, const struct campaign_unit *unit, int n_asked)
{
    static const char sql[] =
        "INSERT INTO response (org_id, uid, campaign_id, version_id, respondent_kind,"
        " respondent_id, unit_id, state, version, assignee_id, asked, answered, created_at,"
        " updated_at) VALUES (:org, ?, ?, ?, 'unit', ?, ?, 'draft', 1, ?, ?, 0, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_int(q, campaign->id);
    db_bind_int(q, campaign->sheet_version.id);
    db_bind_int(q, unit->unit.id);
    db_bind_int(q, unit->unit.id);
    if (unit->assignee.id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, unit->assignee.id);
    db_bind_int(q, n_asked);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

/* ---- lists ---- */

/* A page of ids is found on response alone; only its rows are joined. The first condition decides
 * which index leads, the others filter what it finds. They are written NOT (? = 1 AND NOT …)
 * because PostgreSQL takes `? = 0 OR …` for rarely true, begins elsewhere and sorts all responses
 * (6 s instead of 2 ms at 100,000). Where the leading index does not give the order, `+ 0` keeps
 * both engines from walking all ids in search of a page. */
#define BY_CAMPAIGN "r.campaign_id = ?"
#define BY_ASSIGNEE "r.assignee_id = ?"
#define BY_STATE "r.state = ?"
/* no message: condition of a statement */
#define IN_UNITS \
    "r.unit_id IN (SELECT y.id FROM unit y WHERE y.org_id = :org AND y.path >= ? AND y.path < ?)"
#define WHERE(lead)                                                                           \
    " FROM response r WHERE r.org_id = :org AND " lead " AND NOT (? = 1 AND NOT r.state = ?)" \
    " AND NOT (? = 1 AND NOT r.state IN ('draft', 'returned'))"                               \
    " AND NOT (? = 1 AND NOT r.campaign_id IN"                                                \
    " (SELECT z.id FROM campaign z WHERE z.org_id = :org AND z.state = 'open'))"              \
    " AND NOT (? = 1 AND NOT (r.assignee_id IS NOT NULL AND r.assignee_id = ?))"              \
    " AND NOT (? = 1 AND (r.assignee_id IS NOT NULL OR r.respondent_kind <> 'unit'))"         \
    " AND NOT (? = 1 AND NOT " IN_UNITS ") AND r.id < ?"
#define LIST(lead, order)                                                                 \
    "SELECT " COLUMNS " FROM (SELECT r.id" WHERE(                                         \
        lead) " ORDER BY " order " DESC LIMIT ?) p"                                       \
              " {sqlite: CROSS} JOIN response r ON r.org_id = :org AND r.id = p.id" JOINS \
              " ORDER BY r.id DESC"
#define COUNT(lead) "SELECT count(*) FROM (SELECT 1 AS one" WHERE(lead) " LIMIT ?) c"

enum lead { LEAD_CAMPAIGN, LEAD_ASSIGNEE, LEAD_UNIT, LEAD_STATE, LEAD_NONE, LEAD_MAX };

static bool whole(const struct response_filter *f)
{
    return strcmp(f->unit_from, "/") == 0;
}

static bool wants_open(const struct response_filter *f)
{
    return strcmp(f->state, "open") == 0;
}

static bool wants_state(const struct response_filter *f)
{
    return f->state[0] != '\0' && !wants_open(f);
}

static enum lead lead_of(const struct response_filter *f)
{
    if (f->campaign_id > 0)
        return LEAD_CAMPAIGN;
    if (f->assignee_id > 0)
        return LEAD_ASSIGNEE;
    if (!whole(f))
        return LEAD_UNIT;
    return wants_state(f) ? LEAD_STATE : LEAD_NONE;
}

static void bind_filter(struct db_query *q, const struct response_filter *f, enum lead lead)
{
    if (lead == LEAD_CAMPAIGN)
        db_bind_int(q, f->campaign_id);
    if (lead == LEAD_ASSIGNEE)
        db_bind_int(q, f->assignee_id);
    if (lead == LEAD_STATE)
        db_bind_text(q, f->state);
    if (lead == LEAD_UNIT) {
        db_bind_text(q, f->unit_from);
        db_bind_text(q, f->unit_to);
    }
    db_bind_int(q, wants_state(f));
    db_bind_text(q, f->state);
    db_bind_int(q, wants_open(f));
    db_bind_int(q, f->open_only);
    db_bind_int(q, f->assignee_id > 0);
    db_bind_int(q, f->assignee_id);
    db_bind_int(q, f->assignee_id < 0);
    db_bind_int(q, !whole(f));
    db_bind_text(q, f->unit_from);
    db_bind_text(q, f->unit_to);
    db_bind_int(q, f->before_id);
}

enum err response_store_list(struct call *c, const struct response_filter *filter,
    struct response **ret_responses, size_t *ret_n)
{
    static const char by_campaign[] = LIST(BY_CAMPAIGN, "r.id + 0");
    static const char by_assignee[] = LIST(BY_ASSIGNEE, "r.id + 0");
    static const char by_unit[] = LIST(IN_UNITS, "r.id + 0");
    static const char by_state[] = LIST(BY_STATE, "r.id");
    static const char by_none[] = LIST("1 = 1", "r.id");
    static const char *const statements[LEAD_MAX] = {
        by_campaign, by_assignee, by_unit, by_state, by_none};
    enum lead lead = lead_of(filter);
    struct response *list = mem_array(c, struct response, filter->limit + 1);
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, statements[lead]);
    bind_filter(q, filter, lead);
    db_bind_int(q, filter->limit + 1);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = response_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_responses = list;
    *ret_n = n;
    return ERR_OK;
}

enum err response_store_count(
    struct call *c, const struct response_filter *filter, int64_t most, int64_t *ret_total)
{
    static const char by_campaign[] = COUNT(BY_CAMPAIGN);
    static const char by_assignee[] = COUNT(BY_ASSIGNEE);
    static const char by_unit[] = COUNT(IN_UNITS);
    static const char by_state[] = COUNT(BY_STATE);
    static const char by_none[] = COUNT("1 = 1");
    static const char *const statements[LEAD_MAX] = {
        by_campaign, by_assignee, by_unit, by_state, by_none};
    enum lead lead = lead_of(filter);
    DB_QUERY *q = db_query(c->db, statements[lead]);
    bind_filter(q, filter, lead);
    db_bind_int(q, most);
    return db_one_int(q, 0, ret_total);
}

enum err response_store_of_campaign(
    struct call *c, int64_t campaign_id, struct response **ret_responses, size_t *ret_n)
{
    static const char sql[] = "SELECT " COLUMNS TABLES
                              " WHERE r.org_id = :org AND r.campaign_id = ? ORDER BY x.path, r.id";
    struct response *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if ((n & (n + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
            list = mem_grow(c, list, struct response, 2 * n + 1);
        list[n++] = response_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_responses = list;
    *ret_n = n;
    return ERR_OK;
}

enum err response_store_last(
    struct call *c, const struct response *response, struct last_response *ret_last)
{
    static const char sql[] =
        "SELECT r.id, k.id, k.uid, k.name, k.number, k.period FROM response r"
        " JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id"
        " WHERE r.org_id = :org AND r.respondent_kind = ? AND r.respondent_id = ?"
        " AND r.state IN ('submitted', 'accepted') AND k.sheet_id = ? AND k.deleted_at IS NULL"
        " AND (k.period < ? OR (k.period = ? AND k.id < ?))"
        " ORDER BY k.period DESC, k.id DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, response->respondent_kind);
    db_bind_int(q, response->respondent_id);
    db_bind_int(q, response->sheet_id);
    db_bind_text(q, response->period);
    db_bind_text(q, response->period);
    db_bind_int(q, response->campaign.id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_last = (struct last_response){0};
    if (row) {
        ret_last->id = db_int(q, 0);
        ret_last->campaign = ref_columns(c, q, 1);
        ret_last->campaign.number = text(c, q, 4);
        ret_last->period = text(c, q, 5);
    }
    return ERR_OK;
}
