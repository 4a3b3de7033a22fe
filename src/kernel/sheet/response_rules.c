#include "kernel/sheet/response_rules.h"

#include "base/mem.h"
#include "kernel/sheet/out.h"

#include <stdlib.h>
#include <string.h>

#define RESPONSE_STATE_KEY(name, key) key,
static const char *const state_keys[] = {RESPONSE_STATE_LIST(RESPONSE_STATE_KEY)};
#undef RESPONSE_STATE_KEY

const char *response_state_key(enum response_state state)
{
    return state_keys[state];
}

enum response_state response_state_of(const char *key)
{
    int i = RESPONSE_STATE_MAX - 1;
    while (i > 0 && strcmp(state_keys[i], key) != 0)
        i--;
    return (enum response_state)i;
}

bool response_step_to(enum response_state from, enum response_step step, bool campaign_open,
    enum response_state *ret_to)
{
    static const struct {
        unsigned from; /* states, as bits */
        enum response_state to;
        bool when_closed;
    } steps[STEP_MAX] = {
        [STEP_SUBMIT] = {1 << RESPONSE_DRAFT | 1 << RESPONSE_RETURNED, RESPONSE_SUBMITTED, false},
        [STEP_WITHDRAW] = {1 << RESPONSE_SUBMITTED, RESPONSE_DRAFT, false},
        [STEP_RETURN] = {1 << RESPONSE_SUBMITTED | 1 << RESPONSE_ACCEPTED, RESPONSE_RETURNED,
            false},
        [STEP_ACCEPT] = {1 << RESPONSE_SUBMITTED, RESPONSE_ACCEPTED, true},
    };
    if (!(steps[step].from & 1u << from) || (!campaign_open && !steps[step].when_closed))
        return false;
    *ret_to = steps[step].to;
    return true;
}

bool response_editable(enum response_state state, bool campaign_open)
{
    return campaign_open && (state == RESPONSE_DRAFT || state == RESPONSE_RETURNED);
}

static void digest_answer_write(struct jw *w, const struct digest_answer *a)
{
    jw_obj_begin(w);
    jw_kstr(w, "item", a->item);
    jw_kstr(w, "value", a->value);
    jw_kstr(w, "na_reason", a->na_reason);
    jw_kstr(w, "comment", a->comment);
    jw_key(w, "files");
    jw_arr_begin(w);
    for (size_t i = 0; i < a->n_files; i++) {
        char hex[DIGEST_TEXT_SIZE];
        digest_format(&a->files[i], hex);
        jw_str(w, hex);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

struct digest response_digest(const struct uuid *response, const struct digest *sheet,
    const struct digest_answer *answers, size_t n)
{
    struct buf *b = buf_new(NULL);
    struct jw w = jw_init(b);
    jw_obj_begin(&w);
    out_uuid(&w, "response", response);
    out_digest(&w, "sheet", sheet);
    jw_key(&w, "answers");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        digest_answer_write(&w, &answers[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    struct digest d = digest_of(b->data, b->len);
    mem_free(b);
    return d;
}

const char *response_scores_format(const void *ctx, const struct sheet_doc *doc,
    const struct sheet_answer *answers, const struct sheet_asked *asked)
{
    struct buf *b = buf_new(ctx);
    for (int i = 0; i < doc->n_items; i++) {
        int score;
        if (i > 0)
            buf_char(b, ',');
        if (sheet_item_points(doc, i + 1, &answers[i], &asked[i], &score))
            buf_printf(b, "%d", score);
        else if (asked[i].ask == ASK_YES && answers[i].na_reason != NULL)
            buf_char(b, 'n');
    }
    return b->data;
}

enum item_score response_scores_next(const char **line, int *ret_score)
{
    const char *p = *line;
    enum item_score kind = ITEM_NO_SCORE;
    if (*p == 'n') {
        kind = ITEM_NA;
        p++;
    } else if (*p != ',' && *p != '\0') {
        char *end;
        *ret_score = (int)strtol(p, &end, 10);
        kind = ITEM_SCORE;
        p = end;
    }
    *line = *p == ',' ? p + 1 : p;
    return kind;
}

/* What one item adds; false: nothing. */
static bool total_item(
    const struct sheet_doc *doc, const struct sheet_item *item, const char **line, int *ret_score)
{
    switch (response_scores_next(line, ret_score)) {
    case ITEM_SCORE:
        return item->weight > 0;
    case ITEM_NA:
        *ret_score = doc->total.na;
        return item->weight > 0 && doc->total.has_na && sheet_item_scored(item);
    default:
        return false;
    }
}

bool response_total(
    const struct sheet_doc *doc, const char *item_scores, struct response_total *ret_total)
{
    struct response_total t = {0};
    bool any = false;
    for (int i = 0; i < doc->n_items && doc->total.given; i++) {
        const struct sheet_item *item = &doc->items[i];
        int score = 0;
        if (!total_item(doc, item, &item_scores, &score))
            continue;
        t.points += (int64_t)item->weight * score;
        t.most += (int64_t)item->weight * sheet_item_most(doc, item);
        any = true;
    }
    if (any)
        *ret_total = t;
    return any;
}
