/* Inside kernel/child only: what a child that reads hostile files may do. */
#ifndef KANAME_KERNEL_CHILD_CHILD_CONFINE_H
#define KANAME_KERNEL_CHILD_CHILD_CONFINE_H

#include <stdbool.h>

/* In seconds and bytes; the memory is counted beyond the program itself. */
enum { CHILD_CPU = 30, CHILD_WALL = 300, CHILD_MEMORY = 768 * 1024 * 1024 };

/* Limits of time and memory, and of all system calls only those that read, write, take memory and
 * end. It goes with its parent. `seconds` 0: CHILD_CPU and CHILD_WALL. False: it cannot be had. */
bool child_confine(int seconds);

#endif
