#include "mod/report/report_format_rules.h"

#include "base/era.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAN = 10000, OKU = 100000000, NUMBER_SIZE = 64 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *numbered(const void *ctx, const char *lang, const char *prefix, int n)
{
    const char *id = mem_printf(ctx, "%s%d", prefix, n);
    return msg_get(lang, id);
}

bool report_in_japanese(const char *lang)
{
    return lang == NULL || strncmp(lang, "ja", 2) == 0;
}

static bool by_era(const char *lang)
{
    return lang != NULL && strcmp(lang, REPORT_JA_ERA) == 0;
}

const char *report_year_text(const void *ctx, const char *lang, struct date d)
{
    int year = 0;
    const struct era *era = by_era(lang) ? era_of(d, &year) : NULL;
    if (era == NULL)
        return mem_printf(ctx, "%d", d.year);
    const char *name = msg_get(lang, mem_printf(ctx, "date.era.%s", era->key));
    return year == 1 ? mem_printf(ctx, "%s%s", name, msg_get(lang, "date.era.first"))
                     : mem_printf(ctx, "%s%d", name, year);
}

const char *report_fiscal_year_text(const void *ctx, const char *lang, int year)
{
    return report_year_text(ctx, lang, (struct date){year, 12, 31});
}

static const char *date_format_as(
    const void *ctx, const char *lang, const char *id, const char *months, struct date d)
{
    enum { THURSDAY = 4, WEEK = 7 }; /* 1970-01-01 was a Thursday */
    int64_t weekday = ((date_days(d) + THURSDAY) % WEEK + WEEK) % WEEK;
    const struct msg_arg args[] = {
        {"year", report_year_text(ctx, lang, d)},
        {"month", numbered(ctx, lang, months, d.month)},
        {"day", mem_printf(ctx, "%d", d.day)},
        {"day2", mem_printf(ctx, "%02d", d.day)},
        {"weekday", numbered(ctx, lang, "date.weekday.", (int)weekday)},
    };
    return msg_format(ctx, lang, id, args, COUNT(args));
}

const char *report_date_long(const void *ctx, const char *lang, struct date d)
{
    return date_format_as(ctx, lang, "report.date.long", "date.month.", d);
}

const char *report_date_short(const void *ctx, const char *lang, struct date d)
{
    int year = 0;
    const struct era *era = by_era(lang) ? era_of(d, &year) : NULL;
    if (era == NULL)
        return date_format_as(ctx, lang, "report.date.short", "date.month.short.", d);
    return mem_printf(ctx, "%c%d.%d.%d", era->letter, year, d.month, d.day);
}

const char *report_period_text(const void *ctx, const char *lang, const char *period)
{
    int year;
    struct date d;
    char first[DATE_TEXT_SIZE + 4];
    if (period_parse(period, &year)) {
        const struct msg_arg args[] = {{"year", report_fiscal_year_text(ctx, lang, year)}};
        return msg_format(ctx, lang, "report.period.year", args, COUNT(args));
    }
    snprintf(first, sizeof first, "%.6s", period);
    if (strlen(period) == strlen("FY2026-Q1") && strncmp(period + 6, "-Q", 2) == 0 &&
        period_parse(first, &year)) {
        const struct msg_arg args[] = {{"year", report_fiscal_year_text(ctx, lang, year)},
            {"quarter", period + strlen("FY2026-Q")}};
        return msg_format(ctx, lang, "report.period.quarter", args, COUNT(args));
    }
    snprintf(first, sizeof first, "%.10s-01", period);
    if (date_parse(first, &d))
        return date_format_as(ctx, lang, "report.period.month", "date.month.", d);
    return period;
}

/* Groups the digits before the point by three. */
static const char *grouped(const void *ctx, const char *sign, const char *digits)
{
    char text[NUMBER_SIZE * 2];
    size_t out = 0;
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; digits[i] != '\0' && out < sizeof text - 2; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            text[out++] = ',';
        text[out++] = digits[i];
    }
    text[out] = '\0';
    return mem_printf(ctx, "%s%s", sign, text);
}

static const char *sign_text(bool negative, bool zero, bool sign)
{
    if (zero)
        return sign ? "±" : "";
    if (negative)
        return "−";
    return sign ? "+" : "";
}

const char *report_number_text(const void *ctx, double value, int digits, bool sign)
{
    char text[NUMBER_SIZE];
    double size = fabs(value);
    if (!(size < 1e18)) /* and NaN: more than people read */
        return mem_printf(ctx, "%g", value);
    snprintf(text, sizeof text, "%.*f", digits, size);
    bool zero = strspn(text, "0.") == strlen(text);
    return grouped(ctx, sign_text(value < 0, zero, sign), text);
}

