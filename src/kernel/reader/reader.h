/* Records that only their readers may see: people who are named, and those who hold a named role.
 * For everybody else such a record does not exist – not in lists, counts, exports, the search,
 * links, the change feed or the audit log. Being a reader permits nothing by itself: the register's
 * own permissions are asked besides. The administrator's role is never a reader's.
 *
 * Does not protect from who runs the server, nor from what was seen before the record became
 * confidential. */
#ifndef KANAME_KERNEL_READER_READER_H
#define KANAME_KERNEL_READER_READER_H

#include "base/limits.h"
#include "kernel/call.h"

/* A condition for SQL with the subject and the id of a record as it names them there. Three
 * placeholders: reader_bind. */
#define READER_MAY_SEE(subject_sql, id_sql)                                                    \
    "(? = 1 OR NOT EXISTS (SELECT 1 FROM record_secret h WHERE h.org_id = :org"                \
    " AND h.subject = " subject_sql " AND h.record_id = " id_sql                               \
    " AND NOT EXISTS (SELECT 1 FROM record_reader w WHERE w.org_id = :org"                     \
    " AND w.subject = h.subject AND w.record_id = h.record_id AND (w.person_id = ? OR (w.role" \
    " & ?) <> 0))))"

/* Who looks, as the condition asks for it. */
struct reader {
    bool all;       /* the system itself */
    int64_t person; /* -1: none */
    int64_t roles;  /* bits of enum perm's OF_… */
};
struct reader reader_of(const struct who *who);
/* Nobody: for figures that count what everybody may know of. */
extern const struct reader READER_NOBODY;
void reader_bind(struct db_query *q, const struct reader *reader);

/* Whether the record has readers of its own, and whether the caller is none of them. */
enum err reader_is_secret(struct call *c, const char *subject, int64_t record_id, bool *ret_secret);
enum err reader_is_hidden(struct call *c, const char *subject, int64_t record_id, bool *ret_hidden);
/* The latter of n records, each where its id stands. One statement. */
enum err reader_hidden_of(
    struct call *c, const char *subject, const int64_t *record_ids, size_t n, bool *ret_hidden);

struct reader_row {
    int64_t person_id; /* 0: a role */
    struct uuid person_uid;
    const char *number, *name;
    int64_t role; /* its bit; 0: a person */
};
enum err reader_list(struct call *c, const char *subject, int64_t record_id,
    struct reader_row ret_rows[LIMIT_READERS], size_t *ret_n);
/* Whether a record has readers of its own, and who they are, in order. */
struct readers {
    bool secret;
    struct reader_row rows[LIMIT_READERS];
    size_t n;
};
enum err reader_read(
    struct call *c, const char *subject, int64_t record_id, struct readers *ret_readers);
/* Whether both are the same people and roles, as they were read. */
bool readers_same(const struct readers *a, const struct readers *b);
/* Whether a person is named among the readers. */
enum err reader_is_named(
    struct call *c, const char *subject, int64_t record_id, int64_t person_id, bool *ret_named);
/* Records of a subject, by id after `after`, none of whose readers can open them any more: no
 * person among them has an account that may log in and holds a role, and no such account holds a
 * role among them. At most `most` ids. Records that have left for good are among them. */
enum err reader_lost(
    struct call *c, const char *subject, int64_t after, int most, int64_t *ret_ids, size_t *ret_n);

/* Keeps other changes of readers away until the end of the write transaction: what is read of them
 * after it is what they are. Of the organisation, not of the record, because a record that is not
 * confidential has no row to hold. */
enum err reader_lock(struct call *c);

/* Sets them anew. In a write transaction, after reader_lock. */
enum err reader_set(struct call *c, const char *subject, int64_t record_id, bool secret,
    const struct reader_row *rows, size_t n);

#endif
