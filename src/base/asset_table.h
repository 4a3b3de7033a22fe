/* What gen_assets makes, for asset.c alone: sorted by name in byte order. */
#ifndef KANAME_BASE_ASSET_TABLE_H
#define KANAME_BASE_ASSET_TABLE_H

#include "base/asset.h"

extern const struct asset asset_table[];
extern const size_t asset_table_n;

#endif
