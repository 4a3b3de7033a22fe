/* Asking many firms to take part in a joint measure: those that were willing at a meeting, or those
 * of a class that we deal with. What is asked costs nothing; nobody is written to by this. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "mod/joint/joint_private.h"
#include "mod/supplier/supplier.h"

#include <string.h>

enum { ASKED_AT_ONCE = 500, FIRMS_MOST = 20000 };

enum err joint_once(struct call *c, const struct reg_record *record, const char *key)
{
    struct reg_record supplier;
    const char *id = body_text(json_object_get(record->after, "supplier"), "id");
    bool measure = strcmp(key, "measure") == 0;
    int64_t other = 0;
    bool there = false;
    enum err e = id == NULL ? ERR_NOT_FOUND : reg_look(c, &REG_SUPPLIERS, id, &supplier);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e; /* refused already, or ended and deleted */
    json_object_set(record->after, "name", json_object_get(supplier.after, "name"));
    if (measure)
        json_object_set(record->after, "class", json_object_get(supplier.after, "class"));
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    e = reg_ref_id(c, record, key, &other);
    if (e == ERR_OK && measure)
        e = joint_store_adopted(c, other, supplier.id, record->id, &there);
    else if (e == ERR_OK)
        e = joint_store_attended(c, other, supplier.id, record->id, &there);
    return e == ERR_OK && there ? problem_set(c->problem, ERR_CONFLICT, "joint_twice") : e;
}

static const struct field asking_fields[] = {
    {.key = "measure", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "meeting", .type = FIELD_ID},
    {.key = "class", .type = FIELD_ENUM, .options = &OPTIONS_SUPPLIER_CLASS},
};
const struct shape SHAPE_JOINT_ASKING = SHAPE("JointAsking", asking_fields);

static const struct field asked_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "left", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_JOINT_ASKED = SHAPE("JointAsked", asked_fields);

/* Firms as references { "id" }. */
static enum err firms_of(struct call *c, const json_t *body, json_t **ret_firms)
{
    const char *class = body_text(body, "class");
    const struct reg_where willing[] = {
        {"meeting", "eq", body_text(body, "meeting")}, {"willing", "eq", "true"}};
    const struct reg_where dealing[] = {{"state", "eq", "active"}, {"class", "eq", class}};
    size_t i;
    json_t *one;
    json_t *all = NULL;
    json_t *firms = reg_keep(c, json_array());
    bool met = willing[0].value != NULL;
    enum err e =
        met ? reg_list(c, &REG_SUPPLIER_ATTENDANCES, willing, 2, "name", FIRMS_MOST, &all)
            : reg_list(c, &REG_SUPPLIERS, dealing, class == NULL ? 1 : 2, "name", FIRMS_MOST, &all);
    json_array_foreach(all, i, one)
        json_array_append(firms, met ? json_object_get(one, "supplier") : one);
    *ret_firms = firms;
    return e;
}

static enum err there_already(struct call *c, const char *measure, json_t **ret_there)
{
    size_t i;
    const json_t *one;
    json_t *all = NULL;
    json_t *there = reg_keep(c, json_object());
    const struct reg_where where = {"measure", "eq", measure};
    enum err e = reg_list(c, &REG_JOINT_ADOPTIONS, &where, 1, "name", FIRMS_MOST, &all);
    json_array_foreach(all, i, one)
        json_object_set_new(there, body_text(json_object_get(one, "supplier"), "id"), json_true());
    *ret_there = there;
    return e;
}

static enum err ask_all(struct call *c, const json_t *body, int64_t *ret_made, int64_t *ret_left)
{
    size_t i;
    const json_t *firm;
    json_t *firms = NULL, *there = NULL;
    const char *measure = body_text(body, "measure");
    enum err e = there_already(c, measure, &there);
    if (e == ERR_OK)
        e = firms_of(c, body, &firms);
    json_array_foreach(firms, i, firm)
    {
        struct reg_record record, made;
        const char *id = body_text(firm, "id");
        if (e != ERR_OK || json_object_get(there, id) != NULL)
            continue;
        if (*ret_made == ASKED_AT_ONCE) {
            ++*ret_left;
            continue;
        }
        e = reg_look(c, &REG_SUPPLIERS, id, &record);
        if (e != ERR_OK) { /* willing once, and deleted since */
            e = e == ERR_NOT_FOUND ? ERR_OK : e;
            continue;
        }
        json_t *adoption = reg_keep(
            c, json_pack("{s:s, s:s, s:s}", "measure", measure, "supplier", id, "state", "asked"));
        e = reg_create(c, &REG_JOINT_ADOPTIONS, adoption, &made);
        *ret_made += e == ERR_OK;
    }
    return e;
}

enum err joint_ask(struct req *r)
{
    struct call *c = &r->call;
    int64_t made = 0, left = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_JOINT_WRITE);
    if (e == ERR_OK)
        e = ask_all(c, r->body, &made, &left);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", made);
    jw_kint(&w, "left", left);
    jw_obj_end(&w);
    return ERR_OK;
}
