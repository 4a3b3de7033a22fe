#include "kernel/table/cell.h"

#include "base/era.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/i18n/msg.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The signs of Japanese dates and sums: grammar, not texts that people are shown. */
#define REIWA "\u4ee4\u548c"
#define HEISEI "\u5e73\u6210"
#define SHOWA "\u662d\u548c"
#define TAISHO "\u5927\u6b63"
#define MEIJI "\u660e\u6cbb"
#define FIRST_YEAR "\u5143"
#define YEAR "\u5e74"
#define MONTH "\u6708"
#define DAY "\u65e5"
#define FISCAL "\u5ea6"
#define TRILLION "\u5146"
#define HUNDRED_MILLION "\u5104"
#define TEN_THOUSAND "\u4e07"
#define THOUSAND "\u5343"
#define HUNDRED "\u767e"
#define YEN "\u5186"
#define TEN "\u5341"
#define UNIT "\u5358\u4f4d"

/* ---- walking a folded text ---- */

static bool take(const char **p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0)
        return false;
    *p += n;
    return true;
}

static void skip_blanks(const char **p)
{
    while (**p == ' ' || **p == '\t' || **p == '\n' || **p == '\r')
        (*p)++;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One to `most` digits; how many, 0: none, or more than that. */
static int take_int(const char **p, int most, int *ret)
{
    int n = 0;
    int value = 0;
    while (is_digit((*p)[n]) && n < most)
        value = value * 10 + ((*p)[n++] - '0');
    if (n == 0 || is_digit((*p)[n]))
        return 0;
    *p += n;
    *ret = value;
    return n;
}

char *cell_folded(const void *ctx, const char *text)
{
    char *folded = utf8_fold(ctx, text);
    char *to = folded;
    for (const char *p = folded; *p != '\0'; p++)
        if (*p != ' ' && *p != '\t' && *p != '\n' && *p != '\r')
            *to++ = *p;
    *to = '\0';
    return folded;
}

/* ---- dates ---- */

/* Folded: an era's letter is small. */
static const struct {
    const char *name, *letter;
} eras[ERA_MAX] = {[ERA_REIWA] = {REIWA, "r"},
    [ERA_HEISEI] = {HEISEI, "h"},
    [ERA_SHOWA] = {SHOWA, "s"},
    [ERA_TAISHO] = {TAISHO, "t"},
    [ERA_MEIJI] = {MEIJI, "m"}};

/* The year before the first of the era; 0: there is none. */
static int take_era(const char **p)
{
    for (size_t i = 0; i < ERA_MAX; i++)
        if (take(p, eras[i].name) || (**p != '\0' && is_digit((*p)[1]) && take(p, eras[i].letter)))
            return ERAS[i].first.year - 1;
    return 0;
}

static bool take_year(const char **p, int *ret_year)
{
    int before = take_era(p);
    int year = 0;
    if (before != 0 && take(p, FIRST_YEAR))
        year = 1;
    else if (before != 0 ? take_int(p, 2, &year) == 0 : take_int(p, 4, &year) != 4)
        return false;
    *ret_year = before + year;
    return true;
}

/* "/" or "-" or "." the same twice, or 年 and 月. */
static bool take_separator(const char **p, const char *word, char *sign)
{
    skip_blanks(p);
    bool ok = false;
    if (*sign == 0 && strchr("/-.", **p) != NULL && **p != '\0')
        *sign = *(*p)++, ok = true;
    else if (*sign == 0)
        ok = take(p, word), *sign = 'x';
    else if (*sign == 'x')
        ok = take(p, word);
    else
        ok = **p == *sign, *p += ok;
    skip_blanks(p);
    return ok;
}

/* "(水)", "(Wed)", "水曜日". */
static void take_weekday(const char **p)
{
    skip_blanks(p);
    const char *close = **p == '(' ? strchr(*p, ')') : NULL;
    if (close != NULL && close - *p <= 12)
        *p = close + 1;
    skip_blanks(p);
}

static bool exists(struct date d)
{
    char text[DATE_TEXT_SIZE];
    struct date again;
    if (d.year < 1868 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
        return false;
    date_format(d, text);
    return date_parse(text, &again);
}

/* A number without separators: 20260401, or the days of Excel's 1900 system. */
static bool take_packed(const char **p, struct date *ret)
{
    enum { SERIAL_FIRST = 20000, SERIAL_LAST = 80000, SERIAL_EPOCH = -25569 };
    const char *q = *p;
    int value = 0;
    int n = take_int(&q, 8, &value);
    if (n == 8)
        *ret = (struct date){value / 10000, value / 100 % 100, value % 100};
    else if (n == 5 && value >= SERIAL_FIRST && value <= SERIAL_LAST)
        *ret = date_of_days(value + SERIAL_EPOCH);
    else
        return false;
    *p = q;
    return true;
}

static bool take_date(const char **p, struct date *ret)
{
    struct date d = {0};
    char sign = 0;
    if (!take_packed(p, &d)) {
        if (!take_year(p, &d.year) || !take_separator(p, YEAR, &sign) ||
            take_int(p, 2, &d.month) == 0 || !take_separator(p, MONTH, &sign) ||
            take_int(p, 2, &d.day) == 0)
            return false;
        skip_blanks(p);
        if (sign == 'x' && !take(p, DAY))
            return false;
    }
    take_weekday(p);
    *ret = d;
    return exists(d);
}

/* "9:30", "09:30:00", "T09:30" or nothing: seconds since midnight. */
static bool take_time(const char **p, int *ret_s)
{
    int h = 0;
    int m = 0;
    int s = 0;
    *ret_s = 0;
    skip_blanks(p);
    if (**p == '\0')
        return true;
    take(p, "t");
    if (take_int(p, 2, &h) == 0 || !take(p, ":") || take_int(p, 2, &m) == 0)
        return false;
    if (take(p, ":") && take_int(p, 2, &s) == 0)
        return false;
    if (take(p, "."))
        while (is_digit(**p))
            (*p)++;
    skip_blanks(p);
    *ret_s = h * 3600 + m * 60 + s;
    return **p == '\0' && h < 24 && m < 60 && s < 60;
}

bool cell_date(const void *ctx, const char *text, struct date *ret_date)
{
    const char *p = utf8_fold(ctx, text);
    struct date d;
    int seconds = 0;
    skip_blanks(&p);
    if (!take_date(&p, &d) || !take_time(&p, &seconds))
        return false;
    *ret_date = d;
    return true;
}

bool cell_instant(const void *ctx, const char *text, const char *zone, int64_t *ret_ms)
{
    const char *p = utf8_fold(ctx, text);
    struct date d;
    int seconds = 0;
    int64_t ms = 0;
    if (instant_parse(text, ret_ms))
        return true;
    skip_blanks(&p);
    if (!take_date(&p, &d) || !take_time(&p, &seconds) ||
        !clock_instant_in_zone(d, seconds, zone, &ms) || !instant_ok(ms))
        return false;
    *ret_ms = ms;
    return true;
}

bool cell_period(const void *ctx, const char *text, int *ret_year)
{
    const char *p = cell_folded(ctx, text);
    int year = 0;
    bool named = take(&p, "fy");
    if (named ? take_int(&p, 4, &year) != 4 : !take_year(&p, &year))
        return false;
    if (!named && take(&p, YEAR))
        take(&p, FISCAL);
    if (*p != '\0' || year < 1868 || year > 9999)
        return false;
    *ret_year = year;
    return true;
}

/* ---- numbers ---- */

static bool take_minus(const char **p)
{
    return take(p, "▲") || take(p, "△") || take(p, "-") || take(p, "−");
}

/* Digits, point and separators up to anything else: without the separators, NULL: none. A comma
 * parts groups of three (1,200): 1,2 is no number. */
static const char *take_figures(const void *ctx, const char **p)
{
    char *figures = mem_array(ctx, char, strlen(*p) + 2);
    char *to = figures;
    bool point = false;
    if (take_minus(p))
        *to++ = '-';
    else
        take(p, "+");
    const char *first = *p;
    for (; is_digit(**p) || **p == '.' || **p == ','; (*p)++) {
        bool group =
            is_digit((*p)[1]) && is_digit((*p)[2]) && is_digit((*p)[3]) && !is_digit((*p)[4]);
        if ((**p == ',' && (point || *p == first || !group)) || (**p == '.' && point))
            return NULL;
        point |= **p == '.';
        if (**p != ',')
            *to++ = **p;
    }
    return *p == first ? NULL : figures;
}

static bool number_of(const char *figures, double *ret)
{
    char *end;
    errno = 0;
    double value = figures == NULL ? 0 : strtod(figures, &end);
    if (figures == NULL || end == figures || *end != '\0' || errno != 0)
        return false;
    *ret = value;
    return true;
}

bool cell_number(const void *ctx, const char *text, double *ret_number)
{
    const char *p = cell_folded(ctx, text);
    const char *figures = take_figures(ctx, &p);
    return figures != NULL && *p == '\0' && number_of(figures, ret_number);
}

enum { EXACT_BITS = 53 }; /* what JavaScript and a cell of Excel hold exactly */

static bool whole(double value, int64_t *ret)
{
    if (value != floor(value) || fabs(value) >= (double)(INT64_C(1) << EXACT_BITS))
        return false;
    *ret = (int64_t)value;
    return true;
}

bool cell_integer(const void *ctx, const char *text, int64_t *ret_number)
{
    const char *p = cell_folded(ctx, text);
    const char *figures = take_figures(ctx, &p);
    const char *point = figures == NULL ? NULL : strchr(figures, '.');
    double value = 0;
    if (point != NULL && point[1 + strspn(point + 1, "0")] != '\0')
        return false; /* though it may be too little for a double to hold */
    return *p == '\0' && number_of(figures, &value) && whole(value, ret_number);
}

int cell_money_digits(const char *currency)
{
    static const char *const without[] = {"JPY", "KRW", "VND", "CLP", "ISK"};
    for (size_t i = 0; i < sizeof without / sizeof without[0]; i++)
        if (currency != NULL && strcmp(currency, without[i]) == 0)
            return 0;
    return 2;
}

/* One number of a sum, and what it stands before: 1億 and 2,000万. figures × 10^exponent. */
struct part {
    int64_t figures;
    int decimals; /* how many of the figures stand behind the point; counted in `exponent` */
    int exponent;
};
enum { PARTS_MAX = 12 }; /* 兆, 億, 万 and none, with 千, 百 and none in each */
static const int64_t EXACT = (INT64_C(1) << EXACT_BITS) - 1;

/* A unit of a sum and its power of ten. */
struct unit {
    const char *word;
    int exponent;
};

static int take_unit(const char **p, const struct unit *units, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (take(p, units[i].word))
            return units[i].exponent;
    return 0;
}

static bool take_part(const void *ctx, const char **p, struct part *ret)
{
    const char *figures = take_figures(ctx, p);
    struct part part = {0};
    bool point = false;
    if (figures == NULL || figures[strlen(figures) - 1] == '.')
        return false;
    for (; *figures != '\0'; figures++) {
        if (*figures == '.') {
            point = true;
            continue;
        }
        if (part.figures > EXACT)
            return false;
        part.figures = part.figures * 10 + (*figures - '0');
        part.decimals += point;
    }
    part.exponent = -part.decimals;
    *ret = part;
    return true;
}

static bool whole_part(const struct part *part, int digits, int64_t *ret)
{
    int64_t value = part->figures;
    int exponent = part->exponent + digits;
    for (; exponent < 0; exponent++, value /= 10)
        if (value % 10 != 0)
            return false;
    for (; exponent > 0 && value <= EXACT; exponent--)
        value *= 10;
    *ret = value;
    return value <= EXACT;
}

/* 1億2千5百万 is three parts, 800k one. 0: none that can be read. */
static size_t take_parts(const void *ctx, const char **p, struct part parts[PARTS_MAX])
{
    static const struct unit small[] = {{THOUSAND, 3}, {HUNDRED, 2}};
    static const struct unit big[] = {{TRILLION, 12}, {HUNDRED_MILLION, 8}, {TEN_THOUSAND, 4}};
    static const struct unit english[] = {
        {"thousand", 3}, {"million", 6}, {"billion", 9}, {"bn", 9}, {"k", 3}, {"m", 6}, {"b", 9}};
    size_t n = 0;
    for (size_t open = 0; n < PARTS_MAX && (is_digit(**p) || **p == '.'); n++) {
        if (!take_part(ctx, p, &parts[n]))
            return 0;
        parts[n].exponent += take_unit(p, small, sizeof small / sizeof small[0]);
        int more = take_unit(p, big, sizeof big / sizeof big[0]);
        for (; more > 0 && open <= n; open++)
            parts[open].exponent += more;
    }
    if (n == 1 && parts[0].exponent + parts[0].decimals == 0)
        parts[0].exponent += take_unit(p, english, sizeof english / sizeof english[0]);
    return n;
}

/* What the parts come to in minor units. Each has a smaller unit than the one before and is less
 * than that, and only the last has a point: anything else is no sum that people write. */
static bool sum_of(const struct part *parts, size_t n, int digits, int64_t *ret)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t value = 0;
        int64_t unit = 0;
        if (!whole_part(&parts[i], digits, &value))
            return false;
        if (i > 0 && (parts[i - 1].decimals > 0 ||
                         parts[i].exponent + parts[i].decimals >= parts[i - 1].exponent ||
                         !whole_part(&(struct part){1, 0, parts[i - 1].exponent}, digits, &unit) ||
                         value >= unit))
            return false;
        sum += value;
        if (sum > EXACT)
            return false;
    }
    *ret = sum;
    return true;
}

