/* Inside the module: documents as files – made on the spot when small, by a job when large or
 * approved, and kept while the document has the same digest. */
#ifndef KANAME_MOD_REPORT_REPORT_FILE_H
#define KANAME_MOD_REPORT_REPORT_FILE_H

#include "kernel/job/job.h"
#include "mod/report/report.h"

enum { REPORT_DIRECT_CELLS = 50000 }; /* more of them are left to a job: seconds of work */

extern const struct job_kind report_job_kind;

/* Asks for all files of an issue that is being approved, inside its transaction. */
enum err report_files_ask(struct call *c, const struct reg_record *record);
/* Asks for one file of an issue's document as it is; inside a write transaction. */
enum err report_file_ask(
    struct call *c, const char *id, enum report_form form, const char *lang, struct uuid *ret_job);

/* For a draft that leaves for good; inside its transaction. */
enum err report_files_remove(struct call *c, int64_t issue_id);

/* Answers a request with the document in a form. Opens and ends its own transactions.
 * ERR_CONFLICT with detail report_large: it must be asked for first. */
enum err report_file_send(struct req *r, const char *id, enum report_form form, const char *lang);
/* The same with a document at hand; `row`: of its issue, 0: it belongs to none. */
enum err report_file_send_doc(
    struct req *r, int64_t row, const json_t *doc, enum report_form form, const char *lang);

#endif
