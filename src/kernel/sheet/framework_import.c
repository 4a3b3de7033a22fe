#include "kernel/sheet/framework_import.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/framework_ciso.h"
#include "kernel/sheet/framework_oscal.h"
#include "kernel/sheet/framework_report.h"
#include "kernel/sheet/framework_yaml.h"
#include "kernel/sheet/sheet_json.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16 /* a gzip header is required */, INFLATE_STEP = 64 * 1024 };

static bool is_gzip(const char *data, size_t len)
{
    return len >= 2 && memcmp(data, "\x1f\x8b", 2) == 0;
}

static void inflate_release(z_stream *z)
{
    inflateEnd(z);
}

/* The inflated size is bounded, whatever the ratio; memory is taken as it is needed. */
static enum err gunzip(void *ctx, const char *data, size_t len, struct problem *problem,
    const char **ret_data, size_t *ret_len)
{
    __attribute__((cleanup(inflate_release)))
    z_stream z = {.next_in = (unsigned char *)data, .avail_in = (unsigned)len};
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return ERR_INTERNAL;
    size_t room = INFLATE_STEP;
    char *out = mem_array(ctx, char, room);
    for (;;) {
        if (z.total_out == room) {
            if (room > LIMIT_IMPORT)
                return problem_set_limit(problem, ERR_TOO_LARGE, "import_size", LIMIT_IMPORT);
            room *= 2;
            out = mem_grow(ctx, out, char, room);
        }
        z.next_out = (unsigned char *)out + z.total_out;
        z.avail_out = (unsigned)(room - z.total_out);
        int result = inflate(&z, Z_NO_FLUSH);
        if (result == Z_STREAM_END)
            break;
        if (result != Z_OK)
            return problem_set(problem, ERR_MALFORMED, "import_gzip");
    }
    if (z.avail_in > 0)
        return problem_set(problem, ERR_MALFORMED, "import_gzip");
    if (z.total_out > LIMIT_IMPORT)
        return problem_set_limit(problem, ERR_TOO_LARGE, "import_size", LIMIT_IMPORT);
    *ret_data = out;
    *ret_len = z.total_out;
    return ERR_OK;
}

/* JSON, if it is any: the first thing in it that is not blank. */
static char first_sign(const char *data, size_t len)
{
    size_t i = len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < len && strchr(" \t\r\n", data[i]) != NULL && data[i] != '\0')
        i++;
    return i < len ? data[i] : '\0';
}

static void summary_add(struct framework_report *report, const json_t *sheet)
{
    json_t *summary = json_object();
    json_object_set(summary, "key", json_object_get(sheet, "key"));
    json_object_set_new(summary, "sections",
        json_integer((json_int_t)json_array_size(json_object_get(sheet, "sections"))));
    json_object_set_new(summary, "items",
        json_integer((json_int_t)json_array_size(json_object_get(sheet, "items"))));
    json_object_set(summary, "languages", json_object_get(sheet, "languages"));
    json_array_append_new(json_object_get(report->json, "sheets"), summary);
}

/* Our own format passes through once it is known to be valid. */
static enum err own_sheet(void *ctx, json_t *json, struct framework_report *report,
    struct problem *problem, json_t *sheets)
{
    const struct sheet_doc *doc;
    enum err e = sheet_json_read(ctx, json, problem, &doc);
    if (e != ERR_OK)
        return e;
    json_array_append(sheets, json);
    summary_add(report, json);
    return ERR_OK;
}

static bool has_format(const json_t *json, const char *wanted)
{
    const char *format = json_string_value(json_object_get(json, "format"));
    return format != NULL && strcmp(format, wanted) == 0;
}

/* What we write is what we read: anything else would be a fault of this importer, told rather than
 * stored. */
static void keep_valid(void *ctx, struct framework_report *report, json_t *sheets)
{
    for (size_t i = json_array_size(sheets); i > 0; i--) {
        const struct sheet_doc *doc;
        struct problem *problem = problem_new(ctx);
        if (sheet_json_read(ctx, json_array_get(sheets, i - 1), problem, &doc) == ERR_OK)
            continue;
        const struct problem_field *first = problem->fields;
        framework_report_row(report, ROW_SHEET_INVALID, NULL,
            json_pack("{s:s, s:s}", "pointer", first != NULL ? first->pointer : "", "fault",
                first != NULL ? first->code : ""));
        json_array_remove(sheets, i - 1);
        json_array_remove(json_object_get(report->json, "sheets"), i - 1);
    }
}