bool cell_money(const void *ctx, const char *text, const char *currency, int64_t *ret_minor)
{
    const char *p = cell_folded(ctx, text);
    const char *code = utf8_fold(ctx, currency);
    bool yen = strcmp(code, "jpy") == 0;
    struct part parts[PARTS_MAX];
    int64_t minor = 0;
    bool minus = take_minus(&p);
    if (!minus)
        take(&p, "+");
    /* The backslash is where the yen sign stands in Japanese character sets. */
    if (!take(&p, code) && yen && !take(&p, "¥"))
        take(&p, "\\");
    minus = minus || take_minus(&p);
    size_t n = take_parts(ctx, &p, parts);
    if (!take(&p, code) && yen && !take(&p, YEN))
        take(&p, "yen");
    if (n == 0 || *p != '\0' || !sum_of(parts, n, cell_money_digits(currency), &minor))
        return false;
    *ret_minor = minus ? -minor : minor;
    return true;
}

/* ---- units of sums, as headers tell them ---- */

/* How it is said, and what cell_money reads behind a number. The longer one goes first. */
struct said {
    const char *word, *unit;
};

static const char *take_said(const char **p, const struct said *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (take(p, list[i].word))
            return list[i].unit;
    return NULL;
}

static const struct said scales[] = {{THOUSAND TEN_THOUSAND, THOUSAND TEN_THOUSAND},
    {HUNDRED TEN_THOUSAND, HUNDRED TEN_THOUSAND}, {TEN HUNDRED_MILLION, "billion"},
    {THOUSAND, THOUSAND}, {TEN_THOUSAND, TEN_THOUSAND}, {HUNDRED_MILLION, HUNDRED_MILLION},
    {"thousands", "thousand"}, {"thousand", "thousand"}, {"000s", "thousand"}, {"000", "thousand"},
    {"millions", "million"}, {"million", "million"}, {"billions", "billion"},
    {"billion", "billion"}};
