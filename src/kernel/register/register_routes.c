#include "kernel/register/register_bulk.h"
#include "kernel/register/register_import.h"
#include "kernel/register/register_item.h"
#include "kernel/register/register_reader.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"

#include <string.h>

static const struct field transition_fields[] = {
    {.key = "action", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 40},
    {.key = "reason", .type = FIELD_LONGTEXT, .max = 2000},
};
static const struct shape SHAPE_TRANSITION = SHAPE("Transition", transition_fields);

static const char *const format_keys[] = {"json", "csv", "xlsx", NULL};
static const struct option_set FORMATS = {"list_format", format_keys};
static const char *const total_keys[] = {"exact", NULL};
static const struct option_set TOTALS = {"list_total", total_keys};

static const struct field list_query_fields[] = {
    {.key = "q", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "sort", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "cursor", .type = FIELD_TEXT, .max = 2048},
    {.key = "total", .type = FIELD_ENUM, .options = &TOTALS},
    {.key = "deleted", .type = FIELD_BOOL},
    {.key = "format", .type = FIELD_ENUM, .options = &FORMATS},
    {.key = "fields", .type = FIELD_TEXT, .max = 1000},
};
static const struct shape SHAPE_LIST_QUERY = SHAPE("ListQuery", list_query_fields);

