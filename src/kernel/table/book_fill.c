/* The children that look into a book and fill it in, and how they are spoken to: cells go as one
 * JSON value, behind its length; what comes back is JSON behind its length, then the book. */
#include "kernel/table/book_fill.h"

#include "base/fd.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/child/child_answer.h"
#include "kernel/table/xlsx_fill.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ASK_MAX = 64 * 1024 * 1024,
    ANSWER_MAX = 4 * 1024 * 1024,
    BOOK_MAX = 4 * LIMIT_FILL_BOOK, /* what is given back */
    STEP = 64 * 1024,
    DEPTH = 8,
    NAME_MAX_BYTES = 1024,
};

#define CAN_KEY(name, key) [name] = key,
static const char *const can_keys[] = {BOOK_CAN_LIST(CAN_KEY)};
#undef CAN_KEY

const char *book_can_key(enum book_can can)
{
    return can_keys[can];
}

/* ---- the child's side ---- */

static char *read_book(void *ctx, int in, struct problem *problem, size_t *ret_len)
{
    char *data = mem_array(ctx, char, (size_t)LIMIT_FILL_BOOK + 1);
    size_t len = child_read_in(in, data, (size_t)LIMIT_FILL_BOOK + 1);
    static const char old_excel[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if (len > LIMIT_FILL_BOOK)
        problem_set_limit(problem, ERR_TOO_LARGE, "fill_size", LIMIT_FILL_BOOK);
    else if (len >= 8 && memcmp(data, old_excel, 8) == 0)
        problem_set(problem, ERR_MALFORMED, "table_old_excel");
    else if (len < 4 || memcmp(data, "PK\x03\x04", 4) != 0)
        problem_set(problem, ERR_MALFORMED, "fill_no_book");
    else {
        *ret_len = len;
        return data;
    }
    return NULL;
}

static enum err fault_of(const struct problem *problem)
{
    return problem->has_limit ? ERR_TOO_LARGE : ERR_MALFORMED;
}

static json_t *sheets_json(const struct book_sheet *sheets, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:b}", "name", sheets[i].name, "hidden", sheets[i].hidden));
    return json_pack("{s:o}", "sheets", list);
}

static void run_sheets(int in, FILE *out, const char *arg)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct book_sheet *sheets = NULL;
    size_t n = 0;
    size_t len = 0;
    (void)arg;
    char *data = read_book(ctx, in, problem, &len);
    enum err e =
        data == NULL ? fault_of(problem) : xlsx_sheets(ctx, data, len, problem, &sheets, &n);
    json_t *answer = e == ERR_OK ? sheets_json(sheets, n) : child_problem_json(e, problem);
    json_dumpf(answer, out, JSON_COMPACT);
}

const struct child_work BOOK_SHEETS_CHILD = {"book_sheets", NULL, run_sheets, 0};

static bool cells_read(void *ctx, int from, struct book_cell **ret_cells, size_t *ret_n)
{
    int64_t len = 0;
    json_t *list = NULL;
    size_t i;
    json_t *one;
    if (child_read_in(from, (char *)&len, sizeof len) != sizeof len || len < 0 || len > ASK_MAX)
        return false;
    char *text = mem_array(ctx, char, (size_t)len + 1);
    if (child_read_in(from, text, (size_t)len) != (size_t)len ||
        json_in_parse(ctx, text, (size_t)len, DEPTH, problem_new(ctx), &list) != ERR_OK)
        return false;
    struct book_cell *cells = mem_array(ctx, struct book_cell, json_array_size(list) + 1);
    json_array_foreach(list, i, one) cells[i] =
        (struct book_cell){.sheet = json_string_value(json_array_get(one, 0)),
            .line = (size_t)json_integer_value(json_array_get(one, 1)),
            .column = (size_t)json_integer_value(json_array_get(one, 2)),
            .text = json_string_value(json_array_get(one, 3))};
    *ret_cells = cells;
    *ret_n = json_array_size(list);
    return true;
}

static json_t *cells_json(const struct book_cell *cells, size_t n)
{
    json_t *can = json_array();
    json_t *choices = json_array();
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(can, json_integer(cells[i].can));
        json_array_append_new(
            choices, cells[i].choices == NULL ? json_null() : json_string(cells[i].choices));
    }
    return json_pack("{s:o, s:o}", "can", can, "choices", choices);
}

static void say(FILE *out, const json_t *json, const char *data, size_t len)
{
    char *text = json_dumps(json, JSON_COMPACT);
    int64_t n = text == NULL ? 0 : (int64_t)strlen(text);
    int64_t size = (int64_t)len;
    fwrite(&n, sizeof n, 1, out);
    fwrite(text, 1, (size_t)n, out);
    fwrite(&size, sizeof size, 1, out);
    if (len > 0)
        fwrite(data, 1, len, out);
    free(text);
}

