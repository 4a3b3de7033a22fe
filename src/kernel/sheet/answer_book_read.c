#include "base/clock.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/answer_book.h"
#include "kernel/table/cell.h"
#include "kernel/table/table.h"

#include <stdlib.h>
#include <string.h>

enum { BOOK_FAULTS = 2000 };

/* What stands in the cells of one item. */
struct raw {
    size_t line;   /* 0: the book has no such row */
    bool twice;    /* another one besides */
    bool formula;  /* in a cell that counts */
    bool bad_mark; /* a mark that is none, or of no option */
    size_t bad_line;
    const char *answer, *na, *comment;
    json_t *marked; /* keys of options */
};

struct reading {
    struct call *c;
    const struct sheet_doc *doc;
    struct answer_book *book;
    int64_t *versions; /* by item number - 1 */
    struct raw *raw;
    bool known;   /* the facts begin as they should */
    bool answers; /* the head of the answers has been met */
};

static const char *cell(const struct table_row *row, size_t col)
{
    return col < row->n ? row->cells[col] : "";
}

/* ---- the hidden facts ---- */

static bool fact_row(void *arg, const struct table_row *row)
{
    struct reading *r = arg;
    struct answer_book *b = r->book;
    if (!r->known) {
        if (strcmp(cell(row, 0), BOOK_FORMAT) != 0)
            return false;
        r->known = true;
        b->response = mem_strdup(r->c, cell(row, 1));
        b->campaign = mem_strdup(r->c, cell(row, 2));
        b->unit = mem_strdup(r->c, cell(row, 3));
        b->version = mem_strdup(r->c, cell(row, 4));
        b->lang = strcmp(cell(row, 5), "en") == 0 ? "en" : "ja";
        instant_parse(cell(row, 6), &b->written_at_ms);
        return true;
    }
    int no = sheet_item_no(r->doc, cell(row, 1));
    int64_t version = 0;
    if (no > 0 && cell_integer(r->c, cell(row, 2), &version) && version > 0)
        r->versions[no - 1] = version;
    return true;
}

static enum err facts_check(
    struct call *c, const struct response *response, const struct reading *r)
{
    struct uuid uid;
    const struct answer_book *b = r->book;
    const char *campaign =
        mem_printf(c, "%s %s", response->campaign.number, response->campaign.title);
    if (!r->known)
        return problem_set(c->problem, ERR_INVALID, "book_unknown");
    bool same = uuid_parse(b->response, &uid) && memcmp(&uid, &response->uid, sizeof uid) == 0;
    if (!same && strcmp(b->campaign, campaign) != 0)
        return problem_set_arg(c->problem, ERR_INVALID, "book_campaign", b->campaign);
    if (!same)
        return problem_set_arg(c->problem, ERR_INVALID, "book_unit", b->unit);
    if (!uuid_parse(b->version, &uid) ||
        memcmp(&uid, &response->sheet_version.uid, sizeof uid) != 0)
        return problem_set(c->problem, ERR_INVALID, "book_version");
    return ERR_OK;
}

static enum err facts_read(struct reading *r, int fd)
{
    struct table_info info = {0};
    struct problem *problem = problem_new(r->c);
    enum err e = table_read(r->c, fd, BOOK_FACTS_SHEET, problem, fact_row, r, &info);
    if (e == ERR_INVALID) /* no such sheet */
        return problem_set(r->c->problem, ERR_INVALID, "book_unknown");
    if (e != ERR_OK)
        *r->c->problem = *problem;
    return e;
}

/* ---- rows ---- */

void answer_book_fault(const struct call *c, struct answer_book *book, const char *item,
    size_t line, int column, struct problem_field field)
{
    if (book->n_faults == BOOK_FAULTS)
        return;
    if (book->faults == NULL)
        book->faults = mem_array(c, struct book_fault, BOOK_FAULTS);
    book->faults[book->n_faults++] = (struct book_fault){
        .item = item, .cell = mem_printf(c, "%c%zu", 'A' + column, line), .field = field};
}

