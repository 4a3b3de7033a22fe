/* Asking many firms to take part in a joint measure: those that were willing at a meeting, or those
 * of a class that we deal with. What is asked costs nothing; nobody is written to by this. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "mod/governance/governance.h"
#include "mod/joint/joint_private.h"
#include "mod/supplier/supplier.h"

#include <string.h>

enum { ASKED_AT_ONCE = 500, STRETCH = 1000 /* firms looked at together */ };

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

struct asking {
    const char *measure;
    struct supplier_page page; /* whom to look at */
    bool met;                  /* those alone that were willing at a meeting */
    struct joint_ids asked, willing;
    int64_t made, left;
};

static enum err ask_one(struct call *c, struct asking *a, const struct uuid *uid)
{
    struct reg_record made;
    char id[UUID_TEXT_SIZE];
    uuid_format(uid, id);
    json_t *adoption = reg_keep(
        c, json_pack("{s:s, s:s, s:s}", "measure", a->measure, "supplier", id, "state", "asked"));
    enum err e = reg_create(c, &REG_JOINT_ADOPTIONS, adoption, &made);
    a->made += e == ERR_OK;
    return e;
}

/* Of all firms only the ids are read, some at a time; as records those alone that are asked. */
static enum err ask_all(struct call *c, struct asking *a)
{
    struct supplier_key keys[STRETCH];
    size_t n = 0;
    enum err e;
    do {
        e = supplier_keys(c, &a->page, keys, &n);
        for (size_t i = 0; i < n && e == ERR_OK; i++) {
            a->page.after = keys[i].id;
            if (joint_ids_have(&a->asked, keys[i].id) ||
                (a->met && !joint_ids_have(&a->willing, keys[i].id)))
                continue;
            if (a->made < ASKED_AT_ONCE)
                e = ask_one(c, a, &keys[i].uid);
            else
                a->left++;
        }
    } while (e == ERR_OK && n == STRETCH);
    return e;
}

static enum err asking_of(struct call *c, const json_t *body, struct asking *ret_asking)
{
    const char *meeting = body_text(body, "meeting");
    bool met = meeting != NULL;
    struct asking a = {.measure = body_text(body, "measure"), .met = met};
    int64_t measure_id = 0, meeting_id = 0;
    a.page = (struct supplier_page){
        .class = met ? NULL : body_text(body, "class"), .dealing = !met, .most = STRETCH};
    enum err e = reg_find(c, &REG_JOINT_MEASURES, a.measure, &measure_id);
    if (e == ERR_OK)
        e = joint_store_asked(c, measure_id, &a.asked);
    if (e == ERR_OK && met)
        e = reg_find(c, &REG_MEETINGS, meeting, &meeting_id);
    if (e == ERR_OK && met)
        e = joint_store_willing(c, meeting_id, &a.willing);
    *ret_asking = a;
    return e;
}

enum err joint_ask(struct req *r)
{
    struct call *c = &r->call;
    struct asking asking = {0};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_JOINT_WRITE);
    if (e == ERR_OK)
        e = asking_of(c, r->body, &asking);
    if (e == ERR_OK)
        e = ask_all(c, &asking);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", asking.made);
    jw_kint(&w, "left", asking.left);
    jw_obj_end(&w);
    return ERR_OK;
}
