/* Sheets and their versions in the database. Reads see the organisation's own and the built-in
 * ones. All SQL of the sheet tables is in sheet_store.c and sheet_doc_store.c.
 *
 * A version is written once. Only sheet_store_add writes, to the connection's organisation; 0 is
 * the program itself. */
#ifndef KANAME_KERNEL_SHEET_SHEET_STORE_H
#define KANAME_KERNEL_SHEET_SHEET_STORE_H

#include "base/digest.h"
#include "kernel/db/db.h"
#include "kernel/sheet/sheet.h"

struct sheet_version {
    int64_t id;
    struct uuid uid;
    int64_t sheet_id;
    struct uuid sheet_uid;
    const char *sheet_key;
    bool built_in;
    int no; /* 1, 2, … within the sheet */
    const char *label;
    const char *publisher, *licence, *source; /* NULL: not given */
    const char *wording;
    const char *languages; /* JSON list */
    int score_min, score_max;
    const char *total; /* JSON; NULL: the sheet has none */
    int n_sections, n_items;
    bool branches;
    struct digest digest;
    int64_t created_at_ms;
    int64_t campaigns; /* that use the sheet, filled by sheet_store_uses */
    const char *names; /* JSON object of languages, filled by sheet_store_names */
};

/* ERR_NOT_FOUND. Texts under ctx. */
enum err sheet_store_version(
    struct db_conn *db, const void *ctx, const struct uuid *uid, struct sheet_version *ret_version);
enum err sheet_store_version_by_id(
    struct db_conn *db, const void *ctx, int64_t id, struct sheet_version *ret_version);

/* The newest version of every sheet, in order of key, built-in ones first. */
enum err sheet_store_newest(
    struct db_conn *db, const void *ctx, struct sheet_version **ret_versions, size_t *ret_n);
/* One page of them: at most `limit` + 1, so that a caller sees whether there are more. `after`
 * NULL: from the first. *ret_total: sheets altogether. */
enum err sheet_store_page(struct db_conn *db, const void *ctx, const struct sheet_version *after,
    int limit, struct sheet_version **ret_versions, size_t *ret_n, int64_t *ret_total);
/* Fills `campaigns` of newest versions: live campaigns of any version of their sheet. */
enum err sheet_store_uses(struct db_conn *db, struct sheet_version *versions, size_t n);
/* All versions of the sheet with this UUID, newest first. ERR_NOT_FOUND. */
enum err sheet_store_versions(struct db_conn *db, const void *ctx, const struct uuid *sheet,
    struct sheet_version **ret_versions, size_t *ret_n);
/* Fills `names` of versions that stand together in the order of the two lists above. */
enum err sheet_store_names(
    struct db_conn *db, const void *ctx, struct sheet_version *versions, size_t n);

/* Items, sections and texts of a version, under ctx. */
enum err sheet_store_doc(struct db_conn *db, const void *ctx, const struct sheet_version *version,
    const struct sheet_doc **ret_doc);

/* The same without any text: all that rules need, for the price of a few rows. */
enum err sheet_store_rules(struct db_conn *db, const void *ctx, const struct sheet_version *version,
    const struct sheet_doc **ret_doc);

/* Adds a sheet, or a version to the sheet with its key; when the newest version has the same
 * digest, nothing is written and that one is found. Inside a write transaction. `account_id` 0:
 * the program. */
enum err sheet_store_add(struct db_conn *db, const void *ctx, const struct sheet_doc *doc,
    int64_t now_ms, int64_t account_id, struct sheet_version *ret_version, bool *ret_added);
/* The rows of a version's content; by sheet_store_add. */
enum err sheet_store_add_doc(
    struct db_conn *db, const void *ctx, int64_t version_id, const struct sheet_doc *doc);

/* How many sheets the organisation has of its own, and versions one of them. */
enum err sheet_store_counts(
    struct db_conn *db, int64_t sheet_id, int64_t *ret_sheets, int64_t *ret_versions);

/* Whether a campaign, also a deleted one, holds the version. */
enum err sheet_store_used(struct db_conn *db, int64_t version_id, bool *ret_used);
/* Removes an unused version, and its sheet with the last one. Inside a write transaction. */
enum err sheet_store_remove(struct db_conn *db, const struct sheet_version *version);

#endif
