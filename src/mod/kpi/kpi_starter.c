/* Indicators to begin with (catalog/indicators): taken by one press in the caller's language, and
 * from then on the organisation's own. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/kpi/kpi_private.h"

#include <string.h>

static const char *const formats[] = {"kaname-indicators/1", NULL};
static const struct option_set FORMAT = {"indicators_format", formats};

enum { STARTER_MOST = 60, LARGEST = 1000000000 };

static const struct field one_fields[] = {
    CATALOG_TEXT("key"), CATALOG_TEXTS("title"), CATALOG_TEXTS("question"),
    {.key = "judged", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS},
    CATALOG_CHOICE("perspective", OPTIONS_PERSPECTIVE),
    CATALOG_CHOICE("source", OPTIONS_INDICATOR_SOURCE),
    {.key = "figure", .type = FIELD_ENUM, .options = &OPTIONS_INDICATOR_FIGURE},
    {.key = "direction", .type = FIELD_ENUM, .options = &OPTIONS_INDICATOR_DIRECTION},
    CATALOG_CHOICE("cycle", OPTIONS_INDICATOR_CYCLE),
    {.key = "target", .type = FIELD_NUM, .min = -LARGEST, .max = LARGEST},
    {.key = "amber", .type = FIELD_NUM, .min = -LARGEST, .max = LARGEST},
    {.key = "leads_to", .type = FIELD_TEXT, .max = 80}, /* key of one that stands before it */
};
static const struct shape SHAPE_ONE = SHAPE("StarterIndicator", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "indicators",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterIndicators", set_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_STARTER_MADE = SHAPE("ScorecardStarterMade", made_fields);

static enum err load(struct call *c, const json_t **ret_list)
{
    json_t *set = NULL;
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/indicators/", &n);
    enum err e = n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, &set);
    if (e == ERR_OK)
        *ret_list = json_object_get(set, "indicators");
    return e;
}

static const char *said(struct call *c, const json_t *one, const char *key)
{
    return body_text(json_object_get(one, key), c->lang);
}

/* The organisation's indicator of that title: the set is taken once, and what is deleted may be
 * taken again. NULL: none. */
static const struct kpi_figure *standing(
    const struct kpi_figure *figures, size_t n, const char *title)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(figures[i].indicator.title, title) == 0)
            return &figures[i];
    return NULL;
}

static json_t *body_of(struct call *c, const json_t *one, const json_t *ids)
{
    static const char *const same[] = {
        "perspective", "source", "figure", "direction", "cycle", "target", "amber"};
    static const char *const texts[] = {"title", "question", "judged"};
    const char *leads_to = body_text(one, "leads_to");
    json_t *body = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (json_object_get(one, same[i]) != NULL)
            json_object_set(body, same[i], json_object_get(one, same[i]));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (said(c, one, texts[i]) != NULL)
            json_object_set_new(body, texts[i], json_string(said(c, one, texts[i])));
    if (leads_to != NULL && json_object_get(ids, leads_to) != NULL)
        json_object_set(body, "leads_to", json_object_get(ids, leads_to));
    return body;
}

static enum err make_missing(struct call *c, const json_t *list, int64_t *ret_made)
{
    struct kpi_figure *figures = NULL;
    json_t *ids = reg_keep(c, json_object());
    char id[UUID_TEXT_SIZE];
    size_t n = 0, i;
    const json_t *one;
    enum err e = kpi_store_indicators(c, 0, &figures, &n);
    json_array_foreach(list, i, one)
    {
        if (e != ERR_OK)
            return e;
        struct reg_record made;
        const struct kpi_figure *there = standing(figures, n, said(c, one, "title"));
        if (there == NULL) {
            e = reg_create(c, &REG_INDICATORS, body_of(c, one, ids), &made);
            *ret_made += e == ERR_OK;
        }
        if (e == ERR_OK) {
            uuid_format(there == NULL ? &made.uid : &there->indicator.uid, id);
            json_object_set_new(ids, body_text(one, "key"), json_string(id));
        }
    }
    return e;
}

enum err kpi_starter_add(struct req *r)
{
    struct call *c = &r->call;
    const json_t *list = NULL;
    int64_t made = 0;
    enum err e = load(c, &list);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = make_missing(c, list, &made);
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
