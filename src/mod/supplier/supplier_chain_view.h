/* What answers on the chain of suppliers have in common: a firm in its place, and pages of firms.
 * Inside mod/supplier only. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_VIEW_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_CHAIN_VIEW_H

#include "kernel/http/req.h"
#include "mod/supplier/supplier_chain.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { ABOVE_SHOWN = 3 };

extern const struct shape SHAPE_CHAIN_REF, SHAPE_CHAIN_FIRM, SHAPE_CHAIN_PAGE;

/* What answers are written from: the chain, and what is shown of some of its firms. */
struct chain_view {
    struct call *c;
    const struct supplier_chain *chain;
    struct chain_track track; /* all of the chain, or one business alone */
    struct chain_face *faces; /* [chain.n] those that are shown */
};

/* Begins the read transaction and loads the chain. */
enum err chain_view_begin(
    struct req *r, struct supplier_chain *ret_chain, struct chain_view *ret_view);
/* Looks up what is shown of the firms at these places and of those above them. */
enum err chain_view_page(struct chain_view *v, const int *places, int n);
/* A firm whose face is there; one that is gone since the chain was loaded has none. */
void chain_view_firm(struct jw *w, const struct chain_view *v, int place, int level);
void chain_view_ref(struct jw *w, const struct chain_view *v, int place);

/* A whole number of the query, which has been held against the route's shape. */
int chain_query_int(const struct req *r, const char *key, int fallback);

/* Part of a list that is made anew each time: `after` of its rows are left out. */
struct chain_page {
    int after, limit;
};
/* As the query asks, within a list of `n`. */
struct chain_page chain_page_of(const struct req *r, int n);
void chain_page_end(struct jw *w, const struct chain_page *page, int64_t total, bool complete);

#define CHAIN_PAGE_QUERY                                                     \
    {.key = "after", .type = FIELD_INT, .min = 0, .max = LIMIT_CHAIN_STEPS}, \
    {                                                                        \
        .key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE       \
    }
#define CHAIN_PAGE_ANSWER                                                          \
    {.key = "total", .type = FIELD_INT, .flags = MUST},                            \
        {.key = "next", .type = FIELD_INT, .flags = MAYBE}, /* to send as after */ \
    {                                                                              \
        .key = "complete", .type = FIELD_BOOL, .flags = MUST                       \
    }

#endif
