/* What a guest is told of the response: what was asked and answered, by when, for whom. No name of
 * ours but the one who asks, no number or id of any record but the files and questions of this
 * response, no scores. Internal to kernel/guest. */
#ifndef KANAME_KERNEL_GUEST_GUEST_VIEW_H
#define KANAME_KERNEL_GUEST_GUEST_VIEW_H

#include "kernel/guest/guest.h"
#include "kernel/sheet/response_view.h"

extern const struct shape SHAPE_GUEST_RESPONSE;

/* Loads and writes it; sets the ETag. In the open transaction. */
enum err guest_view_answer(struct req *r, const struct response *response);
/* Submitted by one of ours, as told on the telephone: who was asked may take it back and correct
 * it. */
bool guest_may_correct(const struct response *response);
/* For those who ask: the response of an outside respondent that the path names, in a transaction
 * that it opens, a read one unless `lock`. ERR_CONFLICT: a unit's. */
enum err guest_response_begin(
    struct req *r, const struct perm *perm, bool lock, struct response *ret_response);

#endif
