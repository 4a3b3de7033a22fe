/* How important information is: the highest of what the loss of its confidentiality, integrity or
 * availability would do, as the risk sheet for small and medium-sized firms has it
 * (中小企業の情報セキュリティ対策ガイドライン, 付録7). Pure. */
#ifndef KANAME_MOD_RISK_ASSET_RULES_H
#define KANAME_MOD_RISK_ASSET_RULES_H

#include <stdbool.h>

/* Two editions of the sheet count differently: from 0 to 2 (version 3.0), from 1 to 3 (since 3.1).
 */
enum asset_scale { ASSET_ONE_TO_THREE, ASSET_ZERO_TO_TWO };

int asset_lowest(enum asset_scale scale);
int asset_highest(enum asset_scale scale);

/* "high", "middle" or "low" by the highest of the three; below 0: that one is not known. NULL: none
 * is. */
const char *asset_importance(
    enum asset_scale scale, int confidentiality, int integrity, int availability);

#endif
