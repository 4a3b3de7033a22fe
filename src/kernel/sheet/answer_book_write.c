#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/answer_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uniwidth.h>

#define HEAD_FILL 0xeef3fb
#define INPUT_FILL 0xfffbe6
#define SECTION_FILL 0xf4f5f7
#define LINE_COLOUR 0xd0d0d0
#define SOFT_COLOUR 0x4d4d4d

/* Characters Excel takes: of a cell, of a drop-down with the commas between its words. */
enum { CELL_MOST = 32767, LIST_MOST = 255 };

static const double widths[BOOK_COLUMNS] = {8, 54, 46, 18, 20, 22, 38, 54, 8};

struct look {
    lxw_format *title, *soft, *head, *section, *text, *input, *date, *locked;
};

struct writer {
    struct call *c;
    const struct response_view *view;
    const struct sheet_doc *doc;
    const char *lang, *other; /* other: NULL, the sheet has it not */
    lxw_workbook *book;
    lxw_worksheet *sheet, *facts;
    struct look look;
    lxw_row_t row, fact_row;
};

static const char *say(const struct writer *w, const char *id)
{
    return msg_get(w->lang, id);
}

static const char *say_arg(const struct writer *w, const char *id, const char *name, const char *s)
{
    const struct msg_arg arg = {name, s};
    return msg_format(w->c, w->lang, id, &arg, 1);
}

static lxw_format *look_new(struct writer *w, bool cell, uint32_t fill)
{
    lxw_format *f = workbook_add_format(w->book);
    format_set_font_name(f, say(w, "book.font"));
    format_set_font_size(f, 10.5);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (cell) {
        format_set_text_wrap(f);
        format_set_border(f, LXW_BORDER_THIN);
        format_set_border_color(f, LINE_COLOUR);
    }
    if (fill != 0) {
        format_set_pattern(f, LXW_PATTERN_SOLID);
        format_set_bg_color(f, fill);
    }
    return f;
}

static void looks_make(struct writer *w)
{
    struct look *l = &w->look;
    l->title = look_new(w, false, 0);
    format_set_bold(l->title);
    format_set_font_size(l->title, 16);
    l->soft = look_new(w, false, 0);
    format_set_font_color(l->soft, SOFT_COLOUR);
    l->head = look_new(w, true, HEAD_FILL);
    format_set_bold(l->head);
    l->section = look_new(w, false, SECTION_FILL);
    format_set_bold(l->section);
    l->text = look_new(w, true, 0);
    l->locked = look_new(w, true, SECTION_FILL);
    format_set_font_color(l->locked, SOFT_COLOUR);
    l->input = look_new(w, true, INPUT_FILL);
    format_set_unlocked(l->input);
    l->date = look_new(w, true, INPUT_FILL);
    format_set_unlocked(l->date);
    format_set_num_format(l->date, "yyyy-mm-dd");
}

/* ---- cells ---- */

/* As Excel keeps it: line ends are LF, no more characters than it takes. */
static const char *cell_of(const struct writer *w, const char *text)
{
    struct buf *b = buf_new(w->c);
    size_t n = 0;
    for (const char *p = text; *p != '\0'; p++) {
        n += ((unsigned char)*p & 0xc0) != 0x80;
        if (n > CELL_MOST / 2) /* one beyond the basic plane counts twice */
            break;
        if (*p != '\r' || p[1] != '\n')
            buf_char(b, *p);
    }
    return b->data;
}

static void put(struct writer *w, lxw_col_t col, const char *text, lxw_format *look)
{
    if (text == NULL || text[0] == '\0')
        worksheet_write_blank(w->sheet, w->row, col, look);
    else
        worksheet_write_string(w->sheet, w->row, col, cell_of(w, text), look);
}

/* Rows of text so wide; a column's width is counted in figures. */
static int lines_of(const char *text, lxw_col_t col)
{
    int lines = 0;
    for (const char *p = text == NULL ? "" : text;; p++) {
        size_t n = strcspn(p, "\n");
        int width = u8_width((const uint8_t *)p, n, "UTF-8");
        lines += 1 + (int)(width / widths[col]);
        p += n;
        if (*p == '\0')
            return lines;
    }
}

