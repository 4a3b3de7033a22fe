#include "mod/supplier/supplier_name_rules.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

/* no message: legal forms as utf8_fold leaves them; the kana are how banks write them */
static const char *const forms[] = {"株式会社", "有限会社", "合同会社", "合資会社", "合名会社",
    "相互会社", "一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人", "社団法人",
    "財団法人", "医療法人", "学校法人", "社会福祉法人", "特定非営利活動法人", "npo法人", "(株)",
    "(有)", "(同)", "(資)", "(名)", "(一社)", "(一財)", "(公社)", "(公財)", "(医)", "(学)", "か)",
    "ゆ)", "ど)", "(か)", "(ゆ)", "(ど)", "(か", "(ゆ", "(ど"};

static const char *const words[] = {"co", "company", "corp", "corporation", "inc", "incorporated",
    "ltd", "limited", "llc", "llp", "kk", "kabushiki", "kaisha", "gk", "gmbh", "ag", "plc", "pte",
    "pty", "bv", "nv", "sa", "sas", "srl", "spa", "ab", "oy", "as", "sdn", "bhd"};

/* Signs that are written either way in one name, each followed by the usual one. */
static const char *const variants[] = {
    /* no message: signs */
    "髙", "高", "﨑", "崎", "邊", "辺", "邉", "辺", "澤", "沢", "齋", "斎"};

/* What the folding does not take away. */
static const char *const marks[] = {
    /* no message: marks */
    "・", "‐", "‑", "‒", "–", "—", "―", "−", "’", "‘", "“", "”", "　", "、", "。", "「", "」"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *trim(char *text)
{
    const char *start = NULL;
    size_t n = utf8_trim(text, &start);
    text[(size_t)(start - text) + n] = '\0';
    return start;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* "か)" stands before a name, "(か" behind it, all others on either side. */
static bool stands_before(const char *form)
{
    return form[0] != '(' || form[strlen(form) - 1] == ')';
}

static bool stands_behind(const char *form)
{
    return form[0] == '(' || form[strlen(form) - 1] != ')';
}

/* One legal form before or behind the name, if something is left. */
static bool without_form(char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < COUNT(forms); i++) {
        size_t form = strlen(forms[i]);
        if (form >= n)
            continue;
        if (stands_before(forms[i]) && begins(text, forms[i])) {
            memmove(text, text + form, n - form + 1);
            return true;
        }
        if (stands_behind(forms[i]) && strcmp(text + n - form, forms[i]) == 0) {
            text[n - form] = '\0';
            return true;
        }
    }
    return false;
}

static bool is_form_word(const char *word, size_t n)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (strlen(words[i]) == n && memcmp(word, words[i], n) == 0)
            return true;
    return false;
}

/* Full stops go, so that "k.k." is a word; other marks part words. */
static void part_words(char *text)
{
    char *to = text;
    for (const char *p = text; *p != '\0'; p++)
        if (*p != '.')
            *to++ =
                (char)((unsigned char)*p < 0x80 && ispunct((unsigned char)*p) && *p != '&' ? ' '
                                                                                           : *p);
    *to = '\0';
}

/* Words of English forms at the end, as long as another word stands before them. */
static void without_words(char *text)
{
    for (;;) {
        size_t end = strlen(text);
        while (end > 0 && text[end - 1] == ' ')
            text[--end] = '\0';
        char *last = strrchr(text, ' ');
        const char *first = text + strspn(text, " ");
        if (last == NULL || last < first || !is_form_word(last + 1, strlen(last + 1)))
            return;
        *last = '\0';
    }
}

static size_t mark_at(const char *p)
{
    for (size_t i = 0; i < COUNT(marks); i++)
        if (begins(p, marks[i]))
            return strlen(marks[i]);
    return isspace((unsigned char)*p) ? 1 : 0;
}

static const char *usual(const char *p, size_t *ret_n)
{
    for (size_t i = 0; i < COUNT(variants); i += 2)
        if (begins(p, variants[i])) {
            *ret_n = strlen(variants[i]);
            return variants[i + 1];
        }
    *ret_n = 1;
    return NULL;
}

static void without_marks(char *text)
{
    char *to = text;
    for (const char *p = text; *p != '\0';) {
        size_t n = mark_at(p);
        const char *instead = NULL;
        if (n == 0) {
            instead = usual(p, &n);
            size_t len = instead != NULL ? strlen(instead) : 1;
            memmove(to, instead != NULL ? instead : p, len);
            to += len;
        }
        p += n;
    }
    *to = '\0';
}

char *supplier_match_name(const void *ctx, const char *name)
{
    char *folded = utf8_fold(ctx, name);
    char *text = mem_strdup(ctx, trim(folded));
    char *whole = mem_strdup(ctx, text);
    while (without_form(text))
        text = mem_strdup(ctx, trim(text));
    part_words(text);
    without_words(text);
    without_marks(text);
    return text[0] != '\0' ? text : whole;
}

static bool check_digit_holds(const char *digits)
{
    int sum = 0;
    for (int n = 1; n < CORPORATE_NUMBER_DIGITS; n++)
        sum += (digits[CORPORATE_NUMBER_DIGITS - n] - '0') * (n % 2 == 1 ? 1 : 2);
    return digits[0] - '0' == 9 - sum % 9;
}

char *corporate_number_read(const void *ctx, const char *text)
{
    const char *folded = utf8_fold(ctx, text);
    char *digits = mem_array(ctx, char, CORPORATE_NUMBER_DIGITS + 1);
    size_t n = 0;
    for (const char *p = folded; *p != '\0'; p++) {
        size_t mark = *p == '-' ? 1 : mark_at(p);
        if (mark > 0) {
            p += mark - 1;
            continue;
        }
        if (!isdigit((unsigned char)*p) || n == CORPORATE_NUMBER_DIGITS)
            return NULL;
        digits[n++] = *p;
    }
    return n == CORPORATE_NUMBER_DIGITS && check_digit_holds(digits) ? digits : NULL;
}
