/* A finding becomes a measure, linked to what it is about: as it stands at that moment, and once.
 */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/unit/unit_reg.h"
#include "mod/continuity/continuity_private.h"
#include "mod/measure/measure.h"
#include "mod/risk/risk.h"
#include "mod/supplier/supplier.h"

#include <string.h>

static const struct field body_fields[] = {
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_CONTINUITY_KIND},
    {.key = "record", .type = FIELD_ID, .flags = FIELD_REQUIRED}, /* what it is about */
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 200},
    {.key = "purpose", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "priority", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_PRIORITY},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
    {.key = "due", .type = FIELD_DATE},
};
const struct shape SHAPE_CONTINUITY_MEASURE_BODY = SHAPE("ContinuityMeasureBody", body_fields);

static const struct field answer_fields[] = {
    {.key = "measure", .type = FIELD_REF, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_CONTINUITY_MEASURE = SHAPE("ContinuityMeasure", answer_fields);

/* NULL: it is no finding any more, or has a measure; the problem says which. */
static const struct continuity_finding *find(
    struct call *c, const struct continuity *p, const json_t *body)
{
    const char *kind = body_text(body, "kind"), *id = body_text(body, "record");
    for (size_t i = 0; i < p->n_findings; i++) {
        const struct continuity_finding *f = &p->findings[i];
        if (strcmp(OPTIONS_CONTINUITY_KIND.keys[f->kind], kind) != 0 ||
            strcmp(body_text(f->record, "id"), id) != 0)
            continue;
        if (f->measure == NULL)
            return f;
        (void)problem_set(c->problem, ERR_CONFLICT, "continuity_has_measure");
        return NULL;
    }
    (void)problem_set(c->problem, ERR_CONFLICT, "continuity_gone");
    return NULL;
}

/* Where the measure is done: with the record, with the unit in charge of the business, or, where
 * none is, at the top. Under c. */
static enum err unit_of(struct call *c, const struct continuity_finding *f, const char **ret_unit)
{
    static const struct reg_where top[] = {{"parent", "is_null", "true"}};
    json_t *units = NULL;
    const char *key = f->def == &REG_BUSINESSES ? "department" : "unit";
    *ret_unit = body_text(json_object_get(f->record, key), "id");
    if (*ret_unit != NULL)
        return ERR_OK;
    enum err e = reg_list(c, &REG_UNITS, top, 1, NULL, 1, &units);
    *ret_unit = body_text(json_array_get(units, 0), "id");
    return e == ERR_OK && *ret_unit == NULL ? ERR_INTERNAL : e;
}

static json_t *measure_body(
    struct call *c, const struct continuity_finding *f, const json_t *body, const char *unit)
{
    static const char *const taken[] = {"title", "purpose", "priority", "owner", "due"};
    json_t *measure = reg_keep(c, json_pack("{s:s}", "unit", unit));
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        json_t *value = json_object_get(body, taken[i]);
        if (value != NULL && !json_is_null(value))
            json_object_set(measure, taken[i], value);
    }
    if (f->kind <= FINDING_NONE_OFF) /* what brings data back is the last layer */
        json_object_set_new(measure, "layer", json_string("data"));
    return measure;
}

static enum err link(struct call *c, const struct continuity *p, const struct continuity_finding *f,
    const char *measure)
{
    const char *system =
        f->system == CONTINUITY_NOWHERE ? NULL : body_text(p->systems[f->system].record, "id");
    enum err e = reg_link(c, &REG_MEASURES, measure, f->def, body_text(f->record, "id"));
    if (e == ERR_OK && system != NULL && f->def != &REG_SYSTEMS)
        e = reg_link(c, &REG_MEASURES, measure, &REG_SYSTEMS, system);
    return e;
}

static enum err make(struct call *c, const struct continuity *p, const struct continuity_finding *f,
    const json_t *body, json_t **ret_measure)
{
    struct reg_record made;
    struct uuid subject;
    const char *unit = NULL;
    char id[UUID_TEXT_SIZE];
    if (!uuid_parse(body_text(f->record, "id"), &subject))
        return ERR_INTERNAL;
    enum err e = unit_of(c, f, &unit);
    if (e == ERR_OK)
        e = reg_create(c, &REG_MEASURES, measure_body(c, f, body, unit), &made);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, id);
    e = link(c, p, f, id);
    if (e == ERR_OK)
        e = continuity_store_made(c, &subject, OPTIONS_CONTINUITY_KIND.keys[f->kind], made.id);
    if (e == ERR_CONFLICT)
        return problem_set(c->problem, e, "continuity_has_measure");
    if (e == ERR_OK)
        e = reg_get(c, &REG_MEASURES, mem_strdup(c, id), ret_measure);
    return e;
}

static enum err find_and_make(struct call *c, const json_t *body, json_t **ret_measure)
{
    struct continuity p;
    enum err e = continuity_load(c, &p);
    if (e == ERR_OK)
        e = continuity_find(c, &p);
    if (e != ERR_OK)
        return e;
    const struct continuity_finding *f = find(c, &p, body);
    return f == NULL ? ERR_CONFLICT : make(c, &p, f, body, ret_measure);
}

enum err continuity_measure_make(struct req *r)
{
    struct call *c = &r->call;
    json_t *measure = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CONTINUITY_PICTURE);
    if (e == ERR_OK)
        e = find_and_make(c, r->body, &measure);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "measure");
    jw_obj_begin(&w);
    jw_kjson(&w, "id", json_object_get(measure, "id"));
    jw_kjson(&w, "number", json_object_get(measure, "number"));
    jw_kjson(&w, "title", json_object_get(measure, "title"));
    jw_obj_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}
