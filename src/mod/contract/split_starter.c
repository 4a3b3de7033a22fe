/* Security duties to begin with (catalog/duties): taken by one press in the caller's language, and
 * from then on the organisation's own. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "kernel/unit/unit_reg.h"
#include "mod/contract/split_private.h"

#include <string.h>

static const char *const formats[] = {"kaname-duties/1", NULL};
static const struct option_set FORMAT = {"duties_format", formats};

enum { STARTER_MOST = 60 };

static const struct field one_fields[] = {
    CATALOG_CHOICE("class", OPTIONS_DUTY_CLASS),
    CATALOG_TEXTS("title"),
    CATALOG_TEXTS("policy"),
    CATALOG_TEXTS("reason"),
    {.key = "skills", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_ONE = SHAPE("StarterDuty", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXTS("cites"),
    {.key = "duties",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterDuties", set_fields);

static const struct field starter_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "units"},
};
const struct shape SHAPE_SPLIT_STARTER = SHAPE("WorkSplitStarter", starter_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_SPLIT_STARTER_MADE = SHAPE("WorkSplitStarterMade", made_fields);

static enum err load(struct call *c, json_t **ret_set)
{
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/duties/", &n);
    return n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, ret_set);
}

static const char *said(struct call *c, const json_t *one, const char *key)
{
    return body_text(json_object_get(one, key), c->lang);
}

static void set_text(struct call *c, json_t *body, const json_t *one, const char *key)
{
    if (said(c, one, key) != NULL)
        json_object_set_new(body, key, json_string(said(c, one, key)));
}

static enum err check_unit(struct req *r)
{
    int64_t unit = 0;
    enum err e = reg_find(&r->call, &REG_UNITS, body_text(r->body, "unit"), &unit);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(r->call.problem, "/unit", "reference");
    return ERR_INVALID;
}

/* The unit has one of that title: what is deleted may be taken again. */
static enum err is_there(struct call *c, const char *unit, const char *title, bool *ret_there)
{
    json_t *found = NULL;
    const struct reg_where where[] = {{"unit", "eq", unit}, {"title", "eq", title}};
    enum err e = reg_list(c, &REG_SECURITY_DUTIES, where, 2, NULL, 1, &found);
    if (e == ERR_OK)
        *ret_there = json_array_size(found) > 0;
    return e;
}

static enum err make(struct req *r, const json_t *set, const json_t *one, int64_t *ret_made)
{
    static const char *const texts[] = {"title", "policy", "reason", "skills"};
    struct call *c = &r->call;
    struct reg_record made;
    bool there = false;
    enum err e = is_there(c, body_text(r->body, "unit"), said(c, one, "title"), &there);
    if (e != ERR_OK || there)
        return e;
    json_t *body = reg_keep(c, json_object());
    json_object_set(body, "unit", json_object_get(r->body, "unit"));
    json_object_set(body, "class", json_object_get(one, "class"));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        set_text(c, body, one, texts[i]);
    json_object_set_new(body, "source", json_string(said(c, set, "cites")));
    e = reg_create(c, &REG_SECURITY_DUTIES, body, &made);
    *ret_made += e == ERR_OK;
    return e;
}

enum err split_starter_add(struct req *r)
{
    struct call *c = &r->call;
    json_t *set = NULL;
    int64_t made = 0;
    size_t i;
    const json_t *one;
    enum err e = load(c, &set);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = check_unit(r);
    json_array_foreach(json_object_get(set, "duties"), i, one)
    {
        if (e == ERR_OK)
            e = make(r, set, one, &made);
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
