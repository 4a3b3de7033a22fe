#include "mod/risk/asset_rules.h"

#include <stddef.h>

int asset_lowest(enum asset_scale scale)
{
    return scale == ASSET_ZERO_TO_TWO ? 0 : 1;
}

int asset_highest(enum asset_scale scale)
{
    return asset_lowest(scale) + 2;
}

const char *asset_importance(
    enum asset_scale scale, int confidentiality, int integrity, int availability)
{
    int most = confidentiality;
    if (integrity > most)
        most = integrity;
    if (availability > most)
        most = availability;
    if (most < 0)
        return NULL;
    int below_highest = asset_highest(scale) - most;
    return below_highest <= 0 ? "high" : below_highest == 1 ? "middle" : "low";
}
