#include "mod/report/report_link.h"

enum err report_link_all(struct call *c, const struct reg_def *def, const json_t *records,
    const struct reg_def *other, const char *key)
{
    size_t i;
    json_t *one;
    enum err e = ERR_OK;
    json_array_foreach(records, i, one)
    {
        json_t *linked = NULL;
        e = reg_linked(c, def, body_text(one, "id"), other, &linked);
        if (e != ERR_OK)
            break;
        json_object_set(one, key, linked);
    }
    return e;
}
