#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8_mark.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/search/search_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { EXTRACT = 120, KINDS = 40 }; /* characters; kinds in one request */

static const char *const sort_keys[] = {"newest", "best", NULL};
static const struct option_set SORTS = {"search_sort", sort_keys};

static const struct field query_fields[] = {
    {.key = "q", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.key = "kind", .type = FIELD_TEXT, .max = 1000},
    {.key = "sort", .type = FIELD_ENUM, .options = &SORTS},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = SEARCH_PAGE},
    {.key = "cursor", .type = FIELD_TEXT, .max = 40},
};
static const struct shape SHAPE_QUERY = SHAPE("SearchQuery", query_fields);

static const struct field part_fields[] = {
    {.key = "text", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
    {.key = "hit", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_PART = SHAPE("SearchPart", part_fields);

static const struct field unit_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_UNIT = SHAPE("SearchUnit", unit_fields);

static const struct field hit_fields[] = {
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "part", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "title",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PART,
        .max = LIMIT_TEXT},
    {.key = "extract",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PART,
        .max = LIMIT_TEXT},
    {.key = "unit",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_UNIT},
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_HIT = SHAPE("SearchHit", hit_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_HIT,
        .max = SEARCH_PAGE},
    {.key = "next", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE, .max = 40},
    {.key = "total", .type = FIELD_INT},
    {.key = "total_at_least", .type = FIELD_INT},
    {.key = "ranked", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LIST = SHAPE("SearchList", list_fields);

/* ---- the request ---- */

static bool is_kind(const struct search_kinds *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(search_kind_shown(&all->list[i]), name) == 0)
            return true;
    return false;
}

static void kinds_parse(struct req *r, struct search_query *q)
{
    struct search_kinds all = search_kinds_of(r, r->call.app);
    const char **kinds = mem_array(r, const char *, KINDS);
    char *rest = mem_strdup(r, req_query(r, "kind"));
    q->kinds = kinds;
    while (rest != NULL) {
        char *one = rest;
        rest = strchr(rest, ',');
        if (rest != NULL)
            *rest++ = '\0';
        if (!is_kind(&all, one))
            problem_field_value(r->call.problem, "/query/kind", "option", one);
        else if (q->n_kinds == KINDS)
            problem_field_limit(r->call.problem, "/query/kind", "too_many", KINDS);
        else
            kinds[q->n_kinds++] = one;
    }
}

/* "score.id" of the last hit. */
static bool cursor_parse(const char *text, struct search_hit *ret)
{
    char *end = NULL;
    errno = 0;
    long score = strtol(text, &end, 10);
    if (end == text || *end != '.' || score < 0 || score > 9)
        return false;
    const char *rest = end + 1;
    long long id = strtoll(rest, &end, 10);
    *ret = (struct search_hit){id, (int)score};
    return end != rest && *end == '\0' && errno == 0 && id > 0;
}

static enum err query_parse(struct req *r, struct search_query *ret_query)
{
    const char *limit = req_query(r, "limit"); /* checked against the route's shape */
    const char *sort = req_query(r, "sort");
    const char *cursor = req_query(r, "cursor");
    struct search_query q = {.limit = SEARCH_PAGE_DEFAULT};
    q.terms = search_terms_of(r, req_query(r, "q"));
    q.best = sort != NULL && strcmp(sort, "best") == 0;
    if (limit != NULL)
        q.limit = (int)strtol(limit, NULL, 10);
    kinds_parse(r, &q);
    if (cursor != NULL && !cursor_parse(cursor, &q.after))
        problem_field(r->call.problem, "/query/cursor", "cursor");
    *ret_query = q;
    return problem_check(r->call.problem);
}

/* ---- the answer ---- */

static void write_part(struct jw *w, const char *text, size_t len, bool hit)
{
    jw_obj_begin(w);
    jw_key(w, "text");
    jw_strn(w, text, len);
    jw_kbool(w, "hit", hit);
    jw_obj_end(w);
}

static void write_title(struct req *r, struct jw *w, const char *title, struct search_terms *terms)
{
    size_t n = 0;
    struct utf8_part *parts = utf8_mark(r, title, terms->terms, terms->n, &n);
    jw_key(w, "title");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        write_part(w, parts[i].text, parts[i].len, parts[i].hit);
    jw_arr_end(w);
}

static void write_extract(struct req *r, struct jw *w, const char *body, struct search_terms *terms)
{
    static const char dots[] = "…";
    bool before = false;
    bool after = false;
    size_t n = 0;
    struct utf8_part *parts =
        utf8_mark_extract(r, body, terms->terms, terms->n, EXTRACT, &n, &before, &after);
    jw_key(w, "extract");
    jw_arr_begin(w);
    if (before)
        write_part(w, dots, strlen(dots), false);
    for (size_t i = 0; i < n; i++)
        write_part(w, parts[i].text, parts[i].len, parts[i].hit);
    if (after)
        write_part(w, dots, strlen(dots), false);
    jw_arr_end(w);
}

static void write_unit(struct jw *w, const struct search_shown *s)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "unit");
    if (s->unit_name == NULL) {
        jw_null(w);
        return;
    }
    uuid_format(&s->unit_uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "title", s->unit_name);
    jw_obj_end(w);
}

static enum err write_hit(struct req *r, struct jw *w, int64_t id, struct search_terms *terms,
    const struct search_kinds *kinds)
{
    char uid[UUID_TEXT_SIZE];
    char at[INSTANT_TEXT_SIZE];
    struct search_shown s;
    enum err e = search_store_shown(&r->call, id, &s);
    if (e != ERR_OK)
        return e;
    uuid_format(&s.uid, uid);
    instant_format(s.at_ms, at);
    jw_obj_begin(w);
    jw_kstr(w, "kind", search_kind_shown(search_kind_find(kinds, s.kind)));
    jw_kstr(w, "id", uid);
    jw_kstr(w, "number", s.number);
    jw_kint(w, "part", s.part);
    write_title(r, w, s.title, terms);
    write_extract(r, w, s.body, terms);
    write_unit(w, &s);
    jw_kstr(w, "at", at);
    jw_obj_end(w);
    return ERR_OK;
}

static enum err write_found(
    struct req *r, struct search_query *query, const struct search_found *found)
{
    struct search_kinds kinds = search_kinds_of(r, r->call.app);
    struct jw w = resp_json(r);
    enum err e = ERR_OK;
    const char *next = NULL;
    if (found->more)
        next = mem_printf(r, "%d.%lld", found->next.score, (long long)found->next.id);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < found->n && e == ERR_OK; i++)
        e = write_hit(r, &w, found->hits[i].id, &query->terms, &kinds);
    jw_arr_end(&w);
    jw_kstr(&w, "next", next);
    if (query->after.id == 0)
        jw_kint(&w, found->at_least ? "total_at_least" : "total", found->total);
    jw_kbool(&w, "ranked", found->ranked);
    jw_obj_end(&w);
    return e;
}

static enum err search(struct req *r)
{
    struct search_query query;
    struct search_found found;
    enum err e = query_parse(r, &query);
    if (e == ERR_OK)
        e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = search_find(&r->call, &query, &found);
    return e != ERR_OK ? e : write_found(r, &query, &found);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/search", "search", .perm = &PERM_ACCOUNT, .handle = search,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
};

const struct module module_search = {
    .name = "search", .routes = routes, .n_routes = 1, .jobs = &SEARCH_JOB, .n_jobs = 1};
