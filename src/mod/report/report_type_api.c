/* Routes of report types beside those of their register: what sections there are, and how a type
 * would look with data as they stand. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_type.h"

#include <string.h>

/* ---- what there is ---- */

static const struct field section_fields[] = {
    {.key = "key", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_REPORT_SECTION},
    {.key = "family",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_REPORT_FAMILY},
    {.key = "heading", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "campaign", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "year", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "incident", .type = FIELD_BOOL, .flags = FIELD_REQUIRED}, /* in no type of one's own */
};
static const struct shape SHAPE_SECTION = SHAPE("ReportSectionKind", section_fields);

static const struct field builtin_fields[] = {
    {.key = "type", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_REPORT_TYPE},
    {.key = "sections",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_REPORT_TYPE_SECTION,
        .max = LIMIT_REPORT_SECTIONS},
};
static const struct shape SHAPE_BUILTIN = SHAPE("ReportTypeBuiltIn", builtin_fields);

static const struct field sections_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_SECTION,
        .max = LIMIT_PAGE},
    {.key = "built_in",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_BUILTIN,
        .max = LIMIT_PAGE},
};
static const struct shape SHAPE_SECTIONS = SHAPE("ReportSectionKinds", sections_fields);

static void write_message(struct jw *w, const void *ctx, const char *id)
{
    json_t *texts = json_pack("{s:s, s:s}", "ja", msg_get("ja", id), "en", msg_get("en", id));
    json_in_keep(ctx, texts);
    jw_kjson(w, "heading", texts);
}

static void write_builder(struct jw *w, const void *ctx, const struct report_builder *b)
{
    jw_obj_begin(w);
    jw_kstr(w, "key", b->key);
    jw_kstr(w, "family", b->family);
    write_message(w, ctx, mem_printf(ctx, "enum.report_section.%s", b->key));
    jw_kbool(w, "campaign", (b->needs & REPORT_NEEDS_CAMPAIGN) != 0);
    jw_kbool(w, "year", (b->needs & REPORT_NEEDS_YEAR) != 0);
    jw_kbool(w, "incident", (b->needs & REPORT_NEEDS_CASE) != 0);
    jw_obj_end(w);
}

static void write_builtin(struct jw *w, const void *ctx, const char *type)
{
    const struct report_slots sections = report_type_builtin(ctx, type);
    jw_obj_begin(w);
    jw_kstr(w, "type", type);
    jw_key(w, "sections");
    jw_arr_begin(w);
    for (size_t i = 0; i < sections.n; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "builder", sections.slots[i].builder->key);
        jw_kjson(w, "heading", sections.slots[i].heading);
        jw_kbool(w, "words", sections.slots[i].words);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err sections_get(struct req *r)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < N_REPORT_BUILDERS; i++)
        write_builder(&w, r, &REPORT_BUILDERS[i]);
    jw_arr_end(&w);
    jw_key(&w, "built_in");
    jw_arr_begin(&w);
    for (size_t i = 0; i < N_REPORT_BUILTINS; i++)
        write_builtin(&w, r, REPORT_BUILTINS[i].key);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- how it would look ---- */

static const struct field preview_fields[] = {
    {.key = "title", .type = FIELD_TEXT},
    {.key = "campaign", .type = FIELD_TEXT, .max = 40},
    {.key = "period", .type = FIELD_PERIOD},
    {.key = "sections",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_REPORT_TYPE_SECTION,
        .min = 1,
        .max = LIMIT_REPORT_SECTIONS},
};
static const struct shape SHAPE_PREVIEW = SHAPE("ReportTypePreview", preview_fields);

/* A draft of an issue that is not. */
static enum err preview_draw(struct req *r, json_t **ret_doc)
{
    struct call *c = &r->call;
    json_t *sections = json_deep_copy(json_object_get(r->body, "sections"));
    const char *title = body_text(r->body, "title");
    json_in_keep(c, sections);
    report_type_keys(c, sections, sections, 0);
    enum err e = problem_check(c->problem);
    if (e != ERR_OK)
        return e;
    const struct report_issue issue = {.number = "-",
        .type = REPORT_TYPE_OWN,
        .sections = report_type_own(c, sections),
        .title = title == NULL ? "-" : title,
        .campaign = body_text(r->body, "campaign"),
        .period = body_text(r->body, "period"),
        .author = {"", ""},
        .prepared_ms = c->now_ms};
    return report_draft(c, &issue, ret_doc);
}

static enum err preview_post(struct req *r)
{
    json_t *doc = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_REPORT_READ);
    if (e == ERR_OK)
        e = preview_draw(r, &doc);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_raw(&w, report_doc_bytes(r, doc));
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/report-sections",
        .op = "report_sections",
        .perm = &PERM_REPORT_READ,
        .handle = sections_get,
        .answer = &SHAPE_SECTIONS},
    {.method = METHOD_POST,
        .path = "/api/v1/report-type-previews",
        .op = "report_type_preview",
        .perm = &PERM_REPORT_WRITE,
        .handle = preview_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_PREVIEW,
        .answer = &SHAPE_REPORT_DOCUMENT},
};

const struct module module_report_type = {
    .name = "report_type", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
