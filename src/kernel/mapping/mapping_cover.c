#include "kernel/mapping/mapping_cover.h"

#include "base/jw.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/mapping/carry_rules.h"
#include "kernel/sheet/catalog_doc.h"

#include <stdlib.h>
#include <string.h>

static const char *texts_json(const void *ctx, const json_t *texts, const char *otherwise)
{
    json_t *own = texts == NULL ? json_pack("{s:s}", "en", otherwise) : NULL;
    char *text = json_dumps(texts == NULL ? own : texts, JSON_COMPACT);
    const char *kept = mem_strdup(ctx, text);
    free(text);
    json_decref(own);
    return kept;
}

static void group_add(struct call *c, struct cover_side *s, const char *key, const char *name)
{
    s->groups = mem_grow(c, s->groups, struct cover_group, s->n_groups + 1);
    s->groups[s->n_groups++] = (struct cover_group){.key = key, .name = name};
}

static void item_add(struct call *c, struct cover_side *s, const char *key, int group)
{
    if ((s->n_items & (s->n_items + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
        s->items = mem_grow(c, s->items, struct cover_item, 2 * s->n_items + 1);
    s->items[s->n_items++] = (struct cover_item){.key = key, .group = group};
    if (s->groups != NULL && group >= 0)
        s->groups[group].items++;
}

/* ---- of a sheet ---- */

static int top_of(const struct sheet_doc *doc, int section)
{
    while (section > 0 && doc->sections[section - 1].parent_no != 0)
        section = doc->sections[section - 1].parent_no;
    return section;
}

static const char *sheet_texts_json(
    struct call *c, const struct sheet_doc *doc, const struct sheet_texts *texts)
{
    struct jw w = jw_init(buf_new(c));
    jw_obj_begin(&w);
    for (size_t i = 0; texts->of != NULL && i < doc->n_languages; i++)
        if (texts->of[i] != NULL)
            jw_kstr(&w, doc->languages[i], texts->of[i]);
    jw_obj_end(&w);
    return w.buf->data;
}

static void sheet_fill(struct call *c, const struct sheet_doc *doc, struct cover_side *s)
{
    int *group = mem_array(c, int, doc->n_sections + 1);
    for (int i = 0; i < doc->n_sections; i++) {
        if (doc->sections[i].parent_no != 0)
            continue;
        group[i + 1] = (int)s->n_groups;
        group_add(c, s, doc->sections[i].key, sheet_texts_json(c, doc, &doc->sections[i].name));
    }
    for (int i = 0; i < doc->n_items; i++) {
        int top = top_of(doc, doc->items[i].section_no);
        item_add(c, s, doc->items[i].key, top > 0 ? group[top] : -1);
    }
}

/* Some dozens of sheets at the most; a built-in one before an imported one with its key. */
static enum err sheet_side(struct call *c, struct cover_side *s, bool *ret_found)
{
    struct sheet_version *all = NULL;
    size_t n = 0;
    const struct sheet_doc *doc = NULL;
    enum err e = sheet_store_newest(c->db, c, &all, &n);
    size_t i = 0;
    while (i < n && strcmp(all[i].sheet_key, s->key) != 0)
        i++;
    if (e != ERR_OK || i == n)
        return e;
    e = sheet_store_names(c->db, c, &all[i], 1);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &all[i], &doc);
    if (e != ERR_OK)
        return e;
    s->known = "sheet";
    s->name = all[i].names;
    s->has_version = true;
    s->version = all[i];
    sheet_fill(c, doc, s);
    *ret_found = true;
    return ERR_OK;
}

/* ---- of a framework known by its keys only ---- */

static const char *const reference_formats[] = {"kaname-reference/1", NULL};
static const struct option_set OPTIONS_REFERENCE = {"reference_format", reference_formats};

static const struct field reference_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_REFERENCE},
    CATALOG_TEXT("key"),
    CATALOG_TEXT("version"),
    CATALOG_TEXT("source"),
    CATALOG_TEXTS("name"),
    {.key = "names", .type = FIELD_ANY, .flags = FIELD_REQUIRED}, /* of groups, those it names */
    {.key = "groups", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = 1000},
    {.key = "keys", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = 5000},
};
const struct shape SHAPE_REFERENCE = SHAPE("Reference", reference_fields);

/* The group at the top that a key begins with: "GV" of "GV.OC-01". */
static int group_of(const struct cover_side *s, const char *key)
{
    for (size_t i = 0; i < s->n_groups; i++) {
        size_t len = strlen(s->groups[i].key);
        if (strncmp(key, s->groups[i].key, len) == 0 && strchr(".-", key[len]) != NULL)
            return (int)i;
    }
    return -1;
}

static enum err reference_side(struct call *c, struct cover_side *s, bool *ret_found)
{
    json_t *json = NULL;
    size_t i;
    json_t *one;
    const struct asset *asset = asset_find(mem_printf(c, "catalog/references/%s.json", s->key));
    if (asset == NULL)
        return ERR_OK;
    enum err e = catalog_doc_read(c, asset, &SHAPE_REFERENCE, c->problem, &json);
    if (e != ERR_OK)
        return e;
    const json_t *names = json_object_get(json, "names");
    json_array_foreach(json_object_get(json, "groups"), i, one)
    {
        const char *key = json_string_value(one);
        if (strchr(key, '.') == NULL)
            group_add(c, s, key, texts_json(c, json_object_get(names, key), key));
    }
    json_array_foreach(json_object_get(json, "keys"), i, one)
        item_add(c, s, json_string_value(one), group_of(s, json_string_value(one)));
    s->known = "reference";
    s->name = texts_json(c, json_object_get(json, "name"), s->key);
    *ret_found = true;
    return ERR_OK;
}

/* ---- counting ---- */

static struct cover_item *item_of(struct cover_side *s, const char *key)
{
    for (size_t i = 0; i < s->n_items; i++)
        if (strcmp(s->items[i].key, key) == 0)
            return &s->items[i];
    for (size_t i = 0; i < s->n_items; i++)
        if (carry_key_same(s->items[i].key, key))
            return &s->items[i];
    return NULL;
}

static void count(
    struct call *c, const struct mapping *m, bool is_to, bool known, struct cover_side *s)
{
    for (size_t i = 0; i < m->n_pairs; i++) {
        const struct mapping_pair *pair = &m->pairs[i];
        const char *key = is_to ? pair->to : pair->from;
        enum mapping_relation relation =
            is_to ? pair->relation : mapping_relation_turned(pair->relation);
        struct cover_item *item = item_of(s, key);
        if (item == NULL && !known) {
            item_add(c, s, key, -1);
            item = &s->items[s->n_items - 1];
        }
        s->unknown += item == NULL;
        if (item != NULL && (!item->covered || relation < item->relation)) {
            item->covered = true;
            item->relation = relation;
        }
    }
    for (size_t i = 0; i < s->n_items; i++)
        if (s->items[i].covered && s->items[i].group >= 0)
            s->groups[s->items[i].group].by[s->items[i].relation]++;
}

enum err mapping_cover(
    struct call *c, const struct mapping *mapping, bool is_to, struct cover_side *ret_side)
{
    struct cover_side s = {.key = is_to ? mapping->to : mapping->from, .known = "none"};
    bool found = false;
    enum err e = sheet_side(c, &s, &found);
    if (e == ERR_OK && !found)
        e = reference_side(c, &s, &found);
    if (e != ERR_OK)
        return e;
    if (!found)
        s.name = texts_json(c, NULL, s.key);
    count(c, mapping, is_to, found, &s);
    *ret_side = s;
    return ERR_OK;
}
