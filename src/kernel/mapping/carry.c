#include "kernel/mapping/carry.h"

#include "base/jw.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/answer_store.h"
#include "kernel/sheet/out.h"
#include "kernel/sheet/sheet_store.h"

#include <string.h>

static bool joins(const struct mapping *m, const char *a, const char *b)
{
    return (strcmp(m->from, a) == 0 && strcmp(m->to, b) == 0) ||
           (strcmp(m->from, b) == 0 && strcmp(m->to, a) == 0);
}

static enum err source_load(
    struct call *c, const struct carry_source *source, struct carry_from *ret_from)
{
    struct sheet_version version;
    struct carry_from f = {.source = *source};
    enum err e = sheet_store_version_by_id(c->db, c, source->version_id, &version);
    if (e == ERR_OK)
        e = sheet_store_rules(c->db, c, &version, &f.doc);
    if (e != ERR_OK)
        return e;
    struct answer *answers = mem_array(c, struct answer, f.doc->n_items);
    e = answer_store_all(c, source->id, answers, f.doc->n_items);
    f.answers = answers;
    if (e == ERR_OK)
        *ret_from = f;
    return e;
}

/* Only those whose sheet some mapping joins with the response's. */
static enum err sources_load(struct call *c, const struct response *response,
    const struct mapping *const *mappings, size_t n_mappings, struct carry *carry)
{
    struct carry_source *list = NULL;
    size_t n = 0;
    size_t kept = 0;
    enum err e = carry_store_sources(c, response->id, &list, &n);
    struct carry_from *from = mem_array(c, struct carry_from, n + 1);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool any = false;
        for (size_t k = 0; k < n_mappings; k++)
            any = any || joins(mappings[k], list[i].sheet_key, carry->sheet.doc->key);
        if (any)
            e = source_load(c, &list[i], &from[kept++]);
    }
    carry->from = from;
    carry->n_from = kept;
    return e;
}

/* The item that a mapping means; 0: this version of the sheet has none. */
static int item_no(const struct sheet_doc *doc, const char *key)
{
    int no = sheet_item_no(doc, key);
    for (int i = 0; no == 0 && i < doc->n_items; i++)
        if (carry_key_same(doc->items[i].key, key))
            no = i + 1;
    return no;
}

/* ---- gathering ---- */

struct gather {
    struct call *c;
    struct carry *carry;
    struct carry_offer *by_item; /* item number - 1 */
};

static void add_pair(struct gather *g, const struct carry_from *from, const struct mapping *m,
    const struct mapping_pair *pair)
{
    bool forward = strcmp(m->from, from->source.sheet_key) == 0;
    const struct sheet_doc *doc = g->carry->sheet.doc;
    int to = item_no(doc, forward ? pair->to : pair->from);
    int of = item_no(from->doc, forward ? pair->from : pair->to);
    if (to == 0 || of == 0)
        return;
    const struct answer *answer = &from->answers[of - 1];
    const struct sheet_answer *now = &g->carry->sheet.plain[to - 1];
    if ((answer->value == NULL && answer->na_reason == NULL) || now->value != NULL ||
        now->na_reason != NULL || g->carry->sheet.asked[to - 1].ask != ASK_YES)
        return;
    struct carry_offer *offer = &g->by_item[to - 1];
    struct carry_origin *origins = mem_grow(
        g->c, (struct carry_origin *)offer->origins, struct carry_origin, offer->n_origins + 1);
    origins[offer->n_origins++] = (struct carry_origin){.from = from,
        .item_no = of,
        .mapping = m,
        .pair = pair,
        .relation = forward ? pair->relation : mapping_relation_turned(pair->relation)};
    offer->origins = origins;
}

static bool offer_make(struct gather *g, struct carry_offer *offer)
{
    const struct sheet_item *to = &g->carry->sheet.doc->items[offer->item_no - 1];
    struct carry_hint *hints = mem_array(g->c, struct carry_hint, offer->n_origins + 1);
    for (size_t i = 0; i < offer->n_origins; i++) {
        const struct carry_origin *o = &offer->origins[i];
        const struct answer *answer = &o->from->answers[o->item_no - 1];
        hints[i] = (struct carry_hint){.relation = o->relation,
            .strength = o->pair->strength,
            .from = &o->from->doc->items[o->item_no - 1],
            .value = answer->value,
            .na_reason = answer->na_reason};
    }
    return carry_propose(g->c, to, hints, offer->n_origins, &offer->proposal);
}

static void offers_make(struct gather *g, const struct mapping *const *mappings, size_t n)
{
    struct carry *carry = g->carry;
    int n_items = carry->sheet.doc->n_items;
    for (size_t s = 0; s < carry->n_from; s++)
        for (size_t m = 0; m < n; m++)
            for (size_t i = 0;
                 i < mappings[m]->n_pairs &&
                 joins(mappings[m], carry->from[s].source.sheet_key, carry->sheet.doc->key);
                 i++)
                add_pair(g, &carry->from[s], mappings[m], &mappings[m]->pairs[i]);
    struct carry_offer *offers = mem_array(g->c, struct carry_offer, n_items + 1);
    for (int i = 0; i < n_items; i++) {
        g->by_item[i].item_no = i + 1;
        if (g->by_item[i].n_origins > 0 && offer_make(g, &g->by_item[i]))
            offers[carry->n_offers++] = g->by_item[i];
    }
    carry->offers = offers;
}

