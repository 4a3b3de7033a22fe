#include "mod/inquiry/statement_rules.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/search/search_words.h"
#include "kernel/table/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_KEY(name, key) [name] = key,
static const char *const answer_keys[] = {STATEMENT_ANSWER_LIST(ANSWER_KEY)};
#undef ANSWER_KEY

const char *statement_answer_key(enum statement_answer answer)
{
    return answer_keys[answer];
}

enum statement_answer statement_answer_of(const char *key)
{
    int i = 0;
    while (i < ANSWER_MAX && (key == NULL || strcmp(answer_keys[i], key) != 0))
        i++;
    return (enum statement_answer)i;
}

enum statement_answer statement_answer_of_share(int percent)
{
    enum { MOSTLY = 75 };
    if (percent >= MOSTLY)
        return ANSWER_YES;
    return percent > 0 ? ANSWER_PARTLY : ANSWER_NO;
}

/* ---- likeness ---- */

struct pairs {
    uint64_t *hashes; /* ascending, each once */
    size_t n;
};

struct counted {
    uint64_t hash;
    double weight;
};

struct statement_index {
    struct pairs *texts;
    size_t n;
    struct counted *known; /* ascending by hash */
    size_t n_known;
    double unknown; /* weight of a pair that no text has */
    double *lengths;
};

static uint64_t hash_of(const char *text, size_t len)
{
    uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return h;
}

static int by_hash(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a;
    uint64_t two = *(const uint64_t *)b;
    return one < two ? -1 : one > two;
}

static size_t unique(uint64_t *hashes, size_t n)
{
    size_t kept = 0;
    if (n > 0)
        qsort(hashes, n, sizeof *hashes, by_hash);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || hashes[kept - 1] != hashes[i])
            hashes[kept++] = hashes[i];
    return kept;
}

/* Words of two characters: single ones say too little. */
static struct pairs pairs_of(const void *ctx, const char *text)
{
    const char *words = search_words(ctx, utf8_fold(ctx, text), "");
    struct pairs p = {.hashes = mem_array(ctx, uint64_t, strlen(words) + 1)};
    while (*words != '\0') {
        size_t len = strcspn(words, " ");
        char *word = mem_strndup(ctx, words, len);
        if (utf8_chars(word) == 2)
            p.hashes[p.n++] = hash_of(word, len);
        mem_free(word);
        words += len + (words[len] == ' ');
    }
    p.n = unique(p.hashes, p.n);
    return p;
}

static double weight_of(const struct statement_index *index, uint64_t hash)
{
    const struct counted *found = index->n_known == 0 ? NULL
                                                      : bsearch(&hash, index->known, index->n_known,
                                                            sizeof *index->known, by_hash);
    return found == NULL ? index->unknown : found->weight;
}

static double length_of(const struct statement_index *index, const struct pairs *p)
{
    double sum = 0;
    for (size_t i = 0; i < p->n; i++) {
        double w = weight_of(index, p->hashes[i]);
        sum += w * w;
    }
    return sqrt(sum);
}

static void weigh(struct statement_index *index, const void *ctx)
{
    size_t all = 0;
    for (size_t i = 0; i < index->n; i++)
        all += index->texts[i].n;
    uint64_t *hashes = mem_array(ctx, uint64_t, all + 1);
    size_t n = 0;
    for (size_t i = 0; i < index->n; i++)
        for (size_t k = 0; k < index->texts[i].n; k++)
            hashes[n++] = index->texts[i].hashes[k];
    if (n > 0)
        qsort(hashes, n, sizeof *hashes, by_hash);
    index->known = mem_array(ctx, struct counted, n + 1);
    for (size_t i = 0; i < n;) {
        size_t same = i;
        while (same < n && hashes[same] == hashes[i])
            same++;
        double share = (double)(same - i) / (double)(index->n + 1);
        index->known[index->n_known++] = (struct counted){hashes[i], log(1 + 1 / share)};
        i = same;
    }
    mem_free(hashes);
    /* What nobody has written about says little against a text: half of the rarest pair. */
    index->unknown = log(2 + (double)index->n) / 2;
}

struct statement_index *statement_index_new(const void *ctx, const char *const *texts, size_t n)
{
    struct statement_index *index = mem_new(ctx, struct statement_index);
    index->texts = mem_array(index, struct pairs, n + 1);
    index->lengths = mem_array(index, double, n + 1);
    index->n = n;
    for (size_t i = 0; i < n; i++)
        index->texts[i] = pairs_of(index, texts[i]);
    weigh(index, index);
    for (size_t i = 0; i < n; i++)
        index->lengths[i] = length_of(index, &index->texts[i]);
    return index;
}

