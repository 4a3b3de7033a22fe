/* Answers that may be a matter of form: hints about one response for whoever reviews it, and marks
 * of sections that look perfect while nothing bears it out (practice 6-1). */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_H

#include "kernel/app.h"
#include "kernel/hollow/hollow_mark_rules.h"
#include "kernel/sheet/campaign.h"

extern const struct module module_hollow;

/* ---- marks ---- */

struct hollow_unit {
    struct ref unit; /* title: its name when the campaign opened */
    const char *name_en, *path;
    struct uuid response_uid;
};

/* What goes on. */
struct hollow_record {
    const char *reg;            /* the register's name */
    const char *id;             /* UUID */
    const char *number, *title; /* number NULL: has none */
    const char *day;
    const json_t *says, *remedy; /* texts */
};

/* One section, and all units of which the same is true. */
struct hollow_mark {
    enum hollow_reason reason;
    int section_no;
    int *items; /* numbers of those with full marks that the record is about; none when silent */
    size_t n_items;
    const char *const *periods; /* the oldest first */
    size_t n_periods;
    const struct hollow_record *record;     /* NULL when silent */
    const struct hollow_unit *const *units; /* the head office first, then in the tree's order */
    size_t n_units;
};

struct hollow_ask {
    const char *const *paths; /* units below these are looked at */
    size_t n_paths;
    int64_t unit_id; /* only this one; 0: all */
    bool for_all;    /* for others to read too: no record that has readers of its own */
};

/* Marks of a campaign, by section, under c: as the caller may know of them. Records that the caller
 * may not see neither make a mark nor take one away. Counted responses only. `doc` is the
 * campaign's sheet. */
enum err hollow_marks(struct call *c, const struct campaign *campaign, const struct sheet_doc *doc,
    const struct hollow_ask *ask, struct hollow_mark **ret_marks, size_t *ret_n);

extern const struct shape SHAPE_HOLLOW_MARK;
enum { HOLLOW_UNITS_SHOWN = 50 }; /* of one mark in an answer; how many there are is said */
void hollow_marks_write(struct jw *w, const char *key, const struct sheet_doc *doc,
    const struct hollow_mark *marks, size_t n);

#endif
