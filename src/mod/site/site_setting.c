/* How long corrections may be late before who is told, and by which words minutes are read. */
#include "base/asset.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/site/site_follow.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 100, WORD_MOST = 60, DAYS_MOST = 365, LISTS = 3 };

static const char ASSET[] = "catalog/words/site-minutes.json";
static const char *const list_keys[LISTS] = {"words", "nothing_words", "head_words"};
static const char *const asset_keys[LISTS] = {"security", "nothing", "heads"};

#define DAYS(name)                                                                            \
    {                                                                                         \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 0, .max = DAYS_MOST \
    }
#define WORDS(name)                                                                             \
    {                                                                                           \
        .key = (name), .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = WORDS_MOST \
    }
#define SETTING                                                                                  \
    DAYS("officer_days"), DAYS("head_days"),                                                     \
        {.key = "plus_share", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 0, .max = 100}, \
        WORDS("words"), WORDS("nothing_words"), WORDS("head_words")

static const struct field body_fields[] = {SETTING};
const struct shape SHAPE_SITE_SETTING_BODY = SHAPE("SiteSettingBody", body_fields);
static const struct field fields[] = {
    SETTING, {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED}};
const struct shape SHAPE_SITE_SETTING = SHAPE("SiteSetting", fields);

static const json_t **list_of(struct site_setting *s, int i)
{
    return i == 0 ? &s->words : i == 1 ? &s->nothing_words : &s->head_words;
}

static enum err parse(struct call *c, const char *text, size_t len, json_t **ret_json)
{
    return json_in_parse(c, text, len, JSON_IN_DEPTH, c->problem, ret_json);
}

/* What every organisation begins with. */
static enum err defaults(struct call *c, struct site_setting *ret_setting)
{
    json_t *doc = NULL;
    const struct asset *asset = asset_find(ASSET);
    enum err e = asset == NULL ? ERR_INTERNAL : parse(c, asset->data, asset->len, &doc);
    if (e != ERR_OK)
        return e;
    *ret_setting = (struct site_setting){.officer_days = 1, .head_days = 14, .plus_share = 10};
    for (int i = 0; i < LISTS; i++)
        *list_of(ret_setting, i) = json_object_get(doc, asset_keys[i]);
    return ERR_OK;
}

enum err site_setting_load(struct call *c, struct site_setting *ret_setting)
{
    const char *lists[LISTS] = {NULL, NULL, NULL};
    bool found = false;
    struct site_setting s;
    enum err e = defaults(c, &s);
    if (e == ERR_OK)
        e = site_store_setting(c, &s, lists, &found);
    for (int i = 0; i < LISTS && found && e == ERR_OK; i++) {
        json_t *list = NULL;
        e = parse(c, lists[i], strlen(lists[i]), &list);
        *list_of(&s, i) = list;
    }
    if (e == ERR_OK)
        *ret_setting = s;
    return e;
}

static const char *const *folded(struct call *c, const json_t *list, size_t *ret_n)
{
    size_t n = json_array_size(list);
    const char **of = mem_array(c, const char *, n);
    for (size_t i = 0; i < n; i++)
        of[i] = utf8_fold(c, json_string_value(json_array_get(list, i)));
    *ret_n = n;
    return of;
}

void site_setting_words(struct call *c, const struct site_setting *s, struct site_words *ret_words)
{
    ret_words->security = folded(c, s->words, &ret_words->n_security);
    ret_words->nothing = folded(c, s->nothing_words, &ret_words->n_nothing);
    ret_words->heads = folded(c, s->head_words, &ret_words->n_heads);
}

/* ---- routes ---- */

static void write(struct req *r, const struct site_setting *s)
{
    struct site_setting copy = *s;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "officer_days", s->officer_days);
    jw_kint(&w, "head_days", s->head_days);
    jw_kint(&w, "plus_share", s->plus_share);
    for (int i = 0; i < LISTS; i++)
        jw_kjson(&w, list_keys[i], *list_of(&copy, i));
    jw_kint(&w, "version", s->version);
    jw_obj_end(&w);
    resp_etag(r, s->version);
}

enum err site_setting_get(struct req *r)
{
    struct site_setting s;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = site_setting_load(&r->call, &s);
    if (e == ERR_OK)
        write(r, &s);
    return e;
}

/* No empty word: it would stand in every line. */
static void check_words(struct req *r)
{
    for (int i = 0; i < LISTS; i++) {
        const json_t *list = json_object_get(r->body, list_keys[i]);
        for (size_t k = 0; k < json_array_size(list); k++) {
            const char *start = NULL;
            const char *word = json_string_value(json_array_get(list, k));
            const char *place = mem_printf(r, "/%s/%zu", list_keys[i], k);
            if (word == NULL || utf8_trim(word, &start) == 0)
                problem_field(r->call.problem, place, "required");
            else if (utf8_chars(word) > WORD_MOST)
                problem_field_limit(r->call.problem, place, "too_long", WORD_MOST);
        }
    }
    if (body_int(r->body, "head_days", 0) < body_int(r->body, "officer_days", 0))
        problem_field(r->call.problem, "/head_days", "site_head_days");
}

static enum err put(struct req *r, struct site_setting *s)
{
    struct call *c = &r->call;
    const char *lists[LISTS];
    s->officer_days = body_int(r->body, "officer_days", 0);
    s->head_days = body_int(r->body, "head_days", 0);
    s->plus_share = body_int(r->body, "plus_share", 0);
    s->version++;
    for (int i = 0; i < LISTS; i++) {
        *list_of(s, i) = json_object_get(r->body, list_keys[i]);
        char *text = json_dumps(*list_of(s, i), JSON_COMPACT);
        lists[i] = mem_strdup(c, text);
        free(text);
    }
    enum err e = site_store_setting_put(c, s, lists);
    if (e == ERR_OK)
        audit_add(c,
            &(struct audit_entry){.action = "update", .subject = "site_setting", .after = r->body});
    return e;
}

enum err site_setting_put(struct req *r)
{
    struct call *c = &r->call;
    struct site_setting s;
    check_words(r);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SITE_WRITE);
    if (e == ERR_OK)
        e = site_setting_load(c, &s);
    if (e == ERR_OK)
        e = req_match(r, s.version);
    if (e == ERR_OK)
        e = put(r, &s);
    if (e != ERR_OK)
        return e;
    write(r, &s);
    return tx_commit(c);
}
