#include "kernel/table/table_read.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/table/csv.h"
#include "kernel/table/xlsx.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static bool is_blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->cells[i][0] != '\0')
            return false;
    return true;
}

static bool hand_over(void *arg, const struct csv_row *row)
{
    const struct table_sink *sink = arg;
    if (is_blank(row))
        return true;
    const struct table_row shown = {.line = row->line, .n = row->n, .cells = row->cells};
    return sink->row(sink->arg, &shown);
}

/* What parts the cells: the first line says so, quoted parts apart. */
static char delimiter_of(const char *text, size_t len)
{
    size_t commas = 0;
    size_t tabs = 0;
    bool quoted = false;
    for (size_t i = 0; i < len && (quoted || (text[i] != '\n' && text[i] != '\r')); i++) {
        quoted ^= text[i] == '"';
        commas += !quoted && text[i] == ',';
        tabs += !quoted && text[i] == '\t';
    }
    return tabs > commas ? '\t' : 0;
}

static void begin(const struct table_sink *sink, struct table_info *info, const char *format)
{
    info->format = format;
    if (sink->begin != NULL)
        sink->begin(sink->arg, format);
}

static enum err read_text(void *ctx, const char *data, size_t len, struct problem *problem,
    const struct table_sink *sink, struct table_info *info)
{
    const char *text;
    bool cp932 = false;
    enum err e = csv_text(ctx, data, len, problem, &cp932, &text, &len);
    if (e != ERR_OK)
        return e;
    if (cp932)
        table_notice(info, "cp932", NULL, 0);
    const struct csv_limits limits = {.rows = LIMIT_TABLE_ROWS + 1,
        .columns = LIMIT_TABLE_COLUMNS,
        .delimiter = delimiter_of(text, len)};
    begin(sink, info, limits.delimiter == 0 ? "csv" : "tsv");
    return csv_each(ctx, text, len, &limits, problem, hand_over, (void *)sink);
}

/* Kinds of files that people take for tables, told by their first bytes. */
static const char *foreign(const char *data, size_t len)
{
    static const char old_excel[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if (len >= 8 && memcmp(data, old_excel, 8) == 0)
        return "table_old_excel"; /* .xls, or a book with a password */
    if (len >= 4 && memcmp(data, "%PDF", 4) == 0)
        return "table_pdf";
    return NULL;
}

void table_notice(struct table_info *info, const char *code, const char *value, int64_t limit)
{
    if (info->n_notices < TABLE_NOTICES)
        info->notices[info->n_notices++] = (struct table_notice){code, value, limit};
}

static enum err parse(void *ctx, const char *data, size_t len, const char *sheet,
    struct problem *problem, const struct table_sink *sink, struct table_info *info)
{
    const char *refused = foreign(data, len);
    if (refused != NULL)
        return problem_set(problem, ERR_MALFORMED, refused);
    if (len < 4 || memcmp(data, "PK\x03\x04", 4) != 0)
        return read_text(ctx, data, len, problem, sink, info);
    begin(sink, info, "xlsx");
    return xlsx_read(ctx, data, len, sheet, problem, sink, info);
}

enum err table_parse(void *ctx, int fd, const char *sheet, struct problem *problem,
    const struct table_sink *sink, struct table_info *ret_info)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return ERR_INTERNAL;
    if (st.st_size == 0)
        return problem_set(problem, ERR_INVALID, "csv_empty");
    if (st.st_size > LIMIT_TABLE)
        return problem_set_limit(problem, ERR_TOO_LARGE, "import_size", LIMIT_TABLE);
    size_t len = (size_t)st.st_size;
    char *data = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
        return ERR_INTERNAL;
    struct table_info info = {0};
    enum err e = parse(ctx, data, len, sheet, problem, sink, &info);
    munmap(data, len);
    if (e == ERR_OK)
        *ret_info = info;
    return e;
}
