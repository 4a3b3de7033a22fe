/* Holds what would be published against the rules, the names of the ledgers and the reasons given.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/disclosure/disclosure_private.h"
#include "mod/risk/risk.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct checking {
    struct call *c;
    struct leak_name *names;
    size_t n_names;
    struct disclosure_reason *reasons;
    size_t n_reasons;
    struct leak_warnings *warnings;
};

static enum err names_load(struct checking *k)
{
    const char **systems = NULL;
    size_t n = 0;
    enum err e = disclosure_store_people(k->c, &k->names, &k->n_names);
    if (e == ERR_OK)
        e = risk_system_names(k->c, LIMIT_DISCLOSURE_NAMES, &systems, &n);
    k->names = mem_grow(k->c, k->names, struct leak_name, k->n_names + n + 1);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        k->names[k->n_names++] = (struct leak_name){LEAK_SYSTEM, systems[i]};
    leak_names_prepare(k->c, k->names, &k->n_names);
    return e;
}

/* A reason for a point holds for that point's texts only. */
static bool holds_for(const struct disclosure_reason *r, const char *text)
{
    bool everywhere = r->texts[0] == NULL, own = false;
    for (size_t i = 0; !everywhere && i < COUNT(r->texts); i++)
        own |= strcmp(r->texts[i], text) == 0;
    return everywhere || own;
}

static const char *reason_of(const struct checking *k, const struct leak *leak, const char *text)
{
    for (size_t i = 0; i < k->n_reasons; i++) {
        const struct disclosure_reason *r = &k->reasons[i];
        if (strcmp(r->kind, leak_kind_key(leak->kind)) == 0 &&
            leak_same(k->c, r->found, leak->found) && holds_for(r, text))
            return r->reason;
    }
    return NULL;
}

static bool told_already(const struct checking *k, const struct leak_warning *w)
{
    for (size_t i = 0; i < k->warnings->n; i++) {
        const struct leak_warning *one = &k->warnings->items[i];
        if (strcmp(one->pointer, w->pointer) == 0 && one->leak.kind == w->leak.kind &&
            (one->reason == NULL) == (w->reason == NULL) &&
            leak_same(k->c, one->leak.found, w->leak.found))
            return true;
    }
    return false;
}

static void check_text(struct checking *k, const char *pointer, const char *place, const char *text)
{
    struct leak *leaks = NULL;
    struct leak_warnings *all = k->warnings;
    size_t n = text == NULL ? 0 : leak_find(k->c, text, k->names, k->n_names, &leaks);
    for (size_t i = 0; i < n && all->n < LIMIT_DISCLOSURE_WARNINGS; i++) {
        const struct leak_warning w = {pointer, place, leaks[i], reason_of(k, &leaks[i], text)};
        if (told_already(k, &w))
            continue;
        all->items = mem_grow(k->c, all->items, struct leak_warning, all->n + 1);
        all->items[all->n++] = w;
    }
}

enum err disclosure_point_warnings(
    struct call *c, int64_t point_id, const json_t *point, struct leak_warnings *ret_warnings)
{
    static const struct {
        const char *key, *mark;
    } texts[] = {{"worry", "publish_worry"}, {"worry_en", "publish_worry"},
        {"stance", "publish_stance"}, {"stance_en", "publish_stance"}};
    struct checking k = {.c = c, .warnings = ret_warnings};
    enum err e = names_load(&k);
    if (e == ERR_OK)
        e = disclosure_store_point_reasons(c, point_id, &k.reasons, &k.n_reasons);
    for (size_t i = 0; e == ERR_OK && i < COUNT(texts); i++)
        if (body_bool(point, texts[i].mark))
            check_text(&k, mem_printf(c, "/%s", texts[i].key),
                msg_get(c->lang, mem_printf(c, "reg.disclosure_point.%s", texts[i].key)),
                body_text(point, texts[i].key));
    return e;
}

/* ---- documents ---- */

static bool is_texts(const json_t *json)
{
    return json_is_string(json_object_get(json, "ja")) ||
           json_is_string(json_object_get(json, "en"));
}

