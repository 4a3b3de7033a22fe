/* Points of dispute to begin with (catalog/sharing), with the numbers of the questions in the
 * guidance: taken by one press in the caller's language. What is there by its title stays. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/sharing/sharing_private.h"

static const char *const formats[] = {"kaname-sharing-points/1", NULL};
static const struct option_set FORMAT = {"sharing_points_format", formats};

enum { STARTER_MOST = 50, GUIDANCE_MOST = 200 };

static const struct field one_fields[] = {
    CATALOG_TEXTS("title"),
    CATALOG_CHOICE("topic", OPTIONS_SHARING_TOPIC),
    CATALOG_TEXTS("question"),
    {.key = "guidance", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = GUIDANCE_MOST},
};
static const struct shape SHAPE_ONE = SHAPE("StarterSharingPoint", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "points",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterSharingPoints", set_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_SHARING_STARTER_MADE = SHAPE("SharingPointsMade", made_fields);

static const char *text_of(struct call *c, const json_t *one, const char *key)
{
    return body_text(json_object_get(one, key), c->lang);
}

static enum err make(struct call *c, const json_t *one, int64_t *ret_made)
{
    struct reg_record made;
    json_t *found = NULL;
    const char *title = text_of(c, one, "title");
    const struct reg_where where[] = {{"title", "eq", title}};
    enum err e = reg_list(c, &REG_SHARING_POINTS, where, 1, NULL, 1, &found);
    if (e != ERR_OK || json_array_size(found) > 0)
        return e;
    json_t *body = reg_keep(
        c, json_pack("{s:s, s:s, s:s, s:s}", "title", title, "topic", body_text(one, "topic"),
               "question", text_of(c, one, "question"), "guidance", body_text(one, "guidance")));
    e = reg_create(c, &REG_SHARING_POINTS, body, &made);
    *ret_made += e == ERR_OK;
    return e;
}

enum err sharing_starter_post(struct req *r)
{
    struct call *c = &r->call;
    json_t *set = NULL;
    size_t n = 0, i;
    int64_t made = 0;
    const json_t *one;
    const struct asset *files = catalog_folder("catalog/sharing/", &n);
    enum err e = n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, &set);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SHARING_WRITE);
    if (e == ERR_OK)
        e = tx_begin(c);
    json_array_foreach(json_object_get(set, "points"), i, one)
    {
        if (e == ERR_OK)
            e = make(c, one, &made);
    }
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
