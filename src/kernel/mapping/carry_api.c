/* Routes of carrying over: what is offered to a response, and taking it. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mapping/carry.h"
#include "kernel/sheet/response_view.h"
#include "kernel/sheet/sheet_perm.h"

#define MUST FIELD_REQUIRED

static const struct field source_fields[] = {
    {.key = "response", .type = FIELD_ID, .flags = MUST},
    {.key = "campaign", .type = FIELD_TEXT, .flags = MUST},
    {.key = "period", .type = FIELD_PERIOD, .flags = MUST},
    {.key = "sheet", .type = FIELD_TEXT, .flags = MUST},
    {.key = "sheet_version", .type = FIELD_ID, .flags = MUST},
    {.key = "accepted_at", .type = FIELD_INSTANT, .flags = MUST},
};
static const struct shape SHAPE_SOURCE = SHAPE("CarrySource", source_fields);

#define CARRY_SURE_KEY(name, key) key,
static const char *const sures[] = {CARRY_SURE_LIST(CARRY_SURE_KEY) NULL};
#undef CARRY_SURE_KEY
static const struct option_set OPTIONS_SURE = {"carry_sure", sures};

/* source: place in `sources`. relation: of the answered item to the asked one. */
static const struct field origin_fields[] = {
    {.key = "source", .type = FIELD_INT, .flags = MUST},
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
    {.key = "na_reason", .type = FIELD_LONGTEXT},
    {.key = "relation", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_MAPPING_RELATION},
    {.key = "strength", .type = FIELD_INT},
    {.key = "sure", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_SURE},
    {.key = "mapping", .type = FIELD_TEXT, .flags = MUST},
    {.key = "note", .type = FIELD_ANY},
};
static const struct shape SHAPE_ORIGIN = SHAPE("CarryOrigin", origin_fields);

/* plain: may be confirmed with the others that are. */
static const struct field offer_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
    {.key = "na_reason", .type = FIELD_LONGTEXT},
    {.key = "sure", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_SURE},
    {.key = "differ", .type = FIELD_BOOL, .flags = MUST},
    {.key = "plain", .type = FIELD_BOOL, .flags = MUST},
    {.key = "origins", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ORIGIN},
};
static const struct shape SHAPE_OFFER = SHAPE("CarryOffer", offer_fields);

static const struct field mark_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "from", .type = FIELD_ANY, .flags = MUST},
};
static const struct shape SHAPE_MARK = SHAPE("CarryMark", mark_fields);

static const struct field carry_fields[] = {
    {.key = "may", .type = FIELD_BOOL, .flags = MUST},
    {.key = "sources", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_SOURCE},
    {.key = "offers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_OFFER},
    {.key = "carried", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MARK},
};
static const struct shape SHAPE_CARRY = SHAPE("Carry", carry_fields);

static const struct field item_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_ANY},
};
static const struct shape SHAPE_ITEM = SHAPE("CarryItem", item_fields);

static const struct field body_fields[] = {
    {.key = "items", .type = FIELD_LIST, .max = LIMIT_SHEET_ITEMS, .shape = &SHAPE_ITEM},
};
static const struct shape SHAPE_BODY = SHAPE("CarryBody", body_fields);

static void source_write(struct jw *w, const struct carry_source *s)
{
    jw_obj_begin(w);
    out_uuid(w, "response", &s->uid);
    jw_kstr(w, "campaign", s->campaign);
    jw_kstr(w, "period", s->period);
    jw_kstr(w, "sheet", s->sheet_key);
    out_uuid(w, "sheet_version", &s->version_uid);
    jw_kinstant(w, "accepted_at", s->accepted_at_ms);
    jw_obj_end(w);
}

