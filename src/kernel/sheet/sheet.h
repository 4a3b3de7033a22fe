/* A question sheet in memory: sections, items, scales, texts. Filled from kaname-sheet/1 JSON
 * (sheet_json.h) or from the database (sheet_store.h), never changed after that, and living under
 * one memory context. Who answers it, and what, is not here (see response.h). */
#ifndef KANAME_KERNEL_SHEET_SHEET_H
#define KANAME_KERNEL_SHEET_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, key): the label is message "enum.sheet_scale.<key>". */
#define SHEET_SCALE_LIST(X)                                                \
    X(SCALE_MATURITY5, "maturity5") /* five texts, 1 to 5 */               \
    X(SCALE_YES_NO_NA, "yes_no_na")                                        \
    X(SCALE_HAVE, "have")     /* there is one, there is none; free text */ \
    X(SCALE_CHOICE, "choice") /* one option */                             \
    X(SCALE_MULTI, "multi")   /* any number of options */                  \
    X(SCALE_NUMBER, "number") /* scored: the number is the score */        \
    X(SCALE_TEXT, "text")                                                  \
    X(SCALE_DATE, "date")

#define SHEET_SCALE_ENUM(name, key) name,
enum sheet_scale { SHEET_SCALE_LIST(SHEET_SCALE_ENUM) SCALE_MAX };
#undef SHEET_SCALE_ENUM

const char *sheet_scale_key(enum sheet_scale scale);
bool sheet_scale_parse(const char *key, enum sheet_scale *ret_scale);

enum { SHEET_LEVELS = 5 };

/* One text in the languages of the sheet: `of[i]` belongs to doc->languages[i], NULL where that
 * language is missing. `of` itself is NULL when there is no such text. */
struct sheet_texts {
    const char *const *of;
};

struct sheet_strings {
    const char *const *of;
    size_t n;
};

struct sheet_section {
    const char *key;
    int parent_no; /* number of an earlier section; 0: none */
    struct sheet_texts name, short_name, explains;
};

struct sheet_option {
    const char *key;
    bool has_points;
    int points;
    bool right;
    struct sheet_texts text, why;
};

/* Asked only when the item with this number (an earlier one) has one of these answers. */
struct sheet_condition {
    int item_no;
    struct sheet_strings in; /* canonical values; "na": does not apply */
};

/* A certificate that answers the item, with the answer it stands for. */
struct sheet_spare {
    const char *certificate; /* a key of SHEET_CERTIFICATES */
    const char *value;       /* canonical */
};

/* All that are given must hold; an empty list says nothing. */
struct sheet_applies {
    struct sheet_strings classes; /* of the respondent: "A" … */
    struct sheet_strings kinds;   /* of the unit: "company", "site" … */
    const struct sheet_condition *answers;
    size_t n_answers;
    const struct sheet_spare *spared_by;
    size_t n_spared_by;
};

struct sheet_item {
    const char *key;
    int section_no;
    enum sheet_scale scale;
    int weight; /* 0: shown, not counted */
    bool required;
    struct sheet_texts text, hint;
    struct sheet_texts levels[SHEET_LEVELS];   /* of maturity5 */
    struct sheet_texts criteria[SHEET_LEVELS]; /* how to tell each level */
    const struct sheet_option *options;        /* of choice and multi */
    size_t n_options;
    const struct sheet_texts *evidence; /* what a reviewer would like to see */
    size_t n_evidence;
    struct sheet_strings practices, directives;
    struct sheet_applies applies;
    bool has_min, has_max, scored; /* of number */
    double number_min, number_max;
};

/* A range of totals, from this many points up to the band above. */
struct sheet_band {
    int from;
    struct sheet_texts name, advice;
};

/* Points added up over the whole sheet, for those that are read by their total. */
struct sheet_total {
    bool given;
    bool has_na;
    int na;                         /* points, before weight, of an item that does not apply */
    const struct sheet_band *bands; /* the highest first */
    size_t n_bands;
};

/* Sections and items have numbers from 1: the element before last is number n. */
struct sheet_doc {
    const char *key;   /* "kaname-csm40" */
    const char *label; /* the publisher's version, "1.0" */
    const char *publisher, *licence, *source;
    const char *wording; /* a key of SHEET_WORDINGS */
    struct sheet_texts name, description;
    struct sheet_texts basis;        /* what it rests on, in the readers' languages */
    struct sheet_texts section_name; /* what one section is called: "directive"; may be none */
    const char *const *languages;    /* two letters each; the first is the sheet's own */
    size_t n_languages;
    int score_min, score_max;
    struct sheet_total total;
    const struct sheet_section *sections;
    int n_sections;
    const struct sheet_item *items;
    int n_items;
};

/* Whose words: "own" of the program's authors, "source" as published, "adapted". */
extern const char *const SHEET_WORDINGS[];
/* Certificates that may spare an item; a self-declaration is none of them. */
extern const char *const SHEET_CERTIFICATES[];

/* The number of the item or section with that key; 0: none. */
int sheet_item_no(const struct sheet_doc *doc, const char *key);
int sheet_section_no(const struct sheet_doc *doc, const char *key);
/* The key of the item with that number; NULL: none has it. */
const char *sheet_item_key(const struct sheet_doc *doc, int no);
/* Index of a language in the sheet; -1: the sheet does not have it. */
int sheet_language(const struct sheet_doc *doc, const char *lang);
/* The text in `lang`, else in the sheet's own language, else in any; NULL: no text at all. */
const char *sheet_text(
    const struct sheet_doc *doc, const struct sheet_texts *texts, const char *lang);
/* Some item is asked by an earlier answer: the number of items asked may change with an answer. */
bool sheet_branches(const struct sheet_doc *doc);

#endif
