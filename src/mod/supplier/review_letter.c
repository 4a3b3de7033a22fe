/* The letter of advice that a person begins from: what to see to first, the next steps, and help
 * that costs nothing. Texts of the rules and of the sheet, in the supplier's language; it is plain
 * text to its end, so nothing in it is taken for markup. */
#include "base/buf.h"
#include "base/mem.h"
#include "kernel/advice/advice.h"
#include "kernel/i18n/msg.h"
#include "mod/supplier/supplier_review.h"

#include <string.h>

enum { MARKS_MOST = 20, STEPS_MOST = 10, SERVICES_MOST = 10 };

struct letter {
    struct call *c;
    const char *lang;
    struct buf *text;
};

static void line(struct letter *l, const char *id, const struct msg_arg *args, size_t n)
{
    buf_str(l->text, msg_format(l->c, l->lang, id, args, n));
}

static void paragraph(struct letter *l, const char *id, const struct msg_arg *args, size_t n)
{
    line(l, id, args, n);
    buf_str(l->text, "\n\n");
}

static void write_mark(
    struct letter *l, const struct sheet_doc *doc, const struct advice_found *found)
{
    const json_t *practice = json_array_get(found->practices, 0);
    const struct msg_arg args[] = {
        {"item", doc->items[found->item_no - 1].key},
        {"says", body_text(found->says, l->lang)},
        {"advice", body_text(found->advice, l->lang)},
        {"practice", json_string_value(practice)},
    };
    line(l, "supplier_review.letter.mark", args, 4);
    if (practice != NULL) {
        buf_char(l->text, '\n');
        line(l, "supplier_review.letter.practice", args, 4);
    }
    buf_str(l->text, "\n\n");
}

static bool is_marked(const struct advice *advice, int item_no)
{
    for (size_t i = 0; i < advice->n; i++)
        if (advice->found[i].item_no == item_no)
            return true;
    return false;
}

/* Of items that no mark speaks of. */
static void write_steps(
    struct letter *l, const struct review_answers *answers, const struct advice *advice)
{
    int n = 0;
    for (int i = 0; i < answers->doc->n_items && n < STEPS_MOST; i++) {
        const struct sheet_item *item = &answers->doc->items[i];
        const struct sheet_texts *next =
            answers->sheet.asked[i].ask == ASK_YES && !is_marked(advice, i + 1)
                ? advice_next(item, &answers->sheet.plain[i])
                : NULL;
        if (next == NULL)
            continue;
        if (n++ == 0)
            paragraph(l, "supplier_review.letter.steps", NULL, 0);
        const struct msg_arg args[] = {
            {"item", item->key}, {"next", sheet_text(answers->doc, next, l->lang)}};
        paragraph(l, "supplier_review.letter.step", args, 2);
    }
}

static bool is_named(const struct advice *advice, const char *key)
{
    size_t k;
    const json_t *one;
    for (size_t i = 0; i < advice->n; i++)
        json_array_foreach(advice->found[i].services, k, one)
        {
            if (strcmp(json_string_value(one), key) == 0)
                return true;
        }
    return false;
}

static void write_services(struct letter *l, const struct advice *advice)
{
    int n = 0;
    size_t i;
    const json_t *one;
    json_array_foreach(advice->services, i, one)
    {
        if (n == SERVICES_MOST || !is_named(advice, body_text(one, "key")))
            continue;
        if (n++ == 0)
            paragraph(l, "supplier_review.letter.services", NULL, 0);
        const struct msg_arg args[] = {{"name", body_text(json_object_get(one, "name"), l->lang)},
            {"url", body_text(one, "url")}};
        paragraph(l, "supplier_review.letter.service", args, 2);
    }
}

static void begin(struct letter *l, const struct review_answers *answers, const json_t *supplier)
{
    const struct msg_arg args[] = {
        {"supplier", body_text(supplier, "name")},
        {"contact", body_text(supplier, "contact_name")},
        {"organisation", l->c->org.name},
        {"campaign", answers->answered ? answers->response.campaign.title : NULL},
    };
    bool known = body_text(supplier, "contact_name") != NULL;
    paragraph(l, known ? "supplier_review.letter.to" : "supplier_review.letter.to.firm", args, 4);
    paragraph(l,
        answers->answered ? "supplier_review.letter.thanks" : "supplier_review.letter.greeting",
        args, 4);
}

enum err review_letter_draft(struct call *c, const struct review_answers *answers,
    const json_t *supplier, const char *lang, const char **ret_subject, const char **ret_text)
{
    struct letter l = {c, lang, buf_new(c)};
    struct advice advice = {.n = 0};
    const struct msg_arg args[] = {{"organisation", c->org.name}};
    enum err e = answers->answered ? advice_of(c, &answers->sheet, &advice) : ERR_OK;
    if (e != ERR_OK)
        return e;
    begin(&l, answers, supplier);
    if (advice.n > 0)
        paragraph(&l, "supplier_review.letter.marks", NULL, 0);
    for (size_t i = 0; i < advice.n && i < MARKS_MOST; i++)
        write_mark(&l, answers->doc, &advice.found[i]);
    if (answers->answered)
        write_steps(&l, answers, &advice);
    write_services(&l, &advice);
    line(&l, "supplier_review.letter.end", args, 1);
    *ret_subject = msg_format(c, lang, "supplier_review.letter.subject", args, 1);
    *ret_text = l.text->data;
    return ERR_OK;
}
