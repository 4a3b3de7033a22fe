/* Routes that count risks: the heat map, figures by unit, threat, system, owner and
 * directive. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/unit/unit_reg.h"
#include "kernel/unit/unit_tree.h"
#include "mod/risk/risk_private.h"
#include "mod/risk/risk_snapshot_store.h"
#include "mod/risk/risk_view.h"

#include <stdlib.h>
#include <string.h>

enum { FIGURES_MAX = 5000 };

/* ---- shapes ---- */

#define BY_KEY(name, key) key,
static const char *const by_keys[] = {RISK_BY_LIST(BY_KEY) NULL};
#undef BY_KEY
static const struct option_set BY = {"risk_by", by_keys};

static const struct field heat_query_fields[] = {
    {.key = "unit", .type = FIELD_TEXT, .max = 40},
    {.key = "snapshot", .type = FIELD_ID}, /* absent: as the register stands */
};
static const struct shape SHAPE_HEAT_QUERY = SHAPE("RiskHeatMapQuery", heat_query_fields);

static const struct field figures_query_fields[] = {
    {.key = "by", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &BY},
    {.key = "unit", .type = FIELD_TEXT, .max = 40},
};
static const struct shape SHAPE_FIGURES_QUERY = SHAPE("RiskFiguresQuery", figures_query_fields);

