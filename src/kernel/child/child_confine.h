/* Inside kernel/table only: what a child that reads hostile files may do. */
#ifndef KANAME_KERNEL_TABLE_TABLE_CHILD_H
#define KANAME_KERNEL_TABLE_TABLE_CHILD_H

#include <stdbool.h>

/* In the parent, before the fork: what the child could no longer load. */
void table_child_prepare(void);

/* In the child: no descriptors but these two, limits of time and memory, and of all system calls
 * only those that read, write, take memory and end. It does not protect from what the child's own
 * memory holds: the parent's, as it was at the fork. False: it cannot be had. */
bool table_child_confine(int in, int out);

#endif
