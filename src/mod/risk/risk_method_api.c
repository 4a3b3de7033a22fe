/* Routes of methods: which there are, the one in force. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "mod/risk/risk_private.h"

static const struct field now_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED}, /* 0: a built-in one */
    {.key = "own", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "chosen_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "document", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_RISK_METHOD},
};
static const struct shape SHAPE_NOW = SHAPE("RiskMethodInForce", now_fields);

static enum err api_now(struct req *r)
{
    struct call *c = &r->call;
    struct risk_choice choice;
    json_t *document = NULL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = risk_choice_load(c, &choice);
    if (e == ERR_OK)
        e = risk_method_document(c, c, choice.key, choice.version, &document);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "key", choice.key);
    jw_kint(&w, "version", choice.version);
    jw_kbool(&w, "own", choice.version != 0);
    jw_kinstant(&w, "chosen_at", choice.chosen_at_ms);
    jw_kjson(&w, "document", document);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/risk-methods/now",
        .op = "risk_method_now",
        .perm = &PERM_RISK_READ,
        .handle = api_now,
        .answer = &SHAPE_NOW},
};

const struct module module_risk_method = {
    .name = "risk_method", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
