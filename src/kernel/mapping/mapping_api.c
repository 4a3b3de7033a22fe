/* Routes of mappings: GET /mappings, /mappings/{key}, its document; DELETE of an imported one.
 * They come in with frameworks: POST /sheets/import. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mapping/mapping_cover.h"
#include "kernel/mapping/mapping_store.h"
#include "kernel/sheet/out.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_perm.h"

#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED

static const struct field pair_fields[] = {
    {.key = "from", .type = FIELD_TEXT, .flags = MUST},
    {.key = "to", .type = FIELD_TEXT, .flags = MUST},
    {.key = "relation", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_MAPPING_RELATION},
    {.key = "strength", .type = FIELD_INT},
    {.key = "note", .type = FIELD_ANY},
};
static const struct shape SHAPE_PAIR = SHAPE("MappingPairShown", pair_fields);

#define HEAD_FIELDS                                                                               \
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},                                            \
        {.key = "version", .type = FIELD_TEXT, .flags = MUST},                                    \
        {.key = "built_in", .type = FIELD_BOOL, .flags = MUST},                                   \
        {.key = "name", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SHEET_TEXTS},        \
        {.key = "publisher", .type = FIELD_TEXT, .flags = MUST},                                  \
        {.key = "wording", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_SHEET_WORDING}, \
        {.key = "from", .type = FIELD_TEXT, .flags = MUST},                                       \
        {.key = "to", .type = FIELD_TEXT, .flags = MUST},                                         \
    {                                                                                             \
        .key = "n_pairs", .type = FIELD_INT, .flags = MUST                                        \
    }

/* pairs: with ?pairs=true. */
static const struct field brief_fields[] = {
    HEAD_FIELDS,
    {.key = "pairs", .type = FIELD_LIST, .shape = &SHAPE_PAIR},
};
static const struct shape SHAPE_BRIEF = SHAPE("MappingBrief", brief_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_BRIEF},
};
static const struct shape SHAPE_LIST = SHAPE("MappingList", list_fields);

static const struct field query_fields[] = {
    {.key = "sheet", .type = FIELD_TEXT, .max = 64},
    {.key = "pairs", .type = FIELD_BOOL},
};
static const struct shape SHAPE_QUERY = SHAPE("MappingQuery", query_fields);

/* relation: the closest; null: no pair names it. */
static const struct field item_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "group", .type = FIELD_TEXT},
    {.key = "relation", .type = FIELD_ENUM, .options = &OPTIONS_MAPPING_RELATION},
};
static const struct shape SHAPE_ITEM = SHAPE("MappingCoverItem", item_fields);

static const struct field group_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SHEET_TEXTS},
    {.key = "items", .type = FIELD_INT, .flags = MUST},
    {.key = "equal", .type = FIELD_INT, .flags = MUST},
    {.key = "superset", .type = FIELD_INT, .flags = MUST},
    {.key = "subset", .type = FIELD_INT, .flags = MUST},
    {.key = "intersect", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_GROUP = SHAPE("MappingCoverGroup", group_fields);

static const char *const knowns[] = {"sheet", "reference", "none", NULL};
static const struct option_set OPTIONS_KNOWN = {"mapping_known", knowns};

static const struct field side_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SHEET_TEXTS},
    {.key = "known", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_KNOWN},
    {.key = "sheet", .type = FIELD_ID},
    {.key = "sheet_version", .type = FIELD_ID},
    {.key = "unknown", .type = FIELD_INT, .flags = MUST},
    {.key = "groups", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_GROUP},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ITEM},
};
static const struct shape SHAPE_SIDE = SHAPE("MappingSide", side_fields);

static const struct field whole_fields[] = {
    HEAD_FIELDS,
    {.key = "description", .type = FIELD_ANY},
    {.key = "licence", .type = FIELD_LONGTEXT},
    {.key = "source", .type = FIELD_LONGTEXT},
    {.key = "pairs", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_PAIR},
    {.key = "from_side", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SIDE},
    {.key = "to_side", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SIDE},
};
static const struct shape SHAPE_WHOLE = SHAPE("Mapping", whole_fields);

static void head_write(struct jw *w, const struct mapping *m)
{
    jw_kstr(w, "key", m->key);
    jw_kstr(w, "version", m->label);
    jw_kbool(w, "built_in", m->built_in);
    jw_kjson(w, "name", m->name);
    jw_kstr(w, "publisher", m->publisher);
    jw_kstr(w, "wording", m->wording);
    jw_kstr(w, "from", m->from);
    jw_kstr(w, "to", m->to);
    jw_kint(w, "n_pairs", (int64_t)m->n_pairs);
}

