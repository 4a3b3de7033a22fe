/* The texts of a notice from its kind and arguments. Pure but for the catalogues. */
#ifndef KANAME_KERNEL_NOTICE_NOTICE_TEXT_H
#define KANAME_KERNEL_NOTICE_NOTICE_TEXT_H

#include "kernel/notice/notice.h"

#include <jansson.h>

/* The arguments as they are stored: { name: [type, value] }. The caller's reference. */
json_t *notice_args_json(const struct notice_arg *args, size_t n);

struct notice_text {
    const char *title;
    const char *text;
};

/* `args`: as notice_args_json made it. Under ctx. */
struct notice_text notice_text_of(
    const void *ctx, const char *lang, const char *zone, const char *kind, const json_t *args);

#endif