/* Not every program measures wrapped text itself. */
static void height_set(struct writer *w, const char *const texts[BOOK_COLUMNS])
{
    const double line = 15; /* points */
    const double most = 409;
    int lines = 1;
    for (int i = 0; i < BOOK_COLUMNS; i++) {
        int n = texts[i] == NULL ? 1 : lines_of(texts[i], i);
        lines = n > lines ? n : lines;
    }
    worksheet_set_row(w->sheet, w->row, lines * line < most ? lines * line : most, NULL);
}

/* ---- what stands beside an item ---- */

static void line_add(struct buf *b, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    if (b->len > 0)
        buf_char(b, '\n');
    buf_str(b, text);
}

static void levels_add(
    struct writer *w, struct buf *b, const struct sheet_texts *levels, const char *lang)
{
    for (int i = 0; i < SHEET_LEVELS; i++) {
        const char *text = sheet_text(w->doc, &levels[i], lang);
        if (text != NULL)
            line_add(b, mem_printf(w->c, "%d  %s", i + 1, text));
    }
}

/* Whether the options' texts can be the words of a drop-down: Excel parts them by commas. Else it
 * offers the keys, which then stand before the texts. */
static bool has_short_options(struct writer *w, const struct sheet_item *item)
{
    size_t chars = 0;
    for (size_t i = 0; i < item->n_options; i++) {
        const char *text = book_option_words(w->c, w->doc, item, i, w->lang);
        if (strpbrk(text, ",\n") != NULL)
            return false;
        chars += utf8_chars(text) + 1;
    }
    return chars <= LIST_MOST;
}

static void options_add(
    struct writer *w, struct buf *b, const struct sheet_item *item, const char *lang)
{
    bool words = has_short_options(w, item);
    for (size_t i = 0; i < item->n_options; i++)
        line_add(b, mem_printf(w->c, "%s  %s", words ? "-" : item->options[i].key,
                        book_option_words(w->c, w->doc, item, i, lang)));
}

static const char *question(struct writer *w, const struct sheet_item *item, const char *lang)
{
    struct buf *b = buf_new(w->c);
    line_add(b, sheet_text(w->doc, &item->text, lang));
    if (item->scale == SCALE_MATURITY5)
        levels_add(w, b, item->levels, lang);
    if (item->scale == SCALE_CHOICE)
        options_add(w, b, item, lang);
    return b->data;
}

/* The supplement of the item in the book's language, else in any. */
static const char *supplement_of(struct writer *w, int item_no)
{
    for (size_t i = 0; i < w->view->n_supplements; i++) {
        const struct supplement *s = &w->view->supplements[i];
        if (s->item_no != item_no)
            continue;
        json_t *texts = json_loads(s->texts, 0, NULL);
        const char *text = body_text(texts, w->lang);
        if (text == NULL)
            text = json_string_value(json_object_iter_value(json_object_iter(texts)));
        text = text == NULL ? NULL : say_arg(w, "book.supplement", "text", text);
        json_decref(texts);
        return text;
    }
    return NULL;
}

static const char *range_text(struct writer *w, const struct sheet_item *item)
{
    if (item->scale != SCALE_NUMBER || !item->has_min || !item->has_max)
        return NULL;
    const struct msg_arg args[] = {{"min", mem_printf(w->c, "%.15g", item->number_min)},
        {"max", mem_printf(w->c, "%.15g", item->number_max)}};
    return msg_format(w->c, w->lang, "book.range", args, 2);
}

static const char *help(struct writer *w, int item_no)
{
    const struct sheet_item *item = &w->doc->items[item_no - 1];
    const struct sheet_asked *asked = &w->view->sheet.asked[item_no - 1];
    struct buf *b = buf_new(w->c);
    if (!item->required)
        line_add(b, say(w, "book.optional"));
    if (item->applies.n_answers > 0)
        line_add(b, say(w, "book.conditional"));
    if (asked->ask == ASK_SPARED)
        line_add(b, say(w, "book.spared"));
    line_add(b, supplement_of(w, item_no));
    line_add(b, sheet_text(w->doc, &item->hint, w->lang));
    line_add(b, range_text(w, item));
    if (item->scale == SCALE_MATURITY5)
        levels_add(w, b, item->criteria, w->lang);
    for (size_t i = 0; i < item->n_evidence; i++)
        line_add(b,
            say_arg(w, "book.evidence", "text", sheet_text(w->doc, &item->evidence[i], w->lang)));
    return b->data;
}

