/* The parts of a book besides its rows: which sheets, which styles are dates, shared strings. */
#include "kernel/table/xlsx.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/xlsx_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- workbook and its relations ---- */

static void workbook_start(struct xlsx *x, void *arg, const char *name, const char **attributes)
{
    (void)arg;
    if (strcmp(name, "workbookPr") == 0) {
        const char *old = xlsx_attribute(attributes, "date1904");
        x->from_1904 = old != NULL && (strcmp(old, "1") == 0 || strcmp(old, "true") == 0);
    }
    if (strcmp(name, "sheet") != 0)
        return;
    if (x->n_sheets == XLSX_SHEETS) {
        xlsx_stop(x, ERR_TOO_LARGE, "xlsx_sheets", XLSX_SHEETS);
        return;
    }
    const char *state = xlsx_attribute(attributes, "state");
    const char *title = xlsx_attribute(attributes, "name");
    if (title != NULL && (strlen(title) > XLSX_NAME || !utf8_ok(title, strlen(title)))) {
        xlsx_stop(x, ERR_MALFORMED, "xlsx_broken", 0);
        return;
    }
    x->sheets[x->n_sheets++] = (struct xlsx_sheet){
        .name = mem_strdup(x->ctx, title),
        .id = mem_strdup(x->ctx, xlsx_attribute(attributes, "id")),
        .hidden = state != NULL && strcmp(state, "visible") != 0,
    };
}

static void relation_start(struct xlsx *x, void *arg, const char *name, const char **attributes)
{
    (void)arg;
    const char *id = xlsx_attribute(attributes, "Id");
    const char *target = xlsx_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || target == NULL)
        return;
    for (size_t i = 0; i < x->n_sheets; i++) {
        struct xlsx_sheet *s = &x->sheets[i];
        if (s->id == NULL || strcmp(s->id, id) != 0)
            continue;
        x->doubled |= s->path != NULL;
        if (s->path == NULL)
            s->path = target[0] == '/' ? mem_strdup(x->ctx, target + 1)
                                       : mem_printf(x->ctx, "xl/%s", target);
    }
}

/* ---- styles: which of them show a number as a date ---- */

/* A format of its own: letters of a date outside of quotes and brackets. */
static bool shows_date(const char *format)
{
    bool quoted = false;
    bool bracket = false;
    for (const char *p = format; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0') {
            p++;
            continue;
        }
        quoted ^= *p == '"';
        bracket = *p == '[' || (bracket && *p != ']');
        if (!quoted && !bracket && strchr("yYdDhHeEgG", *p) != NULL &&
            strncmp(p, "General", 7) != 0 &&
            !((*p == 'e' || *p == 'E') && (p[1] == '+' || p[1] == '-')))
            return true;
        if (strncmp(p, "General", 7) == 0)
            p += 6;
    }
    return false;
}

/* ECMA-376 18.8.30: built-in numbers of dates, those of Japanese books with them. */
static bool is_date_format(const struct xlsx *x, const char *id)
{
    long no = strtol(id, NULL, 10);
    for (size_t i = 0; i < x->n_date_formats; i++)
        if (strcmp(x->date_formats[i], id) == 0)
            return true;
    return (no >= 14 && no <= 22) || (no >= 27 && no <= 36) || (no >= 45 && no <= 47) ||
           (no >= 50 && no <= 58);
}

static void add_style(struct xlsx *x, const char *format)
{
    if (x->n_styles == XLSX_STYLES)
        return;
    if (x->date_style == NULL)
        x->date_style = mem_array(x->ctx, unsigned char, XLSX_STYLES);
    x->date_style[x->n_styles++] = format != NULL && is_date_format(x, format);
}

static void styles_start(struct xlsx *x, void *arg, const char *name, const char **attributes)
{
    (void)arg;
    const char *id = xlsx_attribute(attributes, "numFmtId");
    const char *code = xlsx_attribute(attributes, "formatCode");
    if (strcmp(name, "numFmt") == 0 && id != NULL && code != NULL && shows_date(code) &&
        x->n_date_formats < sizeof x->date_formats / sizeof x->date_formats[0])
        x->date_formats[x->n_date_formats++] = mem_strdup(x->ctx, id);
    else if (strcmp(name, "cellXfs") == 0)
        x->in_cell_xfs = true;
    else if (strcmp(name, "xf") == 0 && x->in_cell_xfs)
        add_style(x, id);
}

static void styles_end(struct xlsx *x, void *arg, const char *name)
{
    (void)arg;
    if (strcmp(name, "cellXfs") == 0)
        x->in_cell_xfs = false;
}

/* ---- shared strings ---- */

struct strings {
    bool taking, phonetic;
};

static void strings_start(struct xlsx *x, void *arg, const char *name, const char **attributes)
{
    struct strings *s = arg;
    (void)attributes;
    if (strcmp(name, "rPh") == 0)
        s->phonetic = true;
    else if (strcmp(name, "t") == 0)
        s->taking = !s->phonetic;
    if (strcmp(name, "si") != 0)
        return;
    if (x->n_strings == x->strings_cap) {
        x->strings_cap = x->strings_cap == 0 ? 1024 : x->strings_cap * 2;
        x->string_at = mem_grow(x->ctx, x->string_at, size_t, x->strings_cap);
    }
    x->string_at[x->n_strings++] = x->strings->len;
}