static void pairs_write(struct jw *w, const struct mapping *m)
{
    jw_key(w, "pairs");
    jw_arr_begin(w);
    for (size_t i = 0; i < m->n_pairs; i++) {
        const struct mapping_pair *p = &m->pairs[i];
        jw_obj_begin(w);
        jw_kstr(w, "from", p->from);
        jw_kstr(w, "to", p->to);
        jw_kstr(w, "relation", mapping_relation_key(p->relation));
        if (p->strength > 0)
            jw_kint(w, "strength", p->strength);
        if (p->note != NULL)
            jw_kjson(w, "note", p->note);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void groups_write(struct jw *w, const struct cover_side *s)
{
    jw_key(w, "groups");
    jw_arr_begin(w);
    for (size_t i = 0; i < s->n_groups; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "key", s->groups[i].key);
        jw_kraw(w, "name", s->groups[i].name);
        jw_kint(w, "items", s->groups[i].items);
        for (int k = 0; k < RELATION_MAX; k++)
            jw_kint(w, mapping_relation_key((enum mapping_relation)k), s->groups[i].by[k]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void side_write(struct jw *w, const char *key, const struct cover_side *s)
{
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kstr(w, "key", s->key);
    jw_kraw(w, "name", s->name);
    jw_kstr(w, "known", s->known);
    if (s->has_version) {
        out_uuid(w, "sheet", &s->version.sheet_uid);
        out_uuid(w, "sheet_version", &s->version.uid);
    }
    jw_kint(w, "unknown", (int64_t)s->unknown);
    groups_write(w, s);
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < s->n_items; i++) {
        const struct cover_item *item = &s->items[i];
        jw_obj_begin(w);
        jw_kstr(w, "key", item->key);
        jw_kstr(w, "group", item->group < 0 ? NULL : s->groups[item->group].key);
        jw_kstr(w, "relation", item->covered ? mapping_relation_key(item->relation) : NULL);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err list(struct req *r)
{
    struct call *c = &r->call;
    const struct mapping **all = NULL;
    size_t n = 0;
    const char *pairs = req_query(r, "pairs");
    bool whole = pairs != NULL && strcmp(pairs, "true") == 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = mapping_list(c, req_query(r, "sheet"), &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        head_write(&w, all[i]);
        if (whole)
            pairs_write(&w, all[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err get(struct req *r)
{
    struct call *c = &r->call;
    const struct mapping *m = NULL;
    struct cover_side from;
    struct cover_side to;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = mapping_find(c, req_param(r, "key"), &m);
    if (e == ERR_OK)
        e = mapping_cover(c, m, false, &from);
    if (e == ERR_OK)
        e = mapping_cover(c, m, true, &to);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    head_write(&w, m);
    jw_kjson(&w, "description", m->description);
    jw_kstr(&w, "licence", m->licence);
    jw_kstr(&w, "source", m->source);
    pairs_write(&w, m);
    side_write(&w, "from_side", &from);
    side_write(&w, "to_side", &to);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err document_get(struct req *r)
{
    const struct mapping *m = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = mapping_find(&r->call, req_param(r, "key"), &m);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    char *text = json_dumps(m->json, JSON_INDENT(1));
    jw_raw(&w, text);
    free(text);
    resp_header(r, "Content-Disposition", "attachment; filename=\"mapping.json\"");
    return ERR_OK;
}

static enum err take_away(struct req *r)
{
    struct call *c = &r->call;
    const struct mapping *m = NULL;
    struct mapping_row row = {0};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mapping_find(c, req_param(r, "key"), &m);
    if (e == ERR_OK && (m->built_in || !who_may(c->who, &PERM_SHEET_WRITE, "/")))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = mapping_store_find(c, m->key, &row);
    if (e == ERR_OK)
        e = mapping_store_delete(c, row.id);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:s, s:s}", "key", m->key, "version", m->label);
    audit_add(c, &(struct audit_entry){.action = "delete",
                     .subject = "mapping",
                     .subject_id = row.id,
                     .subject_uid = &row.uid,
                     .before = before});
    json_decref(before);
    return tx_commit(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/mappings",
        .op = "mapping_list",
        .perm = &PERM_SHEET_READ,
        .handle = list,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/mappings/{key}",
        .op = "mapping_get",
        .perm = &PERM_SHEET_READ,
        .handle = get,
        .answer = &SHAPE_WHOLE},
    {.method = METHOD_GET,
        .path = "/api/v1/mappings/{key}/document",
        .op = "mapping_document_get",
        .perm = &PERM_SHEET_READ,
        .handle = document_get,
        .answer = &SHAPE_MAPPING_DOCUMENT},
    {.method = METHOD_DELETE,
        .path = "/api/v1/mappings/{key}",
        .op = "mapping_delete",
        .perm = &PERM_SHEET_WRITE,
        .handle = take_away,
        .status = 204},
};

const struct module module_mapping = {
    .name = "mapping", .routes = routes, .n_routes = ROWS(routes)};