/* These are units only with a currency: "(m)" may be anything. */
static const struct said letters[] = {
    {"mn", "million"}, {"bn", "billion"}, {"k", "thousand"}, {"m", "million"}, {"b", "billion"}};
static const struct said currencies[] = {{YEN, YEN}, {"yen", YEN}, {"jpy", YEN}, {"\u00a5", YEN},
    {"\\", YEN}, {"usd", "usd"}, {"eur", "eur"}, {"gbp", "gbp"}, {"cny", "cny"}, {"krw", "krw"},
    {"twd", "twd"}, {"sgd", "sgd"}, {"thb", "thb"}, {"vnd", "vnd"}, {"inr", "inr"}, {"aud", "aud"}};
#define LISTED(list) list, sizeof(list) / sizeof((list)[0])

/* One statement, folded and without blanks: "thousandyen", "¥m", "単位:千円". */
static const char *unit_of(const void *ctx, const char *text)
{
    const char *p = text;
    if (take(&p, UNIT) || take(&p, "unit"))
        (void)(take(&p, ":") || take(&p, "=") || take(&p, "/"));
    const char *currency = take_said(&p, LISTED(currencies));
    if (currency == NULL && take(&p, "in"))
        currency = take_said(&p, LISTED(currencies));
    take(&p, "'");
    const char *scale = take_said(&p, LISTED(scales));
    const char *letter = scale == NULL ? take_said(&p, LISTED(letters)) : NULL;
    take(&p, "of");
    if (currency == NULL)
        currency = take_said(&p, LISTED(currencies));
    if (*p != '\0' || (scale == NULL && (letter == NULL || currency == NULL)))
        return NULL;
    return mem_printf(
        ctx, "%s%s", scale != NULL ? scale : letter, currency == NULL ? "" : currency);
}

