/* A problem as clients of SCIM expect it (RFC 7644 §3.12), for everything under /scim. */
#ifndef KANAME_KERNEL_HTTP_PROBLEM_SCIM_H
#define KANAME_KERNEL_HTTP_PROBLEM_SCIM_H

#include "base/jw.h"
#include "base/problem.h"

#define PROBLEM_SCIM_MEDIA "application/scim+json"

bool problem_is_scim(const char *path);

/* What is invalid is 400 there, and what exists already 409, whoever found out. */
int problem_scim_status(enum err e, const struct problem *problem);

/* { schemas, status, scimType, detail }; `problem` as the handler left it. */
void problem_write_scim(struct jw *w, enum err e, const struct problem *problem, const char *lang);

#endif
