/* Plain text of people, cut into paragraphs and simple lists: a blank line ends a paragraph, a
 * line that begins with "- ", "* ", "•" or "・" is an item of a list, one that begins with "1. ",
 * "1) " or "（1）" a numbered item. Nothing else is markup. */
#ifndef KANAME_MOD_REPORT_WORDS_RULES_H
#define KANAME_MOD_REPORT_WORDS_RULES_H

#include <stddef.h>

enum report_part_kind { REPORT_PART_TEXT, REPORT_PART_BULLET, REPORT_PART_NUMBER };

struct report_part {
    enum report_part_kind kind;
    const char *mark; /* of a numbered item, as written: "1." */
    const char *text; /* lines kept, joined by "\n" */
};

/* The parts in order, under `ctx`; *ret_n = 0 for a text of nothing but space. */
const struct report_part *report_words_split(const void *ctx, const char *text, size_t *ret_n);

#endif
