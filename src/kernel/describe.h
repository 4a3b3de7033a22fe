/* The program described by itself: the OpenAPI document of every route, and the registers, roles
 * and enumerations from which the UI draws generic lists and forms. Both are made from the same
 * rows that the program runs on, so they cannot differ from it. */
#ifndef KANAME_KERNEL_DESCRIBE_H
#define KANAME_KERNEL_DESCRIBE_H

#include "kernel/app.h"

/* OpenAPI 3.1, English summaries. */
void describe_openapi(struct buf *out, const struct app *app);

/* { registers, roles, permissions, transfer }; with a call, which may read, also { option_names }:
 * what its organisation itself calls options. */
void describe_app(struct buf *out, const struct app *app, struct call *c);

/* Writes the member "roles" of a permission. */
void describe_roles(struct jw *w, const struct perm *perm);

extern const struct module module_describe; /* GET /api/v1/openapi.json and /api/v1/describe */

#endif
