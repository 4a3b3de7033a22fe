/* What the bytes of a table are: UTF-8 first, because CP932 text is hardly ever valid UTF-8. */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/csv.h"

#include <iconv.h>
#include <string.h>
#include <unistr.h>

const char *csv_place(void *ctx, size_t line, const char *column)
{
    if (column == NULL)
        return mem_printf(ctx, "line %zu", line);
    return mem_printf(ctx, "line %zu, column %s", line, column);
}

static size_t line_at(const char *data, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
    return line;
}

static enum err refuse(struct problem *problem, const char *detail, const char *data, size_t offset)
{
    const char *line = mem_printf(problem, "%zu", line_at(data, offset));
    return problem_set_arg(problem, ERR_MALFORMED, detail, line);
}

static void iconv_release(iconv_t *cd)
{
    if (*cd != (iconv_t)-1)
        iconv_close(*cd);
}

/* A byte of CP932 becomes at most three of UTF-8. True: all of it fitted; else *ret_bad is the
 * offset of what did not. */
static bool from_cp932(void *ctx, const char *data, size_t len, const char **ret_text,
    size_t *ret_len, size_t *ret_bad)
{
    __attribute__((cleanup(iconv_release))) iconv_t cd = iconv_open("UTF-8", "CP932");
    *ret_bad = 0;
    if (cd == (iconv_t)-1)
        return false;
    char *text = mem_array(ctx, char, len * 3 + 1);
    char *in = (char *)data; /* iconv takes it without const but only reads */
    char *out = text;
    size_t in_left = len;
    size_t out_left = len * 3;
    if (iconv(cd, &in, &in_left, &out, &out_left) == (size_t)-1) {
        *ret_bad = (size_t)(in - data);
        return false;
    }
    *ret_text = text;
    *ret_len = (size_t)(out - text);
    return true;
}

static size_t control_at(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!utf8_ok(text + i, 1) && (unsigned char)text[i] < 0x80)
            return i;
    return len;
}

enum err csv_text(void *ctx, const char *data, size_t len, struct problem *problem, bool *ret_cp932,
    const char **ret_text, size_t *ret_len)
{
    if (len >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0))
        return problem_set(problem, ERR_MALFORMED, "csv_utf16");
    bool bom = len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0;
    const char *text = data + (bom ? 3 : 0);
    size_t text_len = len - (bom ? 3 : 0);
    const uint8_t *bad = u8_check((const uint8_t *)text, text_len);
    bool cp932 = false;
    if (bad != NULL) {
        size_t bad_utf8 = (size_t)((const char *)bad - data);
        size_t bad_cp932;
        cp932 = !bom && from_cp932(ctx, data, len, &text, &text_len, &bad_cp932);
        if (!cp932) /* the encoding that went further is the likelier one */
            return refuse(
                problem, "csv_encoding", data, !bom && bad_cp932 > bad_utf8 ? bad_cp932 : bad_utf8);
    }
    size_t control = control_at(text, text_len);
    if (control < text_len)
        return refuse(problem, "csv_control", text, control);
    *ret_cp932 = cp932;
    *ret_text = text;
    *ret_len = text_len;
    return ERR_OK;
}
