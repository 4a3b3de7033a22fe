/* The report document, format "kaname-report/1": one frozen JSON value that holds everything a
 * report says, in both languages, and nothing of how it looks. HTML, PDF and Excel are all made
 * from it and from nothing else, so an approved report never changes.
 *
 * The members are described for people in docs/admin/report-format.md; the tables that check them
 * are REPORT_SHAPES of report_doc.c and report_block.c. Here is the document as renderers see it:
 * checked, one language chosen, all texts present.
 *
 * Levels (maturity, 1 to 5) are integers in tenths everywhere: 28 is 2.8. Money is in minor units
 * of its currency. "Missing" is null in JSON, `present` false here, and never counts as zero. */
#ifndef KANAME_MOD_REPORT_DOC_H
#define KANAME_MOD_REPORT_DOC_H

#include "base/clock.h"
#include "base/limits.h"
#include "base/problem.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPORT_FORMAT "kaname-report/1"

/* Limits of one document. */
enum {
    REPORT_SECTIONS = LIMIT_REPORT_SECTIONS,
    REPORT_BLOCKS = 100,  /* of a section */
    REPORT_FIGURES = 12,  /* of one block */
    REPORT_COLUMNS = 12,  /* of a table: what fits A4 upright */
    REPORT_ROWS = 100000, /* of one table */
    REPORT_AXES_MIN = 3,
    REPORT_AXES = 24,
    REPORT_PERIODS_MIN = 2, /* of a trend; at most as many as axes */
    REPORT_SERIES = 6,
    REPORT_HEAT_COLUMNS = 20,
    REPORT_HEAT_ROWS = 5000,
    REPORT_HEAT_STEPS = 5,
    REPORT_BARS = 200,
    REPORT_SOURCES = 100,
    REPORT_LEVEL_MAX = 10000, /* tenths */
    REPORT_LABEL = 400,       /* characters of a label, name or heading */
};

/* X(name, key of JSON). */
#define REPORT_BLOCK_LIST(X)          \
    X(REPORT_WORDS, "words")          \
    X(REPORT_PARAGRAPH, "paragraph")  \
    X(REPORT_FIGURE_BLOCK, "figures") \
    X(REPORT_TABLE, "table")          \
    X(REPORT_RADAR, "radar")          \
    X(REPORT_TREND, "trend")          \
    X(REPORT_HEATMAP, "heatmap")      \
    X(REPORT_BAR_BLOCK, "bars")       \
    X(REPORT_SOURCE_BLOCK, "sources")

#define REPORT_KIND_LIST(X)    \
    X(REPORT_TEXT, "text")     \
    X(REPORT_NUMBER, "number") \
    X(REPORT_LEVEL, "level")   \
    X(REPORT_DATE, "date")     \
    X(REPORT_MONEY, "money")   \
    X(REPORT_STATE, "state")

/* How something is to be taken; shown by colour and by a word or sign besides. */
#define REPORT_TONE_LIST(X)          \
    X(REPORT_NEUTRAL, "neutral")     \
    X(REPORT_GOOD, "good")           \
    X(REPORT_PROGRESS, "progress")   \
    X(REPORT_ATTENTION, "attention") \
    X(REPORT_BAD, "bad")

#define REPORT_SERIES_LIST(X)          \
    X(REPORT_OWN, "own")               \
    X(REPORT_TARGET, "target")         \
    X(REPORT_INDUSTRY, "industry")     \
    X(REPORT_LAST, "last")             \
    X(REPORT_COMPARABLE, "comparable") \
    X(REPORT_LEADERS, "leaders")       \
    X(REPORT_OTHER, "other")

#define REPORT_ALIGN_LIST(X) \
    X(REPORT_START, "start") \
    X(REPORT_END, "end")     \
    X(REPORT_CENTER, "center")

#define REPORT_DIRECTION_LIST(X) \
    X(REPORT_SAME, "same")       \
    X(REPORT_UP, "up")           \
    X(REPORT_DOWN, "down")

#define REPORT_EMPHASIS_LIST(X) \
    X(REPORT_PLAIN, "none")     \
    X(REPORT_STRONG, "strong")  \
    X(REPORT_WARNED, "attention")

/* What became of a row since the last issue of the same report. */
#define REPORT_MARK_LIST(X)    \
    X(REPORT_UNMARKED, "none") \
    X(REPORT_NEW, "new")       \
    X(REPORT_CHANGED, "changed")

#define REPORT_ENUM(name, key) name,
enum report_block_type { REPORT_BLOCK_LIST(REPORT_ENUM) REPORT_BLOCK_MAX };
enum report_kind { REPORT_KIND_LIST(REPORT_ENUM) REPORT_KIND_MAX };
enum report_tone { REPORT_TONE_LIST(REPORT_ENUM) REPORT_TONE_MAX };
enum report_role { REPORT_SERIES_LIST(REPORT_ENUM) REPORT_ROLE_MAX };
enum report_align { REPORT_ALIGN_LIST(REPORT_ENUM) REPORT_ALIGN_MAX };
enum report_direction { REPORT_DIRECTION_LIST(REPORT_ENUM) REPORT_DIRECTION_MAX };
enum report_emphasis { REPORT_EMPHASIS_LIST(REPORT_ENUM) REPORT_EMPHASIS_MAX };
enum report_mark { REPORT_MARK_LIST(REPORT_ENUM) REPORT_MARK_MAX };
#undef REPORT_ENUM

/* Texts below are never NULL unless it says so; "" where the document has none. */

struct report_person {
    const char *name;
    const char *post;
};

