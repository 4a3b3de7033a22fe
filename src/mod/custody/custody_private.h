/* Inside the module. */
#ifndef KANAME_MOD_CUSTODY_CUSTODY_PRIVATE_H
#define KANAME_MOD_CUSTODY_CUSTODY_PRIVATE_H

#include "kernel/file/file.h"
#include "kernel/http/req.h"
#include "kernel/register/register.h"
#include "mod/custody/custody.h"

extern const struct perm PERM_CUSTODY_READ, PERM_CUSTODY_FETCH, PERM_CUSTODY_WRITE;

/* X(name, key): "enum.custody_kind.<key>". The last are the program's own. */
#define CUSTODY_KIND_LIST(X)                                       \
    X(CUSTODY_HANDED, "handed")     /* to another holder */        \
    X(CUSTODY_MOVED, "moved")       /* to another place */         \
    X(CUSTODY_NOTE, "note")         /* what else happened to it */ \
    X(CUSTODY_TAKEN, "taken")       /* it was collected */         \
    X(CUSTODY_FILED, "filed")       /* its file arrived */         \
    X(CUSTODY_VIEWED, "viewed")     /* its file was fetched */     \
    X(CUSTODY_EXPORTED, "exported") /* it left in an archive of the case */

#define CUSTODY_KIND_ENUM(name, key) name,
enum custody_kind { CUSTODY_KIND_LIST(CUSTODY_KIND_ENUM) CUSTODY_KIND_MAX };
#undef CUSTODY_KIND_ENUM
extern const char *const custody_kind_keys[CUSTODY_KIND_MAX + 1]; /* NULL-terminated */

enum { CUSTODY_PAGE = 500 }; /* lines of a chain in one answer */

struct custody_event {
    int64_t seq;
    const char *kind;
    const char *holder, *place, *text; /* NULL: nothing is said */
    int64_t happened_ms, written_ms;
    const char *by_name; /* NULL: gone */
};

struct custody_item {
    int64_t id, no;
    const char *title, *source;
    int64_t collected_ms, added_ms;
    const char *by_name;        /* who added it; NULL: gone */
    struct file_info file;      /* id 0: none */
    const char *holder, *place; /* now; NULL: never said */
    int64_t n_events;
};

/* ---- custody_store.c ---- */

/* In order of number, at most LIMIT_EVIDENCE; `no` > 0: that one alone. */
enum err custody_store_items(struct call *c, int64_t incident_id, int64_t no,
    struct custody_item **ret_items, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err custody_store_item(
    struct call *c, int64_t incident_id, int64_t no, struct custody_item *ret_item);
/* Fills in id and no. ERR_CONFLICT (evidence_full). The case is held. */
enum err custody_store_add(struct call *c, int64_t incident_id, struct custody_item *item);
/* ERR_CONFLICT (evidence_large): with so many bytes more the case's files would be too much. */
enum err custody_store_room(struct call *c, int64_t incident_id, int64_t size);
/* ERR_CONFLICT (evidence_filed): it has one; (evidence_large): together they would be too much. */
enum err custody_store_file(struct call *c, int64_t incident_id, const struct custody_item *item,
    const struct file_info *file);
/* At most CUSTODY_PAGE, those after line `after`; texts live under *ret_events. */
enum err custody_store_events(struct call *c, int64_t item_id, int64_t after,
    struct custody_event **ret_events, size_t *ret_n);
/* Fills in seq. The case is held. ERR_CONFLICT (custody_full): of what people write. The program's
 * own lines are never refused: then nobody could look at the piece any more. */
enum err custody_store_event(struct call *c, int64_t item_id, struct custody_event *event);
/* With the files, with the case. */
enum err custody_store_purge(struct call *c, int64_t incident_id);

/* ---- custody_api.c ---- */

bool custody_by_people(const char *kind);

extern const struct shape SHAPE_CUSTODY_LIST, SHAPE_CUSTODY_ITEM, SHAPE_CUSTODY_NEW,
    SHAPE_CUSTODY_EVENT_NEW, SHAPE_CUSTODY_QUERY;
enum err custody_list(struct req *r);
enum err custody_get(struct req *r);
enum err custody_post(struct req *r);
enum err custody_file_post(struct req *r);
enum err custody_file_fetch(struct req *r);
enum err custody_event_post(struct req *r);

/* The case of the path, if the caller holds the permission in its unit. */
enum err custody_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident);
/* A line of the chain, with its audit entry under the case. */
enum err custody_write(struct call *c, const struct reg_record *incident,
    const struct custody_item *item, struct custody_event *event);
/* A piece as JSON: its chain is written in stretches between these two. */
void custody_item_begin(struct jw *w, const struct custody_item *item);
void custody_events_write(struct jw *w, const struct custody_event *events, size_t n);
void custody_item_end(struct jw *w);

/* ---- custody_export.c ---- */

enum err custody_export(struct req *r);

#endif