static const char *last_answer(struct writer *w, int item_no)
{
    const struct sheet_item *item = &w->doc->items[item_no - 1];
    for (size_t i = 0; i < w->view->n_last_answers; i++) {
        const struct answer *a = &w->view->last_answers[i];
        if (a->item_no != item_no)
            continue;
        struct buf *b = buf_new(w->c);
        line_add(b, book_value_words(w->c, w->doc, item, a->value, w->lang));
        if (a->na_reason != NULL)
            line_add(b, say_arg(w, "book.last_na", "reason", a->na_reason));
        line_add(b, a->comment);
        return b->data;
    }
    return NULL;
}

/* ---- what may be filled in ---- */

static void validate(struct writer *w, lxw_data_validation *v)
{
    v->ignore_blank = LXW_VALIDATION_ON;
    v->error_title = (char *)say(w, "book.wrong");
    worksheet_data_validation_cell(w->sheet, w->row, BOOK_ANSWER, v);
}

static void list_of(struct writer *w, const char *list[], const char *error)
{
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = (char **)list,
        .error_message = (char *)say(w, error)};
    validate(w, &v);
}

/* The words of a drop-down; no list where even the keys are too many for Excel. */
static void list_of_options(struct writer *w, const struct sheet_item *item)
{
    const char **list = mem_array(w->c, const char *, item->n_options + 1);
    bool words = has_short_options(w, item);
    size_t chars = 0;
    for (size_t i = 0; i < item->n_options; i++) {
        list[i] = words ? book_option_words(w->c, w->doc, item, i, w->lang) : item->options[i].key;
        chars += utf8_chars(list[i]) + 1;
    }
    if (chars <= LIST_MOST)
        list_of(w, list, "error.field.book_choice");
}

static void number_between(struct writer *w, const struct sheet_item *item)
{
    const double most = 1e15;
    lxw_data_validation v = {
        .validate = item->scored ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = item->has_min ? item->number_min : -most,
        .maximum_number = item->has_max ? item->number_max : most,
        .error_message = (char *)say(w, "book.wrong.number")};
    validate(w, &v);
}

static void any_date(struct writer *w)
{
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_DATE,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_datetime = {.year = 1900, .month = 1, .day = 1},
        .maximum_datetime = {.year = 9999, .month = 12, .day = 31},
        .error_message = (char *)say(w, "book.wrong.date")};
    validate(w, &v);
}

static void answer_validate(struct writer *w, const struct sheet_item *item)
{
    const char *levels[] = {"1", "2", "3", "4", "5", NULL};
    const char *yes_no[] = {say(w, "assessment.value.yes"), say(w, "assessment.value.no"),
        say(w, "assessment.answer.na"), NULL};
    const char *have[] = {say(w, "assessment.value.have"), say(w, "assessment.value.none"), NULL};
    switch (item->scale) {
    case SCALE_MATURITY5:
        list_of(w, levels, "error.field.answer_level");
        break;
    case SCALE_YES_NO_NA:
        list_of(w, yes_no, "error.field.book_choice");
        break;
    case SCALE_HAVE:
        list_of(w, have, "error.field.book_choice");
        break;
    case SCALE_CHOICE:
        list_of_options(w, item);
        break;
    case SCALE_NUMBER:
        number_between(w, item);
        break;
    case SCALE_DATE:
        any_date(w);
        break;
    default:
        break;
    }
}

static void date_put(struct writer *w, const char *value)
{
    struct date d = {0};
    lxw_datetime when;
    if (value == NULL || !date_parse(value, &d) || !book_out_date(d, &when)) {
        put(w, BOOK_ANSWER, value, w->look.date);
        return;
    }
    worksheet_write_datetime(w->sheet, w->row, BOOK_ANSWER, &when, w->look.date);
}

static void answer_put(struct writer *w, const struct sheet_item *item, const struct answer *a)
{
    bool number = item->scale == SCALE_MATURITY5 || item->scale == SCALE_NUMBER;
    if (item->scale == SCALE_MULTI)
        put(w, BOOK_ANSWER, say(w, "book.multi"), w->look.locked);
    else if (item->scale == SCALE_DATE)
        date_put(w, a->value);
    else if (number && a->value != NULL)
        worksheet_write_number(
            w->sheet, w->row, BOOK_ANSWER, strtod(a->value, NULL), w->look.input);
    else if (a->value == NULL && a->na_reason != NULL && item->scale == SCALE_YES_NO_NA)
        put(w, BOOK_ANSWER, say(w, "assessment.answer.na"), w->look.input);
    else
        put(w, BOOK_ANSWER, book_value_words(w->c, w->doc, item, a->value, w->lang), w->look.input);
}

