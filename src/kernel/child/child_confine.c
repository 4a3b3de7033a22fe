#include "kernel/child/child_confine.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

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

bool child_confine(int seconds)
{
    /* Above the lower limit SIGXCPU says why it ends; at the upper one SIGKILL would say nothing.
     */
    const rlim_t most = seconds == 0 ? CHILD_CPU : (rlim_t)seconds;
    const struct rlimit cpu = {most, most + 1};
    alarm(seconds == 0 ? CHILD_WALL : (unsigned)seconds);
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && setrlimit(RLIMIT_CPU, &cpu) == 0 &&
           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
           (sanitized || limit(RLIMIT_AS, mapped() + CHILD_MEMORY)) && filter();
}
