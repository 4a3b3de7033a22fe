/* The child that reads a file for us, and how its rows come over. */
#include "kernel/table/table.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/table_read.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

/* ---- the child's side: everything as length and bytes ---- */

enum { FIELDS = 8 };

struct out {
    FILE *file;
    bool failed;
};

static void put_int(struct out *o, int64_t value)
{
    o->failed |= fwrite(&value, sizeof value, 1, o->file) != 1;
}

static void put_text(struct out *o, const char *text)
{
    int64_t len = text == NULL ? -1 : (int64_t)strlen(text);
    put_int(o, len);
    if (len > 0)
        o->failed |= fwrite(text, (size_t)len, 1, o->file) != 1;
}

enum { FORMAT = -1 }; /* where a row's line stands: the format follows, before all rows */

static void put_format(void *arg, const char *format)
{
    struct out *o = arg;
    put_int(o, FORMAT);
    put_text(o, format);
}

static bool put_row(void *arg, const struct table_row *row)
{
    struct out *o = arg;
    put_int(o, (int64_t)row->line);
    put_int(o, (int64_t)row->n);
    put_int(o, (int64_t)row->formulas);
    for (size_t i = 0; i < row->n; i++)
        put_text(o, row->cells[i]);
    return !o->failed;
}

/* Line 0 ends the rows: what came of it, or what is wrong. */
static void put_end(
    struct out *o, enum err e, const struct problem *p, const struct table_info *info)
{
    put_int(o, 0);
    put_int(o, e);
    put_text(o, p->detail);
    put_text(o, p->arg);
    put_int(o, p->has_limit);
    put_int(o, p->limit);
    size_t n = p->n_fields < FIELDS ? p->n_fields : FIELDS;
    put_int(o, (int64_t)n);
    for (size_t i = 0; i < n; i++) {
        put_text(o, p->fields[i].pointer);
        put_text(o, p->fields[i].code);
        put_int(o, p->fields[i].limit);
    }
    put_int(o, (int64_t)info->n_notices);
    for (size_t i = 0; i < info->n_notices; i++) {
        put_text(o, info->notices[i].code);
        put_text(o, info->notices[i].value);
        put_int(o, info->notices[i].limit);
    }
}

static iconv_t kept; /* keeps the table of CP932 loaded: the child can open no files */

static void prepare(void)
{
    kept = iconv_open("UTF-8", "CP932");
}

static void run(int in, FILE *out, const char *sheet)
{
    struct out o = {.file = out};
    const struct table_sink sink = {put_row, &o, put_format};
    struct table_info info = {0};
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    enum err e = table_parse(ctx, in, sheet, problem, &sink, &info);
    put_end(&o, e, problem, &info);
}

const struct child_work TABLE_CHILD = {"table", prepare, run};

/* ---- our side: nothing that comes is believed ---- */

enum { CELL_MAX = 64 * 1024, ROW_MAX = 8 * 1024 * 1024 };

struct in {
    FILE *file;
    bool broken;
    size_t taken; /* bytes of the row being read */
};

static int64_t get_int(struct in *in)
{
    int64_t value = 0;
    in->broken = in->broken || fread(&value, sizeof value, 1, in->file) != 1;
    return in->broken ? 0 : value;
}

static const char *get_text(struct in *in, void *ctx)
{
    int64_t len = get_int(in);
    if (in->broken || len < 0)
        return NULL;
    in->taken += (size_t)len;
    if (len > CELL_MAX || in->taken > ROW_MAX) {
        in->broken = true;
        return NULL;
    }
    char *text = mem_array(ctx, char, (size_t)len + 1);
    in->broken = len > 0 && fread(text, (size_t)len, 1, in->file) != 1;
    in->broken = in->broken || strlen(text) != (size_t)len || !utf8_ok(text, (size_t)len);
    return in->broken ? NULL : text;
}

