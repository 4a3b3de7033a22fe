/* Routes of firms that may be one: offers, merging and undoing it. */
#include "base/clock.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/out.h"
#include "mod/supplier/supplier_merge.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { MERGES_SHOWN = 50 };

/* ---- offers ---- */

static const struct field alike_fields[] = {
    {.key = "match_name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_TEXT, .flags = MUST},
    {.key = "corporate_number", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "address", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "work", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_ALIKE = SHAPE("SupplierAlike", alike_fields);

/* more: there are others behind these. */
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ALIKE},
    {.key = "more", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_OFFERS = SHAPE("SupplierDuplicates", list_fields);

static void write_alike(struct jw *w, const struct supplier_alike *a)
{
    jw_obj_begin(w);
    jw_kstr(w, "match_name", a->match_name);
    out_uuid(w, "id", &a->uid);
    jw_kstr(w, "number", a->number);
    jw_kstr(w, "name", a->name);
    jw_kstr(w, "state", a->state);
    jw_kstr(w, "corporate_number", a->corporate_number);
    jw_kstr(w, "address", a->address);
    jw_kint(w, "work", a->work);
    jw_obj_end(w);
}

static enum err offers_get(struct req *r)
{
    struct supplier_alike *alike = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = supplier_store_alike(&r->call, &alike, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_alike(&w, &alike[i]);
    jw_arr_end(&w);
    jw_kbool(&w, "more", n == SUPPLIERS_ALIKE);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- merges ---- */

static const struct field ref_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_FIRM = SHAPE("SupplierMerged", ref_fields);

static const struct field merge_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "into", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_FIRM},
    {.key = "from", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_FIRM},
    {.key = "fields", .type = FIELD_LIST, .flags = MUST}, /* taken over */
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "undone_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "kept", .type = FIELD_LIST, .flags = MUST}, /* of undoing: changed since, so left */
};
static const struct shape SHAPE_MERGE = SHAPE("SupplierMerge", merge_fields);

static const struct field merges_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MERGE},
};
static const struct shape SHAPE_MERGES = SHAPE("SupplierMerges", merges_fields);

static const struct field body_fields[] = {
    {.key = "from", .type = FIELD_REF, .flags = MUST, .ref = "suppliers"},
    {.key = "take", .type = FIELD_LIST, .max = 64},
};
static const struct shape SHAPE_BODY = SHAPE("SupplierMergeBody", body_fields);

static void write_firm(
    struct jw *w, const char *key, const struct uuid *uid, const char *number, const char *name)
{
    jw_key(w, key);
    jw_obj_begin(w);
    out_uuid(w, "id", uid);
    jw_kstr(w, "number", number);
    jw_kstr(w, "title", name);
    jw_obj_end(w);
}

static void write_texts(struct jw *w, const char *key, const json_t *list)
{
    size_t i;
    const json_t *one;
    jw_key(w, key);
    jw_arr_begin(w);
    json_array_foreach(list, i, one) jw_str(w, json_string_value(one));
    jw_arr_end(w);
}

static void write_instant(struct jw *w, const char *key, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    if (ms != 0)
        instant_format(ms, text);
    jw_kstr(w, key, ms == 0 ? NULL : text);
}

static void write_merge(struct jw *w, const struct supplier_merge *m, const json_t *kept)
{
    const char *key;
    json_t *one;
    jw_obj_begin(w);
    out_uuid(w, "id", &m->uid);
    write_firm(w, "into", &m->into_uid, m->into_number, m->into_name);
    write_firm(w, "from", &m->from_uid, m->from_number, m->from_name);
    jw_key(w, "fields");
    jw_arr_begin(w);
    json_object_foreach(json_object_get(m->what, "fields"), key, one) jw_str(w, key);
    jw_arr_end(w);
    jw_kstr(w, "by", m->by_name);
    write_instant(w, "at", m->at_ms);
    write_instant(w, "undone_at", m->undone_ms);
    write_texts(w, "kept", kept);
    jw_obj_end(w);
}

static enum err merge_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record into;
    struct supplier_merge merge;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIERS, req_param(r, "id"), &into);
    if (e == ERR_OK)
        e = req_match(r, into.version);
    if (e == ERR_OK)
        e = supplier_merge(c, req_param(r, "id"), body_text(r->body, "from"),
            json_object_get(r->body, "take"), &merge);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_merge(&w, &merge, NULL);
    return tx_commit(c);
}

static enum err merges_get(struct req *r)
{
    struct reg_record into;
    struct supplier_merge *merges = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_look(&r->call, &REG_SUPPLIERS, req_param(r, "id"), &into);
    if (e == ERR_OK)
        e = supplier_merge_store_list(&r->call, into.id, MERGES_SHOWN, &merges, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_merge(&w, &merges[i], NULL);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err undo_post(struct req *r)
{
    struct call *c = &r->call;
    struct supplier_merge merge;
    struct uuid id;
    json_t *kept = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK && !uuid_parse(req_param(r, "id"), &id))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = supplier_merge_undo(c, &id, &merge, &kept);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_merge(&w, &merge, kept);
    return tx_commit(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-duplicates",
        .op = "supplier_duplicates",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = offers_get,
        .answer = &SHAPE_OFFERS},
    {.method = METHOD_GET,
        .path = "/api/v1/suppliers/{id}/merges",
        .op = "supplier_merges",
        .perm = &PERM_SUPPLIER_READ,
        .handle = merges_get,
        .answer = &SHAPE_MERGES},
    {.method = METHOD_POST,
        .path = "/api/v1/suppliers/{id}/merges",
        .op = "supplier_merge",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = merge_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_BODY,
        .answer = &SHAPE_MERGE,
        .status = 201,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-merges/{id}/undo",
        .op = "supplier_merge_undo",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = undo_post,
        .answer = &SHAPE_MERGE},
};

const struct module module_supplier_merge = {
    .name = "supplier_merge", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
