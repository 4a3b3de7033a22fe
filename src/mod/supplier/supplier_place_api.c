/* Routes of firms that units have named and that are in no ledger: which firm of the ledger each
 * is, or that it is a new one, a person says. With that the work is confirmed. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/out.h"
#include "mod/supplier/supplier_census.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- what there is ---- */

static const struct field offer_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "by_number", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_OFFER = SHAPE("SupplierPlaceOffer", offer_fields);

static const struct field group_fields[] = {
    {.key = "match_name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "work", .type = FIELD_INT, .flags = MUST},
    {.key = "units", .type = FIELD_INT, .flags = MUST},
    {.key = "offers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_OFFER},
};
static const struct shape SHAPE_GROUP = SHAPE("SupplierUnplaced", group_fields);

static const struct field list_fields[] = {
    {.key = "total", .type = FIELD_INT, .flags = MUST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_GROUP},
};
static const struct shape SHAPE_LIST = SHAPE("SupplierUnplacedList", list_fields);

struct places {
    struct place_group *groups;
    size_t n_groups;
    struct place_offer *offers;
    size_t n_offers;
    int64_t total;
};

static enum err load_places(struct call *c, struct places *ret_places)
{
    struct places p = {.groups = NULL};
    enum err e = place_store_groups(c, &p.groups, &p.n_groups);
    if (e == ERR_OK)
        e = place_store_offers(c, &p.offers, &p.n_offers);
    if (e == ERR_OK)
        e = place_store_count(c, &p.total);
    if (e == ERR_OK)
        *ret_places = p;
    return e;
}

static bool is_of(const struct place_offer *offer, const struct place_group *group)
{
    return strcmp(offer->match_name, group->match_name) == 0 &&
           strcmp(offer->corporate_number, group->corporate_number) == 0;
}

static void write_offer(struct jw *w, const struct place_offer *offer)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &offer->uid);
    jw_kstr(w, "number", offer->number);
    jw_kstr(w, "name", offer->name);
    jw_kstr(w, "corporate_number", offer->own_number);
    jw_kbool(w, "by_number", offer->by_number);
    jw_obj_end(w);
}

static void write_group(struct jw *w, const struct places *p, const struct place_group *group)
{
    jw_obj_begin(w);
    jw_kstr(w, "match_name", group->match_name);
    jw_kstr(
        w, "corporate_number", *group->corporate_number == '\0' ? NULL : group->corporate_number);
    jw_kstr(w, "name", group->name);
    jw_kint(w, "work", group->work);
    jw_kint(w, "units", group->units);
    jw_key(w, "offers");
    jw_arr_begin(w);
    for (size_t i = 0; i < p->n_offers; i++)
        if (is_of(&p->offers[i], group))
            write_offer(w, &p->offers[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err answer_places(struct req *r)
{
    struct places p;
    enum err e = load_places(&r->call, &p);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "total", p.total);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < p.n_groups; i++)
        write_group(&w, &p, &p.groups[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err places_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_SUPPLIER_WRITE);
    return e == ERR_OK ? answer_places(r) : e;
}

/* ---- saying which firm it is ---- */

static const struct field choice_fields[] = {
    {.key = "match_name", .type = FIELD_TEXT, .flags = MUST, .max = SUPPLIER_MATCH_MAX},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_CODE},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_NULLABLE,
        .ref = "suppliers"}, /* null: a new one, and none of those of its name */
};
static const struct shape SHAPE_CHOICE = SHAPE("SupplierPlaceChoice", choice_fields);

static const struct field place_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CHOICE,
        .min = 1,
        .max = PLACE_GROUPS},
};
static const struct shape SHAPE_PLACE = SHAPE("SupplierPlacing", place_fields);

/* A firm that is new in the ledger and told apart from those of its name. */
static enum err make_firm(struct call *c, const char *name, const char *match_name,
    const char *number, const char **ret_id)
{
    struct reg_record made;
    char id[UUID_TEXT_SIZE];
    int64_t n = 0;
    json_t *body = reg_keep(c, json_pack("{s:s}", "name", name));
    if (*number != '\0')
        json_object_set_new(body, "corporate_number", json_string(number));
    enum err e = reg_create(c, &REG_SUPPLIERS, body, &made);
    if (e == ERR_OK)
        e = place_store_apart(c, match_name, &n);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, id);
    *ret_id = mem_strdup(c, id);
    return ERR_OK;
}

