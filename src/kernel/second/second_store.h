/* SQL of second opinions. */
#ifndef KANAME_KERNEL_SECOND_SECOND_STORE_H
#define KANAME_KERNEL_SECOND_SECOND_STORE_H

#include "kernel/second/second.h"

/* Fills ret_answers[item_no - 1]; others are left as they are. */
enum err second_store_all(
    struct call *c, int64_t response_id, struct answer *ret_answers, int n_items);
/* Sets or overwrites the caller's opinion on an item. */
enum err second_store_put(struct call *c, int64_t response_id, const struct answer *answer);
/* ERR_NOT_FOUND: there is none. */
enum err second_store_delete(struct call *c, int64_t response_id, int item_no);

#endif
