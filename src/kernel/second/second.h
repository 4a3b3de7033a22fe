/* Second opinions: an auditor answers items of a submitted response beside the one who answered,
 * and the differences are listed. The response itself never changes by it. */
#ifndef KANAME_KERNEL_SECOND_SECOND_H
#define KANAME_KERNEL_SECOND_SECOND_H

#include "kernel/app.h"
#include "kernel/sheet/response.h"

extern const struct module module_second;

/* An item that the auditor sees otherwise. */
struct second_difference {
    struct ref unit;
    const char *unit_path;
    struct uuid response_uid;
    int item_no;
    int claimed, second; /* scores */
    const char *comment; /* NULL: none */
    struct ref by;
    int64_t at_ms;
};

/* Items of a campaign's submitted responses whose two scores differ, in order of unit and item, at
 * most `most`, under c. */
enum err second_differences(struct call *c, int64_t campaign_id, size_t most,
    struct second_difference **ret_list, size_t *ret_n);

#endif