/* ---- rows ---- */

static void fact_put(struct writer *w, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        worksheet_write_string(w->facts, w->fact_row, (lxw_col_t)i, texts[i], NULL);
    w->fact_row++;
}

/* One row an option, to be marked. */
static void option_rows(struct writer *w, const struct sheet_item *item, const struct answer *a)
{
    const char *marks[] = {say(w, "book.mark"), NULL};
    for (size_t i = 0; i < item->n_options; i++) {
        const struct sheet_option *o = &item->options[i];
        bool is = a->value != NULL && sheet_value_has(a->value, o->key);
        const char *text = book_option_words(w->c, w->doc, item, i, w->lang);
        const char *other = w->other == NULL ? NULL : sheet_text(w->doc, &o->text, w->other);
        const char *const texts[BOOK_COLUMNS] = {[BOOK_TEXT] = text, [BOOK_OTHER] = other};
        height_set(w, texts);
        put(w, BOOK_KEY, item->key, w->look.locked);
        put(w, BOOK_TEXT, mem_printf(w->c, "　%s", text), w->look.text);
        put(w, BOOK_HELP, NULL, w->look.text);
        put(w, BOOK_LAST, NULL, w->look.text);
        put(w, BOOK_ANSWER, is ? say(w, "book.mark") : NULL, w->look.input);
        list_of(w, marks, "book.wrong.mark");
        put(w, BOOK_NA, NULL, w->look.locked);
        put(w, BOOK_COMMENT, NULL, w->look.locked);
        if (other != NULL)
            put(w, BOOK_OTHER, other, w->look.text);
        worksheet_write_string(w->sheet, w->row, BOOK_OPTION, o->key, NULL);
        w->row++;
    }
}

static void item_put(struct writer *w, int item_no)
{
    const struct sheet_item *item = &w->doc->items[item_no - 1];
    const struct answer *a = &w->view->sheet.answers[item_no - 1];
    const char *const texts[BOOK_COLUMNS] = {[BOOK_KEY] = item->key,
        [BOOK_TEXT] = question(w, item, w->lang),
        [BOOK_HELP] = help(w, item_no),
        [BOOK_LAST] = last_answer(w, item_no),
        [BOOK_NA] = a->na_reason,
        [BOOK_COMMENT] = a->comment,
        [BOOK_OTHER] = w->other == NULL ? NULL : question(w, item, w->other)};
    height_set(w, texts);
    for (int i = BOOK_KEY; i <= BOOK_LAST; i++)
        put(w, i, texts[i], w->look.text);
    answer_put(w, item, a);
    answer_validate(w, item);
    put(w, BOOK_NA, a->na_reason, w->look.input);
    put(w, BOOK_COMMENT, a->comment, w->look.input);
    if (w->other != NULL)
        put(w, BOOK_OTHER, texts[BOOK_OTHER], w->look.text);
    w->row++;
    if (item->scale == SCALE_MULTI)
        option_rows(w, item, a);
    const char *const fact[] = {"item", item->key, mem_printf(w->c, "%lld", (long long)a->version)};
    fact_put(w, fact, 3);
}

static bool is_shown(const struct writer *w, int item_no)
{
    const struct sheet_item *item = &w->doc->items[item_no - 1];
    return w->view->sheet.asked[item_no - 1].ask != ASK_HIDDEN || item->applies.n_answers > 0;
}

static void section_put(struct writer *w, int section_no)
{
    const struct sheet_section *s = &w->doc->sections[section_no - 1];
    bool named = false;
    for (int i = 1; i <= w->doc->n_items; i++) {
        if (w->doc->items[i - 1].section_no != section_no || !is_shown(w, i))
            continue;
        if (!named) {
            for (int col = 0; col < BOOK_OTHER + (w->other != NULL); col++)
                put(w, col, NULL, w->look.section);
            put(w, BOOK_TEXT,
                mem_printf(w->c, "%s　%s", s->key, sheet_text(w->doc, &s->name, w->lang)),
                w->look.section);
            w->row++;
            named = true;
        }
        item_put(w, i);
    }
}