/* What stands in brackets, parted by commas: "税抜、千円". False: two units. */
static bool unit_among(const void *ctx, char *texts, const char **unit)
{
    char *rest = NULL;
    for (char *t = strtok_r(texts, ",;", &rest); t != NULL; t = strtok_r(NULL, ",;", &rest)) {
        const char *found = unit_of(ctx, t);
        if (found != NULL && *unit != NULL && strcmp(found, *unit) != 0)
            return false;
        if (found != NULL)
            *unit = found;
    }
    return true;
}

/* Signs that part words become commas, all brackets the plain ones. */
static char *bracketed(const void *ctx, const char *header)
{
    static const struct said signs[] = {{"\u3001", ","}, {"\u30fb", ","}, {"\u3010", "("},
        {"\u3011", ")"}, {"[", "("}, {"]", ")"}, {"\u3014", "("}, {"\u3015", ")"}, {"<", "("},
        {">", ")"}, {"\u3008", "("}, {"\u3009", ")"}};
    const char *p = cell_folded(ctx, header);
    char *text = mem_array(ctx, char, strlen(p) + 1);
    char *to = text;
    while (*p != '\0') {
        const char *plain = take_said(&p, LISTED(signs));
        *to++ = plain != NULL ? *plain : *p++;
    }
    *to = '\0';
    return text;
}

