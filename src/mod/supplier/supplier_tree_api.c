/* Routes of the chain of suppliers as a tree, one firm's tiers at a time, and of what is around one
 * firm, for a picture. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/auth/who.h"
#include "mod/supplier/supplier_chain_view.h"

enum { UP_MOST = 3, DOWN_MOST = 4, WORKS_SHOWN = 500 };

static const char *const work_states[] = {"declared", "confirmed", "ended", NULL};
static const struct option_set WORK_STATES = {"supplier_subcontract_state", work_states};

static const struct field work_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "work", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &WORK_STATES},
    {.key = "name", .type = FIELD_TEXT, .flags = MAYBE},  /* of the subcontractor, as declared */
    {.key = "serves", .type = FIELD_LIST, .flags = MUST}, /* names of businesses; none: unsaid */
    {.key = "from", .type = FIELD_ID, .flags = MAYBE},
    {.key = "to", .type = FIELD_ID, .flags = MAYBE}, /* null: no firm of the ledger yet */
};
static const struct shape SHAPE_WORK = SHAPE("ChainWork", work_fields);

static void write_id(struct jw *w, const char *key, const struct chain_view *v, int64_t id)
{
    int place = id == 0 ? -1 : supplier_chain_place(v->chain, id);
    jw_key(w, key);
    if (place < 0 || v->faces[place].firm.id == 0) {
        jw_null(w);
        return;
    }
    char text[UUID_TEXT_SIZE];
    uuid_format(&v->faces[place].firm.uid, text);
    jw_str(w, text);
}

static void write_work(struct jw *w, const struct chain_view *v, const struct chain_work *work)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &work->uid);
    jw_kstr(w, "number", work->number);
    jw_kstr(w, "work", work->work);
    jw_kstr(w, "state", work->state);
    jw_kstr(w, "name", work->name);
    jw_key(w, "serves");
    jw_raw(w, work->serves == NULL ? "[]" : work->serves);
    write_id(w, "from", v, work->supplier_id);
    write_id(w, "to", v, work->subcontractor_id);
    jw_obj_end(w);
}

static enum err find_firm(
    struct req *r, const struct supplier_chain *chain, const char *id, int *ret_place)
{
    int64_t found = 0;
    enum err e = reg_find(&r->call, &REG_SUPPLIERS, id, &found);
    if (e != ERR_OK)
        return e;
    *ret_place = supplier_chain_place(chain, found);
    return *ret_place < 0 ? ERR_NOT_FOUND : ERR_OK; /* beyond what is looked at together */
}

/* The way from a firm of ours down to this one, for who comes upon it by a search. */
static int way_to(const struct chain_view *v, int place, int **ret_way)
{
    return chain_way(v->c, &v->chain->graph, v->track.tiers, place, ret_way);
}

static void write_way(struct jw *w, const struct chain_view *v, const int *way, int n)
{
    jw_key(w, "way");
    jw_arr_begin(w);
    for (int i = 0; i < n; i++)
        chain_view_ref(w, v, way[i]);
    jw_arr_end(w);
}

/* ---- tree ---- */

/* firm: null, where the declared name is no firm of the ledger yet; work: null, on the first tier.
 */
static const struct field branch_fields[] = {
    {.key = "work", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_WORK},
    {.key = "firm", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_CHAIN_FIRM},
};
static const struct shape SHAPE_BRANCH = SHAPE("ChainBranch", branch_fields);

static const struct field tree_fields[] = {
    {.key = "firm", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_CHAIN_FIRM},
    {.key = "way", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CHAIN_REF},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_BRANCH},
    CHAIN_PAGE_ANSWER,
};
static const struct shape SHAPE_TREE = SHAPE("SupplierTree", tree_fields);

static const struct field tree_query[] = {
    {.key = "under", .type = FIELD_ID}, /* a firm; without one: those to whom we give work */
    CHAIN_PAGE_QUERY,
};
static const struct shape SHAPE_TREE_QUERY = SHAPE("SupplierTreeQuery", tree_query);

/* Firms of the first tier. Who sees all work given out sees those too that give work on without
 * anybody known to be above them, so no chain is without a beginning. */
static int *roots_of(struct call *c, const struct supplier_chain *chain, int *ret_n)
{
    int *roots = mem_array(c, int, chain->n + 1);
    int n = 0;
    bool all = who_may(c->who, &PERM_ENGAGEMENT_READ, "/");
    for (int i = 0; i < chain->n; i++) {
        bool alone = all && chain_count(&chain->graph.above, i, CHAIN_ANY) == 0 &&
                     supplier_chain_below(chain, &chain->all, i) == BELOW_DECLARED;
        if (chain->direct[i] || alone)
            roots[n++] = i;
    }
    *ret_n = n;
    return roots;
}

static enum err answer_roots(struct req *r, struct chain_view *v)
{
    int n = 0;
    const int *roots = roots_of(&r->call, v->chain, &n);
    struct chain_page page = chain_page_of(r, n);
    enum err e = chain_view_page(v, roots + page.after, page.limit);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "firm");
    jw_null(&w);
    write_way(&w, v, NULL, 0);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < page.limit; i++) {
        jw_obj_begin(&w);
        jw_key(&w, "work");
        jw_null(&w);
        jw_key(&w, "firm");
        chain_view_firm(&w, v, roots[page.after + i], 0);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    chain_page_end(&w, &page, n, v->chain->complete);
    jw_obj_end(&w);
    return ERR_OK;
}

static void write_branch(struct jw *w, const struct chain_view *v, const struct chain_work *work)
{
    int place =
        work->subcontractor_id == 0 ? -1 : supplier_chain_place(v->chain, work->subcontractor_id);
    jw_obj_begin(w);
    jw_key(w, "work");
    write_work(w, v, work);
    jw_key(w, "firm");
    if (place < 0)
        jw_null(w);
    else
        chain_view_firm(w, v, place, 0);
    jw_obj_end(w);
}

