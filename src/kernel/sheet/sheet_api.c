/* GET /sheets, /sheets/{id}, /sheet-versions/{id}, its document; DELETE of an unused version. */
#include "kernel/sheet/sheet_api.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/sheet_import.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_search.h"

#include <stdlib.h>

static const struct field bounds_fields[] = {
    {.key = "min", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "max", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_BOUNDS = SHAPE("ScoreBounds", bounds_fields);

#define VERSION_FIELDS                                                                           \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                                    \
        {.key = "sheet", .type = FIELD_REF, .flags = FIELD_REQUIRED},                            \
        {.key = "no", .type = FIELD_INT, .flags = FIELD_REQUIRED},                               \
        {.key = "version", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                         \
        {.key = "built_in", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},                        \
        {.key = "name",                                                                          \
            .type = FIELD_OBJECT,                                                                \
            .flags = FIELD_REQUIRED,                                                             \
            .shape = &SHAPE_SHEET_TEXTS},                                                        \
        {.key = "publisher", .type = FIELD_TEXT}, {.key = "licence", .type = FIELD_LONGTEXT},    \
        {.key = "source", .type = FIELD_LONGTEXT},                                               \
        {.key = "wording",                                                                       \
            .type = FIELD_ENUM,                                                                  \
            .flags = FIELD_REQUIRED,                                                             \
            .options = &OPTIONS_SHEET_WORDING},                                                  \
        {.key = "languages", .type = FIELD_LIST, .flags = FIELD_REQUIRED},                       \
        {.key = "score", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_BOUNDS}, \
        {.key = "n_sections", .type = FIELD_INT, .flags = FIELD_REQUIRED},                       \
        {.key = "n_items", .type = FIELD_INT, .flags = FIELD_REQUIRED},                          \
        {.key = "digest", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                          \
    {                                                                                            \
        .key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED                      \
    }

static const struct field version_fields[] = {VERSION_FIELDS};
const struct shape SHAPE_SHEET_VERSION = SHAPE("SheetVersion", version_fields);

static const struct field whole_fields[] = {
    VERSION_FIELDS,
    {.key = "document",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_SHEET_DOCUMENT},
};
static const struct shape SHAPE_WHOLE = SHAPE("SheetVersionWhole", whole_fields);

static const struct field sheet_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "built_in", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "newest", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SHEET_VERSION},
    /* How many campaigns use it; null for those who may not see campaigns. */
    {.key = "campaigns", .type = FIELD_INT},
    {.key = "versions", .type = FIELD_LIST, .shape = &SHAPE_SHEET_VERSION},
};
static const struct shape SHAPE_SHEET = SHAPE("Sheet", sheet_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SHEET},
    {.key = "next", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LIST = SHAPE("SheetList", list_fields);

static const struct field query_fields[] = {
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "cursor", .type = FIELD_ID},
};
static const struct shape SHAPE_QUERY = SHAPE("SheetQuery", query_fields);

void sheet_version_write(struct jw *w, const struct sheet_version *version)
{
    const struct ref sheet = {version->sheet_id, version->sheet_uid, NULL, version->sheet_key};
    out_uuid(w, "id", &version->uid);
    out_ref(w, "sheet", &sheet);
    jw_kint(w, "no", version->no);
    jw_kstr(w, "version", version->label);
    jw_kbool(w, "built_in", version->built_in);
    jw_kraw(w, "name", version->names);
    jw_kstr(w, "publisher", version->publisher);
    jw_kstr(w, "licence", version->licence);
    jw_kstr(w, "source", version->source);
    jw_kstr(w, "wording", version->wording);
    jw_kraw(w, "languages", version->languages);
    jw_key(w, "score");
    jw_obj_begin(w);
    jw_kint(w, "min", version->score_min);
    jw_kint(w, "max", version->score_max);
    jw_obj_end(w);
    jw_kint(w, "n_sections", version->n_sections);
    jw_kint(w, "n_items", version->n_items);
    out_digest(w, "digest", &version->digest);
    jw_kinstant(w, "created_at", version->created_at_ms);
}

static void version_object(struct jw *w, const struct sheet_version *v)
{
    jw_obj_begin(w);
    sheet_version_write(w, v);
    jw_obj_end(w);
}

static void sheet_begin(struct jw *w, const struct call *c, const struct sheet_version *newest)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &newest->sheet_uid);
    jw_kstr(w, "key", newest->sheet_key);
    jw_kbool(w, "built_in", newest->built_in);
    jw_key(w, "newest");
    version_object(w, newest);
    if (who_holds(c->who, &PERM_CAMPAIGN_READ))
        jw_kint(w, "campaigns", newest->campaigns);
    else
        jw_kraw(w, "campaigns", "null");
}

int list_limit(const struct req *r)
{
    const char *text = req_query(r, "limit");
    return text == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(text, NULL, 10);
}

/* The last sheet of the page before. */
static enum err cursor_of(struct req *r, const char *cursor, const struct sheet_version **ret_after)
{
    struct call *c = &r->call;
    struct sheet_version *versions = NULL;
    struct uuid uid;
    size_t n = 0;
    enum err e = ERR_NOT_FOUND;
    if (uuid_parse(cursor, &uid))
        e = sheet_store_versions(c->db, c, &uid, &versions, &n);
    if (e == ERR_OK)
        *ret_after = &versions[0];
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, "/query/cursor", "reference");
    return ERR_INVALID;
}

