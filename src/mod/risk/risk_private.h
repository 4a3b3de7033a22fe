/* Inside mod/risk only: what its registers, methods and views have in common. */
#ifndef KANAME_MOD_RISK_RISK_PRIVATE_H
#define KANAME_MOD_RISK_RISK_PRIVATE_H

#include "kernel/auth/perm.h"
#include "mod/risk/risk.h"
#include "mod/risk/risk_catalog.h"

extern const struct perm PERM_RISK_READ;    /* risks, threats, methods and views */
extern const struct perm PERM_RISK_WRITE;   /* risks of one's units */
extern const struct perm PERM_RISK_ACCEPT;  /* decides that a risk is borne as it is */
extern const struct perm PERM_RISK_METHOD;  /* methods, and which one is in force */
extern const struct perm PERM_THREAT_WRITE; /* threats are the whole organisation's */

extern const struct option_set OPTIONS_THREAT_GROUP, OPTIONS_RISK_STATE, OPTIONS_RISK_TREATMENT,
    OPTIONS_RISK_RETURN;

/* The step of an importance of OPTIONS_IMPORTANCE on a scale of three: high 3, middle 2, low 1; 0:
 * none. */
int risk_importance_rank(const char *key);

/* ---- threat_reg.c ---- */

struct known_threat {
    const char *key;   /* of OPTIONS_THREAT_KEY, whose word is its name */
    const char *group; /* of OPTIONS_THREAT_GROUP */
};
extern const struct known_threat KNOWN_THREATS[];
extern const size_t n_known_threats;

/* ---- risk_method_store.c ---- */

/* Which method is in force: a built-in one (version 0) or a version of an own one. */
struct risk_choice {
    const char *key;
    int64_t version;
    int64_t chosen_at_ms; /* 0: nobody has chosen */
};
enum err risk_choice_load(struct call *c, struct risk_choice *ret_choice);

/* What an acceptance keeps of the method it was given under: a built-in one's key, "KEY/VERSION" of
 * an own one; under c. Alike for the same method and for no other. */
const char *risk_choice_ref(struct call *c, const struct risk_choice *choice);
/* Of the method in force. Kept for the length of an import. */
enum err risk_method_ref_now(struct call *c, const char **ret_ref);

/* Its document, format "kaname-risk-method/1", under ctx. ERR_NOT_FOUND. */
enum err risk_method_document(
    struct call *c, const void *ctx, const char *key, int64_t version, json_t **ret_json);

/* A method with its texts, under c; version 0: a built-in one. ERR_NOT_FOUND. */
enum err risk_method_find(
    struct call *c, const char *key, int64_t version, const struct risk_method **ret_method);

/* The importance that the ledgers give, as risk_importance_rank: the higher of the system's and the
 * information's (0: none). */
enum err risk_importance_of(struct call *c, int64_t system_id, int64_t asset_id, int *ret_rank);

/* ---- risk_method_api.c ---- */

/* The version meant by its number, or (0) the newest; always 0 for a built-in one. Whether an asked
 * version is there is not looked at. ERR_NOT_FOUND: no method of that key. */
enum err risk_method_version_of(
    struct call *c, const char *key, int64_t asked, int64_t *ret_version);

/* Which method is meant, as every answer names it; the members are written into an open object. */
extern const struct shape SHAPE_RISK_METHOD_HEAD;
void risk_method_write_head(struct jw *w, const char *key, int64_t version);

/* ---- risk_view_api.c ---- */

/* Paths of units whose risks the caller reads, without overlap; `unit` (id or number): only what
 * lies in it, NULL: all. ERR_NOT_FOUND. */
enum err risk_paths(struct call *c, const char *unit, const char ***ret_paths, size_t *ret_n);

#endif
