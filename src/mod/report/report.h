/* Reports: issues of a report with their drafts, words, approval and files. An issue draws its
 * draft from live data until it is approved; then its document is frozen, and nothing that changes
 * later changes what was told. What the document holds is report_doc.h, how it looks
 * report_render.h. */
#ifndef KANAME_MOD_REPORT_REPORT_H
#define KANAME_MOD_REPORT_REPORT_H

#include "kernel/register/register.h"

extern const struct reg_def REG_REPORT_ISSUES;
extern const struct reg_def REG_REPORT_DECISIONS;
extern const struct reg_def REG_REPORT_SCHEDULES;
extern const struct module module_report, module_report_type;
extern const struct module module_report_schedule; /* drafts on a day, who is asked for words */
extern const struct module module_report_transfer; /* its tables, for who leaves */

/* The document of an issue (UUID or number), under c: the frozen one of an approved issue, else
 * the draft as data stands now. Inside the caller's transaction. ERR_NOT_FOUND; ERR_FORBIDDEN for
 * those who may not see the whole organisation. */
enum err report_issue_document(struct call *c, const char *id, json_t **ret_doc);

/* A draft of the assessment of a campaign (UUID or number) that belongs to no issue. */
enum err report_campaign_document(struct call *c, const char *campaign, json_t **ret_doc);

/* What a person says in a section, in one language; an empty text takes it away. `seen`: the
 * version the caller saw, 0: there was none. Inside the caller's write transaction; checks the
 * permission and adds the audit entry. ERR_NOT_FOUND: no such issue or section; ERR_CONFLICT: it
 * is approved; ERR_STALE: somebody else was quicker. */
enum err report_words_put(struct call *c, const char *id, const char *section, const char *lang,
    const char *text, int64_t seen, int64_t *ret_version);

/* The forms a document is given in. */
#define REPORT_FORM_LIST(X)     \
    X(REPORT_FORM_JSON, "json") \
    X(REPORT_FORM_HTML, "html") \
    X(REPORT_FORM_PDF, "pdf")   \
    X(REPORT_FORM_XLSX, "xlsx")

#define REPORT_FORM_ENUM(name, key) name,
enum report_form { REPORT_FORM_LIST(REPORT_FORM_ENUM) REPORT_FORM_MAX };
#undef REPORT_FORM_ENUM

const char *report_form_key(enum report_form form);
bool report_form_parse(const char *key, enum report_form *ret_form);
const char *report_form_media(enum report_form form);

/* Writes the document in a form to `fd`, an empty regular file open for reading and writing.
 * `lang` NULL: the document's default. Outside transactions: it takes up to seconds. */
enum err report_write(
    struct call *c, const json_t *doc, enum report_form form, const char *lang, int fd);

#endif
