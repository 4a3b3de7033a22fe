/* A server with routes of its own for tests, and a client that speaks bytes. Only for *_test.c. */
#ifndef KANAME_KERNEL_HTTP_HTTP_TEST_SERVER_H
#define KANAME_KERNEL_HTTP_HTTP_TEST_SERVER_H

#include "base/buf.h"
#include "kernel/http/http.h"

#include <semaphore.h>

struct test_server {
    struct app app;
    struct http *http;
    char folder[64];
};

/* Handlers of /api/v1/wait tell that they run, then wait to be let go. */
extern sem_t test_running, test_go;

/* Starts it with `workers` workers on a free port. Fails the test on an error. */
struct test_server *test_server_new(int workers);
void test_server_free(struct test_server *s); /* stops it when it runs */

struct wire {
    int fd;
    struct buf *got; /* bytes not yet taken as an answer */
};

struct answer {
    int status;       /* 0: the connection ended without an answer */
    const char *head; /* status line and fields */
    const char *body;
    size_t body_len;
};

/* Everything of the client hangs on `ctx`; the socket is closed with it. */
struct wire *wire_open(const void *ctx, const struct test_server *s);
void wire_send(struct wire *w, const char *text); /* a lost connection is ignored */
void wire_send_bytes(struct wire *w, const void *data, size_t n);
/* Waits for one answer, at most 10 s; 100 (Continue) counts as one. */
struct answer wire_answer(struct wire *w);
/* The server has ended the connection and nothing more came. */
bool wire_ended(struct wire *w);
/* Half of the connection: nothing more will be sent. */
void wire_shut(struct wire *w);

/* One request on a connection of its own. */
struct answer ask(const void *ctx, const struct test_server *s, const char *request);

/* The value of a field; NULL: absent. Allocated under `ctx`. */
char *answer_field(const void *ctx, const struct answer *a, const char *name);

#endif
