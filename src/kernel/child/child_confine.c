#include "kernel/table/table_child.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { CPU_SECONDS = 30, WALL_SECONDS = 300 };
static const rlim_t MEMORY = (rlim_t)768 * 1024 * 1024;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static iconv_t kept; /* keeps the table of CP932 loaded: the child may open no files */

static void load(void)
{
    kept = iconv_open("UTF-8", "CP932");
}

__attribute__((destructor)) static void unload(void)
{
    if (kept != NULL && kept != (iconv_t)-1)
        iconv_close(kept);
}

void table_child_prepare(void)
{
    pthread_once(&once, load);
}

#if defined(__SANITIZE_ADDRESS__)
static const bool sanitized = true; /* its shadow takes terabytes of addresses */
#else
static const bool sanitized = false;
#endif

/* What this process has mapped already, in bytes: the first figure of statm, in pages. */
static rlim_t mapped(void)
{
    char text[64] = "0";
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL) {
        if (fgets(text, sizeof text, file) == NULL)
            text[0] = '\0';
        fclose(file);
    }
    return (rlim_t)strtoul(text, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

static bool limit(int what, rlim_t value)
{
    const struct rlimit l = {value, value};
    return setrlimit(what, &l) == 0;
}

static void close_others(int in, int out)
{
    int low = in < out ? in : out;
    int high = in < out ? out : in;
    if (low > 0)
        close_range(0, (unsigned)low - 1, 0);
    if (high > low + 1)
        close_range((unsigned)low + 1, (unsigned)high - 1, 0);
    close_range((unsigned)high + 1, ~0U, 0);
}

static bool filter(void)
{
    static const int allowed[] = {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(lseek), SCMP_SYS(fstat),
        SCMP_SYS(newfstatat), SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap),
        SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime), SCMP_SYS(getrandom), SCMP_SYS(gettid),
        SCMP_SYS(getpid), SCMP_SYS(exit), SCMP_SYS(exit_group)};
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool ok = ctx != NULL;
    for (size_t i = 0; ok && i < sizeof allowed / sizeof allowed[0]; i++)
        ok = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    ok = ok && seccomp_load(ctx) == 0;
    if (ctx != NULL)
        seccomp_release(ctx);
    return ok;
}

bool table_child_confine(int in, int out)
{
    signal(SIGPIPE, SIG_DFL);
    signal(SIGALRM, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    alarm(WALL_SECONDS);
    rlim_t memory = mapped() + MEMORY;
    close_others(in, out);
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && limit(RLIMIT_CPU, CPU_SECONDS) &&
           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
           (sanitized || limit(RLIMIT_AS, memory)) && filter();
}
