/* What strangers made — tables, books — is taken apart by a child: this program started anew, so
 * that its memory holds nothing of ours (a fork would hold keys, other people's data, and locks
 * that other threads had), and confined before it reads the first byte. */
#ifndef KANAME_KERNEL_CHILD_CHILD_H
#define KANAME_KERNEL_CHILD_CHILD_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

/* One kind of work: a constant that both the parent and the child's main() name. */
struct child_work {
    const char *name;
    /* NULL, or loads what lies in files, while they can still be opened. */
    void (*prepare)(void);
    /* Confined. Reads descriptor `in`, writes what it found to `out`. `arg`: as at the start. */
    void (*run)(int in, FILE *out, const char *arg);
    int seconds; /* of processor time, and in all; 0: as much as a file of a request gets */
};

struct child {
    pid_t pid;
    FILE *from; /* what it writes; nothing in it is to be believed */
};

/* Starts the work on the file at `in`, which is left alone but for its offset; −1: an empty one, as
 * of a request without a body. `arg`: NULL: none.
 * Ended by child_end. ERR_UNAVAILABLE: there is no process or descriptor to be had. */
enum err child_start(
    const struct child_work *work, int in, const char *arg, struct child *ret_child);

/* The same with a way back: what child_say writes, `run` reads from the descriptor of `out`. */
enum err child_talk(const struct child_work *work, int in, struct child *ret_child);
/* All of it. False: the child is gone. */
bool child_say(struct child *child, const void *data, size_t len);

/* Ends the child, done or not. True: it had run out of its time. */
bool child_end(struct child *child);

/* The first thing in main(): when this process was started as a child, does the work and ends. */
void child_main(int argc, char **argv, const struct child_work *const *works, size_t n_works);

#endif
