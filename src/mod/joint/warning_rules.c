#include "mod/joint/warning_rules.h"

#include "base/buf.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* Bytes of other alphabets too: a host may be written in them. */
static bool is_host(char ch)
{
    return is_digit(ch) || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '-' ||
           ch == '_' || (unsigned char)ch >= 0x80;
}

/* A dot within what could be a host or an address of numbers: "2.0" is neither. */
static bool is_dot_of_host(const char *text, size_t at)
{
    if (text[at] != '.' || at == 0 || !is_host(text[at - 1]) || !is_host(text[at + 1]))
        return false;
    size_t from = at, to = at;
    int dots = 0;
    bool letters = false;
    while (from > 0 && (is_host(text[from - 1]) || text[from - 1] == '.'))
        from--;
    while (is_host(text[to]) || text[to] == '.')
        to++;
    for (size_t i = from; i < to; i++) {
        dots += text[i] == '.';
        letters |= text[i] != '.' && !is_digit(text[i]);
    }
    return letters || dots >= 3;
}

char *warning_defang(const void *ctx, const char *text)
{
    struct buf *out = buf_new(ctx);
    for (size_t i = 0; text[i] != '\0'; i++) {
        bool scheme = strncasecmp(text + i, "http", 4) == 0 &&
                      (text[i + 4] == ':' || strncasecmp(text + i + 4, "s:", 2) == 0);
        if (scheme) {
            buf_str(out, "hxxp");
            i += 3;
        } else if (text[i] == '@' && (i == 0 || text[i - 1] != '['))
            buf_str(out, "[@]");
        else if (is_dot_of_host(text, i))
            buf_str(out, "[.]");
        else
            buf_char(out, text[i]);
    }
    return out->data;
}