const char *report_level_text(const void *ctx, int tenths, int digits, bool sign)
{
    int size = tenths < 0 ? -tenths : tenths;
    const char *before = sign_text(tenths < 0, tenths == 0, sign);
    if (digits == 0)
        return mem_printf(ctx, "%s%d", before, (size + 5) / 10);
    return mem_printf(ctx, "%s%d.%d", before, size / 10, size % 10);
}

int report_currency_digits(const char *currency)
{
    static const char *const none[] = {"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG"};
    static const char *const three[] = {"BHD", "KWD", "OMR", "JOD", "TND", "IQD", "LYD"};
    for (size_t i = 0; i < COUNT(none); i++)
        if (strcmp(none[i], currency) == 0)
            return 0;
    for (size_t i = 0; i < COUNT(three); i++)
        if (strcmp(three[i], currency) == 0)
            return 3;
    return 2;
}

static const char *amount_text(const void *ctx, uint64_t amount)
{
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%llu", (unsigned long long)amount);
    return grouped(ctx, "", text);
}

/* Yen as Japanese papers count them: in tens of thousands and hundreds of millions. */
static const char *yen_text(const void *ctx, const char *lang, uint64_t amount)
{
    bool myriads = report_in_japanese(lang) && amount >= MAN && amount % MAN == 0;
    const struct msg_arg args[] = {
        {"amount", amount_text(ctx, amount)},
        {"man", amount_text(ctx, amount % OKU / MAN)},
        {"oku", amount_text(ctx, amount / OKU)},
    };
    const char *id = "report.money.yen";
    if (myriads && amount < OKU)
        id = "report.money.man";
    else if (myriads)
        id = amount % OKU == 0 ? "report.money.oku" : "report.money.oku_man";
    return msg_format(ctx, lang, id, args, COUNT(args));
}

const char *report_money_text(
    const void *ctx, const char *lang, int64_t amount, const char *currency)
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    const char *before = amount < 0 ? "−" : "";
    if (strcmp(currency, "JPY") == 0)
        return mem_printf(ctx, "%s%s", before, yen_text(ctx, lang, size));
    int digits = report_currency_digits(currency);
    uint64_t unit = digits == 3 ? 1000 : digits == 2 ? 100 : 1;
    const char *whole = amount_text(ctx, size / unit);
    if (digits == 0)
        return mem_printf(ctx, "%s%s %s", before, currency, whole);
    return mem_printf(
        ctx, "%s%s %s.%0*llu", before, currency, whole, digits, (unsigned long long)(size % unit));
}

const char *report_person_text(const void *ctx, const char *lang, struct report_person person)
{
    const struct msg_arg args[] = {{"name", person.name}, {"post", person.post}};
    if (person.name[0] == '\0' || person.post[0] == '\0')
        return person.name;
    return msg_format(ctx, lang, "report.person", args, COUNT(args));
}

const char *report_value_text(
    const void *ctx, const char *lang, struct report_style style, const struct report_value *value)
{
    if (!value->present)
        return value->blank ? "" : msg_get(lang, "report.missing");
    switch (style.kind) {
    case REPORT_NUMBER:
        return report_number_text(ctx, value->number, style.digits, style.sign);
    case REPORT_LEVEL:
        return report_level_text(ctx, value->tenths, style.digits, style.sign);
    case REPORT_DATE:
        return report_date_short(ctx, lang, value->date);
    case REPORT_MONEY:
        return report_money_text(ctx, lang, value->money.amount, value->money.currency);
    default:
        return value->text;
    }
}

const char *report_cell_level(const void *ctx, const char *lang, struct report_level level)
{
    if (!level.present)
        return msg_get(lang, "report.missing");
    return report_level_text(ctx, level.tenths, 1, false);
}

const char *report_change_text(
    const void *ctx, const char *lang, const struct report_figure *figure)
{
    static const char *const signs[REPORT_DIRECTION_MAX] = {"→", "▲", "▼"};
    const struct msg_arg args[] = {
        {"sign", signs[figure->direction]},
        {"change", figure->change},
        {"tone", figure->tone == REPORT_GOOD ? msg_get(lang, "report.change.good")
                                             : msg_get(lang, "report.change.bad")},
    };
    bool judged = figure->tone == REPORT_GOOD || figure->tone == REPORT_BAD;
    return msg_format(
        ctx, lang, judged ? "report.change.judged" : "report.change.plain", args, COUNT(args));
}