static void origin_write(struct jw *w, const struct carry *carry, const struct carry_origin *o)
{
    const struct sheet_item *item = &o->from->doc->items[o->item_no - 1];
    const struct answer *answer = &o->from->answers[o->item_no - 1];
    jw_obj_begin(w);
    jw_kint(w, "source", o->from - carry->from);
    jw_kstr(w, "item", item->key);
    jw_key(w, "value");
    sheet_value_write(w, item, answer->value);
    jw_kstr(w, "na_reason", answer->na_reason);
    jw_kstr(w, "relation", mapping_relation_key(o->relation));
    jw_key(w, "strength");
    if (o->pair->strength == 0)
        jw_null(w);
    else
        jw_int(w, o->pair->strength);
    jw_kstr(w, "sure", carry_sure_key(carry_sure_of(o->relation, o->pair->strength)));
    jw_kstr(w, "mapping", o->mapping->key);
    jw_kjson(w, "note", o->pair->note);
    jw_obj_end(w);
}

static void offer_write(struct jw *w, const struct carry *carry, const struct carry_offer *offer)
{
    const struct sheet_item *item = &carry->sheet.doc->items[offer->item_no - 1];
    jw_obj_begin(w);
    jw_kstr(w, "item", item->key);
    jw_key(w, "value");
    sheet_value_write(w, item, offer->proposal.value);
    jw_kstr(w, "na_reason", offer->proposal.na_reason);
    jw_kstr(w, "sure", carry_sure_key(offer->proposal.sure));
    jw_kbool(w, "differ", offer->proposal.differ);
    jw_kbool(w, "plain", carry_plain(offer));
    jw_key(w, "origins");
    jw_arr_begin(w);
    for (size_t i = 0; i < offer->n_origins; i++)
        origin_write(w, carry, &offer->origins[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

static void marks_write(
    struct jw *w, const struct sheet_doc *doc, const struct carry_mark *marks, size_t n)
{
    jw_key(w, "carried");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "item", doc->items[marks[i].item_no - 1].key);
        jw_kraw(w, "from", marks[i].sources);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err answer(struct req *r, const struct response *response)
{
    struct call *c = &r->call;
    struct carry carry = {0};
    struct response_may may;
    struct carry_mark *marks = NULL;
    size_t n_marks = 0;
    enum err e = response_may(c, response, &may);
    if (e == ERR_OK)
        e = carry_store_marks(c, response->id, &marks, &n_marks);
    if (e == ERR_OK && may.answer)
        e = carry_load(c, response, &carry);
    else if (e == ERR_OK) /* nothing is offered to one who cannot answer */
        e = response_load(c, response, &carry.sheet);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "may", may.answer);
    jw_key(&w, "sources");
    jw_arr_begin(&w);
    for (size_t i = 0; i < carry.n_from; i++)
        source_write(&w, &carry.from[i].source);
    jw_arr_end(&w);
    jw_key(&w, "offers");
    jw_arr_begin(&w);
    for (size_t i = 0; i < carry.n_offers; i++)
        offer_write(&w, &carry, &carry.offers[i]);
    jw_arr_end(&w);
    marks_write(&w, carry.sheet.doc, marks, n_marks);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err get(struct req *r)
{
    struct response response;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_find(&r->call, req_param(r, "id"), false, &response);
    return e == ERR_OK ? answer(r, &response) : e;
}

static enum err confirm(struct req *r)
{
    struct call *c = &r->call;
    struct response response;
    struct response_sheet s;
    int64_t taken = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = response_find(c, req_param(r, "id"), true, &response);
    if (e == ERR_OK)
        e = carry_confirm(c, &response, json_object_get(r->body, "items"), &taken);
    if (e == ERR_OK)
        e = response_load(c, &response, &s);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    response_copied_write(&w, c, &response, &s, taken);
    return tx_commit_any(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/carry-over",
        .op = "response_carry_get",
        .perm = &PERM_RESPONSE_READ,
        .handle = get,
        .answer = &SHAPE_CARRY},
    {.method = METHOD_POST,
        .path = "/api/v1/responses/{id}/carry-over",
        .op = "response_carry_confirm",
        .perm = &PERM_RESPONSE_ANSWER,
        .handle = confirm,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_COPIED},
};

const struct module module_carry = {.name = "carry", .routes = routes, .n_routes = ROWS(routes)};
