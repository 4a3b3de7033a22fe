/* What answers to a sheet give reason to look into, and the next step up: marks by rules that are
 * data (catalog/advice/SHEET.json, docs/admin/advice-format.md), and of any sheet the option or
 * level above the one chosen. A mark asks for a look, the judgement is the reviewer's. Pure. */
#ifndef KANAME_KERNEL_ADVICE_ADVICE_RULES_H
#define KANAME_KERNEL_ADVICE_ADVICE_RULES_H

#include "kernel/sheet/sheet_rules.h"

#include <jansson.h>

/* X(name, key): the label is message "enum.advice_mark.<key>"; the heavier the later. */
#define ADVICE_MARK_LIST(X)            \
    X(ADVICE_NONE, "none")             \
    X(ADVICE_WATCH, "watch") /* ask */ \
    X(ADVICE_CONCERN, "concern")

#define ADVICE_ENUM(name, key) name,
enum advice_mark { ADVICE_MARK_LIST(ADVICE_ENUM) ADVICE_MARK_MAX };
#undef ADVICE_ENUM

const char *advice_mark_key(enum advice_mark mark);
enum advice_mark advice_mark_of(const char *key);

struct advice_rule {
    int item_no;
    struct sheet_strings when; /* canonical values of the item */
    enum advice_mark mark;
    const json_t *words; /* the rule's texts; not looked at here */
};

/* The rules that hold, in their order. `ret_found` has room for n places. An item that is hidden or
 * spared by a certificate is not asked, so nothing holds of it. Arrays by item number - 1. */
size_t advice_judge(const struct advice_rule *rules, size_t n, const struct sheet_doc *doc,
    const struct sheet_answer *answers, const struct sheet_asked *asked, size_t *ret_found);

/* The least option or level that is worth more than the answer; NULL: there is none, or the item
 * has no such steps. */
const struct sheet_texts *advice_next(
    const struct sheet_item *item, const struct sheet_answer *answer);

#endif
