/* Geometry and style of the charts of a report, shared by SVG (HTML) and Cairo (PDF) so that both
 * draw the same picture. Pure; units are points of the picture, y grows downwards. Text widths are
 * estimates good enough for placing: one em a full-width character. */
#ifndef KANAME_MOD_REPORT_CHART_RULES_H
#define KANAME_MOD_REPORT_CHART_RULES_H

#include "mod/report/report_doc.h"

struct chart_point {
    double x, y;
};

struct chart_box {
    double x, y, w, h;
};

enum chart_anchor { CHART_START, CHART_MIDDLE, CHART_END };
enum chart_marker { CHART_CIRCLE, CHART_SQUARE, CHART_TRIANGLE, CHART_DIAMOND, CHART_MARKER_MAX };

enum {
    CHART_FONT = 8,            /* size of labels */
    CHART_LINE = 11,           /* distance of their lines */
    CHART_SCALE_GAP = 6,       /* from an axis to the figures of the scale */
    CHART_LABEL_LINES = 3,     /* a longer label is cut with an ellipsis */
    CHART_RADIUS_PERCENT = 27, /* of the width: the radar at its best */
    CHART_MARKER_POINTS = 4    /* at most */
};

/* How a series is drawn: told apart without colour by dashes and markers. */
struct chart_stroke {
    const char *colour; /* "#rrggbb" */
    double width;
    double dash[4]; /* on, off, on, off; n_dash 0: solid */
    size_t n_dash;
    enum chart_marker marker;
    bool hollow; /* marker with white inside */
    bool filled; /* the area inside is tinted */
};

const struct chart_stroke *chart_series_stroke(enum report_role role);

/* A text cut into lines of at most `width` points at `size`: at spaces in Latin text, between
 * characters in Japanese, not before 。、）ー and the like. At most `max_lines`. */
struct chart_lines {
    const char **line;
    size_t n;
};
struct chart_lines chart_text_wrap(
    const void *ctx, const char *text, double size, double width, size_t max_lines);
double chart_text_width(const char *text, double size);

struct chart_radar {
    double width, height; /* of the whole picture, legend included */
    struct chart_point centre;
    double radius;
    size_t n_axes;
    int rings;       /* one a whole level, or one in several where there are many */
    int ring_step;   /* levels from ring to ring */
    double legend_y; /* top of the legend */
};

/* The radar in a picture `width` wide. The height follows: twice the radius and what labels and
 * legend take. */
struct chart_radar chart_radar_layout(
    double width, double radius, const struct report_radar *radar);

/* The point of an axis at a share 0..1 of the radius; axis 0 points up, then clockwise. */
struct chart_point chart_radar_at(const struct chart_radar *c, size_t axis, double share);
/* The same for a level; beyond the rim is drawn at the rim. */
struct chart_point chart_radar_level(const struct chart_radar *c, size_t axis, int tenths, int max);

/* The label of an axis: its lines, where the first line's middle lies and how it is anchored. */
struct chart_label {
    struct chart_lines lines;
    struct chart_point at; /* vertical middle of the first line */
    enum chart_anchor anchor;
};
/* What stands at an axis: its name with the own level, so that it need not be read off the rings.
 */
const char *chart_radar_axis(const void *ctx, const struct report_radar *radar, size_t axis);
struct chart_label chart_radar_label(
    const void *ctx, const struct chart_radar *c, size_t axis, const char *text);

/* A series as lines between neighbours that both have a value; one closed run when none is
 * missing. */
struct chart_run {
    struct chart_point *points;
    size_t n;
    bool closed;
};
const struct chart_run *chart_radar_runs(const void *ctx, const struct chart_radar *c,
    const struct report_level *level, int max, size_t *ret_n);

/* Lines over time: the picture of a trend, `width` wide. */
struct chart_trend {
    double width, height;  /* legend included */
    struct chart_box plot; /* within its axes */
    size_t n;              /* points of time */
    int max;               /* tenths at the top */
    int rings, ring_step;  /* lines of the scale, levels from one to the next */
    double legend_y;
};
struct chart_trend chart_trend_layout(double width, const struct report_radar *trend);
/* Where a level lies at a point of time; beyond the top is drawn at the top. */
struct chart_point chart_trend_at(const struct chart_trend *c, size_t i, int tenths);
/* The label below a point of time: its lines, the middle of the first. */
struct chart_label chart_trend_label(
    const void *ctx, const struct chart_trend *c, size_t i, const char *text);
/* A series as lines between neighbours that both have a value. */
const struct chart_run *chart_trend_runs(
    const void *ctx, const struct chart_trend *c, const struct report_level *level, size_t *ret_n);

/* Corners of a marker around `at`; 0: a circle of radius `size`. */
size_t chart_marker_points(enum chart_marker marker, struct chart_point at, double size,
    struct chart_point ret_points[CHART_MARKER_POINTS]);

/* Places of the legend's entries below `top`, centred in `width`; *ret_height is what it takes. */
struct chart_legend_entry {
    struct chart_point line; /* left end of the sample line */
    struct chart_point text; /* left, vertical middle */
};
enum { CHART_LEGEND_SAMPLE = 30 /* length of the sample line */ };
const struct chart_legend_entry *chart_legend_layout(const void *ctx,
    const struct report_series *series, size_t n, double width, double top, double *ret_height);

/* The tone of a level: index of the step it falls in. */
size_t chart_heat_step(const struct report_heatmap *h, int tenths);
/* Colour of step `i` of `n`: from warm (low) over pale to blue (high), dark text readable on all.
 */
const char *chart_heat_colour(size_t i, size_t n);

/* One bar of a bar chart in a row `width` wide. */
struct chart_bar {
    struct chart_lines label;
    double label_width;
    double height;               /* of the row */
    struct chart_box track, bar; /* relative to the row's top left */
    struct chart_lines value;    /* the printed value with its note */
    double value_x;
};
/* All bars of a chart, one a row. */
const struct chart_bar *chart_bars_layout(
    const void *ctx, const char *lang, const struct report_bars *bars, double width);

const char *chart_tone_colour(enum report_tone tone); /* of text and lines */
const char *chart_bar_colour(enum report_tone tone);
const char *chart_tone_fill(enum report_tone tone); /* pale ground under dark text */

#endif
