/* Inside the module: the sections that reports are made of. Each is a row of one table: what it
 * needs to be told and how it is drawn from live data. A report type, built in or an organisation's
 * own, is a list of them and nothing more (report_type.h). */
#ifndef KANAME_MOD_REPORT_REPORT_SECTION_H
#define KANAME_MOD_REPORT_REPORT_SECTION_H

#include "mod/report/report_issue.h"

enum {
    REPORT_NEEDS_CAMPAIGN = 1 << 0, /* the issue names one */
    REPORT_NEEDS_YEAR = 1 << 1,     /* it is about the issue's fiscal year */
    REPORT_NEEDS_CASE = 1 << 2,     /* the issue names a case of ours: in the built-in type alone */
};

/* What a section says of time: reports have days that they are about. */
enum report_tells {
    REPORT_TELLS_ITSELF, /* says it in its own words */
    REPORT_TELLS_STATE,  /* how things stand: as of the day it was drawn */
    REPORT_TELLS_DAYS,   /* what happened in the days of the report */
};

/* A document being drawn. What several sections share is read when the first asks for it. */
struct report_drawing {
    struct call *c;
    const struct report_issue *issue;
    json_t *doc;
    struct build *assessment;                         /* NULL: not read yet */
    const struct report_investment_facts *investment; /* NULL: not read yet */
    const struct site_report *sites;                  /* NULL: not read yet */
    const struct report_case_facts *incident;         /* NULL: not read yet */
};

struct report_builder {
    const char *key;     /* named by message "enum.report_section.<key>" */
    const char *family;  /* those that belong together: "enum.report_family.<family>" */
    const char *section; /* its key within the family */
    unsigned needs;
    bool marked; /* rows that are new or changed since the last issue are marked */
    enum report_tells tells;
    /* Appends its blocks. */
    enum err (*draw)(
        struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
};

extern const struct report_builder REPORT_BUILDERS[];
extern const size_t N_REPORT_BUILDERS;
extern const struct option_set OPTIONS_REPORT_SECTION, OPTIONS_REPORT_FAMILY;

/* NULL: there is none. */
const struct report_builder *report_builder_of(const char *key);

/* The families. */
enum err report_assessment_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_meeting_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_scorecard_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_investment_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* Lists of records. */
enum err report_ledger_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* What is counted: risks by value and unit, measures by state, losses of a year. */
enum err report_risk_map_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_risk_movement_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_risk_units_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_measures_state_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_loss_year_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_loss_gap_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* Exercises and training of the days, counted. */
enum err report_exercises_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_exercise_measures_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
enum err report_trainings_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* What a survey of suppliers has shown. */
enum err report_supplier_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* What was asked of sites, what audits of them found, and what became of it. */
enum err report_site_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* One case of ours. */
enum err report_case_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);
/* What outsiders are told. */
enum err report_disclosure_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks);

#endif
