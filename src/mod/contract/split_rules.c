#include "mod/contract/split_rules.h"

static unsigned bit(bool holds, enum duty_warning warning)
{
    return holds ? 1U << warning : 0;
}

unsigned split_warnings(const struct split_duty *d)
{
    bool outside = d->duty_class != DUTY_OWN;
    return bit(d->counted == 0, WARNING_NOBODY) | bit(d->counted == 1, WARNING_ONE_PERSON) |
           bit(d->counted < d->named, WARNING_PERSON_LEFT) |
           bit(!d->has_reason, WARNING_NO_REASON) |
           bit(outside && !d->has_provider, WARNING_NO_PROVIDER) |
           bit(outside && !d->has_skills, WARNING_NO_SKILLS) |
           bit(outside && d->service_unchecked, WARNING_SERVICE_UNCHECKED);
}
