/* The register of sites. Two may share a unit, and then its corrections. The laws that apply are
 * links to obligations.
 */
#include "mod/site/site_private.h"

#include "base/mem.h"
#include "kernel/register/register_check.h"

#include <string.h>

const struct perm PERM_SITE_READ = {"site.read", PERM_ROLE, OF_READERS | OF_MANAGER};
const struct perm PERM_SITE_WRITE = {"site.write", PERM_ROLE, OF_LEADS};

static const char *const language_keys[] = {"ja", "en", "zh", "ko", "ar", "cs", "da", "de", "el",
    "es", "fr", "hi", "hr", "hu", "id", "it", "lt", "nl", "pl", "pt", "ro", "sv", "th", "tr", "uk",
    "vi", NULL};
const struct option_set OPTIONS_TEXT_LANGUAGE = {"text_language", language_keys};

static const char *const sorting_keys[] = {"itself", "list", NULL};
static const struct option_set SORTING = {"site_sorting", sorting_keys};
static const char *const state_keys[] = {"good", "watch", "weak", NULL};
static const struct option_set SECURITY_STATE = {"site_state", state_keys};

#define PERSON(name, in)                                                                       \
    {                                                                                          \
        .key = (name), .type = FIELD_REF, .flags = (in), .ref = "people", .column = name "_id" \
    }
#define COUNTRY(name, in)                                                     \
    {                                                                         \
        .key = (name), .type = FIELD_TEXT, .flags = (in), .min = 2, .max = 2, \
        .key_of = KEY_OF_COUNTRY                                              \
    }
#define LANGUAGE(name, in)                                                                  \
    {                                                                                       \
        .key = (name), .type = FIELD_ENUM, .flags = (in), .options = &OPTIONS_TEXT_LANGUAGE \
    }

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    COUNTRY("country", FIELD_LISTED),
    LANGUAGE("language", 0),
    LANGUAGE("second_language", 0),
    {.key = "staff", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 0, .max = 10000000},
    PERSON("officer", FIELD_LISTED),
    PERSON("deputy", 0),
    PERSON("head", 0),
    PERSON("contact", 0),
    {.key = "sorting", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &SORTING},
    {.key = "sorting_reason", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    PERSON("sorted_by", 0),
    {.key = "sorted_on", .type = FIELD_DATE},
    {.key = "advice", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "data_places", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    COUNTRY("cloud_country", 0),
    {.key = "security_state",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &SECURITY_STATE},
    {.key = "state_note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "state_on", .type = FIELD_DATE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static bool changed(const struct reg_record *record, const char *key)
{
    return record->before == NULL ||
           !json_equal(json_object_get(record->before, key), json_object_get(record->after, key));
}

/* Who sorts a site or judges its state says why, and the day stands beside it. */
static void check_judged(
    struct call *c, const struct reg_record *record, const char *key, const char *why)
{
    if (body_text(record->after, key) != NULL && body_text(record->after, why) == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", why), "required");
}

/* What is kept of a site lies in its unit, for those who may read it there. */
static enum err check_move(struct call *c, const struct reg_record *record)
{
    bool has = false;
    enum err e = site_store_has_records(c, record->id, &has);
    if (e == ERR_OK && has)
        e = problem_set(c->problem, ERR_CONFLICT, "site_has_records");
    return e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    check_judged(c, record, "sorting", "sorting_reason");
    check_judged(c, record, "security_state", "state_note");
    if (body_text(record->after, "sorting") != NULL && changed(record, "sorting"))
        reg_fill_today(c, record, "sorted_on");
    if (body_text(record->after, "security_state") != NULL && changed(record, "security_state"))
        reg_fill_today(c, record, "state_on");
    if (record->change == REG_UPDATE && changed(record, "unit"))
        return check_move(c, record);
    return ERR_OK;
}

const struct reg_def REG_SITES = {
    .name = "sites",
    .singular = "site",
    .schema = "Site",
    .table = "site",
    .prefix = "ST",
    .scope = REG_BY_UNIT,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};

/* ---- for the module's other registers ---- */

enum err site_of_record(struct call *c, const struct reg_record *record, const json_t **ret_site)
{
    json_t *site = NULL;
    const char *id = body_text(json_object_get(record->after, "site"), "id");
    const char *unit = body_text(json_object_get(record->after, "unit"), "id");
    enum err e = id == NULL ? ERR_NOT_FOUND : reg_get(c, &REG_SITES, id, &site);
    if (e == ERR_OK && unit != NULL &&
        strcmp(unit, body_text(json_object_get(site, "unit"), "id")) != 0) {
        problem_field(c->problem, "/site", "site_unit");
        site = NULL;
    }
    if (e == ERR_NOT_FOUND)
        problem_field(c->problem, "/site", "reference");
    *ret_site = site;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

void site_fill_name(const struct reg_record *record, const json_t *site)
{
    if (site != NULL)
        json_object_set(record->after, "name", json_object_get(site, "name"));
}

bool site_from_above(struct call *c, const struct perm *perm, const char *unit_path)
{
    size_t end = unit_path == NULL ? 0 : strlen(unit_path);
    if (end > 0)
        end--; /* the slash it ends with */
    while (end > 0 && unit_path[end - 1] != '/')
        end--;
    return who_may(c->who, perm, end == 0 ? "/" : mem_printf(c, "%.*s", (int)end, unit_path));
}
