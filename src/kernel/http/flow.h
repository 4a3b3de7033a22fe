/* Internal to kernel/http: the callbacks of libmicrohttpd, that is, the life of a request on its
 * I/O thread. `cls` is the server (struct http). */
#ifndef KANAME_KERNEL_HTTP_FLOW_H
#define KANAME_KERNEL_HTTP_FLOW_H

#include <microhttpd.h>

/* The request line is there. Returns the exchange. */
void *flow_begin(void *cls, const char *target, struct MHD_Connection *mhd);

enum MHD_Result flow_handle(void *cls, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *data, size_t *data_size, void **exchange);

/* The answer is sent, or the connection broke. */
void flow_end(
    void *cls, struct MHD_Connection *mhd, void **exchange, enum MHD_RequestTerminationCode code);

/* A connection opened or is about to close. */
void flow_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
    enum MHD_ConnectionNotificationCode code);

#endif
