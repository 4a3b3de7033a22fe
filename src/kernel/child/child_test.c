#include "kernel/child/child.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- what children do here ---- */

static void repeat(int in, FILE *out, const char *arg)
{
    char text[64];
    ssize_t n = read(in, text, sizeof text);
    fprintf(out, "%s:%.*s", arg == NULL ? "" : arg, (int)(n > 0 ? n : 0), text);
}

static int n_open;

static void count_open(void)
{
    for (int fd = 0; fd < 256; fd++)
        n_open += fcntl(fd, F_GETFD) >= 0;
}

static const char *outcome(int result)
{
    return result < 0 && errno == EPERM ? "refused" : "done";
}

static void try_things(int in, FILE *out, const char *arg)
{
    (void)in;
    (void)arg;
    fprintf(
        out, "descriptors %d, environment %s, ", n_open, environ[0] == NULL ? "empty" : "there");
    fprintf(out, "open %s, ", outcome(open("/etc/hostname", O_RDONLY | O_CLOEXEC)));
    fprintf(out, "socket %s, ", outcome(socket(AF_INET, SOCK_STREAM, 0)));
    fprintf(out, "kill %s, ", outcome(kill(getpid(), 0)));
    fprintf(out, "fork %s", outcome(fork()));
}

static void die(int in, FILE *out, const char *arg)
{
    (void)in;
    (void)arg;
    fputs("half", out);
    fflush(out);
    abort();
}

/* Of each byte asked, the next one; gone after a '!'. */
static void answer(int in, FILE *out, const char *arg)
{
    char asked = 0;
    (void)in;
    (void)arg;
    while (asked != '!' && read(fileno(out), &asked, 1) == 1) {
        fputc(asked + 1, out);
        fflush(out);
    }
}

static const struct child_work ANSWER = {"answer", NULL, answer, 10};
static const struct child_work REPEAT = {"repeat", NULL, repeat};
static const struct child_work TRY = {"try", count_open, try_things};
static const struct child_work DIE = {"die", NULL, die};
static const struct child_work UNKNOWN = {"unknown", NULL, repeat};

/* ---- the tests ---- */

/* All that the child writes, under the test's context. `input`: NULL: no file. */
static const char *said(
    void *ctx, const struct child_work *work, const char *input, const char *arg)
{
    struct child child;
    char text[256] = "";
    int in = input == NULL ? -1 : memfd_create("input", MFD_CLOEXEC);
    if (input != NULL) {
        assert_int_equal(write(in, input, strlen(input)), strlen(input));
        lseek(in, 0, SEEK_SET);
    }
    assert_int_equal(child_start(work, in, arg, &child), ERR_OK);
    size_t n = fread(text, 1, sizeof text - 1, child.from);
    assert_false(child_end(&child));
    if (in >= 0)
        close(in);
    text[n] = '\0';
    return mem_strdup(ctx, text);
}

static int setup(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int teardown(void **state)
{
    mem_free(*state);
    return 0;
}

static void a_child_reads_its_file_and_answers(void **state)
{
    assert_string_equal(said(*state, &REPEAT, "one", "two"), "two:one");
    assert_string_equal(said(*state, &REPEAT, "one", NULL), ":one");
    assert_string_equal(said(*state, &REPEAT, NULL, "two"), "two:");
}

static void a_child_has_nothing_of_ours_and_may_do_nothing(void **state)
{
    assert_string_equal(said(*state, &TRY, "", NULL),
        "descriptors 2, environment empty, open refused, socket "
        "refused, kill refused, fork refused");
}

static void a_child_that_dies_leaves_what_it_had_said(void **state)
{
    assert_string_equal(said(*state, &DIE, "", NULL), "half");
}

static void work_that_the_program_does_not_know_is_not_done(void **state)
{
    assert_string_equal(said(*state, &UNKNOWN, "one", NULL), "");
}

static void a_child_can_be_asked_one_thing_after_the_other(void **state)
{
    struct child child;
    int in = memfd_create("input", MFD_CLOEXEC);
    (void)state;
    assert_int_equal(child_talk(&ANSWER, in, &child), ERR_OK);
    close(in);
    for (const char *p = "HAL!"; *p != '\0'; p++) {
        assert_true(child_say(&child, p, 1));
        assert_int_equal(fgetc(child.from), *p + 1);
    }
    assert_int_equal(fgetc(child.from), EOF); /* gone: asking goes on to be harmless */
    child_say(&child, "x", 1);
    child_say(&child, "x", 1);
    assert_false(child_end(&child));
}

static void *allocate(void *arg)
{
    const _Atomic bool *enough = arg;
    while (!atomic_load(enough))
        free(malloc(100000));
    return NULL;
}

/* A fork would take over a lock that another thread holds just then, and wait for it for ever. */
static void children_start_whatever_other_threads_do(void **state)
{
    enum { THREADS = 4, CHILDREN = 40 };
    pthread_t threads[THREADS];
    _Atomic bool enough = false;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, allocate, (void *)&enough), 0);
    for (int i = 0; i < CHILDREN; i++)
        assert_string_equal(said(*state, &REPEAT, "one", "two"), "two:one");
    atomic_store(&enough, true);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

int main(int argc, char **argv)
{
    static const struct child_work *const works[] = {&REPEAT, &TRY, &DIE, &ANSWER};
    child_main(argc, argv, works, sizeof works / sizeof works[0]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_child_reads_its_file_and_answers, setup, teardown),
        cmocka_unit_test_setup_teardown(
            a_child_has_nothing_of_ours_and_may_do_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_child_that_dies_leaves_what_it_had_said, setup, teardown),
        cmocka_unit_test_setup_teardown(
            work_that_the_program_does_not_know_is_not_done, setup, teardown),
        cmocka_unit_test(a_child_can_be_asked_one_thing_after_the_other),
        cmocka_unit_test_setup_teardown(children_start_whatever_other_threads_do, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
