/* Inside the module. */
#ifndef KANAME_MOD_MANUAL_MANUAL_PRIVATE_H
#define KANAME_MOD_MANUAL_MANUAL_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/manual/manual.h"

extern const struct perm PERM_MANUAL_READ, PERM_MANUAL_WRITE, PERM_MANUAL_APPROVE;
extern const struct option_set OPTIONS_MANUAL_TOPIC;

/* ---- manual_store.c: all SQL ---- */

struct manual_edition {
    int64_t edition;
    const char *title, *topic, *body, *changes;
    int64_t approved_ms, ended_ms; /* ended_ms 0: in force */
    const char *approved_by;
};

/* A page with its edition in force. */
struct manual_page {
    struct uuid uid;
    const char *number;
    bool revising;   /* the next edition is being worked on */
    int64_t waiting; /* feedback that nobody has decided on */
    struct manual_edition edition;
};

/* In their order, at most LIMIT_MANUAL_PAGES. */
enum err manual_store_in_force(struct call *c, struct manual_page **ret_pages, size_t *ret_n);
/* Of a page, the newest first, at most LIMIT_MANUAL_EDITIONS. */
enum err manual_store_editions(
    struct call *c, int64_t page_id, struct manual_edition **ret_editions, size_t *ret_n);
/* The one in force ends. */
enum err manual_store_end(struct call *c, int64_t page_id);
/* Approved now, by who calls. */
enum err manual_store_put(struct call *c, int64_t page_id, const struct manual_edition *edition);
/* What was taken up of a page and stands in no edition yet stands in this one. */
enum err manual_store_settle(struct call *c, int64_t page_id, int64_t edition);
/* The edition in force; 0: none. */
enum err manual_store_edition_of(struct call *c, int64_t page_id, int64_t *ret_edition);
enum err manual_store_purge(struct call *c, int64_t page_id);

/* ---- manual_api.c ---- */

enum { MANUAL_ROUTES = 3 };
extern const struct route manual_routes[MANUAL_ROUTES];

#endif
