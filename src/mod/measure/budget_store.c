#include "mod/measure/budget_store.h"

#include "base/mem.h"
#include "kernel/unit/unit_tree.h"
#include "mod/measure/measure.h"

#include <string.h>

struct view {
    const char **paths;
    size_t n_paths;
};

static bool visible(const struct view *v, const char *path)
{
    for (size_t i = 0; i < v->n_paths; i++)
        if (unit_path_below(path, v->paths[i]))
            return true;
    return false;
}

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

/* Rows of path, unit, kind, sheet, section, currency, then six sums. */
static enum err read_groups(struct call *c, struct db_query *q, const struct view *v,
    const char *currency, struct budget_group **groups, size_t *n, int64_t *ret_other)
{
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        if (!visible(v, db_text(q, 0, NULL)))
            continue;
        if (strcmp(db_text(q, 5, NULL), currency) != 0) {
            *ret_other += db_int(q, 6);
            continue;
        }
        *groups = mem_grow(c, *groups, struct budget_group, *n + 1);
        (*groups)[(*n)++] = (struct budget_group){
            .unit_id = db_int(q, 1),
            .kind = text(c, q, 2),
            .sheet_key = text(c, q, 3),
            .section_key = text(c, q, 4),
            .sum = {db_int(q, 6), db_int(q, 7), db_int(q, 8), db_int(q, 9), db_int(q, 10),
                db_int(q, 11)},
        };
    }
    return e;
}

#define GROUP "u.path, b.unit_id, b.kind, b.sheet_key, b.section_key, b.requested_currency"

enum err budget_store_groups(struct call *c, const char *fiscal_year, const char *currency,
    const char **paths, size_t n_paths, struct budget_group **ret_groups, size_t *ret_n,
    int64_t *ret_other)
{
    static const char granted[] =
        "SELECT " GROUP ", COUNT(*), SUM(b.requested),"
        " SUM(CASE WHEN b.state = 'draft' THEN b.requested ELSE 0 END),"
        " SUM(CASE WHEN b.state IN ('approved', 'closed') THEN b.granted ELSE 0 END), 0, 0"
        " FROM budget b JOIN unit u ON u.org_id = b.org_id AND u.id = b.unit_id"
        " WHERE b.org_id = :org AND b.fiscal_year = ? AND b.deleted_at IS NULL"
        " GROUP BY " GROUP " ORDER BY b.section_key, u.path, b.kind";
    static const char spent[] =
        "SELECT " GROUP ", 0, 0, 0, 0,"
        " SUM(CASE WHEN s.stage = 'ordered' THEN s.amount ELSE 0 END),"
        " SUM(CASE WHEN s.stage = 'paid' THEN s.amount ELSE 0 END)"
        " FROM budget b JOIN unit u ON u.org_id = b.org_id AND u.id = b.unit_id"
        " JOIN spending s ON s.org_id = b.org_id AND s.budget_id = b.id AND s.deleted_at IS NULL"
        " WHERE b.org_id = :org AND b.fiscal_year = ? AND b.deleted_at IS NULL"
        " GROUP BY " GROUP " ORDER BY b.section_key, u.path, b.kind";
    const struct view v = {paths, n_paths};
    struct budget_group *groups = NULL;
    size_t n = 0;
    int64_t other = 0;
    DB_QUERY *q = db_query(c->db, granted);
    db_bind_text(q, fiscal_year);
    enum err e = read_groups(c, q, &v, currency, &groups, &n, &other);
    DB_QUERY *p = db_query(c->db, spent);
    db_bind_text(p, fiscal_year);
    if (e == ERR_OK)
        e = read_groups(c, p, &v, currency, &groups, &n, &other);
    if (e != ERR_OK)
        return e;
    *ret_groups = groups;
    *ret_n = n;
    *ret_other = other;
    return ERR_OK;
}

enum err measure_budget_used(
    struct call *c, const char *fiscal_year, int64_t *ret_granted, int64_t *ret_used)
{
    const char *everywhere[] = {"/"};
    struct budget_group *groups = NULL;
    struct budget_sum total = {0};
    size_t n = 0;
    int64_t other = 0;
    enum err e =
        budget_store_groups(c, fiscal_year, c->org.currency, everywhere, 1, &groups, &n, &other);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < n; i++)
        budget_sum_add(&total, &groups[i].sum);
    *ret_granted = total.granted;
    *ret_used = total.ordered + total.paid;
    return ERR_OK;
}
