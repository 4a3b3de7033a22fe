/* Routes by which a person of ours takes what suppliers have declared into the register of
 * subcontracting, row by row: which firm of the ledger it is, that it is a new one, that it is on
 * record already, or that nothing is made of it. Nothing on record changes without that. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/sheet/response_view.h"
#include "mod/supplier/supplier_census.h"
#include "mod/supplier/supplier_chain_store.h"
#include "mod/supplier/supplier_declare.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* known: on record already; firm: one of the ledger; new: one that it does not know; none: the
 * supplier gives nothing on; skipped: nothing is made of it. */
static const char *const outcome_keys[] = {"known", "firm", "new", "none", "skipped", NULL};
static const struct option_set OUTCOMES = {"supplier_declared_outcome", outcome_keys};

/* ---- what waits ---- */

static const struct field offer_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "by_number", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_OFFER = SHAPE("SupplierDeclaredOffer", offer_fields);

/* name null: the supplier says that it gives nothing on. */
static const struct field waiting_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "response", .type = FIELD_ID, .flags = MUST},
    {.key = "supplier", .type = FIELD_REF, .flags = MUST, .ref = "suppliers"},
    {.key = "declared_on", .type = FIELD_DATE, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "country", .type = FIELD_TEXT, .flags = MAYBE, .key_of = KEY_OF_COUNTRY},
    {.key = "work", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "serves", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "business", .type = FIELD_TEXT, .flags = MAYBE}, /* of ours, named so */
    {.key = "employees", .type = FIELD_INT, .flags = MAYBE},
    {.key = "known", .type = FIELD_REF, .flags = MAYBE, .ref = "supplier-subcontracts"},
    {.key = "known_same_work", .type = FIELD_BOOL, .flags = MUST},
    {.key = "offers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_OFFER},
};
static const struct shape SHAPE_WAITING = SHAPE("SupplierDeclared", waiting_fields);

static const struct field list_fields[] = {
    {.key = "total", .type = FIELD_INT, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_WAITING},
};
static const struct shape SHAPE_LIST = SHAPE("SupplierDeclaredList", list_fields);

static void offers_write(
    struct jw *w, int64_t declared_id, const struct declared_offer *offers, size_t n)
{
    jw_key(w, "offers");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        if (offers[i].declared_id != declared_id)
            continue;
        jw_obj_begin(w);
        out_uuid(w, "id", &offers[i].firm.uid);
        jw_kstr(w, "number", offers[i].firm.number);
        jw_kstr(w, "name", offers[i].firm.title);
        jw_kstr(w, "corporate_number", offers[i].corporate_number);
        jw_kbool(w, "by_number", offers[i].by_number);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void waiting_members(struct jw *w, const struct declared_waiting *x)
{
    out_uuid(w, "id", &x->what.uid);
    out_uuid(w, "response", &x->response_uid);
    out_ref(w, "supplier", &x->supplier);
    jw_kstr(w, "declared_on", x->declared_on);
    jw_kstr(w, "name", x->what.name);
    jw_kstr(w, "corporate_number", x->what.corporate_number);
    jw_kstr(w, "country", x->what.country);
    jw_kstr(w, "work", x->what.work);
    jw_kstr(w, "serves", x->what.serves);
    jw_kstr(w, "business", x->business);
    jw_key(w, "employees");
    if (x->what.employees < 0)
        jw_null(w);
    else
        jw_int(w, x->what.employees);
    out_ref(w, "known", &x->known);
    jw_kbool(w, "known_same_work", x->known_same_work);
}

static enum err answer_waiting(struct req *r)
{
    struct call *c = &r->call;
    struct declared_waiting *list = NULL;
    struct declared_offer *offers = NULL;
    size_t n = 0, n_offers = 0;
    int64_t total = 0;
    enum err e = declared_store_waiting(c, &list, &n, &total);
    if (e == ERR_OK)
        e = declared_store_offers(c, &offers, &n_offers);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "total", total);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        waiting_members(&w, &list[i]);
        offers_write(&w, list[i].id, offers, n_offers);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err waiting_get(struct req *r)
{
    enum err e = call_needs_top(&r->call, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer_waiting(r) : e;
}

/* ---- placing ---- */

static const struct field choice_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "as", .type = FIELD_ENUM, .flags = MUST, .options = &OUTCOMES},
    {.key = "supplier", .type = FIELD_REF, .flags = FIELD_NULLABLE, .ref = "suppliers"},
};
static const struct shape SHAPE_CHOICE = SHAPE("SupplierDeclaredChoice", choice_fields);

static const struct field place_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CHOICE,
        .min = 1,
        .max = LIMIT_DECLARED_SHOWN},
};
static const struct shape SHAPE_PLACE = SHAPE("SupplierDeclaredPlacing", place_fields);

static const char *id_of(struct call *c, const struct uuid *uid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    return mem_strdup(c, text);
}

