#include "mod/report/report_chart_rules.h"

#include "base/mem.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_level_colours.h"

#include <math.h>
#include <string.h>

static const struct chart_stroke strokes[REPORT_ROLE_MAX] = {
    [REPORT_OWN] = {.colour = "#0017c1", .width = 2, .marker = CHART_CIRCLE, .filled = true},
    [REPORT_TARGET] = {.colour = "#b34000",
        .width = 1.4,
        .dash = {6, 3},
        .n_dash = 2,
        .marker = CHART_SQUARE,
        .hollow = true},
    [REPORT_INDUSTRY] = {.colour = "#3d3d3d",
        .width = 1.2,
        .dash = {1.4, 2.4},
        .n_dash = 2,
        .marker = CHART_TRIANGLE},
    [REPORT_LAST] = {.colour = "#6f4fa3",
        .width = 1.2,
        .dash = {7, 2.5, 1.4, 2.5},
        .n_dash = 4,
        .marker = CHART_DIAMOND,
        .hollow = true},
    [REPORT_COMPARABLE] = {.colour = "#00737a",
        .width = 1.2,
        .dash = {4, 2},
        .n_dash = 2,
        .marker = CHART_TRIANGLE,
        .hollow = true},
    [REPORT_LEADERS] =
        {.colour = "#8a4b00", .width = 1.2, .dash = {2, 2}, .n_dash = 2, .marker = CHART_SQUARE},
    [REPORT_OTHER] =
        {.colour = "#197a4b", .width = 1.2, .dash = {3, 1.6}, .n_dash = 2, .marker = CHART_DIAMOND},
};

const struct chart_stroke *chart_series_stroke(enum report_role role)
{
    return &strokes[role];
}

