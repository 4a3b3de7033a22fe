/* Full-text search over everything that has text: records of registers, answers with their
 * evidence, whatever a module puts here. Japanese is found by any part of a word, in any width and
 * kana (base/utf8.h).
 *
 * Whoever writes a text puts it here in the same transaction, and removes it when it may no longer
 * be found (deleted). The register engine does so for every register from the fields marked
 * FIELD_SEARCHABLE. What was written before there was an index, and what lies in a unit that has
 * moved, is brought in by the job of module_search.
 *
 * Who finds what: a text is found by who holds its kind's read permission in its unit, as it is
 * now (who_may). The words of the index narrow to the caller's units and kinds, so that neither
 * totals nor pages – nor, by and large, the time it takes – tell of texts of others. */
#ifndef KANAME_KERNEL_SEARCH_SEARCH_H
#define KANAME_KERNEL_SEARCH_SEARCH_H

#include "kernel/app.h"

/* A kind of texts that is no register's: registers are kinds by themselves, by their singular. */
struct search_kind {
    const char *name; /* "answer": message "search.kind.answer" */
    const struct perm *read;
    bool by_unit; /* false: of the whole organisation, who holds `read` anywhere finds it */
    /* NULL, or brings texts written earlier in: those of records behind `after`, at most `most`, by
     * search_put; *ret_last: the last one's id, 0: there were none. In a write transaction. */
    enum err (*fill)(struct call *c, int64_t after, int most, int64_t *ret_last);
    bool unannounced;  /* texts may come without a call (with a new program): filled every day */
    const char *shown; /* its name in answers and requests; NULL: `name` */
    const char *lang;  /* only for those who read this language; NULL: for all */
};

struct search_text {
    const char *kind;
    int64_t record_id;
    int64_t part;           /* 0, or which part of the record it is */
    const struct uuid *uid; /* of the record as the API names it */
    int64_t unit_id;        /* 0: of the whole organisation */
    const char *unit_path;  /* of unit_id; NULL: none */
    const char *number;     /* NULL: none */
    const char *title;
    const char *body; /* several lines; NULL: none */
    bool fresh;       /* of a record made just now, of which nothing can be there yet */
};

/* Brings a text in, or what has become of it; the same again changes nothing. Inside a write
 * transaction. */
enum err search_put(struct call *c, const struct search_text *text);
/* Takes a record's text out; what is not there is no error. */
enum err search_remove(struct call *c, const char *kind, int64_t record_id, int64_t part);

/* Parts of a record behind `part`. */
enum err search_remove_above(struct call *c, const char *kind, int64_t record_id, int64_t part);

/* What texts are made from has changed for many at once (a unit moved with all below it, a campaign
 * got another name): they follow in the background. `kind`: the first that is gone through again,
 * NULL: all. */
enum err search_again(struct call *c, const char *kind);

/* After texts of many records in one transaction (db_count_anew). */
enum err search_count_anew(struct call *c);

extern const struct module module_search;

#endif
