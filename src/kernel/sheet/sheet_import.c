#include "kernel/sheet/sheet_import.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mapping/mapping.h"
#include "kernel/sheet/framework_file.h"
#include "kernel/sheet/sheet_add.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_perm.h"

#include <stdlib.h>
#include <string.h>

static const struct field query_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .max = LIMIT_FILE_NAME},
    {.key = "dry_run", .type = FIELD_BOOL},
};
const struct shape SHAPE_SHEET_IMPORT_QUERY = SHAPE("SheetImportQuery", query_fields);

static const struct field imported_fields[] = {
    {.key = "added", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "version",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_SHEET_VERSION},
};
static const struct shape SHAPE_IMPORTED = SHAPE("SheetImported", imported_fields);

static const struct field imported_mapping_fields[] = {
    {.key = "added", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "from", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "to", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "pairs", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_IMPORTED_MAPPING =
    SHAPE("MappingImported", imported_mapping_fields);

static const struct field answer_fields[] = {
    {.key = "dry_run", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "sheets", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_IMPORTED},
    {.key = "mappings",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_IMPORTED_MAPPING},
    {.key = "report", .type = FIELD_ANY},
};
const struct shape SHAPE_SHEET_IMPORT = SHAPE("SheetImport", answer_fields);

static enum err add_one(struct req *r, struct jw *w, const json_t *json, bool *any)
{
    struct call *c = &r->call;
    const struct sheet_doc *doc = NULL;
    struct sheet_version version;
    bool added = false;
    enum err e = sheet_json_read(c, json, c->problem, &doc);
    if (e == ERR_OK)
        e = sheet_add(c, doc, &version, &added);
    if (e == ERR_OK)
        e = sheet_store_names(c->db, c, &version, 1);
    if (e != ERR_OK)
        return e;
    *any = *any || added;
    jw_obj_begin(w);
    jw_kbool(w, "added", added);
    jw_key(w, "version");
    jw_obj_begin(w);
    sheet_version_write(w, &version);
    jw_obj_end(w);
    jw_obj_end(w);
    return ERR_OK;
}

static enum err add_mapping(struct req *r, struct jw *w, const json_t *json, bool *any)
{
    struct call *c = &r->call;
    const struct mapping *m = NULL;
    bool added = false;
    enum err e = mapping_read(c, json, c->problem, &m);
    if (e == ERR_OK)
        e = mapping_add(c, m, &added);
    if (e != ERR_OK)
        return e;
    *any = *any || added;
    jw_obj_begin(w);
    jw_kbool(w, "added", added);
    jw_kstr(w, "key", m->key);
    jw_kstr(w, "from", m->from);
    jw_kstr(w, "to", m->to);
    jw_kint(w, "pairs", (int64_t)m->n_pairs);
    jw_obj_end(w);
    return ERR_OK;
}

static enum err add_all(
    struct req *r, const struct framework_found *found, bool dry_run, bool *ret_any)
{
    struct jw w = resp_json(r);
    enum err e = ERR_OK;
    bool any = false;
    jw_obj_begin(&w);
    jw_kbool(&w, "dry_run", dry_run);
    jw_key(&w, "sheets");
    jw_arr_begin(&w);
    for (size_t i = 0; i < json_array_size(found->sheets) && e == ERR_OK; i++)
        e = add_one(r, &w, json_array_get(found->sheets, i), &any);
    jw_arr_end(&w);
    jw_key(&w, "mappings");
    jw_arr_begin(&w);
    for (size_t i = 0; i < json_array_size(found->mappings) && e == ERR_OK; i++)
        e = add_mapping(r, &w, json_array_get(found->mappings, i), &any);
    jw_arr_end(&w);
    *ret_any = any;
    return e;
}

static void report_write(struct req *r, const json_t *report)
{
    struct jw w = {.buf = r->resp.body, .comma = true};
    char *text = json_dumps(report, JSON_COMPACT);
    jw_kraw(&w, "report", text);
    free(text);
    jw_obj_end(&w);
}

enum err sheet_import(struct req *r)
{
    struct call *c = &r->call;
    const char *dry = req_query(r, "dry_run");
    const char *name = req_query(r, "name");
    bool dry_run = dry != NULL && strcmp(dry, "true") == 0;
    bool any = false;
    struct framework_found found = {0};
    if (!who_may(c->who, &PERM_SHEET_WRITE, "/"))
        return ERR_FORBIDDEN;
    enum err e =
        framework_file_import(c, r->upload.fd, name == NULL ? "" : name, c->problem, &found);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = add_all(r, &found, dry_run, &any);
    if (e != ERR_OK)
        return e;
    report_write(r, found.report);
    if (!dry_run && any)
        return tx_commit(c);
    tx_abort(c);
    return ERR_OK;
}