/* False: enough of them, or broken. */
static bool get_row(struct in *in, int64_t line, const struct table_sink *sink)
{
    void *ctx = mem_context(NULL, 0);
    int64_t n = get_int(in);
    uint64_t formulas = (uint64_t)get_int(in);
    in->broken = in->broken || n < 0 || n > LIMIT_TABLE_COLUMNS || line < 0;
    const char **cells = mem_array(ctx, const char *, in->broken ? 1 : (size_t)n + 1);
    in->taken = 0;
    for (int64_t i = 0; i < n && !in->broken; i++) {
        cells[i] = get_text(in, ctx);
        in->broken = in->broken || cells[i] == NULL;
    }
    const struct table_row row = {
        .line = (size_t)line, .n = (size_t)n, .cells = cells, .formulas = formulas};
    bool more = !in->broken && sink->row(sink->arg, &row);
    mem_free(ctx);
    return more;
}

static enum err get_end(struct in *in, void *ctx, struct problem *p, struct table_info *info)
{
    int64_t e = get_int(in);
    in->taken = 0;
    const char *detail = get_text(in, p);
    const char *arg = get_text(in, p);
    bool has_limit = get_int(in) != 0;
    int64_t limit = get_int(in);
    int64_t fields = get_int(in);
    for (int64_t i = 0; i < fields && i < FIELDS && !in->broken; i++) {
        const char *pointer = get_text(in, p);
        const char *code = get_text(in, p);
        int64_t field_limit = get_int(in);
        if (!in->broken && pointer != NULL && code != NULL)
            problem_field_limit(p, pointer, code, field_limit);
    }
    int64_t notices = get_int(in);
    for (int64_t i = 0; i < notices && i < TABLE_NOTICES && !in->broken; i++) {
        const char *code = get_text(in, ctx);
        const char *value = get_text(in, ctx);
        int64_t n = get_int(in);
        if (code != NULL)
            table_notice(info, code, value, n);
    }
    if (in->broken || e < 0 || e >= ERR_MAX)
        return ERR_INTERNAL;
    if (detail != NULL && arg != NULL)
        problem_set_arg(p, (enum err)e, detail, arg);
    else if (detail != NULL && has_limit)
        problem_set_limit(p, (enum err)e, detail, limit);
    else if (detail != NULL)
        problem_set(p, (enum err)e, detail);
    return (enum err)e;
}

/* `ret_ended`: the child has said what came of it, or we had enough. */
static enum err get_all(struct in *in, void *ctx, struct problem *problem,
    const struct table_sink *sink, struct table_info *info, bool *ret_ended)
{
    for (;;) {
        int64_t line = get_int(in);
        if (in->broken)
            break;
        if (line == 0) {
            enum err e = get_end(in, ctx, problem, info);
            *ret_ended = !in->broken;
            return e;
        }
        if (line == FORMAT && info->format == NULL) {
            in->taken = 0;
            info->format = get_text(in, ctx);
            continue;
        }
        in->broken = info->format == NULL;
        if (!get_row(in, line, sink) && !in->broken) {
            *ret_ended = true;
            return ERR_OK;
        }
    }
    return ERR_INTERNAL;
}

enum err table_read(void *ctx, int fd, const char *sheet, struct problem *problem,
    bool (*row)(void *arg, const struct table_row *row), void *arg, struct table_info *ret_info)
{
    struct child child;
    bool ended = false;
    struct table_info info = {0};
    const struct table_sink sink = {row, arg, NULL};
    enum err e = child_start(&TABLE_CHILD, fd, sheet, &child);
    if (e != ERR_OK)
        return e;
    struct in in = {.file = child.from};
    e = get_all(&in, ctx, problem, &sink, &info, &ended);
    bool late = child_end(&child);
    if (!ended) /* it met a limit: of time, or of memory */
        return problem_set(problem, ERR_TOO_LARGE, late ? "table_late" : "table_memory");
    if (e == ERR_OK)
        *ret_info = info;
    return e;
}