/* A firm that is new in the ledger and told apart from those of its name. */
static enum err make_firm(struct call *c, const struct declared_waiting *x, const char **ret_id)
{
    struct reg_record made;
    int64_t n = 0;
    json_t *body = reg_keep(c, json_pack("{s:s, s:s}", "name", x->what.name, "tier", "below"));
    if (x->what.corporate_number != NULL)
        json_object_set_new(body, "corporate_number", json_string(x->what.corporate_number));
    if (x->what.country != NULL)
        json_object_set_new(body, "country", json_string(x->what.country));
    if (x->what.employees >= 0)
        json_object_set_new(body, "employees", json_integer(x->what.employees));
    enum err e = reg_create(c, &REG_SUPPLIERS, body, &made);
    if (e == ERR_OK)
        e = place_store_apart(c, x->match_name, &n);
    if (e == ERR_OK)
        *ret_id = id_of(c, &made.uid);
    return e;
}

/* As it was declared, and confirmed: a person has said which firm it is. What it serves is a
 * business of ours where it has its name, else the supplier's own words. */
static enum err make_step(
    struct call *c, const struct declared_waiting *x, const char *firm, int64_t *ret_step)
{
    struct reg_record made;
    json_t *body =
        reg_keep(c, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "work", x->what.work, "supplier",
                        id_of(c, &x->supplier.uid), "subcontractor", firm, "subcontractor_name",
                        x->what.name, "source", "supplier", "declared_on", x->declared_on));
    if (x->what.corporate_number != NULL)
        json_object_set_new(body, "subcontractor_number", json_string(x->what.corporate_number));
    if (x->what.employees >= 0)
        json_object_set_new(body, "subcontractor_employees", json_integer(x->what.employees));
    if (x->what.further != NULL)
        json_object_set_new(body, "further", json_string(x->what.further));
    if (x->business != NULL)
        json_object_set_new(body, "serves", json_pack("[s]", x->business));
    else if (x->what.serves != NULL)
        json_object_set_new(body, "note", json_string(x->what.serves));
    enum err e = reg_create(c, &REG_SUPPLIER_SUBCONTRACTS, body, &made);
    if (e == ERR_OK)
        e = reg_transition(c, &REG_SUPPLIER_SUBCONTRACTS, id_of(c, &made.uid), "confirm", NULL);
    if (e == ERR_OK)
        *ret_step = made.id;
    return e;
}

/* Of a step on record only the day of the declaration is new. */
static enum err keep_step(
    struct call *c, const struct declared_waiting *x, const char *step, int64_t *ret_step)
{
    struct reg_record now;
    json_t *patch = reg_keep(c, json_pack("{s:s}", "declared_on", x->declared_on));
    enum err e = reg_look(c, &REG_SUPPLIER_SUBCONTRACTS, step, &now);
    if (e != ERR_OK)
        return e;
    const char *before = body_text(now.after, "declared_on");
    *ret_step = now.id;
    return before != NULL && strcmp(before, x->declared_on) >= 0
               ? ERR_OK
               : reg_update(c, &REG_SUPPLIER_SUBCONTRACTS, step, now.version, patch, &now);
}

/* Another row may have brought the same step in a moment ago. */
static enum err place_firm(
    struct call *c, const struct declared_waiting *x, const char *firm, int64_t *ret_step)
{
    const char *step = NULL;
    struct supplier_step same = {.supplier_id = x->supplier.id, .work = x->what.work};
    enum err e = reg_find(c, &REG_SUPPLIERS, firm, &same.subcontractor_id);
    if (e == ERR_OK)
        e = supplier_store_same_step(c, &same, &step);
    if (e != ERR_OK)
        return e;
    return step != NULL ? keep_step(c, x, step, ret_step) : make_step(c, x, firm, ret_step);
}

static enum err give_nothing_on(struct call *c, const struct declared_waiting *x)
{
    struct reg_record now;
    const char *id = id_of(c, &x->supplier.uid);
    enum err e = reg_look(c, &REG_SUPPLIERS, id, &now);
    const char *said = e == ERR_OK ? body_text(now.after, "subcontracts") : NULL;
    if (e != ERR_OK || (said != NULL && strcmp(said, "no") == 0))
        return e;
    json_t *patch = reg_keep(c, json_pack("{s:s}", "subcontracts", "no"));
    return reg_update(c, &REG_SUPPLIERS, id, now.version, patch, &now);
}

/* What is chosen has to fit what was declared. */
static enum err choice_check(
    struct call *c, const struct declared_waiting *x, const json_t *choice, size_t no)
{
    const char *as = body_text(choice, "as");
    bool none = x->what.name == NULL;
    bool fits = strcmp(as, "skipped") == 0 || none == (strcmp(as, "none") == 0);
    bool known = strcmp(as, "known") != 0 || x->known.id != 0;
    if (!fits || !known)
        problem_field(c->problem, mem_printf(c, "/items/%zu/as", no), "declared_as");
    if (strcmp(as, "firm") == 0 && body_text(choice, "supplier") == NULL)
        problem_field(c->problem, mem_printf(c, "/items/%zu/supplier", no), "required");
    return problem_check(c->problem);
}

