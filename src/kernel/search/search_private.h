/* Inside the search only. */
#ifndef KANAME_KERNEL_SEARCH_SEARCH_PRIVATE_H
#define KANAME_KERNEL_SEARCH_SEARCH_PRIVATE_H

#include "kernel/register/register.h"
#include "kernel/search/search.h"
#include "kernel/search/search_words.h"

/* search_kind.c: the kinds there are, registers first. */
struct search_kinds {
    struct search_kind *list; /* .fill of a register is NULL: its definition says it */
    const struct reg_def **defs;
    size_t n;
};
struct search_kinds search_kinds_of(const void *ctx, const struct app *app);
/* What answers and requests call it. */
const char *search_kind_shown(const struct search_kind *kind);
const struct search_kind *search_kind_find(const struct search_kinds *kinds, const char *name);

/* search_store.c */
struct search_old {
    int64_t id; /* 0: there is none */
    const char *number, *title, *body, *folded, *scope;
};
enum err search_store_get(
    struct call *c, const char *kind, int64_t record_id, int64_t part, struct search_old *ret_old);
/* A text, and then its words. */
enum err search_store_add(
    struct call *c, const struct search_text *text, const char *folded, const char *scope);
enum err search_store_add_words(struct call *c, const struct search_text *text, const char *words);
/* The greatest part of a record behind `part`; 0: none. */
enum err search_store_last_part(
    struct call *c, const char *kind, int64_t record_id, int64_t part, int64_t *ret_part);
enum err search_store_remove(struct call *c, int64_t id, const char *words);
/* Without being told its words, where the table of words knows which are whose (PostgreSQL). */
enum err search_store_remove_part(
    struct call *c, const char *kind, int64_t record_id, int64_t part, bool *ret_removed);

/* What is asked of the index of words (db_match.h). */
struct search_match {
    const char *words;
    const char *org; /* the word of the organisation, for where several share the index */
};
/* Ids below `before` of texts that have the words, the newest first: `most` at the most. */
enum err search_store_newest(struct call *c, const struct search_match *match, int64_t before,
    int most, int64_t *ret_ids, int *ret_n);

/* Such a text, the newest first: what decides whether it is a hit. */
struct search_candidate {
    int64_t id;
    const char *kind, *unit_path, *folded; /* until the next step */
};
struct db_query *search_store_candidates(struct call *c, const int64_t *ids, int n);
void search_store_candidate(struct db_query *q, struct search_candidate *ret_candidate);

struct search_shown {
    const char *kind, *number, *title, *body;
    struct uuid uid, unit_uid;
    const char *unit_name; /* NULL: of the whole organisation */
    int64_t part, at_ms;
};
enum err search_store_shown(struct call *c, int64_t id, struct search_shown *ret_shown);

/* kind NULL with *ret_started: everything is in. */
enum err search_store_progress(
    struct call *c, bool *ret_started, const char **ret_kind, int64_t *ret_last);
enum err search_store_set_progress(struct call *c, const char *kind, int64_t last);

/* search_find.c */
enum {
    SEARCH_RANKED = 10000, /* candidates at the most for the best first */
    SEARCH_COUNT = 100,    /* hits counted exactly: each is read */
    SEARCH_PAGE = 50,
    SEARCH_PAGE_DEFAULT = 20
};

struct search_hit {
    int64_t id;
    int score;
};

struct search_query {
    struct search_terms terms;
    const char *const *kinds; /* only these */
    size_t n_kinds;           /* 0: all */
    bool best;                /* asked for: the best first */
    struct search_hit after;  /* the last hit of the page before; id 0: the first page */
    int limit;
};

struct search_found {
    struct search_hit hits[SEARCH_PAGE];
    int n;
    bool more;
    struct search_hit next; /* with more: the next page is behind this one */
    bool ranked;            /* best and few enough */
    int64_t total;
    bool at_least; /* there are `total` or more */
};
enum err search_find(
    struct call *c, const struct search_query *query, struct search_found *ret_found);

extern const struct job_kind SEARCH_JOB;
enum err search_fill(struct call *c);

#endif
