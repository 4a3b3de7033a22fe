#include "kernel/sheet/campaign_store.h"

#include "base/mem.h"

#include <string.h>

#define COLUMNS                                                                                   \
    "k.id, k.uid, k.number, k.name, s.id, s.uid, s.key, v.id, v.uid, v.label, k.period, k.opens," \
    " k.due, k.state, k.note, k.snapshot_at, k.closed_at, k.version, k.created_at, k.updated_at," \
    " a.id, a.uid, a.name, k.scheduled, k.remind_before, k.remind_every, k.reminded_on,"          \
    " k.for_request, k.outside"
/* no message: tables of a statement */
#define TABLES                                           \
    " FROM campaign k JOIN sheet s ON s.id = k.sheet_id" \
    " JOIN sheet_version v ON v.id = k.version_id"       \
    " LEFT JOIN account a ON a.org_id = k.org_id AND a.id = k.created_by"

#define CAMPAIGN_STATE_KEY(name, key) key,
static const char *const state_keys[] = {CAMPAIGN_STATE_LIST(CAMPAIGN_STATE_KEY)};
#undef CAMPAIGN_STATE_KEY

const char *campaign_state_key(enum campaign_state state)
{
    return state_keys[state];
}

static enum campaign_state state_parse(const char *key)
{
    int i = CAMPAIGN_STATE_MAX - 1;
    while (i > 0 && strcmp(state_keys[i], key) != 0)
        i--;
    return (enum campaign_state)i;
}

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct campaign campaign_row(struct call *c, struct db_query *q)
{
    return (struct campaign){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .number = text(c, q, 2),
        .name = text(c, q, 3),
        .sheet = ref_columns(c, q, 4),
        .sheet_version = ref_columns(c, q, 7),
        .period = text(c, q, 10),
        .opens = text(c, q, 11),
        .due = text(c, q, 12),
        .state = state_parse(db_text(q, 13, NULL)),
        .note = text(c, q, 14),
        .snapshot_at_ms = db_int(q, 15),
        .closed_at_ms = db_int(q, 16),
        .version = db_int(q, 17),
        .created_at_ms = db_int(q, 18),
        .updated_at_ms = db_int(q, 19),
        .created_by = ref_columns(c, q, 20),
        .scheduled = db_int(q, 23) != 0,
        .remind_before = (int)db_int(q, 24),
        .remind_every = (int)db_int(q, 25),
        .reminded_on = text(c, q, 26),
        .for_request = db_int(q, 27) != 0,
        .outside = text(c, q, 28),
    };
}

