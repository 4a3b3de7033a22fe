#include "mod/report/report_site_rules.h"

#include "base/mem.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"

#include <inttypes.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* ---- tables ---- */

enum how { AS_IT_IS, WHO, CHOICE };

struct column {
    const char *key, *label, *kind;
    double width;
    enum how how;
    const char *set; /* of a choice */
};

enum { COLUMNS = 10 };

struct table {
    const char *section;
    const char *empty; /* message */
    struct column columns[COLUMNS];
};

static const struct table tables[] = {
    {"sites_state", "report.site.none",
        {{"number", "reg.number", "text", 1, AS_IT_IS, NULL},
            {"name", "reg.site.name", "text", 1.7, AS_IT_IS, NULL},
            {"country", "reg.site.country", "text", 0.8, AS_IT_IS, NULL},
            {"officer", "reg.site.officer", "text", 1.2, WHO, NULL},
            {"security_state", "reg.site.security_state", "text", 1, CHOICE, "site_state"},
            {"asked_on", "report.site.asked_on", "date", 1, AS_IT_IS, NULL},
            {"answered_on", "report.site.answered_on", "date", 1, AS_IT_IS, NULL},
            {"audited_on", "report.site.audited_on", "date", 1, AS_IT_IS, NULL},
            {"open", "report.site.open", "number", 0.8, AS_IT_IS, NULL},
            {"late", "report.site.late", "number", 0.8, AS_IT_IS, NULL}}},
    {"sites_lists", "report.site.lists.none",
        {{"campaign", "reg.site_audit.campaign", "text", 1.1, AS_IT_IS, NULL},
            {"site", "reg.site", "text", 2, AS_IT_IS, NULL},
            {"asked_on", "report.site.asked_on", "date", 1.1, AS_IT_IS, NULL},
            {"due", "reg.site_check_list.answer_by", "date", 1.1, AS_IT_IS, NULL},
            {"answered_on", "report.site.answered_on", "date", 1.1, AS_IT_IS, NULL}}},
    {"sites_audits", "report.site.audits.none",
        {{"number", "reg.number", "text", 1, AS_IT_IS, NULL},
            {"name", "reg.site_audit.name", "text", 2.2, AS_IT_IS, NULL},
            {"held_on", "reg.site_audit.held_on", "date", 1.1, AS_IT_IS, NULL},
            {"auditor", "reg.site_audit.auditor", "text", 1.2, WHO, NULL},
            {"way", "reg.site_audit.way", "text", 1.1, CHOICE, "site_audit_way"},
            {"answers", "reg.site_audit.answers", "number", 0.8, AS_IT_IS, NULL},
            {"sampled", "reg.site_audit.sampled", "number", 0.8, AS_IT_IS, NULL},
            {"agreed", "enum.site_audit_result.agree", "number", 0.7, AS_IT_IS, NULL},
            {"differed", "enum.site_audit_result.differ", "number", 0.8, AS_IT_IS, NULL},
            {"state", "reg.site_audit.state", "text", 0.8, CHOICE, "site_audit_state"}}},
    {"sites_differ", "report.site.differ.none",
        {{"finding", "reg.site_audit_answer.finding", "text", 1.1, AS_IT_IS, NULL},
            {"site", "reg.site", "text", 1.3, AS_IT_IS, NULL},
            {"question", "reg.site_audit_answer.name", "text", 2.4, AS_IT_IS, NULL},
            {"answer", "reg.site_audit_answer.answer", "text", 1.1, AS_IT_IS, NULL},
            {"seen", "reg.site_audit_answer.evidence_seen", "text", 1.8, AS_IT_IS, NULL},
            {"note", "reg.site_audit_answer.note", "text", 2, AS_IT_IS, NULL},
            {"severity", "reg.site_audit_answer.severity", "text", 0.8, CHOICE,
                "finding_severity"}}},
    {"sites_corrections", "report.site.corrections.none",
        {{"number", "reg.number", "text", 1, AS_IT_IS, NULL},
            {"site", "reg.site", "text", 1.3, AS_IT_IS, NULL},
            {"title", "reg.audit_finding.title", "text", 2.4, AS_IT_IS, NULL},
            {"severity", "reg.audit_finding.severity", "text", 0.8, CHOICE, "finding_severity"},
            {"owner", "reg.audit_finding.owner", "text", 1.1, WHO, NULL},
            {"due", "reg.audit_finding.due", "date", 1, AS_IT_IS, NULL},
            {"days", "report.site.days", "number", 0.8, AS_IT_IS, NULL},
            {"state", "reg.audit_finding.state", "text", 1.1, CHOICE, "finding_state"},
            {"told", "report.site.told", "text", 1.2, CHOICE, "site_told"},
            {"verified_on", "report.site.verified_on", "date", 1, AS_IT_IS, NULL}}},
    {"sites_meetings", "report.site.meetings.none",
        {{"held_on", "reg.meeting.held_on", "date", 1, AS_IT_IS, NULL},
            {"meeting", "reg.site_attendance.meeting", "text", 1.7, WHO, NULL},
            {"name", "reg.site", "text", 1.3, AS_IT_IS, NULL},
            {"attendance", "reg.site_attendance.attendance", "text", 0.9, CHOICE,
                "site_attendance"},
            {"attendee", "reg.site_attendance.attendee", "text", 1.2, AS_IT_IS, NULL},
            {"compliance", "reg.site_attendance.compliance", "number", 0.9, AS_IT_IS, NULL},
            {"presented", "reg.site_attendance.presented", "text", 2.2, AS_IT_IS, NULL},
            {"award", "reg.site_attendance.award", "text", 1.2, AS_IT_IS, NULL}}},
    {"sites_follow", "report.site.follow.none",
        {{"number", "reg.number", "text", 1, AS_IT_IS, NULL},
            {"name", "reg.site", "text", 1.2, AS_IT_IS, NULL},
            {"kind", "reg.site_follow_up.kind", "text", 1.4, CHOICE, "site_follow_up"},
            {"reason", "reg.site_follow_up.reason", "text", 2.2, AS_IT_IS, NULL},
            {"owner", "reg.site_follow_up.owner", "text", 1.1, WHO, NULL},
            {"due", "reg.site_follow_up.due", "date", 1, AS_IT_IS, NULL},
            {"state", "reg.site_follow_up.state", "text", 0.9, CHOICE, "site_follow_state"},
            {"result", "reg.site_follow_up.result", "text", 2, AS_IT_IS, NULL},
            {"done_on", "reg.site_follow_up.done_on", "date", 1, AS_IT_IS, NULL}}},
};

