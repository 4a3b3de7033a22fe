#include "kernel/auth/password_rules.h"

#include "base/asset.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

enum {
    OWN_LEAST = 6,    /* characters a password must have besides what anybody would guess */
    LISTED_MOST = 2,  /* words of the list or names taken out: a phrase of several words is good */
    LISTED_SHORT = 4, /* characters of the shortest word of the list, and of the longest */
    LISTED_LONG = 13,
};

/* What passwords are made of that are long and yet guessed first; folded, and digits and signs that
 * stand for letters put back ("p@ssw0rd"). Parts of it count too: "34567". */
static const char *const common[] = {
    "password",
    "passphrase",
    "passcode",
    "letmein",
    "welcome",
    "secret",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "default",
    "changeme",
    "master",
    "login",
    "test",
    "demo",
    "sample",
    "iloveyou",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "sunshine",
    "princess",
    "superman",
    "batman",
    "trustno",
    "whatever",
    "qazwsxedcrfvtgbyhnujm",
    "zaqxswcdevfrbgtnhymju",
    "qwertyuiopasdfghjklzxcvbnm",
    "poiuytrewqlkjhgfdsamnbvcxz",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "01234567890123456789",
    "98765432109876543210",
    "azertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "kaname",
    "security",
    "cyber",
    "company",
    "japan",
    "tokyo",
    "osaka",
    "nihon",
    "nippon",
    "sakura",
    "pasuwado",
    "himitsu",
    "aishiteru",
    "doraemon",
    "pikachu",
    "spring",
    "summer",
    "autumn",
    "winter",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
};

/* Letters that are meant by digits and signs. */
static char plain(char c)
{
    static const char from[] = "@4831!0$57";
    static const char to[] = "aabeiiosst";
    const char *at = c == '\0' ? NULL : strchr(from, c);
    return at == NULL ? c : to[at - from];
}

/* Bytes at the start of `text` that are part of `word` (at least four). */
static size_t part_of(const char *text, const char *word)
{
    size_t best = 0;
    for (; *word != '\0'; word++) {
        size_t n = 0;
        while (word[n] != '\0' && text[n] == word[n])
            n++;
        if (n > best)
            best = n;
    }
    return best < 4 ? 0 : best;
}

static size_t run_of(const char *text)
{
    size_t n = 1;
    while (text[n] != '\0' && text[n] == text[0])
        n++;
    return n < 3 ? 0 : n;
}

static int compare_word(const char *word, size_t n, const char *line, size_t len)
{
    int order = memcmp(word, line, n < len ? n : len);
    return order != 0 ? order : (n > len) - (n < len);
}

/* The passwords that people were found to use (docs/adr/0008), one a line, sorted by byte. */
static bool is_listed(const struct asset *list, const char *word, size_t n)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t start = low + (high - low) / 2;
        while (start > low && list->data[start - 1] != '\n')
            start--;
        const char *end = memchr(list->data + start, '\n', list->len - start);
        size_t len = end == NULL ? list->len - start : (size_t)(end - list->data) - start;
        int order = compare_word(word, n, list->data + start, len);
        if (order == 0)
            return true;
        if (order < 0)
            high = start;
        else
            low = start + len + 1;
    }
    return false;
}

/* Bytes at the start of `text` that are a word of the list, the longest. */
static size_t listed(const char *text)
{
    const struct asset *list = asset_find("catalog/passwords/common.txt");
    size_t most = strnlen(text, LISTED_LONG);
    for (size_t n = most; list != NULL && n >= LISTED_SHORT; n--) {
        if (is_listed(list, text, n))
            return n;
    }
    return 0;
}

static size_t longest(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Bytes at the start that anybody would guess: what has stood before, a run, a common part. */
static size_t guessed(const char *text, size_t before)
{
    size_t best = run_of(text);
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        best = longest(best, part_of(text, common[i]));
    for (size_t start = 0; start < before; start++) {
        const char *earlier = text - before + start;
        size_t n = 0;
        while (text[n] != '\0' && earlier[n] == text[n])
            n++;
        best = longest(best, n < 3 ? 0 : n);
    }
    return best;
}

/* Characters that are left when what anybody would guess is taken out. */
static size_t own_chars(const char *text, const char *const names[2])
{
    size_t own = 0;
    int words = 0;
    for (size_t i = 0; text[i] != '\0';) {
        size_t skip = guessed(text + i, i);
        size_t name = longest(part_of(text + i, names[0]), part_of(text + i, names[1]));
        size_t word = words < LISTED_MOST ? listed(text + i) : 0;
        words += longest(name, word) > skip;
        skip = longest(skip, longest(name, word));
        if (skip == 0)
            own += ((unsigned char)text[i] & 0xc0) != 0x80;
        i += skip == 0 ? 1 : skip;
    }
    return own;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The folded text as it is guessed: letters for what stands for them, without other signs. */
static char *guessable(const void *ctx, const char *text, bool letters)
{
    char *folded = utf8_fold(ctx, text);
    char *out = folded;
    for (const char *p = folded; *p != '\0'; p++) {
        char c = letters ? plain(*p) : *p;
        if (is_letter_or_digit(c))
            *out++ = c;
    }
    *out = '\0';
    return folded;
}

static bool too_plain(const void *ctx, const char *password, const char *login, const char *name)
{
    /* Once as it is written ("123456789012"), once as it is meant ("p@55w0rd"). */
    for (int letters = 0; letters < 2; letters++) {
        const char *text = guessable(ctx, password, letters == 1);
        const char *names[] = {
            guessable(ctx, login, letters == 1), guessable(ctx, name, letters == 1)};
        if (own_chars(text, names) < OWN_LEAST)
            return true;
    }
    return false;
}

void password_check(const char *password, const char *login, const char *name, int64_t least,
    const char *pointer, struct problem *problem)
{
    size_t chars = utf8_chars(password);
    if (chars < (size_t)least) {
        problem_field_limit(problem, pointer, "password_short", least);
        return;
    }
    if (chars > LIMIT_PASSWORD_MAX) {
        problem_field_limit(problem, pointer, "password_long", LIMIT_PASSWORD_MAX);
        return;
    }
    void *ctx = mem_context(NULL, 0);
    if (too_plain(ctx, password, "", ""))
        problem_field(problem, pointer, "password_common");
    else if (too_plain(ctx, password, login, name))
        problem_field(problem, pointer, "password_names");
    mem_free(ctx);
}