enum err campaign_store_find(
    struct call *c, const char *id, bool lock, struct campaign *ret_campaign)
{
    static const char by_uid[] =
        "SELECT " COLUMNS TABLES " WHERE k.org_id = :org AND k.uid = ? AND k.deleted_at IS NULL";
    static const char by_number[] =
        "SELECT " COLUMNS TABLES " WHERE k.org_id = :org AND k.number = ? AND k.deleted_at IS NULL";
    static const char by_uid_locked[] =
        "SELECT " COLUMNS TABLES " WHERE k.org_id = :org AND k.uid = ? AND k.deleted_at IS NULL"
        " {postgres: FOR UPDATE OF k}";
    static const char by_number_locked[] =
        "SELECT " COLUMNS TABLES " WHERE k.org_id = :org AND k.number = ? AND k.deleted_at IS NULL"
        " {postgres: FOR UPDATE OF k}";
    static const char *const statements[] = {by_number, by_number_locked, by_uid, by_uid_locked};
    struct uuid uid;
    bool is_uid = uuid_parse(id, &uid);
    int which = 2 * is_uid + lock;
    DB_QUERY *q = db_query(c->db, statements[which]);
    bool row = false;
    if (is_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_campaign = campaign_row(c, q);
    return e;
}

#define FILTER                                                                    \
    " WHERE k.org_id = :org AND k.deleted_at IS NULL AND (? = '' OR k.state = ?)" \
    " AND (? = '' OR k.period = ?) AND (? = '' OR s.key = ?)"

static void bind_filter(struct db_query *q, const struct campaign_filter *f)
{
    db_bind_text(q, f->state);
    db_bind_text(q, f->state);
    db_bind_text(q, f->period);
    db_bind_text(q, f->period);
    db_bind_text(q, f->sheet_key);
    db_bind_text(q, f->sheet_key);
}

enum err campaign_store_list(struct call *c, const struct campaign_filter *filter,
    struct campaign **ret_campaigns, size_t *ret_n)
{
    static const char sql[] =
        "SELECT " COLUMNS TABLES FILTER " AND k.id < ? ORDER BY k.id DESC LIMIT ?";
    struct campaign *list = mem_array(c, struct campaign, filter->limit + 1);
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    bind_filter(q, filter);
    db_bind_int(q, filter->before_id);
    db_bind_int(q, filter->limit + 1);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = campaign_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_campaigns = list;
    *ret_n = n;
    return ERR_OK;
}

enum err campaign_store_count(
    struct call *c, const struct campaign_filter *filter, int64_t *ret_total)
{
    /* no :org: it is in FILTER */
    static const char sql[] =
        "SELECT count(*) FROM campaign k JOIN sheet s ON s.id = k.sheet_id" FILTER;
    DB_QUERY *q = db_query(c->db, sql);
    bind_filter(q, filter);
    return db_one_int(q, 0, ret_total);
}

static void counts_add(struct campaign_counts *counts, const char *state, int64_t n)
{
    counts->units += n;
    if (strcmp(state, "draft") == 0)
        counts->draft = n;
    else if (strcmp(state, "submitted") == 0)
        counts->submitted = n;
    else if (strcmp(state, "returned") == 0)
        counts->returned = n;
    else
        counts->accepted = n;
}

enum err campaign_store_counts(
    struct call *c, const struct campaign *campaigns, size_t n, struct campaign_counts *ret_counts)
{
    static const char sql[] =
        "SELECT campaign_id, state, count(*) FROM response"
        " WHERE org_id = :org AND campaign_id BETWEEN ? AND ? GROUP BY campaign_id, state";
    memset(ret_counts, 0, sizeof *ret_counts * n);
    if (n == 0)
        return ERR_OK;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaigns[n - 1].id);
    db_bind_int(q, campaigns[0].id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        for (size_t i = 0; i < n; i++)
            if (campaigns[i].id == db_int(q, 0))
                counts_add(&ret_counts[i], db_text(q, 1, NULL), db_int(q, 2));
    return e;
}

static void bind_time(struct db_query *q, int64_t ms)
{
    if (ms == 0)
        db_bind_null(q);
    else
        db_bind_int(q, ms);
}

static void bind_account(struct call *c, struct db_query *q)
{
    bind_time(q, c->who->account_id);
}

static void bind_days(struct db_query *q, const struct campaign *campaign)
{
    db_bind_int(q, campaign->scheduled);
    bind_time(q, campaign->remind_before);
    bind_time(q, campaign->remind_every);
}

enum err campaign_store_insert(struct call *c, struct campaign *campaign)
{
    static const char sql[] =
        "INSERT INTO campaign (org_id, uid, number, name, sheet_id, version_id, period, opens, due,"
        " state, note, version, created_at, created_by, updated_at, updated_by, scheduled,"
        " remind_before, remind_every, for_request, outside)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &campaign->uid);
    db_bind_text(q, campaign->number);
    db_bind_text(q, campaign->name);
    db_bind_int(q, campaign->sheet.id);
    db_bind_int(q, campaign->sheet_version.id);
    db_bind_text(q, campaign->period);
    db_bind_text(q, campaign->opens);
    db_bind_text(q, campaign->due);
    db_bind_text(q, campaign_state_key(campaign->state));
    db_bind_text(q, campaign->note);
    db_bind_int(q, c->now_ms);
    bind_account(c, q);
    db_bind_int(q, c->now_ms);
    bind_account(c, q);
    bind_days(q, campaign);
    db_bind_int(q, campaign->for_request);
    db_bind_text(q, campaign->outside);
    return db_one_int(q, 0, &campaign->id);
}

enum err campaign_store_update(struct call *c, struct campaign *campaign)
{
    static const char sql[] =
        "UPDATE campaign SET name = ?, sheet_id = ?, version_id = ?, period = ?, opens = ?, due = "
        "?,"
        " state = ?, note = ?, snapshot_at = ?, closed_at = ?, version = version + 1,"
        " updated_at = ?, updated_by = ?, scheduled = ?, remind_before = ?, remind_every = ?"
        " WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, campaign->name);
    db_bind_int(q, campaign->sheet.id);
    db_bind_int(q, campaign->sheet_version.id);
    db_bind_text(q, campaign->period);
    db_bind_text(q, campaign->opens);
    db_bind_text(q, campaign->due);
    db_bind_text(q, campaign_state_key(campaign->state));
    db_bind_text(q, campaign->note);
    bind_time(q, campaign->snapshot_at_ms);
    bind_time(q, campaign->closed_at_ms);
    db_bind_int(q, c->now_ms);
    bind_account(c, q);
    bind_days(q, campaign);
    db_bind_int(q, campaign->id);
    db_bind_int(q, campaign->version);
    enum err e = db_run(q);
    if (e != ERR_OK)
        return e;
    if (db_changes(q) == 0)
        return ERR_STALE;
    campaign->version++;
    campaign->updated_at_ms = c->now_ms;
    return ERR_OK;
}

enum err campaign_store_of_day(
    struct call *c, enum campaign_day day, const char *today, const char ***ret_ids, size_t *ret_n)
{
    enum { MOST = 200 };
    static const char opening[] =
        "SELECT uid FROM campaign WHERE org_id = :org AND state = 'draft' AND scheduled = 1"
        " AND opens <= ? AND deleted_at IS NULL ORDER BY id LIMIT 200";
    static const char reminding[] =
        "SELECT uid FROM campaign WHERE org_id = :org AND state = 'open' AND deleted_at IS NULL"
        " AND (remind_before IS NOT NULL OR remind_every IS NOT NULL)"
        " AND (reminded_on IS NULL OR reminded_on < ?) ORDER BY id LIMIT 200";
    const char **ids = mem_array(c, const char *, MOST);
    size_t n = 0;
    bool row = false;
    DB_QUERY *q = db_query(c->db, day == CAMPAIGN_OPENS ? opening : reminding);
    db_bind_text(q, today);
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row && n < MOST) {
        char uid_text[UUID_TEXT_SIZE];
        struct uuid uid = db_uuid(q, 0);
        uuid_format(&uid, uid_text);
        ids[n++] = mem_strdup(c, uid_text);
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

enum err campaign_store_waiting(struct call *c, int64_t campaign_id, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM response WHERE org_id = :org"
                              " AND campaign_id = ? AND state IN ('draft', 'returned')";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    return db_one_int(q, 0, ret_n);
}

enum err campaign_store_reminded(struct call *c, int64_t campaign_id, const char *today)
{
    static const char sql[] = "UPDATE campaign SET reminded_on = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    db_bind_int(q, campaign_id);
    return db_run(q);
}

enum err campaign_store_delete(struct call *c, const struct campaign *campaign)
{
    static const char sql[] = "UPDATE campaign SET deleted_at = ?, updated_by = ?"
                              " WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->now_ms);
    bind_account(c, q);
    db_bind_int(q, campaign->id);
    db_bind_int(q, campaign->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}
