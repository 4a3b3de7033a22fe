/* Inside of the Excel renderer: a workbook in constant memory, where rows of a sheet are written
 * from top to bottom. Text is always written as text, so nothing of it can become a formula. */
#ifndef KANAME_MOD_REPORT_XLSX_PRIVATE_H
#define KANAME_MOD_REPORT_XLSX_PRIVATE_H

#include "mod/report/report_doc.h"

#include <xlsxwriter.h>

/* How a cell looks; equal looks share one format of the workbook. */
struct xlsx_look {
    bool head, title, soft, strong, attention, wrap, heat;
    bool right; /* a head over figures */
    bool plain; /* a value as the style below says, else text */
    struct report_style style;
    char currency[4];
    enum report_tone tone;
    uint32_t fill; /* 0: none */
};

enum {
    XLSX_LOOKS = 200,
    XLSX_NAME = 31, /* characters of a sheet's name */
    XLSX_COLUMNS = REPORT_HEAT_COLUMNS + 1
};

struct xlsx {
    const void *ctx;
    const struct report *r;
    lxw_workbook *book;
    struct xlsx_look look[XLSX_LOOKS];
    lxw_format *format[XLSX_LOOKS];
    size_t n_looks;
    const char **names; /* of the sheets, so that none is given twice */
    size_t n_names;
};

/* A sheet being written: the next row, and its name for charts. */
struct xlsx_sheet {
    lxw_worksheet *sheet;
    const char *name;
    lxw_row_t row;
    double width[XLSX_COLUMNS]; /* of the columns, in characters */
};

lxw_format *xlsx_format(struct xlsx *x, struct xlsx_look look);

/* A sheet with a legal, unused name made from `title`; set up for print. */
struct xlsx_sheet xlsx_sheet_new(struct xlsx *x, const char *title);

void xlsx_width(struct xlsx_sheet *s, lxw_col_t from, lxw_col_t to, double characters);
/* Lines a text takes in a column, and the height of the present row for so many: to be set before
 * its cells, because not every program measures wrapped text itself. */
int xlsx_lines(const struct xlsx_sheet *s, lxw_col_t col, const char *text);
void xlsx_row_lines(struct xlsx_sheet *s, int lines);

void xlsx_text(
    struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, const char *text, struct xlsx_look look);
void xlsx_value(struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, struct report_style style,
    const struct report_value *value, struct xlsx_look look);
void xlsx_head(struct xlsx *x, struct xlsx_sheet *s, lxw_col_t col, const char *text, bool right);

/* The sheets (report_xlsx_table.c). `title` names the sheet. */
void xlsx_table(struct xlsx *x, const char *title, const struct report_table *table);
void xlsx_heatmap(struct xlsx *x, const char *title, const struct report_heatmap *map);
void xlsx_bars(struct xlsx *x, const char *title, const struct report_bars *bars);
/* The rows of a radar (or trend) on a sheet with the chart beside them; `place` counts the charts
 * on it. */
void xlsx_levels(struct xlsx *x, struct xlsx_sheet *s, const struct report_radar *radar, bool trend,
    size_t place);

#endif
