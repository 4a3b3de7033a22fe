/* What outsiders are told of the company's security (practice 6-3): points, each a worry with the
 * stance told to it; the check that no text helps an attacker; and where statements were published.
 * Only fields that are marked leave the company, and only of points that have been agreed. */
#ifndef KANAME_MOD_DISCLOSURE_DISCLOSURE_H
#define KANAME_MOD_DISCLOSURE_DISCLOSURE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_DISCLOSURE_POINTS;
extern const struct reg_def REG_DISCLOSURE_EXCEPTIONS;
extern const struct reg_def REG_DISCLOSURE_PUBLICATIONS;
extern const struct module module_disclosure;

/* The family of sections of reports that are made of points, and what keys of its sections begin
 * with: a report with one is for outsiders. */
#define DISCLOSURE_FAMILY "disclosure_statement"
#define DISCLOSURE_PREFIX "disclosure_"

/* Whether a document is for outsiders. */
bool disclosure_is_outward(const json_t *doc);

/* What may be told of a point: NULL where a field is not marked or not written. In the
 * organisation's language, and in English where it has another. */
struct disclosure_told {
    const char *kind; /* "organisation", "pair", "appeal" */
    const char *worry, *worry_en, *stance, *stance_en;
};

/* Of all agreed points with a marked stance, by their age, under c. Whoever asks. */
enum err disclosure_told_all(struct call *c, struct disclosure_told **ret_told, size_t *ret_n);

/* Whether the caller may approve a statement at one press. ERR_FORBIDDEN. */
enum err disclosure_may_approve(struct call *c);

/* For the approval of a statement: adds a bad field for each open warning in its document, which
 * nobody has given a reason for. ERR_INVALID when there is one. */
enum err disclosure_document_check(struct call *c, int64_t issue_id, const json_t *doc);

#endif
