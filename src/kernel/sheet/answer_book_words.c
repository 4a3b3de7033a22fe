/* Answers in the words that cells have. */
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/answer_book.h"
#include "kernel/table/cell.h"

#include <string.h>

/* yes, no, have, none: both scales of two words. */
static const char *word(const char *value, const char *lang)
{
    if (strcmp(value, "yes") == 0)
        return msg_get(lang, "assessment.value.yes");
    if (strcmp(value, "no") == 0)
        return msg_get(lang, "assessment.value.no");
    if (strcmp(value, "have") == 0)
        return msg_get(lang, "assessment.value.have");
    return msg_get(lang, "assessment.value.none");
}

static const char *option_text(
    const struct sheet_doc *doc, const struct sheet_option *option, const char *lang)
{
    const char *text = sheet_text(doc, &option->text, lang);
    return text == NULL ? option->key : text;
}

const char *book_option_words(const void *ctx, const struct sheet_doc *doc,
    const struct sheet_item *item, size_t option, const char *lang)
{
    const char *text = option_text(doc, &item->options[option], lang);
    const char *folded = cell_folded(ctx, text);
    for (size_t i = 0; i < item->n_options; i++)
        if (i != option &&
            strcmp(cell_folded(ctx, option_text(doc, &item->options[i], lang)), folded) == 0)
            return mem_printf(ctx, "%s (%s)", text, item->options[option].key);
    return text;
}

const char *book_value_words(const void *ctx, const struct sheet_doc *doc,
    const struct sheet_item *item, const char *value, const char *lang)
{
    if (value == NULL)
        return "";
    if (item->scale == SCALE_YES_NO_NA || item->scale == SCALE_HAVE)
        return word(value, lang);
    if (item->scale != SCALE_CHOICE && item->scale != SCALE_MULTI)
        return value;
    struct buf *b = buf_new(ctx);
    for (size_t i = 0; i < item->n_options; i++) {
        if (!sheet_value_has(value, item->options[i].key))
            continue;
        if (b->len > 0)
            buf_str(b, msg_get(lang, "ui.list.comma"));
        buf_str(b, option_text(doc, &item->options[i], lang));
    }
    return b->data;
}

/* ---- back again ---- */

static bool says(const void *ctx, const char *folded, const char *text)
{
    return text != NULL && strcmp(cell_folded(ctx, text), folded) == 0;
}

static bool says_message(const void *ctx, const char *folded, const char *id)
{
    for (int i = 0; i < MSG_LANGS; i++)
        if (says(ctx, folded, msg_get(msg_langs[i], id)))
            return true;
    return false;
}

static json_t *two_words(
    const void *ctx, const struct sheet_item *item, const char *text, const char *folded)
{
    bool have = item->scale == SCALE_HAVE;
    const char *yes = have ? "have" : "yes";
    const char *no = have ? "none" : "no";
    bool is = false;
    if (says_message(ctx, folded, mem_printf(ctx, "assessment.value.%s", yes)))
        return json_string(yes);
    if (says_message(ctx, folded, mem_printf(ctx, "assessment.value.%s", no)))
        return json_string(no);
    return cell_bool(ctx, text, &is) ? json_string(is ? yes : no) : NULL;
}

/* By its text in any language of the program, or by its key. */
static json_t *one_option(
    const void *ctx, const struct sheet_doc *doc, const struct sheet_item *item, const char *folded)
{
    for (size_t i = 0; i < item->n_options; i++) {
        if (says(ctx, folded, item->options[i].key))
            return json_string(item->options[i].key);
        for (int k = 0; k < MSG_LANGS; k++)
            if (says(ctx, folded, book_option_words(ctx, doc, item, i, msg_langs[k])))
                return json_string(item->options[i].key);
    }
    return NULL;
}

static json_t *of_date(const void *ctx, const char *text)
{
    struct date d;
    char shown[DATE_TEXT_SIZE];
    if (!cell_date(ctx, text, &d))
        return NULL;
    date_format(d, shown);
    return json_string(shown);
}

static json_t *of_number(const void *ctx, const struct sheet_item *item, const char *text)
{
    int64_t whole = 0;
    double n = 0;
    if (item->scale == SCALE_MATURITY5)
        return cell_integer(ctx, text, &whole) ? json_integer(whole) : NULL;
    if (!cell_number(ctx, text, &n))
        return NULL;
    return cell_integer(ctx, text, &whole) ? json_integer(whole) : json_real(n);
}

static const char *fault_code(const struct sheet_item *item)
{
    switch (item->scale) {
    case SCALE_MATURITY5:
        return "answer_level";
    case SCALE_NUMBER:
        return "number";
    case SCALE_DATE:
        return "date";
    default:
        return "book_choice";
    }
}

json_t *book_value_read(const void *ctx, const struct sheet_doc *doc, const struct sheet_item *item,
    const char *text, bool *ret_na, const char **ret_code)
{
    json_t *value = NULL;
    const char *folded = cell_folded(ctx, text);
    if (item->scale != SCALE_TEXT && says_message(ctx, folded, "assessment.answer.na")) {
        *ret_na = true;
        return json_null();
    }
    switch (item->scale) {
    case SCALE_MATURITY5:
    case SCALE_NUMBER:
        value = of_number(ctx, item, text);
        break;
    case SCALE_YES_NO_NA:
    case SCALE_HAVE:
        value = two_words(ctx, item, text, folded);
        break;
    case SCALE_CHOICE:
        value = one_option(ctx, doc, item, folded);
        break;
    case SCALE_DATE:
        value = of_date(ctx, text);
        break;
    default:
        value = json_string(text);
    }
    if (value == NULL)
        *ret_code = fault_code(item);
    return value;
}