/* Bytes of the UTF-8 character that begins with `c`. */
static size_t char_bytes(unsigned char c)
{
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static double char_em(const char *p)
{
    unsigned char c = (unsigned char)*p;
    if (c >= 0xe2)
        return 1;
    if (c >= 0x80)
        return 0.6;
    if (strchr(" .,:;'|!()[]/iljtfrI1", c) != NULL)
        return 0.36;
    return c >= 'A' && c <= 'Z' ? 0.68 : 0.55;
}

double chart_text_width(const char *text, double size)
{
    double em = 0;
    for (const char *p = text; *p != '\0'; p += char_bytes((unsigned char)*p))
        em += char_em(p);
    return em * size;
}

/* Characters that must not begin a line (JIS X 4051, the ones met in labels). */
static bool never_first(const char *p)
{
    /* no message: a rule of typesetting */
    static const char those[] = "、。，．・）」』】ーっッゃャゅュょョィェァォ！？：％)],.";
    size_t n = char_bytes((unsigned char)*p);
    for (const char *one = those; *one != '\0'; one += char_bytes((unsigned char)*one))
        if (strncmp(p, one, n) == 0)
            return true;
    return false;
}

/* May a line end before `p`, which is not the first character? */
static bool breaks_before(const char *text, const char *p)
{
    bool wide = (unsigned char)*p >= 0xe2;
    bool after_wide = p > text && ((unsigned char)p[-1] & 0x80) != 0;
    if (p > text && p[-1] == ' ')
        return true;
    return (wide || after_wide) && !never_first(p) && *p != ' ';
}

/* The end of the line that begins at `p`: as much as fits, at least one character. */
static const char *line_end(const char *p, double size, double width)
{
    const char *last = NULL;
    double used = 0;
    const char *q = p;
    while (*q != '\0') {
        if (q > p && breaks_before(p, q))
            last = q;
        double w = char_em(q) * size;
        if (q > p && used + w > width && *q != ' ')
            return last != NULL ? last : q;
        used += w;
        q += char_bytes((unsigned char)*q);
    }
    return q;
}

static const char *line_text(const void *ctx, const char *p, const char *end, bool cut)
{
    while (end > p && end[-1] == ' ')
        end--;
    if (cut && end > p) { /* room for the ellipsis */
        do
            end--;
        while (end > p && ((unsigned char)*end & 0xc0) == 0x80);
    }
    return mem_printf(ctx, "%.*s%s", (int)(end - p), p, cut ? "…" : "");
}

struct chart_lines chart_text_wrap(
    const void *ctx, const char *text, double size, double width, size_t max_lines)
{
    struct chart_lines lines = {.line = mem_array(ctx, const char *, max_lines)};
    const char *p = text;
    while (*p != '\0' && lines.n < max_lines) {
        const char *end = line_end(p, size, width);
        bool cut = lines.n + 1 == max_lines && *end != '\0';
        lines.line[lines.n++] = line_text(ctx, p, end, cut);
        p = end + strspn(end, " ");
    }
    return lines;
}

enum { LABEL_GAP = 8, LEGEND_GAP = 10, LEGEND_ROW = 16 };

static double legend_entry_width(const struct report_series *s)
{
    return CHART_LEGEND_SAMPLE + 6 + chart_text_width(s->label, CHART_FONT + 0.5) + 20;
}

/* Entries of the row that begins at `from`: its end and width. */
static size_t legend_row(
    const struct report_series *series, size_t from, size_t n, double width, double *ret_width)
{
    double used = legend_entry_width(&series[from]);
    size_t i = from + 1;
    for (; i < n && used + legend_entry_width(&series[i]) <= width; i++)
        used += legend_entry_width(&series[i]);
    *ret_width = used - 20;
    return i;
}

const struct chart_legend_entry *chart_legend_layout(const void *ctx,
    const struct report_series *series, size_t n, double width, double top, double *ret_height)
{
    struct chart_legend_entry *entries = mem_array(ctx, struct chart_legend_entry, n);
    double y = top;
    for (size_t i = 0; i < n;) {
        double row_width;
        size_t end = legend_row(series, i, n, width, &row_width);
        double x = (width - row_width) / 2;
        for (; i < end; i++) {
            double middle = y + LEGEND_ROW / 2.0;
            entries[i].line = (struct chart_point){x, middle};
            entries[i].text = (struct chart_point){x + CHART_LEGEND_SAMPLE + 6, middle};
            x += legend_entry_width(&series[i]);
        }
        y += LEGEND_ROW;
    }
    *ret_height = y - top;
    return entries;
}

static double axis_angle(const struct chart_radar *c, size_t axis)
{
    return 2 * M_PI * (double)axis / (double)c->n_axes - M_PI / 2;
}

struct chart_point chart_radar_at(const struct chart_radar *c, size_t axis, double share)
{
    double angle = axis_angle(c, axis);
    return (struct chart_point){
        c->centre.x + c->radius * share * cos(angle), c->centre.y + c->radius * share * sin(angle)};
}

struct chart_point chart_radar_level(const struct chart_radar *c, size_t axis, int tenths, int max)
{
    double share = (double)tenths / max;
    return chart_radar_at(c, axis, share > 1 ? 1 : share < 0 ? 0 : share);
}

struct chart_label chart_radar_label(
    const void *ctx, const struct chart_radar *c, size_t axis, const char *text)
{
    double angle = axis_angle(c, axis);
    double reach = 1 + LABEL_GAP / c->radius;
    struct chart_point at = chart_radar_at(c, axis, reach);
    struct chart_label label = {.anchor = CHART_MIDDLE};
    double room = c->width * 0.42;
    if (cos(angle) > 0.15) {
        label.anchor = CHART_START;
        room = c->width - at.x;
    } else if (cos(angle) < -0.15) {
        label.anchor = CHART_END;
        room = at.x;
    }
    label.lines = chart_text_wrap(ctx, text, CHART_FONT, room, CHART_LABEL_LINES);
    /* At the sides the block is centred on the axis; above and below it lies outside. */
    double block = (double)label.lines.n * CHART_LINE;
    double top = at.y - block / 2 + sin(angle) * (block / 2);
    label.at = (struct chart_point){at.x, top + CHART_LINE / 2.0};
    return label;
}

const char *chart_radar_axis(const void *ctx, const struct report_radar *radar, size_t axis)
{
    for (size_t i = 0; i < radar->n_series; i++) {
        const struct report_series *s = &radar->series[i];
        if (s->role == REPORT_OWN && s->level[axis].present)
            return mem_printf(ctx, "%s %s", radar->axes[axis],
                report_level_text(ctx, s->level[axis].tenths, 1, false));
    }
    return radar->axes[axis];
}

/* Moves the picture down so that the highest label begins at the top; returns the lowest end. */
static double labels_fit(const void *ctx, struct chart_radar *c, const struct report_radar *radar)
{
    double top = -c->radius;
    double bottom = c->radius;
    for (size_t i = 0; i < radar->n_axes; i++) {
        struct chart_label label = chart_radar_label(ctx, c, i, chart_radar_axis(ctx, radar, i));
        double from = label.at.y - CHART_LINE / 2.0;
        double to = from + (double)label.lines.n * CHART_LINE;
        top = from < top ? from : top;
        bottom = to > bottom ? to : bottom;
    }
    c->centre.y = -top;
    return bottom - top;
}

enum { RINGS_MAX = 10 };

/* Up to ten levels each have a ring; more share five, or as few less as divide them evenly. */
static int rings_of(int levels)
{
    if (levels <= RINGS_MAX)
        return levels;
    int rings = RINGS_MAX / 2;
    while (levels % rings != 0)
        rings--;
    return rings;
}

struct chart_radar chart_radar_layout(double width, double radius, const struct report_radar *radar)
{
    double legend_height;
    void *scratch = mem_context(NULL, 0);
    struct chart_radar c = {.width = width,
        .centre = {width / 2, 0},
        .radius = radius,
        .n_axes = radar->n_axes,
        .rings = rings_of(radar->max / 10)};
    c.ring_step = radar->max / 10 / c.rings;
    c.legend_y = labels_fit(scratch, &c, radar) + LEGEND_GAP;
    chart_legend_layout(scratch, radar->series, radar->n_series, width, c.legend_y, &legend_height);
    c.height = c.legend_y + legend_height;
    mem_free(scratch);
    return c;
}

/* Points of the axes from..from+n-1, going round. */
static struct chart_run run_make(const void *ctx, const struct chart_radar *c,
    const struct report_level *level, int max, size_t from, size_t n)
{
    struct chart_run run = {.points = mem_array(ctx, struct chart_point, n), .n = n};
    for (size_t i = 0; i < n; i++) {
        size_t axis = (from + i) % c->n_axes;
        run.points[i] = chart_radar_level(c, axis, level[axis].tenths, max);
    }
    run.closed = n == c->n_axes;
    return run;
}

const struct chart_run *chart_radar_runs(const void *ctx, const struct chart_radar *c,
    const struct report_level *level, int max, size_t *ret_n)
{
    size_t n = c->n_axes;
    struct chart_run *runs = mem_array(ctx, struct chart_run, n);
    size_t gap = 0; /* begin after a missing value, so that no run crosses the start */
    while (gap < n && level[gap].present)
        gap++;
    *ret_n = 0;
    if (gap == n) {
        runs[(*ret_n)++] = run_make(ctx, c, level, max, 0, n);
        return runs;
    }
    for (size_t i = 1; i < n; i++) {
        size_t len = 0;
        while (i + len < n && level[(gap + i + len) % n].present)
            len++;
        if (len > 0)
            runs[(*ret_n)++] = run_make(ctx, c, level, max, gap + i, len);
        i += len;
    }
    return runs;
}

/* ---- trends ---- */

enum { TREND_LEFT = 26, TREND_RIGHT = 12, TREND_TOP = 8, TREND_PLOT = 150, TREND_INSET = 18 };

struct chart_trend chart_trend_layout(double width, const struct report_radar *trend)
{
    double legend_height;
    void *scratch = mem_context(NULL, 0);
    struct chart_trend c = {.width = width,
        .plot = {TREND_LEFT, TREND_TOP, width - TREND_LEFT - TREND_RIGHT, TREND_PLOT},
        .n = trend->n_axes,
        .max = trend->max,
        .rings = rings_of(trend->max / 10)};
    c.ring_step = trend->max / 10 / c.rings;
    size_t lines = 1;
    for (size_t i = 0; i < c.n; i++) {
        size_t n = chart_trend_label(scratch, &c, i, trend->axes[i]).lines.n;
        lines = n > lines ? n : lines;
    }
    c.legend_y = c.plot.y + c.plot.h + 6 + (double)lines * CHART_LINE + LEGEND_GAP;
    chart_legend_layout(scratch, trend->series, trend->n_series, width, c.legend_y, &legend_height);
    c.height = c.legend_y + legend_height;
    mem_free(scratch);
    return c;
}

struct chart_point chart_trend_at(const struct chart_trend *c, size_t i, int tenths)
{
    double share = (double)tenths / c->max;
    double step = c->n < 2 ? 0 : (c->plot.w - 2 * TREND_INSET) / (double)(c->n - 1);
    share = share > 1 ? 1 : share < 0 ? 0 : share;
    return (struct chart_point){
        c->plot.x + TREND_INSET + step * (double)i, c->plot.y + c->plot.h * (1 - share)};
}

struct chart_label chart_trend_label(
    const void *ctx, const struct chart_trend *c, size_t i, const char *text)
{
    struct chart_point at = chart_trend_at(c, i, 0);
    double room = c->plot.w / (double)c->n - 4;
    return (struct chart_label){
        .lines = chart_text_wrap(ctx, text, CHART_FONT, room, CHART_LABEL_LINES),
        .at = {at.x, at.y + 6 + CHART_LINE / 2.0},
        .anchor = CHART_MIDDLE};
}

const struct chart_run *chart_trend_runs(
    const void *ctx, const struct chart_trend *c, const struct report_level *level, size_t *ret_n)
{
    struct chart_run *runs = mem_array(ctx, struct chart_run, c->n);
    *ret_n = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct chart_run run = {.points = mem_array(ctx, struct chart_point, c->n - i)};
        for (; i < c->n && level[i].present; i++)
            run.points[run.n++] = chart_trend_at(c, i, level[i].tenths);
        if (run.n > 0)
            runs[(*ret_n)++] = run;
    }
    return runs;
}

