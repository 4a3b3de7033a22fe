#include "kernel/hollow/hollow_mark_rules.h"

#include "kernel/evidence/evidence_rules.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

const char *hollow_reason_key(enum hollow_reason reason)
{
#define HOLLOW_KEY(name, key) key,
    static const char *const keys[] = {HOLLOW_REASON_LIST(HOLLOW_KEY)};
#undef HOLLOW_KEY
    return keys[reason];
}

static bool tells_right_from_wrong(const struct sheet_item *item)
{
    for (size_t i = 0; i < item->n_options; i++)
        if (item->options[i].right)
            return true;
    return false;
}

enum hollow_item hollow_item_of(const struct sheet_item *item, bool scored, int score, int most)
{
    bool endless = item->scale == SCALE_NUMBER && !item->has_max;
    if (!scored || item->weight == 0 || endless || tells_right_from_wrong(item))
        return HOLLOW_ITEM_OUT;
    return score >= most ? HOLLOW_ITEM_FULL : HOLLOW_ITEM_BELOW;
}

bool hollow_is_silent(const struct hollow_form *forms, size_t n, size_t periods, int fewest_items)
{
    if (n < periods)
        return false;
    for (size_t i = 0; i < periods; i++)
        if (forms[i].below > 0 || forms[i].full < fewest_items || forms[i].shown)
            return false;
    return true;
}

struct hollow_day hollow_day_of(struct date day, int months)
{
    struct hollow_day d;
    date_format(day, d.day);
    date_format(evidence_since(day, months), d.since);
    return d;
}

bool hollow_in_time(
    const struct hollow_day *record, const struct hollow_day *answered, bool ongoing)
{
    bool not_long_after = strcmp(record->since, answered->day) <= 0;
    bool not_long_before = ongoing || strcmp(record->day, answered->since) >= 0;
    return not_long_after && not_long_before;
}

bool hollow_on_line(const char *record_path, const char *unit_path)
{
    return unit_path_below(record_path, unit_path) || unit_path_below(unit_path, record_path);
}
