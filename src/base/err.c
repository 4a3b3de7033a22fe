#include "base/err.h"

struct err_row {
    int status;
    const char *code;
};

#define ERR_ROW(name, status, code) [name] = {status, code},
static const struct err_row rows[ERR_MAX] = {ERR_LIST(ERR_ROW)};
#undef ERR_ROW

int err_status(enum err e)
{
    return rows[e < ERR_MAX ? e : ERR_INTERNAL].status;
}

const char *err_code(enum err e)
{
    return rows[e < ERR_MAX ? e : ERR_INTERNAL].code;
}
