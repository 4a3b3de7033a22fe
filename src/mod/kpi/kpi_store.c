/* SQL of the scorecard: indicators with what they were. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/kpi/kpi_private.h"

#include <string.h>

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static struct kpi_number number(struct db_query *q, int col)
{
    return (struct kpi_number){!db_is_null(q, col), db_num(q, col)};
}

/* Columns id, uid, number, title from `col`. */
static struct ref named(struct call *c, struct db_query *q, int col)
{
    return (struct ref){
        db_int(q, col), db_uuid(q, col + 1), text(c, q, col + 2), text(c, q, col + 3)};
}

static struct kpi_figure read_indicator(struct call *c, struct db_query *q)
{
    const char *direction = db_text(q, 9, NULL);
    return (struct kpi_figure){.indicator = named(c, q, 0),
        .version = db_int(q, 4),
        .perspective = text(c, q, 5),
        .question = text(c, q, 6),
        .source = text(c, q, 7),
        .figure = text(c, q, 8),
        .limits = {direction != NULL && strcmp(direction, "lower") == 0, number(q, 10),
            number(q, 11), number(q, 12)},
        .period = kpi_period_of(db_text(q, 13, NULL)),
        .judged = text(c, q, 14),
        .comment = text(c, q, 15),
        .owner = named(c, q, 16)};
}

enum err kpi_store_indicators(
    struct call *c, int64_t only, struct kpi_figure **ret_figures, size_t *ret_n)
{
    static const char sql[] =
        "SELECT i.id, i.uid, i.number, i.title, i.version, i.perspective, i.question, i.source,"
        " i.figure, i.direction, i.target, i.green, i.amber, i.cycle, i.judged, i.comment,"
        " p.id, p.uid, p.number, p.name"
        " FROM indicator i LEFT JOIN person p ON p.org_id = :org AND p.id = i.owner_id"
        " WHERE i.org_id = :org AND i.deleted_at IS NULL AND (? = 0 OR i.id = ?)"
        " ORDER BY i.id LIMIT ?";
    struct kpi_figure *figures = mem_array(c, struct kpi_figure, LIMIT_INDICATORS);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, only);
    db_bind_int(q, only);
    db_bind_int(q, LIMIT_INDICATORS);
    while ((e = db_step(q, &row)) == ERR_OK && row && n < LIMIT_INDICATORS)
        figures[n++] = read_indicator(c, q);
    if (e != ERR_OK)
        return e;
    *ret_figures = figures;
    *ret_n = n;
    return ERR_OK;
}

static int64_t count_or_none(struct db_query *q, int col)
{
    return db_is_null(q, col) ? -1 : db_int(q, col);
}

static enum err past_of(struct call *c, struct kpi_figure *f)
{
    static const char sql[] =
        "SELECT uid, period_end, value, origin, comment, records, unit_price FROM indicator_value"
        " WHERE org_id = :org AND indicator_id = ? AND deleted_at IS NULL"
        " ORDER BY period_end DESC LIMIT ?";
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    f->past = mem_array(c, struct kpi_past, KPI_PAST);
    db_bind_int(q, f->indicator.id);
    db_bind_int(q, KPI_PAST);
    while ((e = db_step(q, &row)) == ERR_OK && row && f->n_past < KPI_PAST)
        f->past[f->n_past++] = (struct kpi_past){.uid = db_uuid(q, 0),
            .period_end = text(c, q, 1),
            .value = db_num(q, 2),
            .status = kpi_status_of(&f->limits, number(q, 2)),
            .origin = text(c, q, 3),
            .comment = text(c, q, 4),
            .records = count_or_none(q, 5),
            .unit_price = count_or_none(q, 6)};
    for (size_t i = 0; i < f->n_past / 2; i++) {
        struct kpi_past late = f->past[i];
        f->past[i] = f->past[f->n_past - 1 - i];
        f->past[f->n_past - 1 - i] = late;
    }
    return e;
}

enum err kpi_store_past(struct call *c, struct kpi_figure *figures, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = past_of(c, &figures[i]);
    return e;
}