struct input {
    const char *data;
    size_t len;
};

/* What is being gathered; the report's JSON is `report->json`. */
struct output {
    struct framework_report *report;
    json_t *sheets, *mappings;
};

static enum err library_import(
    void *ctx, const struct input *in, struct problem *problem, struct output *out)
{
    const struct yaml_value *library;
    void *tree = mem_context(ctx, 0);
    enum err e = framework_yaml_parse(tree, in->data, in->len, problem, &library);
    if (e != ERR_OK)
        return e;
    if (yaml_get_map(library, "objects") == NULL)
        return problem_set(problem, ERR_MALFORMED, "import_unknown");
    framework_report_format(out->report, "ciso_assistant");
    framework_library_import(tree, library, out->report, out->sheets, out->mappings);
    keep_valid(tree, out->report, out->sheets);
    mem_free(tree);
    return ERR_OK;
}

/* A catalog of OSCAL, by way of a library; other documents of OSCAL ask nothing. */
static enum err oscal_import(
    void *ctx, const json_t *json, struct problem *problem, struct output *out)
{
    const char *kind = framework_oscal_kind(json);
    if (strcmp(kind, "catalog") != 0)
        return problem_set_arg(problem, ERR_MALFORMED, "import_oscal", kind);
    json_t *library = framework_oscal_library(ctx, json_object_get(json, kind), out->report);
    char *text = json_dumps(library, JSON_COMPACT);
    const struct input in = {text, strlen(text)};
    enum err e = library_import(ctx, &in, problem, out);
    free(text);
    framework_report_format(out->report, "oscal");
    return e;
}

/* A sheet, or a list of sheets; a library may be written as JSON too, which is YAML. */
static enum err json_import(
    void *ctx, const struct input *in, struct problem *problem, struct output *out)
{
    json_t *json = NULL;
    enum err e = json_in_parse(ctx, in->data, in->len, JSON_IN_DEPTH, problem, &json);
    if (e != ERR_OK)
        return e;
    if (json_object_get(json, "objects") != NULL && json_object_get(json, "format") == NULL)
        return library_import(ctx, in, problem, out);
    if (framework_oscal_kind(json) != NULL)
        return oscal_import(ctx, json, problem, out);
    if (has_format(json, "kaname-mapping/1")) {
        framework_report_format(out->report, "kaname_mapping");
        json_array_append(out->mappings, json);
        return ERR_OK;
    }
    bool list = json_is_array(json) && json_array_size(json) > 0;
    if (!has_format(list ? json_array_get(json, 0) : json, SHEET_FORMAT))
        return problem_set(problem, ERR_MALFORMED, "import_unknown");
    framework_report_format(out->report, "kaname_sheet");
    for (size_t i = 0; e == ERR_OK && i < (list ? json_array_size(json) : 1); i++)
        e = own_sheet(
            ctx, list ? json_array_get(json, i) : json, out->report, problem, out->sheets);
    return e;
}

enum err framework_import(void *ctx, const char *data, size_t len, const char *file_name,
    struct problem *problem, struct framework_found *ret_found)
{
    struct input in = {data, len};
    enum err e = ERR_OK;
    if (len > LIMIT_IMPORT)
        return problem_set_limit(problem, ERR_TOO_LARGE, "import_size", LIMIT_IMPORT);
    if (is_gzip(data, len))
        e = gunzip(ctx, data, len, problem, &in.data, &in.len);
    if (e != ERR_OK)
        return e;
    if (in.len >= 4 && memcmp(in.data, "PK\3\4", 4) == 0)
        return problem_set(problem, ERR_MALFORMED, "import_zip");
    struct output out = {framework_report_new(ctx, file_name), json_array(), json_array()};
    json_in_keep(ctx, out.sheets);
    json_in_keep(ctx, out.mappings);
    char first = first_sign(in.data, in.len);
    if (first == '{' || first == '[')
        e = json_import(ctx, &in, problem, &out);
    else
        e = library_import(ctx, &in, problem, &out);
    if (e != ERR_OK)
        return e;
    framework_report_end(out.report);
    *ret_found = (struct framework_found){out.sheets, out.mappings, out.report->json};
    return ERR_OK;
}
