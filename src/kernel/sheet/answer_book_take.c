/* What a book changes: three versions of each answer are compared. */
#include "base/mem.h"
#include "kernel/sheet/answer_book.h"

#include <stdlib.h>
#include <string.h>

/* Excel trims nothing, the table's reader blanks at the ends; line ends become LF in a cell. Such
 * differences are nobody's change. */
static bool same_text(const char *a, const char *b)
{
    static const char blanks[] = " \t\r\n";
    a = a == NULL ? "" : a + strspn(a, blanks);
    b = b == NULL ? "" : b + strspn(b, blanks);
    for (;; a++, b++) {
        while (*a == '\r' && a[1] == '\n')
            a++;
        while (*b == '\r' && b[1] == '\n')
            b++;
        if (*a != *b || *a == '\0')
            return a[strspn(a, blanks)] == '\0' && b[strspn(b, blanks)] == '\0';
    }
}

static bool same(const struct answer *a, const struct answer *b)
{
    return same_text(a->value, b->value) && same_text(a->na_reason, b->na_reason) &&
           same_text(a->comment, b->comment);
}

static bool empty(const struct answer *a)
{
    return a->value == NULL && a->na_reason == NULL && a->comment == NULL;
}

/* The answer that the book was made from, which has been overwritten since. */
static enum err base_find(struct call *c, const struct response *response, int item_no,
    int64_t version, struct answer *ret_base)
{
    struct answer *old = NULL;
    size_t n = 0;
    enum err e = version == 0 ? ERR_OK : answer_store_history(c, response->id, item_no, &old, &n);
    for (size_t i = 0; i < n; i++)
        if (old[i].version == version)
            *ret_base = old[i];
    return e;
}

static enum book_change change_of(const struct answer *now, const struct answer *book)
{
    if (empty(book))
        return BOOK_CLEARED;
    return empty(now) ? BOOK_ADDED : BOOK_CHANGED;
}

/* "2-2:5" of the list for this item with the version that is there now. */
static bool chosen(const char *list, const char *key, int64_t version)
{
    size_t len = strlen(key);
    for (const char *p = list == NULL ? "" : list; *p != '\0';) {
        size_t n = strcspn(p, ",");
        if (n > len + 1 && memcmp(p, key, len) == 0 && p[len] == ':' &&
            strtoll(p + len + 1, NULL, 10) == version)
            return true;
        p += n + (p[n] == ',');
    }
    return false;
}

static enum err step_of(struct call *c, const struct response *response,
    const struct response_sheet *sheet, const struct book_row *row, const char *overwrite,
    struct book_step *ret_step)
{
    const struct sheet_item *item = &sheet->doc->items[row->item_no - 1];
    struct book_step s = {
        .line = row->line, .item_no = row->item_no, .now = sheet->answers[row->item_no - 1]};
    struct answer base = {0};
    enum err e = response_answer_check(c, sheet->doc, row->item_no, row->body, &s.book);
    if (e != ERR_OK)
        return e;
    s.change = change_of(&s.now, &s.book);
    if (same(&s.now, &s.book)) {
        s.change = BOOK_SAME;
    } else if (row->version != s.now.version && !chosen(overwrite, item->key, s.now.version)) {
        e = base_find(c, response, row->item_no, row->version, &base);
        s.change = same(&base, &s.book) ? BOOK_KEPT : BOOK_CONFLICT;
    }
    if (e == ERR_OK)
        *ret_step = s;
    return e;
}

enum err answer_book_plan(struct call *c, const struct response *response,
    const struct response_sheet *sheet, struct answer_book *book, const char *overwrite,
    struct book_plan *ret_plan)
{
    struct book_plan plan = {.steps = mem_array(c, struct book_step, book->n_rows + 1)};
    for (size_t i = 0; i < book->n_rows; i++) {
        if (book->rows[i].body == NULL)
            continue;
        enum err e =
            step_of(c, response, sheet, &book->rows[i], overwrite, &plan.steps[plan.n_steps]);
        if (e != ERR_OK)
            return e;
        plan.n_steps++;
    }
    *ret_plan = plan;
    return ERR_OK;
}

enum err answer_book_take(struct call *c, struct response *response, struct response_sheet *sheet,
    const struct book_plan *plan)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < plan->n_steps && e == ERR_OK; i++) {
        const struct book_step *s = &plan->steps[i];
        struct answer answer = s->book;
        if (s->change == BOOK_ADDED || s->change == BOOK_CHANGED || s->change == BOOK_CLEARED)
            e = response_answer_set(c, response, sheet, &answer);
    }
    return e == ERR_OK ? response_answers_done(c, response, sheet) : e;
}
