/* What people write into the cells of a sheet, read as values: dates in the forms of Japanese
 * offices, numbers with separators, sums of money. Pure; says only whether a text can be read, and
 * never guesses (4/1/2026 is nobody's date for certain). */
#ifndef KANAME_KERNEL_TABLE_CELL_H
#define KANAME_KERNEL_TABLE_CELL_H

#include "base/clock.h"

/* 2026-04-01, 2026/4/1, 2026.4.1, 2026年4月1日, 20260401, 令和8年4月1日, R8.4.1, 令和元年5月1日,
 * with a weekday or a time of day behind it, full-width or not; Excel's serial 46113 (1900 system,
 * from 1954 on: smaller numbers are rather something else). */
bool cell_date(const void *ctx, const char *text, struct date *ret_date);

/* A date with or without a time of day in `zone`, or RFC 3339: the instant. */
bool cell_instant(const void *ctx, const char *text, const char *zone, int64_t *ret_ms);

/* 1200, 1,200, １，２００, -3.5, ▲1,200. */
bool cell_number(const void *ctx, const char *text, double *ret_number);
bool cell_integer(const void *ctx, const char *text, int64_t *ret_number);

/* ¥1,200,000, 1,200,000円, 120万円, 1億2,000万, 500千円, 3百万円, 1.2m, 800k, JPY 1200, 12.50: in
 * minor units of `currency`. A text that names another currency is not read, nor is one that says
 * only about how much. The pages read what is typed by the same rule
 * (web/src/kernel/money_rules.ts); tests/fixtures/money.json holds the cases of both. */
bool cell_money(const void *ctx, const char *text, const char *currency, int64_t *ret_minor);
/* The unit that a header or a note gives the sums below it – "予算（千円）",
 * "金額（税抜、百万円）", "（単位：千円）", "Budget (thousand yen)", "Cost [JPY million]" – as it
 * is written behind a sum, under ctx. NULL: none, or more than one. A unit stands in brackets or
 * behind 単位. */
const char *cell_money_unit(const void *ctx, const char *header);
/* A bare number with that unit behind it; a sum that says its own stays as it is. Under ctx. */
const char *cell_money_in(const void *ctx, const char *text, const char *unit);
/* Digits behind the point that a currency has: JPY 0, USD 2. */
int cell_money_digits(const char *currency);

/* はい/いいえ, 有/無, ○/×, yes/no, true/false, 1/0. */
bool cell_bool(const void *ctx, const char *text, bool *ret_bool);

/* FY2026, 2026年度, 令和8年度, 2026: the fiscal year. */
bool cell_period(const void *ctx, const char *text, int *ret_year);

/* What two labels or names are compared by: folded, without blanks and line ends, so that
 * 山田　太郎 is 山田太郎. Under ctx. */
char *cell_folded(const void *ctx, const char *text);

#endif
