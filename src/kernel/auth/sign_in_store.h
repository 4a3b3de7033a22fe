/* SQL of the log of log-ins. */
#ifndef KANAME_KERNEL_AUTH_SIGN_IN_STORE_H
#define KANAME_KERNEL_AUTH_SIGN_IN_STORE_H

#include "kernel/auth/sign_in_log.h"

struct sign_in_row {
    int64_t id;
    struct uuid uid;
    int64_t at_ms;
    const char *result, *opened_by, *address, *agent, *odd;
    bool seen;
    struct uuid account_uid; /* zeros: there is no such login */
    const char *account_login, *account_name;
};

enum sign_in_choice {
    SIGN_IN_ACCOUNT, /* of one account */
    SIGN_IN_NOTICE,  /* of one account, odd and not read yet */
    SIGN_IN_ALL,     /* of the organisation */
};

/* Newest first, those before `before` (an id; 0: all). */
enum err sign_in_store_list(struct call *c, enum sign_in_choice choice, int64_t account_id,
    int64_t before, int limit, struct sign_in_row **ret_rows, size_t *ret_n);
/* The rest is for open write transactions. */
enum err sign_in_store_add(struct call *c, const struct sign_in_new *s, const char *odd);
/* ERR_NOT_FOUND: not the account's. */
enum err sign_in_store_seen(struct call *c, const struct uuid *uid, int64_t account_id);
enum err sign_in_store_purge(struct call *c, int64_t before_ms);

#endif
