/* Routes of sheets, campaigns and responses. */
#ifndef KANAME_KERNEL_SHEET_SHEET_API_H
#define KANAME_KERNEL_SHEET_SHEET_API_H

#include "kernel/app.h"
#include "kernel/sheet/response.h"
#include "kernel/sheet/sheet_store.h"

extern const struct module module_sheet;           /* sheets */
extern const struct module module_sheet_table;     /* sheets out of Excel and CSV */
extern const struct module module_campaign;        /* campaigns as records */
extern const struct module module_campaign_days;   /* what they do by themselves */
extern const struct module module_campaign_remind; /* who has not answered, texts of reminders */
extern const struct module module_campaign_unit;   /* their units, progress, supplements */
extern const struct module module_response;        /* responses, their steps, tasks */
extern const struct module module_answer;          /* answers and evidence files */
extern const struct module module_answer_book;     /* answers as an Excel book */

/* Shared by their files. */
extern const struct shape SHAPE_SHEET_VERSION;
extern const struct shape SHAPE_RESPONSE_BRIEF; /* a response in lists */
extern const struct option_set OPTIONS_CAMPAIGN_STATE;
extern const struct option_set OPTIONS_RESPONSE_STATE;
extern const struct option_set OPTIONS_OUTSIDE; /* kinds of respondents that are no units */

#define ROWS(table) sizeof(table) / sizeof((table)[0])

void sheet_version_write(struct jw *w, const struct sheet_version *version);
void response_brief_write(struct jw *w, const struct call *c, const struct response *response);

/* The audit entries about one thing, as the answer. */
enum err history_answer(struct req *r, const char *subject, int64_t subject_id);
extern const struct shape SHAPE_SHEET_HISTORY;
extern const struct shape SHAPE_SHEET_HISTORY_QUERY;

/* ?limit= of a list. */
int list_limit(const struct req *r);

#endif
