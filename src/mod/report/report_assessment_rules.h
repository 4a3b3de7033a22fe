/* Inside the module: the sections of a report of type "assessment" from what is known of a
 * campaign. Pure: no database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_ASSESSMENT_RULES_H
#define KANAME_MOD_REPORT_REPORT_ASSESSMENT_RULES_H

#include "base/clock.h"
#include "mod/assessment/assessment.h"

/* The organisation's clarification of an item. */
struct report_supplement {
    int item_no;
    const json_t *texts;
};

/* A level claimed that records do not bear out. */
struct report_claim {
    size_t unit; /* index into the assessment's units */
    int item_no;
    int claimed;
    int supported;       /* 0: no level at all */
    const json_t *rules; /* of the item as in EvidenceItem, those that hold and those that do not */
};

struct build;

struct report_assessment_facts {
    const char *ja; /* that of the issue */
    const struct assessment *assessment;
    const struct report_claim *claims;
    size_t n_claims;
    size_t n_judged; /* claims that were held against records, `claims` among them */
    const struct hollow_mark *marks; /* sections that may be a matter of form */
    size_t n_marks;
    const json_t *measures; /* records as the API shows them, by due date */
    const struct report_supplement *supplements;
    size_t n_supplements;
    struct date today;                    /* on the organisation's clocks */
    const struct assessment_trend *trend; /* NULL: no years are told */
    const struct outside_score *outside;  /* by service, the oldest first */
    size_t n_outside;
};

/* Tells on the document's cover which units answered ("coverage"); under ctx, keeps the facts. */
struct build *report_assessment_begin(
    const void *ctx, const struct report_assessment_facts *facts, json_t *doc);

/* Appends what a section says to its blocks: "summary", "results", "units", "gaps", "measures",
 * "practices", "claims", "words" or "method". */
void report_assessment_write(struct build *b, const char *section, json_t *blocks);

#endif