static void fault(struct reading *r, const char *item, size_t line, int column, const char *code,
    const char *value)
{
    enum { SHOWN = 200 }; /* bytes of what was found */
    const char *shown = value != NULL && strlen(value) > SHOWN ? NULL : value;
    answer_book_fault(r->c, r->book, item, line, column,
        (struct problem_field){.code = code, .value = mem_strdup(r->c, shown)});
}

static bool is_formula(const struct table_row *row)
{
    return (row->formulas & (1U << BOOK_ANSWER | 1U << BOOK_NA | 1U << BOOK_COMMENT)) != 0;
}

static const struct sheet_option *option_of(const struct sheet_item *item, const char *key)
{
    for (size_t i = 0; i < item->n_options; i++)
        if (strcmp(item->options[i].key, key) == 0)
            return &item->options[i];
    return NULL;
}

static bool is_mark(const struct reading *r, const char *text, bool *ret_marked)
{
    if (text[0] == '\0') {
        *ret_marked = false;
        return true;
    }
    return cell_bool(r->c, text, ret_marked);
}

static void option_row(struct reading *r, const struct table_row *row, int no)
{
    const struct sheet_item *item = &r->doc->items[no - 1];
    const struct sheet_option *option = option_of(item, cell(row, BOOK_OPTION));
    struct raw *raw = &r->raw[no - 1];
    bool marked = false;
    raw->formula |= is_formula(row);
    if (item->scale != SCALE_MULTI || option == NULL ||
        !is_mark(r, cell(row, BOOK_ANSWER), &marked)) {
        raw->bad_mark = true;
        raw->bad_line = row->line;
    } else if (marked) {
        json_array_append_new(raw->marked, json_string(option->key));
    }
}

static void main_row(struct reading *r, const struct table_row *row, int no)
{
    struct raw *raw = &r->raw[no - 1];
    raw->twice = raw->line != 0;
    raw->line = row->line;
    raw->formula = is_formula(row);
    raw->answer = mem_strdup(r->c, cell(row, BOOK_ANSWER));
    raw->na = mem_strdup(r->c, cell(row, BOOK_NA));
    raw->comment = mem_strdup(r->c, cell(row, BOOK_COMMENT));
}

static bool answer_row(void *arg, const struct table_row *row)
{
    struct reading *r = arg;
    const char *key = cell(row, BOOK_KEY);
    if (!r->answers) {
        r->answers = strcmp(cell(row, BOOK_OPTION), BOOK_FORMAT) == 0;
        return true;
    }
    if (key[0] == '\0') /* a section's name, or a note of one's own */
        return true;
    int no = sheet_item_no(r->doc, key);
    if (no == 0)
        fault(r, NULL, row->line, BOOK_KEY, "sheet_item", key);
    else if (cell(row, BOOK_OPTION)[0] != '\0')
        option_row(r, row, no);
    else
        main_row(r, row, no);
    return true;
}

/* ---- what they say ---- */

static void text_put(json_t *body, const char *key, const char *text)
{
    if (text[0] != '\0')
        json_object_set_new(body, key, json_string(text));
}

/* The value's cell; false: it cannot be taken, and that has been told. */
static bool value_put(
    struct reading *r, const struct sheet_item *item, const struct raw *raw, json_t *body)
{
    bool na = false;
    const char *code = NULL;
    if (item->scale == SCALE_MULTI) {
        if (json_array_size(raw->marked) > 0)
            json_object_set(body, "value", raw->marked);
        return true;
    }
    if (raw->answer[0] == '\0')
        return true;
    json_t *value = book_value_read(r->c, r->doc, item, raw->answer, &na, &code);
    if (value == NULL) {
        fault(r, item->key, raw->line, BOOK_ANSWER, code, raw->answer);
        return false;
    }
    if (na && raw->na[0] == '\0') {
        fault(r, item->key, raw->line, BOOK_NA, "book_na_reason", NULL);
        return false;
    }
    if (!na)
        json_object_set(body, "value", value);
    json_decref(value);
    return true;
}

