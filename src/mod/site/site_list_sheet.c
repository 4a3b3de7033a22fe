/* A site's check list as a sheet, and as a campaign that asks it. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/campaign.h"
#include "kernel/sheet/sheet_add.h"
#include "kernel/sheet/sheet_json.h"
#include "mod/governance/governance.h"
#include "mod/site/site_private.h"

#include <string.h>

enum { LANGUAGES = 3, KEY_SIZE = 64 };

/* What a sheet is put together of. */
struct draft {
    struct call *c;
    const char *languages[LANGUAGES]; /* the site's first */
    size_t n_languages;
    const json_t *laws; /* obligations that the site is linked with */
    json_t *texts;      /* item's id → its texts in other languages, a list */
    json_t *sections, *items;
    int64_t untranslated;
};

static void speak(struct draft *d, const char *language)
{
    for (size_t i = 0; i < d->n_languages; i++)
        if (language != NULL && strcmp(d->languages[i], language) == 0)
            return;
    if (language != NULL)
        d->languages[d->n_languages++] = language;
}

static bool speaks(const struct draft *d, const char *language)
{
    for (size_t i = 0; i < d->n_languages; i++)
        if (strcmp(d->languages[i], language) == 0)
            return true;
    return false;
}

/* ---- texts ---- */

/* A message in those of the sheet's languages that the program speaks, the organisation's always.
 */
static json_t *message(const struct draft *d, const char *id)
{
    json_t *texts = json_object();
    for (int i = 0; i < MSG_LANGS; i++)
        if (speaks(d, msg_langs[i]))
            json_object_set_new(texts, msg_langs[i], json_string(msg_get(msg_langs[i], id)));
    return texts;
}

static void put(const struct draft *d, json_t *texts, const json_t *from, const char *key)
{
    const char *language = body_text(from, "language");
    const char *text = body_text(from, key);
    if (text != NULL && speaks(d, language))
        json_object_set_new(texts, language, json_string(text));
}

/* One text of an item in all languages it has of the sheet's, the newest of each; where it has none
 * of them, its own stands for the sheet's first. */
static json_t *texts_of(const struct draft *d, const json_t *item, const char *key)
{
    size_t i;
    const json_t *other;
    json_t *texts = json_object();
    put(d, texts, item, key);
    json_array_foreach(json_object_get(d->texts, body_text(item, "id")), i, other)
        put(d, texts, other, key);
    if (json_object_size(texts) == 0 && body_text(item, key) != NULL)
        json_object_set_new(texts, d->languages[0], json_string(body_text(item, key)));
    return texts;
}

static bool translated(const struct draft *d, const json_t *item)
{
    size_t i;
    const json_t *other;
    bool is = strcmp(body_text(item, "language"), d->languages[0]) == 0;
    json_array_foreach(json_object_get(d->texts, body_text(item, "id")), i, other) is =
        is || strcmp(body_text(other, "language"), d->languages[0]) == 0;
    return is;
}

static enum err load_texts(struct draft *d)
{
    json_t *list = NULL;
    size_t i;
    const json_t *one;
    const char *languages = d->languages[0];
    for (size_t k = 1; k < d->n_languages; k++)
        languages = mem_printf(d->c, "%s,%s", languages, d->languages[k]);
    const struct reg_where where = {"language", "in", languages};
    enum err e = reg_list(
        d->c, &REG_SITE_CHECK_TEXTS, &where, 1, "number", LANGUAGES * LIMIT_SITE_ITEMS, &list);
    d->texts = reg_keep(d->c, json_object());
    json_array_foreach(list, i, one)
    {
        const char *item = body_text(json_object_get(one, "item"), "id");
        if (json_object_get(d->texts, item) == NULL)
            json_object_set_new(d->texts, item, json_array());
        json_array_append(json_object_get(d->texts, item), (json_t *)one);
    }
    return e;
}

/* ---- items ---- */

static void add_section(struct draft *d, const char *key, json_t *name)
{
    json_array_append_new(d->sections, json_pack("{s:s, s:o}", "key", key, "name", name));
}

static void add_item(struct draft *d, const json_t *item, const char *section)
{
    json_t *hint = texts_of(d, item, "hint");
    json_t *evidence = texts_of(d, item, "evidence");
    json_t *one = json_pack("{s:s, s:s, s:s, s:o}", "key", body_text(item, "number"), "section",
        section, "scale", "yes_no_na", "text", texts_of(d, item, "text"));
    if (json_object_size(hint) > 0)
        json_object_set(one, "hint", hint);
    if (json_object_size(evidence) > 0)
        json_object_set_new(one, "evidence", json_pack("[O]", evidence));
    json_decref(hint);
    json_decref(evidence);
    json_array_append_new(d->items, one);
    d->untranslated += !translated(d, item);
}

/* The items of one law (NULL: those asked everywhere) that are valid today, under a heading. */
static void add_part(struct draft *d, const json_t *items, const json_t *law, const char *today)
{
    size_t i;
    const json_t *item;
    bool begun = false;
    const char *id = law == NULL ? "" : body_text(law, "id");
    const char *key = law == NULL ? "baseline" : body_text(law, "number");
    json_array_foreach(items, i, item)
    {
        const char *of = body_text(json_object_get(item, "law"), "id");
        const char *from = body_text(item, "valid_from");
        if (strcmp(of == NULL ? "" : of, id) != 0 || (from != NULL && strcmp(from, today) > 0))
            continue;
        if (!begun)
            add_section(d, key,
                law == NULL ? message(d, "site.list.baseline")
                            : json_pack("{s:s}", d->c->org.lang, body_text(law, "title")));
        begun = true;
        add_item(d, item, key);
    }
}

