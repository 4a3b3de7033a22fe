/* What must be refused, on a real socket; and that the server lives on. */
#include "kernel/http/http_test_server.h"

#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#define HOST "Host: localhost\r\n"
#define JSON_FIELDS "Content-Type: application/json\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\n" HOST "\r\n"

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

/* After every test the server answers as before. */
static int tear_down(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(200, ask(f->ctx, f->s, GET("/api/v1/echo/1")).status);
    mem_free(f->ctx);
    test_server_free(f->s);
    mem_free(f);
    return 0;
}

/* Status and code of a refusal, which is a problem document in English. */
static void refused(struct fixture *f, const char *request, int status, const char *code)
{
    struct answer a = ask(f->ctx, f->s, request);
    if (a.status != status)
        fail_msg("%d instead of %d for %.200s\n%s", a.status, status, request, a.body);
    if (strcmp(answer_field(f->ctx, &a, "Content-Type"), "application/problem+json") != 0 ||
        strstr(a.body, mem_printf(f->ctx, "\"code\":\"%s\"", code)) == NULL)
        fail_msg("no code %s for %.200s\n%s", code, request, a.body);
}

static void unknown_paths_are_not_found(void **state)
{
    struct fixture *f = *state;
    refused(f, GET("/api/v1/nowhere"), 404, "not_found");
    refused(f, GET("/api"), 404, "not_found");
    refused(f, GET("/api/v1/echo/"), 404, "not_found");
    refused(f, GET("/health/x"), 404, "not_found");
    refused(f, GET("/no-such-file.js"), 404, "not_found");
}

static void paths_cannot_leave_their_folder(void **state)
{
    struct fixture *f = *state;
    refused(f, GET("/../../etc/passwd.txt"), 404, "not_found");
    refused(f, GET("/%2e%2e/%2e%2e/migrations/0001_kernel.sql"), 404, "not_found");
    refused(f, GET("/..%2fmigrations%2f0001_kernel.sql"), 404, "not_found");
    refused(f, GET("/..%5c..%5cx.txt"), 404, "not_found");
    refused(f, GET("//etc/passwd.txt"), 404, "not_found");
    refused(f, GET("/api/v1/../../migrations/0001_kernel.sql"), 404, "not_found");
}

static void what_is_no_text_is_malformed(void **state)
{
    struct fixture *f = *state;
    refused(f, GET("/api/v1/echo/%"), 400, "malformed");
    refused(f, GET("/api/v1/echo/%zz"), 400, "malformed");
    refused(f, GET("/api/v1/echo/%00"), 400, "malformed");
    refused(f, GET("/api/v1/echo/%c3%28"), 400, "malformed");
    refused(f, GET("/api/v1/echo/\xff\xfe"), 400, "malformed");
    refused(f, GET("/api/v1/echo/1?q=%ff"), 400, "malformed");
    refused(f, GET("/api/v1/echo/1?q=%4"), 400, "malformed");
    refused(f, GET("/%ff.js"), 400, "malformed");
    refused(f, GET("/x%00.html"), 400, "malformed");
}

static void queries_are_checked(void **state)
{
    struct fixture *f = *state;
    refused(f, GET("/api/v1/echo/1?other=1"), 422, "invalid");
    refused(f, GET("/api/v1/echo/1?q=1&q=2"), 422, "invalid");
    refused(f, GET("/api/v1/echo/1?q=12345678901"), 422, "invalid");
    refused(f, GET("/api/v1/big?x"), 422, "invalid");
}

