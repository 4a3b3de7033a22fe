/* GET /asking-lists: what may be handed to suppliers, and what is checked before anything is. */
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/contract/contract_private.h"

#define MUST FIELD_REQUIRED

static const char *const formats[] = {"kaname-asking/1", NULL};
static const struct option_set FORMAT = {"asking_format", formats};

enum { LISTS_MOST = 60, LINES_MOST = 20 };

/* The document's members, and the same as answers tell them: texts in both languages. */
#define LINE_MEMBERS(TEXTS)                              \
    TEXTS("text"),                                       \
    {                                                    \
        .key = "free", .type = FIELD_BOOL, .flags = MUST \
    }
#define LIST_MEMBERS(TEXTS, of)                                                              \
    TEXTS("because"),                                                                        \
    {                                                                                        \
        .key = "lines", .type = FIELD_LIST, .flags = MUST, .max = LINES_MOST, .shape = &(of) \
    }
#define SOURCE_MEMBERS(TEXTS) TEXTS("title"), TEXTS("says"), CATALOG_TEXT("link")
#define MEMBERS(list, point, source)                                                          \
    {.key = "lists", .type = FIELD_LIST, .flags = MUST, .max = LISTS_MOST, .shape = &(list)}, \
        {.key = "points",                                                                     \
            .type = FIELD_LIST,                                                               \
            .flags = MUST,                                                                    \
            .max = LINES_MOST,                                                                \
            .shape = &(point)},                                                               \
        {.key = "sources",                                                                    \
            .type = FIELD_LIST,                                                               \
            .flags = MUST,                                                                    \
            .max = LINES_MOST,                                                                \
            .shape = &(source)},                                                              \
    {                                                                                         \
        .key = "as_of", .type = FIELD_DATE, .flags = MUST                                     \
    }
#define TOLD(name)                                        \
    {                                                     \
        .key = (name), .type = FIELD_TEXTS, .flags = MUST \
    }

static const struct field doc_line_fields[] = {LINE_MEMBERS(CATALOG_TEXTS)};
static const struct shape DOC_LINE = SHAPE("AskingDocumentLine", doc_line_fields);
static const struct field doc_list_fields[] = {LIST_MEMBERS(CATALOG_TEXTS, DOC_LINE)};
static const struct shape DOC_LIST = SHAPE("AskingDocumentList", doc_list_fields);
static const struct field doc_point_fields[] = {CATALOG_TEXTS("text")};
static const struct shape DOC_POINT = SHAPE("AskingDocumentPoint", doc_point_fields);
static const struct field doc_source_fields[] = {SOURCE_MEMBERS(CATALOG_TEXTS)};
static const struct shape DOC_SOURCE = SHAPE("AskingDocumentSource", doc_source_fields);
static const struct field doc_fields[] = {
    CATALOG_CHOICE("format", FORMAT), CATALOG_HEAD, MEMBERS(DOC_LIST, DOC_POINT, DOC_SOURCE)};
static const struct shape SHAPE_DOC = SHAPE("AskingDocument", doc_fields);

static const struct field line_fields[] = {LINE_MEMBERS(TOLD)};
static const struct shape SHAPE_LINE = SHAPE("AskingLine", line_fields);
static const struct field list_fields[] = {LIST_MEMBERS(TOLD, SHAPE_LINE)};
static const struct shape SHAPE_LIST = SHAPE("AskingList", list_fields);
static const struct field point_fields[] = {TOLD("text")};
static const struct shape SHAPE_POINT = SHAPE("AskingPoint", point_fields);
static const struct field source_fields[] = {SOURCE_MEMBERS(TOLD)};
static const struct shape SHAPE_SOURCE = SHAPE("AskingSource", source_fields);
static const struct field answer_fields[] = {MEMBERS(SHAPE_LIST, SHAPE_POINT, SHAPE_SOURCE)};
static const struct shape SHAPE_ANSWER = SHAPE("AskingLists", answer_fields);

static enum err lists_get(struct req *r)
{
    json_t *doc = NULL;
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/asking/", &n);
    enum err e =
        n == 0 ? ERR_INTERNAL : catalog_doc_read(r, files, &SHAPE_DOC, r->call.problem, &doc);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    for (size_t i = 0; i < SHAPE_ANSWER.n_fields; i++)
        jw_kjson(&w, answer_fields[i].key, json_object_get(doc, answer_fields[i].key));
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/asking-lists",
        .op = "asking_lists",
        .perm = &PERM_ASK_READ,
        .handle = lists_get,
        .answer = &SHAPE_ANSWER},
};

static const struct reg_def *const registers[] = {
    &REG_SUPPLIER_ASKS, &REG_ASK_FIRMS, &REG_STAR_JUDGEMENTS, &REG_SITE_VISITS};

const struct module module_supplier_ask = {.name = "supplier_ask",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
