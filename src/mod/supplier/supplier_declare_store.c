#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "mod/supplier/supplier_declare.h"
#include "mod/supplier/supplier_name_rules.h"

#include <string.h>

/* ---- whom a campaign asks ---- */

enum err declare_store_whom(struct call *c, int64_t campaign_id, const char **ret_whom)
{
    static const char SQL[] =
        "SELECT whom FROM supplier_declaring WHERE org_id = :org AND campaign_id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, campaign_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_whom = row ? mem_strdup(c, db_text(q, 0, NULL)) : "important";
    return e;
}

enum err declare_store_whom_set(struct call *c, int64_t campaign_id, const char *whom)
{
    static const char SQL[] =
        "INSERT INTO supplier_declaring (org_id, campaign_id, whom, updated_at, updated_by)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (org_id, campaign_id) DO UPDATE SET"
        " whom = excluded.whom, updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, campaign_id);
    db_bind_text(q, whom);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

/* Work of importance that we give to it, or a business of importance that stops with it. */
static enum err is_important(struct call *c, int64_t supplier_id, bool *ret_important)
{
    static const char SQL[] =
        "SELECT count(*) FROM supplier_engagement e WHERE e.org_id = :org AND e.supplier_id = ?"
        " AND e.deleted_at IS NULL AND e.state <> 'ended' AND (e.important = 1 OR EXISTS"
        " (SELECT 1 FROM supplier_engagement_business b JOIN business x ON x.org_id = :org"
        " AND x.id = b.business_id AND x.importance = 'high' AND x.deleted_at IS NULL"
        " WHERE b.org_id = :org AND b.engagement_id = e.id))";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, supplier_id);
    enum err e = db_one_int(q, 0, &n);
    *ret_important = n > 0;
    return e;
}

static enum err is_asked(struct call *c, const struct response *r, bool *ret_asked)
{
    const char *whom = NULL;
    const char *class = r->respondent_class == NULL ? "" : r->respondent_class;
    enum err e = declare_store_whom(c, r->campaign.id, &whom);
    if (e != ERR_OK)
        return e;
    *ret_asked = strcmp(whom, "all") == 0;
    if (strcmp(whom, "important") != 0)
        return ERR_OK;
    if (strcmp(class, "A") != 0 && strcmp(class, "B") != 0)
        return is_important(c, r->respondent_id, ret_asked);
    *ret_asked = true;
    return ERR_OK;
}

/* ---- the list ---- */

#define ROWS_OF                                                                              \
    "SELECT d.name, d.corporate_number, d.country, d.work, d.serves,"                        \
    " coalesce(d.employees, -1), d.further, d.uid, d.outcome, x.id, x.uid, x.number, x.work" \
    " FROM supplier_declared d LEFT JOIN supplier_subcontract x ON x.org_id = :org"          \
    " AND x.id = d.subcontract_id AND x.deleted_at IS NULL WHERE d.org_id = :org"            \
    " AND d.response_id = ? ORDER BY d.no, d.id LIMIT ?"

static enum err read_rows(
    struct call *c, int64_t response_id, struct declared **ret_rows, size_t *ret_n)
{
    static const char SQL[] = ROWS_OF;
    struct declared *rows = mem_array(c, struct declared, LIMIT_DECLARED);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response_id);
    db_bind_int(q, LIMIT_DECLARED);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        rows[n++] = (struct declared){.name = mem_strdup(c, db_text(q, 0, NULL)),
            .corporate_number = mem_strdup(c, db_text(q, 1, NULL)),
            .country = mem_strdup(c, db_text(q, 2, NULL)),
            .work = mem_strdup(c, db_text(q, 3, NULL)),
            .serves = mem_strdup(c, db_text(q, 4, NULL)),
            .employees = db_int(q, 5),
            .further = mem_strdup(c, db_text(q, 6, NULL)),
            .uid = db_uuid(q, 7),
            .outcome = mem_strdup(c, db_text(q, 8, NULL)),
            .subcontract = {.id = db_int(q, 9),
                .uid = db_uuid(q, 10),
                .number = mem_strdup(c, db_text(q, 11, NULL)),
                .title = mem_strdup(c, db_text(q, 12, NULL))}};
    *ret_rows = rows;
    *ret_n = n;
    return e;
}

const char *declare_store_day(struct call *c, int64_t at_ms)
{
    struct date date;
    char text[DATE_TEXT_SIZE] = "";
    if (clock_day_in_zone(at_ms, c->org.zone, &date))
        date_format(date, text);
    return mem_strdup(c, text);
}

