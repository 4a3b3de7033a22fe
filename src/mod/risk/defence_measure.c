#include "mod/risk/defence_measure.h"

#include "kernel/audit/tx.h"
#include "mod/measure/measure.h"
#include "mod/risk/defence.h"
#include "mod/risk/risk.h"
#include "mod/risk/risk_record.h"

/* ---- shapes ---- */

/* Of a layer of a system on which nothing is on record, or of a protection that is. */
static const struct field body_fields[] = {
    {.key = "system", .type = FIELD_REF, .ref = "systems"},
    {.key = "layer", .type = FIELD_ENUM, .options = &OPTIONS_MEASURE_LAYER},
    {.key = "protection", .type = FIELD_REF, .ref = "protections"},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 200},
    {.key = "purpose", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "priority", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_PRIORITY},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
    {.key = "due", .type = FIELD_DATE},
};
const struct shape SHAPE_DEFENCE_MEASURE_BODY = SHAPE("DefenceMeasureBody", body_fields);

static const struct field answer_fields[] = {
    {.key = "measure", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "protection", .type = FIELD_REF, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_DEFENCE_MEASURE = SHAPE("DefenceMeasure", answer_fields);

/* ---- what it is for ---- */

/* `protection` and `system` under the call; NULL: not named. */
struct aim {
    json_t *protection, *system;
    const char *layer;
    const json_t *unit;
};

static enum err find_protection(struct call *c, const char *id, struct aim *ret_aim)
{
    json_t *found = NULL;
    enum err e = reg_get(c, &REG_PROTECTIONS, id, &found);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/protection", "reference");
        return ERR_INVALID;
    }
    if (e == ERR_OK && record_ref(found, "measure") != NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "protection_has_measure");
    if (e == ERR_OK)
        *ret_aim = (struct aim){.protection = found,
            .layer = body_text(found, "layer"),
            .unit = json_object_get(found, "unit")};
    return e;
}

static enum err find_system(struct call *c, const char *id, const char *layer, struct aim *ret_aim)
{
    json_t *found = NULL;
    if (id == NULL)
        problem_field(c->problem, "/system", "required");
    if (layer == NULL)
        problem_field(c->problem, "/layer", "required");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = reg_get(c, &REG_SYSTEMS, id, &found);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/system", "reference");
        return ERR_INVALID;
    }
    if (e == ERR_OK)
        *ret_aim =
            (struct aim){.system = found, .layer = layer, .unit = json_object_get(found, "unit")};
    return e;
}

/* ---- making ---- */

static void copy(json_t *to, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    if (value != NULL && !json_is_null(value))
        json_object_set(to, key, value);
}

static enum err make_measure(
    struct call *c, const struct aim *aim, const json_t *body, struct reg_record *ret_measure)
{
    static const char *const taken[] = {"title", "purpose", "priority", "owner", "due"};
    json_t *measure = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
        copy(measure, body, taken[i]);
    json_object_set_new(measure, "layer", json_string(aim->layer));
    json_object_set(measure, "unit", json_object_get(aim->unit, "id"));
    return reg_create(c, &REG_MEASURES, measure, ret_measure);
}

/* What the measure will give: planned from now on, whether it was on record as missing or not at
 * all. */
static enum err plan_protection(struct call *c, const struct aim *aim, const char *title,
    const char *measure, struct reg_record *ret_protection)
{
    json_t *body = reg_keep(c, json_pack("{s:s, s:s}", "status", "planned", "measure", measure));
    if (aim->protection != NULL)
        return reg_update(c, &REG_PROTECTIONS, record_id(aim->protection),
            body_int(aim->protection, "version", 0), body, ret_protection);
    json_object_set(body, "unit", json_object_get(aim->unit, "id"));
    json_object_set_new(body, "name", json_string(title));
    json_object_set_new(body, "layer", json_string(aim->layer));
    json_object_set(body, "system", json_object_get(aim->system, "id"));
    return reg_create(c, &REG_PROTECTIONS, body, ret_protection);
}

static enum err link_to_place(struct call *c, const struct aim *aim, const char *measure)
{
    const char *system =
        aim->system != NULL ? record_id(aim->system) : record_ref(aim->protection, "system");
    const char *segment = aim->system != NULL ? NULL : record_ref(aim->protection, "segment");
    if (system != NULL)
        return reg_link(c, &REG_MEASURES, measure, &REG_SYSTEMS, system);
    if (segment != NULL)
        return reg_link(c, &REG_MEASURES, measure, &REG_NETWORK_SEGMENTS, segment);
    return ERR_OK; /* it holds the whole company */
}

static enum err make(struct call *c, const json_t *body, json_t **ret_protection)
{
    struct aim aim;
    struct reg_record measure, planned;
    char measure_id[UUID_TEXT_SIZE], protection_id[UUID_TEXT_SIZE];
    const char *protection = body_text(body, "protection");
    enum err e = protection != NULL
                     ? find_protection(c, protection, &aim)
                     : find_system(c, body_text(body, "system"), body_text(body, "layer"), &aim);
    if (e == ERR_OK)
        e = make_measure(c, &aim, body, &measure);
    if (e != ERR_OK)
        return e;
    uuid_format(&measure.uid, measure_id);
    e = plan_protection(c, &aim, body_text(body, "title"), measure_id, &planned);
    if (e == ERR_OK)
        e = link_to_place(c, &aim, measure_id);
    if (e != ERR_OK)
        return e;
    uuid_format(&planned.uid, protection_id);
    return reg_get(c, &REG_PROTECTIONS, protection_id, ret_protection);
}

enum err defence_measure_make(struct req *r)
{
    json_t *protection = NULL;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = make(&r->call, r->body, &protection);
    if (e == ERR_OK)
        e = tx_commit(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kjson(&w, "measure", json_object_get(protection, "measure"));
    jw_key(&w, "protection");
    record_write_ref(&w, protection);
    jw_obj_end(&w);
    return ERR_OK;
}
