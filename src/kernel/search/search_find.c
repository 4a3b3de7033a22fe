/* From what was typed to the hits the caller may see. */
#include "base/mem.h"
#include "kernel/db/db_match.h"
#include "kernel/search/search_private.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

enum {
    TERM_WORDS = 16,                /* of one term; the rest is compared in the text */
    EXAMINED = 2000,                /* texts of one page: beyond them the next page goes on */
    BATCH_FIRST = SEARCH_COUNT + 1, /* texts asked for at once, then ever more */
    BATCH_MOST = 2000,
};

/* ---- what may be seen, in words of the index ---- */

/* Where the caller may see the texts of a kind. */
struct reach {
    const struct search_kind *kind;
    const char **paths; /* NULL: everywhere */
    size_t n_paths;
    bool written;
};

struct reaches {
    struct reach *list;
    size_t n;
    const struct search_kind **hidden;
    size_t n_hidden;
    bool everywhere; /* none is limited to units */
};

static bool wanted(const struct search_query *query, const char *kind)
{
    for (size_t i = 0; i < query->n_kinds; i++)
        if (strcmp(query->kinds[i], kind) == 0)
            return true;
    return query->n_kinds == 0;
}

static struct reach reach_of(struct call *c, const struct search_kind *kind)
{
    struct reach r = {.kind = kind};
    if (!kind->by_unit)
        return r;
    const char **paths = who_scope(c, c->who, kind->read, &r.n_paths);
    bool whole = r.n_paths == 1 && unit_path_depth(paths[0]) <= 1; /* as in lists */
    r.paths = whole ? NULL : paths;
    return r;
}

static struct reaches reaches_of(
    struct call *c, const struct search_kinds *kinds, const struct search_query *query)
{
    struct reaches all = {.list = mem_array(c, struct reach, kinds->n + 1),
        .hidden = mem_array(c, const struct search_kind *, kinds->n + 1),
        .everywhere = true};
    for (size_t i = 0; i < kinds->n; i++) {
        const struct search_kind *kind = &kinds->list[i];
        bool read = kind->lang == NULL || strcmp(kind->lang, c->lang) == 0;
        read = read && who_holds(c->who, kind->read);
        if (!read || !wanted(query, search_kind_shown(kind))) {
            all.hidden[all.n_hidden++] = kind;
            continue;
        }
        all.list[all.n] = reach_of(c, kind);
        all.everywhere = all.everywhere && all.list[all.n].paths == NULL;
        all.n++;
    }
    return all;
}

static void kind_word(struct db_match *m, const struct search_kind *kind)
{
    db_match_word(m, mem_printf(m->text, "kind%s", kind->name));
}

static bool same_reach(const struct reach *a, const struct reach *b)
{
    if (a->paths == NULL || b->paths == NULL || a->n_paths != b->n_paths)
        return a->paths == b->paths;
    for (size_t i = 0; i < a->n_paths; i++)
        if (strcmp(a->paths[i], b->paths[i]) != 0)
            return false;
    return true;
}

/* The unit's own id is the last of its path: "/1/5/" → "unit5". */
static void unit_word(struct db_match *m, const char *path)
{
    size_t len = strlen(path);
    size_t end = len > 0 && path[len - 1] == '/' ? len - 1 : len;
    size_t first = end;
    while (first > 0 && path[first - 1] != '/')
        first--;
    db_match_word(m, mem_printf(m->text, "unit%.*s", (int)(end - first), path + first));
}

/* The kinds that are seen in the same units, and those units. */
static void group(struct db_match *m, struct reaches *all, size_t first)
{
    const struct reach *r = &all->list[first];
    db_match_open(m);
    db_match_open(m);
    for (size_t i = first; i < all->n; i++) {
        if (all->list[i].written || !same_reach(r, &all->list[i]))
            continue;
        if (i > first)
            db_match_or(m);
        kind_word(m, all->list[i].kind);
        all->list[i].written = true;
    }
    db_match_close(m);
    if (r->paths != NULL) {
        db_match_and(m);
        db_match_open(m);
        for (size_t i = 0; i < r->n_paths; i++) {
            if (i > 0)
                db_match_or(m);
            unit_word(m, r->paths[i]);
        }
        db_match_close(m);
    }
    db_match_close(m);
}