const char *report_bar_text(
    const void *ctx, const char *lang, const struct report_bars *bars, const struct report_bar *bar)
{
    const char *value = msg_get(lang, "report.missing");
    const char *unit = "";
    if (bar->present) {
        value = report_number_text(ctx, bar->value, bars->digits, false);
        unit = bars->unit;
    }
    return mem_printf(ctx, "%s%s%s%s", value, unit, bar->note[0] == '\0' ? "" : "  ", bar->note);
}

static const struct report_series *series_of(
    const struct report_radar *radar, enum report_role role)
{
    for (size_t i = 0; i < radar->n_series; i++)
        if (radar->series[i].role == role)
            return &radar->series[i];
    return NULL;
}

/* Axes on which both have a value and the own lies below the other; *ret_of: both have a value. */
static size_t count_below(const struct report_radar *radar, const struct report_series *own,
    const struct report_series *other, size_t *ret_of)
{
    size_t below = 0;
    *ret_of = 0;
    for (size_t i = 0; other != NULL && i < radar->n_axes; i++) {
        if (!own->level[i].present || !other->level[i].present)
            continue;
        (*ret_of)++;
        below += own->level[i].tenths < other->level[i].tenths;
    }
    return below;
}

static const char *below_text(const void *ctx, const char *lang, const struct report_radar *radar,
    const struct report_series *own, enum report_role role)
{
    size_t of;
    const struct report_series *other = series_of(radar, role);
    size_t below = count_below(radar, own, other, &of);
    if (of == 0)
        return "";
    const struct msg_arg args[] = {{"series", other->label},
        {"below", mem_printf(ctx, "%zu", below)}, {"of", mem_printf(ctx, "%zu", of)}};
    return msg_format(ctx, lang, below == 0 ? "report.radar.none_below" : "report.radar.below",
        args, COUNT(args));
}

/* The axis, and how many others have the same level as it is shown. */
static const char *axis_and_more(const void *ctx, const char *lang,
    const struct report_radar *radar, const struct report_series *own, size_t axis)
{
    size_t more = 0;
    for (size_t i = 0; i < radar->n_axes; i++)
        more +=
            i != axis && own->level[i].present && own->level[i].tenths == own->level[axis].tenths;
    const struct msg_arg args[] = {
        {"name", radar->axes[axis]}, {"n", mem_printf(ctx, "%zu", more)}};
    return msg_format(
        ctx, lang, more == 0 ? "report.radar.one" : "report.radar.more", args, COUNT(args));
}

const char *report_radar_text(const void *ctx, const char *lang, const struct report_radar *radar)
{
    const struct report_series *own = series_of(radar, REPORT_OWN);
    size_t high = radar->n_axes;
    size_t low = radar->n_axes;
    for (size_t i = 0; own != NULL && i < radar->n_axes; i++) {
        if (!own->level[i].present)
            continue;
        if (high == radar->n_axes || own->level[i].tenths > own->level[high].tenths)
            high = i;
        if (low == radar->n_axes || own->level[i].tenths < own->level[low].tenths)
            low = i;
    }
    if (high == radar->n_axes)
        return "";
    const struct msg_arg args[] = {
        {"series", own->label},
        {"high", axis_and_more(ctx, lang, radar, own, high)},
        {"high_level", report_level_text(ctx, own->level[high].tenths, 1, false)},
        {"low", axis_and_more(ctx, lang, radar, own, low)},
        {"low_level", report_level_text(ctx, own->level[low].tenths, 1, false)},
    };
    return mem_printf(ctx, "%s%s%s", msg_format(ctx, lang, "report.radar.range", args, COUNT(args)),
        below_text(ctx, lang, radar, own, REPORT_TARGET),
        below_text(ctx, lang, radar, own, REPORT_INDUSTRY));
}

const char *report_meeting_day(const void *ctx, const struct report *r)
{
    return r->meeting_dated ? report_date_long(ctx, r->lang, r->meeting_date) : "";
}

const char *report_byline_text(const void *ctx, const char *lang, const struct report_words *words)
{
    if (words->author[0] == '\0' || !words->dated)
        return words->author;
    const struct msg_arg args[] = {
        {"author", words->author}, {"date", report_date_short(ctx, lang, words->written)}};
    return msg_format(ctx, lang, "report.byline", args, COUNT(args));
}

const char *report_foot_text(const void *ctx, const struct report *r)
{
    const struct msg_arg args[] = {{"number", r->number}, {"digest", r->digest}};
    return msg_format(ctx, r->lang, r->approved ? "report.foot.approved" : "report.foot.draft",
        args, COUNT(args));
}

const char *report_heading_text(
    const void *ctx, const char *lang, size_t index, const char *heading)
{
    const struct msg_arg args[] = {
        {"number", mem_printf(ctx, "%zu", index + 1)}, {"heading", heading}};
    return msg_format(ctx, lang, "report.heading", args, COUNT(args));
}
