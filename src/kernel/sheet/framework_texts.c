/* Texts and keys: languages, translations, what our format takes as a key. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/sheet/framework_ciso.h"
#include "kernel/sheet/sheet_json.h"

#include <string.h>

static const char blanks[] = " \t\r\n";

const char *framework_lower(struct framework *f, const char *text)
{
    char *lower = mem_strdup(f->ctx, text);
    for (char *p = lower; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return lower;
}

json_t *framework_keep(struct framework *f, json_t *json)
{
    json_in_keep(f->ctx, json);
    return json;
}

/* "pt-BR", "zh_CN", "EN": the two letters in front. */
static const char *two_letters(struct framework *f, const char *code)
{
    size_t n = strcspn(code, "-_");
    return n == 2 ? framework_lower(f, mem_strndup(f->ctx, code, n)) : NULL;
}

const char *framework_language_known(const char *code)
{
    char lang[3] = "";
    for (size_t i = 0; code != NULL && i < 2 && code[i] != '\0'; i++)
        lang[i] = code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] - 'A' + 'a') : code[i];
    const struct field *field = shape_field(&SHAPE_SHEET_TEXTS, lang);
    return field == NULL ? NULL : field->key;
}

int framework_language(struct framework *f, const char *code)
{
    const char *lang = two_letters(f, code);
    if (lang == NULL || shape_field(&SHAPE_SHEET_TEXTS, lang) == NULL) {
        if (strlen(code) <= LIMIT_NAME && json_object_get(f->unknown_languages, code) == NULL) {
            json_object_set_new(f->unknown_languages, code, json_true());
            framework_report_row(
                f->report, ROW_LANGUAGE_UNKNOWN, NULL, json_pack("{s:s}", "language", code));
        }
        return -1;
    }
    for (int i = 0; i < f->n_languages; i++)
        if (strcmp(f->languages[i], lang) == 0)
            return i;
    if (f->n_languages == FRAMEWORK_LANGUAGES)
        return -1;
    f->languages[f->n_languages] = lang;
    return f->n_languages++;
}

static const char *trimmed(struct framework *f, const char *text)
{
    if (text == NULL)
        return NULL;
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len > 0 && strchr(blanks, text[len - 1]) != NULL)
        len--;
    return len == 0 ? NULL : mem_strndup(f->ctx, text, len);
}

struct lang_texts framework_texts(
    struct framework *f, const struct yaml_value *map, const char *field)
{
    struct lang_texts texts = {.of = {trimmed(f, yaml_get_text(map, field))}};
    const struct yaml_value *translations = yaml_get_map(map, "translations");
    for (size_t i = 0; translations != NULL && i < translations->n; i++) {
        const char *text = trimmed(f, yaml_get_text(&translations->of[i], field));
        int lang = text != NULL ? framework_language(f, translations->of[i].key) : -1;
        if (lang >= 0 && texts.of[lang] == NULL)
            texts.of[lang] = text;
    }
    return texts;
}

struct lang_texts framework_text_own(struct framework *f, const char *text)
{
    return (struct lang_texts){.of = {trimmed(f, text)}};
}

bool framework_texts_empty(const struct lang_texts *texts)
{
    for (int i = 0; i < FRAMEWORK_LANGUAGES; i++)
        if (texts->of[i] != NULL)
            return false;
    return true;
}

size_t framework_texts_longest(const struct lang_texts *texts)
{
    size_t longest = 0;
    for (int i = 0; i < FRAMEWORK_LANGUAGES; i++) {
        size_t n = texts->of[i] != NULL ? utf8_chars(texts->of[i]) : 0;
        longest = n > longest ? n : longest;
    }
    return longest;
}

struct lang_texts framework_texts_join(struct framework *f, const struct lang_texts *a,
    const char *between, const struct lang_texts *b)
{
    if (framework_texts_empty(a))
        return *b;
    if (framework_texts_empty(b))
        return *a;
    struct lang_texts joined = {0};
    for (int i = 0; i < f->n_languages; i++) {
        if (a->of[i] == NULL && b->of[i] == NULL)
            continue;
        const char *first = a->of[i] != NULL ? a->of[i] : a->of[0];
        const char *second = b->of[i] != NULL ? b->of[i] : b->of[0];
        if (first != NULL && second != NULL)
            joined.of[i] = mem_printf(f->ctx, "%s%s%s", first, between, second);
        else
            joined.of[i] = first != NULL ? first : second;
    }
    return joined;
}

json_t *framework_texts_json(
    struct framework *f, const struct lang_texts *texts, const struct yaml_value *at)
{
    json_t *json = json_object();
    for (int i = 0; i < f->n_languages; i++)
        if (texts->of[i] != NULL)
            json_object_set_new(json, f->languages[i], json_string(texts->of[i]));
    if (framework_texts_longest(texts) > LIMIT_TEXT)
        framework_fail(f, ROW_TEXT_TOO_LONG, at, json_pack("{s:i}", "limit", LIMIT_TEXT));
    return json;
}

void framework_texts_set(struct framework *f, json_t *object, const char *member,
    const struct lang_texts *texts, const struct yaml_value *at)
{
    if (!framework_texts_empty(texts))
        json_object_set_new(object, member, framework_texts_json(f, texts, at));
}

/* What stands in URLs and lists may not stand in a key (sheet_json_read.c). Runs of it become one
 * hyphen, none at the ends. */
static char *key_text(struct framework *f, const char *text)
{
    char *key = mem_array(f->ctx, char, strlen(text) + 1);
    size_t n = 0;
    size_t chars = 0;
    for (; *text != '\0'; text++) {
        bool follows = ((unsigned char)*text & 0xc0) == 0x80; /* inside a character */
        if (!follows && chars == FRAMEWORK_KEY)
            break;
        bool unfit = (unsigned char)*text <= ' ' || strchr(",/\\\"'?#%<>&", *text) != NULL;
        if (unfit && (n == 0 || key[n - 1] == '-'))
            continue;
        key[n++] = unfit ? '-' : *text;
        chars += !follows;
    }
    while (n > 0 && key[n - 1] == '-')
        n--;
    key[n] = '\0';
    return key;
}

static const char *unique(struct framework *f, json_t *taken, const char *key)
{
    const char *tried = key;
    int64_t n = json_integer_value(json_object_get(taken, key));
    while (json_object_get(taken, tried) != NULL)
        tried = mem_printf(f->ctx, "%s-%lld", key, (long long)++n + 1);
    if (tried != key)
        json_object_set_new(taken, key, json_integer(n));
    json_object_set_new(taken, tried, json_integer(0));
    return tried;
}

const char *framework_key(struct framework *f, json_t *taken, const char *ref_id, const char *urn)
{
    const char *end = strrchr(urn, ':');
    const char *key = key_text(f, ref_id != NULL ? ref_id : end != NULL ? end + 1 : urn);
    if (key[0] == '\0' || strcmp(key, "na") == 0)
        key = mem_printf(f->ctx, "id-%s", key);
    key = unique(f, taken, key);
    if (ref_id != NULL && strcmp(key, ref_id) != 0) {
        f->keys_changed++;
        if (f->key_changed == NULL)
            f->key_changed = mem_printf(f->ctx, "%s → %s", ref_id, key);
    }
    return key;
}
