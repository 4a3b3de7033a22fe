/* Inside the module only. */
#ifndef KANAME_MOD_DISCLOSURE_DISCLOSURE_PRIVATE_H
#define KANAME_MOD_DISCLOSURE_DISCLOSURE_PRIVATE_H

#include "mod/disclosure/disclosure.h"
#include "mod/disclosure/disclosure_leak_rules.h"

/* Who prepares what outsiders are told, and the management that agrees to it. */
extern const struct perm PERM_DISCLOSURE_READ, PERM_DISCLOSURE_WRITE, PERM_DISCLOSURE_AGREE;

/* ---- disclosure_check.c ---- */

/* A warning: where it stands, what was found, and why it may be published all the same. */
struct leak_warning {
    const char *pointer; /* "/stance", "/sections/pairs" */
    const char *place;   /* as people call it, in the caller's language */
    struct leak leak;
    const char *reason; /* NULL: nobody has given one */
};

struct leak_warnings {
    struct leak_warning *items;
    size_t n;
};

/* Of what a point would publish. `point`: as the API shows it. */
enum err disclosure_point_warnings(
    struct call *c, int64_t point_id, const json_t *point, struct leak_warnings *ret_warnings);
/* Of the texts of a statement's document. */
enum err disclosure_document_warnings(
    struct call *c, int64_t issue_id, const json_t *doc, struct leak_warnings *ret_warnings);
/* A bad field for each without a reason. */
enum err disclosure_refuse_open(struct call *c, const struct leak_warnings *warnings);

/* Whether a text stands in a document, in a section of the family. */
bool disclosure_has_text(const json_t *doc, const char *text);

/* ---- disclosure_store.c: all SQL ---- */

struct disclosure_reason {
    const char *kind, *found, *reason;
    const char *texts[4]; /* of the point that it is for; NULL: it is for the whole */
};

/* Reasons given for a point. */
enum err disclosure_store_point_reasons(
    struct call *c, int64_t point_id, struct disclosure_reason **ret_reasons, size_t *ret_n);
/* Reasons given for an issue, and those of agreed points with the texts that these publish. */
enum err disclosure_store_issue_reasons(
    struct call *c, int64_t issue_id, struct disclosure_reason **ret_reasons, size_t *ret_n);

/* Points that are agreed and in no publication yet: uid and stance. */
struct disclosure_agreed {
    struct uuid uid;
    const char *stance;
};
enum err disclosure_store_agreed(
    struct call *c, struct disclosure_agreed **ret_agreed, size_t *ret_n);

/* Names of people in the company, appended to *names. */
enum err disclosure_store_people(struct call *c, struct leak_name **names, size_t *n);

/* ---- disclosure_api.c ---- */

enum { DISCLOSURE_ROUTES = 3 };
extern const struct route disclosure_routes[DISCLOSURE_ROUTES];

#endif
