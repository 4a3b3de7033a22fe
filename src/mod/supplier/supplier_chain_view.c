/* What answers on the chain of suppliers have in common. */
#include "mod/supplier/supplier_chain_view.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"

#include <stdlib.h>

enum { STOPS_SHOWN = 10 };

static const struct field ref_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
};
const struct shape SHAPE_CHAIN_REF = SHAPE("ChainRef", ref_fields);

/* tier: null, where no way leads there from us. below: firms on the next tier, of which `unknown`
 * more are declared by names that no firm of the register has. known: what is known of the tiers
 * below. level: in a picture around a firm, else 0. presumed: of the chain of one business, and no
 * step that leads here names it. */
static const struct field firm_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "state", .type = FIELD_TEXT, .flags = MUST},
    {.key = "tier", .type = FIELD_INT, .flags = MAYBE},
    {.key = "level", .type = FIELD_INT, .flags = MUST},
    {.key = "above", .type = FIELD_INT, .flags = MUST},
    {.key = "below", .type = FIELD_INT, .flags = MUST},
    {.key = "unknown", .type = FIELD_INT, .flags = MUST},
    {.key = "known", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CHAIN_BELOW},
    {.key = "assured_reason", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "businesses", .type = FIELD_INT, .flags = MUST}, /* of ours that stop with it */
    {.key = "important", .type = FIELD_INT, .flags = MUST},  /* of these */
    {.key = "own", .type = FIELD_INT, .flags = MUST},        /* by its own work for us */
    {.key = "stops", .type = FIELD_LIST, .flags = MUST},     /* their names, the first of them */
    {.key = "from", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CHAIN_REF}, /* firms above */
    {.key = "presumed", .type = FIELD_BOOL, .flags = MUST},
    {.key = "risk", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "grade", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "concern", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "surveyed_on", .type = FIELD_DATE, .flags = MAYBE},
};
const struct shape SHAPE_CHAIN_FIRM = SHAPE("ChainFirm", firm_fields);

