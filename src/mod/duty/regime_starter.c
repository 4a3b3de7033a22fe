/* Regimes to begin with (catalog/regimes), each with its source and, where one was seen, the day it
 * was looked at: taken by one press in the caller's language, from then on the organisation's own.
 * What is there by its title stays as it is. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/duty/duty_private.h"

static const char *const formats[] = {"kaname-reporting-regimes/1", NULL};
static const struct option_set FORMAT = {"reporting_regimes_format", formats};

enum { STARTER_MOST = 100 };

#define TEXTS(name)                                                      \
    {                                                                    \
        .key = (name), .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_TEXTS \
    }
#define OPTION(name, set)                                    \
    {                                                        \
        .key = (name), .type = FIELD_ENUM, .options = &(set) \
    }
#define BOOL(name)                        \
    {                                     \
        .key = (name), .type = FIELD_BOOL \
    }
#define INT(name)                                                     \
    {                                                                 \
        .key = (name), .type = FIELD_INT, .min = 1, .max = 1000000000 \
    }

static const struct field one_fields[] = {
    CATALOG_TEXTS("title"),
    CATALOG_TEXTS("authority"),
    CATALOG_CHOICE("kind", OPTIONS_REGIME_KIND),
    TEXTS("where_to"),
    {.key = "countries", .type = FIELD_TEXT, .max = 200},
    OPTION("sector", OPTIONS_REGIME_SECTOR),
    BOOL("needs_personal"),
    BOOL("when_sensitive"),
    BOOL("when_property"),
    BOOL("when_unlawful"),
    BOOL("when_harm"),
    INT("min_persons"),
    CATALOG_CHOICE("starts", OPTIONS_REGIME_START),
    INT("first_amount"),
    OPTION("first_unit", OPTIONS_DUTY_UNIT),
    INT("final_amount"),
    OPTION("final_unit", OPTIONS_DUTY_UNIT),
    INT("final_unlawful"),
    OPTION("final_from", OPTIONS_REGIME_FINAL_FROM),
    BOOL("count_first_day"),
    BOOL("roll"),
    {.key = "zone", .type = FIELD_TEXT, .max = 60},
    TEXTS("items"),
    TEXTS("note"),
    CATALOG_TEXTS("source"),
    {.key = "source_on", .type = FIELD_DATE}, /* none where no source was seen */
    {.key = "valid_from", .type = FIELD_DATE},
    BOOL("unverified"),
};
static const struct shape SHAPE_ONE = SHAPE("StarterRegime", one_fields);

static const struct field set_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    {.key = "regimes",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = STARTER_MOST,
        .shape = &SHAPE_ONE},
};
static const struct shape SHAPE_SET = SHAPE("StarterRegimes", set_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_REGIME_STARTER_MADE = SHAPE("RegimeStarterMade", made_fields);

static enum err is_there(struct call *c, const char *title, bool *ret_there)
{
    json_t *found = NULL;
    const struct reg_where where[] = {{"title", "eq", title}};
    enum err e = reg_list(c, &REG_REPORTING_REGIMES, where, 1, NULL, 1, &found);
    if (e == ERR_OK)
        *ret_there = json_array_size(found) > 0;
    return e;
}

/* Texts in the caller's language, everything else as it stands. */
static json_t *body_of(struct call *c, const json_t *one)
{
    json_t *body = reg_keep(c, json_pack("{s:b}", "in_use", 1));
    for (size_t i = 0; i < SHAPE_ONE.n_fields; i++) {
        const struct field *field = &SHAPE_ONE.fields[i];
        json_t *value = json_object_get(one, field->key);
        if (value != NULL && field->type == FIELD_OBJECT)
            value = json_object_get(value, c->lang);
        if (value != NULL)
            json_object_set(body, field->key, value);
    }
    return body;
}

static enum err make(struct call *c, const json_t *one, int64_t *ret_made)
{
    struct reg_record made;
    bool there = false;
    json_t *body = body_of(c, one);
    enum err e = is_there(c, body_text(body, "title"), &there);
    if (e != ERR_OK || there)
        return e;
    e = reg_create(c, &REG_REPORTING_REGIMES, body, &made);
    *ret_made += e == ERR_OK;
    return e;
}

enum err regime_starter_add(struct req *r)
{
    struct call *c = &r->call;
    json_t *set = NULL;
    size_t n = 0, i;
    int64_t made = 0;
    const json_t *one;
    const struct asset *files = catalog_folder("catalog/regimes/", &n);
    enum err e = n == 0 ? ERR_INTERNAL : catalog_doc_read(c, files, &SHAPE_SET, c->problem, &set);
    if (e == ERR_OK)
        e = call_needs_top(c, REG_REPORTING_REGIMES.create);
    if (e == ERR_OK)
        e = tx_begin(c);
    json_array_foreach(json_object_get(set, "regimes"), i, one)
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