static json_t *cell(const void *ctx, const json_t *record, const struct column *column)
{
    if (column->how == WHO)
        return draft_cell_person(record, column->key);
    if (column->how == CHOICE)
        return draft_cell_option(ctx, record, column->key, column->set);
    return draft_cell_copy(record, column->key);
}

static void add_table(const void *ctx, const struct table *t, const json_t *records, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message(t->empty));
    for (size_t k = 0; k < COLUMNS && t->columns[k].key != NULL; k++)
        draft_column(table, t->columns[k].label, t->columns[k].kind, t->columns[k].width);
    json_array_foreach(records, i, one)
    {
        /* by whichever the records say it: a list that waits, a site or a correction that is late
         */
        const json_t *late = json_object_get(one, "late");
        bool marked = json_is_true(late) || json_integer_value(late) > 0 ||
                      json_integer_value(json_object_get(one, "days")) > 0;
        json_t *cells = draft_row(table, marked ? "attention" : NULL);
        for (size_t k = 0; k < COLUMNS && t->columns[k].key != NULL; k++)
            json_array_append_new(cells, cell(ctx, one, &t->columns[k]));
    }
    if (json_array_size(records) < SITE_REPORT_ROWS)
        return;
    const struct draft_arg most = {.name = "most", .ja = mem_printf(ctx, "%d", SITE_REPORT_ROWS)};
    draft_paragraph(blocks, "small", draft_format(ctx, "report.section.most", &most, 1));
}

/* ---- the summary ---- */

static const char *number(const void *ctx, int64_t n)
{
    return mem_printf(ctx, "%" PRId64, n);
}

static void figure(const void *ctx, json_t *items, const char *label, int64_t n, int64_t whole)
{
    const struct draft_arg all = {.name = "all", .ja = number(ctx, whole)};
    json_t *one = draft_figure(items, label, "number", json_integer((json_int_t)n));
    if (whole >= 0)
        json_object_set_new(one, "note", draft_format(ctx, "report.site.of", &all, 1));
}

static void bar(json_t *items, const char *label, int64_t value, const char *tone)
{
    json_array_append_new(items, json_pack("{s:o, s:I, s:s}", "label", draft_message(label),
                                     "value", (json_int_t)value, "tone", tone));
}

static void summary(const void *ctx, const struct site_report *r, json_t *blocks)
{
    const struct draft_arg args[] = {
        {.name = "asked", .ja = number(ctx, r->asked)},
        {.name = "answered", .ja = number(ctx, r->answered)},
        {.name = "audits", .ja = number(ctx, r->audits)},
        {.name = "looked", .ja = number(ctx, r->agreed + r->differed)},
        {.name = "differed", .ja = number(ctx, r->differed)},
        {.name = "open", .ja = number(ctx, r->open)},
        {.name = "late", .ja = number(ctx, r->late)},
    };
    json_t *figures = json_array();
    json_t *bars = json_array();
    draft_paragraph(blocks, "lead",
        draft_format(
            ctx, r->sites == 0 ? "report.site.none" : "report.site.lead", args, COUNT(args)));
    figure(ctx, figures, "reg.sites", r->sites, -1);
    figure(ctx, figures, "report.site.answered", r->answered, r->asked);
    figure(ctx, figures, "report.site.differed", r->differed, r->agreed + r->differed);
    figure(ctx, figures, "report.site.late_figure", r->late, r->open);
    draft_figures(blocks, figures);
    bar(bars, "report.site.bar.verified", r->verified, "good");
    bar(bars, "report.site.bar.open", r->open - r->late, "progress");
    bar(bars, "report.site.bar.late", r->late, "bad");
    json_array_append_new(blocks, json_pack("{s:s, s:o, s:o, s:o}", "type", "bars", "caption",
                                      draft_message("report.site.bars"), "unit",
                                      draft_message("report.site.unit"), "items", bars));
    if (!r->complete)
        draft_paragraph(blocks, "small", draft_message("report.site.part"));
}

bool report_site_section(
    const void *ctx, const struct site_report *report, const char *section, json_t *blocks)
{
    const json_t *const records[] = {report->site_list, report->lists, report->audit_list,
        report->differences, report->corrections, report->meetings, report->follow_ups};
    if (strcmp(section, "sites_summary") == 0) {
        summary(ctx, report, blocks);
        return true;
    }
    for (size_t i = 0; i < COUNT(tables); i++) {
        if (strcmp(tables[i].section, section) != 0)
            continue;
        add_table(ctx, &tables[i], records[i], blocks);
        return true;
    }
    return false;
}
