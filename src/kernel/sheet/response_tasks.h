/* Internal to kernel/sheet: the responses that wait for somebody. */
#ifndef KANAME_KERNEL_SHEET_RESPONSE_TASKS_H
#define KANAME_KERNEL_SHEET_RESPONSE_TASKS_H

#include "kernel/sheet/response_store.h"

struct calendar;

/* What a filter finds in the units where the caller holds the permission; at most limit + 1. */
enum err response_list_in_scope(struct call *c, const struct perm *perm,
    struct response_filter filter, struct response **ret_list, size_t *ret_n);

/* The caller's, some hundred of each at the most: what is due first, and within a campaign as the
 * units stand in the tree. In a read transaction. */
struct response_tasks {
    struct response *mine, *nobodys, *review; /* to answer; of their units, without anybody; to
                                                 look at */
    size_t n_mine, n_nobodys, n_review;
};
enum err response_tasks_load(struct call *c, struct response_tasks *ret_tasks);

/* The same as days of the caller's calendar (struct module). */
enum err response_calendar(struct call *c, struct calendar *calendar);

#endif
