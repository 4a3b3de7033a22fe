/* Told ahead that something runs out: certificates, contracts, what was looked up of a service.
 * Whoever is in charge of a record gets one notice for one day, two months before it or as soon as
 * it is known; a new day is told anew. Only those are told who may read the record.
 *
 * Not the calendar, which shows the day to everybody it concerns (struct reg_due). */
#ifndef KANAME_KERNEL_EXPIRY_EXPIRY_H
#define KANAME_KERNEL_EXPIRY_EXPIRY_H

#include "kernel/notice/notice.h"
#include "kernel/register/register.h"

enum { EXPIRY_DAYS = 60 };

/* A condition for SQL, after a record's table, with the register's name, its uid and its day: that
 * nobody has been told of it. */
#define EXPIRY_UNTOLD(register_name, uid_sql, day_sql)                                             \
    " AND NOT EXISTS (SELECT 1 FROM expiry_told xt WHERE xt.org_id = :org"                         \
    " AND xt.register = '" register_name "' AND xt.record_uid = " uid_sql " AND xt.day = " day_sql \
    ")"

/* Days, both included. */
struct expiry_days {
    const char *from, *to;
};

struct expiring {
    int64_t id;
    struct uuid uid;
};

struct expiry_receivers {
    int64_t *accounts;
    size_t n;
};

struct expiry_subject {
    const struct reg_def *reg; /* whose `due` says which day, and who is in charge */
    const struct notice_kind *kind;
    /* At most `limit` with an id above `after` that run out in these days and that nobody was told
     * of, in order of id. Under c. */
    enum err (*untold)(struct call *c, const struct expiry_days *days, int64_t after, int limit,
        struct expiring **ret_list, size_t *ret_n);
    /* NULL, or the person in charge where the record itself names none: *ret_person, 0: nobody. */
    enum err (*owner)(struct call *c, const struct reg_record *record, int64_t *ret_person);
    /* NULL, or who is told where no person in charge may read it. Under c. */
    enum err (*instead)(
        struct call *c, const struct reg_record *record, struct expiry_receivers *ret_receivers);
    const struct perm *last; /* who is told where nobody else is, in the record's unit */
    /* What it is called in the notice: argument "name". */
    struct notice_arg (*name)(struct call *c, const struct reg_record *record);
};

/* All of one subject, some records a transaction. In a job, which acts for the system itself. */
enum err expiry_tell_all(struct call *c, const struct expiry_subject *subject);

/* expiry_store.c: writes down that it is told; *ret_first: it had not been. */
enum err expiry_store_told(struct call *c, const char *register_name, const struct uuid *uid,
    const char *day, bool *ret_first);
/* Those of days that have passed. */
enum err expiry_store_forget(struct call *c, const char *before, bool *ret_any);
/* Pages as `untold` wants them, of a statement with the days, the id behind which it begins and how
 * many. */
enum err expiry_store_page(struct call *c, const char *sql, const struct expiry_days *days,
    int64_t after, int limit, struct expiring **ret_list, size_t *ret_n);

extern const struct module module_expiry;

#endif
