/* Routes of the scorecard. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/kpi/kpi_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

#define KEY(name, key) key,
static const char *const status_keys[] = {KPI_STATUS_LIST(KEY) NULL};
static const struct option_set STATUS = {"indicator_status", status_keys};
static const char *const movement_keys[] = {KPI_MOVEMENT_LIST(KEY) NULL};
static const struct option_set MOVEMENT = {"indicator_movement", movement_keys};
#undef KEY
static const char *const part_keys[] = {"own", "industry", "supported", "judged", "used", "granted",
    "one_in_twenty", "records", "unit_price", "fresh", "unscored", "answered", "concern",
    "reviewed", "sites", "investigated", "critical", "high", "medium", "low", NULL};
static const struct option_set PART = {"indicator_part", part_keys};

static const struct field part_fields[] = {
    {.key = "key", .type = FIELD_ENUM, .flags = MUST, .options = &PART},
    {.key = "figure", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_INDICATOR_FIGURE},
    {.key = "value", .type = FIELD_NUM, .flags = MUST},
};
static const struct shape SHAPE_PART = SHAPE("ScorecardPart", part_fields);

static const struct field past_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "period_end", .type = FIELD_DATE, .flags = MUST},
    {.key = "value", .type = FIELD_NUM, .flags = MUST},
    {.key = "status", .type = FIELD_ENUM, .flags = MUST, .options = &STATUS},
    {.key = "origin", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_INDICATOR_ORIGIN},
    {.key = "comment", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
static const struct shape SHAPE_PAST = SHAPE("ScorecardPast", past_fields);

static const struct field item_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "perspective", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_PERSPECTIVE},
    {.key = "question", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "source", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_INDICATOR_SOURCE},
    {.key = "figure", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_INDICATOR_FIGURE},
    {.key = "direction",
        .type = FIELD_ENUM,
        .flags = MUST,
        .options = &OPTIONS_INDICATOR_DIRECTION},
    {.key = "target", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "green", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "amber", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "cycle", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_INDICATOR_CYCLE},
    {.key = "owner", .type = FIELD_REF, .flags = MAYBE},
    {.key = "judged", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "comment", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "value", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "live", .type = FIELD_BOOL, .flags = MUST},
    {.key = "as_of", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "period_end", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "status", .type = FIELD_ENUM, .flags = MUST, .options = &STATUS},
    {.key = "before", .type = FIELD_NUM, .flags = MAYBE},
    {.key = "before_end", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "movement", .type = FIELD_ENUM, .flags = MUST, .options = &MOVEMENT},
    {.key = "parts", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_PART},
    {.key = "due", .type = FIELD_BOOL, .flags = MUST},
    {.key = "due_end", .type = FIELD_DATE, .flags = MUST},
    {.key = "values", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_PAST},
};
static const struct shape SHAPE_ITEM = SHAPE("ScorecardItem", item_fields);

static const struct field arrow_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "cause", .type = FIELD_REF, .flags = MUST},
    {.key = "effect", .type = FIELD_REF, .flags = MUST},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
static const struct shape SHAPE_ARROW = SHAPE("ScorecardArrow", arrow_fields);

static const struct field scorecard_fields[] = {
    {.key = "as_of", .type = FIELD_DATE, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ITEM},
    {.key = "arrows", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ARROW},
};
const struct shape SHAPE_SCORECARD = SHAPE("Scorecard", scorecard_fields);

static const struct field query_fields[] = {{.key = "indicator", .type = FIELD_TEXT, .max = 80}};
const struct shape SHAPE_SCORECARD_QUERY = SHAPE("ScorecardQuery", query_fields);

static void write_number(struct jw *w, const char *key, struct kpi_number number)
{
    jw_key(w, key);
    if (number.known)
        jw_num(w, number.value);
    else
        jw_null(w);
}

static void write_parts(struct jw *w, const struct kpi_figure *f)
{
    jw_key(w, "parts");
    jw_arr_begin(w);
    for (size_t i = 0; i < f->n_parts; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "key", f->parts[i].key);
        jw_kstr(w, "figure", f->parts[i].figure);
        jw_knum(w, "value", f->parts[i].value);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_past(struct jw *w, const struct kpi_figure *f)
{
    jw_key(w, "values");
    jw_arr_begin(w);
    for (size_t i = 0; i < f->n_past; i++) {
        const struct kpi_past *p = &f->past[i];
        jw_obj_begin(w);
        out_uuid(w, "id", &p->uid);
        jw_kstr(w, "period_end", p->period_end);
        jw_knum(w, "value", p->value);
        jw_kstr(w, "status", kpi_status_key(p->status));
        jw_kstr(w, "origin", p->origin);
        jw_kstr(w, "comment", p->comment);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_definition(struct jw *w, const struct kpi_figure *f)
{
    out_uuid(w, "id", &f->indicator.uid);
    jw_kstr(w, "number", f->indicator.number);
    jw_kstr(w, "title", f->indicator.title);
    jw_kint(w, "version", f->version);
    jw_kstr(w, "perspective", f->perspective);
    jw_kstr(w, "question", f->question);
    jw_kstr(w, "source", f->source);
    jw_kstr(w, "figure", f->figure);
    jw_kstr(w, "direction", f->limits.lower ? "lower" : "higher");
    write_number(w, "target", f->limits.target);
    write_number(w, "green", f->limits.green);
    write_number(w, "amber", f->limits.amber);
    jw_kstr(w, "cycle", OPTIONS_INDICATOR_CYCLE.keys[f->period]);
    out_ref(w, "owner", &f->owner);
    jw_kstr(w, "judged", f->judged);
    jw_kstr(w, "comment", f->comment);
}

static void write_figure(struct jw *w, const struct kpi_figure *f)
{
    jw_obj_begin(w);
    write_definition(w, f);
    write_number(w, "value", f->now);
    jw_kbool(w, "live", f->live);
    jw_kstr(w, "as_of", f->as_of);
    jw_kstr(w, "period_end", f->period_end);
    jw_kstr(w, "status", kpi_status_key(f->status));
    write_number(w, "before", f->before);
    jw_kstr(w, "before_end", f->before_end);
    jw_kstr(w, "movement", kpi_movement_key(f->movement));
    write_parts(w, f);
    jw_kbool(w, "due", f->due);
    jw_kstr(w, "due_end", f->due_end);
    write_past(w, f);
    jw_obj_end(w);
}

static void write_arrows(struct jw *w, const struct kpi_shown_arrow *arrows, size_t n)
{
    jw_key(w, "arrows");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(w);
        out_uuid(w, "id", &arrows[i].uid);
        out_ref(w, "cause", &arrows[i].cause);
        out_ref(w, "effect", &arrows[i].effect);
        jw_kstr(w, "reason", arrows[i].reason);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

enum err kpi_scorecard_get(struct req *r)
{
    struct kpi_figure *figures = NULL;
    struct kpi_shown_arrow *arrows = NULL;
    const char *only = req_query(r, "indicator");
    char today[DATE_TEXT_SIZE];
    size_t n = 0, n_arrows = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = kpi_load(&r->call, only, &figures, &n);
    if (e == ERR_OK)
        e = kpi_store_shown_arrows(
            &r->call, only == NULL ? 0 : figures[0].indicator.id, &arrows, &n_arrows);
    if (e != ERR_OK)
        return e;
    date_format(kpi_today(&r->call), today);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "as_of", today);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_figure(&w, &figures[i]);
    jw_arr_end(&w);
    write_arrows(&w, arrows, n_arrows);
    jw_obj_end(&w);
    return ERR_OK;
}
