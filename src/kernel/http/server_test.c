/* Requests as they should be, on a real socket. What must be refused: server_refuse_test.c. */
#include "kernel/http/http_test_server.h"

#include "base/mem.h"

#include <pthread.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <zlib.h>

#include <cmocka.h>

#define HOST "Host: localhost\r\n"
#define JSON_FIELDS "Content-Type: application/json\r\n"

struct fixture {
    void *ctx;
    struct test_server *s;
};

static int set_up(void **state)
{
    struct fixture *f = mem_new(NULL, struct fixture);
    f->s = test_server_new(2);
    f->ctx = mem_context(f, 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    mem_free(f->ctx);
    test_server_free(f->s);
    mem_free(f);
    return 0;
}

static void a_request_is_answered_with_the_fields_of_safety(void **state)
{
    struct fixture *f = *state;
    struct answer a = ask(f->ctx, f->s, "GET /health HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(200, a.status);
    assert_string_equal("{\"status\":\"ok\"}", a.body);
    static const char *const names[] = {"Content-Security-Policy", "X-Content-Type-Options",
        "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "X-Request-Id", "Cache-Control"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_non_null(answer_field(f->ctx, &a, names[i]));
    assert_null(answer_field(f->ctx, &a, "Strict-Transport-Security"));
    assert_null(answer_field(f->ctx, &a, "Server"));
}

static void parameters_and_query_reach_the_handler(void **state)
{
    struct fixture *f = *state;
    struct answer a = ask(f->ctx, f->s,
        "GET /api/v1/echo/%E8%A6%81?q=a+b%26 HTTP/1.1\r\n" HOST "Accept-Language: en\r\n\r\n");
    assert_int_equal(200, a.status);
    assert_string_equal("{\"id\":\"要\",\"q\":\"a b&\",\"remote\":\"127.0.0.1\",\"lang\":\"en\","
                        "\"who\":null}",
        a.body);
}

static void an_absolute_target_is_the_same_as_its_path(void **state)
{
    struct fixture *f = *state;
    struct answer a =
        ask(f->ctx, f->s, "GET http://localhost/api/v1/echo/7?q=x HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(200, a.status);
    assert_non_null(strstr(a.body, "\"id\":\"7\",\"q\":\"x\""));
}

static void a_sane_request_id_is_kept_and_another_replaced(void **state)
{
    struct fixture *f = *state;
    struct answer a =
        ask(f->ctx, f->s, "GET /health HTTP/1.1\r\n" HOST "X-Request-Id: abc-12345\r\n\r\n");
    assert_string_equal("abc-12345", answer_field(f->ctx, &a, "X-Request-Id"));
    a = ask(f->ctx, f->s, "GET /health HTTP/1.1\r\n" HOST "X-Request-Id: a b\"c<d>\r\n\r\n");
    assert_int_equal(36, strlen(answer_field(f->ctx, &a, "X-Request-Id")));
}

static void head_gives_the_fields_without_the_body(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, "HEAD /api/v1/big HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    while (strstr(w->got->data, "\r\n\r\n") == NULL) {
        char c;
        assert_int_equal(1, recv(w->fd, &c, 1, 0));
        buf_char(w->got, c);
    }
    assert_non_null(strstr(w->got->data, "HTTP/1.1 200"));
    assert_null(strstr(w->got->data, "Content-Length: 0\r\n"));
    buf_clear(w->got);
    assert_true(wire_ended(w));
}

static void requests_in_a_row_share_a_connection(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    for (int i = 0; i < 50; i++) {
        wire_send(w, "GET /api/v1/echo/7 HTTP/1.1\r\n" HOST "\r\n");
        assert_int_equal(200, wire_answer(w).status);
        wire_send(w, "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS
                     "Content-Length: 13\r\n\r\n{\"title\":\"x\"}");
        assert_int_equal(201, wire_answer(w).status);
        wire_send(w, "POST /api/v1/empty HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
        assert_int_equal(200, wire_answer(w).status);
    }
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, "GET /api/v1/echo/1 HTTP/1.1\r\n" HOST "\r\n"
                 "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS
                 "Content-Length: 13\r\n\r\n{\"title\":\"2\"}"
                 "GET /health HTTP/1.1\r\n" HOST "\r\n"
                 "GET /api/v1/echo/4 HTTP/1.1\r\n" HOST "\r\n");
    assert_non_null(strstr(wire_answer(w).body, "\"id\":\"1\""));
    assert_non_null(strstr(wire_answer(w).body, "\"title\":\"2\""));
    assert_non_null(strstr(wire_answer(w).body, "\"ok\""));
    assert_non_null(strstr(wire_answer(w).body, "\"id\":\"4\""));
}

static void a_body_may_come_in_chunks(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(
        w, "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS "Transfer-Encoding: chunked\r\n\r\n");
    wire_send(w, "1\r\n{\r\n8;x=y\r\n\"title\":\r\n4\r\n\"a\"}\r\n0\r\nX-Trailer: y\r\n\r\n");
    struct answer a = wire_answer(w);
    assert_int_equal(201, a.status);
    assert_non_null(strstr(a.body, "\"title\":\"a\""));
    wire_send(w, "GET /health HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(200, wire_answer(w).status);
}

static void a_client_that_asks_first_is_told_to_go_on(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS
                 "Content-Length: 13\r\nExpect: 100-continue\r\n\r\n");
    assert_int_equal(100, wire_answer(w).status);
    wire_send(w, "{\"title\":\"x\"}");
    assert_int_equal(201, wire_answer(w).status);
}

static void a_client_that_asks_first_is_refused_before_it_sends(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, "PUT /api/v1/mine HTTP/1.1\r\n" HOST JSON_FIELDS
                 "Content-Length: 500000\r\nExpect: 100-continue\r\n\r\n");
    assert_int_equal(401, wire_answer(w).status);
    assert_true(wire_ended(w));
}

/* A multipart body of `size` bytes of file, its digest in hex. */
static struct buf *upload(const void *ctx, size_t size, char ret_digest[65])
{
    struct buf *body = buf_new(ctx);
    buf_str(body, "--edge\r\nContent-Disposition: form-data; name=\"file\"; "
                  "filename=\"../規程.pdf\"\r\nContent-Type: application/pdf\r\n\r\n");
    size_t start = body->len;
    for (size_t i = 0; i < size; i++)
        buf_char(body, "\r\n--edg\n\r-x"[(i * 7 + i / 11) % 11]);
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (unsigned char *)body->data + start, size);
    sodium_bin2hex(ret_digest, 65, digest, sizeof digest);
    buf_str(body, "\r\n--edge--\r\n");
    return body;
}

static void a_file_arrives_whole(void **state)
{
    struct fixture *f = *state;
    static const size_t sizes[] = {0, 1, 5000, 3000000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char digest[65];
        struct buf *body = upload(f->ctx, sizes[i], digest);
        struct wire *w = wire_open(f->ctx, f->s);
        wire_send(w, mem_printf(f->ctx,
                         "POST /api/v1/upload HTTP/1.1\r\n" HOST
                         "Content-Type: multipart/form-data; boundary=edge\r\n"
                         "Content-Length: %zu\r\n\r\n",
                         body->len));
        wire_send_bytes(w, body->data, body->len);
        struct answer a = wire_answer(w);
        assert_int_equal(200, a.status);
        assert_string_equal(
            a.body, mem_printf(f->ctx,
                        "{\"size\":%zu,\"name\":\"規程.pdf\",\"media_type\":\"application/pdf\","
                        "\"sha256\":\"%s\"}",
                        sizes[i], digest));
    }
}

static void raw_bytes_arrive_whole(void **state)
{
    struct fixture *f = *state;
    struct answer a = ask(f->ctx, f->s,
        "PUT /api/v1/raw HTTP/1.1\r\n" HOST "Content-Type: text/csv\r\n"
        "Content-Length: 5\r\n\r\na,b\r\n");
    assert_int_equal(200, a.status);
    assert_non_null(strstr(a.body, "{\"size\":5,\"name\":\"\",\"media_type\":\"text/csv\""));
}

static void a_file_is_sent_whole(void **state)
{
    struct fixture *f = *state;
    struct answer a = ask(f->ctx, f->s, "GET /api/v1/file HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(200, a.status);
    assert_int_equal(300000, a.body_len);
    for (size_t i = 0; i < a.body_len; i += 997)
        assert_int_equal('a' + i % 26, a.body[i]);
}

static void an_error_after_a_file_was_given_is_a_problem(void **state)
{
    struct fixture *f = *state;
    struct answer a = ask(f->ctx, f->s, "GET /api/v1/broken-file HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(409, a.status);
    assert_string_equal("application/problem+json", answer_field(f->ctx, &a, "Content-Type"));
}

static void long_text_is_compressed_for_who_asks(void **state)
{
    struct fixture *f = *state;
    struct answer plain = ask(f->ctx, f->s, "GET /api/v1/big HTTP/1.1\r\n" HOST "\r\n");
    struct answer packed =
        ask(f->ctx, f->s, "GET /api/v1/big HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n");
    assert_null(answer_field(f->ctx, &plain, "Content-Encoding"));
    assert_string_equal("gzip", answer_field(f->ctx, &packed, "Content-Encoding"));
    assert_true(packed.body_len < plain.body_len / 4);
    char *text = mem_array(f->ctx, char, plain.body_len + 1);
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.body,
        .avail_in = (uInt)packed.body_len,
        .next_out = (Bytef *)text,
        .avail_out = (uInt)plain.body_len + 1};
    assert_int_equal(Z_OK, inflateInit2(&z, 15 + 16));
    assert_int_equal(Z_STREAM_END, inflate(&z, Z_FINISH));
    inflateEnd(&z);
    assert_memory_equal(text, plain.body, plain.body_len);
}

static void secrets_are_never_compressed(void **state)
{
    struct fixture *f = *state;
    struct answer a =
        ask(f->ctx, f->s, "GET /api/v1/secret HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n\r\n");
    assert_int_equal(200, a.status);
    assert_null(answer_field(f->ctx, &a, "Content-Encoding"));
}

static void a_slow_handler_blocks_nobody(void **state)
{
    struct fixture *f = *state;
    struct wire *slow = wire_open(f->ctx, f->s);
    wire_send(slow, "GET /api/v1/wait HTTP/1.1\r\n" HOST "\r\n");
    sem_wait(&test_running);
    for (int i = 0; i < 20; i++)
        assert_int_equal(
            200, ask(f->ctx, f->s, "GET /api/v1/echo/1 HTTP/1.1\r\n" HOST "\r\n").status);
    sem_post(&test_go);
    assert_int_equal(200, wire_answer(slow).status);
}

/* Fills both workers with requests that wait; the third stays in the queue. */
static void keep_workers_busy(const struct fixture *f, struct wire *w[3])
{
    for (int i = 0; i < 3; i++) {
        w[i] = wire_open(f->ctx, f->s);
        wire_send(w[i], "GET /api/v1/wait HTTP/1.1\r\n" HOST "\r\n");
    }
    sem_wait(&test_running);
    sem_wait(&test_running);
}

static void let_workers_go(struct wire *w[3])
{
    for (int i = 0; i < 3; i++)
        sem_post(&test_go);
    for (int i = 0; i < 3; i++)
        assert_int_equal(200, wire_answer(w[i]).status);
}

static void health_answers_while_every_worker_is_busy(void **state)
{
    struct fixture *f = *state;
    struct wire *w[3];
    keep_workers_busy(f, w);
    assert_int_equal(200, ask(f->ctx, f->s, "GET /health HTTP/1.1\r\n" HOST "\r\n").status);
    let_workers_go(w);
}

static void a_brief_read_needs_no_worker(void **state)
{
    struct fixture *f = *state;
    struct wire *w[3];
    keep_workers_busy(f, w);
    assert_int_equal(200, ask(f->ctx, f->s, "GET /api/v1/brief HTTP/1.1\r\n" HOST "\r\n").status);
    let_workers_go(w);
}

static void what_a_brief_read_gives_up_a_worker_does(void **state)
{
    struct fixture *f = *state;
    static const char *const requests[] = {
        "GET /api/v1/brief-writes HTTP/1.1\r\n" HOST "\r\n",
        "GET /api/v1/brief-big HTTP/1.1\r\n" HOST "\r\n",
    };
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        struct wire *w[3];
        keep_workers_busy(f, w);
        struct wire *asked = wire_open(f->ctx, f->s);
        wire_send(asked, requests[i]);
        let_workers_go(w);
        struct answer a = wire_answer(asked);
        assert_int_equal(200, a.status);
        char *tried = strstr(a.head, "X-Tried");
        assert_true(tried == NULL || strstr(tried + 1, "X-Tried") == NULL);
    }
}

static void a_client_that_left_does_no_harm(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, "GET /api/v1/wait HTTP/1.1\r\n" HOST "\r\n");
    sem_wait(&test_running);
    mem_free(w);
    sem_post(&test_go);
    assert_int_equal(200, ask(f->ctx, f->s, "GET /api/v1/echo/1 HTTP/1.1\r\n" HOST "\r\n").status);
}

static void *stop(void *arg)
{
    struct test_server *s = arg;
    bool *stopped = mem_new(NULL, bool);
    *stopped = http_stop(s->http, 10000);
    return stopped;
}

static void a_stop_lets_running_requests_finish(void **state)
{
    struct fixture *f = *state;
    pthread_t stopper;
    void *stopped = NULL;
    struct wire *idle = wire_open(f->ctx, f->s);
    wire_send(idle, "GET /health HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(200, wire_answer(idle).status);
    struct wire *half = wire_open(f->ctx, f->s);
    wire_send(half, "GET /health HTTP/1.1\r\nHost");
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, "GET /api/v1/wait HTTP/1.1\r\n" HOST "\r\n");
    sem_wait(&test_running);
    assert_int_equal(0, pthread_create(&stopper, NULL, stop, f->s));
    sem_post(&test_go);
    struct answer a = wire_answer(w);
    assert_int_equal(200, a.status);
    pthread_join(stopper, &stopped);
    assert_true(*(bool *)stopped);
    mem_free(stopped);
    f->s->http = NULL;
    assert_true(wire_ended(w));
    assert_true(wire_ended(idle));
    assert_true(wire_ended(half));
}

static void the_figures_are_told(void **state)
{
    struct fixture *f = *state;
    ask(f->ctx, f->s, "GET /api/v1/echo/1 HTTP/1.1\r\n" HOST "\r\n");
    ask(f->ctx, f->s, "GET /api/v1/nowhere HTTP/1.1\r\n" HOST "\r\n");
    struct answer a = ask(f->ctx, f->s, "GET /metrics HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(200, a.status);
    static const char *const lines[] = {
        "kaname_http_requests_total{op=\"echo\",status=\"2xx\"} 1\n",
        "kaname_http_requests_total{op=\"none\",status=\"4xx\"} 1\n",
        "kaname_http_request_seconds_bucket{le=\"+Inf\"} 2\n",
        "kaname_http_request_seconds_count 2\n", "kaname_http_workers 2\n",
        "kaname_http_workers_busy ", "kaname_http_queue_length 0\n",
        "process_resident_memory_bytes ", "kaname_uptime_seconds "};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(a.body, lines[i]) == NULL)
            fail_msg("no line %s in %s", lines[i], a.body);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_request_is_answered_with_the_fields_of_safety),
        TEST(parameters_and_query_reach_the_handler),
        TEST(an_absolute_target_is_the_same_as_its_path),
        TEST(a_sane_request_id_is_kept_and_another_replaced),
        TEST(head_gives_the_fields_without_the_body),
        TEST(requests_in_a_row_share_a_connection),
        TEST(pipelined_requests_are_answered_in_order),
        TEST(a_body_may_come_in_chunks),
        TEST(a_client_that_asks_first_is_told_to_go_on),
        TEST(a_client_that_asks_first_is_refused_before_it_sends),
        TEST(a_file_arrives_whole),
        TEST(raw_bytes_arrive_whole),
        TEST(a_file_is_sent_whole),
        TEST(an_error_after_a_file_was_given_is_a_problem),
        TEST(long_text_is_compressed_for_who_asks),
        TEST(secrets_are_never_compressed),
        TEST(a_slow_handler_blocks_nobody),
        TEST(health_answers_while_every_worker_is_busy),
        TEST(a_brief_read_needs_no_worker),
        TEST(what_a_brief_read_gives_up_a_worker_does),
        TEST(a_client_that_left_does_no_harm),
        TEST(a_stop_lets_running_requests_finish),
        TEST(the_figures_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
