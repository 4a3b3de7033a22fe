/* SQL of personal API tokens; their look-up by a request is session_store's. */
#ifndef KANAME_KERNEL_AUTH_API_TOKEN_STORE_H
#define KANAME_KERNEL_AUTH_API_TOKEN_STORE_H

#include "base/digest.h"
#include "base/jw.h"
#include "kernel/call.h"

/* A secret scanner finds kaname_[0-9]+\.[A-Za-z0-9_-]{43}. */
#define API_TOKEN_PREFIX "kaname_"

struct api_token {
    int64_t id;
    struct uuid uid;
    int64_t account_id;
    const char *name;
    const char *scopes; /* "read measure.write" */
    int64_t created_at_ms, expires_at_ms;
    int64_t used_at_ms; /* 0: never */
    const char *used_from;
    const char *owner; /* name of the account; only of api_token_store_of_scope */
};

/* Those of an account, newest first; also the ended ones until they are purged. */
enum err api_token_store_list(
    struct call *c, int64_t account_id, struct api_token **ret_tokens, size_t *ret_n);
/* Anybody's with just this scope, newest first. */
enum err api_token_store_of_scope(
    struct call *c, const char *scope, struct api_token **ret_tokens, size_t *ret_n);
/* `account_id` 0: anybody's. ERR_NOT_FOUND. */
enum err api_token_store_by_uid(
    struct call *c, const struct uuid *uid, int64_t account_id, struct api_token *ret_token);
/* A write of its own. */
enum err api_token_store_touch(struct call *c, int64_t id, const char *address);

/* The rest is for open write transactions. Fills id, uid and created_at_ms. */
enum err api_token_store_add(struct call *c, struct api_token *token, const struct digest *hash);
enum err api_token_store_remove(struct call *c, int64_t id);
/* The same with its audit entry. */
struct account;
enum err api_token_revoke(
    struct call *c, const struct account *account, const struct api_token *token);
/* Those that ended before `before_ms`. */
enum err api_token_store_purge(struct call *c, int64_t before_ms);

#endif
