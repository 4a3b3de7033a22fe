/* Routes of the chain of suppliers: the ranking of firms by what stops with them, and one business
 * followed to the last tier. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file_name.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "mod/supplier/supplier_chain_view.h"

#include <string.h>

/* ---- ranking ---- */

static const struct field ranking_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CHAIN_FIRM},
    {.key = "businesses", .type = FIELD_INT, .flags = MUST}, /* that stop with anybody */
    CHAIN_PAGE_ANSWER,
};
static const struct shape SHAPE_RANKING = SHAPE("SupplierConcentration", ranking_fields);

static int businesses_at_stake(const struct supplier_chain *chain)
{
    int n = 0;
    for (int i = 0; i < chain->n_businesses; i++)
        for (size_t k = 0; k < chain->n_needs; k++)
            if (chain->needs[k].business == i) {
                n++;
                break;
            }
    return n;
}

static enum err ranking_get(struct req *r)
{
    struct supplier_chain chain;
    struct chain_view v;
    int n = 0;
    enum err e = chain_view_begin(r, &chain, &v);
    if (e != ERR_OK)
        return e;
    const int *places = supplier_chain_ranked(&r->call, &chain, &n);
    struct chain_page page = chain_page_of(r, n);
    e = chain_view_page(&v, places + page.after, page.limit);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < page.limit; i++)
        chain_view_firm(&w, &v, places[page.after + i], 0);
    jw_arr_end(&w);
    jw_kint(&w, "businesses", businesses_at_stake(&chain));
    chain_page_end(&w, &page, n, chain.complete);
    jw_obj_end(&w);
    return ERR_OK;
}

static const char *const format_keys[] = {"csv", "xlsx", NULL};
static const struct option_set FORMATS = {"ranking_format", format_keys};
static const struct field file_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .flags = MUST, .options = &FORMATS},
};
static const struct shape SHAPE_FILE = SHAPE("ConcentrationFileQuery", file_fields);

static enum err ranking_file(struct req *r)
{
    struct call *c = &r->call;
    struct supplier_chain chain;
    const char *format = req_query(r, "format");
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = supplier_chain_load(c, &chain);
    bool csv = strcmp(format, "csv") == 0;
    if (e == ERR_OK)
        e = csv ? supplier_chain_csv(c, &chain, &r->resp.body)
                : supplier_chain_book(c, &chain, &r->resp.fd, &r->resp.fd_size);
    if (e != ERR_OK)
        return e;
    r->resp.media_type = csv ? "text/csv; charset=utf-8" : BOOK_MEDIA;
    resp_header(r, "Content-Disposition",
        file_disposition(
            r, mem_printf(c, "%s.%s", msg_get(c->lang, "supplier.concentration"), format)));
    return ERR_OK;
}

/* ---- one business ---- */

