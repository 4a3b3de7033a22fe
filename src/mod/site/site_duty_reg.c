/* Who does what while check lists are made and while they are run (table 2-1.3 of the practices).
 */
#include "mod/site/site_private.h"

static const char *const party_keys[] = {"site", "head_office", "outside", NULL};
const struct option_set OPTIONS_SITE_PARTY = {"site_party", party_keys};
static const char *const phase_keys[] = {"making", "running", NULL};
const struct option_set OPTIONS_SITE_PHASE = {"site_phase", phase_keys};
