#include "mod/site/site_rules.h"

#include "base/digest.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- audits ---- */

struct lot {
    struct digest digest;
    size_t at;
};

static int by_digest(const void *x, const void *y)
{
    const struct lot *a = x, *b = y;
    return memcmp(a->digest.bytes, b->digest.bytes, sizeof a->digest.bytes);
}

void site_sample(
    const void *ctx, const char *const *keys, size_t n, int64_t seed, size_t take, bool *ret_chosen)
{
    struct lot *lots = mem_array(ctx, struct lot, n);
    for (size_t i = 0; i < n; i++) {
        const char *text = mem_printf(ctx, "%lld:%s", (long long)seed, keys[i]);
        lots[i] = (struct lot){digest_of(text, strlen(text)), i};
        ret_chosen[i] = false;
    }
    qsort(lots, n, sizeof lots[0], by_digest);
    for (size_t i = 0; i < n && i < take; i++)
        ret_chosen[lots[i].at] = true;
}

/* ---- minutes ---- */

enum { SPEAKER_MOST = 60 /* bytes */ };

struct speech {
    const char *begin, *end;
    const char *spoken; /* behind the speaker's colon */
};

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *find(const char *word, const char *from, const char *end)
{
    size_t n = strlen(word);
    for (; n > 0 && from + n <= end; from++)
        if (memcmp(from, word, n) == 0)
            return from;
    return NULL;
}

static int64_t count(const char *const *words, size_t n, const char *from, const char *end)
{
    int64_t found = 0;
    for (size_t i = 0; i < n; i++)
        for (const char *at = find(words[i], from, end); at != NULL;
             at = find(words[i], at + strlen(words[i]), end))
            found++;
    return found;
}

/* Code points that are no blanks. */
static int64_t chars(const char *from, const char *end)
{
    int64_t n = 0;
    for (; from < end; from++)
        n += !blank(*from) && ((unsigned char)*from & 0xC0) != 0x80;
    return n;
}

static const char *line_end(const char *from)
{
    const char *end = strchr(from, '\n');
    return end == NULL ? from + strlen(from) : end;
}

/* The colon behind the one who speaks, when the line begins with one; NULL. */
static const char *colon(const char *from, const char *end)
{
    const char *most = end - from > SPEAKER_MOST ? from + SPEAKER_MOST : end;
    const char *at = memchr(from, ':', (size_t)(most - from));
    return at == from ? NULL : at;
}

static bool empty(const char *from, const char *end)
{
    while (from < end && blank(*from))
        from++;
    return from == end;
}

/* The speech that begins at `from`; NULL behind the last. */
static const char *speech_next(const char *from, struct speech *ret_speech)
{
    while (*from != '\0' && empty(from, line_end(from)))
        from = line_end(from) + (*line_end(from) != '\0');
    if (*from == '\0')
        return NULL;
    const char *end = line_end(from);
    const char *spoken = colon(from, end);
    *ret_speech = (struct speech){.begin = from, .spoken = spoken == NULL ? from : spoken};
    while (*end != '\0') {
        const char *next = end + 1;
        const char *next_end = line_end(next);
        if (empty(next, next_end) || colon(next, next_end) != NULL)
            break;
        end = next_end;
    }
    ret_speech->end = end;
    return end;
}

struct site_minutes_read site_minutes_read(const char *folded, const struct site_words *words)
{
    struct site_minutes_read read = {.nothing = true};
    struct speech s;
    for (const char *at = folded; (at = speech_next(at, &s)) != NULL;) {
        int64_t mentions = count(words->security, words->n_security, s.begin, s.end);
        bool nothing = count(words->nothing, words->n_nothing, s.begin, s.end) > 0;
        read.chars += chars(s.begin, s.end);
        read.mentions += mentions;
        if (mentions == 0 || nothing)
            continue;
        read.nothing = false;
        read.security_chars += chars(s.begin, s.end);
        if (count(words->heads, words->n_heads, s.begin, s.spoken) > 0)
            read.explained = true;
    }
    return read;
}

int64_t site_minutes_share(
    const struct site_minutes_read *read, int64_t minutes_security, int64_t minutes_total)
{
    if (minutes_security >= 0 && minutes_total > 0)
        return 100 * minutes_security / minutes_total;
    return read->chars == 0 ? 0 : 100 * read->security_chars / read->chars;
}

enum site_mark site_minutes_mark(
    const struct site_minutes_read *read, int64_t share, int64_t plus_share)
{
    if (read->nothing)
        return SITE_MARK_MINUS;
    return read->explained && share >= plus_share ? SITE_MARK_PLUS : SITE_MARK_NONE;
}

/* ---- what is done about a site ---- */

enum site_follow_up site_follow_up_of(const struct site_standing *s)
{
    if (!s->has_officer)
        return SITE_FOLLOW_VISIT;
    if (s->state == SITE_WEAK)
        return SITE_FOLLOW_RECALL;
    if (s->nothing_twice)
        return SITE_FOLLOW_TALK;
    if (s->state == SITE_WATCH)
        return SITE_FOLLOW_CALL;
    return s->state == SITE_GOOD && s->praised ? SITE_FOLLOW_AWARD : SITE_FOLLOW_MAX;
}

const char *site_follow_up_key(enum site_follow_up kind)
{
#define SITE_FOLLOW_UP_KEY(name, key) [name] = key,
    static const char *const keys[] = {SITE_FOLLOW_UP_LIST(SITE_FOLLOW_UP_KEY)};
#undef SITE_FOLLOW_UP_KEY
    return kind < SITE_FOLLOW_MAX ? keys[kind] : NULL;
}

/* ---- late corrections ---- */

enum site_step site_step_of(int64_t days_late, int64_t officer_days, int64_t head_days)
{
    if (days_late <= 0 || days_late < officer_days)
        return SITE_TELL_NOBODY;
    return days_late >= head_days ? SITE_TELL_HEAD : SITE_TELL_OFFICER;
}