static enum err add_items(struct draft *d, const char *today)
{
    json_t *items = NULL;
    size_t i;
    const json_t *law;
    enum err e =
        reg_list(d->c, &REG_SITE_CHECK_ITEMS, NULL, 0, "number", LIMIT_SITE_ITEMS + 1, &items);
    if (e != ERR_OK)
        return e;
    if (json_array_size(items) > LIMIT_SITE_ITEMS)
        return problem_set_limit(d->c->problem, ERR_CONFLICT, "site_items_many", LIMIT_SITE_ITEMS);
    add_part(d, items, NULL, today);
    json_array_foreach(d->laws, i, law) add_part(d, items, law, today);
    if (json_array_size(d->items) == 0)
        return problem_set(d->c->problem, ERR_CONFLICT, "site_no_items");
    return ERR_OK;
}

/* ---- the sheet ---- */

/* "ST-2026-0003" → "site-st-2026-0003" */
const char *site_list_key(struct call *c, const json_t *site)
{
    char *key = mem_printf(c, SITE_LIST_KEYS "%s", body_text(site, "number"));
    for (char *p = key; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return key;
}

static json_t *name_of(const struct draft *d, const json_t *site)
{
    const struct msg_arg arg = {"site", body_text(site, "name")};
    json_t *texts = json_object();
    for (int i = 0; i < MSG_LANGS; i++)
        if (speaks(d, msg_langs[i]))
            json_object_set_new(texts, msg_langs[i],
                json_string(msg_format(d->c, msg_langs[i], "site.list.name", &arg, 1)));
    return texts;
}

static json_t *document(struct draft *d, const json_t *site, const char *today)
{
    json_t *languages = json_array();
    for (size_t i = 0; i < d->n_languages; i++)
        json_array_append_new(languages, json_string(d->languages[i]));
    json_t *doc = json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:{s:i, s:i}, s:O, s:O}", "format",
        SHEET_FORMAT, "key", site_list_key(d->c, site), "version", today, "wording", "own",
        "languages", languages, "name", name_of(d, site), "score", "min", 0, "max", 1, "sections",
        d->sections, "items", d->items);
    return reg_keep(d->c, doc);
}

static enum err add_sheet(
    struct draft *d, const json_t *site, const char *today, struct site_list_made *ret_made)
{
    const struct sheet_doc *doc = NULL;
    struct sheet_version version;
    bool added = false;
    enum err e = sheet_json_read(d->c, document(d, site, today), d->c->problem, &doc);
    if (e == ERR_OK)
        e = sheet_add(d->c, doc, &version, &added);
    if (e == ERR_OK)
        *ret_made = (struct site_list_made){.key = site_list_key(d->c, site),
            .no = version.no,
            .items = version.n_items,
            .untranslated = d->untranslated};
    return e;
}

enum err site_list_make(struct call *c, const json_t *site, struct site_list_made *ret_made)
{
    struct draft d = {.c = c};
    struct date date;
    char today[DATE_TEXT_SIZE];
    json_t *laws = NULL;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return ERR_INTERNAL;
    date_format(date, today);
    speak(&d, body_text(site, "language"));
    speak(&d, body_text(site, "second_language"));
    speak(&d, c->org.lang);
    d.sections = reg_keep(c, json_array());
    d.items = reg_keep(c, json_array());
    enum err e = reg_linked(c, &REG_SITES, body_text(site, "id"), &REG_OBLIGATIONS, &laws);
    d.laws = laws;
    if (e == ERR_OK)
        e = load_texts(&d);
    if (e == ERR_OK)
        e = add_items(&d, today);
    return e == ERR_OK ? add_sheet(&d, site, today, ret_made) : e;
}

/* ---- the campaign ---- */

/* The version of an organisation's own sheet by its key. */
static enum err find_version(struct call *c, const char *key, int64_t no, const char **ret_version)
{
    struct sheet_version *all = NULL, *versions = NULL;
    char *id = mem_array(c, char, UUID_TEXT_SIZE);
    size_t n = 0, n_versions = 0;
    enum err e = sheet_store_newest(c->db, c, &all, &n);
    for (size_t i = 0; i < n && e == ERR_OK && n_versions == 0; i++)
        if (strcmp(all[i].sheet_key, key) == 0)
            e = sheet_store_versions(c->db, c, &all[i].sheet_uid, &versions, &n_versions);
    for (size_t i = 0; i < n_versions && e == ERR_OK; i++) {
        if (versions[i].no != no)
            continue;
        uuid_format(&versions[i].uid, id);
        *ret_version = id;
        return ERR_OK;
    }
    return e == ERR_OK ? problem_set(c->problem, ERR_CONFLICT, "site_sheet_gone") : e;
}

enum err site_list_send(struct call *c, const struct reg_record *list, const char **ret_number)
{
    const char *version = NULL;
    struct campaign campaign;
    int64_t responses = 0;
    const struct msg_arg arg = {"site", body_text(list->after, "name")};
    enum err e = find_version(
        c, body_text(list->after, "sheet_key"), body_int(list->after, "sheet_no", 0), &version);
    if (e != ERR_OK)
        return e;
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:[{s:s}]}", "name",
        msg_format(c, c->org.lang, "site.list.name", &arg, 1), "sheet_version", version, "period",
        body_text(list->after, "period"), "due", body_text(list->after, "answer_by"), "units",
        "unit", body_text(json_object_get(list->after, "unit"), "id"));
    reg_keep(c, body);
    e = campaign_create(c, body, &campaign);
    if (e == ERR_OK)
        e = campaign_open(c, &campaign, &responses);
    if (e == ERR_OK)
        *ret_number = campaign.number;
    return e;
}