static const struct field cell_fields[] = {
    {.key = "likelihood", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "importance", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "value", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "band", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_RISK_BAND},
    {.key = "count", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_CELL = SHAPE("RiskHeatMapCell", cell_fields);

#define CELLS(name)                                                                       \
    {                                                                                     \
        .key = (name), .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_CELL, \
        .max = (int64_t)RISK_STEPS_MAX * RISK_STEPS_MAX                                   \
    }
static const struct field heat_fields[] = {
    CELLS("inherent"),
    CELLS("residual"),
    {.key = "unknown", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_HEAT = SHAPE("RiskHeatMap", heat_fields);

static const struct field bands_fields[] = {
    {.key = "calm", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "watch", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "warn", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "alarm", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_BANDS = SHAPE("RiskBandCounts", bands_fields);

static const struct field figure_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "count", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "unknown", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "highest", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "bands", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_BANDS},
};
static const struct shape SHAPE_FIGURE = SHAPE("RiskFigure", figure_fields);
static const struct field figures_fields[] = {{.key = "items",
    .type = FIELD_LIST,
    .flags = FIELD_REQUIRED,
    .shape = &SHAPE_FIGURE,
    .max = FIGURES_MAX}};
static const struct shape SHAPE_FIGURES = SHAPE("RiskFigures", figures_fields);

/* ---- the part of the tree that is counted ---- */

/* Those of the caller's units that lie in the unit asked for, or that unit if it lies in them. */
static void within(const char **paths, size_t *n, const char *unit)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        if (unit_path_below(paths[i], unit)) {
            paths[kept++] = paths[i];
        } else if (unit_path_below(unit, paths[i])) {
            paths[0] = unit;
            kept = 1;
            break;
        }
    }
    *n = kept;
}

enum err risk_paths(struct call *c, const char *unit, const char ***ret_paths, size_t *ret_n)
{
    size_t n = 0;
    const char **paths = who_scope(c, c->who, &PERM_RISK_READ, &n);
    int64_t id = 0;
    const char *path = NULL;
    enum err e = ERR_OK;
    if (unit != NULL) {
        e = reg_find(c, &REG_UNITS, unit, &id);
        if (e == ERR_OK)
            e = unit_tree_path(c, id, &path);
        if (e == ERR_OK)
            within(paths, &n, path);
    }
    if (e != ERR_OK)
        return e;
    *ret_paths = paths;
    *ret_n = n;
    return ERR_OK;
}

/* ---- heat map ---- */

static int64_t write_cells(struct jw *w, const char *key, const struct risk_method *m,
    int64_t (*counts)[RISK_STEPS_MAX + 1])
{
    int64_t told = 0;
    jw_key(w, key);
    jw_arr_begin(w);
    for (int l = 1; l <= m->scales[RISK_LIKELIHOOD].n; l++) {
        for (int i = 1; i <= m->scales[RISK_IMPORTANCE].n; i++) {
            const struct risk_steps steps = {.likelihood = (uint8_t)l, .importance = (uint8_t)i};
            int value = risk_value(m, steps);
            const struct risk_band *band = risk_band_of(m, value);
            jw_obj_begin(w);
            jw_kint(w, "likelihood", l);
            jw_kint(w, "importance", i);
            jw_kint(w, "value", value);
            jw_kstr(w, "band", band == NULL ? NULL : risk_colour_key(band->colour));
            jw_kint(w, "count", counts[l][i]);
            jw_obj_end(w);
            told += counts[l][i];
        }
    }
    jw_arr_end(w);
    return told;
}

static int64_t sum(int64_t (*counts)[RISK_STEPS_MAX + 1])
{
    int64_t n = 0;
    for (int l = 0; l <= RISK_STEPS_MAX; l++)
        for (int i = 0; i <= RISK_STEPS_MAX; i++)
            n += counts[l][i];
    return n;
}

static enum err units_of(struct req *r, const char **ret_units)
{
    const char **paths = NULL;
    size_t n = 0;
    enum err e = risk_paths(&r->call, req_query(r, "unit"), &paths, &n);
    if (e == ERR_OK)
        *ret_units = risk_snapshot_units(&r->call, paths, n);
    return e;
}

/* The method by which the map is drawn: of today, or of the snapshot that is asked for. */
static enum err method_of(
    struct req *r, const char *units, const struct risk_method **ret_method, int64_t *ret_snapshot)
{
    struct uuid uid;
    struct risk_snapshot *s = NULL;
    size_t n = 0;
    const char *id = req_query(r, "snapshot");
    if (id == NULL)
        return risk_method_now(&r->call, ret_method);
    enum err e = uuid_parse(id, &uid) ? risk_snapshot_store_list(&r->call, units, &uid, 1, &s, &n)
                                      : ERR_NOT_FOUND;
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_snapshot = s->id;
    return e == ERR_OK ? risk_method_find(&r->call, s->method_key, s->method_version, ret_method)
                       : e;
}

static enum err api_heat_map(struct req *r)
{
    struct call *c = &r->call;
    const struct risk_method *method = NULL;
    const char *units = NULL;
    int64_t snapshot = 0;
    struct risk_heat *heat = mem_new(c, struct risk_heat);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = units_of(r, &units);
    if (e == ERR_OK)
        e = method_of(r, units, &method, &snapshot);
    if (e == ERR_OK)
        e = risk_view_store_heat(c, units, snapshot, heat);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    int64_t told = write_cells(&w, "inherent", method, heat->inherent);
    write_cells(&w, "residual", method, heat->residual);
    jw_kint(&w, "unknown", sum(heat->inherent) - told);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- figures ---- */

static void write_figure(struct jw *w, const struct risk_figure *f)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&f->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", f->has_uid ? id : NULL);
    jw_kstr(w, "number", f->number);
    jw_kstr(w, "name", f->name);
    jw_kint(w, "count", f->count);
    jw_kint(w, "unknown", f->unknown);
    if (f->highest == 0)
        jw_kstr(w, "highest", NULL);
    else
        jw_kint(w, "highest", f->highest);
    jw_key(w, "bands");
    jw_obj_begin(w);
    for (int b = 0; b < RISK_COLOUR_MAX; b++)
        jw_kint(w, risk_colour_key((enum risk_colour)b), f->bands[b]);
    jw_obj_end(w);
    jw_obj_end(w);
}

static enum risk_by by_of(const char *key)
{
    int by = 0;
    while (by < RISK_BY_MAX - 1 && strcmp(by_keys[by], key) != 0)
        by++;
    return (enum risk_by)by;
}

static enum err api_figures(struct req *r)
{
    struct call *c = &r->call;
    const char *units = NULL;
    struct risk_figure *figures = NULL;
    size_t n_figures = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = units_of(r, &units);
    if (e == ERR_OK)
        e = risk_view_store_figures(c, by_of(req_query(r, "by")), units, &figures, &n_figures);
    if (e != ERR_OK)
        return e;
    risk_view_sort(figures, n_figures);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n_figures && i < FIGURES_MAX; i++)
        write_figure(&w, &figures[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/risk-heat-map",
        .op = "risk_heat_map",
        .perm = &PERM_RISK_READ,
        .handle = api_heat_map,
        .query = &SHAPE_HEAT_QUERY,
        .answer = &SHAPE_HEAT},
    {.method = METHOD_GET,
        .path = "/api/v1/risk-figures",
        .op = "risk_figures",
        .perm = &PERM_RISK_READ,
        .handle = api_figures,
        .query = &SHAPE_FIGURES_QUERY,
        .answer = &SHAPE_FIGURES},
};

const struct module module_risk_view = {
    .name = "risk_view", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
