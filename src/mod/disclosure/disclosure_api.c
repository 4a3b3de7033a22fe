/* Warnings of points and statements, and a set of points to begin with. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/i18n/msg.h"
#include "mod/disclosure/disclosure_private.h"
#include "mod/report/report.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct field warning_fields[] = {
    {.key = "place", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "pointer", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LEAK_KIND},
    {.key = "found", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "reason", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_WARNING = SHAPE("DisclosureWarning", warning_fields);

static const struct field warnings_fields[] = {
    {.key = "outward", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "open", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_WARNING},
};
static const struct shape SHAPE_WARNINGS = SHAPE("DisclosureWarnings", warnings_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MADE = SHAPE("DisclosureMade", made_fields);

static void write_warnings(struct req *r, const struct leak_warnings *all, bool outward)
{
    int64_t open = 0;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "outward", outward);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < all->n; i++) {
        const struct leak_warning *one = &all->items[i];
        open += one->reason == NULL;
        jw_obj_begin(&w);
        jw_kstr(&w, "place", one->place);
        jw_kstr(&w, "pointer", one->pointer);
        jw_kstr(&w, "kind", leak_kind_key(one->leak.kind));
        jw_kstr(&w, "found", one->leak.found);
        jw_kstr(&w, "reason", one->reason);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_kint(&w, "open", open);
    jw_obj_end(&w);
}

static enum err point_warnings(struct req *r)
{
    struct call *c = &r->call;
    struct leak_warnings warnings = {0};
    json_t *point = NULL;
    int64_t id = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_DISCLOSURE_READ);
    if (e == ERR_OK)
        e = reg_find(c, &REG_DISCLOSURE_POINTS, req_param(r, "id"), &id);
    if (e == ERR_OK)
        e = reg_get(c, &REG_DISCLOSURE_POINTS, req_param(r, "id"), &point);
    if (e == ERR_OK)
        e = disclosure_point_warnings(c, id, point, &warnings);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e == ERR_OK)
        write_warnings(r, &warnings, true);
    return e;
}

static enum err issue_warnings(struct req *r)
{
    struct call *c = &r->call;
    struct leak_warnings warnings = {0};
    json_t *doc = NULL;
    int64_t id = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_DISCLOSURE_READ);
    if (e == ERR_OK)
        e = reg_find(c, &REG_REPORT_ISSUES, req_param(r, "id"), &id);
    if (e == ERR_OK)
        e = report_issue_document(c, req_param(r, "id"), &doc);
    bool outward = e == ERR_OK && disclosure_is_outward(doc);
    if (outward)
        e = disclosure_document_warnings(c, id, doc, &warnings);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e == ERR_OK)
        write_warnings(r, &warnings, outward);
    return e;
}

/* ---- the set to begin with: drafts, nothing of them marked ---- */

static const struct {
    const char *key, *kind;
} starter[] = {{"organisation", "organisation"}, {"intrusion", "pair"}, {"mistake", "pair"},
    {"insider", "pair"}, {"effortless", "appeal"}, {"quick", "appeal"}};

static const char *starter_text(struct call *c, const char *lang, size_t i, const char *part)
{
    return msg_get(lang, mem_printf(c, "disclosure.starter.%s.%s", starter[i].key, part));
}

static json_t *starter_body(struct call *c, size_t i)
{
    bool english = strcmp(c->org.lang, "en") == 0;
    json_t *body = reg_keep(c, json_pack("{s:s, s:s, s:s}", "kind", starter[i].kind, "title",
                                   starter_text(c, c->org.lang, i, "title"), "stance",
                                   starter_text(c, c->org.lang, i, "stance")));
    if (!english)
        json_object_set_new(body, "stance_en", json_string(starter_text(c, "en", i, "stance")));
    if (strcmp(starter[i].kind, "pair") != 0)
        return body;
    json_object_set_new(body, "worry", json_string(starter_text(c, c->org.lang, i, "worry")));
    if (!english)
        json_object_set_new(body, "worry_en", json_string(starter_text(c, "en", i, "worry")));
    return body;
}

static bool stands(const json_t *list, const char *title)
{
    size_t i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        if (strcmp(body_text(one, "title"), title) == 0)
            return true;
    }
    return false;
}

static enum err starter_make(struct call *c, int64_t *ret_made)
{
    json_t *own = NULL;
    struct reg_record made;
    enum err e =
        reg_list(c, &REG_DISCLOSURE_POINTS, NULL, 0, "number", LIMIT_DISCLOSURE_POINTS, &own);
    for (size_t i = 0; e == ERR_OK && i < COUNT(starter); i++) {
        json_t *body = starter_body(c, i);
        if (stands(own, body_text(body, "title")))
            continue;
        e = reg_create(c, &REG_DISCLOSURE_POINTS, body, &made);
        *ret_made += e == ERR_OK;
    }
    return e;
}

static enum err starter_add(struct req *r)
{
    struct call *c = &r->call;
    int64_t made = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_DISCLOSURE_WRITE);
    if (e == ERR_OK)
        e = starter_make(c, &made);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", made);
    jw_obj_end(&w);
    return ERR_OK;
}

const struct route disclosure_routes[DISCLOSURE_ROUTES] = {
    {.method = METHOD_GET,
        .path = "/api/v1/disclosure-points/{id}/warnings",
        .op = "disclosure_point_warnings",
        .perm = &PERM_DISCLOSURE_READ,
        .handle = point_warnings,
        .answer = &SHAPE_WARNINGS},
    {.method = METHOD_GET,
        .path = "/api/v1/report-issues/{id}/disclosure-warnings",
        .op = "disclosure_issue_warnings",
        .perm = &PERM_DISCLOSURE_READ,
        .handle = issue_warnings,
        .answer = &SHAPE_WARNINGS},
    {.method = METHOD_POST,
        .path = "/api/v1/disclosure-points/starter",
        .op = "disclosure_starter",
        .perm = &PERM_DISCLOSURE_WRITE,
        .handle = starter_add,
        .answer = &SHAPE_MADE,
        .status = 201},
};
