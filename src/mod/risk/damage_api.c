/* Routes of the business-damage sheet: as JSON, as an Excel book. */
#include "base/limits.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file_name.h"
#include "kernel/http/req.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "mod/risk/damage_sheet.h"

#include <string.h>

/* ---- shapes ---- */

static const char *const sort_keys[] = {"scenario", "value", NULL};
static const struct option_set SORTS = {"damage_sort", sort_keys};

static const struct field sheet_query_fields[] = {
    {.key = "system", .type = FIELD_TEXT, .max = 40},
};
static const struct shape SHAPE_SHEET_QUERY = SHAPE("DamageSheetQuery", sheet_query_fields);

static const struct field book_query_fields[] = {
    {.key = "system", .type = FIELD_TEXT, .max = 40},
    {.key = "sort", .type = FIELD_ENUM, .options = &SORTS},
};
static const struct shape SHAPE_BOOK_QUERY = SHAPE("DamageBookQuery", book_query_fields);

#define LEVEL(name)                                                                             \
    {                                                                                           \
        .key = (name), .type = FIELD_INT, .flags = FIELD_NULLABLE, .min = 1, .max = RISK_LEVELS \
    }
#define RECORD                                                                 \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                  \
        {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},        \
    {                                                                          \
        .key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1 \
    }
#define PARTS(name, of)                                                            \
    {                                                                              \
        .key = (name), .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = (of), \
        .max = LIMIT_DAMAGE_ROWS                                                   \
    }

static const struct field defence_fields[] = {
    RECORD,
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "part", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_DEFENCE_PART},
    {.key = "in_place", .type = FIELD_BOOL},
};
static const struct shape SHAPE_DEFENCE = SHAPE("DamageDefence", defence_fields);

static const struct field step_fields[] = {
    RECORD,
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "step_no", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1},
    LEVEL("threat_level"),
    LEVEL("vulnerability_level"),
    LEVEL("control_level"),
    PARTS("defences", &SHAPE_DEFENCE),
};
static const struct shape SHAPE_STEP = SHAPE("DamageStep", step_fields);

static const struct field tree_fields[] = {
    RECORD,
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "tree_no", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1},
    {.key = "no", .type = FIELD_TEXT, .flags = FIELD_REQUIRED}, /* "26-3-1" */
    LEVEL("threat_level"),
    LEVEL("vulnerability_level"),
    LEVEL("damage_level"),
    {.key = "value", .type = FIELD_TEXT},
    {.key = "rank", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 0, .max = RISK_BANDS_MAX},
    LEVEL("control_level"),
    PARTS("steps", &SHAPE_STEP),
};
static const struct shape SHAPE_TREE = SHAPE("DamageTree", tree_fields);

static const struct field scenario_fields[] = {
    RECORD,
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "no", .type = FIELD_TEXT, .flags = FIELD_REQUIRED}, /* "26-3" */
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "harm", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "system", .type = FIELD_REF},
    {.key = "detail", .type = FIELD_LONGTEXT},
    PARTS("trees", &SHAPE_TREE),
};
static const struct shape SHAPE_SCENARIO = SHAPE("DamageSheetScenario", scenario_fields);

static const struct field value_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "colour", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_VALUE = SHAPE("DamageValue", value_fields);

static const struct field method_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "description", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    /* The lowest first. */
    {.key = "values",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_VALUE,
        .max = RISK_BANDS_MAX},
    /* Keys of values by damage, threat and vulnerability, from 1. */
    {.key = "table", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_METHOD = SHAPE("DamageMethod", method_fields);

static const struct field sheet_fields[] = {
    {.key = "method", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_METHOD},
    PARTS("scenarios", &SHAPE_SCENARIO),
    {.key = "complete", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SHEET = SHAPE("DamageSheet", sheet_fields);

/* ---- answer ---- */

static void write_method(struct jw *w, const struct risk_damage_method *m)
{
    jw_key(w, "method");
    jw_obj_begin(w);
    jw_kstr(w, "key", m->key);
    jw_kstr(w, "version", m->version);
    jw_kjson(w, "name", m->name);
    jw_kjson(w, "description", m->description);
    jw_key(w, "values");
    jw_arr_begin(w);
    for (int i = 0; i < m->n_values; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "key", m->values[i].key);
        jw_kstr(w, "colour", risk_colour_key(m->values[i].colour));
        jw_kjson(w, "name", m->values[i].name);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_key(w, "table");
    jw_arr_begin(w);
    for (int d = 0; d < RISK_LEVELS; d++) {
        jw_arr_begin(w);
        for (int t = 0; t < RISK_LEVELS; t++) {
            jw_arr_begin(w);
            for (int v = 0; v < RISK_LEVELS; v++)
                jw_str(w, m->values[m->table[d][t][v] - 1].key);
            jw_arr_end(w);
        }
        jw_arr_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

/* The members of a shape, lists of parts included. */
static void write_record(struct jw *w, const struct shape *shape, const json_t *record)
{
    jw_obj_begin(w);
    for (size_t i = 0; i < shape->n_fields; i++) {
        const struct field *f = &shape->fields[i];
        const json_t *value = json_object_get(record, f->key);
        size_t k;
        const json_t *part;
        if (f->type != FIELD_LIST) {
            jw_kjson(w, f->key, value);
            continue;
        }
        jw_key(w, f->key);
        jw_arr_begin(w);
        json_array_foreach(value, k, part) write_record(w, f->shape, part);
        jw_arr_end(w);
    }
    jw_obj_end(w);
}

static enum err load(struct req *r, struct damage_sheet *ret_sheet)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? damage_sheet_load(&r->call, req_query(r, "system"), ret_sheet) : e;
}

static enum err sheet_get(struct req *r)
{
    struct damage_sheet sheet;
    size_t i;
    const json_t *scenario;
    enum err e = load(r, &sheet);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_method(&w, sheet.method);
    jw_key(&w, "scenarios");
    jw_arr_begin(&w);
    json_array_foreach(sheet.scenarios, i, scenario) write_record(&w, &SHAPE_SCENARIO, scenario);
    jw_arr_end(&w);
    jw_kbool(&w, "complete", sheet.complete);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err book_get(struct req *r)
{
    struct call *c = &r->call;
    struct damage_sheet sheet;
    const char *sort = req_query(r, "sort");
    enum err e = load(r, &sheet);
    tx_abort(c); /* nothing is read while the book is written */
    if (e == ERR_OK)
        e = damage_book_write(
            c, &sheet, sort != NULL && strcmp(sort, "value") == 0, &r->resp.fd, &r->resp.fd_size);
    if (e != ERR_OK)
        return e;
    r->resp.media_type = BOOK_MEDIA;
    resp_header(
        r, "Content-Disposition", file_disposition(r, msg_get(c->lang, "damage.book.file")));
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/damage-sheet",
        .op = "damage_sheet",
        .perm = &PERM_DAMAGE_READ,
        .handle = sheet_get,
        .query = &SHAPE_SHEET_QUERY,
        .answer = &SHAPE_SHEET},
    {.method = METHOD_GET,
        .path = "/api/v1/damage-sheet/book",
        .op = "damage_sheet_book",
        .perm = &PERM_DAMAGE_READ,
        .handle = book_get,
        .query = &SHAPE_BOOK_QUERY,
        .media = BOOK_MEDIA},
};

static const struct reg_def *const registers[] = {
    &REG_DAMAGE_SCENARIOS, &REG_ATTACK_TREES, &REG_ATTACK_STEPS, &REG_ATTACK_DEFENCES};

const struct module module_damage = {.name = "damage",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
