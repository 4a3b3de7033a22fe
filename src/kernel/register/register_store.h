/* The register engine's own rows: counters, references, units in view. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_STORE_H
#define KANAME_KERNEL_REGISTER_REGISTER_STORE_H

#include "kernel/register/register.h"

/* The next `n` counts of a prefix in a fiscal year, from 1: *ret_last is the last of them. Inside a
 * write transaction. */
enum err reg_store_count(
    struct call *c, const char *prefix, int year, int64_t n, int64_t *ret_last);

/* A record by UUID or number, without a look at permissions: its id and, when `ret_shown` is not
 * NULL, { id, number, title } as references are shown. ERR_NOT_FOUND: none, or deleted. */
enum err reg_store_ref(struct call *c, const struct reg_def *def, const char *text, int64_t *ret_id,
    json_t **ret_shown);

/* Units below any of the paths, and units in all. */
enum err reg_store_units(
    struct call *c, const char *const *paths, size_t n_paths, int64_t *ret_below, int64_t *ret_all);

#endif
