/* Mapping sets of a library become documents of our own format, kaname-mapping/1. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/sheet/framework_ciso.h"

#include <string.h>

enum { PAIRS_MAX = 5000, STRENGTH_MAX = 10 };

struct set {
    void *ctx;
    struct framework_report *report;
    const struct yaml_value *library, *y;
    const char *lang; /* of the library's own texts; NULL: one that sheets do not have */
    json_t *pairs, *seen;
    int64_t unrelated, twice, unclear;
};

/* What follows the last colon: mappings name items by their URNs alone. NULL: too long for a key,
 * or with signs that keys of ours do not have. */
static const char *urn_key(const char *urn)
{
    const char *end = urn == NULL ? NULL : strrchr(urn, ':');
    const char *key = end == NULL ? urn : end + 1;
    if (key == NULL || key[0] == '\0' || utf8_chars(key) > FRAMEWORK_KEY ||
        strpbrk(key, " ,/\\\"'?#%<>&\t\r\n") != NULL)
        return NULL;
    return key;
}

static const char *relation_of(const char *word)
{
    /* no message: words of the file formats (CISO Assistant; NIST IR 8477) */
    static const char *const words[][2] = {{"equal", "equal"}, {"superset", "superset"},
        {"superset_of", "superset"}, {"subset", "subset"}, {"subset_of", "subset"},
        {"intersect", "intersect"}, {"intersects_with", "intersect"}};
    for (size_t i = 0; word != NULL && i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i][0], word) == 0)
            return words[i][1];
    return NULL;
}

static bool is_unrelated(const char *word)
{
    return word != NULL &&
           (strcmp(word, "not_related") == 0 || strcmp(word, "no_relationship") == 0);
}

static void note_set(struct set *s, json_t *pair, const struct yaml_value *y)
{
    const char *text = yaml_get_text(y, "annotation");
    if (text != NULL && s->lang != NULL && utf8_chars(text) <= LIMIT_TEXT)
        json_object_set_new(pair, "note", json_pack("{s:s}", s->lang, text));
}

static void pair_read(struct set *s, const struct yaml_value *y)
{
    const char *from = urn_key(yaml_get_text(y, "source_requirement_urn"));
    const char *to = urn_key(yaml_get_text(y, "target_requirement_urn"));
    const char *word = yaml_get_text(y, "relationship");
    const char *relation = relation_of(word);
    int64_t strength = 0;
    if (is_unrelated(word)) {
        s->unrelated++;
        return;
    }
    if (from == NULL || to == NULL || relation == NULL) {
        s->unclear++;
        return;
    }
    const char *both = mem_printf(s->ctx, "%s\n%s", from, to);
    if (json_object_get(s->seen, both) != NULL) {
        s->twice++;
        return;
    }
    json_object_set_new(s->seen, both, json_true());
    json_t *pair = json_pack("{s:s, s:s, s:s}", "from", from, "to", to, "relation", relation);
    if (yaml_int(yaml_get(y, "strength_of_relationship"), &strength) && strength >= 1 &&
        strength <= STRENGTH_MAX)
        json_object_set_new(pair, "strength", json_integer(strength));
    note_set(s, pair, y);
    json_array_append_new(s->pairs, pair);
}

/* A text of the set, else of its library, as texts by language. */
static void texts_set(struct set *s, json_t *json, const char *member, const char *otherwise)
{
    const char *text = yaml_get_text(s->y, member);
    if (text == NULL)
        text = yaml_get_text(s->library, member);
    if (text == NULL || utf8_chars(text) > LIMIT_TEXT)
        text = otherwise;
    if (text != NULL)
        json_object_set_new(
            json, member, json_pack("{s:s}", s->lang == NULL ? "en" : s->lang, text));
}

static const char *line(const struct yaml_value *y, const char *member, size_t most)
{
    const char *text = yaml_get_text(y, member);
    return text != NULL && utf8_chars(text) <= most && strpbrk(text, "\r\n") == NULL ? text : NULL;
}

static json_t *document(struct set *s, const char *key, const char *from, const char *to)
{
    const char *version = line(s->library, "version", FRAMEWORK_KEY);
    const char *publisher = line(s->library, "provider", LIMIT_NAME);
    const char *licence = yaml_get_text(s->library, "copyright");
    const char *urn = yaml_get_text(s->library, "urn");
    json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:O}", "format",
        "kaname-mapping/1", "key", key, "version", version == NULL ? "1" : version, "publisher",
        publisher == NULL ? key : publisher, "wording", "source", "from", from, "to", to, "pairs",
        s->pairs);
    if (licence != NULL && utf8_chars(licence) <= LIMIT_TEXT)
        json_object_set_new(json, "licence", json_string(licence));
    if (urn != NULL && utf8_chars(urn) <= LIMIT_TEXT)
        json_object_set_new(json, "source", json_string(urn));
    texts_set(s, json, "name", key);
    texts_set(s, json, "description", NULL);
    return json;
}

static void tell(struct set *s, enum framework_row row, int64_t n)
{
    if (n > 0)
        framework_report_row(s->report, row, s->y, json_pack("{s:I}", "n", (json_int_t)n));
}

bool framework_mapping_import(void *ctx, const struct yaml_value *library,
    const struct yaml_value *y, struct framework_report *report, json_t *mappings)
{
    struct set s = {.ctx = ctx,
        .report = report,
        .library = library,
        .y = y,
        .lang = framework_language_known(yaml_get_text(library, "locale")),
        .pairs = json_array(),
        .seen = json_object()};
    json_in_keep(ctx, s.pairs);
    json_in_keep(ctx, s.seen);
    const struct yaml_value *list = yaml_get_list(y, "requirement_mappings");
    const char *ref = yaml_get_text(y, "ref_id");
    const char *key = urn_key(ref != NULL && urn_key(ref) != NULL ? ref : yaml_get_text(y, "urn"));
    const char *from = urn_key(yaml_get_text(y, "source_framework_urn"));
    const char *to = urn_key(yaml_get_text(y, "target_framework_urn"));
    if (key == NULL || from == NULL || to == NULL || list == NULL)
        return false;
    if (list->n > PAIRS_MAX) {
        framework_report_row(
            report, ROW_MAPPING_PAIRS_MOST, y, json_pack("{s:i}", "limit", PAIRS_MAX));
        return true;
    }
    for (size_t i = 0; i < list->n; i++)
        pair_read(&s, &list->of[i]);
    tell(&s, ROW_MAPPING_UNRELATED, s.unrelated);
    tell(&s, ROW_MAPPING_TWICE, s.twice);
    tell(&s, ROW_MAPPING_UNCLEAR, s.unclear);
    if (json_array_size(s.pairs) == 0)
        return false;
    json_array_append_new(mappings, document(&s, key, from, to));
    framework_report_row(report, ROW_MAPPING_TAKEN, y,
        json_pack(
            "{s:s, s:s, s:I}", "from", from, "to", to, "n", (json_int_t)json_array_size(s.pairs)));
    return true;
}