/* What the document says of itself and nobody reads in it. */
static bool is_form(const char *key)
{
    static const char *const keys[] = {"type", "style", "kind", "tone", "emphasis", "mark", "key",
        "author", "written_at", "align", "direction", "role", "currency", "date"};
    for (size_t i = 0; i < COUNT(keys); i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return false;
}

struct place {
    const char *pointer, *name;
};

static void check_json(struct checking *k, const struct place *at, const json_t *json)
{
    size_t i;
    const char *key;
    json_t *one;
    if (json_is_string(json))
        check_text(k, at->pointer, at->name, json_string_value(json));
    json_array_foreach(json, i, one) check_json(k, at, one);
    json_object_foreach((json_t *)json, key, one)
    {
        if (is_texts(json) || !is_form(key))
            check_json(k, at, one);
    }
}

static const char *said(const struct call *c, const json_t *texts)
{
    const char *own = body_text(texts, c->lang);
    const char *ja = own == NULL ? body_text(texts, "ja") : own;
    return ja == NULL ? body_text(texts, "en") : ja;
}

static void check_document(struct checking *k, const json_t *doc)
{
    static const char *const heads[] = {"title", "audience", "confidentiality"};
    size_t i;
    const json_t *section;
    for (i = 0; i < COUNT(heads); i++) {
        const struct place at = {mem_printf(k->c, "/%s", heads[i]),
            msg_get(k->c->lang, mem_printf(k->c, "reg.report_issue.%s", heads[i]))};
        check_json(k, &at, json_object_get(doc, heads[i]));
    }
    json_array_foreach(json_object_get(doc, "sections"), i, section)
    {
        const struct place at = {mem_printf(k->c, "/sections/%s", body_text(section, "key")),
            said(k->c, json_object_get(section, "heading"))};
        check_json(k, &at, json_object_get(section, "heading"));
        check_json(k, &at, json_object_get(section, "blocks"));
    }
}

enum err disclosure_document_warnings(
    struct call *c, int64_t issue_id, const json_t *doc, struct leak_warnings *ret_warnings)
{
    struct checking k = {.c = c, .warnings = ret_warnings};
    enum err e = names_load(&k);
    if (e == ERR_OK)
        e = disclosure_store_issue_reasons(c, issue_id, &k.reasons, &k.n_reasons);
    if (e == ERR_OK)
        check_document(&k, doc);
    return e;
}

enum err disclosure_refuse_open(struct call *c, const struct leak_warnings *warnings)
{
    for (size_t i = 0; i < warnings->n; i++)
        if (warnings->items[i].reason == NULL)
            problem_field_value(c->problem, warnings->items[i].pointer, "disclosure_leak",
                warnings->items[i].leak.found);
    return problem_check(c->problem);
}

enum err disclosure_document_check(struct call *c, int64_t issue_id, const json_t *doc)
{
    struct leak_warnings warnings = {0};
    enum err e = disclosure_document_warnings(c, issue_id, doc, &warnings);
    return e == ERR_OK ? disclosure_refuse_open(c, &warnings) : e;
}

static bool of_family(const json_t *section)
{
    const char *key = body_text(section, "key");
    const size_t n = strlen(DISCLOSURE_PREFIX);
    return key != NULL && strncmp(key, DISCLOSURE_PREFIX, n) == 0;
}

bool disclosure_is_outward(const json_t *doc)
{
    size_t i;
    const json_t *section;
    json_array_foreach(json_object_get(doc, "sections"), i, section)
    {
        if (of_family(section))
            return true;
    }
    return false;
}

static bool holds_text(const json_t *json, const char *text)
{
    size_t i;
    const char *key;
    json_t *one;
    if (json_is_string(json) && strcmp(json_string_value(json), text) == 0)
        return true;
    json_array_foreach(json, i, one)
    {
        if (holds_text(one, text))
            return true;
    }
    json_object_foreach((json_t *)json, key, one)
    {
        if (holds_text(one, text))
            return true;
    }
    return false;
}

bool disclosure_has_text(const json_t *doc, const char *text)
{
    size_t i;
    const json_t *section;
    json_array_foreach(json_object_get(doc, "sections"), i, section)
    {
        if (of_family(section) && holds_text(json_object_get(section, "blocks"), text))
            return true;
    }
    return false;
}
