/* Inside the module. */
#ifndef KANAME_MOD_IOC_IOC_PRIVATE_H
#define KANAME_MOD_IOC_IOC_PRIVATE_H

#include "base/limits.h"
#include "kernel/register/register.h"
#include "mod/ioc/ioc.h"
#include "mod/ioc/ioc_rules.h"

extern const struct perm PERM_IOC_READ, PERM_IOC_WRITE, PERM_IOC_EXPORT;

struct ioc {
    int64_t no;
    const char *type, *value, *key, *tlp;
    int64_t first_ms; /* 0: not known */
    const char *note;
    int64_t added_ms;
    const char *by_name; /* NULL: gone */
    int64_t dropped_ms;  /* 0: it holds */
    const char *dropped_reason;
};

/* ---- ioc_store.c ---- */

/* All of a case, the newest first. */
enum err ioc_store_list(struct call *c, int64_t incident_id, struct ioc **ret_list, size_t *ret_n);
/* With the next numbers, what holds there already left out; the case is held. ERR_CONFLICT:
 * LIMIT_IOCS would be passed. *ret_made: how many. */
enum err ioc_store_add(
    struct call *c, int64_t incident_id, const struct ioc *list, size_t n, size_t *ret_made);
/* ERR_NOT_FOUND; ERR_CONFLICT: it is dropped already. */
enum err ioc_store_drop(struct call *c, int64_t incident_id, int64_t no, const char *reason);

/* Indicators of a case that others have, too. */
struct ioc_shared {
    const char *key;
    int64_t incident_id;
};
enum { IOC_SHARED_MOST = 500 };
enum err ioc_store_shared(
    struct call *c, int64_t incident_id, struct ioc_shared **ret_list, size_t *ret_n);
enum err ioc_store_purge(struct call *c, int64_t incident_id);

/* ---- ioc_api.c ---- */

extern const struct shape SHAPE_IOC_LIST, SHAPE_IOC_NEW, SHAPE_IOC_MADE, SHAPE_IOC_DROP;
enum err ioc_list(struct req *r);
enum err ioc_post(struct req *r);
enum err ioc_drop_post(struct req *r);
/* The case of a request, in its unit. */
enum err ioc_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident);
enum ioc_type ioc_type_named(const char *key); /* one that is none is IOC_OTHER */

/* ---- ioc_share_api.c ---- */

extern const struct shape SHAPE_IOC_SHARE;
enum err ioc_stix_post(struct req *r);
enum err ioc_misp_post(struct req *r);

#endif
