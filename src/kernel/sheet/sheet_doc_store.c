/* The content of a sheet's version as rows, and back. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_store.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KIND_SIZE = 32, EVIDENCE_MAX = 50 };

/* ---- writing ---- */

struct text_row {
    int64_t version_id;
    int no[2]; /* item or section and option; 0: the table has no such column */
    const char *kind;
};

static enum err texts_insert(struct db_query *q, const struct sheet_doc *doc,
    const struct sheet_texts *texts, struct text_row row)
{
    for (size_t i = 0; texts->of != NULL && i < doc->n_languages; i++) {
        if (texts->of[i] == NULL)
            continue;
        db_again(q);
        db_bind_int(q, row.version_id);
        for (int k = 0; k < 2 && row.no[k] > 0; k++)
            db_bind_int(q, row.no[k]);
        db_bind_text(q, doc->languages[i]);
        db_bind_text(q, row.kind);
        db_bind_text(q, texts->of[i]);
        enum err e = db_run(q);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

/* The texts of the sheet as a whole, by their kind in sheet_text. */
static const struct {
    const char *kind;
    size_t at; /* in struct sheet_doc */
} head_texts[] = {
    {"name", offsetof(struct sheet_doc, name)},
    {"description", offsetof(struct sheet_doc, description)},
    {"basis", offsetof(struct sheet_doc, basis)},
    {"section_name", offsetof(struct sheet_doc, section_name)},
};

static struct sheet_texts *head_text(struct sheet_doc *doc, size_t i)
{
    return (struct sheet_texts *)((char *)doc + head_texts[i].at);
}

static enum err head_insert(struct db_conn *db, int64_t version_id, const struct sheet_doc *doc)
{
    static const char sql[] = "INSERT INTO sheet_text (org_id, version_id, lang, kind, text)"
                              " VALUES (:org, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(db, sql);
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof head_texts / sizeof head_texts[0] && e == ERR_OK; i++) {
        const struct text_row row = {version_id, {0}, head_texts[i].kind};
        e = texts_insert(q, doc, head_text((struct sheet_doc *)doc, i), row);
    }
    return e;
}

static enum err section_texts_insert(struct db_query *q, int64_t version_id,
    const struct sheet_doc *doc, int no, const struct sheet_section *s)
{
    enum err e = texts_insert(q, doc, &s->name, (struct text_row){version_id, {no}, "name"});
    if (e == ERR_OK)
        e = texts_insert(q, doc, &s->short_name, (struct text_row){version_id, {no}, "short"});
    if (e == ERR_OK)
        e = texts_insert(q, doc, &s->explains, (struct text_row){version_id, {no}, "explains"});
    return e;
}

static enum err sections_insert(struct db_conn *db, int64_t version_id, const struct sheet_doc *doc)
{
    static const char sql[] = "INSERT INTO sheet_section (org_id, version_id, no, key, parent_no)"
                              " VALUES (:org, ?, ?, ?, ?)";
    static const char text_sql[] =
        "INSERT INTO section_text (org_id, version_id, section_no, lang, kind, text)"
        " VALUES (:org, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(db, sql);
    DB_QUERY *text = db_query(db, text_sql);
    for (int no = 1; no <= doc->n_sections; no++) {
        const struct sheet_section *s = &doc->sections[no - 1];
        db_again(q);
        db_bind_int(q, version_id);
        db_bind_int(q, no);
        db_bind_text(q, s->key);
        if (s->parent_no == 0)
            db_bind_null(q);
        else
            db_bind_int(q, s->parent_no);
        enum err e = db_run(q);
        if (e == ERR_OK)
            e = section_texts_insert(text, version_id, doc, no, s);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static void bind_bound(struct db_query *q, bool has, double bound)
{
    if (has)
        db_bind_num(q, bound);
    else
        db_bind_null(q);
}

static enum err item_insert(
    struct db_query *q, const void *ctx, int64_t version_id, const struct sheet_doc *doc, int no)
{
    const struct sheet_item *item = &doc->items[no - 1];
    db_again(q);
    db_bind_int(q, version_id);
    db_bind_int(q, no);
    db_bind_text(q, item->key);
    db_bind_int(q, item->section_no);
    db_bind_text(q, sheet_scale_key(item->scale));
    db_bind_int(q, item->weight);
    db_bind_int(q, item->required);
    db_bind_text(q, sheet_strings_json(ctx, &item->directives));
    db_bind_text(q, sheet_strings_json(ctx, &item->practices));
    db_bind_text(q, sheet_applies_json(ctx, doc, item));
    bind_bound(q, item->has_min, item->number_min);
    bind_bound(q, item->has_max, item->number_max);
    db_bind_int(q, item->scored);
    return db_run(q);
}

/* "level3" */
static enum err numbered_insert(struct db_query *q, int64_t version_id, const struct sheet_doc *doc,
    int no, const char *kind, const struct sheet_texts *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char numbered[KIND_SIZE];
        snprintf(numbered, sizeof numbered, "%s%zu", kind, i + 1);
        enum err e = texts_insert(q, doc, &texts[i], (struct text_row){version_id, {no}, numbered});
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err item_texts_insert(
    struct db_query *q, int64_t version_id, const struct sheet_doc *doc, int no)
{
    const struct sheet_item *item = &doc->items[no - 1];
    enum err e = texts_insert(q, doc, &item->text, (struct text_row){version_id, {no}, "text"});
    if (e == ERR_OK)
        e = texts_insert(q, doc, &item->hint, (struct text_row){version_id, {no}, "hint"});
    if (e == ERR_OK)
        e = numbered_insert(q, version_id, doc, no, "level", item->levels, SHEET_LEVELS);
    if (e == ERR_OK)
        e = numbered_insert(q, version_id, doc, no, "criterion", item->criteria, SHEET_LEVELS);
    if (e == ERR_OK)
        e = numbered_insert(q, version_id, doc, no, "evidence", item->evidence, item->n_evidence);
    return e;
}

static enum err items_insert(
    struct db_conn *db, const void *ctx, int64_t version_id, const struct sheet_doc *doc)
{
    static const char sql[] =
        "INSERT INTO item (org_id, version_id, no, key, section_no, scale, weight, required,"
        " directives, practices, applies, number_min, number_max, scored)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static const char text_sql[] =
        "INSERT INTO item_text (org_id, version_id, item_no, lang, kind, text)"
        " VALUES (:org, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(db, sql);
    DB_QUERY *text = db_query(db, text_sql);
    for (int no = 1; no <= doc->n_items; no++) {
        enum err e = item_insert(q, ctx, version_id, doc, no);
        if (e == ERR_OK)
            e = item_texts_insert(text, version_id, doc, no);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err option_insert(struct db_query *q, struct db_query *text, int64_t version_id,
    const struct sheet_doc *doc, int item_no, int no)
{
    const struct sheet_option *o = &doc->items[item_no - 1].options[no - 1];
    db_again(q);
    db_bind_int(q, version_id);
    db_bind_int(q, item_no);
    db_bind_int(q, no);
    db_bind_text(q, o->key);
    if (o->has_points)
        db_bind_int(q, o->points);
    else
        db_bind_null(q);
    db_bind_int(q, o->right);
    enum err e = db_run(q);
    if (e == ERR_OK)
        e = texts_insert(text, doc, &o->text, (struct text_row){version_id, {item_no, no}, "text"});
    if (e == ERR_OK)
        e = texts_insert(text, doc, &o->why, (struct text_row){version_id, {item_no, no}, "why"});
    return e;
}

static enum err options_insert(struct db_conn *db, int64_t version_id, const struct sheet_doc *doc)
{
    static const char sql[] =
        "INSERT INTO item_option (org_id, version_id, item_no, no, key, points, is_right)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?)";
    static const char text_sql[] =
        "INSERT INTO option_text (org_id, version_id, item_no, option_no, lang, kind, text)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(db, sql);
    DB_QUERY *text = db_query(db, text_sql);
    for (int item_no = 1; item_no <= doc->n_items; item_no++) {
        for (size_t i = 0; i < doc->items[item_no - 1].n_options; i++) {
            enum err e = option_insert(q, text, version_id, doc, item_no, (int)i + 1);
            if (e != ERR_OK)
                return e;
        }
    }
    return ERR_OK;
}

enum err sheet_store_add_doc(
    struct db_conn *db, const void *ctx, int64_t version_id, const struct sheet_doc *doc)
{
    enum err e = head_insert(db, version_id, doc);
    if (e == ERR_OK)
        e = sections_insert(db, version_id, doc);
    if (e == ERR_OK)
        e = items_insert(db, ctx, version_id, doc);
    if (e == ERR_OK)
        e = options_insert(db, version_id, doc);
    return e;
}

/* ---- reading: an organisation that was brought in came with rows that others wrote, so numbers
 * are not believed: what has no place is left out, and what then is not whole is refused ---- */

struct loader {
    struct db_conn *db;
    const void *ctx;
    int64_t version_id;
    struct sheet_doc *doc;
    struct sheet_section *sections;
    struct sheet_item *items;
    int n_sections, n_items; /* there is room for */
};

static struct sheet_section *section_at(struct loader *l, int64_t no)
{
    return no < 1 || no > l->n_sections ? NULL : &l->sections[no - 1];
}

static struct sheet_item *item_at(struct loader *l, int64_t no)
{
    return no < 1 || no > l->n_items ? NULL : &l->items[no - 1];
}

static const char *copy(struct loader *l, struct db_query *q, int col)
{
    return mem_strdup(l->ctx, db_text(q, col, NULL));
}

/* Hands each row of a statement about the version to `take`. */
static enum err each_row(
    struct loader *l, const char *sql, void (*take)(struct loader *l, struct db_query *q))
{
    DB_QUERY *q = db_query(l->db, sql);
    db_bind_int(q, l->version_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        take(l, q);
    return e;
}

/* A text of the current row; `lang_col` and the text's column are given. */
static void text_take(
    struct loader *l, struct sheet_texts *texts, struct db_query *q, int lang_col, int text_col)
{
    int lang = sheet_language(l->doc, db_text(q, lang_col, NULL));
    if (lang < 0)
        return;
    if (texts->of == NULL)
        texts->of = mem_array(l->ctx, const char *, l->doc->n_languages);
    ((const char **)texts->of)[lang] = copy(l, q, text_col);
}

static struct sheet_strings strings_load(struct loader *l, const char *json)
{
    struct sheet_strings list = {NULL, 0};
    json_t *array = json == NULL ? NULL : json_loads(json, 0, NULL);
    list = sheet_strings_read(l->ctx, array);
    json_decref(array);
    return list;
}

static void head_row(struct loader *l, struct db_query *q)
{
    for (size_t i = 0; i < sizeof head_texts / sizeof head_texts[0]; i++) {
        if (strcmp(db_text(q, 0, NULL), head_texts[i].kind) == 0)
            text_take(l, head_text(l->doc, i), q, 1, 2);
    }
}

static enum err head_load(struct loader *l)
{
    static const char sql[] = "SELECT kind, lang, text FROM sheet_text"
                              " WHERE org_id IN (0, :org) AND version_id = ?";
    return each_row(l, sql, head_row);
}

static void sections_row(struct loader *l, struct db_query *q)
{
    struct sheet_section *s = section_at(l, db_int(q, 0));
    if (s == NULL)
        return;
    s->key = copy(l, q, 1);
    s->parent_no = (int)db_int(q, 2);
}

static enum err sections_load(struct loader *l)
{
    static const char sql[] = "SELECT no, key, parent_no FROM sheet_section"
                              " WHERE org_id IN (0, :org) AND version_id = ? ORDER BY no";
    return each_row(l, sql, sections_row);
}

static void section_texts_row(struct loader *l, struct db_query *q)
{
    struct sheet_section *s = section_at(l, db_int(q, 0));
    const char *kind = db_text(q, 1, NULL);
    if (s == NULL)
        return;
    if (strcmp(kind, "name") == 0)
        text_take(l, &s->name, q, 2, 3);
    else if (strcmp(kind, "short") == 0)
        text_take(l, &s->short_name, q, 2, 3);
    else
        text_take(l, &s->explains, q, 2, 3);
}

static enum err section_texts_load(struct loader *l)
{
    static const char sql[] = "SELECT section_no, kind, lang, text FROM section_text"
                              " WHERE org_id IN (0, :org) AND version_id = ?";
    return each_row(l, sql, section_texts_row);
}

static void applies_load(struct loader *l, struct sheet_item *item, const char *json)
{
    json_t *object = json == NULL ? NULL : json_loads(json, 0, NULL);
    sheet_applies_read(l->ctx, l->doc, object, &item->applies);
    json_decref(object);
}

static void item_row(struct loader *l, struct db_query *q, struct sheet_item *item)
{
    item->key = copy(l, q, 1);
    item->section_no = (int)db_int(q, 2);
    sheet_scale_parse(db_text(q, 3, NULL), &item->scale);
    item->weight = (int)db_int(q, 4);
    item->required = db_int(q, 5) != 0;
    item->directives = strings_load(l, db_text(q, 6, NULL));
    item->practices = strings_load(l, db_text(q, 7, NULL));
    applies_load(l, item, db_text(q, 8, NULL));
    item->has_min = !db_is_null(q, 9);
    item->number_min = db_num(q, 9);
    item->has_max = !db_is_null(q, 10);
    item->number_max = db_num(q, 10);
    item->scored = db_int(q, 11) != 0;
}

static void item_counted(struct loader *l, struct db_query *q)
{
    struct sheet_item *item = item_at(l, db_int(q, 0));
    if (item == NULL)
        return;
    item_row(l, q, item);
    l->doc->n_items++; /* conditions find the items that stand before */
}

static enum err items_load(struct loader *l)
{
    static const char sql[] =
        "SELECT no, key, section_no, scale, weight, required, directives, practices, applies,"
        " number_min, number_max, scored FROM item"
        " WHERE org_id IN (0, :org) AND version_id = ? ORDER BY no";
    return each_row(l, sql, item_counted);
}

/* From 1; 0: there is no room for it. */
static size_t number_behind(const char *kind, const char *word, size_t most)
{
    size_t no = strtoul(kind + strlen(word), NULL, 10);
    return no > most ? 0 : no;
}

static void numbered_take(
    struct loader *l, struct sheet_texts *texts, size_t no, struct db_query *q)
{
    if (no > 0)
        text_take(l, &texts[no - 1], q, 2, 3);
}

static void evidence_take(struct loader *l, struct sheet_item *item, size_t no, struct db_query *q)
{
    if (item->evidence == NULL)
        item->evidence = mem_array(l->ctx, struct sheet_texts, EVIDENCE_MAX);
    item->n_evidence = no > item->n_evidence ? no : item->n_evidence;
    numbered_take(l, (struct sheet_texts *)item->evidence, no, q);
}

static void item_text_row(struct loader *l, struct db_query *q)
{
    struct sheet_item *item = item_at(l, db_int(q, 0));
    const char *kind = db_text(q, 1, NULL);
    if (item == NULL)
        return;
    if (strcmp(kind, "text") == 0)
        text_take(l, &item->text, q, 2, 3);
    else if (strcmp(kind, "hint") == 0)
        text_take(l, &item->hint, q, 2, 3);
    else if (strncmp(kind, "level", 5) == 0)
        numbered_take(l, item->levels, number_behind(kind, "level", SHEET_LEVELS), q);
    else if (strncmp(kind, "criterion", 9) == 0)
        numbered_take(l, item->criteria, number_behind(kind, "criterion", SHEET_LEVELS), q);
    else if (strncmp(kind, "evidence", 8) == 0)
        evidence_take(l, item, number_behind(kind, "evidence", EVIDENCE_MAX), q);
}

static enum err item_texts_load(struct loader *l)
{
    static const char sql[] = "SELECT item_no, kind, lang, text FROM item_text"
                              " WHERE org_id IN (0, :org) AND version_id = ?";
    return each_row(l, sql, item_text_row);
}

/* Options come in order, so that those of one item stand together. */
static void options_row(struct loader *l, struct db_query *q)
{
    struct sheet_item *item = item_at(l, db_int(q, 0));
    if (item == NULL)
        return;
    size_t n = item->n_options++;
    struct sheet_option *options =
        mem_grow(l->ctx, (struct sheet_option *)item->options, struct sheet_option, n + 1);
    options[n] = (struct sheet_option){.key = copy(l, q, 1),
        .has_points = !db_is_null(q, 2),
        .points = (int)db_int(q, 2),
        .right = db_int(q, 3) != 0};
    item->options = options;
}

static enum err options_load(struct loader *l)
{
    static const char sql[] = "SELECT item_no, key, points, is_right FROM item_option"
                              " WHERE org_id IN (0, :org) AND version_id = ? ORDER BY item_no, no";
    return each_row(l, sql, options_row);
}

static void option_texts_row(struct loader *l, struct db_query *q)
{
    const struct sheet_item *item = item_at(l, db_int(q, 0));
    int64_t no = db_int(q, 1);
    if (item == NULL || no < 1 || no > (int64_t)item->n_options)
        return;
    struct sheet_option *o = (struct sheet_option *)&item->options[no - 1];
    bool is_text = strcmp(db_text(q, 2, NULL), "text") == 0;
    text_take(l, is_text ? &o->text : &o->why, q, 3, 4);
}

static enum err option_texts_load(struct loader *l)
{
    static const char sql[] = "SELECT item_no, option_no, kind, lang, text FROM option_text"
                              " WHERE org_id IN (0, :org) AND version_id = ?";
    return each_row(l, sql, option_texts_row);
}

static void total_load(struct loader *l, const char *json)
{
    json_t *object = json == NULL ? NULL : json_loads(json, 0, NULL);
    sheet_total_read(l->ctx, l->doc, object);
    json_decref(object);
}

/* A section's way up ends. */
static bool ends_above(const struct loader *l, int section)
{
    int steps = 0;
    while (section > 0 && section <= l->n_sections && steps++ < l->n_sections)
        section = l->sections[section - 1].parent_no;
    return section == 0;
}

static bool is_whole(const struct loader *l, const struct sheet_version *version)
{
    if (l->n_sections != version->n_sections || l->n_items != version->n_items)
        return false;
    for (int i = 0; i < l->n_sections; i++)
        if (l->sections[i].key == NULL || !ends_above(l, i + 1))
            return false;
    for (int i = 0; i < l->n_items; i++)
        if (l->items[i].key == NULL || l->items[i].section_no < 1 ||
            l->items[i].section_no > l->n_sections)
            return false;
    return true;
}

static int room(int n, int most)
{
    return n < 0 || n > most ? 0 : n;
}

static struct loader loader_of(
    struct db_conn *db, const void *ctx, const struct sheet_version *version)
{
    struct sheet_doc *doc = mem_new(ctx, struct sheet_doc);
    int n_sections = room(version->n_sections, LIMIT_SHEET_ITEMS);
    int n_items = room(version->n_items, LIMIT_SHEET_ITEMS);
    struct loader l = {.db = db,
        .ctx = doc,
        .version_id = version->id,
        .doc = doc,
        .sections = mem_array(doc, struct sheet_section, n_sections),
        .items = mem_array(doc, struct sheet_item, n_items),
        .n_sections = n_sections,
        .n_items = n_items};
    struct sheet_strings languages = strings_load(&l, version->languages);
    *doc = (struct sheet_doc){.key = mem_strdup(doc, version->sheet_key),
        .label = mem_strdup(doc, version->label),
        .publisher = mem_strdup(doc, version->publisher),
        .licence = mem_strdup(doc, version->licence),
        .source = mem_strdup(doc, version->source),
        .wording = mem_strdup(doc, version->wording),
        .languages = languages.of,
        .n_languages = languages.n,
        .score_min = version->score_min,
        .score_max = version->score_max,
        .sections = l.sections,
        .n_sections = n_sections,
        .items = l.items};
    total_load(&l, version->total);
    return l;
}

static enum err load(struct loader *l, const struct sheet_version *version,
    enum err (*const *parts)(struct loader *), size_t n, const struct sheet_doc **ret_doc)
{
    for (size_t i = 0; i < n; i++) {
        enum err e = parts[i](l);
        if (e != ERR_OK)
            return e;
    }
    if (!is_whole(l, version))
        return ERR_INTERNAL;
    *ret_doc = l->doc;
    return ERR_OK;
}

enum err sheet_store_doc(struct db_conn *db, const void *ctx, const struct sheet_version *version,
    const struct sheet_doc **ret_doc)
{
    static enum err (*const parts[])(struct loader *) = {head_load, sections_load,
        section_texts_load, items_load, item_texts_load, options_load, option_texts_load};
    struct loader l = loader_of(db, ctx, version);
    return load(&l, version, parts, sizeof parts / sizeof parts[0], ret_doc);
}

enum err sheet_store_rules(struct db_conn *db, const void *ctx, const struct sheet_version *version,
    const struct sheet_doc **ret_doc)
{
    static enum err (*const parts[])(struct loader *) = {sections_load, items_load, options_load};
    struct loader l = loader_of(db, ctx, version);
    return load(&l, version, parts, sizeof parts / sizeof parts[0], ret_doc);
}
