#include "kernel/hollow/hollow_rules.h"

#include <stdlib.h>

enum { WHOLE = 100, SECOND_MS = 1000 };

const char *hollow_hint_key(enum hollow_hint hint)
{
#define HOLLOW_KEY(name, key) key,
    static const char *const keys[] = {HOLLOW_LIST(HOLLOW_KEY)};
#undef HOLLOW_KEY
    return keys[hint];
}

static struct hollow_found copied(const struct hollow_answer *a, size_t n)
{
    struct hollow_found f = {.of = (int64_t)n};
    for (size_t i = 0; i < n; i++)
        f.n += a[i].as_last;
    return f;
}

/* The level that stands most often. */
static struct hollow_found same_level(const struct hollow_answer *a, size_t n)
{
    struct hollow_found f = {0};
    for (size_t i = 0; i < n; i++) {
        int64_t same = 0;
        for (size_t k = 0; a[i].has_level && k < n; k++)
            same += a[k].has_level && a[k].level == a[i].level;
        f.of += a[i].has_level;
        f.n = same > f.n ? same : f.n;
    }
    return f;
}

static struct hollow_found bare_high(const struct hollow_answer *a, size_t n, int high)
{
    struct hollow_found f = {0};
    for (size_t i = 0; i < n; i++) {
        bool counts = a[i].has_level && a[i].level >= high;
        f.of += counts;
        f.n += counts && a[i].bare;
    }
    return f;
}

static int by_time(const void *a, const void *b)
{
    const int64_t *x = a;
    const int64_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Answers saved at one instant are one act (copied, or brought in as a file): only the time between
 * acts is looked at. */
static struct hollow_found fast(const struct hollow_answer *a, size_t n)
{
    struct hollow_found f = {0};
    int64_t *times = calloc(n == 0 ? 1 : n, sizeof *times);
    if (times == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        times[i] = a[i].at_ms;
    qsort(times, n, sizeof *times, by_time);
    for (size_t i = 1; i < n; i++)
        f.of += times[i] != times[i - 1];
    if (n > 0)
        f.n = (times[n - 1] - times[0]) / SECOND_MS;
    free(times);
    return f;
}

static struct hollow_found same_files(const struct hollow_answer *a, size_t n)
{
    struct hollow_found f = {0};
    for (size_t i = 0; i < n; i++) {
        f.of += a[i].files;
        f.n += a[i].files_before;
    }
    return f;
}

void hollow_judge(const struct hollow_limits *limits, const struct hollow_answer *answers, size_t n,
    struct hollow_found ret_found[HOLLOW_MAX])
{
    ret_found[HOLLOW_COPIED] = copied(answers, n);
    ret_found[HOLLOW_SAME_LEVEL] = same_level(answers, n);
    ret_found[HOLLOW_BARE_HIGH] = bare_high(answers, n, limits->high_level);
    ret_found[HOLLOW_FAST] = fast(answers, n);
    ret_found[HOLLOW_SAME_FILES] = same_files(answers, n);
    for (int h = 0; h < HOLLOW_MAX; h++) {
        struct hollow_found *f = &ret_found[h];
        bool enough = n >= (size_t)limits->fewest_items && f->of > 0 && limits->used[h];
        f->given = enough && f->n * WHOLE >= f->of * limits->share[h];
    }
    struct hollow_found *f = &ret_found[HOLLOW_FAST];
    f->given = limits->used[HOLLOW_FAST] && f->of + 1 >= limits->fewest_items &&
               f->n < f->of * limits->seconds;
}