static void strings_end(struct xlsx *x, void *arg, const char *name)
{
    struct strings *s = arg;
    if (strcmp(name, "rPh") == 0)
        s->phonetic = false;
    else if (strcmp(name, "t") == 0)
        s->taking = false;
    else if (strcmp(name, "si") == 0)
        buf_char(x->strings, '\0');
}

static void strings_text(struct xlsx *x, void *arg, const char *text, size_t len)
{
    const struct strings *s = arg;
    if (!s->taking)
        return;
    if (x->strings->len + len > XLSX_STRINGS)
        xlsx_stop(x, ERR_TOO_LARGE, "xlsx_bomb", 0);
    else
        buf_put(x->strings, text, len);
}

/* ---- the book ---- */

static enum err optional(enum err e)
{
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* The workbook and where its sheets lie. */
static enum err read_workbook(struct xlsx *x)
{
    const struct xlsx_handler workbook = {.start = workbook_start};
    const struct xlsx_handler relations = {.start = relation_start};
    enum err e = xlsx_part(x, "xl/workbook.xml", &workbook);
    if (e == ERR_NOT_FOUND)
        return problem_set(x->problem, ERR_MALFORMED, "table_zip");
    return e == ERR_OK ? optional(xlsx_part(x, "xl/_rels/workbook.xml.rels", &relations)) : e;
}

static enum err read_texts(struct xlsx *x)
{
    struct strings strings = {0};
    const struct xlsx_handler styles = {.start = styles_start, .end = styles_end};
    const struct xlsx_handler shared = {strings_start, strings_end, strings_text, &strings};
    x->strings = buf_new(x->ctx);
    enum err e = optional(xlsx_part(x, "xl/styles.xml", &styles));
    return e == ERR_OK ? optional(xlsx_part(x, "xl/sharedStrings.xml", &shared)) : e;
}

static const struct xlsx_sheet *choose(struct xlsx *x, const char *name)
{
    const struct xlsx_sheet *chosen = NULL;
    size_t shown = 0;
    for (size_t i = 0; i < x->n_sheets; i++) {
        const struct xlsx_sheet *s = &x->sheets[i];
        if (s->name == NULL || s->path == NULL)
            continue;
        shown += !s->hidden;
        if (s->hidden)
            table_notice(x->info, "hidden_sheet", s->name, 0);
        if (chosen == NULL && (name == NULL ? !s->hidden : strcmp(s->name, name) == 0))
            chosen = s;
    }
    if (chosen != NULL && shown > 1)
        table_notice(x->info, "sheet", chosen->name, (int64_t)shown);
    return chosen;
}

static bool contains(const char *text, const char *word)
{
    for (size_t len = strlen(word); *text != '\0'; text++)
        if (strncasecmp(text, word, len) == 0)
            return true;
    return false;
}

/* Parts have any name; what they are is said here ("…vbaProject", "…macrosheet+xml",
 * "…macroEnabled.main+xml"). */
static void content_type_start(struct xlsx *x, void *arg, const char *name, const char **attributes)
{
    const char *type = xlsx_attribute(attributes, "ContentType");
    (void)arg;
    (void)name;
    if (type != NULL && (contains(type, "macro") || contains(type, "vba")))
        xlsx_stop(x, ERR_MALFORMED, "xlsx_macro", 0);
}

static enum err refuse_macros(struct xlsx *x)
{
    const struct xlsx_handler types = {.start = content_type_start};
    if (zip_get_num_entries(x->zip, 0) > XLSX_ENTRIES)
        return problem_set(x->problem, ERR_TOO_LARGE, "xlsx_bomb");
    if (zip_name_locate(x->zip, "xl/vbaProject.bin", ZIP_FL_NOCASE) >= 0)
        return problem_set(x->problem, ERR_MALFORMED, "xlsx_macro");
    return optional(xlsx_part(x, "[Content_Types].xml", &types));
}

enum err xlsx_open(void *ctx, const char *data, size_t len, struct problem *problem,
    zip_source_t **ret_source, struct xlsx **ret_book)
{
    struct xlsx *x = mem_new(ctx, struct xlsx);
    x->ctx = ctx;
    x->problem = problem;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(data, len, 0, &error);
    x->zip = source == NULL
                 ? NULL
                 : zip_open_from_source(source, ret_source == NULL ? ZIP_RDONLY : 0, &error);
    zip_error_fini(&error);
    if (x->zip == NULL) {
        zip_source_free(source);
        return problem_set(problem, ERR_MALFORMED, "xlsx_broken");
    }
    enum err e = refuse_macros(x);
    if (e == ERR_OK)
        e = read_workbook(x);
    if (e != ERR_OK) {
        zip_discard(x->zip);
        return e;
    }
    if (ret_source != NULL) {
        zip_source_keep(source);
        *ret_source = source;
    }
    *ret_book = x;
    return ERR_OK;
}

enum err xlsx_read(void *ctx, const char *data, size_t len, const char *sheet,
    struct problem *problem, const struct table_sink *sink, struct table_info *info)
{
    struct xlsx *x = NULL;
    enum err e = xlsx_open(ctx, data, len, problem, NULL, &x);
    if (e != ERR_OK || x == NULL)
        return e;
    x->sink = sink;
    x->info = info;
    e = read_texts(x);
    if (e == ERR_OK) {
        const struct xlsx_sheet *chosen = choose(x, sheet);
        e = chosen == NULL ? problem_set(problem, ERR_INVALID, "xlsx_no_sheet")
                           : xlsx_sheet_read(x, chosen->path);
    }
    zip_discard(x->zip);
    return e;
}