static enum err view_faces(struct chain_view *v, const int *places, size_t n)
{
    struct chain_face *some = NULL;
    int64_t *ids = mem_array(v->c, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        ids[i] = v->chain->firms[places[i]].id;
    enum err e = supplier_store_chain_faces(v->c, ids, n, &some);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if (some[i].firm.id != 0) /* one that stands twice is told once */
            v->faces[places[i]] = some[i];
    return e;
}

enum err chain_view_begin(struct req *r, struct supplier_chain *chain, struct chain_view *ret_view)
{
    struct call *c = &r->call;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = supplier_chain_load(c, chain);
    if (e == ERR_OK)
        *ret_view = (struct chain_view){
            c, chain, chain->all, mem_array(c, struct chain_face, chain->n + 1)};
    return e;
}

static void write_stops(struct jw *w, const struct chain_view *v, int place)
{
    int shown = 0;
    jw_key(w, "stops");
    jw_arr_begin(w);
    for (int i = 0; i < v->chain->n_businesses && shown < STOPS_SHOWN; i++)
        if (chain_load_has(&v->chain->load, place, i)) {
            jw_str(w, v->chain->businesses[i].ref.title);
            shown++;
        }
    jw_arr_end(w);
}

/* The k-th firm above one, where it stands on a tier above and the step serves what is followed. */
static bool is_from(const struct chain_view *v, int k, int place)
{
    const struct chain_side *above = &v->chain->graph.above;
    const int *tiers = v->track.tiers;
    return chain_serves(above->serves[k], v->track.business) && tiers[above->list[k]] > 0 &&
           tiers[above->list[k]] < tiers[place];
}

/* Those of the tiers above it, the first of them. */
static int from_of(const struct chain_view *v, int place, int ret_from[ABOVE_SHOWN])
{
    const struct chain_side *above = &v->chain->graph.above;
    int n = 0;
    for (int k = above->start[place]; k < above->start[place + 1] && n < ABOVE_SHOWN; k++)
        if (is_from(v, k, place))
            ret_from[n++] = above->list[k];
    return n;
}

static bool is_presumed(const struct chain_view *v, int place)
{
    const struct chain_side *above = &v->chain->graph.above;
    if (v->track.business == CHAIN_ANY || v->track.tiers[place] < 2)
        return false;
    for (int k = above->start[place]; k < above->start[place + 1]; k++)
        if (above->serves[k] != NULL && is_from(v, k, place))
            return false;
    return true;
}

void chain_view_ref(struct jw *w, const struct chain_view *v, int place)
{
    const struct ref *firm = &v->faces[place].firm;
    jw_obj_begin(w);
    out_uuid(w, "id", &firm->uid);
    jw_kstr(w, "number", firm->number);
    jw_kstr(w, "title", firm->title);
    jw_obj_end(w);
}

static void write_from(struct jw *w, const struct chain_view *v, int place)
{
    int from[ABOVE_SHOWN];
    int n = from_of(v, place, from);
    jw_key(w, "from");
    jw_arr_begin(w);
    for (int i = 0; i < n; i++) {
        if (v->faces[from[i]].firm.id != 0)
            chain_view_ref(w, v, from[i]);
    }
    jw_arr_end(w);
}

void chain_view_firm(struct jw *w, const struct chain_view *v, int place, int level)
{
    const struct supplier_chain *chain = v->chain;
    const struct chain_face *face = &v->faces[place];
    enum chain_below known = supplier_chain_below(chain, &v->track, place);
    jw_obj_begin(w);
    out_uuid(w, "id", &face->firm.uid);
    jw_kstr(w, "number", face->firm.number);
    jw_kstr(w, "name", face->firm.title);
    jw_kstr(w, "state", face->state);
    jw_key(w, "tier");
    if (v->track.tiers[place] == 0)
        jw_null(w);
    else
        jw_int(w, v->track.tiers[place]);
    jw_kint(w, "level", level);
    jw_kint(w, "above", chain_count(&chain->graph.above, place, v->track.business));
    jw_kint(w, "below", chain_count(&chain->graph.below, place, v->track.business));
    jw_kint(w, "unknown", v->track.unknown[place]);
    jw_kstr(w, "known", OPTIONS_CHAIN_BELOW.keys[known]);
    jw_kstr(w, "assured_reason", known == BELOW_ASSURED ? face->assured_reason : NULL);
    jw_kint(w, "businesses", chain_load_count(&chain->load, place, NULL));
    jw_kint(w, "important", chain_load_count(&chain->load, place, chain->important));
    jw_kint(w, "own", chain_load_count(&chain->own, place, NULL));
    write_stops(w, v, place);
    write_from(w, v, place);
    jw_kbool(w, "presumed", is_presumed(v, place));
    jw_kstr(w, "risk", face->risk);
    jw_kstr(w, "grade", face->grade);
    jw_kstr(w, "concern", face->concern);
    jw_kstr(w, "surveyed_on", face->surveyed_on);
    jw_obj_end(w);
}

enum err chain_view_page(struct chain_view *v, const int *places, int n)
{
    int *all = mem_array(v->c, int, n *(1 + ABOVE_SHOWN) + 1);
    int count = 0;
    for (int i = 0; i < n; i++) {
        all[count++] = places[i];
        count += from_of(v, places[i], &all[count]);
    }
    return view_faces(v, all, (size_t)count);
}

/* ---- pages ---- */

int chain_query_int(const struct req *r, const char *key, int fallback)
{
    const char *text = req_query(r, key);
    return text == NULL ? fallback : (int)strtol(text, NULL, 10);
}

struct chain_page chain_page_of(const struct req *r, int n)
{
    struct chain_page page = {
        chain_query_int(r, "after", 0), chain_query_int(r, "limit", LIMIT_PAGE_DEFAULT)};
    page.after = page.after < n ? page.after : n;
    page.limit = page.limit < n - page.after ? page.limit : n - page.after;
    return page;
}

void chain_page_end(struct jw *w, const struct chain_page *page, int64_t total, bool complete)
{
    int64_t next = page->after + page->limit;
    jw_kint(w, "total", total);
    jw_key(w, "next");
    if (next < total)
        jw_int(w, next);
    else
        jw_null(w);
    jw_kbool(w, "complete", complete);
}

static const struct field page_fields[] = {CHAIN_PAGE_QUERY};
const struct shape SHAPE_CHAIN_PAGE = SHAPE("ChainPageQuery", page_fields);
