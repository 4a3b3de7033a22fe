/* Lists of resources: what meets a filter, counted, and one window of it. Internal to kernel/scim.
 */
#ifndef KANAME_KERNEL_SCIM_SCIM_LIST_H
#define KANAME_KERNEL_SCIM_SCIM_LIST_H

#include "kernel/call.h"
#include "kernel/scim/scim_filter.h"

struct scim_window {
    const struct scim_resource *resource;
    struct scim_filter *filter; /* NULL: all */
    int64_t from;               /* 1: the first */
    int64_t count;
    const char *only, *without; /* ?attributes=, ?excludedAttributes= */
    int64_t total;              /* out: all that meet the filter */
    json_t *docs;               /* out: those in the window */
};

/* What a filter asks of login, id or external id is looked up; any other reads all accounts. */
enum err scim_list_users(struct call *c, struct scim_window *w);
enum err scim_list_groups(struct call *c, struct scim_window *w);

#endif
