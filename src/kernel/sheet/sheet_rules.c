#include "kernel/sheet/sheet_rules.h"

#include <math.h>
#include <string.h>

static bool string_in(const struct sheet_strings *list, const char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->of[i], text) == 0)
            return true;
    return false;
}

/* An empty list says nothing; a respondent without the property does not match a list. */
static bool property_holds(const struct sheet_strings *list, const char *property)
{
    return list->n == 0 || (property != NULL && string_in(list, property));
}

/* Of several options chosen, any that the list names is enough. */
static bool value_in(
    const struct sheet_strings *list, const struct sheet_item *item, const char *value)
{
    for (size_t i = 0; item->scale == SCALE_MULTI && i < list->n; i++)
        if (sheet_value_has(value, list->of[i]))
            return true;
    return string_in(list, value);
}

static bool condition_holds(const struct sheet_doc *doc, const struct sheet_condition *c,
    const struct sheet_answer *answers, const struct sheet_asked *asked)
{
    const struct sheet_asked *of = &asked[c->item_no - 1];
    const struct sheet_answer *a = &answers[c->item_no - 1];
    if (of->ask == ASK_HIDDEN)
        return false;
    const char *value = of->ask == ASK_SPARED ? of->value : a->value;
    if (value != NULL)
        return value_in(&c->in, &doc->items[c->item_no - 1], value);
    return a->na_reason != NULL && string_in(&c->in, "na");
}

/* The first certificate the respondent holds that is still valid. */
static bool spared(
    const struct sheet_item *item, const struct sheet_facts *facts, struct sheet_asked *ret_asked)
{
    for (size_t i = 0; i < item->applies.n_spared_by; i++) {
        const struct sheet_spare *spare = &item->applies.spared_by[i];
        for (size_t k = 0; k < facts->n_certificates; k++) {
            const struct sheet_certificate *c = &facts->certificates[k];
            if (strcmp(c->key, spare->certificate) == 0 && strcmp(c->until, facts->today) >= 0) {
                *ret_asked = (struct sheet_asked){ASK_SPARED, spare->value, c};
                return true;
            }
        }
    }
    return false;
}

static bool item_applies(const struct sheet_doc *doc, const struct sheet_item *item,
    const struct sheet_facts *facts, const struct sheet_answer *answers,
    const struct sheet_asked *asked)
{
    const struct sheet_applies *rule = &item->applies;
    if (!property_holds(&rule->classes, facts->respondent_class) ||
        !property_holds(&rule->kinds, facts->unit_kind))
        return false;
    for (size_t i = 0; i < rule->n_answers; i++)
        if (!condition_holds(doc, &rule->answers[i], answers, asked))
            return false;
    return true;
}

void sheet_ask(const struct sheet_doc *doc, const struct sheet_facts *facts,
    const struct sheet_answer *answers, struct sheet_asked *ret_asked)
{
    for (int i = 0; i < doc->n_items; i++) { /* conditions look back, so one pass is enough */
        const struct sheet_item *item = &doc->items[i];
        ret_asked[i] = (struct sheet_asked){.ask = ASK_HIDDEN};
        if (!item_applies(doc, item, facts, answers, ret_asked))
            continue;
        if (!spared(item, facts, &ret_asked[i]))
            ret_asked[i].ask = ASK_YES;
    }
}

void sheet_progress(const struct sheet_doc *doc, const struct sheet_answer *answers,
    const struct sheet_asked *asked, int *ret_asked, int *ret_answered)
{
    int n = 0;
    int done = 0;
    for (int i = 0; i < doc->n_items; i++) {
        if (asked[i].ask != ASK_YES)
            continue;
        n++;
        done += answers[i].value != NULL || answers[i].na_reason != NULL;
    }
    *ret_asked = n;
    *ret_answered = done;
}

bool sheet_item_points(const struct sheet_doc *doc, int item_no, const struct sheet_answer *answer,
    const struct sheet_asked *asked, int *ret_score)
{
    const struct sheet_item *item = &doc->items[item_no - 1];
    const char *value = asked->ask == ASK_SPARED ? asked->value : answer->value;
    if (asked->ask == ASK_HIDDEN || value == NULL)
        return false;
    return sheet_value_score(doc, item, value, ret_score);
}

static void sum_item(const struct sheet_doc *doc, int item_no, const struct sheet_answer *answer,
    const struct sheet_asked *asked, struct sheet_sum *sums)
{
    const struct sheet_item *item = &doc->items[item_no - 1];
    struct sheet_sum *sum = &sums[item->section_no - 1];
    int score;
    if (asked->ask == ASK_HIDDEN || item->weight == 0 || !sheet_item_scored(item))
        return;
    if (sheet_item_points(doc, item_no, answer, asked, &score)) {
        sum->s += (int64_t)item->weight * score;
        sum->w += item->weight;
        sum->n++;
    } else if (asked->ask == ASK_YES && answer->value == NULL && answer->na_reason == NULL) {
        sum->missing++;
    }
}

void sheet_sums(const struct sheet_doc *doc, const struct sheet_answer *answers,
    const struct sheet_asked *asked, struct sheet_sum *ret_sums)
{
    memset(ret_sums, 0, sizeof *ret_sums * (size_t)doc->n_sections);
    for (int i = 0; i < doc->n_items; i++)
        sum_item(doc, i + 1, &answers[i], &asked[i], ret_sums);
    for (int k = doc->n_sections - 1; k >= 0; k--) { /* parents stand before their sections */
        if (doc->sections[k].parent_no == 0)
            continue;
        struct sheet_sum *up = &ret_sums[doc->sections[k].parent_no - 1];
        up->s += ret_sums[k].s;
        up->w += ret_sums[k].w;
        up->n += ret_sums[k].n;
        up->missing += ret_sums[k].missing;
    }
}

int64_t mean_tenths(int64_t s, int64_t w)
{
    int64_t above = 20 * s + w;
    int64_t below = 2 * w;
    return above / below - (above % below < 0); /* C rounds to zero, we want the floor */
}

int64_t raw_tenths(double raw)
{
    return (int64_t)floor(raw * 10 + 0.5 + 1e-9);
}

void mean_add(struct sheet_mean *m, double raw)
{
    m->sum += raw;
    m->n++;
}

double mean_raw(const struct sheet_mean *m)
{
    return m->sum / m->n;
}

struct sheet_mean sheet_unit_mean(const struct sheet_doc *doc, const struct sheet_sum *sums)
{
    struct sheet_mean mean = {0};
    for (int i = 0; i < doc->n_sections; i++)
        if (doc->sections[i].parent_no == 0 && sums[i].w > 0)
            mean_add(&mean, (double)sums[i].s / (double)sums[i].w);
    return mean;
}