static void where(struct db_match *m, struct reaches *all)
{
    bool some = false;
    if (all->everywhere && all->n_hidden < all->n) { /* short: all but the hidden ones */
        for (size_t i = 0; i < all->n_hidden; i++) {
            db_match_and_not(m);
            kind_word(m, all->hidden[i]);
        }
        return;
    }
    db_match_and(m);
    db_match_open(m);
    for (size_t i = 0; i < all->n; i++) {
        if (all->list[i].written)
            continue;
        if (some)
            db_match_or(m);
        group(m, all, i);
        some = true;
    }
    db_match_close(m);
}

static const char *organisation(struct call *c)
{
    struct db_match m = db_match_new(c, db_engine(db_of(c->db)));
    db_match_word(&m, mem_printf(c, "org%lld", (long long)db_org(c->db)));
    return m.text->data;
}

static struct search_match match_of(
    struct call *c, const struct search_terms *terms, struct reaches *all)
{
    struct db_match m = db_match_new(c, db_engine(db_of(c->db)));
    const char *words[TERM_WORDS];
    db_match_open(&m);
    for (size_t t = 0; t < terms->n; t++) {
        size_t n = search_term_words(c, terms->terms[t], TERM_WORDS, words);
        for (size_t i = 0; i < n; i++) {
            if (t + i > 0)
                db_match_and(&m);
            db_match_word(&m, words[i]);
        }
    }
    db_match_close(&m);
    where(&m, all);
    return (struct search_match){m.text->data, organisation(c)};
}

/* ---- the hits ---- */

struct finding {
    struct call *c;
    const struct search_query *query;
    const struct search_kinds *kinds;
    struct search_match match;
    int64_t *ids; /* of texts that have the words, */
    int n_ids;
    int at;   /* … looked at so far, */
    bool end; /* … and the index has no more than these */
    struct search_hit *hits;
    size_t n, room;
    size_t examined;
    int64_t last; /* the last one looked at */
};

static bool is_hit(const struct finding *f, const struct search_candidate *t)
{
    const struct search_terms *terms = &f->query->terms;
    const struct search_kind *kind = search_kind_find(f->kinds, t->kind);
    if (kind != NULL && kind->by_unit && t->unit_path == NULL)
        return false; /* its unit is gone: nobody's */
    if (kind == NULL || !who_may(f->c->who, kind->read, t->unit_path))
        return false;
    for (size_t i = 0; i < terms->n; i++)
        if (strstr(t->folded, terms->terms[i]) == NULL)
            return false;
    return true;
}

/* 4: its number, 3: the title begins with it, 2: the title has it, 1: the text. */
static int score_of(const struct search_terms *terms, const char *folded)
{
    const char *title = strchr(folded, '\n');
    size_t number = title == NULL ? 0 : (size_t)(title - folded);
    if (title == NULL)
        return 1;
    const char *first = terms->terms[0];
    title++;
    if (terms->n == 1 && strlen(first) == number && memcmp(first, folded, number) == 0)
        return 4;
    size_t len = strcspn(title, "\n");
    for (size_t i = 0; i < terms->n; i++)
        if (memmem(title, len, terms->terms[i], strlen(terms->terms[i])) == NULL)
            return 1;
    return strncmp(title, first, strlen(first)) == 0 ? 3 : 2;
}

static void add_hit(struct finding *f, const struct search_candidate *t)
{
    if (f->n == f->room) {
        f->room *= 2;
        f->hits = mem_grow(f->c, f->hits, struct search_hit, f->room);
    }
    int score = f->query->best ? score_of(&f->query->terms, t->folded) : 0;
    f->hits[f->n++] = (struct search_hit){t->id, score};
}

static enum err ask_index(struct finding *f, int most)
{
    f->at = f->n_ids = 0;
    enum err e = search_store_newest(f->c, &f->match, f->last, most, f->ids, &f->n_ids);
    f->end = f->n_ids < most;
    return e;
}

static enum err look_at(struct finding *f, int n)
{
    struct search_candidate t;
    DB_QUERY *q = search_store_candidates(f->c, f->ids + f->at, n);
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        search_store_candidate(q, &t);
        if (is_hit(f, &t))
            add_hit(f, &t);
        e = db_step(q, &row);
    }
    f->at += n;
    f->last = f->ids[f->at - 1];
    f->examined += (size_t)n;
    return e;
}