enum err kpi_store_measured(struct call *c, int64_t indicator_id, const char *today)
{
    static const char sql[] =
        "UPDATE indicator SET measured_on = (SELECT CASE WHEN max(v.period_end) > ? THEN ?"
        " ELSE max(v.period_end) END FROM indicator_value v WHERE v.org_id = :org"
        " AND v.indicator_id = indicator.id AND v.deleted_at IS NULL)"
        " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, today);
    db_bind_text(q, today);
    db_bind_int(q, indicator_id);
    return db_run(q);
}

/* ---- arrows ---- */

enum err kpi_store_arrows(struct call *c, struct kpi_arrow **ret_arrows, size_t *ret_n)
{
    static const char sql[] = "SELECT cause_id, effect_id FROM indicator_cause"
                              " WHERE org_id = :org AND deleted_at IS NULL ORDER BY id LIMIT ?";
    struct kpi_arrow *arrows = mem_array(c, struct kpi_arrow, LIMIT_INDICATOR_CAUSES);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, LIMIT_INDICATOR_CAUSES);
    while ((e = db_step(q, &row)) == ERR_OK && row && n < LIMIT_INDICATOR_CAUSES)
        arrows[n++] = (struct kpi_arrow){db_int(q, 0), db_int(q, 1)};
    if (e != ERR_OK)
        return e;
    *ret_arrows = arrows;
    *ret_n = n;
    return ERR_OK;
}

enum err kpi_store_shown_arrows(
    struct call *c, int64_t only, struct kpi_shown_arrow **ret_arrows, size_t *ret_n)
{
    static const char sql[] =
        "SELECT a.uid, a.reason, f.id, f.uid, f.number, f.title, t.id, t.uid, t.number, t.title"
        " FROM indicator_cause a"
        " JOIN indicator f ON f.org_id = :org AND f.id = a.cause_id AND f.deleted_at IS NULL"
        " JOIN indicator t ON t.org_id = :org AND t.id = a.effect_id AND t.deleted_at IS NULL"
        " WHERE a.org_id = :org AND a.deleted_at IS NULL"
        " AND (? = 0 OR a.cause_id = ? OR a.effect_id = ?) ORDER BY a.id LIMIT ?";
    struct kpi_shown_arrow *arrows = mem_array(c, struct kpi_shown_arrow, LIMIT_INDICATOR_CAUSES);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    for (int i = 0; i < 3; i++)
        db_bind_int(q, only);
    db_bind_int(q, LIMIT_INDICATOR_CAUSES);
    while ((e = db_step(q, &row)) == ERR_OK && row && n < LIMIT_INDICATOR_CAUSES)
        arrows[n++] =
            (struct kpi_shown_arrow){db_uuid(q, 0), named(c, q, 2), named(c, q, 6), text(c, q, 1)};
    if (e != ERR_OK)
        return e;
    *ret_arrows = arrows;
    *ret_n = n;
    return ERR_OK;
}

enum err kpi_store_rename_arrows(struct call *c, int64_t indicator_id)
{
    static const char sql[] =
        "UPDATE indicator_cause SET name ="
        " (SELECT f.title FROM indicator f WHERE f.org_id = :org AND f.id = cause_id) || ' → ' ||"
        " (SELECT t.title FROM indicator t WHERE t.org_id = :org AND t.id = effect_id)"
        " WHERE org_id = :org AND (cause_id = ? OR effect_id = ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, indicator_id);
    db_bind_int(q, indicator_id);
    return db_run(q);
}

/* ---- customers' requests ---- */

enum err kpi_store_answered(
    struct call *c, struct date_span span, int64_t *ret_n, int64_t *ret_days)
{
    static const char sql[] = "SELECT count(*), coalesce(sum(days), 0) FROM customer_request"
                              " WHERE org_id = :org AND deleted_at IS NULL AND state = 'answered'"
                              " AND days IS NOT NULL AND answered_on >= ? AND answered_on <= ?";
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    bool row = false;
    date_format(span.first, first);
    date_format(span.last, last);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, first);
    db_bind_text(q, last);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e == ERR_OK ? ERR_INTERNAL : e;
    *ret_n = db_int(q, 0);
    *ret_days = db_int(q, 1);
    return ERR_OK;
}
