/* Values of a report as people read them: dates in the manner of the language, grouped numbers,
 * sums in 万円 and 億円. Pure: texts come from the messages, results live under `ctx`. */
#ifndef KANAME_MOD_REPORT_FORMAT_RULES_H
#define KANAME_MOD_REPORT_FORMAT_RULES_H

#include "mod/report/report_doc.h"

/* Japanese with the dates of its era, as a language tag (BCP 47, U+ca): read by msg_get as "ja". */
#define REPORT_JA_ERA "ja-u-ca-japanese"
bool report_in_japanese(const char *lang); /* either way; NULL: too */

/* Of a day: "2026"; by the era "令和8", "令和元". */
const char *report_year_text(const void *ctx, const char *lang, struct date d);
/* A fiscal year is called after the era of the year's end: "2019", "令和元". */
const char *report_fiscal_year_text(const void *ctx, const char *lang, int year);

/* "2026年11月21日（土）", "令和8年11月21日（土）", "Saturday 21 November 2026". */
const char *report_date_long(const void *ctx, const char *lang, struct date d);
/* "2026/11/21", "R8.11.21", "21 Nov 2026": for tables. */
const char *report_date_short(const void *ctx, const char *lang, struct date d);

/* "2026年度" of "FY2026", "2026年11月" of "2026-11"; any other text unchanged. */
const char *report_period_text(const void *ctx, const char *lang, const char *period);

/* "1,234.50"; a minus is U+2212; with `sign` "+1.0" and "±0". */
const char *report_number_text(const void *ctx, double value, int digits, bool sign);

/* A level in tenths with one decimal, or with none when `digits` is 0 (half up). */
const char *report_level_text(const void *ctx, int tenths, int digits, bool sign);

/* `amount` in minor units (ISO 4217). Japanese yen in Japanese: 1,250万円, 1億2,500万円, else
 * 1,234,567円; never rounded. */
const char *report_money_text(
    const void *ctx, const char *lang, int64_t amount, const char *currency);
int report_currency_digits(const char *currency); /* decimals of its minor unit */

/* Name and post: "情報システム部長　佐藤 健一", "Kenichi Sato, Head of IT". "" without name. */
const char *report_person_text(const void *ctx, const char *lang, struct report_person person);

/* Any value; missing: the dash that stands for it. */
const char *report_value_text(
    const void *ctx, const char *lang, struct report_style style, const struct report_value *value);

/* The cell of a level that may be missing. */
const char *report_cell_level(const void *ctx, const char *lang, struct report_level level);

/* "▲ 前年度から +0.3（改善）": sign of the direction, the words, the tone as a word. */
const char *report_change_text(
    const void *ctx, const char *lang, const struct report_figure *figure);

/* The value printed beside a bar: "17件　うち懸念あり5件" with its note. */
const char *report_bar_text(const void *ctx, const char *lang, const struct report_bars *bars,
    const struct report_bar *bar);

/* What a radar says in words: where the own series is highest and lowest, how many axes lie below
 * the target and below the industry. "" without an own series. */
const char *report_radar_text(const void *ctx, const char *lang, const struct report_radar *radar);

/* The day of the meeting; "" unknown. */
const char *report_meeting_day(const void *ctx, const struct report *r);
/* Who wrote the words and when; "" unknown. */
const char *report_byline_text(const void *ctx, const char *lang, const struct report_words *words);
/* The line at the very end: number, language, and the digest by which an approved report can be
 * found again in the audit record. */
const char *report_foot_text(const void *ctx, const struct report *r);

/* The heading with its number: "1　要約", "1  Summary". */
const char *report_heading_text(
    const void *ctx, const char *lang, size_t index, const char *heading);

#endif