static void another_method_is_told_which_there_are(void **state)
{
    struct fixture *f = *state;
    struct answer a = ask(f->ctx, f->s, "DELETE /api/v1/mine HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(405, a.status);
    assert_string_equal("GET, HEAD, PUT", answer_field(f->ctx, &a, "Allow"));
    a = ask(f->ctx, f->s, "POST /index.html HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
    assert_int_equal(405, a.status);
    assert_string_equal("GET, HEAD", answer_field(f->ctx, &a, "Allow"));
    refused(f, "TRACE /health HTTP/1.1\r\n" HOST "\r\n", 405, "method_not_allowed");
    refused(f, "CONNECT localhost:80 HTTP/1.1\r\n" HOST "\r\n", 405, "method_not_allowed");
    refused(f, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 405, "method_not_allowed");
    refused(f, "get /health HTTP/1.1\r\n" HOST "\r\n", 405, "method_not_allowed");
    refused(f, "POST /health HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}", 405,
        "method_not_allowed");
}

static void who_asks_and_may_is_settled_before_the_body(void **state)
{
    struct fixture *f = *state;
    refused(f, GET("/api/v1/mine"), 401, "unauthenticated");
    refused(f, GET("/api/v1/leads"), 401, "unauthenticated");
    refused(f, "GET /api/v1/leads HTTP/1.1\r\n" HOST "Cookie: member\r\n\r\n", 403, "forbidden");
    assert_int_equal(200,
        ask(f->ctx, f->s, "GET /api/v1/leads HTTP/1.1\r\n" HOST "Cookie: ciso\r\n\r\n").status);
    /* A body that would be refused for its type and size: the caller is refused first. */
    refused(f, "PUT /api/v1/mine HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nabcde", 401,
        "unauthenticated");
    refused(f, "PUT /api/v1/mine HTTP/1.1\r\n" HOST "Content-Length: 999999999\r\n\r\n", 401,
        "unauthenticated");
}

static void a_session_needs_its_token_for_changes(void **state)
{
    struct fixture *f = *state;
    static const char body[] = JSON_FIELDS "Content-Length: 13\r\n\r\n{\"title\":\"x\"}";
    char *put = mem_printf(f->ctx, "PUT /api/v1/mine HTTP/1.1\r\n" HOST "Cookie: ciso\r\n");
    refused(f, mem_printf(f->ctx, "%s%s", put, body), 403, "forbidden");
    refused(f, mem_printf(f->ctx, "%sX-CSRF-Token: csrf-toke\r\n%s", put, body), 403, "forbidden");
    refused(f, mem_printf(f->ctx, "%sX-CSRF-Token: csrf-tokeN\r\n%s", put, body), 403, "forbidden");
    struct answer a =
        ask(f->ctx, f->s, mem_printf(f->ctx, "%sX-CSRF-Token: csrf-token\r\n%s", put, body));
    assert_int_equal(200, a.status);
}

static void log_in_from_another_site_is_refused(void **state)
{
    struct fixture *f = *state;
    static const char body[] = JSON_FIELDS "Content-Length: 13\r\n\r\n{\"title\":\"x\"}";
    static const char *const fields[] = {"Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n", "Origin: https://evil.example\r\n", "Origin: null\r\n"};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        refused(f,
            mem_printf(f->ctx, "POST /api/v1/echo HTTP/1.1\r\n" HOST "%s%s", fields[i], body), 403,
            "forbidden");
    assert_int_equal(
        201, ask(f->ctx, f->s,
                 mem_printf(f->ctx,
                     "POST /api/v1/echo HTTP/1.1\r\n" HOST "Origin: http://localhost\r\n%s", body))
                 .status);
}

static void a_change_says_of_which_version(void **state)
{
    struct fixture *f = *state;
    static const char body[] = "Content-Type: application/merge-patch+json\r\n"
                               "Content-Length: 13\r\n\r\n{\"title\":\"x\"}";
    static const char patch[] = "PATCH /api/v1/record HTTP/1.1\r\n" HOST;
    refused(f, mem_printf(f->ctx, "%s%s", patch, body), 428, "precondition_required");
    refused(f, mem_printf(f->ctx, "%sIf-Match: \"17\"\r\n%s", patch, body), 412, "stale");
    struct answer a =
        ask(f->ctx, f->s, mem_printf(f->ctx, "%sIf-Match: \"18\"\r\n%s", patch, body));
    assert_int_equal(200, a.status);
    assert_string_equal("\"18\"", answer_field(f->ctx, &a, "ETag"));
}

static const char *post(struct fixture *f, const char *fields, const char *body)
{
    return mem_printf(f->ctx,
        "POST /api/v1/echo HTTP/1.1\r\n" HOST "%sContent-Length: %zu\r\n\r\n%s", fields,
        strlen(body), body);
}

static void bodies_are_checked(void **state)
{
    struct fixture *f = *state;
    refused(f, post(f, JSON_FIELDS, "{"), 400, "malformed");
    refused(f, post(f, JSON_FIELDS, "{\"title\":\"\xff\"}"), 400, "malformed");
    refused(f, post(f, JSON_FIELDS, "{\"title\":\"a\",\"title\":\"b\"}"), 400, "malformed");
    refused(f, post(f, JSON_FIELDS, "{\"other\":1}"), 422, "invalid");
    refused(f, post(f, JSON_FIELDS, "[]"), 422, "invalid");
    refused(f, post(f, "Content-Type: text/plain\r\n", "{\"title\":\"x\"}"), 415, "media_type");
    refused(f, post(f, "", "{\"title\":\"x\"}"), 415, "media_type");
    refused(f, post(f, JSON_FIELDS "Content-Encoding: gzip\r\n", "x"), 415, "media_type");
    struct buf *deep = buf_new(f->ctx);
    for (int i = 0; i < 100000; i++)
        buf_char(deep, '[');
    refused(f, post(f, JSON_FIELDS, deep->data), 422, "invalid");
    refused(
        f, "POST /api/v1/empty HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}", 400, "malformed");
    refused(
        f, "GET /api/v1/echo/1 HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}", 400, "malformed");
}

/* The server may have ended the connection while we were still writing; what it said is what
 * matters. */
static void a_body_that_is_too_large_is_refused_early(void **state)
{
    struct fixture *f = *state;
    char *head = mem_printf(f->ctx,
        "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS "Content-Length: %d\r\n\r\n",
        LIMIT_JSON_BODY + 1);
    refused(f, head, 413, "too_large");
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w, head);
    wire_send_bytes(w, mem_array(f->ctx, char, LIMIT_JSON_BODY), LIMIT_JSON_BODY);
    assert_int_equal(413, wire_answer(w).status);
    assert_true(wire_ended(w));
    char *small = mem_printf(
        f->ctx, "PUT /api/v1/raw HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\n%01001d", 0);
    refused(f, small, 413, "too_large");
}

static void a_body_in_chunks_is_refused_when_it_grows_too_large(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(
        w, "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS "Transfer-Encoding: chunked\r\n\r\n");
    char *chunk = mem_printf(f->ctx, "10000\r\n%65536s\r\n", " ");
    for (int i = 0; i < 17; i++)
        wire_send(w, chunk);
    struct answer a = wire_answer(w);
    assert_int_equal(413, a.status);
    assert_non_null(strstr(a.body, "\"code\":\"too_large\""));
    assert_string_equal("close", answer_field(f->ctx, &a, "Connection"));
    assert_true(wire_ended(w));
}

static void a_small_refused_body_does_not_cost_the_connection(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    for (int i = 0; i < 5; i++) {
        wire_send(w, "PUT /api/v1/mine HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nabcde");
        assert_int_equal(401, wire_answer(w).status);
    }
    wire_send(w, GET("/health"));
    assert_int_equal(200, wire_answer(w).status);
}

static void framing_that_can_be_read_in_two_ways_ends_the_connection(void **state)
{
    struct fixture *f = *state;
    static const char *const fields[] = {
        HOST "Content-Length: 4\r\nContent-Length: 5\r\n",
        HOST "Content-Length: 4\r\nContent-Length: 4\r\n",
        HOST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        HOST "Transfer-Encoding: chunked, identity\r\n",
        HOST "Transfer-Encoding: xchunked\r\n",
        HOST "Content-Length: +4\r\n",
        HOST "Content-Length: 4,4\r\n",
        HOST "Content-Length: -1\r\n",
        HOST "Content-Length: 99999999999999999999999\r\n",
        HOST HOST,
        "",
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct wire *w = wire_open(f->ctx, f->s);
        wire_send(w, mem_printf(f->ctx,
                         "POST /api/v1/echo HTTP/1.1\r\n%s" JSON_FIELDS "\r\n"
                         "GET /health HTTP/1.1\r\n" HOST "\r\n",
                         fields[i]));
        struct answer a = wire_answer(w);
        if (a.status != 400 && a.status != 413 && a.status != 0)
            fail_msg("%d for %s", a.status, fields[i]);
        assert_int_equal(0, wire_answer(w).status); /* what followed was not read as a request */
    }
}

static void broken_requests_are_refused(void **state)
{
    struct fixture *f = *state;
    static const char *const requests[] = {
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 TLS?\r\n\r\n",
        "GET\r\n\r\n",
        "GET /health\r\n\r\n",
        "GET /health HTTP/9.9\r\n\r\n",
        "GET /health HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /health HTTP/1.1\r\n: empty name\r\n\r\n",
        " / HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        struct wire *w = wire_open(f->ctx, f->s);
        wire_send(w, requests[i]);
        wire_shut(w);
        struct answer a = wire_answer(w);
        if (a.status != 0 && a.status < 400)
            fail_msg("%d for %s", a.status, requests[i]);
    }
}

static void too_long_an_address_is_refused(void **state)
{
    struct fixture *f = *state;
    char *fits = mem_printf(f->ctx, GET("/%04000d.js"), 0);
    refused(f, fits, 404, "not_found");
    refused(f, mem_printf(f->ctx, GET("/%05000d"), 0), 414, "uri_too_long");
    refused(f, mem_printf(f->ctx, GET("/api/v1/echo/1?q=%05000d"), 0), 414, "uri_too_long");
    assert_int_equal(414, ask(f->ctx, f->s, mem_printf(f->ctx, GET("/%020000d"), 0)).status);
}

static void too_many_header_fields_are_refused(void **state)
{
    struct fixture *f = *state;
    static const int sizes[] = {1, 40, 100, 300, 6000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct buf *request = buf_new(f->ctx);
        buf_str(request, "GET /api/v1/echo/1 HTTP/1.1\r\n" HOST);
        for (int n = 0; n < sizes[i]; n++)
            buf_printf(request, "X-Field-%05d: some value %d\r\n", n, n);
        buf_str(request, "\r\n");
        int status = ask(f->ctx, f->s, request->data).status;
        assert_int_equal(sizes[i] <= 40 ? 200 : 431, status);
    }
    refused(f, mem_printf(f->ctx, "GET /health HTTP/1.1\r\n" HOST "X-Long: %07000d\r\n\r\n", 0),
        431, "headers_too_large");
}

static void chunks_cannot_be_abused(void **state)
{
    struct fixture *f = *state;
    static const char *const chunks[] = {
        "xyz\r\n",
        "-1\r\n{}\r\n0\r\n\r\n",
        "ffffffffffffffffffff\r\n{}",
        "2\r\n{}XX\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2 \n{}\r\n0\r\n\r\n",
        "\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
        struct wire *w = wire_open(f->ctx, f->s);
        wire_send(w,
            "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS "Transfer-Encoding: chunked\r\n\r\n");
        wire_send(w, chunks[i]);
        wire_shut(w);
        struct answer a = wire_answer(w);
        if (a.status != 0 && a.status < 400)
            fail_msg("%d for %s", a.status, chunks[i]);
    }
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(
        w, "POST /api/v1/echo HTTP/1.1\r\n" HOST JSON_FIELDS "Transfer-Encoding: chunked\r\n\r\n");
    wire_send(w, mem_printf(f->ctx, "2;%020000d\r\n{}\r\n0\r\n\r\n", 0));
    int status = wire_answer(w).status;
    assert_true(status == 0 || status >= 400);
}

static void broken_uploads_are_refused(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *type;
        const char *body;
        int status;
    } cases[] = {
        {"multipart/form-data", "--b--", 415},
        {"application/json", "{}", 415},
        {"multipart/form-data; boundary=b", "nothing of the kind", 400},
        {"multipart/form-data; boundary=b", "--b--\r\n", 422},
        {"multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut", 400},
        {"multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--", 422},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct answer a = ask(f->ctx, f->s,
            mem_printf(f->ctx,
                "POST /api/v1/upload HTTP/1.1\r\n" HOST "Content-Type: %s\r\n"
                "Content-Length: %zu\r\n\r\n%s",
                cases[i].type, strlen(cases[i].body), cases[i].body));
        if (a.status != cases[i].status)
            fail_msg("%d for %s", a.status, cases[i].body);
    }
}

/* The file itself is over the limit, though the body is announced within it. */
static void a_file_that_is_too_large_is_refused(void **state)
{
    struct fixture *f = *state;
    struct wire *w = wire_open(f->ctx, f->s);
    wire_send(w,
        "POST /api/v1/upload HTTP/1.1\r\n" HOST "Content-Type: multipart/form-data; boundary=b\r\n"
        "Content-Length: 4016384\r\n\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n");
    wire_send_bytes(w, mem_array(f->ctx, char, 4016384), 4016384);
    assert_int_equal(413, wire_answer(w).status);
}

static void a_full_queue_is_told(void **state)
{
    struct fixture *f = *state;
    enum { CLIENTS = LIMIT_QUEUE + 10 };
    struct wire **w = mem_array(f->ctx, struct wire *, CLIENTS);
    int refusals = 0;
    for (int i = 0; i < CLIENTS; i++) {
        w[i] = wire_open(f->ctx, f->s);
        wire_send(w[i], GET("/api/v1/wait"));
    }
    for (int i = 0; i < 8; i++) { /* two run, the queue holds its number, eight are too many */
        struct answer a = ask(f->ctx, f->s, GET("/api/v1/echo/1"));
        refusals += a.status == 503;
        if (a.status == 503)
            assert_string_equal("1", answer_field(f->ctx, &a, "Retry-After"));
    }
    for (int i = 0; i < CLIENTS; i++)
        sem_post(&test_go);
    for (int i = 0; i < CLIENTS; i++) {
        int status = wire_answer(w[i]).status;
        assert_true(status == 200 || status == 503);
    }
    assert_true(refusals > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(unknown_paths_are_not_found),
        TEST(paths_cannot_leave_their_folder),
        TEST(what_is_no_text_is_malformed),
        TEST(queries_are_checked),
        TEST(another_method_is_told_which_there_are),
        TEST(who_asks_and_may_is_settled_before_the_body),
        TEST(a_session_needs_its_token_for_changes),
        TEST(log_in_from_another_site_is_refused),
        TEST(a_change_says_of_which_version),
        TEST(bodies_are_checked),
        TEST(a_body_that_is_too_large_is_refused_early),
        TEST(a_body_in_chunks_is_refused_when_it_grows_too_large),
        TEST(a_small_refused_body_does_not_cost_the_connection),
        TEST(framing_that_can_be_read_in_two_ways_ends_the_connection),
        TEST(broken_requests_are_refused),
        TEST(too_long_an_address_is_refused),
        TEST(too_many_header_fields_are_refused),
        TEST(chunks_cannot_be_abused),
        TEST(broken_uploads_are_refused),
        TEST(a_file_that_is_too_large_is_refused),
        TEST(a_full_queue_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
