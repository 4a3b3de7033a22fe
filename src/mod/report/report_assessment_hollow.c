#include "mod/report/report_assessment_private.h"

#include "base/mem.h"
#include "mod/report/report_format_rules.h"

/* Sections that look perfect while nothing bears it out: a check may have become a matter of form.
 */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { NAMES_MOST = 6, MARKS_MOST = 20 };

static json_t *mark_units(const struct build *b, const struct hollow_mark *mark)
{
    struct draft_text names = draft_text_new(b->ctx);
    for (size_t i = 0; i < mark->n_units && i < NAMES_MOST; i++)
        build_name_append(&names, mark->units[i]->unit.title, mark->units[i]->name_en, i == 0);
    build_rest_append(b, &names, mark->n_units, NAMES_MOST);
    return draft_text_json(&names);
}

static struct draft_arg day_arg(const struct build *b, const char *name, const char *text)
{
    struct date day;
    if (!date_parse(text, &day))
        return (struct draft_arg){.name = name, .ja = text};
    return draft_day(b->ctx, b->facts->ja, name, day);
}

static json_t *mark_reason(const struct build *b, const struct hollow_mark *mark)
{
    if (mark->reason == HOLLOW_SILENT) {
        const char *ja = b->facts->ja;
        const struct draft_arg args[] = {draft_period(b->ctx, ja, "from", mark->periods[0]),
            draft_period(b->ctx, ja, "to", mark->periods[mark->n_periods - 1])};
        return draft_format(b->ctx, "report.assessment.hollow.silent", args, COUNT(args));
    }
    const struct hollow_record *r = mark->record;
    const char *number = r->number == NULL ? "" : mem_printf(b->ctx, "%s ", r->number);
    const struct draft_arg args[] = {
        {.name = "says", .ja = body_text(r->says, "ja"), .en = body_text(r->says, "en")},
        {.name = "record", .ja = mem_printf(b->ctx, "%s%s", number, r->title)},
        day_arg(b, "day", r->day)};
    return draft_format(b->ctx, "report.assessment.hollow.goes_on", args, COUNT(args));
}

static void mark_row(const struct build *b, json_t *table, const struct hollow_mark *mark)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, build_section_label(b, mark->section_no - 1, LABEL_FULL));
    json_array_append_new(cells, mark_reason(b, mark));
    json_array_append_new(cells, mark_units(b, mark));
    json_array_append_new(cells, mark->reason == HOLLOW_SILENT
                                     ? draft_message("report.assessment.hollow.look")
                                     : draft_texts(body_text(mark->record->remedy, "ja"),
                                           body_text(mark->record->remedy, "en")));
}

void build_hollow(const struct build *b, json_t *blocks)
{
    const struct report_assessment_facts *f = b->facts;
    if (f->n_marks == 0)
        return;
    json_t *table =
        draft_table(blocks, "report.assessment.hollow.table", "report.assessment.hollow.note");
    draft_column(table, "report.assessment.hollow.section", "text", 1.6);
    draft_column(table, "report.assessment.hollow.why", "text", 2.8);
    draft_column(table, "report.assessment.unit", "text", 1.5);
    draft_column(table, "report.assessment.hollow.remedy", "text", 2.4);
    for (size_t i = 0; i < f->n_marks && i < MARKS_MOST; i++)
        mark_row(b, table, &f->marks[i]);
    const struct draft_arg args[] = {{.name = "n", .ja = mem_printf(b->ctx, "%zu", f->n_marks)},
        {.name = "most", .ja = mem_printf(b->ctx, "%d", MARKS_MOST)}};
    if (f->n_marks > MARKS_MOST)
        draft_paragraph(blocks, "small",
            draft_format(b->ctx, "report.assessment.hollow.more", args, COUNT(args)));
}
