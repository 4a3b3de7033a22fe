/* SQL of an organisation's own methods and of its choice, and of what a risk's value takes from
 * other registers. */
#ifndef KANAME_MOD_RISK_RISK_METHOD_STORE_H
#define KANAME_MOD_RISK_RISK_METHOD_STORE_H

#include "kernel/call.h"

/* key NULL: nobody has chosen. */
enum err risk_method_store_choice(
    struct call *c, const char **ret_key, int64_t *ret_version, int64_t *ret_at_ms);

/* The document of a version as JSON text, under ctx; NULL: there is none. */
enum err risk_method_store_document(
    struct call *c, const void *ctx, const char *key, int64_t version, const char **ret_document);

/* The newest version of each own method, by key. */
struct risk_method_row {
    const char *key;
    int64_t version;
};
enum err risk_method_store_list(struct call *c, struct risk_method_row **ret_rows, size_t *ret_n);
/* How many versions of own methods there are. */
enum err risk_method_store_count(struct call *c, int64_t *ret_n);

/* Adds a version: its number. `document`: JSON text. In a write transaction. */
enum err risk_method_store_add(
    struct call *c, const char *key, const char *document, int64_t *ret_version);

enum err risk_method_store_choose(struct call *c, const char *key, int64_t version);

/* Their importance, a key of OPTIONS_IMPORTANCE under c; NULL: not told. */
enum err risk_method_store_system(struct call *c, int64_t system_id, const char **ret_importance);
enum err risk_method_store_asset(struct call *c, int64_t asset_id, const char **ret_importance);

#endif
