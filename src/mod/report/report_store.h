/* Inside the module: all SQL of reports beside the register's own. */
#ifndef KANAME_MOD_REPORT_REPORT_STORE_H
#define KANAME_MOD_REPORT_REPORT_STORE_H

#include "mod/report/report_issue.h"

/* Name and post of an account's person, else of the account; "" for the system. Under c. */
enum err report_store_person(struct call *c, int64_t account_id, struct report_person *ret_person);
/* The same of whoever made the issue; of one that was drafted by a schedule, who is in charge of
 * it.
 */
enum err report_store_author(struct call *c, int64_t issue_id, struct report_person *ret_person);

/* All words of an issue, by section and language. */
enum err report_store_said(
    struct call *c, int64_t issue_id, struct report_said **ret_said, size_t *ret_n);
/* Writes version seen + 1; ERR_STALE when the stored version is not `seen` (0: there is none). */
enum err report_store_say(struct call *c, int64_t issue_id, const struct report_said *said);

/* The frozen document as it was stored; ERR_NOT_FOUND. */
enum err report_store_document(struct call *c, int64_t issue_id, const char **ret_text);
enum err report_store_freeze(struct call *c, int64_t issue_id, const char *text);
/* Ids of the issues on a case, deleted ones too, behind `after`. */
enum err report_store_of_case(
    struct call *c, const char *incident, int64_t after, int most, int64_t *ret_ids, size_t *ret_n);
/* The newest approved document of the issue's type beside its own, of a report on a case one on
 * the same; ERR_NOT_FOUND. */
enum err report_store_last(struct call *c, const struct report_issue *issue, const char **ret_text);

/* The sections of an own type as JSON text, whatever has become of it: of the one with that id, and
 * of the one an issue is of. ERR_NOT_FOUND. */
enum err report_store_type(
    struct call *c, int64_t type_id, const char **ret_sections, bool *ret_active);
enum err report_store_issue_type(
    struct call *c, int64_t issue_id, int64_t *ret_type_id, const char **ret_sections);

/* The file made of an issue's document; ERR_NOT_FOUND: none with this digest. */
enum err report_store_file(struct call *c, int64_t issue_id, const char *form, const char *lang,
    const char *digest, int64_t *ret_file_id);
/* Puts a file in place of another; *ret_old: that one, 0: there was none. */
enum err report_store_file_set(struct call *c, int64_t issue_id, const char *form, const char *lang,
    const char *digest, int64_t file_id, int64_t *ret_old);
/* Their ids under c; no row of them is left. */
enum err report_store_files_take(
    struct call *c, int64_t issue_id, int64_t **ret_file_ids, size_t *ret_n);

#endif
