/* Notices: somebody is told that something happened. A notice is a row for one account, written in
 * the caller's transaction: it exists if the change does. The account sees it in the product, and
 * by mail in the way the person has chosen for its kind (at once, collected daily or weekly, not at
 * all); the mail is queued in the same transaction, so none is sent for what was rolled back. What
 * a bulk edit or an import tells of each of its records (kernel/kept.h) is collected for the day
 * where it would be mailed at once: ten thousand mails are one.
 *
 * Its texts are messages in the receiver's language, made when they are read or mailed:
 *     notice.<kind>        names the kind where people choose how they are told
 *     notice.<kind>.title  one line: headline in the list, subject of the mail
 *     notice.<kind>.text   what happened and what to do, whole sentences
 * Both texts may use every argument as {name}.
 *
 * Not a permission: the receiver's right to what the path shows is asked when they go there. So
 * arguments hold what the receiver may know anyway (a name, a date), never a secret. */
#ifndef KANAME_KERNEL_NOTICE_NOTICE_H
#define KANAME_KERNEL_NOTICE_NOTICE_H

#include "kernel/app.h"

/* X(name, key): the label is message "enum.notice_delivery.<key>". */
#define NOTICE_DELIVERY_LIST(X) \
    X(NOTICE_NOW, "now")        \
    X(NOTICE_DAILY, "daily")    \
    X(NOTICE_WEEKLY, "weekly")  \
    X(NOTICE_PRODUCT, "product") /* no mail */

#define NOTICE_DELIVERY_ENUM(name, key) name,
enum notice_delivery { NOTICE_DELIVERY_LIST(NOTICE_DELIVERY_ENUM) NOTICE_DELIVERY_MAX };
#undef NOTICE_DELIVERY_ENUM

/* What may be told: constant rows of a module (struct module). */
struct notice_kind {
    const char *name;           /* "campaign_opened" */
    enum notice_delivery usual; /* until the person chooses */
    bool security; /* always mailed at once, cannot be chosen away, told to who did it too */
};

enum notice_arg_type {
    NOTICE_TEXT,    /* as it is */
    NOTICE_DATE,    /* "2026-11-30", written as the receiver's language does */
    NOTICE_INSTANT, /* RFC 3339, written in the organisation's zone */
    NOTICE_MESSAGE, /* a message id: "enum.measure_state.done" */
};

struct notice_arg {
    const char *name; /* of the placeholder */
    enum notice_arg_type type;
    const char *value; /* NULL reads as "" */
};

struct notice_new {
    const struct notice_kind *kind; /* a row of some module's table */
    const char *subject;            /* "campaign"; NULL: about no record */
    const struct uuid *subject_uid; /* NULL: none */
    const char *path;               /* page of the UI: "/campaigns/K-2026-0001" */
    const struct notice_arg *args;
    size_t n_args;
};

/* Tells these accounts, in the caller's open write transaction (which needs an audit entry of the
 * change itself; a notice has none). Left out: doubles, disabled accounts, and – unless the kind is
 * of security – the account that the call acts for: nobody is told what they just did. */
enum err notice_tell(
    struct call *c, const struct notice_new *notice, const int64_t *accounts, size_t n);

/* The accounts of a person; without one nobody is told. */
enum err notice_tell_person(struct call *c, const struct notice_new *notice, int64_t person_id);

/* Whoever holds the permission in the unit with this path ("/" or "/1/5/"), by roles there or
 * above. */
enum err notice_tell_holders(struct call *c, const struct notice_new *notice,
    const struct perm *perm, const char *unit_path);

/* Both of them at once, each account only one time: whose matter it is, and who decides on it.
 * person_id 0: nobody's. */
enum err notice_tell_owner_and_holders(struct call *c, const struct notice_new *notice,
    int64_t person_id, const struct perm *perm, const char *unit_path);

/* Takes back all of one kind about a record, whoever has it: what it tells was erased by law. */
enum err notice_forget(struct call *c, const struct notice_kind *kind, const char *subject,
    const struct uuid *subject_uid);

extern const struct module module_notice, module_notice_choice;

#endif