static void list_write(
    struct req *r, const struct sheet_version *versions, size_t n, size_t shown, int64_t total)
{
    char next[UUID_TEXT_SIZE];
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < shown; i++) {
        sheet_begin(&w, &r->call, &versions[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    if (n > shown)
        uuid_format(&versions[shown - 1].sheet_uid, next);
    jw_kstr(&w, "next", n > shown ? next : NULL);
    jw_kint(&w, "total", total);
    jw_obj_end(&w);
}

static enum err list(struct req *r)
{
    struct call *c = &r->call;
    const struct sheet_version *after = NULL;
    struct sheet_version *versions = NULL;
    const char *cursor = req_query(r, "cursor");
    int limit = list_limit(r);
    size_t n = 0;
    int64_t total = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && cursor != NULL)
        e = cursor_of(r, cursor, &after);
    if (e == ERR_OK)
        e = sheet_store_page(c->db, c, after, limit, &versions, &n, &total);
    size_t shown = n > (size_t)limit ? (size_t)limit : n;
    if (e == ERR_OK)
        e = sheet_store_names(c->db, c, versions, shown);
    if (e == ERR_OK)
        e = sheet_store_uses(c->db, versions, shown);
    if (e == ERR_OK)
        list_write(r, versions, n, shown, total);
    return e;
}

static enum err get(struct req *r)
{
    struct call *c = &r->call;
    struct sheet_version *versions = NULL;
    struct uuid uid;
    size_t n = 0;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = sheet_store_versions(c->db, c, &uid, &versions, &n);
    if (e == ERR_OK)
        e = sheet_store_names(c->db, c, versions, n);
    if (e == ERR_OK)
        e = sheet_store_uses(c->db, versions, 1);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    sheet_begin(&w, c, &versions[0]);
    jw_key(&w, "versions");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        version_object(&w, &versions[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err version_find(struct req *r, struct sheet_version *ret_version)
{
    struct call *c = &r->call;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = sheet_store_version(c->db, c, &uid, ret_version);
    return e == ERR_OK ? sheet_store_names(c->db, c, ret_version, 1) : e;
}

static enum err version_get(struct req *r)
{
    struct call *c = &r->call;
    struct sheet_version version;
    const struct sheet_doc *doc = NULL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = version_find(r, &version);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &version, &doc);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    sheet_version_write(&w, &version);
    jw_key(&w, "document");
    sheet_json_write(&w, doc);
    jw_obj_end(&w);
    resp_etag(r, version.no);
    return ERR_OK;
}

static enum err document_get(struct req *r)
{
    struct call *c = &r->call;
    struct sheet_version version;
    const struct sheet_doc *doc = NULL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = version_find(r, &version);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &version, &doc);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    sheet_json_write(&w, doc);
    resp_header(r, "Content-Disposition", "attachment; filename=\"sheet.json\"");
    return ERR_OK;
}

static enum err version_delete(struct req *r)
{
    struct call *c = &r->call;
    struct sheet_version version;
    bool used = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = version_find(r, &version);
    if (e == ERR_OK && (version.built_in || !who_may(c->who, &PERM_SHEET_WRITE, "/")))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = sheet_store_used(c->db, version.id, &used);
    if (e == ERR_OK && used)
        e = problem_set(c->problem, ERR_CONFLICT, "sheet_used");
    if (e == ERR_OK)
        e = sheet_store_remove(c->db, &version);
    if (e == ERR_OK)
        e = sheet_search_sheet(c, version.sheet_id);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:s, s:i}", "key", version.sheet_key, "no", version.no);
    audit_add(c, &(struct audit_entry){.action = "delete",
                     .subject = "sheet",
                     .subject_id = version.sheet_id,
                     .subject_uid = &version.sheet_uid,
                     .before = before});
    json_decref(before);
    return tx_commit(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/sheets",
        .op = "sheet_list",
        .perm = &PERM_SHEET_READ,
        .handle = list,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/sheets/{id}",
        .op = "sheet_get",
        .perm = &PERM_SHEET_READ,
        .handle = get,
        .answer = &SHAPE_SHEET},
    {.method = METHOD_POST,
        .path = "/api/v1/sheets/import",
        .op = "sheet_import",
        .perm = &PERM_SHEET_WRITE,
        .handle = sheet_import,
        .body_kind = BODY_RAW,
        .query = &SHAPE_SHEET_IMPORT_QUERY,
        .answer = &SHAPE_SHEET_IMPORT,
        .limit = LIMIT_IMPORT},
    {.method = METHOD_GET,
        .path = "/api/v1/sheet-versions/{id}",
        .op = "sheet_version_get",
        .perm = &PERM_SHEET_READ,
        .handle = version_get,
        .answer = &SHAPE_WHOLE},
    {.method = METHOD_GET,
        .path = "/api/v1/sheet-versions/{id}/document",
        .op = "sheet_document_get",
        .perm = &PERM_SHEET_READ,
        .handle = document_get,
        .answer = &SHAPE_SHEET_DOCUMENT},
    {.method = METHOD_DELETE,
        .path = "/api/v1/sheet-versions/{id}",
        .op = "sheet_version_delete",
        .perm = &PERM_SHEET_WRITE,
        .handle = version_delete,
        .status = 204},
};

const struct module module_sheet = {.name = "sheet",
    .routes = routes,
    .n_routes = ROWS(routes),
    .searches = sheet_searches,
    .n_searches = SHEET_SEARCHES};
