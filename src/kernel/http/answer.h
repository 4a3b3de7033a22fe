/* Internal to kernel/http: from r->resp or a problem to what goes over the wire. */
#ifndef KANAME_KERNEL_HTTP_ANSWER_H
#define KANAME_KERNEL_HTTP_ANSWER_H

#include "kernel/http/exchange.h"

/* The header fields of every answer. */
void answer_secure(struct MHD_Response *response, bool https);

/* Makes ex->answer from r->resp, or for an error from r->call.problem, and writes the log line. */
void answer_make(struct exchange *ex, enum err e);

/* The same for an answer the HTTP library cannot send because a body is on its way: writes it to
 * the socket and says that the connection ends. */
void answer_send_now(struct exchange *ex, enum err e);

/* Queues ex->answer and lets go of it. */
enum MHD_Result answer_queue(struct exchange *ex);

bool answer_https(const struct http *http);

/* One line in the log and in the metrics. */
void answer_log(struct exchange *ex, size_t op, int status, int64_t size);

#endif