/* The firm, those on the way to it and those of the page. */
static enum err look_up(struct chain_view *v, int place, const int *way, int n_way,
    const struct chain_work *works, size_t n)
{
    int *places = mem_array(v->c, int, n + (size_t)n_way + 1);
    int count = 0;
    places[count++] = place;
    for (int i = 0; i < n_way; i++)
        places[count++] = way[i];
    for (size_t i = 0; i < n; i++) {
        int at = supplier_chain_place(v->chain, works[i].subcontractor_id);
        if (at >= 0)
            places[count++] = at;
    }
    return chain_view_page(v, places, count);
}

static enum err answer_under(struct req *r, struct chain_view *v, int place)
{
    struct chain_work *works = NULL;
    size_t n = 0;
    int64_t total = 0;
    int *way = NULL;
    int n_way = way_to(v, place, &way);
    struct chain_page page = chain_page_of(r, LIMIT_CHAIN_STEPS);
    enum err e = supplier_store_chain_below(
        &r->call, v->chain->firms[place].id, page.after, page.limit, &works, &n, &total);
    if (e == ERR_OK)
        e = look_up(v, place, way, n_way, works, n);
    if (e != ERR_OK)
        return e;
    page.limit = (int)n;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "firm");
    chain_view_firm(&w, v, place, 0);
    write_way(&w, v, way, n_way);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_branch(&w, v, &works[i]);
    jw_arr_end(&w);
    chain_page_end(&w, &page, n == 0 ? page.after : total, v->chain->complete);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err tree_get(struct req *r)
{
    struct supplier_chain chain;
    struct chain_view v;
    int place = 0;
    const char *under = req_query(r, "under");
    enum err e = chain_view_begin(r, &chain, &v);
    if (e != ERR_OK || under == NULL)
        return e != ERR_OK ? e : answer_roots(r, &v);
    e = find_firm(r, &chain, under, &place);
    return e == ERR_OK ? answer_under(r, &v, place) : e;
}

/* ---- around one firm ---- */

static const struct field around_fields[] = {
    {.key = "way", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CHAIN_REF},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CHAIN_FIRM},
    {.key = "works", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_WORK},
    {.key = "more", .type = FIELD_BOOL, .flags = MUST}, /* firms within these levels left out */
    {.key = "complete", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_AROUND = SHAPE("SupplierAround", around_fields);

static const struct field around_query[] = {
    {.key = "up", .type = FIELD_INT, .min = 0, .max = UP_MOST},
    {.key = "down", .type = FIELD_INT, .min = 0, .max = DOWN_MOST},
};
static const struct shape SHAPE_AROUND_QUERY = SHAPE("SupplierAroundQuery", around_query);

static void write_around(struct req *r, const struct chain_view *v,
    const struct chain_place *places, size_t n, const struct chain_work *works, size_t n_works)
{
    int *way = NULL;
    struct jw w = resp_json(r);
    int n_way = way_to(v, places[0].firm, &way);
    jw_obj_begin(&w);
    write_way(&w, v, way, n_way);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        chain_view_firm(&w, v, places[i].firm, places[i].level);
    jw_arr_end(&w);
    jw_key(&w, "works");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n_works; i++)
        write_work(&w, v, &works[i]);
    jw_arr_end(&w);
    jw_kbool(&w, "more", n == LIMIT_CHAIN_SHOWN || n_works == WORKS_SHOWN);
    jw_kbool(&w, "complete", v->chain->complete);
    jw_obj_end(&w);
}

static enum err around_get(struct req *r)
{
    struct supplier_chain chain;
    struct chain_view v;
    struct chain_place places[LIMIT_CHAIN_SHOWN];
    int firms[LIMIT_CHAIN_SHOWN + LIMIT_CHAIN_TIERS];
    int64_t ids[LIMIT_CHAIN_SHOWN];
    struct chain_work *works = NULL;
    size_t n_works = 0;
    int *way = NULL;
    int place = 0;
    enum err e = chain_view_begin(r, &chain, &v);
    if (e == ERR_OK)
        e = find_firm(r, &chain, req_param(r, "id"), &place);
    if (e != ERR_OK)
        return e;
    size_t n = chain_around(&r->call, &chain.graph, place, chain_query_int(r, "up", 1),
        chain_query_int(r, "down", 2), LIMIT_CHAIN_SHOWN, places);
    for (size_t i = 0; i < n; i++) {
        firms[i] = places[i].firm;
        ids[i] = chain.firms[places[i].firm].id;
    }
    int n_way = way_to(&v, place, &way);
    for (int i = 0; i < n_way; i++)
        firms[n + (size_t)i] = way[i];
    e = chain_view_page(&v, firms, (int)n + n_way);
    if (e == ERR_OK)
        e = supplier_store_chain_between(&r->call, ids, n, WORKS_SHOWN, &works, &n_works);
    if (e == ERR_OK)
        write_around(r, &v, places, n, works, n_works);
    return e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-tree",
        .op = "supplier_tree",
        .perm = &PERM_SUPPLIER_READ,
        .handle = tree_get,
        .query = &SHAPE_TREE_QUERY,
        .answer = &SHAPE_TREE},
    {.method = METHOD_GET,
        .path = "/api/v1/suppliers/{id}/around",
        .op = "supplier_around",
        .perm = &PERM_SUPPLIER_READ,
        .handle = around_get,
        .query = &SHAPE_AROUND_QUERY,
        .answer = &SHAPE_AROUND},
};

const struct module module_supplier_tree = {
    .name = "supplier_tree", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
