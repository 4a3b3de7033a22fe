#include "kernel/mapping/mapping.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/mapping/mapping_store.h"
#include "kernel/sheet/catalog_doc.h"

#include <stdlib.h>
#include <string.h>

static bool is_of(const struct mapping *m, const char *sheet)
{
    return sheet == NULL || strcmp(m->from, sheet) == 0 || strcmp(m->to, sheet) == 0;
}

/* A file of the catalogue; a test has read it before (catalog_mapping_test.c). */
static enum err built_in_read(
    struct call *c, const struct asset *asset, const struct mapping **ret_mapping)
{
    json_t *json = NULL;
    const struct mapping *read = NULL;
    enum err e = catalog_doc_read(c, asset, &SHAPE_MAPPING_DOCUMENT, c->problem, &json);
    if (e == ERR_OK)
        e = mapping_read(c, json, c->problem, &read);
    if (e != ERR_OK)
        return e;
    struct mapping *m = mem_new(c, struct mapping);
    *m = *read;
    m->built_in = true;
    *ret_mapping = m;
    return ERR_OK;
}

/* What was valid when it was stored. */
static enum err row_read(
    struct call *c, const struct mapping_row *row, const struct mapping **ret_mapping)
{
    json_t *json = NULL;
    enum err e =
        json_in_parse(c, row->document, strlen(row->document), JSON_IN_DEPTH, c->problem, &json);
    return e == ERR_OK ? mapping_read(c, json, c->problem, ret_mapping) : e;
}

enum err mapping_list(
    struct call *c, const char *sheet, const struct mapping ***ret_list, size_t *ret_n)
{
    size_t n_files = 0;
    size_t n_rows = 0;
    size_t n = 0;
    struct mapping_row *rows = NULL;
    const struct asset *files = catalog_folder("catalog/mappings/", &n_files);
    enum err e = mapping_store_list(c, sheet, &rows, &n_rows);
    const struct mapping **list = mem_array(c, const struct mapping *, n_files + n_rows + 1);
    for (size_t i = 0; i < n_files && e == ERR_OK; i++) {
        e = built_in_read(c, &files[i], &list[n]);
        if (e == ERR_OK && is_of(list[n], sheet))
            n++;
    }
    for (size_t i = 0; i < n_rows && e == ERR_OK; i++)
        e = row_read(c, &rows[i], &list[n++]);
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

static const struct asset *built_in_asset(const void *ctx, const char *key)
{
    return strchr(key, '/') != NULL ? NULL
                                    : asset_find(mem_printf(ctx, "catalog/mappings/%s.json", key));
}

enum err mapping_find(struct call *c, const char *key, const struct mapping **ret_mapping)
{
    struct mapping_row row = {0};
    const struct asset *asset = built_in_asset(c, key);
    if (asset != NULL)
        return built_in_read(c, asset, ret_mapping);
    enum err e = mapping_store_find(c, key, &row);
    if (e == ERR_OK && row.id == 0)
        e = ERR_NOT_FOUND;
    return e == ERR_OK ? row_read(c, &row, ret_mapping) : e;
}

static void audit(struct call *c, const struct mapping *m, const struct mapping_row *row, bool new)
{
    json_t *after = json_pack("{s:s, s:s, s:s, s:s, s:I}", "key", m->key, "version", m->label,
        "from", m->from, "to", m->to, "pairs", (json_int_t)m->n_pairs);
    audit_add(c, &(struct audit_entry){.action = new ? "create" : "update",
                     .subject = "mapping",
                     .subject_id = row->id,
                     .subject_uid = &row->uid,
                     .after = after});
    json_decref(after);
}

static enum err room_check(struct call *c)
{
    int64_t n = 0;
    enum err e = mapping_store_count(c, &n);
    if (e == ERR_OK && n >= LIMIT_MAPPINGS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "mappings_many", LIMIT_MAPPINGS);
    return e;
}

enum err mapping_add(struct call *c, const struct mapping *m, bool *ret_added)
{
    struct mapping_row row = {0};
    if (built_in_asset(c, m->key) != NULL)
        return problem_set_arg(c->problem, ERR_CONFLICT, "mapping_built_in", m->key);
    enum err e = mapping_store_find(c, m->key, &row);
    if (e != ERR_OK)
        return e;
    bool is_new = row.id == 0;
    if (is_new)
        e = room_check(c);
    if (e != ERR_OK)
        return e;
    char *text = json_dumps(m->json, JSON_COMPACT | JSON_SORT_KEYS);
    struct digest digest = digest_of(text, strlen(text));
    bool same = !is_new && digest_equal(&digest, &row.digest);
    row.document = mem_strdup(c, text);
    row.digest = digest;
    free(text);
    if (!same)
        e = mapping_store_put(
            c, &(struct mapping_head){.key = m->key, .from = m->from, .to = m->to}, &row);
    if (e != ERR_OK)
        return e;
    if (!same)
        audit(c, m, &row, is_new);
    *ret_added = !same;
    return ERR_OK;
}