static double common(
    const struct statement_index *index, const struct pairs *a, const struct pairs *b)
{
    double sum = 0;
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->hashes[i] < b->hashes[k])
            i++;
        else if (a->hashes[i] > b->hashes[k])
            k++;
        else {
            double w = weight_of(index, a->hashes[i]);
            sum += w * w;
            i++;
            k++;
        }
    }
    return sum;
}

int64_t statement_index_find(
    const struct statement_index *index, const char *question, int *ret_percent)
{
    void *ctx = mem_context(NULL, 0);
    struct pairs asked = pairs_of(ctx, question);
    double length = length_of(index, &asked);
    int64_t found = -1;
    int best = LIKE_LEAST - 1;
    for (size_t i = 0; i < index->n; i++) {
        double both = length * index->lengths[i];
        int like = both > 0 ? (int)(100 * common(index, &asked, &index->texts[i]) / both + 0.5) : 0;
        if (like > best) {
            best = like;
            found = (int64_t)i;
        }
    }
    mem_free(ctx);
    if (found >= 0)
        *ret_percent = best > 100 ? 100 : best;
    return found;
}

struct digest statement_asked(const void *ctx, const char *question)
{
    char *folded = cell_folded(ctx, question);
    struct digest d = digest_of(folded, strlen(folded));
    mem_free(folded);
    return d;
}

/* ---- words of a questionnaire ---- */

struct word_begin {
    enum statement_answer answer;
    const char *begins;
};

/* Beginnings, folded, so that what follows in brackets does not matter; longer ones first where one
 * begins another. */
/* no message: words that questionnaires of others are read by */
static const struct word_begin word_begins[] = {{ANSWER_NA, "該当な"}, {ANSWER_NA, "該当しな"},
    {ANSWER_NA, "対象外"}, {ANSWER_NA, "非該当"}, {ANSWER_NA, "n/a"}, {ANSWER_NA, "not app"},
    {ANSWER_NA, "-"}, {ANSWER_PARTLY, "一部"}, {ANSWER_PARTLY, "△"}, {ANSWER_PARTLY, "部分"},
    {ANSWER_PARTLY, "partial"}, {ANSWER_PARTLY, "partly"}, {ANSWER_NO, "いいえ"},
    {ANSWER_NO, "未実施"}, {ANSWER_NO, "未対応"}, {ANSWER_NO, "×"}, {ANSWER_NO, "✕"},
    {ANSWER_NO, "実施していな"}, {ANSWER_NO, "できていな"}, {ANSWER_NO, "無"}, {ANSWER_NO, "no"},
    {ANSWER_YES, "はい"}, {ANSWER_YES, "実施"}, {ANSWER_YES, "対応済"}, {ANSWER_YES, "できてい"},
    {ANSWER_YES, "○"}, {ANSWER_YES, "〇"}, {ANSWER_YES, "◯"}, {ANSWER_YES, "有"},
    {ANSWER_YES, "yes"}};

static enum statement_answer answer_of_word(const void *ctx, const char *word)
{
    const char *folded = cell_folded(ctx, word);
    for (size_t i = 0; i < sizeof word_begins / sizeof word_begins[0]; i++) {
        const char *begins = cell_folded(ctx, word_begins[i].begins);
        if (strncmp(folded, begins, strlen(begins)) == 0)
            return word_begins[i].answer;
    }
    return ANSWER_MAX;
}

void statement_words_of_choices(const void *ctx, const char *choices, struct statement_words *words)
{
    bool found[ANSWER_MAX] = {false};
    while (*choices != '\0') {
        size_t len = strcspn(choices, ",");
        const char *start;
        char *piece = mem_strndup(ctx, choices, len);
        size_t n = utf8_trim(piece, &start);
        const char *word = mem_strndup(ctx, start, n);
        enum statement_answer answer = n == 0 ? ANSWER_MAX : answer_of_word(ctx, word);
        if (answer != ANSWER_MAX && !found[answer]) {
            found[answer] = true;
            words->of[answer] = word;
        }
        choices += len + (choices[len] == ',');
    }
}

/* ---- columns ---- */

size_t book_column(const char *letters)
{
    size_t column = 0;
    size_t n = 0;
    for (; letters[n] >= 'A' && letters[n] <= 'Z' && n < 3; n++)
        column = column * 26 + (size_t)(letters[n] - 'A' + 1);
    return n == 0 || letters[n] != '\0' || column > LIMIT_TABLE_COLUMNS ? SIZE_MAX : column - 1;
}

const char *book_column_letters(const void *ctx, size_t column)
{
    if (column < 26)
        return mem_printf(ctx, "%c", (char)('A' + column));
    return mem_printf(ctx, "%c%c", (char)('A' + column / 26 - 1), (char)('A' + column % 26));
}