static void head_put(struct writer *w)
{
    static const char *const heads[] = {"book.col.key", "book.col.text", "book.col.help",
        "book.col.last", "book.col.answer", "book.col.na", "book.col.comment", "book.col.other"};
    for (int i = 0; i < BOOK_OPTION; i++)
        if (i != BOOK_OTHER || w->other != NULL)
            put(w, i, say(w, heads[i]), w->look.head);
    worksheet_write_string(w->sheet, w->row, BOOK_OPTION, BOOK_FORMAT, NULL);
    w->row++;
    worksheet_freeze_panes(w->sheet, w->row, BOOK_HELP);
    worksheet_repeat_rows(w->sheet, w->row - 1, w->row - 1);
}

static void title_put(struct writer *w, const char *written)
{
    const struct response *r = &w->view->response;
    const struct msg_arg args[] = {{"unit", r->unit.title},
        {"sheet", sheet_text(w->doc, &w->doc->name, w->lang)}, {"due", r->due},
        {"period", r->period}, {"at", written}};
    worksheet_set_row(w->sheet, w->row, 28, NULL);
    put(w, 0, r->campaign.title, w->look.title);
    w->row++;
    put(w, 0, msg_format(w->c, w->lang, "book.about", args, 5), w->look.soft);
    w->row++;
    put(w, 0, say(w, "book.how"), w->look.soft);
    w->row++;
    put(w, 0, msg_format(w->c, w->lang, "book.how.back", args, 5), w->look.soft);
    w->row++;
}

static void sheet_set_up(struct writer *w)
{
    lxw_protection options = {.format_columns = 1, .format_rows = 1, .no_objects = 1};
    for (int i = 0; i < BOOK_OPTION; i++)
        worksheet_set_column(w->sheet, i, i, widths[i], NULL);
    lxw_row_col_options hidden = {.hidden = 1};
    worksheet_set_column_opt(
        w->sheet, BOOK_OPTION, BOOK_OPTION, widths[BOOK_OPTION], NULL, &hidden);
    if (w->other == NULL)
        worksheet_set_column_opt(w->sheet, BOOK_OTHER, BOOK_OTHER, 8, NULL, &hidden);
    worksheet_protect(w->sheet, NULL, &options); /* against slips of the hand, no more */
    worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, 9); /* A4 */
    worksheet_fit_to_pages(w->sheet, 1, 0);
    worksheet_set_footer(w->sheet, "&C&P / &N");
    worksheet_hide(w->facts);
}

static void book_fill(struct writer *w)
{
    char id[UUID_TEXT_SIZE];
    char version[UUID_TEXT_SIZE];
    char at[INSTANT_TEXT_SIZE];
    char shown[INSTANT_TEXT_SIZE];
    const struct response *r = &w->view->response;
    uuid_format(&r->uid, id);
    uuid_format(&r->sheet_version.uid, version);
    instant_format(w->c->now_ms, at);
    const char *const facts[] = {BOOK_FORMAT, id,
        mem_printf(w->c, "%s %s", r->campaign.number, r->campaign.title), r->unit.title, version,
        w->lang, at};
    if (!instant_format_in_zone(w->c->now_ms, r->zone == NULL ? w->c->org.zone : r->zone, shown))
        memcpy(shown, at, sizeof shown);
    shown[10] = ' ';
    fact_put(w, facts, sizeof facts / sizeof facts[0]);
    looks_make(w);
    sheet_set_up(w);
    title_put(w, mem_strndup(w->c, shown, 16));
    head_put(w);
    for (int i = 1; i <= w->doc->n_sections; i++)
        section_put(w, i);
}

enum err answer_book_write(struct call *c, const struct response_view *view,
    const struct sheet_doc *doc, int *ret_fd, int64_t *ret_size)
{
    struct book_out out;
    const char *other = strcmp(c->lang, "ja") == 0 ? "en" : "ja";
    struct writer w = {.c = c, .view = view, .doc = doc, .lang = c->lang};
    w.other = sheet_language(doc, other) < 0 ? NULL : other;
    enum err e = book_out_open(c->app->config.spool_dir, &out);
    if (e != ERR_OK)
        return e;
    w.book = out.book;
    w.sheet = workbook_add_worksheet(w.book, say(&w, "book.sheet"));
    w.facts = workbook_add_worksheet(w.book, BOOK_FACTS_SHEET);
    book_fill(&w);
    e = book_out_close(&out, ret_size);
    if (e == ERR_OK)
        *ret_fd = out.fd;
    return e;
}