static int column_of(const char *pointer)
{
    if (strcmp(pointer, "/na_reason") == 0)
        return BOOK_NA;
    return strcmp(pointer, "/comment") == 0 ? BOOK_COMMENT : BOOK_ANSWER;
}

/* The same checks as an answer typed into the page. */
static bool body_check(
    struct reading *r, const struct sheet_item *item, const struct raw *raw, const json_t *body)
{
    struct answer answer;
    struct problem *own = r->c->problem;
    struct problem *found = problem_new(r->c);
    int no = (int)(item - r->doc->items) + 1;
    r->c->problem = found;
    enum err e = shape_check(&SHAPE_ANSWER_BODY, body, "", false, found);
    if (e == ERR_OK)
        e = response_answer_check(r->c, r->doc, no, body, &answer);
    r->c->problem = own;
    for (size_t i = 0; i < found->n_fields; i++) {
        const struct problem_field *f = &found->fields[i];
        answer_book_fault(r->c, r->book, item->key, raw->line, column_of(f->pointer), *f);
    }
    return e == ERR_OK;
}

static json_t *body_of(struct reading *r, const struct sheet_item *item, const struct raw *raw)
{
    if (raw->twice) {
        fault(r, item->key, raw->line, BOOK_KEY, "book_twice", item->key);
        return NULL;
    }
    if (raw->formula) {
        fault(r, item->key, raw->line, BOOK_ANSWER, "book_formula", NULL);
        return NULL;
    }
    if (raw->bad_mark) {
        fault(r, item->key, raw->bad_line, BOOK_ANSWER, "book_mark", NULL);
        return NULL;
    }
    json_t *body = json_object();
    json_in_keep(r->c, body);
    if (!value_put(r, item, raw, body))
        return NULL;
    text_put(body, "na_reason", raw->na);
    text_put(body, "comment", raw->comment);
    return body_check(r, item, raw, body) ? body : NULL;
}

static void rows_make(struct reading *r)
{
    struct answer_book *b = r->book;
    b->rows = mem_array(r->c, struct book_row, r->doc->n_items);
    for (int i = 0; i < r->doc->n_items; i++) {
        const struct raw *raw = &r->raw[i];
        if (raw->line == 0)
            continue;
        json_t *body = body_of(r, &r->doc->items[i], raw);
        b->rows[b->n_rows++] = (struct book_row){
            .item_no = i + 1, .line = raw->line, .body = body, .version = r->versions[i]};
    }
}

static enum err answers_read(struct reading *r, int fd)
{
    struct call *c = r->c;
    struct table_info info = {0};
    struct problem *problem = problem_new(c);
    r->book->sheet = msg_get(r->book->lang, "book.sheet");
    enum err e = table_read(c, fd, r->book->sheet, problem, answer_row, r, &info);
    if (e == ERR_INVALID || (e == ERR_OK && !r->answers))
        return problem_set_arg(c->problem, ERR_INVALID, "book_layout", r->book->sheet);
    if (e != ERR_OK)
        *c->problem = *problem;
    return e;
}

enum err answer_book_read(struct call *c, const struct response *response,
    const struct sheet_doc *doc, int fd, struct answer_book *ret_book)
{
    struct answer_book *book = mem_new(c, struct answer_book);
    struct reading r = {.c = c, .doc = doc, .book = book};
    r.versions = mem_array(c, int64_t, doc->n_items);
    r.raw = mem_array(c, struct raw, doc->n_items);
    for (int i = 0; i < doc->n_items; i++)
        json_in_keep(c, r.raw[i].marked = json_array());
    enum err e = facts_read(&r, fd);
    if (e == ERR_OK)
        e = facts_check(c, response, &r);
    if (e == ERR_OK)
        e = answers_read(&r, fd);
    if (e != ERR_OK)
        return e;
    rows_make(&r);
    *ret_book = *book;
    return ERR_OK;
}
