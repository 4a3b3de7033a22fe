#include "kernel/sheet/framework_report.h"

#include "base/json_in.h"
#include "base/mem.h"

#include <string.h>

struct row_kind {
    const char *severity;
    const char *code;
};

#define ROW_KIND(name, severity, code) [name] = {severity, code},
static const struct row_kind kinds[FRAMEWORK_ROW_MAX] = {FRAMEWORK_ROW_LIST(ROW_KIND)};
#undef ROW_KIND

enum { SHOWN = 200 }; /* bytes of a foreign id that a row repeats */

const char *framework_row_code(enum framework_row row)
{
    return kinds[row].code;
}

struct framework_report *framework_report_new(void *ctx, const char *file_name)
{
    struct framework_report *r = mem_new(ctx, struct framework_report);
    r->json = json_object();
    json_in_keep(r, r->json);
    r->rows = json_array();
    json_object_set_new(r->json, "file", json_string(file_name != NULL ? file_name : ""));
    json_object_set_new(r->json, "sheets", json_array());
    json_object_set_new(r->json, "rows", r->rows);
    return r;
}

void framework_report_format(struct framework_report *r, const char *format)
{
    json_object_set_new(r->json, "format", json_string(format));
}

static int64_t *count_of(struct framework_report *r, const char *severity)
{
    if (strcmp(severity, "info") == 0)
        return &r->info;
    return strcmp(severity, "warning") == 0 ? &r->warning : &r->refused;
}

static void set_id(json_t *row, const char *key, const struct yaml_value *at)
{
    const char *id = yaml_get_text(at, key);
    if (id != NULL && strlen(id) <= SHOWN)
        json_object_set_new(row, key, json_string(id));
}

void framework_report_path(struct framework_report *r, enum framework_row row,
    const struct yaml_value *at, const char *path, json_t *args)
{
    const struct row_kind *kind = &kinds[row];
    *count_of(r, kind->severity) += 1;
    if (json_array_size(r->rows) == FRAMEWORK_ROWS_KEPT) {
        r->more++;
        json_decref(args);
        return;
    }
    json_t *json = json_object();
    json_object_set_new(json, "severity", json_string(kind->severity));
    json_object_set_new(json, "code", json_string(kind->code));
    json_object_set_new(json, "message", json_sprintf("import.row.%s", kind->code));
    if (at != NULL)
        json_object_set_new(json, "line", json_integer(at->line));
    set_id(json, "urn", at);
    set_id(json, "ref_id", at);
    if (path != NULL)
        json_object_set_new(json, "path", json_string(path));
    json_object_set_new(json, "args", args != NULL ? args : json_object());
    json_array_append_new(r->rows, json);
}

void framework_report_row(
    struct framework_report *r, enum framework_row row, const struct yaml_value *at, json_t *args)
{
    framework_report_path(r, row, at, NULL, args);
}

void framework_report_end(struct framework_report *r)
{
    json_t *counts = json_object();
    json_object_set_new(counts, "info", json_integer(r->info));
    json_object_set_new(counts, "warning", json_integer(r->warning));
    json_object_set_new(counts, "refused", json_integer(r->refused));
    json_object_set_new(r->json, "counts", counts);
    json_object_set_new(r->json, "more", json_integer(r->more));
}
