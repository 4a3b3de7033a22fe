/* Routes of sets of measures: what there is, and taking some of one as measures of one's own. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/measure/measure_private.h"
#include "mod/measure/template.h"

#include <string.h>

#define MUST FIELD_REQUIRED

static const struct field measure_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "detail", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_MEASURE_KIND},
    {.key = "layer",
        .type = FIELD_ENUM,
        .flags = MUST | FIELD_NULLABLE,
        .options = &OPTIONS_MEASURE_LAYER},
    {.key = "priority", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_PRIORITY},
};
static const struct shape SHAPE_MEASURE = SHAPE("TemplateMeasure", measure_fields);

static const struct field template_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "description", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "cites", .type = FIELD_TEXTS, .flags = MUST},
    {.key = "measures", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MEASURE},
};
static const struct shape SHAPE_TEMPLATE = SHAPE("MeasureTemplate", template_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_TEMPLATE},
};
static const struct shape SHAPE_LIST = SHAPE("MeasureTemplateList", list_fields);

static const struct field take_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = MUST, .ref = "units"},
    {.key = "measures",
        .type = FIELD_LIST,
        .flags = MUST,
        .min = 1,
        .max = LIMIT_TEMPLATE_MEASURES},
    {.key = "register", .type = FIELD_TEXT, .max = 80},
    {.key = "record", .type = FIELD_TEXT, .max = 80},
};
static const struct shape SHAPE_TAKE = SHAPE("MeasureTemplateTake", take_fields);

static const struct field made_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_MADE = SHAPE("TemplateMeasureMade", made_fields);
static const struct field taken_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MADE},
};
static const struct shape SHAPE_TAKEN = SHAPE("MeasureTemplateTaken", taken_fields);

static void write_members(
    struct jw *w, const json_t *json, const struct field *fields, size_t n_fields)
{
    for (size_t i = 0; i < n_fields; i++)
        if (fields[i].type != FIELD_LIST)
            jw_kjson(w, fields[i].key, json_object_get(json, fields[i].key));
}

static void write_template(struct jw *w, const json_t *template)
{
    size_t i;
    const json_t *one;
    const json_t *measures = json_object_get(template, "measures");
    jw_obj_begin(w);
    write_members(w, template, template_fields, SHAPE_TEMPLATE.n_fields);
    jw_key(w, "measures");
    jw_arr_begin(w);
    json_array_foreach(measures, i, one)
    {
        jw_obj_begin(w);
        write_members(w, one, measure_fields, SHAPE_MEASURE.n_fields);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err templates_get(struct req *r)
{
    json_t **all = NULL;
    size_t n = 0;
    enum err e = measure_templates_load(r, r->call.problem, &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_template(&w, all[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- taking ---- */

static enum err find_template(struct req *r, const json_t **ret_template)
{
    json_t **all = NULL;
    size_t n = 0;
    enum err e = measure_templates_load(r, r->call.problem, &all, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (strcmp(catalog_text(all[i], "key"), req_param(r, "key")) == 0) {
            *ret_template = all[i];
            return ERR_OK;
        }
    }
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

/* In the caller's language: the organisation goes on with it as its own text. */
static void set_text(
    struct call *c, json_t *body, const char *key, const json_t *from, const char *member)
{
    json_object_set(body, key, json_object_get(json_object_get(from, member), c->lang));
}

static enum err make(
    struct req *r, const json_t *template, const json_t *one, struct reg_record *ret_record)
{
    struct call *c = &r->call;
    json_t *body = reg_keep(c, json_object());
    json_object_set(body, "unit", json_object_get(r->body, "unit"));
    set_text(c, body, "title", one, "title");
    set_text(c, body, "detail", one, "detail");
    set_text(c, body, "purpose", template, "description");
    set_text(c, body, "source", template, "cites");
    json_object_set(body, "kind", json_object_get(one, "kind"));
    json_object_set(body, "priority", json_object_get(one, "priority"));
    if (json_object_get(one, "layer") != NULL)
        json_object_set(body, "layer", json_object_get(one, "layer"));
    return reg_create(c, &REG_MEASURES, body, ret_record);
}

/* Each to the first of them, and to the record it is taken for (a risk). */
static enum err link_made(struct req *r, const char *id, const char *first)
{
    struct call *c = &r->call;
    const char *name = body_text(r->body, "register");
    const char *record = body_text(r->body, "record");
    const struct reg_def *def = name == NULL ? NULL : app_register(c->app, name);
    enum err e = ERR_OK;
    if (strcmp(id, first) != 0)
        e = reg_link(c, &REG_MEASURES, id, &REG_MEASURES, first);
    if (e != ERR_OK || (name == NULL && record == NULL))
        return e;
    if (def != NULL && record != NULL)
        e = reg_link(c, &REG_MEASURES, id, def, record);
    if (def != NULL && record != NULL && e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, def == NULL ? "/register" : "/record", "reference");
    return ERR_INVALID;
}

static enum err check_keys(struct req *r, const json_t *template, const json_t *keys)
{
    size_t i, k;
    const json_t *key, *other;
    json_array_foreach(keys, i, key)
    {
        const char *place = mem_printf(r, "/measures/%zu", i);
        if (measure_template_find(template, json_string_value(key)) == NULL)
            problem_field_value(r->call.problem, place, "option", json_string_value(key));
        json_array_foreach(keys, k, other)
        {
            if (k < i && json_equal(key, other))
                problem_field(r->call.problem, place, "twice");
        }
    }
    return problem_check(r->call.problem);
}

static enum err make_all(struct req *r, const json_t *template, const json_t *keys, struct jw *w)
{
    size_t i;
    const json_t *key;
    const char *first = NULL;
    enum err e = ERR_OK;
    json_array_foreach(keys, i, key)
    {
        struct reg_record made;
        json_t *shown = NULL;
        char id[UUID_TEXT_SIZE];
        e = make(r, template, measure_template_find(template, json_string_value(key)), &made);
        if (e != ERR_OK)
            return e;
        uuid_format(&made.uid, id);
        if (first == NULL)
            first = mem_strdup(r, id);
        e = link_made(r, id, first);
        if (e == ERR_OK)
            e = reg_get(&r->call, &REG_MEASURES, id, &shown);
        if (e != ERR_OK)
            return e;
        jw_obj_begin(w);
        write_members(w, shown, made_fields, SHAPE_MADE.n_fields);
        jw_obj_end(w);
    }
    return e;
}

static enum err take(struct req *r)
{
    const json_t *template = NULL;
    const json_t *keys = json_object_get(r->body, "measures");
    enum err e = find_template(r, &template);
    if (e == ERR_OK)
        e = check_keys(r, template, keys);
    if (e == ERR_OK)
        e = tx_begin(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    e = make_all(r, template, keys, &w);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/measure-templates",
        .op = "measure_templates",
        .perm = &PERM_MEASURE_READ,
        .handle = templates_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/measure-templates/{key}/takings",
        .op = "measure_template_take",
        .perm = &PERM_MEASURE_WRITE,
        .handle = take,
        .body_kind = BODY_JSON,
        .body = &SHAPE_TAKE,
        .answer = &SHAPE_TAKEN,
        .status = 201},
};

const struct module module_measure_template = {
    .name = "measure_template", .routes = routes, .n_routes = 2};