/* A value of a table cell or a key figure; `kind` decides which member holds it. */
struct report_value {
    bool present;
    bool blank; /* "" in JSON: nothing belongs here, as under a total; not the same as missing */
    enum report_tone tone; /* REPORT_STATE */
    union {
        const char *text; /* REPORT_TEXT, REPORT_STATE */
        double number;    /* REPORT_NUMBER */
        int tenths;       /* REPORT_LEVEL */
        struct date date; /* REPORT_DATE */
        struct {
            int64_t amount;
            const char *currency;
        } money;
    };
};

/* How values of one column or figure are written. */
struct report_style {
    enum report_kind kind;
    int digits; /* decimals, 0..4; of levels 0 or 1 */
    bool sign;  /* a difference: "+0.3", "−0.5", "±0.0" */
};

struct report_words {
    const char *author; /* name and post as shown; "" when not written yet */
    bool dated;
    struct date written;
    const char *text; /* paragraphs and simple lists, see report_words.h */
    const char *lang; /* the language it is written in: not everybody writes both */
};

struct report_figure {
    const char *label;
    struct report_style style;
    struct report_value value;
    const char *unit;
    bool has_change;
    enum report_direction direction;
    enum report_tone tone;
    const char *change;
    const char *note;
};

struct report_column {
    const char *label;
    const char *unit;
    struct report_style style;
    enum report_align align;
    double width; /* share of the table's width, all columns add up to 1 */
};

struct report_row {
    const struct report_value *cells; /* one a column */
    enum report_emphasis emphasis;
    enum report_mark mark;
};

struct report_table {
    const char *caption;
    const struct report_column *columns;
    size_t n_columns;
    const struct report_row *rows;
    size_t n_rows;
    const char *note;
    const char *empty; /* said instead of rows; "": the general text */
};

struct report_level {
    bool present;
    int tenths;
};

struct report_series {
    enum report_role role;
    const char *label;
    bool sample;                      /* the values are sample data */
    const struct report_level *level; /* one an axis */
};

/* Of a radar, and of a trend: there the axes are points of time, from left to right, and `max` is
 * the top. */
struct report_radar {
    const char *caption;
    const char **axes;
    size_t n_axes;
    int max; /* tenths at the rim */
    const struct report_series *series;
    size_t n_series;
    bool twin; /* the same values follow as a table made by the renderer */
    const char *note;
};

struct report_heat_row {
    const char *label;
    enum report_emphasis emphasis;
    const struct report_level *level; /* one a column */
};

struct report_heat_step {
    int from; /* tenths; the first is the lowest */
    const char *label;
};

struct report_heatmap {
    const char *caption;
    const char *corner; /* what the rows are: "Unit" */
    const char **columns;
    size_t n_columns;
    const struct report_heat_row *rows;
    size_t n_rows;
    const struct report_heat_step *steps; /* ascending, at least two */
    size_t n_steps;
    const char *note;
};

struct report_bar {
    const char *label;
    bool present;
    double value;
    enum report_tone tone;
    const char *note;
};

struct report_bars {
    const char *caption;
    const char *unit;
    int digits;
    bool has_max;
    double max; /* length of a full bar; without: the largest value */
    const struct report_bar *bars;
    size_t n_bars;
    const char *note;
};

struct report_source {
    const char *what;
    const char *source;
    bool dated;
    struct date date;
    bool sample; /* not data of the real world: said loudly */
    const char *note;
};

struct report_sources {
    const struct report_source *items;
    size_t n_items;
};

enum report_paragraph_style { REPORT_BODY, REPORT_LEAD, REPORT_SMALL };

struct report_paragraph {
    enum report_paragraph_style style;
    const char *text;
};

struct report_figures {
    const struct report_figure *items;
    size_t n_items;
};

struct report_block {
    enum report_block_type type;
    union {
        struct report_words words;
        struct report_paragraph paragraph;
        struct report_figures figures;
        struct report_table table;
        struct report_radar radar; /* of REPORT_TREND, too */
        struct report_heatmap heatmap;
        struct report_bars bars;
        struct report_sources sources;
    };
};

struct report_section {
    const char *key;
    const char *heading;
    bool own_page; /* on paper it begins a page, unless that leaves one nearly empty */
    const struct report_block *blocks;
    size_t n_blocks;
};

/* Member "calendar": whose dates the Japanese edition has. */
#define REPORT_CALENDAR_ERA "japanese"

struct report {
    const char *lang; /* "ja", "en" or REPORT_JA_ERA */
    bool era;         /* the last: dates by the Japanese era */
    const char *type;
    const char *number;
    const char *title;
    const char *organisation;
    const char *period; /* as shown */
    const char *audience;
    const char *confidentiality;
    const char *coverage; /* who answered; "" nobody was asked */
    bool partial;         /* somebody did not: it speaks of a part only, and says so in front */
    const char *meeting;  /* name; "" none */
    bool meeting_dated;
    struct date meeting_date;
    struct date prepared;
    int64_t prepared_ms;
    struct report_person author;
    bool has_approver;
    struct report_person approver;
    bool approved; /* without approval it is a draft and says so on every page */
    struct date approved_date;
    bool sample; /* some source or series is sample data */
    const struct report_section *sections;
    size_t n_sections;
    const char *digest; /* hex SHA-256 of report_doc_bytes */
};

/* Checks the document and reads it in `lang` ("ja", "en"; NULL or "": the document's default).
 * Everything lives under `ctx`; texts point into `doc` where they can, so `doc` must outlive it.
 * ERR_INVALID with every bad place as JSON pointer in `problem`. */
enum err report_doc_read(const void *ctx, const json_t *doc, const char *lang,
    struct problem *problem, struct report **ret_report);

/* Are the dates of its Japanese edition by the era? */
bool report_doc_by_era(const json_t *doc);

/* The one byte form of a document: compact, members in order. What is stored and digested. */
char *report_doc_bytes(const void *ctx, const json_t *doc);

#endif