size_t chart_marker_points(enum chart_marker marker, struct chart_point at, double size,
    struct chart_point ret_points[CHART_MARKER_POINTS])
{
    const double s = size * 0.9;
    const double d = size * 1.25;
    const struct chart_point square[] = {{-s, -s}, {s, -s}, {s, s}, {-s, s}};
    const struct chart_point diamond[] = {{0, -d}, {d, 0}, {0, d}, {-d, 0}};
    const struct chart_point triangle[] = {{0, -d}, {d, d * 0.8}, {-d, d * 0.8}};
    const struct chart_point *corners = square;
    size_t n = 4;
    if (marker == CHART_CIRCLE)
        return 0;
    if (marker == CHART_DIAMOND)
        corners = diamond;
    if (marker == CHART_TRIANGLE) {
        corners = triangle;
        n = 3;
    }
    for (size_t i = 0; i < n; i++)
        ret_points[i] = (struct chart_point){at.x + corners[i].x, at.y + corners[i].y};
    return n;
}

size_t chart_heat_step(const struct report_heatmap *h, int tenths)
{
    size_t step = 0;
    while (step + 1 < h->n_steps && tenths >= h->steps[step + 1].from)
        step++;
    return step;
}

const char *chart_heat_colour(size_t i, size_t n)
{
#define LIGHT(level, light, dark) light,
    static const char *const tones[] = {REPORT_LEVEL_COLOURS(LIGHT)};
    static const size_t of_two[] = {0, 3};
    static const size_t of_three[] = {0, 2, 4};
    static const size_t of_four[] = {0, 1, 3, 4};
    switch (n) {
    case 2:
        return tones[of_two[i]];
    case 3:
        return tones[of_three[i]];
    case 4:
        return tones[of_four[i]];
    default:
        return tones[i];
    }
}

