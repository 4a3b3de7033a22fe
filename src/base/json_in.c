#include "base/json_in.h"

#include "base/mem.h"

struct holder {
    json_t *json;
};

static int release(struct holder *h)
{
    json_decref(h->json);
    return 0;
}

/* jansson recurses, so depth is counted before it runs. */
static int deepest(const char *data, size_t len)
{
    int depth = 0;
    int max = 0;
    bool in_text = false;
    for (size_t i = 0; i < len; i++) {
        char c = data[i];
        if (in_text) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            depth++;
            max = depth > max ? depth : max;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return max;
}

enum err json_in_parse(const void *ctx, const char *data, size_t len, int depth,
    struct problem *problem, json_t **ret_json)
{
    if (deepest(data, len) > depth)
        return problem_set_limit(problem, ERR_INVALID, "json_depth", depth);
    json_error_t e;
    json_t *json = json_loadb(data, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);
    if (json == NULL) {
        char *where = mem_printf(problem, "%d:%d %s", e.line, e.column, e.text);
        return problem_set_arg(problem, ERR_MALFORMED, "json_syntax", where);
    }
    json_in_keep(ctx, json);
    *ret_json = json;
    return ERR_OK;
}

void json_in_keep(const void *ctx, json_t *json)
{
    struct holder *h = mem_new(ctx, struct holder);
    h->json = json;
    talloc_set_destructor(h, release);
}
