/* Inside the module: makes a report document (report_doc.h) as JSON. Pure: no database, no clock.
 * Values returned are new references. */
#ifndef KANAME_MOD_REPORT_REPORT_DRAFT_RULES_H
#define KANAME_MOD_REPORT_REPORT_DRAFT_RULES_H

#include "mod/report/report_issue.h"

/* Texts { "ja", "en" }; NULL or "": not in that language. */
json_t *draft_texts(const char *ja, const char *en);
/* A message in both languages. */
json_t *draft_message(const char *id);

/* A placeholder's value in each language; `en` NULL: the same in both. */
struct draft_arg {
    const char *name;
    const char *ja;
    const char *en;
};
/* A day, or what a period is called, as a placeholder's value or as texts. `ja`: that of the issue.
 */
struct draft_arg draft_day_long(const void *ctx, const char *ja, const char *name, struct date day);
struct draft_arg draft_day(const void *ctx, const char *ja, const char *name, struct date day);
struct draft_arg draft_period(
    const void *ctx, const char *ja, const char *name, const char *period);
json_t *draft_format(const void *ctx, const char *id, const struct draft_arg *args, size_t n);

/* Sentences one after the other in both languages. */
struct draft_text {
    struct buf *ja, *en;
};
struct draft_text draft_text_new(const void *ctx);
void draft_append(struct draft_text *t, const char *id, const struct draft_arg *args, size_t n);
json_t *draft_text_json(const struct draft_text *t);

/* Blocks, appended to `blocks`. The texts' references are taken over. */
void draft_paragraph(json_t *blocks, const char *style, json_t *texts);
/* A table without rows and columns; the new block is borrowed from `blocks`. `caption` and
 * `note`: message ids, NULL: none. */
json_t *draft_table(json_t *blocks, const char *caption, const char *note);
void draft_column(json_t *table, const char *label, const char *kind, double width);
/* The last column has whole levels (0) or tenths (1); differences carry a sign. */
void draft_column_level(json_t *table, const char *label, double width, int digits, bool sign);
/* Numbers with one place after the point. */
void draft_column_tenths(json_t *table, const char *label, double width);
/* A row with its cells to fill (borrowed); `emphasis` NULL: none. */
json_t *draft_row(json_t *table, const char *emphasis);
/* A cell of kind state. */
json_t *draft_state(const char *message, const char *tone);

/* A key figure, appended to `items`; borrowed from there. The value's reference is taken over. */
json_t *draft_figure(json_t *items, const char *label, const char *kind, json_t *value);
/* A block of key figures, whose reference is taken over. */
void draft_figures(json_t *blocks, json_t *items);

/* A section, appended to `sections`; its blocks (borrowed). The heading's reference is taken over.
 */
json_t *draft_section(json_t *sections, const char *key, json_t *heading);

/* The document of an issue with empty sections. `org` names the organisation, `zone` its clocks. */
json_t *draft_envelope(
    const struct report_issue *issue, const char *org, const char *zone, const char *lang);
/* Enters in the envelope who approved the issue and when; null while nobody has. */
void draft_approve(
    json_t *doc, const struct report_issue *issue, const char *org, const char *zone);

/* Puts what people wrote into the sections it belongs to: first in section "words" and
 * those that are nothing else, last in the others. The former say so when nothing is written. */
void draft_say(json_t *sections, const struct report_issue *issue, const char *zone);

/* Marks rows of tables in the sections named by `keys` (NULL-terminated) as new or changed against
 * the document of the last issue: rows are the same when their first cells are. Another way of
 * writing dates is no change. */
void draft_mark(const json_t *doc, const json_t *last, const char *const *keys);

#endif
