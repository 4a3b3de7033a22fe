/* SCIM: any text as a filter and as a path of PATCH, any JSON as a body. Taken or refused; what was
 * taken can be asked, and a document that was changed can be changed again. */
#include "base/json_in.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/scim/scim_filter.h"
#include "kernel/scim/scim_patch.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static json_t *document(void *ctx)
{
    static const char text[] = "{\"userName\":\"a\",\"displayName\":\"A\",\"active\":true,"
                               "\"name\":{\"familyName\":\"F\"},\"members\":[{\"value\":\"m\"}],"
                               "\"emails\":[{\"value\":\"a@b\",\"type\":\"work\"}]}";
    json_t *json = NULL;
    if (json_in_parse(ctx, text, sizeof text - 1, JSON_IN_DEPTH, problem_new(ctx), &json) != ERR_OK)
        abort();
    return json;
}

static void try_filter(void *ctx, const struct scim_resource *resource, const char *text)
{
    struct problem *problem = problem_new(ctx);
    struct scim_filter *f = NULL;
    struct scim_target t;
    if (scim_filter_parse(ctx, resource, text, problem, &f) == ERR_OK) {
        scim_filter_meets(f, document(ctx));
        scim_filter_wants(f, "userName");
    }
    (void)scim_target_parse(ctx, resource, text, problem, &t);
    json_decref(scim_select(resource, document(ctx), text, NULL));
    json_decref(scim_select(resource, document(ctx), NULL, text));
}

static void try_body(void *ctx, const struct scim_resource *resource, const json_t *body)
{
    struct problem *problem = problem_new(ctx);
    json_t *doc = document(ctx);
    (void)scim_patch(ctx, resource, doc, body, problem);
    (void)scim_take(ctx, resource, doc, body, problem);
    /* What stands in the document is JSON that can be written. */
    char *text = json_dumps(doc, 0);
    if (text == NULL)
        abort();
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    const char *text = mem_strndup(ctx, (const char *)data, len);
    json_t *body = NULL;
    if (utf8_ok(text, strlen(text))) {
        try_filter(ctx, &SCIM_USER, text);
        try_filter(ctx, &SCIM_GROUP, text);
    }
    if (json_in_parse(ctx, (const char *)data, len, JSON_IN_DEPTH, problem_new(ctx), &body) ==
        ERR_OK) {
        try_body(ctx, &SCIM_USER, body);
        try_body(ctx, &SCIM_GROUP, body);
    }
    mem_free(ctx);
    return 0;
}
