#include "kernel/http/conn.h"

#include "base/mem.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct metrics metrics;
    struct conns *conns;
    int pair[2]; /* the server's end, the client's end */
    struct conn *conn;
};

static int set_up(void **state)
{
    struct fixture *f = mem_new(NULL, struct fixture);
    struct address peer = {{0}};
    assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM, 0, f->pair));
    f->conns = conns_new(f, &f->metrics);
    f->conn = conn_add(f->conns, f->pair[0], &peer);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    if (f->conn != NULL)
        conn_remove(f->conns, f->conn);
    assert_int_equal(0, atomic_load(&f->metrics.connections));
    conns_stop(f->conns);
    close(f->pair[0]);
    close(f->pair[1]);
    mem_free(f);
    return 0;
}

/* The client sees the end of the connection within `ms`. */
static bool ended(const struct fixture *f, int ms)
{
    struct pollfd p = {.fd = f->pair[1], .events = POLLIN};
    return poll(&p, 1, ms) == 1 && (p.revents & POLLHUP) != 0;
}

static void a_connection_past_its_deadline_is_shut(void **state)
{
    struct fixture *f = *state;
    conn_deadline_in(f->conn, 0);
    assert_true(ended(f, 10000));
    assert_int_equal(1, atomic_load(&f->metrics.swept));
}

static void a_byte_now_and_then_does_not_move_the_deadline(void **state)
{
    struct fixture *f = *state;
    conn_deadline_in(f->conn, 1);
    int sent = 0;
    while (!ended(f, 100) && sent < 100)
        sent += (int)send(f->pair[1], "x", 1, MSG_NOSIGNAL) == 1;
    assert_in_range(sent, 1, 50);
}

static void a_request_at_a_worker_has_no_deadline(void **state)
{
    struct fixture *f = *state;
    struct address peer = {{0}};
    int other[2];
    assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM, 0, other));
    struct conn *slow = conn_add(f->conns, other[0], &peer);
    atomic_store(&f->conn->deadline_ms, CONN_NO_DEADLINE);
    conn_deadline_in(slow, 0);
    struct pollfd p = {.fd = other[1], .events = POLLIN};
    assert_int_equal(1, poll(&p, 1, 10000)); /* the sweeper has been by */
    assert_false(ended(f, 0));
    conn_remove(f->conns, slow);
    close(other[0]);
    close(other[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_connection_past_its_deadline_is_shut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_byte_now_and_then_does_not_move_the_deadline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_request_at_a_worker_has_no_deadline, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
