#include "kernel/i18n/msg.h"

#include "base/asset.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const msg_langs[MSG_LANGS] = {"ja", "en"};

/* A compiled catalogue (gettext manual, "The Format of GNU MO Files"): two tables of length and
 * offset, the first sorted by id. */
struct catalogue {
    const char *data;
    size_t len;
    uint32_t n;
    uint32_t ids;
    uint32_t texts;
};

enum { MO_MAGIC = 0x950412de, MO_HEADER = 28, MO_ROW = 8 };

static struct catalogue catalogues[MSG_LANGS];
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static uint32_t word(const struct catalogue *c, size_t at)
{
    uint32_t value; /* the file is of this machine's byte order: msgfmt ran here */
    memcpy(&value, c->data + at, sizeof value);
    return value;
}

static bool table_ok(const struct catalogue *c, uint32_t table)
{
    if (table > c->len || c->n > (c->len - table) / MO_ROW)
        return false;
    for (uint32_t i = 0; i < c->n; i++) {
        size_t len = word(c, table + i * MO_ROW);
        size_t at = word(c, table + i * MO_ROW + 4);
        if (at >= c->len || len >= c->len - at || c->data[at + len] != '\0')
            return false;
    }
    return true;
}

static void load_one(struct catalogue *ret_c, const char *lang)
{
    char *name = mem_printf(NULL, "messages/%s.mo", lang);
    const struct asset *file = asset_find(name);
    mem_free(name);
    if (file == NULL || file->len < MO_HEADER)
        return;
    struct catalogue c = {.data = file->data, .len = file->len};
    if (word(&c, 0) != MO_MAGIC)
        return;
    c.n = word(&c, 8);
    c.ids = word(&c, 12);
    c.texts = word(&c, 16);
    if (table_ok(&c, c.ids) && table_ok(&c, c.texts))
        *ret_c = c;
}

static void load(void)
{
    for (int i = 0; i < MSG_LANGS; i++) {
        load_one(&catalogues[i], msg_langs[i]);
        if (catalogues[i].n == 0)
            log_text(LOG_ERROR, "no_messages", msg_langs[i]);
    }
}

static const struct catalogue *catalogue_of(const char *lang)
{
    pthread_once(&loaded, load);
    for (int i = 1; i < MSG_LANGS; i++)
        if (lang != NULL && strcmp(lang, msg_langs[i]) == 0)
            return &catalogues[i];
    return &catalogues[0];
}

static const char *entry(const struct catalogue *c, uint32_t table, size_t i)
{
    return c->data + word(c, table + i * MO_ROW + 4);
}

static const char *find(const char *lang, const char *id)
{
    const struct catalogue *c = catalogue_of(lang);
    size_t low = 0;
    size_t high = c->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(id, entry(c, c->ids, mid));
        if (order == 0)
            return entry(c, c->texts, mid);
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* One line for each missing id, and no more than a hundred: a hole in the catalogue must not fill
 * the log. */
static void tell_missing(const char *id)
{
    enum { TOLD_MAX = 100 };
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static char *told[TOLD_MAX];
    static size_t n_told;
    pthread_mutex_lock(&lock);
    bool known = n_told == TOLD_MAX;
    for (size_t i = 0; i < n_told && !known; i++)
        known = strcmp(told[i], id) == 0;
    if (!known)
        told[n_told++] = mem_strdup(NULL, id);
    pthread_mutex_unlock(&lock);
    if (!known)
        log_text(LOG_WARN, "message_missing", id);
}

const char *msg_get(const char *lang, const char *id)
{
    const char *text = find(lang, id);
    if (text != NULL)
        return text;
    tell_missing(id);
    return id;
}

bool msg_has(const char *lang, const char *id)
{
    return find(lang, id) != NULL;
}

static const struct msg_arg *arg_named(
    const struct msg_arg *args, size_t n, const char *name, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(args[i].name) == len && memcmp(args[i].name, name, len) == 0)
            return &args[i];
    return NULL;
}

struct bracket {
    const char *open, *close, *inner_open, *inner_close;
};

