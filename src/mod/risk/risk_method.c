/* Which method an organisation values its risks by. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/kept.h"
#include "mod/risk/risk_method_store.h"
#include "mod/risk/risk_private.h"

#include <string.h>

static const char method_kept, ref_kept; /* their addresses are the keys */

enum err risk_choice_load(struct call *c, struct risk_choice *ret_choice)
{
    struct risk_choice choice = {0};
    enum err e = risk_method_store_choice(c, &choice.key, &choice.version, &choice.chosen_at_ms);
    if (e != ERR_OK)
        return e;
    if (choice.key == NULL)
        choice = (struct risk_choice){.key = RISK_METHOD_DEFAULT};
    *ret_choice = choice;
    return ERR_OK;
}

const char *risk_choice_ref(struct call *c, const struct risk_choice *choice)
{
    return choice->version == 0 ? choice->key
                                : mem_printf(c, "%s/%lld", choice->key, (long long)choice->version);
}

enum err risk_method_ref_now(struct call *c, const char **ret_ref)
{
    struct risk_choice choice;
    const char *ref = kept_of(c, &ref_kept);
    if (ref == NULL) {
        enum err e = risk_choice_load(c, &choice);
        if (e != ERR_OK)
            return e;
        ref = mem_strdup(kept_context(c), risk_choice_ref(c, &choice));
        kept_put(c, &ref_kept, ref);
    }
    *ret_ref = ref;
    return ERR_OK;
}

static enum err own_document(
    struct call *c, const void *ctx, const char *key, int64_t version, json_t **ret_json)
{
    const char *text = NULL;
    enum err e = risk_method_store_document(c, ctx, key, version, &text);
    if (e == ERR_OK && text == NULL)
        e = ERR_NOT_FOUND;
    return e != ERR_OK
               ? e
               : json_in_parse(ctx, text, strlen(text), JSON_IN_DEPTH, c->problem, ret_json);
}

enum err risk_method_document(
    struct call *c, const void *ctx, const char *key, int64_t version, json_t **ret_json)
{
    return version == 0 ? risk_method_load_json(ctx, key, c->problem, ret_json)
                        : own_document(c, ctx, key, version, ret_json);
}

static enum err find(struct call *c, const void *ctx, const char *key, int64_t version,
    const struct risk_method **ret_method)
{
    json_t *json = NULL;
    struct risk_method *method = mem_new(ctx, struct risk_method);
    enum err e = risk_method_document(c, ctx, key, version, &json);
    if (e == ERR_OK)
        e = risk_method_read(json, c->problem, method);
    if (e == ERR_OK)
        *ret_method = method;
    return e;
}

enum err risk_method_find(
    struct call *c, const char *key, int64_t version, const struct risk_method **ret_method)
{
    return find(c, c, key, version, ret_method);
}

enum err risk_method_now(struct call *c, const struct risk_method **ret_method)
{
    struct risk_choice choice;
    const struct risk_method *method = kept_of(c, &method_kept);
    if (method != NULL) {
        *ret_method = method;
        return ERR_OK;
    }
    enum err e = risk_choice_load(c, &choice);
    if (e == ERR_OK)
        e = find(c, kept_context(c), choice.key, choice.version, &method);
    if (e != ERR_OK)
        return e;
    kept_put(c, &method_kept, method);
    *ret_method = method;
    return ERR_OK;
}

const json_t *risk_band_names(struct call *c, const char *colour)
{
    const struct risk_method *method = NULL;
    enum risk_colour found = risk_colour_of(colour);
    if (found == RISK_COLOUR_MAX || risk_method_now(c, &method) != ERR_OK)
        return NULL;
    json_t *names = risk_colour_names(method, found);
    return names == NULL ? NULL : reg_keep(c, names);
}

enum err risk_importance_of(struct call *c, int64_t system_id, int64_t asset_id, int *ret_rank)
{
    const char *system = NULL, *asset = NULL;
    enum err e = ERR_OK;
    if (system_id != 0)
        e = risk_method_store_system(c, system_id, &system);
    if (e == ERR_OK && asset_id != 0)
        e = risk_method_store_asset(c, asset_id, &asset);
    if (e != ERR_OK)
        return e;
    int of_system = risk_importance_rank(system), of_asset = risk_importance_rank(asset);
    *ret_rank = of_system > of_asset ? of_system : of_asset;
    return ERR_OK;
}
