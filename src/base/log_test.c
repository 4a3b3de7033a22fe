/* The log never holds up who logs, and says what it had to drop. */
#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LINES = 20000, LINE_PAYLOAD = 100 };

static int real_stderr;
static int reader;

static int put_pipe_in_place(void **state)
{
    int fds[2];
    (void)state;
    real_stderr = dup(STDERR_FILENO);
    if (pipe(fds) != 0)
        return -1;
    dup2(fds[1], STDERR_FILENO);
    close(fds[1]);
    reader = fds[0];
    return 0;
}

static int put_stderr_back(void **state)
{
    (void)state;
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    close(reader);
    return 0;
}

/* What lies in the pipe now. */
static const char *read_now(const void *ctx)
{
    struct buf *text = buf_new(ctx);
    fcntl(reader, F_SETFL, O_NONBLOCK);
    for (ssize_t n; (n = read(reader, buf_room(text, PIPE_BUF), PIPE_BUF)) > 0;)
        buf_wrote(text, (size_t)n);
    return text->data;
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, what)) != NULL; p++)
        n++;
    return n;
}

/* How many dropped lines the text tells of: the writer tells them in as many pieces as it pleases,
 * and each time it has written a buffer. */
static int told(const char *text)
{
    static const char MARK[] = "\"event\":\"log_dropped\",\"lines\":";
    int n = 0;
    for (const char *p = text; (p = strstr(p, MARK)) != NULL;)
        n += (int)strtol(p += strlen(MARK), NULL, 10);
    return n;
}

static void log_many(int n)
{
    char payload[LINE_PAYLOAD + 1];
    memset(payload, 'x', LINE_PAYLOAD);
    payload[LINE_PAYLOAD] = '\0';
    for (int i = 0; i < n; i++)
        log_text(LOG_INFO, "request", payload);
}

static void a_stop_writes_every_line(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    log_start();
    log_many(100);
    log_stop();
    const char *text = read_now(ctx);
    assert_int_equal(count(text, "\"event\":\"request\""), 100);
    assert_int_equal(count(text, "log_dropped"), 0);
    mem_free(ctx);
}

static void an_error_is_out_when_the_call_returns(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    log_start();
    log_text(LOG_INFO, "request", "before it");
    log_text(LOG_ERROR, "db.error", "detail");
    const char *text = read_now(ctx);
    assert_non_null(strstr(text, "before it"));
    assert_non_null(strstr(text, "db.error"));
    log_stop();
    mem_free(ctx);
}

static void a_pipe_that_nobody_reads_holds_nobody_up(void **state)
{
    (void)state;
    int64_t begin = clock_monotonic_ms();
    uint64_t before = log_dropped();
    log_start();
    log_many(LINES);
    for (int i = 0; i < 10; i++)
        log_text(LOG_ERROR, "db.error", "waited for once only");
    assert_true(clock_monotonic_ms() - begin < 2000);
    assert_true(log_dropped() > before);
    log_stop();
    assert_true(clock_monotonic_ms() - begin < 8000);
}

static void what_was_dropped_is_told_when_somebody_reads_again(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    uint64_t before = log_dropped();
    log_start();
    log_many(LINES);
    int lost = (int)(log_dropped() - before);
    assert_true(lost > 0);
    struct buf *text = buf_new(ctx);
    while (count(text->data, "\"event\":\"request\"") + told(text->data) < LINES) {
        char *room = buf_room(text, PIPE_BUF);
        ssize_t n = read(reader, room, PIPE_BUF);
        assert_true(n > 0);
        buf_wrote(text, (size_t)n);
    }
    log_stop();
    assert_int_equal(told(text->data), lost);
    assert_int_equal(count(text->data, "\"event\":\"request\""), LINES - lost);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_stop_writes_every_line, put_pipe_in_place, put_stderr_back),
        cmocka_unit_test_setup_teardown(
            an_error_is_out_when_the_call_returns, put_pipe_in_place, put_stderr_back),
        cmocka_unit_test_setup_teardown(
            a_pipe_that_nobody_reads_holds_nobody_up, put_pipe_in_place, put_stderr_back),
        cmocka_unit_test_setup_teardown(
            what_was_dropped_is_told_when_somebody_reads_again, put_pipe_in_place, put_stderr_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