/* Brackets of the second order, as Japanese is set within brackets of the same kind. */
/* no message: signs, not words */
static const struct bracket brackets[] = {{"「", "」", "『", "』"}, {"（", "）", "〔", "〕"}};

enum { BRACKET = 3 /* bytes of each */ };

/* The brackets that enclose what lies between two places of a text; NULL: none. */
static const struct bracket *enclosing(const char *text, const char *from, const char *to)
{
    if (from - text < BRACKET)
        return NULL;
    for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++)
        if (strncmp(from - BRACKET, brackets[i].open, BRACKET) == 0 &&
            strncmp(to, brackets[i].close, BRACKET) == 0)
            return &brackets[i];
    return NULL;
}

static void value_put(struct buf *out, const char *value, const struct bracket *outer)
{
    for (; *value != '\0'; value++) {
        bool open = outer != NULL && strncmp(value, outer->open, BRACKET) == 0;
        bool close = outer != NULL && strncmp(value, outer->close, BRACKET) == 0;
        if (!open && !close) {
            buf_char(out, *value);
            continue;
        }
        buf_str(out, open ? outer->inner_open : outer->inner_close);
        value += BRACKET - 1;
    }
}

/* English has a singular: "x.one" stands for {n} = 1 where it exists. */
static const char *text_for(
    const void *ctx, const char *lang, const char *id, const struct msg_arg *args, size_t n)
{
    const struct msg_arg *count = arg_named(args, n, "n", 1);
    if (count == NULL || count->value == NULL || strcmp(count->value, "1") != 0)
        return msg_get(lang, id);
    const char *one = mem_printf(ctx, "%s.one", id);
    return msg_get(lang, msg_has(lang, one) ? one : id);
}

char *msg_format(
    const void *ctx, const char *lang, const char *id, const struct msg_arg *args, size_t n)
{
    const char *text = text_for(ctx, lang, id, args, n);
    const char *p = text;
    struct buf *out = buf_new(ctx);
    while (*p != '\0') {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        const struct msg_arg *arg =
            end == NULL ? NULL : arg_named(args, n, p + 1, (size_t)(end - p) - 1);
        if (arg == NULL) {
            buf_char(out, *p++);
            continue;
        }
        if (arg->value != NULL)
            value_put(out, arg->value, enclosing(text, p, end + 1));
        p = end + 1;
    }
    return out->data;
}

size_t msg_count(const char *lang)
{
    return catalogue_of(lang)->n;
}

void msg_at(const char *lang, size_t i, const char **ret_id, const char **ret_text)
{
    const struct catalogue *c = catalogue_of(lang);
    *ret_id = entry(c, c->ids, i);
    *ret_text = entry(c, c->texts, i);
}

/* The weight of "ja-JP;q=0.8" in thousandths; 1000 without one. */
static int quality(const char *range, size_t len)
{
    const char *q = memmem(range, len, "q=", 2);
    if (q == NULL)
        return 1000;
    const char *end = range + len;
    int value = 0;
    int scale = 1000;
    for (q += 2; q < end && scale > 0 && ((*q >= '0' && *q <= '9') || *q == '.'); q++) {
        if (*q == '.')
            continue;
        value += (*q - '0') * scale;
        scale /= 10;
    }
    return value > 1000 ? 1000 : value;
}

static int range_lang(const char *range, size_t len)
{
    for (int i = 0; i < MSG_LANGS; i++) {
        size_t n = strlen(msg_langs[i]);
        bool whole = len == n || (len > n && strchr("-_; ", range[n]) != NULL);
        if (whole && strncasecmp(range, msg_langs[i], n) == 0)
            return i;
    }
    return -1;
}

const char *msg_negotiate(const char *accept_language)
{
    int best = 0;
    int best_quality = 0;
    const char *p = accept_language == NULL ? "" : accept_language;
    while (*p != '\0') {
        p += strspn(p, " \t,");
        size_t len = strcspn(p, ",");
        int lang = range_lang(p, len);
        int q = quality(p, len);
        if (lang >= 0 && q > best_quality) {
            best = lang;
            best_quality = q;
        }
        p += len;
    }
    return msg_langs[best];
}
