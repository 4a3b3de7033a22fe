/* When a section that looks perfect is marked hollow: "a rate that everyone fulfils by form only"
 * (practice 6-1). Two ways: full marks over several periods in which nothing was shown and nobody
 * looked; and full marks while records on the topic say that something goes on. A mark asks for a
 * look, it does not say that an answer is wrong. Numbers are data
 * (catalog/hints/hollow-signs.json). Pure. */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_MARK_RULES_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_MARK_RULES_H

#include "base/clock.h"
#include "kernel/sheet/sheet.h"

#include <stdbool.h>
#include <stddef.h>

#define HOLLOW_REASON_LIST(X)                                                                   \
    X(HOLLOW_SILENT, "silent")   /* full marks, no evidence, no finding, period after period */ \
    X(HOLLOW_GOES_ON, "goes_on") /* full marks while records on the topic go on */

#define HOLLOW_REASON_ENUM(name, key) name,
enum hollow_reason { HOLLOW_REASON_LIST(HOLLOW_REASON_ENUM) HOLLOW_REASON_MAX };
#undef HOLLOW_REASON_ENUM

const char *hollow_reason_key(enum hollow_reason reason);

/* One section of one response, as counted over the items that are asked and can be more or less
 * right. */
struct hollow_form {
    int full;   /* answered with the most that the item can give */
    int below;  /* less than that, or left open */
    bool shown; /* a file, records that bear an answer out, a question back, a second opinion */
};

enum hollow_item {
    HOLLOW_ITEM_OUT, /* says nothing: not asked, does not apply, carries no score, a number
                      * without an end, or a test with right and wrong, where full marks are what
                      * one learns for */
    HOLLOW_ITEM_BELOW,
    HOLLOW_ITEM_FULL,
};

/* What full marks are, by scale: level 5 of five, "yes", "there is one", the option or options with
 * the most points. `most` as sheet_item_most says. */
enum hollow_item hollow_item_of(const struct sheet_item *item, bool scored, int score, int most);

/* Forms of the same section, the newest first, one a period, with no period left out. */
bool hollow_is_silent(const struct hollow_form *forms, size_t n, size_t periods, int fewest_items);

/* A day as records and answers are held against each other: itself, and so many months before. */
struct hollow_day {
    char day[DATE_TEXT_SIZE];
    char since[DATE_TEXT_SIZE];
};

struct hollow_day hollow_day_of(struct date day, int months);

/* Whether what happened on the day belongs to an answer given on the other: no more than those
 * months before or after. `ongoing`: it has not ended, however long ago it began. */
bool hollow_in_time(
    const struct hollow_day *record, const struct hollow_day *answered, bool ongoing);

/* Whether a record of a unit is about another unit's answers: one of them belongs to the other.
 * "": a record of the whole organisation. */
bool hollow_on_line(const char *record_path, const char *unit_path);

#endif