const char *cell_money_unit(const void *ctx, const char *header)
{
    const char *unit = NULL;
    char *text = bracketed(ctx, header);
    bool named = strncmp(text, UNIT, strlen(UNIT)) == 0;
    if (named)
        return unit_among(ctx, text, &unit) ? unit : NULL;
    for (char *open = strchr(text, '('); open != NULL;) {
        char *close = strchr(open, ')');
        if (close == NULL)
            break;
        *close = '\0';
        if (!unit_among(ctx, open + 1, &unit))
            return NULL;
        open = strchr(close + 1, '(');
    }
    return unit;
}

const char *cell_money_in(const void *ctx, const char *text, const char *unit)
{
    double number = 0;
    return unit != NULL && cell_number(ctx, text, &number) ? mem_printf(ctx, "%s%s", text, unit)
                                                           : text;
}

/* ---- yes and no ---- */

/* Is it one of the words of a message, parted by blanks, in any language? */
static bool among(const void *ctx, const char *folded, const char *id)
{
    for (int i = 0; i < MSG_LANGS; i++) {
        char *rest = NULL;
        char *words = utf8_fold(ctx, msg_get(msg_langs[i], id));
        for (char *w = strtok_r(words, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
            if (strcmp(w, folded) == 0)
                return true;
    }
    return false;
}

bool cell_bool(const void *ctx, const char *text, bool *ret_bool)
{
    const char *folded = cell_folded(ctx, text);
    bool yes = among(ctx, folded, "table.words.yes");
    if (!yes && !among(ctx, folded, "table.words.no"))
        return false;
    *ret_bool = yes;
    return true;
}