static const struct field history_list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &audit_entry_shape,
        .max = LIMIT_PAGE},
    {.key = "next", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_HISTORY = SHAPE("History", history_list_fields);

/* A register's plural and the number or id of one of its records: "risks/RK-2026-0001". */
static const struct field create_query_fields[] = {{.key = "link", .type = FIELD_TEXT, .max = 160}};
static const struct shape SHAPE_CREATE_QUERY = SHAPE("CreateQuery", create_query_fields);

static const struct field history_query_fields[] = {
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
    {.key = "before", .type = FIELD_INT, .min = 1, .max = INT64_C(1) << 53},
};
static const struct shape SHAPE_HISTORY_QUERY = SHAPE("HistoryQuery", history_query_fields);

/* The members every record's answer has beside its fields. */
static const struct field FIXED_BEFORE[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct field FIXED_AFTER[] = {
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "deleted_at", .type = FIELD_INSTANT},
};

struct shape reg_answer_shape(const void *ctx, const struct reg_def *def)
{
    const size_t n_before = sizeof FIXED_BEFORE / sizeof FIXED_BEFORE[0];
    const size_t n_after = sizeof FIXED_AFTER / sizeof FIXED_AFTER[0];
    struct shape own = reg_shape(ctx, def);
    struct field *all = mem_array(ctx, struct field, n_before + own.n_fields + n_after);
    memcpy(all, FIXED_BEFORE, sizeof FIXED_BEFORE);
    memcpy(all + n_before, own.fields, own.n_fields * sizeof *all);
    memcpy(all + n_before + own.n_fields, FIXED_AFTER, sizeof FIXED_AFTER);
    return (struct shape){
        .name = def->schema, .fields = all, .n_fields = n_before + own.n_fields + n_after};
}

static struct shape *list_shape(
    const void *ctx, const struct reg_def *def, const struct shape *record)
{
    static const struct field page[] = {
        {.key = "items", .type = FIELD_LIST, .max = LIMIT_PAGE},
        {.key = "next", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE, .max = 4096},
        {.key = "total", .type = FIELD_INT},
        {.key = "total_at_least", .type = FIELD_INT},
    };
    struct field *fields = mem_dup(ctx, page, sizeof page);
    fields[0].shape = record;
    fields[0].flags = FIELD_REQUIRED;
    struct shape *s = mem_new(ctx, struct shape);
    *s = (struct shape){.name = mem_printf(ctx, "%sList", def->schema),
        .fields = fields,
        .n_fields = sizeof page / sizeof page[0]};
    return s;
}

/* One row of the template; paths and operations get the register's name. */
struct template_row {
    enum method method;
    const char *path; /* after "/api/v1/measures" */
    const char *op;   /* after "measure_" */
    enum err (*handle)(struct req *r);
    enum body_kind body_kind;
    int status;
    unsigned flags;
    bool needs_states;
    const struct shape *body, *query, *answer; /* NULL: the record's */
    const char *media;                         /* of an answer that is not JSON */
    bool needs_readers;
};

static const struct template_row rows[] = {
    {METHOD_GET, "", "list", reg_api_list, BODY_NONE, 200, ROUTE_COLLECTION, false},
    {METHOD_POST, "", "create", reg_api_create, BODY_JSON, 201, 0, false,
        .query = &SHAPE_CREATE_QUERY},
    {METHOD_GET, "/{id}", "get", reg_api_get, BODY_NONE, 200, ROUTE_BRIEF, false},
    {METHOD_PATCH, "/{id}", "update", reg_api_patch, BODY_PATCH, 200, ROUTE_IF_MATCH, false},
    {METHOD_DELETE, "/{id}", "delete", reg_api_delete, BODY_NONE, 204, ROUTE_IF_MATCH, false},
    {METHOD_POST, "/{id}/restore", "restore", reg_api_restore, BODY_NONE, 200, ROUTE_IF_MATCH,
        false},
    {METHOD_POST, "/{id}/transitions", "transition", reg_api_transition, BODY_JSON, 200,
        ROUTE_IF_MATCH, true, .body = &SHAPE_TRANSITION},
    {METHOD_GET, "/{id}/history", "history", reg_api_history, BODY_NONE, 200, 0, false,
        .query = &SHAPE_HISTORY_QUERY, .answer = &SHAPE_HISTORY},
    {METHOD_GET, "/{id}/comments", "comments", item_api_list, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_COMMENT_LIST},
    {METHOD_POST, "/{id}/comments", "comment_add", item_api_add, BODY_JSON, 201, ROUTE_PERSON,
        false, .body = &SHAPE_COMMENT_BODY, .answer = &SHAPE_COMMENT},
    {METHOD_DELETE, "/{id}/comments/{item}", "comment_remove", item_api_remove, BODY_NONE, 204,
        ROUTE_PERSON, false},
    {METHOD_POST, "/{id}/comments/{item}/restore", "comment_restore", item_api_restore, BODY_NONE,
        204, ROUTE_PERSON, false},
    {METHOD_GET, "/{id}/links", "links", item_api_list, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_LINK_LIST},
    {METHOD_POST, "/{id}/links", "link_add", item_api_add, BODY_JSON, 201, 0, false,
        .body = &SHAPE_LINK_BODY, .answer = &SHAPE_LINK},
    {METHOD_DELETE, "/{id}/links/{item}", "link_remove", item_api_remove, BODY_NONE, 204, 0, false},
    {METHOD_POST, "/{id}/links/{item}/restore", "link_restore", item_api_restore, BODY_NONE, 204, 0,
        false},
    {METHOD_GET, "/{id}/files", "files", item_api_list, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_RECORD_FILE_LIST},
    {METHOD_POST, "/{id}/files", "file_add", item_api_upload, BODY_UPLOAD, 201, 0, false,
        .answer = &SHAPE_RECORD_FILE},
    {METHOD_GET, "/{id}/files/{item}", "file_get", item_api_get, BODY_NONE, 200, 0, false,
        .media = "application/octet-stream"},
    {METHOD_DELETE, "/{id}/files/{item}", "file_remove", item_api_remove, BODY_NONE, 204, 0, false},
    {METHOD_POST, "/{id}/files/{item}/restore", "file_restore", item_api_restore, BODY_NONE, 204, 0,
        false},
    {METHOD_POST, "/imports", "import_add", import_api_add, BODY_RAW, 201, 0, false,
        .query = &SHAPE_IMPORT_QUERY, .answer = &SHAPE_IMPORT},
    {METHOD_GET, "/imports", "import_list", import_api_list, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_IMPORT_LIST},
    {METHOD_GET, "/imports/{import}", "import_get", import_api_get, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_IMPORT},
    {METHOD_PUT, "/imports/{import}/mapping", "import_mapping", import_api_mapping, BODY_JSON, 200,
        0, false, .body = &SHAPE_IMPORT_MAPPING, .answer = &SHAPE_IMPORT},
    {METHOD_POST, "/imports/{import}/commit", "import_commit", import_api_commit, BODY_JSON, 200, 0,
        false, .body = &SHAPE_IMPORT_COMMIT, .answer = &SHAPE_IMPORT},
    {METHOD_POST, "/imports/{import}/undo", "import_undo", import_api_undo, BODY_NONE, 200, 0,
        false, .answer = &SHAPE_IMPORT},
    {METHOD_GET, "/{id}/readers", "readers", readers_api_get, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_READERS, .needs_readers = true},
    {METHOD_PUT, "/{id}/readers", "readers_set", readers_api_set, BODY_JSON, 200, ROUTE_IF_MATCH,
        false, .body = &SHAPE_READERS_BODY, .answer = &SHAPE_READERS, .needs_readers = true},
    {METHOD_GET, "/readerless", "readerless", readers_api_lost, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_READERS_LOST, .needs_readers = true},
    {METHOD_POST, "/{id}/readers/appointment", "readers_appoint", readers_api_appoint, BODY_JSON,
        204, ROUTE_PERSON, false, .body = &SHAPE_READERS_APPOINT, .needs_readers = true},
    {METHOD_POST, "/bulk-edits", "bulk_add", bulk_api_add, BODY_JSON, 201, 0, false,
        .body = &SHAPE_BULK_NEW, .answer = &SHAPE_BULK},
    {METHOD_GET, "/bulk-edits", "bulk_list", bulk_api_list, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_BULK_LIST},
    {METHOD_GET, "/bulk-edits/{bulk}", "bulk_get", bulk_api_get, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_BULK},
    {METHOD_POST, "/bulk-edits/{bulk}/commit", "bulk_commit", bulk_api_commit, BODY_JSON, 200, 0,
        false, .body = &SHAPE_BULK_COMMIT, .answer = &SHAPE_BULK},
    {METHOD_POST, "/bulk-edits/{bulk}/undo", "bulk_undo", bulk_api_undo, BODY_NONE, 200, 0, false,
        .answer = &SHAPE_BULK},
};

static bool is_import(const struct template_row *t)
{
    return strncmp(t->path, "/imports", strlen("/imports")) == 0;
}

/* Links and files change a record, comments need no more than to read it. */
static bool is_change(const struct template_row *t)
{
    return t->method != METHOD_GET &&
           (strncmp(t->path, "/{id}/links", 11) == 0 || strncmp(t->path, "/{id}/files", 11) == 0);
}

static bool is_comment(const struct template_row *t)
{
    return strncmp(t->path, "/{id}/comments", 14) == 0;
}

static const struct perm *perm_of(const struct reg_def *def, const struct template_row *t)
{
    if (t->handle == readers_api_lost || t->handle == readers_api_appoint)
        return &PERM_READER_APPOINT;
    if (is_import(t))
        return def->create;
    if (is_change(t))
        return def->update;
    if (is_comment(t))
        return def->read;
    switch (t->method) {
    case METHOD_GET:
        return def->read;
    case METHOD_PATCH:
    case METHOD_PUT: /* of the readers */
        return def->update;
    case METHOD_DELETE:
        return def->remove;
    default:
        break;
    }
    if (t->handle == reg_api_create)
        return def->create;
    /* A transition's own permission is checked with the record; reading it is the least. */
    return t->handle == reg_api_restore ? def->remove : def->read;
}

struct route *reg_routes(const void *ctx, const struct reg_def *def, size_t *ret_n)
{
    const size_t most = sizeof rows / sizeof rows[0];
    struct route *routes = mem_array(ctx, struct route, most);
    struct shape *body = mem_new(ctx, struct shape);
    struct shape *record = mem_new(ctx, struct shape);
    *body = reg_shape(ctx, def);
    *record = reg_answer_shape(ctx, def);
    size_t n = 0;
    for (size_t i = 0; i < most; i++) {
        const struct template_row *t = &rows[i];
        if ((t->needs_states && def->state_field == NULL) ||
            (t->needs_readers && !reg_sets_readers(def)))
            continue;
        struct route *r = &routes[n++];
        *r = (struct route){
            .method = t->method,
            .path = mem_printf(ctx, "/api/v1/%s%s", def->name, t->path),
            .op = mem_printf(ctx, "%s_%s", def->singular, t->op),
            .summary = mem_printf(ctx, "op.register_%s", t->op),
            .perm = perm_of(def, t),
            .handle = t->handle,
            .body_kind = t->body_kind,
            .status = t->status,
            .flags = t->flags,
            .arg = def,
            .query = t->query,
            .media = t->media,
            .answer = t->status == 204 || t->media != NULL ? NULL
                      : t->answer != NULL                  ? t->answer
                                                           : record,
        };
        if (t->body_kind == BODY_JSON || t->body_kind == BODY_PATCH)
            r->body = t->body != NULL ? t->body : body;
        if (t->body_kind == BODY_RAW)
            r->limit = LIMIT_TABLE;
        if (t->handle == reg_api_list) {
            r->query = &SHAPE_LIST_QUERY;
            r->answer = list_shape(ctx, def, record);
            r->media = REG_EXPORT_CSV "," REG_EXPORT_XLSX; /* ?format= */
        }
    }
    *ret_n = n;
    return routes;
}
