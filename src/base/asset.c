#include "base/asset_table.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *name, const void *asset)
{
    return strcmp(name, ((const struct asset *)asset)->name);
}

const struct asset *asset_find(const char *name)
{
    return bsearch(name, asset_table, asset_table_n, sizeof(asset_table[0]), compare);
}

const struct asset *asset_all(size_t *ret_n)
{
    *ret_n = asset_table_n;
    return asset_table;
}
