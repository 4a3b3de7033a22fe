/* The usual threats with what staff do first (catalog/responses). */
#include "kernel/sheet/catalog_doc.h"
#include "mod/response/response_private.h"
#include "mod/response/response_rules.h"
#include "mod/response/response_starter.h"
#include "mod/risk/risk.h"

static const char *const formats[] = {"kaname-first-responses/1", NULL};
static const struct option_set FORMAT = {"first_responses_format", formats};

enum { STARTER_MOST = 60 };

static const struct field one_fields[] = {
    {.key = "threat", .type = FIELD_ENUM, .options = &OPTIONS_THREAT_KEY},
    CATALOG_TEXTS("title"),
    CATALOG_TEXTS("command"),
    CATALOG_TEXTS("responding"),
    {.key = "keep_evidence", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "steps", .type = FIELD_LIST, .max = RESPONSE_STEPS, .shape = &SHAPE_SHEET_TEXTS},
    {.key = "note", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_ONE = SHAPE("StarterResponse", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "responses",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterResponses", set_fields);

static enum err body(struct call *c, const json_t *one, json_t **ret_body)
{
    *ret_body =
        reg_keep(c, json_pack("{s:b, s:s, s:s, s:b, s:b, s:s*, s:s*, s:s*}", "possible", 1,
                        "command", response_starter_text(c, one, "command"), "responding",
                        response_starter_text(c, one, "responding"), "keep_evidence",
                        body_bool(one, "keep_evidence"), "on_card", 1, "threat_key",
                        body_text(one, "threat"), "steps", response_starter_lines(c, one, "steps"),
                        "card_note", response_starter_text(c, one, "note")));
    return *ret_body == NULL ? ERR_INTERNAL : ERR_OK;
}

enum err threat_starter_add(struct req *r)
{
    static const struct response_starter starter = {
        "catalog/responses/", &SHAPE_SET, "responses", &REG_THREAT_RESPONSES, body};
    return response_starter_run(r, &starter);
}
