#include "mod/measure/measure.h"

enum err measure_for_sheet(
    struct call *c, const char *sheet_key, const char *campaign, int limit, json_t **ret_measures)
{
    const struct reg_where where[] = {
        {"sheet_key", "eq", sheet_key},
        {"campaign", "eq", campaign},
    };
    size_t n = campaign == NULL ? 1 : 2;
    return reg_list(c, &REG_MEASURES, where, n, "due", limit, ret_measures);
}

enum err measure_open_for_sheet(
    struct call *c, const char *sheet_key, int limit, json_t **ret_measures)
{
    const struct reg_where where[] = {
        {"sheet_key", "eq", sheet_key},
        {"state", "in", "proposed,deferred,approved,under_way"},
    };
    return reg_list(c, &REG_MEASURES, where, 2, "due", limit, ret_measures);
}
