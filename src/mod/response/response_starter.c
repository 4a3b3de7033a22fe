#include "mod/response/response_starter.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_RESPONSE_STARTER_MADE = SHAPE("ResponseStarterMade", made_fields);

const char *response_starter_text(struct call *c, const json_t *one, const char *key)
{
    return body_text(json_object_get(one, key), c->lang);
}

const char *response_starter_lines(struct call *c, const json_t *one, const char *key)
{
    const char *all = NULL;
    size_t i;
    const json_t *line;
    json_array_foreach(json_object_get(one, key), i, line)
    {
        const char *text = body_text(line, c->lang);
        all = all == NULL ? text : mem_printf(c, "%s\n%s", all, text);
    }
    return all;
}

static enum err load(struct call *c, const struct response_starter *starter, json_t **ret_set)
{
    size_t n = 0;
    const struct asset *files = catalog_folder(starter->folder, &n);
    return n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, starter->shape, c->problem, ret_set);
}

/* There is one of that title: what is deleted may be taken again. */
static enum err is_there(
    struct call *c, const struct reg_def *def, const char *title, bool *ret_there)
{
    json_t *found = NULL;
    const struct reg_where where[] = {{"title", "eq", title}};
    enum err e = reg_list(c, def, where, 1, NULL, 1, &found);
    if (e == ERR_OK)
        *ret_there = json_array_size(found) > 0;
    return e;
}

static enum err make(struct call *c, const struct response_starter *starter, const json_t *set,
    size_t at, int64_t *ret_made)
{
    struct reg_record made;
    json_t *body = NULL;
    bool there = false;
    const json_t *one = json_array_get(json_object_get(set, starter->list), at);
    const char *title = response_starter_text(c, one, "title");
    enum err e = is_there(c, starter->def, title, &there);
    if (e != ERR_OK || there)
        return e;
    e = starter->body(c, one, &body);
    if (e != ERR_OK)
        return e;
    json_object_set_new(body, "title", json_string(title));
    json_object_set_new(body, "position", json_integer((json_int_t)at + 1));
    json_object_set_new(body, "source", json_string(response_starter_text(c, set, "cites")));
    e = reg_create(c, starter->def, body, &made);
    *ret_made += e == ERR_OK;
    return e;
}

enum err response_starter_run(struct req *r, const struct response_starter *starter)
{
    struct call *c = &r->call;
    json_t *set = NULL;
    int64_t made = 0;
    enum err e = load(c, starter, &set);
    if (e == ERR_OK)
        e = tx_begin(c);
    size_t n = json_array_size(json_object_get(set, starter->list));
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = make(c, starter, set, i, &made);
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
