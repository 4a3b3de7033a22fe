/* Passkeys of accounts: what a browser is asked, and whether its answer lets somebody in. A passkey
 * is both factors at once: the device, and the PIN, finger or face that it has checked itself. It
 * is bound to this site, so a page that looks like ours gets nothing that opens ours.
 *
 * Not against whoever holds a signed-in browser, nor against a maker's account from which synced
 * passkeys are copied to a stranger's device. */
#ifndef KANAME_KERNEL_PASSKEY_PASSKEY_H
#define KANAME_KERNEL_PASSKEY_PASSKEY_H

#include "kernel/app.h"
#include "kernel/auth/account_store.h"
#include "kernel/passkey/passkey_challenge.h"
#include "kernel/passkey/passkey_store.h"

/* Whether people reach the program in a way for which browsers offer passkeys. */
bool passkey_possible(struct call *c);

/* { challenge, rp_id, credentials, seconds }: what a browser is asked for a use. `account_id` 0:
 * any passkey of this site will do, and none is named. */
extern const struct shape SHAPE_PASSKEY_QUESTION;
enum err passkey_question(
    struct call *c, enum passkey_purpose purpose, int64_t account_id, struct jw *w);
/* The same as JSON under c; NULL: the account has no passkey, or none is possible here. */
enum err passkey_question_text(
    struct call *c, enum passkey_purpose purpose, int64_t account_id, const char **ret_json);

/* { id, client_data, authenticator_data, signature, user_handle }: the browser's answer. */
extern const struct shape SHAPE_PASSKEY_ANSWER;

/* A base64url member of a checked body; under c. False: it is none. */
bool passkey_bytes_of(
    struct call *c, const json_t *body, const char *key, struct passkey_bytes *ret_bytes);

struct passkey_coming {
    struct passkey_challenge challenge;
    struct passkey_answer answer;
    struct passkey_bytes credential, user_handle;
    struct passkey_site site;
};
/* Reads a checked body, and whether it answers a question of ours of this purpose; under c. Needs
 * no organisation: the challenge names it. */
bool passkey_read(struct call *c, enum passkey_purpose purpose, const json_t *body,
    struct passkey_coming *ret_coming);

struct passkey_use {
    bool good;
    bool copied;        /* the counter went back: call passkey_stop after the transaction */
    int64_t account_id; /* whose it is; 0: nobody's we know */
    struct passkey_row row;
};
/* In an open write transaction, in the challenge's organisation: whether the answer is a good use
 * of a passkey of the account the question was for; then the challenge is spent and the counter
 * kept. What is not good tells no reason. */
enum err passkey_spend(
    struct call *c, const struct passkey_coming *coming, struct passkey_use *ret_use);

/* There are two of it: it opens nothing from now on, and its person is told. Own transaction. */
enum err passkey_stop(struct call *c, const struct passkey_row *row);

/* Routes. */
extern const struct module module_passkey;

#endif
