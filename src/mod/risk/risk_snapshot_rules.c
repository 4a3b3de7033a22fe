#include "mod/risk/risk_snapshot_rules.h"

enum { MONTHS_OF_QUARTER = 3, FRESH_DAYS = 7 };

struct risk_quarter risk_quarter_ended(struct date day, int first_month)
{
    struct risk_quarter q;
    struct date_span now = fiscal_span(day, first_month, MONTHS_OF_QUARTER);
    q.end = date_of_days(date_days(now.first) - 1);
    quarter_format(q.end, first_month, q.period);
    return q;
}

bool risk_quarter_is_fresh(const struct risk_quarter *quarter, struct date day)
{
    return date_days(day) - date_days(quarter->end) <= FRESH_DAYS;
}

static bool measures_differ(const struct risk_standing *a, const struct risk_standing *b)
{
    if ((a->residual_value == 0) != (b->residual_value == 0))
        return true;
    return (a->likelihood == b->likelihood && a->residual_likelihood != b->residual_likelihood) ||
           (a->importance == b->importance && a->residual_importance != b->residual_importance);
}

size_t risk_why_of(const struct risk_standing *from, const struct risk_standing *to,
    bool same_method, enum risk_why ret_whys[RISK_WHY_MAX])
{
    size_t n = 0;
    if (from->likelihood != to->likelihood)
        ret_whys[n++] = RISK_WHY_LIKELIHOOD;
    if (from->importance != to->importance)
        ret_whys[n++] = RISK_WHY_IMPORTANCE;
    if (measures_differ(from, to))
        ret_whys[n++] = RISK_WHY_MEASURES;
    if (n == 0 && !same_method && from->value_now != to->value_now)
        ret_whys[n++] = RISK_WHY_METHOD;
    if (from->accepted != to->accepted)
        ret_whys[n++] = to->accepted ? RISK_WHY_ACCEPTED : RISK_WHY_ENDED;
    return n;
}
