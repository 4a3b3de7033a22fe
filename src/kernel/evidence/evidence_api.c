/* The route of a response's evidence. */
#include "kernel/audit/tx.h"
#include "kernel/evidence/evidence_private.h"
#include "kernel/evidence/evidence_shape.h"
#include "kernel/evidence/evidence_store.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sheet/sheet_perm.h"

/* As it was when submitted, where that is kept; else as it is now. */
static enum err load(
    struct call *c, const struct response *response, const char **ret_json, bool *ret_frozen)
{
    struct response_sheet sheet;
    struct evidence_body body = {0};
    const char *kept = NULL;
    enum err e = evidence_store_get(c, response->id, &kept);
    if (e == ERR_OK && kept == NULL)
        e = response_load(c, response, &sheet);
    if (e == ERR_OK && kept == NULL)
        e = evidence_body(c, response, &sheet, &body);
    if (e != ERR_OK)
        return e;
    *ret_json = kept == NULL ? body.json : kept;
    *ret_frozen = kept != NULL;
    return ERR_OK;
}

static enum err get(struct req *r)
{
    struct response response;
    const char *json = NULL;
    bool frozen = false;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_find(&r->call, req_param(r, "id"), false, &response);
    if (e == ERR_OK)
        e = load(&r->call, &response, &json, &frozen);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "frozen", frozen);
    jw_kraw(&w, "evidence", json == NULL ? "null" : json);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/responses/{id}/evidence",
        .op = "response_evidence",
        .perm = &PERM_RESPONSE_READ,
        .handle = get,
        .answer = &SHAPE_RESPONSE_EVIDENCE},
};

const struct module module_evidence = {
    .name = "evidence", .routes = routes, .n_routes = ROWS(routes)};
