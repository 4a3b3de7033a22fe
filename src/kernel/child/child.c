#include "kernel/child/child.h"

#include "base/fd.h"
#include "kernel/child/child_confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* argv of a child: the program, MARK, the work's name and, when there is one, its argument. */
static const char MARK[] = "--child";

/* ---- the parent's side ---- */

/* No signals blocked or ignored that our threads block or ignore. */
static bool attributes_fill(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t usual;
    sigemptyset(&none);
    sigfillset(&usual);
    return posix_spawnattr_setsigmask(attributes, &none) == 0 &&
           posix_spawnattr_setsigdefault(attributes, &usual) == 0 &&
           posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) ==
               0;
}

/* `in` and `out` lie above the places where they are put. */
static bool actions_fill(posix_spawn_file_actions_t *actions, int in, int out)
{
    return posix_spawn_file_actions_adddup2(actions, in, STDIN_FILENO) == 0 &&
           posix_spawn_file_actions_adddup2(actions, out, STDOUT_FILENO) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO) == 0;
}

static bool spawn(const struct child_work *work, const char *arg, int in, int out, pid_t *ret_pid)
{
    char *const argv[] = {(char *)"kaname", (char *)MARK, (char *)work->name, (char *)arg, NULL};
    char *const environment[] = {NULL}; /* ours may hold the database's password */
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    bool ok = actions_fill(&actions, in, out) && attributes_fill(&attributes) &&
              posix_spawn(ret_pid, "/proc/self/exe", &actions, &attributes, argv, environment) == 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return ok;
}

/* ends[0] is ours, to read from, ends[1] the child's standard output. */
static enum err start(
    const struct child_work *work, int in, const char *arg, const int ends[2], struct child *ret)
{
    FD_OWNED int pipe_out = ends[1];
    FD_OWNED int nothing = in < 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
    FD_OWNED int high_in = fcntl(in < 0 ? nothing : in, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    FD_OWNED int high_out = fcntl(pipe_out, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    struct child child = {.from = fdopen(ends[0], "r")};
    if (child.from == NULL)
        close(ends[0]);
    else if (high_in >= 0 && high_out >= 0 && spawn(work, arg, high_in, high_out, &child.pid)) {
        *ret = child;
        return ERR_OK;
    } else
        fclose(child.from);
    return ERR_UNAVAILABLE;
}

enum err child_start(
    const struct child_work *work, int in, const char *arg, struct child *ret_child)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return ERR_UNAVAILABLE;
    return start(work, in, arg, ends, ret_child);
}

enum err child_talk(const struct child_work *work, int in, struct child *ret_child)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return ERR_UNAVAILABLE;
    return start(work, in, NULL, ends, ret_child);
}

bool child_say(struct child *child, const void *data, size_t len)
{
    const char *from = data;
    while (len > 0) {
        ssize_t n = send(fileno(child->from), from, len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        from += n;
        len -= (size_t)n;
    }
    return true;
}

bool child_end(struct child *child)
{
    int status = 0;
    fclose(child->from);
    kill(child->pid, SIGKILL); /* our own: it is done, or is not wanted any more */
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFSIGNALED(status) && (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGXCPU);
}

/* ---- the child's side ---- */

static _Noreturn void be_child(const struct child_work *work, const char *arg)
{
    if (work->prepare != NULL)
        work->prepare();
    if (!child_confine(work->seconds))
        _exit(2);
    work->run(STDIN_FILENO, stdout, arg);
    _exit(
        fflush(stdout) == 0 ? 0 : 1); /* not exit(): nothing of the program's end is wanted here */
}

void child_main(int argc, char **argv, const struct child_work *const *works, size_t n_works)
{
    if (argc < 3 || strcmp(argv[1], MARK) != 0)
        return;
    for (size_t i = 0; i < n_works; i++)
        if (strcmp(works[i]->name, argv[2]) == 0)
            be_child(works[i], argc > 3 ? argv[3] : NULL);
    _exit(2);
}
