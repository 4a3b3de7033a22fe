/* Inside the module: the four parts of the paper for a management meeting (figure 2-1.1 of the
 * practices) from what is known: attacks on us, measures with and without a budget (table 2-3.1),
 * damage at other firms (table 2-1.1), trends. The same form every time. Pure: no database, no
 * clock. */
#ifndef KANAME_MOD_REPORT_REPORT_MEETING_RULES_H
#define KANAME_MOD_REPORT_REPORT_MEETING_RULES_H

#include "base/clock.h"
#include "kernel/auth/sign_in_log.h"
#include "mod/loss/loss.h"
#include "mod/risk/risk.h"

enum {
    MEETING_MONTHS = 6,  /* of attacks: whole ones, up to the one before the meeting's */
    MEETING_COLUMNS = 8, /* as many months have a column of their own */
    MEETING_MONTHS_MAX = 24
};

/* Lists are of records as the API shows them. */
struct report_meeting_facts {
    const char *ja;                          /* that of the issue */
    struct date day;                         /* of the meeting; today where none is set */
    struct date_span days;                   /* when measures ended and cases became known */
    struct date month;                       /* the first month told of attacks */
    int n_months;                            /* at most MEETING_MONTHS_MAX */
    const json_t *attacks;                   /* of the months told */
    struct sign_in_counts log_ins;           /* out of the ordinary, within the two days */
    struct date log_ins_from, log_ins_until; /* both counted */
    bool log_ins_gone;                       /* none of their log is kept any more */
    const json_t *decisions;                 /* of earlier meetings, not done yet */
    const json_t *approved;                  /* measures with a budget */
    const json_t *unapproved;                /* measures without */
    const struct loss_avoided_run *avoided;  /* what is lost without measures; NULL: unknown */
    const char *zone;                        /* of the organisation's clocks */
    const json_t *cases;              /* judged ones, each with the "measures" it is linked with */
    int64_t undecided;                /* cases that nobody has judged */
    const json_t *risks;              /* those worth most, the highest first */
    const struct risk_method *method; /* by which they are valued */
    const struct threat *threats;
    size_t n_threats;
    const struct threat_list *year;   /* of the list told; NULL: there is none */
    const struct threat_list *before; /* of the year before; NULL: there is none */
};

/* "2026-06" under ctx: so many months after (below 0: before) the day's. */
const char *report_meeting_month(const void *ctx, struct date day, int after);

/* Sets the days and months that are told: `covered` is what the issue is about (NULL: nothing but
 * its fiscal year `year`), `day` the meeting's, else today. */
void report_meeting_days(const struct date_span *covered, struct date_span year, struct date day,
    struct report_meeting_facts *facts);

/* Did a case happen, or become known to us, in the days? */
bool report_meeting_case_in(const json_t *record, struct date_span days, const char *zone);

/* Appends what a section says to its blocks: "attacks", "measures", "cases" or "trends". Facts of
 * the other sections need not be there. */
void report_meeting_write(
    const void *ctx, const struct report_meeting_facts *facts, const char *section, json_t *blocks);

#endif
