/* What people are told of sheets they are to answer. Inside the caller's open write transaction. */
#ifndef KANAME_KERNEL_SHEET_RESPONSE_NOTICE_H
#define KANAME_KERNEL_SHEET_RESPONSE_NOTICE_H

#include "kernel/notice/notice.h"
#include "kernel/sheet/response.h"

enum response_notice { RESPONSE_ASKED, RESPONSE_REMINDED, RESPONSE_OVERDUE };

/* Tells those to whom unfinished responses of the campaign are assigned, once each, however many
 * units they answer for. */
enum err response_notice_all(
    struct call *c, const struct campaign *campaign, enum response_notice what);

/* One response: to its assignee. */
enum err response_notice_asked(struct call *c, const struct response *response);

/* To its assignee and to who submitted it. */
enum err response_notice_returned(
    struct call *c, const struct response *response, int64_t submitted_by);

extern const struct module module_response_notice;

#endif