static bool is_over(const struct finding *f)
{
    return f->end && f->at == f->n_ids;
}

/* Until there are so many hits, or so many texts have been looked at. */
static enum err look(struct finding *f, size_t hits, size_t examined)
{
    int batch = BATCH_FIRST;
    enum err e = ERR_OK;
    while (e == ERR_OK && !is_over(f) && f->n < hits && f->examined < examined) {
        if (f->at == f->n_ids)
            e = ask_index(f, batch);
        int left = f->n_ids - f->at;
        if (e == ERR_OK && left > 0)
            e = look_at(f, left < batch ? left : batch);
        batch = batch * 4 < BATCH_MOST ? batch * 4 : BATCH_MOST;
    }
    return e;
}

static enum err find_newest(struct finding *f, struct search_found *ret)
{
    const struct search_query *query = f->query;
    bool first = query->after.id == 0;
    size_t page = (size_t)query->limit + 1;
    if (!first) {
        f->last = query->after.id;
        f->at = f->n_ids = 0;
        f->end = false;
    }
    enum err e = look(f, first ? SEARCH_COUNT + 1 : page, EXAMINED);
    if (e != ERR_OK)
        return e;
    ret->n = f->n < page ? (int)f->n : query->limit;
    memcpy(ret->hits, f->hits, (size_t)ret->n * sizeof *f->hits);
    ret->more = f->n >= page || !is_over(f);
    /* Behind the last one shown, or behind all that were looked at. */
    ret->next.id = f->n >= page ? f->hits[query->limit - 1].id : f->last;
    ret->total = f->n > SEARCH_COUNT ? SEARCH_COUNT : (int64_t)f->n;
    ret->at_least = f->n > SEARCH_COUNT || !is_over(f);
    return ERR_OK;
}

static int by_score(const void *a, const void *b)
{
    const struct search_hit *x = a;
    const struct search_hit *y = b;
    if (x->score != y->score)
        return y->score - x->score;
    return x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

static enum err find_best(struct finding *f, struct search_found *ret)
{
    const struct search_query *query = f->query;
    qsort(f->hits, f->n, sizeof *f->hits, by_score);
    size_t i = 0;
    while (query->after.id != 0 && i < f->n && by_score(&f->hits[i], &query->after) <= 0)
        i++;
    while (i < f->n && ret->n < query->limit)
        ret->hits[ret->n++] = f->hits[i++];
    ret->more = i < f->n;
    if (ret->more)
        ret->next = ret->hits[ret->n - 1];
    ret->ranked = true;
    ret->total = f->n > SEARCH_COUNT ? SEARCH_COUNT : (int64_t)f->n;
    ret->at_least = f->n > SEARCH_COUNT;
    return ERR_OK;
}

/* The best first is asked only while few enough would have to be compared: of more, no text is
 * looked at, and the newest of them are what is found. */
static enum err find(struct finding *f, struct search_found *ret)
{
    const struct search_query *query = f->query;
    bool best = query->best && (query->after.id == 0 || query->after.score > 0);
    enum err e = best ? ask_index(f, SEARCH_RANKED + 1) : ERR_OK;
    if (e != ERR_OK || !best || !f->end)
        return e != ERR_OK ? e : find_newest(f, ret);
    while (e == ERR_OK && !is_over(f))
        e = look_at(f, f->n_ids - f->at < BATCH_MOST ? f->n_ids - f->at : BATCH_MOST);
    return e != ERR_OK ? e : find_best(f, ret);
}

enum err search_find(
    struct call *c, const struct search_query *query, struct search_found *ret_found)
{
    struct search_kinds kinds = search_kinds_of(c, c->app);
    struct reaches all = reaches_of(c, &kinds, query);
    struct search_found found = {.n = 0};
    struct finding f = {.c = c, .query = query, .kinds = &kinds, .last = INT64_MAX};
    f.room = BATCH_FIRST;
    f.hits = mem_array(c, struct search_hit, f.room);
    f.ids = mem_array(c, int64_t, SEARCH_RANKED + 1);
    enum err e = ERR_OK;
    if (all.n > 0 && query->terms.n > 0) {
        f.match = match_of(c, &query->terms, &all);
        e = find(&f, &found);
    }
    if (e == ERR_OK)
        *ret_found = found;
    return e;
}