/* What the same respondent said the last time, in a survey that it handed in. */
static enum err read_last(struct call *c, const struct response *r, struct declaration *d)
{
    static const char SQL[] =
        "SELECT r.id, p.declared_at FROM response r JOIN supplier_declaration p"
        " ON p.org_id = :org AND p.response_id = r.id WHERE r.org_id = :org"
        " AND r.respondent_kind = ? AND r.respondent_id = ? AND r.id <> ?"
        " AND r.state IN ('submitted', 'accepted') ORDER BY p.declared_at DESC, r.id DESC LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, r->respondent_kind);
    db_bind_int(q, r->respondent_id);
    db_bind_int(q, r->id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e;
    int64_t id = db_int(q, 0);
    d->last_on = declare_store_day(c, db_int(q, 1));
    return read_rows(c, id, &d->last, &d->n_last);
}

enum err declare_store_load(
    struct call *c, const struct response *response, struct declaration *ret_declaration)
{
    static const char SQL[] = "SELECT version, declared_at FROM supplier_declaration"
                              " WHERE org_id = :org AND response_id = ?";
    struct declaration d = {.version = 0};
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response->id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row) {
        d.version = db_int(q, 0);
        d.declared_at_ms = db_int(q, 1);
    }
    if (e == ERR_OK)
        e = read_rows(c, response->id, &d.rows, &d.n);
    if (e == ERR_OK)
        e = is_asked(c, response, &d.asked);
    if (e == ERR_OK)
        e = read_last(c, response, &d);
    if (e != ERR_OK)
        return e;
    d.asked |= d.n > 0;
    *ret_declaration = d;
    return ERR_OK;
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool declared_same(const struct declared *a, const struct declared *b)
{
    return same_text(a->name, b->name) && same_text(a->corporate_number, b->corporate_number) &&
           same_text(a->country, b->country) && same_text(a->work, b->work) &&
           same_text(a->serves, b->serves) && a->employees == b->employees &&
           same_text(a->further, b->further);
}

static enum err insert_row(struct call *c, int64_t response_id, const struct declared *d, size_t no)
{
    static const char SQL[] =
        "INSERT INTO supplier_declared (org_id, uid, response_id, no, name, match_name,"
        " corporate_number, country, work, serves, employees, further)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    db_bind_int(q, response_id);
    db_bind_int(q, (int64_t)no);
    db_bind_text(q, d->name);
    db_bind_text(q, d->name == NULL ? NULL : supplier_match_name(c, d->name));
    db_bind_text(q, d->corporate_number);
    db_bind_text(q, d->country);
    db_bind_text(q, d->work);
    db_bind_text(q, d->serves);
    if (d->employees < 0)
        db_bind_null(q);
    else
        db_bind_int(q, d->employees);
    db_bind_text(q, d->further);
    return db_run(q);
}

static enum err remove_row(struct call *c, const struct declared *d)
{
    static const char SQL[] = "DELETE FROM supplier_declared WHERE org_id = :org AND uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &d->uid);
    return db_run(q);
}

static enum err move_row(struct call *c, const struct declared *d, size_t no)
{
    static const char SQL[] = "UPDATE supplier_declared SET no = ? WHERE org_id = :org AND uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, (int64_t)no);
    db_bind_uuid(q, &d->uid);
    return db_run(q);
}

/* The place of the same row; n: it is not there. */
static size_t place_of(const struct declared *rows, size_t n, const struct declared *d)
{
    size_t i = 0;
    while (i < n && !declared_same(&rows[i], d))
        i++;
    return i;
}

static enum err put_row(struct call *c, int64_t response_id, const struct declaration *before,
    const struct declared *d, size_t no)
{
    size_t at = place_of(before->rows, before->n, d);
    if (at == before->n)
        return insert_row(c, response_id, d, no);
    return at == no ? ERR_OK : move_row(c, &before->rows[at], no);
}

enum err declare_store_put(struct call *c, const struct response *response,
    const struct declaration *before, const struct declared *rows, size_t n)
{
    static const char SQL[] =
        "INSERT INTO supplier_declaration (org_id, response_id, version, declared_at)"
        " VALUES (:org, ?, 1, ?) ON CONFLICT (org_id, response_id) DO UPDATE SET"
        " version = supplier_declaration.version + 1, declared_at = excluded.declared_at";
    enum err e = ERR_OK;
    for (size_t i = 0; i < before->n && e == ERR_OK; i++)
        if (place_of(rows, n, &before->rows[i]) == n)
            e = remove_row(c, &before->rows[i]);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = put_row(c, response->id, before, &rows[i], i);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response->id);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

/* ---- what the list does not name any more ---- */

enum err declare_store_gone(
    struct call *c, const struct response *response, struct ref **ret_steps, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT x.id, x.uid, x.number, x.work, coalesce(s.name, x.subcontractor_name)"
        " FROM supplier_subcontract x LEFT JOIN supplier s ON s.org_id = :org"
        " AND s.id = x.subcontractor_id WHERE x.org_id = :org AND x.supplier_id = ?"
        " AND x.deleted_at IS NULL AND x.state <> 'ended' AND NOT EXISTS"
        " (SELECT 1 FROM supplier_declared d WHERE d.org_id = :org AND d.response_id = ?"
        " AND (d.subcontract_id = x.id OR d.name = x.subcontractor_name"
        " OR d.match_name = s.match_name OR d.corporate_number = s.corporate_number))"
        " ORDER BY x.id LIMIT ?";
    struct ref *list = mem_array(c, struct ref, LIMIT_DECLARED_SHOWN);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, response->respondent_id);
    db_bind_int(q, response->id);
    db_bind_int(q, LIMIT_DECLARED_SHOWN);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = (struct ref){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .title = mem_printf(c, "%s – %s", db_text(q, 4, NULL), db_text(q, 3, NULL))};
    *ret_steps = list;
    *ret_n = n;
    return e;
}