static void run_fill(int in, FILE *out, const char *arg)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct book_cell *cells = NULL;
    const char *filled = NULL;
    size_t n = 0;
    size_t len = 0;
    size_t size = 0;
    (void)arg;
    if (!cells_read(ctx, fileno(out), &cells, &n))
        return;
    char *data = read_book(ctx, in, problem, &len);
    enum err e = data == NULL ? fault_of(problem)
                              : xlsx_fill(ctx, data, len, cells, n, problem, &filled, &size);
    json_t *answer = e == ERR_OK ? cells_json(cells, n) : child_problem_json(e, problem);
    say(out, answer, filled, filled == NULL ? 0 : size);
}

const struct child_work BOOK_FILL_CHILD = {"book_fill", NULL, run_fill, 0};

/* ---- our side: nothing that comes is believed ---- */

enum err book_sheets(
    void *ctx, int fd, struct problem *problem, struct book_sheet **ret_sheets, size_t *ret_n)
{
    json_t *answer = NULL;
    size_t i;
    size_t n = 0;
    json_t *one;
    enum err e = child_answer(ctx, &BOOK_SHEETS_CHILD, fd, NULL, ANSWER_MAX, problem, &answer);
    if (e != ERR_OK)
        return e;
    const json_t *list = json_object_get(answer, "sheets");
    struct book_sheet *sheets = mem_array(ctx, struct book_sheet, json_array_size(list) + 1);
    json_array_foreach(list, i, one)
    {
        const char *name = json_string_value(json_object_get(one, "name"));
        if (name != NULL && strlen(name) <= NAME_MAX_BYTES && utf8_ok(name, strlen(name)))
            sheets[n++] = (struct book_sheet){name, json_is_true(json_object_get(one, "hidden"))};
    }
    *ret_sheets = sheets;
    *ret_n = n;
    return ERR_OK;
}

static bool ask(struct child *child, const struct book_cell *cells, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_pack("[s, I, I, s?]", cells[i].sheet, (json_int_t)cells[i].line,
                      (json_int_t)cells[i].column, cells[i].text));
    char *text = json_dumps(list, JSON_COMPACT);
    json_decref(list);
    if (text == NULL)
        return false;
    int64_t len = (int64_t)strlen(text);
    bool said = child_say(child, &len, sizeof len) && child_say(child, text, (size_t)len);
    free(text);
    return said;
}

static bool take(struct child *child, void *data, size_t len)
{
    return len == 0 || fread(data, len, 1, child->from) == 1;
}

static bool answer_read(void *ctx, struct child *child, json_t **ret_answer)
{
    int64_t len = 0;
    if (!take(child, &len, sizeof len) || len < 0 || len > ANSWER_MAX)
        return false;
    char *text = mem_array(ctx, char, (size_t)len + 1);
    return take(child, text, (size_t)len) &&
           json_in_parse(ctx, text, (size_t)len, DEPTH, problem_new(ctx), ret_answer) == ERR_OK;
}

static bool cells_take(const json_t *answer, struct book_cell *cells, size_t n)
{
    const json_t *can = json_object_get(answer, "can");
    const json_t *choices = json_object_get(answer, "choices");
    if (json_array_size(can) != n || json_array_size(choices) != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        json_int_t how = json_integer_value(json_array_get(can, i));
        if (how < 0 || how >= BOOK_CAN_MAX)
            return false;
        cells[i].can = (enum book_can)how;
        cells[i].choices = json_string_value(json_array_get(choices, i));
    }
    return true;
}

static enum err copy(struct child *child, int out, int64_t *ret_size)
{
    static _Thread_local char block[STEP];
    int64_t size = 0;
    if (!take(child, &size, sizeof size) || size < 0 || size > BOOK_MAX || (size > 0 && out < 0))
        return ERR_INTERNAL;
    for (int64_t left = size; left > 0;) {
        size_t n = left < STEP ? (size_t)left : STEP;
        if (!take(child, block, n))
            return ERR_INTERNAL;
        enum err e = fd_write_all(out, block, n);
        if (e != ERR_OK)
            return e;
        left -= (int64_t)n;
    }
    *ret_size = size;
    return ERR_OK;
}

static enum err talk(void *ctx, struct child *child, struct book_cell *cells, size_t n, int out,
    struct problem *problem, int64_t *ret_size, bool *ret_ended)
{
    json_t *answer = NULL;
    if (!ask(child, cells, n) || !answer_read(ctx, child, &answer))
        return ERR_INTERNAL;
    if (json_object_get(answer, "error") != NULL) {
        *ret_ended = true;
        return child_problem_take(answer, problem);
    }
    if (!cells_take(answer, cells, n))
        return ERR_INTERNAL;
    enum err e = copy(child, out, ret_size);
    *ret_ended = e != ERR_INTERNAL;
    return e;
}

enum err book_fill(void *ctx, int fd, struct book_cell *cells, size_t n, int out,
    struct problem *problem, int64_t *ret_size)
{
    struct child child;
    bool ended = false;
    enum err e = child_talk(&BOOK_FILL_CHILD, fd, &child);
    if (e != ERR_OK)
        return e;
    e = talk(ctx, &child, cells, n, out, problem, ret_size, &ended);
    bool late = child_end(&child);
    if (!ended) /* it met a limit: of time, or of memory */
        return problem_set(problem, ERR_TOO_LARGE, late ? "table_late" : "table_memory");
    return e;
}
