/* What every organisation may begin with (catalog/sites): check items asked of all sites, in the
 * languages the program speaks, taken by one press and from then on the organisation's own. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/site/site_private.h"

#include <string.h>

enum { STARTER_MOST = 60 };

static const char *const formats[] = {"kaname-site-items/1", NULL};
static const struct option_set FORMAT = {"site_items_format", formats};

static const struct field item_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_TEXTS("text"),
    {.key = "hint", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
    {.key = "evidence", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_ITEM = SHAPE("StarterSiteItem", item_fields);

static const struct field duty_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_CHOICE("party", OPTIONS_SITE_PARTY),
    CATALOG_CHOICE("phase", OPTIONS_SITE_PHASE),
    CATALOG_TEXTS("text"),
};
static const struct shape SHAPE_DUTY = SHAPE("StarterSiteDuty", duty_fields);

#define PART(name, of)                                                                             \
    {                                                                                              \
        .key = (name), .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = STARTER_MOST, \
        .shape = &(of)                                                                             \
    }
static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    PART("items", SHAPE_ITEM),
    PART("duties", SHAPE_DUTY),
};
static const struct shape SHAPE_SET = SHAPE("StarterSiteItems", set_fields);

static enum err load(struct call *c, const char *part, const json_t **ret_list)
{
    json_t *set = NULL;
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/sites/", &n);
    enum err e = n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, &set);
    if (e == ERR_OK)
        *ret_list = json_object_get(set, part);
    return e;
}

/* What the organisation has already is not made again. */
static bool standing(const json_t *list, const char *key, const char *text)
{
    size_t i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        if (strcmp(body_text(one, key), text) == 0)
            return true;
    }
    return false;
}

static json_t *texts_in(struct call *c, const json_t *one, const char *language)
{
    static const char *const keys[] = {"text", "hint", "evidence"};
    json_t *body = reg_keep(c, json_pack("{s:s}", "language", language));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const char *text = body_text(json_object_get(one, keys[i]), language);
        if (text != NULL)
            json_object_set_new(body, keys[i], json_string(text));
    }
    return body;
}

/* ---- items ---- */

static enum err make_item(struct call *c, const json_t *one)
{
    struct reg_record made, other;
    char id[UUID_TEXT_SIZE];
    enum err e = reg_create(c, &REG_SITE_CHECK_ITEMS, texts_in(c, one, c->org.lang), &made);
    for (int i = 0; i < MSG_LANGS && e == ERR_OK; i++) {
        if (strcmp(msg_langs[i], c->org.lang) == 0)
            continue;
        json_t *body = texts_in(c, one, msg_langs[i]);
        uuid_format(&made.uid, id);
        json_object_set_new(body, "item", json_string(id));
        e = reg_create(c, &REG_SITE_CHECK_TEXTS, body, &other);
    }
    return e;
}

static enum err make_items(struct call *c, int64_t *ret_made)
{
    const json_t *list = NULL;
    json_t *own = NULL;
    size_t i;
    const json_t *one;
    enum err e = load(c, "items", &list);
    if (e == ERR_OK)
        e = reg_list(c, &REG_SITE_CHECK_ITEMS, NULL, 0, "number", LIMIT_SITE_ITEMS, &own);
    json_array_foreach(list, i, one)
    {
        const char *text = body_text(json_object_get(one, "text"), c->org.lang);
        if (e != ERR_OK || standing(own, "text", text))
            continue;
        e = make_item(c, one);
        *ret_made += e == ERR_OK;
    }
    return e;
}

/* ---- duties ---- */

static enum err make_duties(struct call *c, int64_t *ret_made)
{
    const json_t *list = NULL;
    json_t *own = NULL;
    struct reg_record made;
    size_t i;
    const json_t *one;
    enum err e = load(c, "duties", &list);
    if (e == ERR_OK)
        e = reg_list(c, &REG_SITE_DUTIES, NULL, 0, "number", LIMIT_SITE_ITEMS, &own);
    json_array_foreach(list, i, one)
    {
        const char *text = body_text(json_object_get(one, "text"), c->org.lang);
        if (e != ERR_OK || standing(own, "title", text))
            continue;
        json_t *body = json_pack("{s:s, s:s, s:s}", "title", text, "party", body_text(one, "party"),
            "phase", body_text(one, "phase"));
        e = reg_create(c, &REG_SITE_DUTIES, reg_keep(c, body), &made);
        *ret_made += e == ERR_OK;
    }
    return e;
}

/* ---- routes ---- */

static enum err take(struct req *r, enum err (*make)(struct call *c, int64_t *ret_made))
{
    struct call *c = &r->call;
    int64_t made = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SITE_WRITE);
    if (e == ERR_OK)
        e = make(c, &made);
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

enum err site_items_starter(struct req *r)
{
    return take(r, make_items);
}

enum err site_duties_starter(struct req *r)
{
    return take(r, make_duties);
}
