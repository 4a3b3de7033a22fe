/* What the page asks first: who am I, what may I do, where am I. */
#ifndef KANAME_KERNEL_AUTH_ME_H
#define KANAME_KERNEL_AUTH_ME_H

#include "kernel/http/req.h"

extern const struct shape SHAPE_ME;
extern const struct option_set OPTIONS_ROLE, OPTIONS_LANGUAGE, OPTIONS_OPENED,
    OPTIONS_ACCOUNT_STATE;

/* Answers with the caller's account, person, roles, permissions, organisation, fiscal year. */
enum err me_answer(struct req *r);

/* Calls `take` with every permission of the program that the caller holds somewhere, some twice. */
void me_each_permission(
    struct call *c, void (*take)(void *arg, const struct perm *perm), void *arg);

/* One role of an account in a unit, as accounts and `me` show it: { role, unit: Reference }. */
extern const struct shape SHAPE_ROLE;
struct account_role;
void me_write_role(struct jw *w, const struct account_role *role);
/* { id, number, title }, as every reference is shown. */
void me_write_ref(
    struct jw *w, const char *key, const struct uuid *id, const char *number, const char *title);

#endif
