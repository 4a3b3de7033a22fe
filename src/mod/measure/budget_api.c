/* What is asked for, granted, spent and left of a fiscal year's budgets. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/unit/unit_tree.h"
#include "mod/measure/budget.h"
#include "mod/measure/budget_store.h"
#include "mod/measure/measure_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define SUM_FIELDS                                                \
    {.key = "n", .type = FIELD_INT, .flags = MUST},               \
        {.key = "requested", .type = FIELD_MONEY, .flags = MUST}, \
        {.key = "undecided", .type = FIELD_MONEY, .flags = MUST}, \
        {.key = "granted", .type = FIELD_MONEY, .flags = MUST},   \
        {.key = "ordered", .type = FIELD_MONEY, .flags = MUST},   \
        {.key = "paid", .type = FIELD_MONEY, .flags = MUST},      \
    {                                                             \
        .key = "remaining", .type = FIELD_MONEY, .flags = MUST    \
    }

static const struct field total_fields[] = {SUM_FIELDS};
static const struct shape SHAPE_TOTAL = SHAPE("BudgetTotal", total_fields);

static const struct field section_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
    {.key = "section_key", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
    SUM_FIELDS,
};
static const struct shape SHAPE_SECTION = SHAPE("BudgetOfSection", section_fields);

static const struct field unit_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = MUST},
    SUM_FIELDS,
};
static const struct shape SHAPE_UNIT = SHAPE("BudgetOfUnit", unit_fields);

static const struct field kind_fields[] = {
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = MUST | FIELD_NULLABLE,
        .options = &OPTIONS_MEASURE_KIND},
    SUM_FIELDS,
};
static const struct shape SHAPE_KIND = SHAPE("BudgetOfKind", kind_fields);

static const struct field overview_fields[] = {
    {.key = "fiscal_year", .type = FIELD_PERIOD, .flags = MUST},
    {.key = "currency", .type = FIELD_TEXT, .flags = MUST},
    {.key = "in_other_currencies", .type = FIELD_INT, .flags = MUST},
    {.key = "total", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_TOTAL},
    {.key = "by_section", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SECTION},
    {.key = "by_unit", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_UNIT},
    {.key = "by_kind", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_KIND},
};
static const struct shape SHAPE_OVERVIEW = SHAPE("BudgetOverview", overview_fields);

static const struct field query_fields[] = {{.key = "fiscal_year", .type = FIELD_PERIOD}};
static const struct shape SHAPE_QUERY = SHAPE("BudgetOverviewQuery", query_fields);

struct overview {
    struct budget_year year;
    struct budget_group *rows; /* room for as many as there are groups */
    struct unit_node *units;
    size_t n_units;
};

static void write_money(struct jw *w, const char *key, const char *currency, int64_t amount)
{
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kint(w, "amount", amount);
    jw_kstr(w, "currency", currency);
    jw_obj_end(w);
}

static void write_sum(struct jw *w, const struct overview *o, const struct budget_sum *s)
{
    jw_kint(w, "n", s->n);
    write_money(w, "requested", o->year.currency, s->requested);
    write_money(w, "undecided", o->year.currency, s->undecided);
    write_money(w, "granted", o->year.currency, s->granted);
    write_money(w, "ordered", o->year.currency, s->ordered);
    write_money(w, "paid", o->year.currency, s->paid);
    write_money(w, "remaining", o->year.currency, budget_remaining(s));
}

/* In the reader's language, as lists show it. */
static void write_unit(struct jw *w, const struct overview *o, int64_t id)
{
    char uid[UUID_TEXT_SIZE];
    jw_key(w, "unit");
    for (size_t i = 0; i < o->n_units; i++) {
        if (o->units[i].id != id)
            continue;
        uuid_format(&o->units[i].uid, uid);
        jw_obj_begin(w);
        jw_kstr(w, "id", uid);
        jw_kstr(w, "number", NULL);
        jw_kstr(w, "title", o->units[i].name);
        jw_obj_end(w);
        return;
    }
    jw_null(w);
}

static void write_key(
    struct jw *w, const struct overview *o, enum budget_by by, const struct budget_group *row)
{
    if (by == BUDGET_BY_UNIT) {
        write_unit(w, o, row->unit_id);
    } else if (by == BUDGET_BY_KIND) {
        jw_kstr(w, "kind", row->kind);
    } else {
        jw_kstr(w, "sheet_key", row->sheet_key);
        jw_kstr(w, "section_key", row->section_key);
    }
}

static void write_rows(struct jw *w, const char *key, const struct overview *o, enum budget_by by)
{
    size_t n = budget_gather(o->year.groups, o->year.n, by, o->rows);
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(w);
        write_key(w, o, by, &o->rows[i]);
        write_sum(w, o, &o->rows[i].sum);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static const char *this_year(struct call *c)
{
    char period[PERIOD_TEXT_SIZE];
    struct date today = {1970, 1, 1};
    clock_day_in_zone(c->now_ms, c->org.zone, &today);
    period_format(fiscal_year(today, c->org.fiscal_first_month), period);
    return mem_strdup(c, period);
}

enum err budget_year_load(struct call *c, const char *fiscal_year, struct budget_year *ret_year)
{
    struct budget_year year = {.fiscal_year = fiscal_year == NULL ? this_year(c) : fiscal_year,
        .currency = c->org.currency};
    size_t n_paths = 0;
    const char **paths = who_scope(c, c->who, &PERM_BUDGET_READ, &n_paths);
    enum err e = budget_store_groups(
        c, year.fiscal_year, year.currency, paths, n_paths, &year.groups, &year.n, &year.other);
    if (e == ERR_OK)
        *ret_year = year;
    return e;
}

static enum err load(struct req *r, struct overview *ret_overview)
{
    struct call *c = &r->call;
    struct overview o = {0};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = budget_year_load(c, req_query(r, "fiscal_year"), &o.year);
    if (e == ERR_OK)
        e = unit_tree_load(c, &o.units, &o.n_units);
    o.rows = mem_array(c, struct budget_group, o.year.n);
    if (e == ERR_OK)
        *ret_overview = o;
    return e;
}

static enum err overview_get(struct req *r)
{
    struct overview o;
    struct budget_sum total = {0};
    enum err e = load(r, &o);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < o.year.n; i++)
        budget_sum_add(&total, &o.year.groups[i].sum);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "fiscal_year", o.year.fiscal_year);
    jw_kstr(&w, "currency", o.year.currency);
    jw_kint(&w, "in_other_currencies", o.year.other);
    jw_key(&w, "total");
    jw_obj_begin(&w);
    write_sum(&w, &o, &total);
    jw_obj_end(&w);
    write_rows(&w, "by_section", &o, BUDGET_BY_SECTION);
    write_rows(&w, "by_unit", &o, BUDGET_BY_UNIT);
    write_rows(&w, "by_kind", &o, BUDGET_BY_KIND);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/budget-overview",
        .op = "budget_overview",
        .perm = &PERM_BUDGET_READ,
        .handle = overview_get,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_OVERVIEW},
};

const struct module module_budget_overview = {
    .name = "budget_overview", .routes = routes, .n_routes = 1};