enum err carry_load(struct call *c, const struct response *response, struct carry *ret_carry)
{
    struct carry carry = {0};
    const struct mapping **mappings = NULL;
    size_t n = 0;
    enum err e = response_load(c, response, &carry.sheet);
    if (e == ERR_OK)
        e = mapping_list(c, carry.sheet.doc->key, &mappings, &n);
    if (e == ERR_OK)
        e = sources_load(c, response, mappings, n, &carry);
    if (e != ERR_OK)
        return e;
    struct gather g = {c, &carry, mem_array(c, struct carry_offer, carry.sheet.doc->n_items)};
    offers_make(&g, mappings, n);
    *ret_carry = carry;
    return ERR_OK;
}

bool carry_plain(const struct carry_offer *offer)
{
    return offer->proposal.sure == SURE_HIGH && !offer->proposal.differ;
}

/* ---- confirming ---- */

/* What decided: origins of the grade of the proposal. */
static const char *sources_json(struct call *c, const struct carry_offer *offer)
{
    struct jw w = jw_init(buf_new(c));
    jw_arr_begin(&w);
    for (size_t i = 0; i < offer->n_origins; i++) {
        const struct carry_origin *o = &offer->origins[i];
        if (carry_sure_of(o->relation, o->pair->strength) != offer->proposal.sure)
            continue;
        jw_obj_begin(&w);
        out_uuid(&w, "response", &o->from->source.uid);
        jw_kstr(&w, "campaign", o->from->source.campaign);
        jw_kstr(&w, "period", o->from->source.period);
        jw_kstr(&w, "sheet", o->from->source.sheet_key);
        jw_kstr(&w, "item", o->from->doc->items[o->item_no - 1].key);
        jw_kstr(&w, "relation", mapping_relation_key(o->relation));
        jw_kstr(&w, "mapping", o->mapping->key);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    return w.buf->data;
}

static enum err take(struct call *c, struct response *response, struct carry *carry,
    const struct carry_offer *offer, json_t *taken)
{
    const struct sheet_item *item = &carry->sheet.doc->items[offer->item_no - 1];
    struct answer a = {.item_no = offer->item_no,
        .value = offer->proposal.value,
        .na_reason = offer->proposal.na_reason,
        .comment = carry->sheet.answers[offer->item_no - 1].comment};
    a.has_score = a.value != NULL && sheet_value_score(carry->sheet.doc, item, a.value, &a.score);
    struct carry_mark mark = {.item_no = offer->item_no, .sources = sources_json(c, offer)};
    enum err e = response_answer_set(c, response, &carry->sheet, &a);
    mark.version = a.version;
    if (e == ERR_OK)
        e = carry_store_mark(c, response->id, &mark);
    if (e == ERR_OK)
        json_array_append_new(
            taken, json_pack("{s:s, s:s?, s:s, s:s}", "item", item->key, "value", a.value, "sure",
                       carry_sure_key(offer->proposal.sure), "from", mark.sources));
    return e;
}

static const struct carry_offer *offer_of(const struct carry *carry, const char *key)
{
    int no = sheet_item_no(carry->sheet.doc, key);
    for (size_t i = 0; i < carry->n_offers; i++)
        if (carry->offers[i].item_no == no)
            return &carry->offers[i];
    return NULL;
}

/* What the person saw is what would be taken. */
static bool is_seen(
    struct call *c, const struct carry *carry, const struct carry_offer *offer, const json_t *value)
{
    const char *seen = NULL;
    if (offer == NULL)
        return false;
    const char *now = offer->proposal.value;
    if (value == NULL || json_is_null(value))
        return now == NULL;
    return now != NULL &&
           sheet_value_parse(c, &carry->sheet.doc->items[offer->item_no - 1], value, &seen) ==
               NULL &&
           strcmp(seen, now) == 0;
}

static enum err take_items(struct call *c, struct response *response, struct carry *carry,
    const json_t *items, json_t *taken)
{
    size_t i;
    json_t *one;
    enum err e = ERR_OK;
    json_array_foreach(items, i, one)
    {
        const char *pointer = mem_printf(c, "/items/%zu", i);
        const struct carry_offer *offer = offer_of(carry, body_text(one, "item"));
        if (!is_seen(c, carry, offer, json_object_get(one, "value")))
            problem_field(c->problem, pointer, "not_offered");
    }
    if (problem_check(c->problem) != ERR_OK)
        return problem_set(c->problem, ERR_CONFLICT, "carry_changed");
    json_array_foreach(items, i, one)
    {
        const struct carry_offer *offer = offer_of(carry, body_text(one, "item"));
        if (e == ERR_OK && carry->sheet.plain[offer->item_no - 1].value == NULL)
            e = take(c, response, carry, offer, taken);
    }
    return e;
}

static enum err take_plain(
    struct call *c, struct response *response, struct carry *carry, json_t *taken)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < carry->n_offers && e == ERR_OK; i++)
        if (carry_plain(&carry->offers[i]))
            e = take(c, response, carry, &carry->offers[i], taken);
    return e;
}

enum err carry_confirm(
    struct call *c, struct response *response, const json_t *items, int64_t *ret_taken)
{
    struct carry carry;
    enum err e = response_editable_check(c, response);
    if (e == ERR_OK)
        e = carry_load(c, response, &carry);
    if (e != ERR_OK)
        return e;
    json_t *taken = json_array();
    e = json_is_array(items) ? take_items(c, response, &carry, items, taken)
                             : take_plain(c, response, &carry, taken);
    if (e == ERR_OK)
        e = response_answers_done(c, response, &carry.sheet);
    json_t *after = json_pack("{s:o}", "answers", taken);
    if (e == ERR_OK && json_array_size(taken) > 0)
        audit_add(c, &(struct audit_entry){.action = "carry_over",
                         .subject = "response",
                         .subject_id = response->id,
                         .subject_uid = &response->uid,
                         .unit_id = response->unit.id,
                         .after = after});
    if (e == ERR_OK)
        *ret_taken = (int64_t)json_array_size(taken);
    json_decref(after);
    return e;
}