static double bar_full(const struct report_bars *bars)
{
    double full = bars->has_max ? bars->max : 0;
    for (size_t i = 0; i < bars->n_bars; i++)
        if (bars->bars[i].present && bars->bars[i].value > full)
            full = bars->bars[i].value;
    return full > 0 ? full : 1;
}

/* Room for the longest value, within bounds: beyond them it takes several lines. */
static double bar_value_room(
    const void *ctx, const char *lang, const struct report_bars *bars, double width)
{
    double room = width * 0.1;
    double most = width * 0.3;
    for (size_t i = 0; i < bars->n_bars; i++) {
        const char *text = report_bar_text(ctx, lang, bars, &bars->bars[i]);
        double w = chart_text_width(text, CHART_FONT) * 1.05 + 2;
        room = w > room ? w : room;
    }
    return room < most ? room : most;
}

static struct chart_bar bar_layout(const void *ctx, const struct report_bar *bar, const char *value,
    double full, double value_room, double width)
{
    enum { BAR_HEIGHT = 10, ROW_MIN = 18, GAP = 8 };
    struct chart_bar b = {.label_width = width * 0.3};
    b.label = chart_text_wrap(ctx, bar->label, CHART_FONT, b.label_width, CHART_LABEL_LINES);
    b.value = chart_text_wrap(ctx, value, CHART_FONT, value_room, CHART_LABEL_LINES);
    double lines = (double)(b.label.n > b.value.n ? b.label.n : b.value.n) * CHART_LINE;
    b.height = lines + 6 > ROW_MIN ? lines + 6 : ROW_MIN;
    double room = width - b.label_width - 2 * GAP - value_room;
    double share = bar->present ? bar->value / full : 0;
    double y = (b.height - BAR_HEIGHT) / 2;
    b.track = (struct chart_box){b.label_width + GAP, y, room, BAR_HEIGHT};
    b.bar = (struct chart_box){b.track.x, y, room * share, BAR_HEIGHT};
    b.value_x = b.track.x + room + GAP;
    return b;
}

