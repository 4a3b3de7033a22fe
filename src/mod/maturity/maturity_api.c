/* How the components in use stand, and what the levels mean. */
#include "kernel/audit/tx.h"
#include "kernel/auth/who.h"
#include "mod/maturity/maturity_private.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

static const struct field level_fields[] = {
    {.key = "level", .type = FIELD_INT, .flags = MUST},
    {.key = "text", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "count", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_LEVEL = SHAPE("ComponentMaturityLevel", level_fields);

static const struct field column_fields[] = {
    {.key = "name", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "mean", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "levels", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LEVEL},
};
static const struct shape SHAPE_COLUMN = SHAPE("ComponentMaturityColumn", column_fields);

static const struct field fields[] = {
    {.key = "as_of", .type = FIELD_DATE, .flags = MUST},
    {.key = "stale_before", .type = FIELD_DATE, .flags = MUST},
    {.key = "in_use", .type = FIELD_INT, .flags = MUST},
    {.key = "scored", .type = FIELD_INT, .flags = MUST},
    {.key = "stale", .type = FIELD_INT, .flags = MUST},
    {.key = "never", .type = FIELD_INT, .flags = MUST},
    {.key = "mean", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "evaluation", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_COLUMN},
    {.key = "response", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_COLUMN},
    {.key = "cites", .type = FIELD_TEXTS, .flags = MUST},
};
const struct shape SHAPE_COMPONENT_MATURITY = SHAPE("ComponentMaturity", fields);

struct date maturity_today(struct call *c)
{
    struct date today = {1970, 1, 1};
    clock_day_in_zone(c->now_ms, c->org.zone, &today);
    return today;
}

struct date maturity_year_ago(struct date today)
{
    today.year--;
    return date_of_days(date_days(today)); /* of 29 February: 1 March */
}

enum err maturity_load(
    struct call *c, const char *const *paths, size_t n_paths, struct maturity_figures *ret_figures)
{
    struct maturity_group *groups = NULL;
    char stale[DATE_TEXT_SIZE];
    size_t n = 0;
    date_format(maturity_year_ago(maturity_today(c)), stale);
    enum err e = maturity_store_groups(c, stale, &groups, &n);
    if (e == ERR_OK)
        *ret_figures = maturity_count(groups, n, paths, n_paths);
    return e;
}

static void write_mean(struct jw *w, int64_t tenths)
{
    jw_key(w, "mean");
    if (tenths < 0)
        jw_null(w);
    else
        jw_num(w, (double)tenths / 10);
}

static void write_column(struct jw *w, const char *key, const json_t *levels,
    const int64_t by_level[MATURITY_LEVELS + 1])
{
    const json_t *column = json_object_get(levels, key);
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kjson(w, "name", json_object_get(column, "name"));
    write_mean(w, maturity_column_mean(by_level));
    jw_key(w, "levels");
    jw_arr_begin(w);
    for (int level = 1; level <= MATURITY_LEVELS; level++) {
        jw_obj_begin(w);
        jw_kint(w, "level", level);
        jw_kjson(w, "text", json_array_get(json_object_get(column, "levels"), (size_t)(level - 1)));
        jw_kint(w, "count", by_level[level]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_figures(struct req *r, const struct maturity_figures *f, const json_t *levels)
{
    char today[DATE_TEXT_SIZE], stale[DATE_TEXT_SIZE];
    date_format(maturity_today(&r->call), today);
    date_format(maturity_year_ago(maturity_today(&r->call)), stale);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "as_of", today);
    jw_kstr(&w, "stale_before", stale);
    jw_kint(&w, "in_use", f->in_use);
    jw_kint(&w, "scored", f->scored);
    jw_kint(&w, "stale", f->stale);
    jw_kint(&w, "never", f->never);
    write_mean(&w, maturity_mean(f));
    write_column(&w, "evaluation", levels, f->evaluation);
    write_column(&w, "response", levels, f->response);
    jw_kjson(&w, "cites", json_object_get(levels, "cites"));
    jw_obj_end(&w);
}

enum err component_maturity_get(struct req *r)
{
    struct call *c = &r->call;
    struct maturity_figures figures;
    json_t *levels = NULL;
    size_t n = 0;
    const char **paths = who_scope(c, c->who, &PERM_COMPONENT_READ, &n);
    enum err e = maturity_levels_load(c, c->problem, &levels);
    if (e == ERR_OK)
        e = tx_begin_read(c);
    if (e == ERR_OK)
        e = maturity_load(c, paths, n, &figures);
    if (e == ERR_OK)
        write_figures(r, &figures, levels);
    return e;
}
