/* Firms by measures: how far each is with each, page by page, and how many of each class are. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/joint/joint_private.h"
#include "mod/supplier/supplier.h"

#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED

enum { MEASURES_MOST = 12, AFTER_MOST = 400 };

/* A state, or all that have not started: asked or agreed. */
static const char *const which_keys[] = {"asked", "agreed", "doing", "not_doing", "waiting", NULL};
static const struct option_set WHICH = {"joint_which", which_keys};

static const struct field query_fields[] = {
    {.key = "measure", .type = FIELD_TEXT, .max = 40},
    {.key = "state", .type = FIELD_ENUM, .options = &WHICH},
    {.key = "after", .type = FIELD_TEXT, .max = AFTER_MOST},
};
const struct shape SHAPE_JOINT_GRID_QUERY = SHAPE("JointGridQuery", query_fields);

static const struct field count_fields[] = {
    {.key = "class",
        .type = FIELD_ENUM,
        .flags = MUST | FIELD_NULLABLE,
        .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_JOINT_STATE},
    {.key = "n", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_COUNT = SHAPE("JointGridCount", count_fields);

static const struct field measure_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "because", .type = FIELD_TEXT, .flags = MUST},
    {.key = "kind", .type = FIELD_TEXT, .flags = MUST},
    {.key = "counts", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_COUNT},
};
static const struct shape SHAPE_MEASURE = SHAPE("JointGridMeasure", measure_fields);

static const struct field cell_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "measure", .type = FIELD_ID, .flags = MUST},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_JOINT_STATE},
    {.key = "since", .type = FIELD_DATE, .flags = MUST | FIELD_NULLABLE},
    {.key = "evidence", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_CELL = SHAPE("JointGridCell", cell_fields);

static const struct field firm_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "class",
        .type = FIELD_ENUM,
        .flags = MUST | FIELD_NULLABLE,
        .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "cells", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CELL},
};
static const struct shape SHAPE_FIRM = SHAPE("JointGridFirm", firm_fields);

static const struct field fields[] = {
    {.key = "measures", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MEASURE},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FIRM},
    {.key = "next", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
};
const struct shape SHAPE_JOINT_GRID = SHAPE("JointGrid", fields);

struct grid {
    json_t *measures;
    struct joint_count *counts;
    size_t n_counts;
    struct joint_firm firms[JOINT_FIRMS + 1];
    size_t n_firms;
    struct joint_cell *cells;
    size_t n_cells;
};

/* ---- writing ---- */

static void write_counts(struct jw *w, const struct grid *g, const char *measure)
{
    jw_key(w, "counts");
    jw_arr_begin(w);
    for (size_t i = 0; i < g->n_counts; i++) {
        if (strcmp(g->counts[i].measure, measure) != 0)
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "class", g->counts[i].class);
        jw_kstr(w, "state", g->counts[i].state);
        jw_kint(w, "n", g->counts[i].n);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_measures(struct jw *w, const struct grid *g)
{
    static const char *const same[] = {"id", "number", "title", "because", "kind"};
    size_t i;
    const json_t *one;
    jw_key(w, "measures");
    jw_arr_begin(w);
    json_array_foreach(g->measures, i, one)
    {
        jw_obj_begin(w);
        for (size_t k = 0; k < sizeof same / sizeof same[0]; k++)
            jw_kjson(w, same[k], json_object_get(one, same[k]));
        write_counts(w, g, body_text(one, "id"));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_cells(struct jw *w, const struct grid *g, int64_t firm_id)
{
    jw_key(w, "cells");
    jw_arr_begin(w);
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct joint_cell *cell = &g->cells[i];
        if (cell->firm_id != firm_id)
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "id", cell->id);
        jw_kstr(w, "number", cell->number);
        jw_kstr(w, "measure", cell->measure);
        jw_kint(w, "version", cell->version);
        jw_kstr(w, "state", cell->state);
        jw_kstr(w, "since", cell->since);
        jw_kbool(w, "evidence", cell->evidence != NULL);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_firms(struct call *c, struct jw *w, const struct grid *g)
{
    size_t shown = g->n_firms > JOINT_FIRMS ? JOINT_FIRMS : g->n_firms;
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < shown; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "name", g->firms[i].name);
        jw_kstr(w, "class", g->firms[i].class);
        write_cells(w, g, g->firms[i].id);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    const struct joint_firm *last = shown == g->n_firms ? NULL : &g->firms[shown - 1];
    jw_kstr(
        w, "next", last == NULL ? NULL : mem_printf(c, "%lld %s", (long long)last->id, last->name));
}

/* ---- the request ---- */

/* Where the page before ended: the firm's id, a blank, its name. */
static void behind(const char *after, struct joint_wish *wish)
{
    char *end = NULL;
    if (after[0] == '\0')
        return;
    wish->after_id = strtoll(after, &end, 10);
    wish->after_name = *end == ' ' ? end + 1 : end;
}

static enum err load(struct req *r, struct grid *g)
{
    struct call *c = &r->call;
    static const struct reg_where running = {"state", "eq", "running"};
    const char *measure = req_query(r, "measure");
    const char *state = req_query(r, "state");
    const char *after = req_query(r, "after");
    struct joint_wish wish = {.state = state == NULL ? "" : state, .after_name = ""};
    behind(after == NULL ? "" : after, &wish);
    enum err e =
        reg_list(c, &REG_JOINT_MEASURES, &running, 1, "agreed_on", MEASURES_MOST, &g->measures);
    if (e == ERR_OK && measure != NULL)
        e = reg_find(c, &REG_JOINT_MEASURES, measure, &wish.measure_id);
    if (e == ERR_OK)
        e = joint_store_counts(c, &g->counts, &g->n_counts);
    if (e == ERR_OK)
        e = joint_store_firms(c, &wish, g->firms, &g->n_firms);
    return e == ERR_OK
               ? joint_store_cells(c, g->firms, g->n_firms > JOINT_FIRMS ? JOINT_FIRMS : g->n_firms,
                     &g->cells, &g->n_cells)
               : e;
}

enum err joint_grid_get(struct req *r)
{
    struct grid *g = mem_new(r, struct grid);
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_JOINT_READ);
    if (e == ERR_OK)
        e = load(r, g);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_measures(&w, g);
    write_firms(&r->call, &w, g);
    jw_obj_end(&w);
    return ERR_OK;
}
