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

enum { STARTER_MOST = 60, ARROWS_MOST = 10, LARGEST = 1000000000 };

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
    {.key = "leads_to", .type = FIELD_LIST, .max = ARROWS_MOST}, /* keys of others */
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

static json_t *body_of(struct call *c, const json_t *one)
{
    static const char *const same[] = {
        "perspective", "source", "figure", "direction", "cycle", "target", "amber"};
    static const char *const texts[] = {"title", "question", "judged"};
    json_t *body = reg_keep(c, json_object());
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        if (json_object_get(one, same[i]) != NULL)
            json_object_set(body, same[i], json_object_get(one, same[i]));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (said(c, one, texts[i]) != NULL)
            json_object_set_new(body, texts[i], json_string(said(c, one, texts[i])));
    return body;
}

/* What the set's keys are in this organisation. */
struct taken {
    const char *key;
    int64_t id;
    char uid[UUID_TEXT_SIZE];
    bool made; /* just now; else it was there */
};

struct taking {
    struct call *c;
    const json_t *list;
    struct taken taken[STARTER_MOST];
    size_t n;
    int64_t made;
};

static enum err take_indicators(struct taking *t)
{
    struct kpi_figure *figures = NULL;
    size_t n = 0, i;
    const json_t *one;
    enum err e = kpi_store_indicators(t->c, 0, &figures, &n);
    json_array_foreach(t->list, i, one)
    {
        if (e != ERR_OK)
            return e;
        struct reg_record made;
        const struct kpi_figure *there = standing(figures, n, said(t->c, one, "title"));
        struct taken *taken = &t->taken[t->n++];
        *taken = (struct taken){.key = body_text(one, "key"), .made = there == NULL};
        if (there == NULL)
            e = reg_create(t->c, &REG_INDICATORS, body_of(t->c, one), &made);
        if (e != ERR_OK)
            return e;
        taken->id = there == NULL ? made.id : there->indicator.id;
        uuid_format(there == NULL ? &made.uid : &there->indicator.uid, taken->uid);
        t->made += there == NULL;
    }
    return e;
}

static const struct taken *taken_of(const struct taking *t, const char *key)
{
    for (size_t i = 0; i < t->n && key != NULL; i++)
        if (strcmp(t->taken[i].key, key) == 0)
            return &t->taken[i];
    return NULL;
}

/* One arrow of the set. Between two that were there already the organisation has decided; one that
 * would lead back over its own arrows is left out. */
static enum err take_arrow(struct taking *t, const struct taken *cause, const struct taken *effect)
{
    struct kpi_arrow *arrows = NULL;
    struct reg_record made;
    size_t n = 0;
    if (effect == NULL || !(cause->made || effect->made))
        return ERR_OK;
    enum err e = kpi_store_arrows(t->c, &arrows, &n);
    if (e != ERR_OK || kpi_leads_to(t->c, arrows, n, effect->id, cause->id))
        return e;
    json_t *body =
        reg_keep(t->c, json_pack("{s:s, s:s}", "cause", cause->uid, "effect", effect->uid));
    return reg_create(t->c, &REG_INDICATOR_CAUSES, body, &made);
}

static enum err take_arrows(struct taking *t)
{
    size_t i, k;
    const json_t *one, *key;
    enum err e = ERR_OK;
    json_array_foreach(t->list, i, one)
    {
        json_array_foreach(json_object_get(one, "leads_to"), k, key)
        {
            if (e == ERR_OK)
                e = take_arrow(t, &t->taken[i], taken_of(t, json_string_value(key)));
        }
    }
    return e;
}

enum err kpi_starter_add(struct req *r)
{
    struct call *c = &r->call;
    struct taking *t = mem_new(c, struct taking);
    t->c = c;
    enum err e = load(c, &t->list);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = take_indicators(t);
    if (e == ERR_OK)
        e = take_arrows(t);
    if (e == ERR_OK)
        e = tx_commit_any(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", t->made);
    jw_obj_end(&w);
    return ERR_OK;
}
