#include "mod/supplier/supplier_rules.h"

#include <string.h>

const struct supplier_rules SUPPLIER_RULES_FIRST = {
    .marks = {[SUPPLIER_INTERNET] = true},
    .b = {-1, -1},
    .c = {-1, -1},
    .grace_years = SUPPLIER_GRACE_YEARS,
};

const struct supplier_duty SUPPLIER_DUTIES[N_SUPPLIER_DUTIES] = {
    {"own", "a"},
    {"edr", "b"},
    {"service", "c"},
    {"offline", "d"},
    {SUPPLIER_SURVEY, "abcd"},
};

enum supplier_risk supplier_risk_of(const struct supplier_rules *rules,
    const enum supplier_answer answers[SUPPLIER_MARKS], enum supplier_mark *ret_mark)
{
    bool unknown = false;
    for (enum supplier_mark m = 0; m < SUPPLIER_MARKS; m++) {
        if (rules->marks[m] && answers[m] == SUPPLIER_YES) {
            *ret_mark = m;
            return SUPPLIER_WITH_RISK;
        }
        unknown |= rules->marks[m] && answers[m] == SUPPLIER_UNKNOWN;
    }
    return unknown ? SUPPLIER_RISK_UNKNOWN : SUPPLIER_WITHOUT_RISK;
}

static bool reaches(struct supplier_size size, struct supplier_size from)
{
    return (from.employees >= 0 && size.employees >= from.employees) ||
           (from.sales >= 0 && size.sales >= from.sales);
}

static bool is_set(struct supplier_size size)
{
    return size.employees >= 0 || size.sales >= 0;
}

char supplier_class_of(
    const struct supplier_rules *rules, enum supplier_officer officer, struct supplier_size size)
{
    if (officer == OFFICER_HAS || officer == OFFICER_CAN)
        return 'a';
    if (officer == OFFICER_UNKNOWN || !is_set(size) || (!is_set(rules->b) && !is_set(rules->c)))
        return 0;
    if (reaches(size, rules->b))
        return 'b';
    return reaches(size, rules->c) ? 'c' : 'd';
}

enum supplier_standing supplier_standing_of(
    bool known, bool met, const char *counts_from, const char *today)
{
    if (!known)
        return STANDING_UNKNOWN;
    if (met)
        return STANDING_MET;
    if (counts_from == NULL)
        return STANDING_NOT_ASKED;
    return strcmp(today, counts_from) < 0 ? STANDING_WITHIN_GRACE : STANDING_NOT_MET;
}