static enum err carry_out(
    struct call *c, const struct declared_waiting *x, const json_t *choice, int64_t *ret_step)
{
    const char *as = body_text(choice, "as");
    const char *firm = body_text(choice, "supplier");
    enum err e = ERR_OK;
    if (strcmp(as, "skipped") == 0)
        return ERR_OK;
    if (strcmp(as, "none") == 0)
        return give_nothing_on(c, x);
    if (strcmp(as, "known") == 0)
        return keep_step(c, x, id_of(c, &x->known.uid), ret_step);
    if (strcmp(as, "new") == 0)
        e = make_firm(c, x, &firm);
    return e == ERR_OK ? place_firm(c, x, firm, ret_step) : e;
}

static void place_audit(struct call *c, const struct declared_waiting *x, const char *as)
{
    json_t *after = json_pack("{s:s?, s:s}", "name", x->what.name, "outcome", as);
    audit_add(c, &(struct audit_entry){.action = "place_declared",
                     .subject = "response",
                     .subject_id = x->response_id,
                     .subject_uid = &x->response_uid,
                     .unit_id = x->unit_id,
                     .after = after});
    json_decref(after);
}

/* One that somebody has placed meanwhile is left alone. */
static enum err place(struct call *c, const json_t *choice, size_t no)
{
    struct declared_waiting x;
    int64_t step = 0;
    const char *as = body_text(choice, "as");
    enum err e = declared_store_find(c, body_text(choice, "id"), &x);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    e = choice_check(c, &x, choice, no);
    if (e == ERR_OK)
        e = carry_out(c, &x, choice, &step);
    if (e == ERR_OK)
        e = declared_store_settle(c, x.id, as, step);
    if (e == ERR_OK)
        place_audit(c, &x, as);
    return e;
}

static enum err place_post(struct req *r)
{
    struct call *c = &r->call;
    size_t i;
    const json_t *choice;
    enum err e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = tx_begin(c);
    json_array_foreach(json_object_get(r->body, "items"), i, choice)
    {
        if (e == ERR_OK)
            e = place(c, choice, i);
    }
    if (e == ERR_OK)
        e = answer_waiting(r);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

/* ---- what became of one supplier's list ---- */

static const struct field placed_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "work", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "outcome", .type = FIELD_ENUM, .flags = MAYBE, .options = &OUTCOMES},
    {.key = "subcontract", .type = FIELD_REF, .flags = MAYBE, .ref = "supplier-subcontracts"},
};
static const struct shape SHAPE_PLACED = SHAPE("SupplierDeclaredPlaced", placed_fields);
static const struct field step_fields[] = {
    {.key = "subcontract", .type = FIELD_REF, .flags = MUST, .ref = "supplier-subcontracts"},
};
static const struct shape SHAPE_STEP = SHAPE("SupplierDeclaredGone", step_fields);
static const struct field comparison_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_PLACED},
    {.key = "gone", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_STEP},
};
static const struct shape SHAPE_COMPARISON = SHAPE("SupplierDeclaredComparison", comparison_fields);

static void comparison_write(
    struct req *r, const struct declaration *d, const struct ref *gone, size_t n_gone)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < d->n; i++) {
        jw_obj_begin(&w);
        jw_kstr(&w, "name", d->rows[i].name);
        jw_kstr(&w, "work", d->rows[i].work);
        jw_kstr(&w, "outcome", d->rows[i].outcome);
        out_ref(&w, "subcontract", &d->rows[i].subcontract);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_key(&w, "gone");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n_gone; i++) {
        jw_obj_begin(&w);
        out_ref(&w, "subcontract", &gone[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
}

/* Steps on record are named as gone only where something was declared. */
static enum err comparison_get(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct declaration d;
    struct ref *gone = NULL;
    size_t n_gone = 0;
    enum err e = call_needs_top(c, &PERM_SUPPLIER_READ);
    if (e == ERR_OK)
        e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_of(r, false, &response);
    if (e == ERR_OK && strcmp(response.respondent_kind, "supplier") != 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = declare_store_load(c, &response, &d);
    if (e == ERR_OK && d.n > 0)
        e = declare_store_gone(c, &response, &gone, &n_gone);
    if (e == ERR_OK)
        comparison_write(r, &d, gone, n_gone);
    return e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-declared",
        .op = "supplier_declared",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = waiting_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-declared/place",
        .op = "supplier_declared_place",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = place_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_PLACE,
        .answer = &SHAPE_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/subcontractors/placed",
        .op = "response_subcontractors_placed",
        .perm = &PERM_SUPPLIER_READ,
        .handle = comparison_get,
        .answer = &SHAPE_COMPARISON},
};

const struct module module_supplier_declared = {
    .name = "supplier_declared", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
