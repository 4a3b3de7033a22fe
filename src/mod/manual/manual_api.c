/* The manual as it is in force, the editions of a page, and the pages to begin with. */
#include "base/limits.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/manual/manual_private.h"
#include "mod/response/response.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shapes ---- */

#define EDITION_FIELDS                                                                         \
    {.key = "edition", .type = FIELD_INT, .flags = MUST},                                      \
        {.key = "title", .type = FIELD_TEXT, .flags = MUST},                                   \
        {.key = "topic", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_MANUAL_TOPIC}, \
        {.key = "body", .type = FIELD_LONGTEXT, .flags = MUST, .max = LIMIT_TEXT},             \
        {.key = "changes", .type = FIELD_LONGTEXT, .flags = MAYBE},                            \
        {.key = "approved_at", .type = FIELD_INSTANT, .flags = MUST},                          \
        {.key = "approved_by", .type = FIELD_TEXT, .flags = MAYBE},                            \
    {                                                                                          \
        .key = "ended_at", .type = FIELD_INSTANT, .flags = MAYBE                               \
    }

static const struct field page_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "revising", .type = FIELD_BOOL, .flags = MUST},
    {.key = "waiting", .type = FIELD_INT, .flags = MUST}, /* feedback not decided on */
    EDITION_FIELDS,
};
static const struct shape SHAPE_PAGE = SHAPE("ManualPageInForce", page_fields);

static const struct field manual_fields[] = {
    {.key = "pages",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_PAGE,
        .max = LIMIT_MANUAL_PAGES},
};
static const struct shape SHAPE_MANUAL = SHAPE("CsirtManual", manual_fields);

static const struct field edition_fields[] = {EDITION_FIELDS};
static const struct shape SHAPE_EDITION = SHAPE("ManualEdition", edition_fields);

static const struct field editions_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_EDITION,
        .max = LIMIT_MANUAL_EDITIONS},
};
static const struct shape SHAPE_EDITIONS = SHAPE("ManualEditions", editions_fields);

static void write_edition(struct jw *w, const struct manual_edition *one)
{
    jw_kint(w, "edition", one->edition);
    jw_kstr(w, "title", one->title);
    jw_kstr(w, "topic", one->topic);
    jw_kstr(w, "body", one->body);
    jw_kstr(w, "changes", one->changes);
    jw_kinstant(w, "approved_at", one->approved_ms);
    jw_kstr(w, "approved_by", one->approved_by);
    jw_kinstant(w, "ended_at", one->ended_ms);
}

static enum err manual_get(struct req *r)
{
    struct manual_page *pages = NULL;
    size_t n = 0;
    char id[UUID_TEXT_SIZE];
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = manual_store_in_force(&r->call, &pages, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "pages");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        uuid_format(&pages[i].uid, id);
        jw_obj_begin(&w);
        jw_kstr(&w, "id", id);
        jw_kstr(&w, "number", pages[i].number);
        jw_kbool(&w, "revising", pages[i].revising);
        jw_kint(&w, "waiting", pages[i].waiting);
        write_edition(&w, &pages[i].edition);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err editions_get(struct req *r)
{
    struct manual_edition *editions = NULL;
    size_t n = 0;
    int64_t page = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = reg_find(&r->call, &REG_MANUAL_PAGES, req_param(r, "id"), &page);
    if (e == ERR_OK)
        e = manual_store_editions(&r->call, page, &editions, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_edition(&w, &editions[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the usual pages ---- */

static const char *const formats[] = {"kaname-csirt-manual/1", NULL};
static const struct option_set FORMAT = {"csirt_manual_format", formats};

enum { STARTER_MOST = 40, LINES_MOST = 60 };

static const struct field one_fields[] = {
    CATALOG_CHOICE("topic", OPTIONS_MANUAL_TOPIC),
    CATALOG_TEXTS("title"),
    {.key = "lines",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = LINES_MOST,
        .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_ONE = SHAPE("StarterManualPage", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "pages",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterManualPages", set_fields);

static enum err starter_body(struct call *c, const json_t *one, json_t **ret_body)
{
    *ret_body = reg_keep(c, json_pack("{s:s, s:s}", "topic", body_text(one, "topic"), "body",
                                response_starter_lines(c, one, "lines")));
    return *ret_body == NULL ? ERR_INTERNAL : ERR_OK;
}

static enum err starter_add(struct req *r)
{
    static const struct response_starter starter = {
        "catalog/csirt-manual/", &SHAPE_SET, "pages", &REG_MANUAL_PAGES, starter_body};
    return response_starter_run(r, &starter);
}

const struct route manual_routes[MANUAL_ROUTES] = {
    {METHOD_GET, "/api/v1/csirt-manual", "csirt_manual", .perm = &PERM_MANUAL_READ,
        .handle = manual_get, .answer = &SHAPE_MANUAL},
    {METHOD_GET, "/api/v1/manual-pages/{id}/editions", "manual_editions", .perm = &PERM_MANUAL_READ,
        .handle = editions_get, .answer = &SHAPE_EDITIONS},
    {METHOD_POST, "/api/v1/manual-pages/starter", "manual_starter", .perm = &PERM_MANUAL_WRITE,
        .handle = starter_add, .answer = &SHAPE_RESPONSE_STARTER_MADE, .status = 201},
};