/* Dealings with it are no plan any more; what it gave as its number is kept where none stands. */
static enum err begin_firm(struct call *c, const char *id, const char *number)
{
    struct reg_record firm;
    enum err e = reg_look(c, &REG_SUPPLIERS, id, &firm);
    if (e == ERR_OK && *number != '\0' && body_text(firm.after, "corporate_number") == NULL) {
        json_t *patch = reg_keep(c, json_pack("{s:s}", "corporate_number", number));
        e = reg_update(c, &REG_SUPPLIERS, id, firm.version, patch, &firm);
    }
    if (e == ERR_OK && strcmp(body_text(firm.after, "state"), "candidate") == 0)
        e = reg_transition(c, &REG_SUPPLIERS, id, "activate", NULL);
    else if (e == ERR_OK && strcmp(body_text(firm.after, "state"), "ended") == 0)
        e = reg_transition(
            c, &REG_SUPPLIERS, id, "resume", msg_get(c->org.lang, "supplier.place.resumed"));
    return e;
}

static enum err give_work(struct call *c, const json_t *ids, const char *firm)
{
    size_t i;
    const json_t *one;
    enum err e = ERR_OK;
    json_t *patch = reg_keep(c, json_pack("{s:s}", "supplier", firm));
    json_array_foreach(ids, i, one)
    {
        struct reg_record work;
        const char *id = json_string_value(one);
        if (e == ERR_OK)
            e = reg_look(c, &REG_SUPPLIER_ENGAGEMENTS, id, &work);
        if (e == ERR_OK)
            e = reg_update(c, &REG_SUPPLIER_ENGAGEMENTS, id, work.version, patch, &work);
        if (e == ERR_OK)
            e = reg_transition(c, &REG_SUPPLIER_ENGAGEMENTS, id, "confirm", NULL);
    }
    return e;
}

/* A group that somebody has placed meanwhile is left alone. */
static enum err place(struct call *c, const json_t *choice)
{
    const char *match_name = body_text(choice, "match_name");
    const char *number = body_text(choice, "corporate_number");
    const char *firm = body_text(choice, "supplier");
    const char *name = NULL;
    json_t *ids = NULL;
    number = number == NULL ? "" : number;
    enum err e = place_store_work(c, match_name, number, &ids, &name);
    if (e != ERR_OK || name == NULL)
        return e;
    if (firm == NULL)
        e = make_firm(c, name, match_name, number, &firm);
    if (e == ERR_OK)
        e = begin_firm(c, firm, number);
    return e == ERR_OK ? give_work(c, ids, firm) : e;
}

static enum err place_post(struct req *r)
{
    struct call *c = &r->call;
    size_t i;
    const json_t *choice;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    json_array_foreach(json_object_get(r->body, "items"), i, choice)
    {
        if (e == ERR_OK)
            e = place(c, choice);
    }
    if (e == ERR_OK)
        e = answer_places(r);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

/* ---- firms of one name that are not one ---- */

static const struct field apart_fields[] = {
    {.key = "match_name", .type = FIELD_TEXT, .flags = MUST, .max = SUPPLIER_MATCH_MAX},
};
static const struct shape SHAPE_APART = SHAPE("SupplierApart", apart_fields);

static enum err apart_post(struct req *r)
{
    struct call *c = &r->call;
    const char *match_name = body_text(r->body, "match_name");
    int64_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = place_store_apart(c, match_name, &n);
    if (e != ERR_OK)
        return e;
    if (n > 0) {
        json_t *after = json_pack("{s:s}", "match_name", match_name);
        audit_add(c,
            &(struct audit_entry){.action = "told_apart", .subject = "supplier", .after = after});
        json_decref(after);
    }
    return tx_commit_any(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-unplaced",
        .op = "supplier_unplaced",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = places_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-unplaced/place",
        .op = "supplier_place",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = place_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_PLACE,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-duplicates/apart",
        .op = "supplier_apart",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = apart_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_APART,
        .status = 204},
};

const struct module module_supplier_place = {
    .name = "supplier_place", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
