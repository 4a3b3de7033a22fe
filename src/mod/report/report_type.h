/* Inside the module: types of reports, built in and an organisation's own – ordered lists of
 * sections as data. */
#ifndef KANAME_MOD_REPORT_REPORT_TYPE_H
#define KANAME_MOD_REPORT_REPORT_TYPE_H

#include "mod/report/report_section.h"

#define REPORT_TYPE_OWN "own" /* of issues: a record of report-types says which */

#define REPORT_TYPE_DISCLOSURE "disclosure_statement" /* for outsiders */

#define REPORT_TYPE_INCIDENT "incident" /* one case; its issues are kept to the case's readers */

/* A section of a type. */
struct report_slot {
    const char *key;                      /* within the document; words are kept by it */
    const struct report_builder *builder; /* NULL: nothing but words */
    json_t *heading;                      /* texts */
    bool words;                           /* may people say something in it? */
};

/* A built-in type: keys of builders, in order; a section's key is that of its family there. */
struct report_builtin {
    const char *key;
    const char *const *builders; /* NULL-terminated */
};
extern const struct report_builtin REPORT_BUILTINS[];
extern const size_t N_REPORT_BUILTINS;

/* The sections of a built-in type, under ctx; none of a type that is not built in. */
struct report_slots report_type_builtin(const void *ctx, const char *type);

/* Those of an own type from its list (schema ReportTypeSection), which must outlive them. A heading
 * that is not given is the builder's own. */
struct report_slots report_type_own(const void *ctx, const json_t *sections);

/* Those of a document that stands, so that what is issued keeps its own. */
struct report_slots report_type_frozen(const void *ctx, const json_t *doc);

/* NULL: it has no such section. */
const struct report_slot *report_slot_of(const struct report_slots *slots, const char *key);

/* Needs of all its sections together. */
unsigned report_type_needs(const struct report_slots *slots);

/* Gives the sections of an own type their keys and tells of bad members. One that is nothing but
 * words keeps the key it had `before` (NULL: the type is new), a new one gets a key that none has
 * had in any `version`: what people wrote for another never comes up in it. */
void report_type_keys(struct call *c, json_t *sections, const json_t *before, int64_t version);

/* Those that a record names by its fields type and own_type, under c; *ret_active false: the own
 * type is not used any more, or deleted. */
enum err report_record_sections(struct call *c, const struct reg_record *record,
    struct report_slots *ret_sections, bool *ret_active);

extern const struct reg_def REG_REPORT_TYPES;
extern const struct shape SHAPE_REPORT_TYPE_SECTION;
extern const struct shape SHAPE_REPORT_DOCUMENT; /* any object: docs/admin/report-format.md */

#endif
