/* Any text as a cell: no value of it, or one that says the same when it is written and read again.
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/cell.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void want(bool ok)
{
    if (!ok)
        abort();
}

static void check_date(const void *ctx, const char *text)
{
    struct date d;
    struct date again;
    char shown[DATE_TEXT_SIZE];
    if (!cell_date(ctx, text, &d))
        return;
    date_format(d, shown);
    want(cell_date(ctx, shown, &again) && date_compare(d, again) == 0);
}

static void check_instant(const void *ctx, const char *text, const char *zone)
{
    int64_t ms;
    int64_t again;
    char shown[INSTANT_TEXT_SIZE];
    if (!cell_instant(ctx, text, zone, &ms))
        return;
    instant_format(ms, shown);
    want(instant_parse(shown, &again) && again == ms);
}

static void check_numbers(const void *ctx, const char *text)
{
    double number;
    int64_t n;
    int64_t again;
    if (cell_number(ctx, text, &number))
        want(isfinite(number));
    if (!cell_integer(ctx, text, &n))
        return;
    want(cell_integer(ctx, mem_printf(ctx, "%lld", (long long)n), &again) && again == n);
}

static void check_money(const void *ctx, const char *text, const char *currency)
{
    int64_t minor;
    if (cell_money(ctx, text, currency, &minor))
        want(llabs(minor) < INT64_C(1) << 53);
}

static void check_period(const void *ctx, const char *text)
{
    int year;
    int again;
    char shown[PERIOD_TEXT_SIZE];
    if (!cell_period(ctx, text, &year))
        return;
    period_format(year, shown);
    want(cell_period(ctx, shown, &again) && again == year);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    bool yes;
    if (!utf8_ok((const char *)data, len))
        return 0; /* no reader of tables lets it through */
    void *ctx = mem_context(NULL, 0);
    const char *text = mem_strndup(ctx, (const char *)data, len);
    check_date(ctx, text);
    check_instant(ctx, text, "Asia/Tokyo");
    check_instant(ctx, text, "Pacific/Honolulu");
    check_numbers(ctx, text);
    check_money(ctx, text, "JPY");
    check_money(ctx, text, "USD");
    check_period(ctx, text);
    cell_bool(ctx, text, &yes);
    mem_free(ctx);
    return 0;
}
