/* Counts what the rules ask for and writes the verdict on each item. */
#include "kernel/evidence/evidence.h"

#include "base/jw.h"
#include "base/mem.h"
#include "kernel/evidence/evidence_load.h"
#include "kernel/evidence/evidence_private.h"
#include "kernel/evidence/evidence_store.h"
#include "kernel/register/register.h"
#include "kernel/sheet/campaign_days.h"

#include <string.h>

static const char *date_text(const void *ctx, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format(date, text);
    return mem_strdup(ctx, text);
}

void evidence_filters_add(struct call *c, struct evidence_filters *f,
    const struct evidence_condition *list, size_t n, struct date today)
{
    for (size_t i = 0; i < n; i++) {
        const struct evidence_condition *one = &list[i];
        if (one->test == EVIDENCE_IN)
            f->list[f->n++] = (struct reg_where){one->field, "in", one->value};
        else if (one->test == EVIDENCE_FILLED)
            f->list[f->n++] = (struct reg_where){one->field, "is_null", "false"};
        else if (one->test == EVIDENCE_AT_LEAST)
            f->list[f->n++] = (struct reg_where){one->field, "ge", one->value};
        else {
            const char *since = date_text(c, evidence_since(today, one->months));
            f->list[f->n++] = (struct reg_where){one->field, "ge", since};
            f->list[f->n++] = (struct reg_where){one->field, "le", date_text(c, today)};
        }
    }
}

static enum err count_rule(struct call *c, const struct evidence_rule *rule, const char *unit_path,
    struct date today, struct evidence_count *ret_count)
{
    const struct reg_def *def = app_register(c->app, rule->reg);
    struct evidence_count count = {.counted = def != NULL};
    struct evidence_filters f = {.n = 0};
    enum err e = ERR_OK;
    if (def != NULL) {
        evidence_filters_add(c, &f, rule->of, rule->n_of, today);
        e = reg_count(c, def, f.list, f.n, unit_path, &count.of);
    }
    if (e == ERR_OK && def != NULL) {
        evidence_filters_add(c, &f, rule->where, rule->n_where, today);
        e = reg_count(c, def, f.list, f.n, unit_path, &count.met);
    }
    if (e == ERR_OK)
        *ret_count = count;
    return e;
}

/* ---- the verdict as JSON ---- */

static void rule_write(
    struct jw *w, const struct evidence_rule *rule, const struct evidence_count *count)
{
    jw_obj_begin(w);
    jw_kstr(w, "rule", rule->key);
    jw_kint(w, "level", rule->level);
    jw_kbool(w, "holds", evidence_holds(rule, count));
    jw_kstr(w, "register", rule->reg);
    jw_kint(w, "met", count->met);
    jw_kint(w, "of", count->of);
    jw_kint(w, "needs", rule->needs);
    jw_kbool(w, "share", rule->share);
    jw_kjson(w, "missing", rule->missing);
    jw_obj_end(w);
}

static void item_write(struct jw *w, const struct evidence_set *set,
    const struct evidence_count *counts, const char *item, int claimed,
    const struct evidence_verdict *v)
{
    jw_obj_begin(w);
    jw_kstr(w, "item", item);
    jw_key(w, "claimed");
    if (claimed > 0)
        jw_int(w, claimed);
    else
        jw_null(w);
    jw_key(w, "supported");
    if (v->supported > 0)
        jw_int(w, v->supported);
    else
        jw_null(w);
    jw_kstr(w, "state", evidence_state_key(v->state));
    jw_key(w, "rules");
    jw_arr_begin(w);
    for (size_t i = 0; i < set->n_rules; i++)
        if (counts[i].counted && strcmp(set->rules[i].item, item) == 0)
            rule_write(w, &set->rules[i], &counts[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

/* Items that are asked and have a level; others claim nothing. */
static int claim_of(const struct response_sheet *s, int no)
{
    const struct answer *a = &s->answers[no - 1];
    bool claims = s->doc->items[no - 1].scale == SCALE_MATURITY5 &&
                  s->asked[no - 1].ask == ASK_YES && a->value != NULL && a->has_score;
    return claims ? a->score : 0;
}

static int items_write(struct jw *w, const struct evidence_set *set,
    const struct evidence_count *counts, const struct response_sheet *s, struct buf *supported)
{
    int unsupported = 0;
    jw_key(w, "items");
    jw_arr_begin(w);
    for (int no = 1; no <= s->doc->n_items; no++) {
        const char *item = s->doc->items[no - 1].key;
        int claimed = claim_of(s, no);
        struct evidence_verdict v = evidence_judge(set, counts, item, claimed);
        if (!v.judged || s->asked[no - 1].ask == ASK_HIDDEN)
            continue;
        unsupported += v.state == EVIDENCE_UNSUPPORTED;
        if (v.state == EVIDENCE_SUPPORTED)
            buf_printf(supported, "%s%s", supported->len == 0 ? "" : ",", item);
        item_write(w, set, counts, item, claimed, &v);
    }
    jw_arr_end(w);
    return unsupported;
}

static void set_write(struct jw *w, const struct evidence_set *set)
{
    jw_key(w, "rules");
    jw_obj_begin(w);
    jw_kstr(w, "key", set->key);
    jw_kstr(w, "version", set->version);
    jw_kstr(w, "wording", set->wording);
    jw_kjson(w, "name", set->name);
    jw_obj_end(w);
}

enum err evidence_body(struct call *c, const struct response *response,
    const struct response_sheet *sheet, struct evidence_body *ret_body)
{
    struct evidence_body body = {.judged_on = date_text(c, campaign_today(c, response->zone))};
    struct date today = campaign_today(c, response->zone);
    const struct evidence_set *set = NULL;
    if (strcmp(response->respondent_kind, "unit") == 0)
        set = evidence_for_sheet(c, sheet->doc->key);
    if (set == NULL) {
        *ret_body = body;
        return ERR_OK;
    }
    struct evidence_count *counts = mem_array(c, struct evidence_count, set->n_rules);
    for (size_t i = 0; i < set->n_rules; i++) {
        enum err e = count_rule(c, &set->rules[i], response->unit_path, today, &counts[i]);
        if (e != ERR_OK)
            return e;
    }
    struct jw w = jw_init(buf_new(c));
    jw_obj_begin(&w);
    jw_kstr(&w, "judged_on", body.judged_on);
    set_write(&w, set);
    struct buf *supported = buf_new(c);
    body.unsupported = items_write(&w, set, counts, sheet, supported);
    body.supported = supported->data;
    jw_obj_end(&w);
    body.json = w.buf->data;
    *ret_body = body;
    return ERR_OK;
}

enum err evidence_freeze(
    struct call *c, const struct response *response, const struct response_sheet *sheet)
{
    struct evidence_body body;
    enum err e = evidence_body(c, response, sheet, &body);
    if (e != ERR_OK || body.json == NULL)
        return e;
    return evidence_store_put(c, response->id, &body);
}

enum err evidence_thaw(struct call *c, int64_t response_id)
{
    return evidence_store_drop(c, response_id);
}