static const struct field tier_fields[] = {
    {.key = "tier", .type = FIELD_INT, .flags = MUST},
    {.key = "firms", .type = FIELD_INT, .flags = MUST},
    {.key = "missing", .type = FIELD_INT, .flags = MUST}, /* whose tiers below are not declared */
    {.key = "assured", .type = FIELD_INT, .flags = MUST},
    {.key = "with_risk", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_TIER = SHAPE("ChainTier", tier_fields);

static const struct field followed_fields[] = {
    {.key = "business", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_CHAIN_REF},
    {.key = "tiers", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_TIER},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CHAIN_FIRM},
    CHAIN_PAGE_ANSWER,
};
static const struct shape SHAPE_FOLLOWED = SHAPE("BusinessChain", followed_fields);

static const struct field followed_query[] = {
    {.key = "gaps", .type = FIELD_BOOL}, /* only firms whose tiers below are not declared */
    CHAIN_PAGE_QUERY,
};
static const struct shape SHAPE_FOLLOWED_QUERY = SHAPE("BusinessChainQuery", followed_query);

struct tier {
    int firms, missing, assured, with_risk;
};

/* Counts the tiers and puts the firms in their order, those of one tier by name; `gaps`: only those
 * whose tiers below are not declared. How many. */
static int order_by_tier(const struct chain_view *v, bool gaps,
    struct tier ret_tiers[LIMIT_CHAIN_TIERS + 1], int *ret_places)
{
    int n = 0;
    for (int tier = 1; tier <= LIMIT_CHAIN_TIERS; tier++)
        for (int i = 0; i < v->chain->n; i++) {
            if (v->track.tiers[i] != tier)
                continue;
            enum chain_below known = supplier_chain_below(v->chain, &v->track, i);
            ret_tiers[tier].firms++;
            ret_tiers[tier].missing += known == BELOW_MISSING;
            ret_tiers[tier].assured += known == BELOW_ASSURED;
            ret_tiers[tier].with_risk += v->chain->firms[i].with_risk;
            if (!gaps || known == BELOW_MISSING)
                ret_places[n++] = i;
        }
    return n;
}

static void write_tiers(struct jw *w, const struct tier tiers[LIMIT_CHAIN_TIERS + 1])
{
    jw_key(w, "tiers");
    jw_arr_begin(w);
    for (int tier = 1; tier <= LIMIT_CHAIN_TIERS && tiers[tier].firms > 0; tier++) {
        jw_obj_begin(w);
        jw_kint(w, "tier", tier);
        jw_kint(w, "firms", tiers[tier].firms);
        jw_kint(w, "missing", tiers[tier].missing);
        jw_kint(w, "assured", tiers[tier].assured);
        jw_kint(w, "with_risk", tiers[tier].with_risk);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

/* Where the business of the path stands in the chain's list. */
static enum err find_business(struct req *r, const struct supplier_chain *chain, int *ret_business)
{
    int64_t id = 0;
    enum err e = reg_find(&r->call, &REG_BUSINESSES, req_param(r, "id"), &id);
    if (e != ERR_OK)
        return e;
    for (int i = 0; i < chain->n_businesses; i++)
        if (chain->businesses[i].ref.id == id) {
            *ret_business = i;
            return ERR_OK;
        }
    return ERR_NOT_FOUND;
}

static enum err followed_get(struct req *r)
{
    struct supplier_chain chain;
    struct chain_view v;
    struct tier tiers[LIMIT_CHAIN_TIERS + 1] = {{0}};
    int business = 0;
    const char *gaps = req_query(r, "gaps");
    enum err e = chain_view_begin(r, &chain, &v);
    if (e == ERR_OK)
        e = find_business(r, &chain, &business);
    if (e != ERR_OK)
        return e;
    v.track = supplier_chain_follow(&r->call, &chain, business);
    int *places = mem_array(&r->call, int, chain.n + 1);
    int n = order_by_tier(&v, gaps != NULL && strcmp(gaps, "true") == 0, tiers, places);
    struct chain_page page = chain_page_of(r, n);
    e = chain_view_page(&v, places + page.after, page.limit);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    out_ref(&w, "business", &chain.businesses[business].ref);
    write_tiers(&w, tiers);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int i = 0; i < page.limit; i++)
        chain_view_firm(&w, &v, places[page.after + i], 0);
    jw_arr_end(&w);
    chain_page_end(&w, &page, n, chain.complete);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-concentration",
        .op = "supplier_concentration",
        .perm = &PERM_SUPPLIER_READ,
        .handle = ranking_get,
        .query = &SHAPE_CHAIN_PAGE,
        .answer = &SHAPE_RANKING},
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-concentration/file",
        .op = "supplier_concentration_file",
        .perm = &PERM_SUPPLIER_READ,
        .handle = ranking_file,
        .query = &SHAPE_FILE,
        .media = "text/csv; charset=utf-8, " BOOK_MEDIA},
    {.method = METHOD_GET,
        .path = "/api/v1/businesses/{id}/chain",
        .op = "business_chain",
        .perm = &PERM_SUPPLIER_READ,
        .handle = followed_get,
        .query = &SHAPE_FOLLOWED_QUERY,
        .answer = &SHAPE_FOLLOWED},
};

const struct module module_supplier_chain = {
    .name = "supplier_chain", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