const struct chart_bar *chart_bars_layout(
    const void *ctx, const char *lang, const struct report_bars *bars, double width)
{
    struct chart_bar *rows = mem_array(ctx, struct chart_bar, bars->n_bars);
    double full = bar_full(bars);
    double room = bar_value_room(ctx, lang, bars, width);
    for (size_t i = 0; i < bars->n_bars; i++)
        rows[i] = bar_layout(ctx, &bars->bars[i], report_bar_text(ctx, lang, bars, &bars->bars[i]),
            full, room, width);
    return rows;
}

const char *chart_bar_colour(enum report_tone tone)
{
    return tone == REPORT_NEUTRAL ? "#5b7bd5" : chart_tone_colour(tone);
}

const char *chart_tone_colour(enum report_tone tone)
{
    static const char *const colours[REPORT_TONE_MAX] = {
        [REPORT_NEUTRAL] = "#4d4d4d",
        [REPORT_GOOD] = "#0f6e43",
        [REPORT_PROGRESS] = "#0017c1",
        [REPORT_ATTENTION] = "#8a4b00",
        [REPORT_BAD] = "#b3000f",
    };
    return colours[tone];
}

const char *chart_tone_fill(enum report_tone tone)
{
    static const char *const fills[REPORT_TONE_MAX] = {
        [REPORT_NEUTRAL] = "#f0f0f0",
        [REPORT_GOOD] = "#e3f4ea",
        [REPORT_PROGRESS] = "#e8f1fe",
        [REPORT_ATTENTION] = "#fdeed7",
        [REPORT_BAD] = "#fde3e1",
    };
    return fills[tone];
}
