/* Inside mod/supplier only. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_PRIVATE_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_PRIVATE_H

#include "kernel/expiry/expiry.h"
#include "kernel/guest/respondent.h"
#include "mod/supplier/supplier.h"

extern const struct option_set OPTIONS_YES_NO, OPTIONS_SUPPLIER_RISK, OPTIONS_SUPPLIER_CONCERN,
    OPTIONS_SUPPLIER_GRADE, OPTIONS_SUPPLIER_PLAN;

/* Number of characters of a firm's name in the form in which names are compared: no longer than the
 * name itself can become by it. */
enum { SUPPLIER_MATCH_MAX = 1000 };

/* ---- supplier_reg.c ---- */

/* Fields that an approved review says (supplier_review.h), and that are its own from then on. */
enum { SUPPLIER_CONCLUSION = 5 };
extern const char *const supplier_conclusion[SUPPLIER_CONCLUSION];

/* Enters in a supplier's record what was decided elsewhere, whoever acts: the caller has asked for
 * the permission. An empty patch changes nothing. */
enum err supplier_set(struct call *c, const char *id, const json_t *patch);

/* ---- business_names.c: fields that list businesses ---- */

enum { BUSINESS_NAMES_MAX = 50 };
/* Names or numbers of businesses become names, each once; none: null. */
enum err business_names_check(struct call *c, const struct reg_record *record, const char *key);
bool business_names_changed(const struct reg_record *record, const char *key);
enum err business_names_ids(
    struct call *c, const json_t *names, int64_t ret_ids[BUSINESS_NAMES_MAX], size_t *ret_n);
/* struct reg_def: a cell that is the name of one, whatever marks are in it. */
json_t *business_names_word(struct call *c, const struct field *f, const char *text);

/* ---- supplier_store.c ---- */

/* The number (SP-…) of a live supplier with that corporate number, under c, but for the one with id
 * `but` (0: none is left out); NULL: there is none. */
enum err supplier_store_same_number(
    struct call *c, const char *corporate_number, int64_t but, const char **ret_number);

/* A business by its name or number: id and name, under c; *ret_id 0: there is none. */
enum err supplier_store_business(
    struct call *c, const char *text, int64_t *ret_id, const char **ret_name);

/* ERR_CONFLICT: live engagements or steps of the chain name the business. */
enum err supplier_store_unnamed(struct call *c, int64_t business_id);

/* What stops with an engagement: these businesses instead of those before. */
enum err supplier_store_set_stops(
    struct call *c, int64_t engagement_id, const int64_t *business_ids, size_t n);

/* The same for what a step of the chain serves. */
enum err supplier_store_set_serves(
    struct call *c, int64_t subcontract_id, const int64_t *business_ids, size_t n);

/* Writes a business's new name where engagements and steps of the chain name it; their versions go
 * up. */
enum err supplier_store_rename_business(
    struct call *c, int64_t business_id, const char *before, const char *after);

/* ---- supplier_respondent_store.c: who is asked by campaigns (struct respondent_kind) ---- */

enum err supplier_store_respondents(struct call *c, const struct respondent_choice *choice,
    int64_t after, int limit, struct respondent **ret_list, size_t *ret_n);
enum err supplier_store_certificates(struct call *c, int64_t supplier_id, const char *day,
    struct sheet_certificate **ret_certificates, size_t *ret_n);

/* ---- certificate_store.c ---- */

/* Certificates (struct expiry_subject). */
enum err supplier_store_expiring(struct call *c, const struct expiry_days *days, int64_t after,
    int limit, struct expiring **ret_list, size_t *ret_n);
/* Paths of units that outsource to a firm now, at most so many, under c. */
enum err supplier_store_clients(
    struct call *c, int64_t supplier_id, int most, const char ***ret_paths, size_t *ret_n);

#endif
