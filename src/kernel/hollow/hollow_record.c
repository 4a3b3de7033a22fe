#include "kernel/hollow/hollow_record.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/evidence/evidence.h"
#include "kernel/reader/reader.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

struct loading {
    const struct hollow_set *set;
    const struct sheet_doc *doc;
    struct date since, today;
    bool for_all;
    struct unit_node *nodes; /* read with the first record */
    size_t n_nodes;
    struct hollow_seen *seen;
    size_t n_seen, room;
};

/* ---- what a record is about ---- */

static bool *no_items(struct call *c, const struct sheet_doc *doc)
{
    return mem_array(c, bool, (size_t)doc->n_items + 1);
}

static bool *listed_items(struct call *c, const struct sheet_doc *doc, const json_t *keys)
{
    bool *items = no_items(c, doc);
    size_t i;
    const json_t *key;
    json_array_foreach(keys, i, key)
    {
        int no = sheet_item_no(doc, json_string_value(key));
        if (no > 0)
            items[no - 1] = true;
    }
    return items;
}

/* An item, or all items of a section. */
static bool *own_items(struct call *c, const struct sheet_doc *doc, const json_t *record)
{
    bool *items = no_items(c, doc);
    const char *item = body_text(record, "item_key");
    const char *section = body_text(record, "section_key");
    int item_no = item == NULL ? 0 : sheet_item_no(doc, item);
    int section_no = item != NULL || section == NULL ? 0 : sheet_section_no(doc, section);
    for (int no = 1; no <= doc->n_items; no++)
        items[no - 1] =
            no == item_no || (section_no > 0 && doc->items[no - 1].section_no == section_no);
    return items;
}

/* ---- where it belongs ---- */

static enum err path_of(
    struct call *c, struct loading *l, const json_t *record, const char **ret_path)
{
    struct uuid uid;
    const char *unit = body_text(json_object_get(record, "unit"), "id");
    enum err e = ERR_OK;
    *ret_path = "";
    if (unit == NULL || !uuid_parse(unit, &uid))
        return ERR_OK;
    if (l->nodes == NULL)
        e = unit_tree_load(c, &l->nodes, &l->n_nodes);
    for (size_t i = 0; e == ERR_OK && i < l->n_nodes; i++)
        if (memcmp(&l->nodes[i].uid, &uid, sizeof uid) == 0)
            *ret_path = l->nodes[i].path;
    return e;
}

/* ---- records ---- */

static enum err list(struct call *c, const struct loading *l, const struct reg_def *def,
    const struct hollow_source *source, bool clearing, json_t **ret_items)
{
    struct evidence_filters f = {.n = 0};
    char since[DATE_TEXT_SIZE];
    date_format(l->since, since);
    if (clearing)
        evidence_filters_add(c, &f, source->cleared_by, source->n_cleared_by, l->today);
    else
        evidence_filters_add(c, &f, source->where, source->n_where, l->today);
    if (clearing || !source->ongoing)
        f.list[f.n++] = (struct reg_where){source->day, "ge", since};
    if (source->own_topic)
        f.list[f.n++] = (struct reg_where){"sheet_key", "eq", l->doc->key};
    return reg_list(
        c, def, f.list, f.n, mem_printf(c, "-%s", source->day), LIMIT_HOLLOW_RECORDS, ret_items);
}

/* Whether a later record, of the same unit's line, has ended it. */
static enum err is_cleared(struct call *c, struct loading *l, const json_t *record,
    const struct hollow_source *source, const json_t *clearing, bool *ret_cleared)
{
    const char *path = "";
    size_t i;
    const json_t *later;
    bool cleared = false;
    enum err e = path_of(c, l, record, &path);
    json_array_foreach(clearing, i, later)
    {
        const char *other = "";
        if (e != ERR_OK ||
            strcmp(body_text(later, source->day), body_text(record, source->day)) < 0)
            continue;
        e = path_of(c, l, later, &other);
        cleared = cleared || hollow_on_line(other, path);
    }
    if (e == ERR_OK)
        *ret_cleared = cleared;
    return e;
}

/* Whether others than the caller may know of it. */
static enum err is_for_all(
    struct call *c, const struct reg_def *def, const json_t *record, bool *ret_for_all)
{
    int64_t id = 0;
    bool secret = false;
    enum err e = def->readers ? reg_find(c, def, body_text(record, "id"), &id) : ERR_OK;
    if (e == ERR_OK && def->readers)
        e = reader_is_secret(c, def->singular, id, &secret);
    if (e == ERR_OK)
        *ret_for_all = !secret;
    return e;
}

static enum err add(struct call *c, struct loading *l, const struct reg_def *def,
    const struct hollow_source *source, const json_t *record)
{
    struct date day;
    bool told = true;
    enum err e = l->for_all ? is_for_all(c, def, record, &told) : ERR_OK;
    if (e != ERR_OK || !told || !date_parse(body_text(record, source->day), &day))
        return e;
    struct hollow_seen s = {.source = source,
        .day = hollow_day_of(day, l->set->months),
        .items = source->own_topic
                     ? own_items(c, l->doc, record)
                     : listed_items(c, l->doc, hollow_source_items(source, l->doc->key)),
        .record = {.reg = def->name,
            .id = body_text(record, "id"),
            .number = body_text(record, "number"),
            .title = body_text(record, def->title),
            .day = body_text(record, source->day),
            .says = source->says,
            .remedy = source->remedy}};
    e = path_of(c, l, record, &s.path);
    if (e != ERR_OK)
        return e;
    if (l->n_seen == l->room) {
        l->room = l->room == 0 ? 64 : 2 * l->room;
        l->seen = mem_grow(c, l->seen, struct hollow_seen, l->room);
    }
    l->seen[l->n_seen++] = s;
    return ERR_OK;
}

static enum err load_source(struct call *c, struct loading *l, const struct hollow_source *source)
{
    const struct reg_def *def = app_register(c->app, source->reg);
    json_t *items = NULL;
    json_t *clearing = NULL;
    size_t n_paths = 0;
    size_t i;
    const json_t *record;
    if (def == NULL || (!source->own_topic && hollow_source_items(source, l->doc->key) == NULL))
        return ERR_OK;
    (void)who_scope(c, c->who, def->read, &n_paths);
    if (n_paths == 0)
        return ERR_OK;
    enum err e = list(c, l, def, source, false, &items);
    if (e == ERR_OK && source->n_cleared_by > 0 && json_array_size(items) > 0)
        e = list(c, l, def, source, true, &clearing);
    json_array_foreach(items, i, record)
    {
        bool cleared = false;
        if (e == ERR_OK)
            e = is_cleared(c, l, record, source, clearing, &cleared);
        if (e == ERR_OK && !cleared)
            e = add(c, l, def, source, record);
    }
    return e;
}

enum err hollow_records_load(struct call *c, const struct hollow_set *set,
    const struct sheet_doc *doc, struct date since, bool for_all, struct hollow_seen **ret_seen,
    size_t *ret_n)
{
    struct loading l = {.set = set, .doc = doc, .since = since, .for_all = for_all};
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &l.today))
        return ERR_INTERNAL;
    for (size_t i = 0; i < set->n_sources; i++) {
        enum err e = load_source(c, &l, &set->sources[i]);
        if (e != ERR_OK)
            return e;
    }
    *ret_seen = l.seen;
    *ret_n = l.n_seen;
    return ERR_OK;
}
