/* SQL of saved views. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_VIEW_STORE_H
#define KANAME_KERNEL_REGISTER_REGISTER_VIEW_STORE_H

#include "kernel/call.h"

struct saved_view {
    int64_t id;
    struct uuid uid;
    int64_t account_id;
    const char *owner; /* the account's name */
    const char *reg;   /* plural name of the register */
    const char *name;
    const char *query; /* of the list's address */
    bool shared;
};

/* The caller's own and those shared, by name. */
enum err view_store_list(
    struct call *c, const char *reg, struct saved_view **ret_views, size_t *ret_n);
/* The same of one. ERR_NOT_FOUND. */
enum err view_store_find(struct call *c, const struct uuid *uid, struct saved_view *ret_view);
enum err view_store_count(struct call *c, int64_t *ret_n);
/* Under a name that the account has already, that view is changed. Fills uid. */
enum err view_store_save(struct call *c, struct saved_view *view);
enum err view_store_share(struct call *c, int64_t id, bool shared);
enum err view_store_remove(struct call *c, int64_t id);

#endif
