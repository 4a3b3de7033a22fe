/* References that one long piece of work asks for again and again: the unit of every row of a file.
 */
#include "kernel/register/register_private.h"

#include "base/mem.h"
#include "kernel/register/register_store.h"
#include "kernel/unit/unit_tree.h"

#include <glib.h>

enum { REFS_MOST = 1000 }; /* of each kind: what is kept must not grow with the file */

struct kept_ref {
    int64_t id;
    json_t *shown;
};

struct reg_refs {
    const struct reg_def *except;
    GHashTable *refs;  /* table and text → struct kept_ref */
    GHashTable *paths; /* id of a unit → its path */
};

static int drop_shown(struct kept_ref *kept)
{
    json_decref(kept->shown);
    return 0;
}

static int destroy(struct reg_refs *refs)
{
    g_hash_table_destroy(refs->refs);
    g_hash_table_destroy(refs->paths);
    return 0;
}

struct reg_refs *reg_refs_new(const void *ctx, const struct reg_def *except)
{
    struct reg_refs *refs = mem_new(ctx, struct reg_refs);
    refs->except = except;
    refs->refs = g_hash_table_new(g_str_hash, g_str_equal);
    refs->paths = g_hash_table_new(g_int64_hash, g_int64_equal);
    talloc_set_destructor(refs, destroy);
    return refs;
}

static enum err look_up(struct call *c, const struct reg_def *def, const char *text,
    const char *name, struct kept_ref **ret_kept)
{
    struct kept_ref found = {0};
    enum err e = reg_store_ref(c, def, text, &found.id, &found.shown);
    if (e != ERR_OK)
        return e;
    struct reg_refs *refs = c->refs;
    bool keep = g_hash_table_size(refs->refs) < REFS_MOST;
    struct kept_ref *kept = mem_new(keep ? (void *)refs : (void *)c, struct kept_ref);
    *kept = found;
    talloc_set_destructor(kept, drop_shown);
    if (keep)
        g_hash_table_insert(refs->refs, mem_strdup(kept, name), kept);
    *ret_kept = kept;
    return ERR_OK;
}

enum err reg_ref_look_up(struct call *c, const struct reg_def *def, const char *text,
    int64_t *ret_id, json_t **ret_shown)
{
    if (c->refs == NULL || c->refs->except == def)
        return reg_store_ref(c, def, text, ret_id, ret_shown);
    const char *name = mem_printf(c, "%s %s", def->table, text);
    struct kept_ref *kept = g_hash_table_lookup(c->refs->refs, name);
    enum err e = kept != NULL ? ERR_OK : look_up(c, def, text, name, &kept);
    if (e != ERR_OK)
        return e;
    *ret_id = kept->id;
    if (ret_shown != NULL)
        *ret_shown = json_copy(kept->shown);
    return ERR_OK;
}

struct kept_path {
    int64_t unit_id;
    const char *path;
};

enum err reg_ref_unit_path(struct call *c, int64_t unit_id, const char **ret_path)
{
    struct reg_refs *refs = c->refs;
    const struct kept_path *kept = refs == NULL ? NULL : g_hash_table_lookup(refs->paths, &unit_id);
    if (kept != NULL) {
        *ret_path = kept->path;
        return ERR_OK;
    }
    const char *path = NULL;
    enum err e = unit_tree_path(c, unit_id, &path);
    if (e != ERR_OK)
        return e;
    if (refs != NULL && g_hash_table_size(refs->paths) < REFS_MOST) {
        struct kept_path *new = mem_new(refs, struct kept_path);
        *new = (struct kept_path){unit_id, mem_strdup(new, path)};
        g_hash_table_insert(refs->paths, &new->unit_id, new);
    }
    *ret_path = path;
    return ERR_OK;
}
