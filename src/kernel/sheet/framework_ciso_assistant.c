/* A library of CISO Assistant: its frameworks become sheets, everything else a row of the report.
 */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/framework_ciso.h"
#include "kernel/sheet/sheet_json.h"

#include <string.h>

enum { WEIGHT_MAX = 100, VERSION_MAX = 64 };

void framework_fail(
    struct framework *f, enum framework_row row, const struct yaml_value *at, json_t *args)
{
    f->failed = true;
    framework_report_row(f->report, row, at, args);
}

static int weight_of(struct framework *f, const struct yaml_value *node)
{
    const struct yaml_value *value = yaml_get(node, "weight");
    int64_t weight = 1;
    if (value == NULL || (yaml_int(value, &weight) && weight >= 1 && weight <= WEIGHT_MAX))
        return (int)weight;
    framework_report_row(f->report, ROW_WEIGHT, node, json_pack("{s:i}", "limit", WEIGHT_MAX));
    return weight > WEIGHT_MAX ? WEIGHT_MAX : 1;
}

static bool is_optional(const struct yaml_value *node)
{
    const char *importance = yaml_get_text(node, "importance");
    /* no message: words of the file format */
    return importance != NULL &&
           (strcmp(importance, "recommended") == 0 || strcmp(importance, "nice to have") == 0 ||
               strcmp(importance, "nice_to_have") == 0);
}

json_t *framework_item_new(struct framework *f, const struct fw_node *node, const char *key)
{
    json_t *item = framework_keep(f, json_object());
    struct lang_texts evidence = framework_texts(f, node->y, "typical_evidence");
    json_object_set_new(item, "key", json_string(key));
    json_object_set_new(item, "section", json_string(f->sections[node->near_section].key));
    json_object_set_new(item, "weight", json_integer(weight_of(f, node->y)));
    json_object_set_new(item, "required", json_boolean(!is_optional(node->y)));
    if (!framework_texts_empty(&evidence)) {
        json_t *list = json_array();
        json_object_set_new(item, "evidence", list);
        json_array_append_new(list, framework_texts_json(f, &evidence, node->y));
    }
    return item;
}

/* A node without questions: the requirement itself is what is judged. */
static void add_plain(struct framework *f, const struct fw_node *node)
{
    const char *key = framework_key(f, f->item_keys, yaml_get_text(node->y, "ref_id"), node->urn);
    json_t *item = framework_item_new(f, node, key);
    struct lang_texts name = framework_texts(f, node->y, "name");
    struct lang_texts description = framework_texts(f, node->y, "description");
    struct lang_texts text = framework_texts_join(f, &name, "\n", &description);
    struct lang_texts hint = framework_texts(f, node->y, "annotation");
    if (framework_texts_empty(&text)) {
        text = framework_text_own(f, key);
        framework_report_row(f->report, ROW_NAME_FROM_KEY, node->y, json_pack("{s:s}", "key", key));
    }
    framework_texts_set(f, item, "text", &text, node->y);
    framework_texts_set(f, item, "hint", &hint, node->y);
    framework_scale_set(f, node->y, item);
    json_t *conditions = framework_keep(f, json_array());
    framework_groups_condition(f, node, conditions);
    if (json_array_size(conditions) > 0) {
        json_t *applies = json_object();
        json_object_set(applies, "answers", conditions);
        json_object_set_new(item, "applies", applies);
    }
    json_array_append(f->items, item);
    f->scored++;
}

static void items_make(struct framework *f)
{
    for (int i = 0; i < f->n_nodes && !f->failed; i++) {
        const struct fw_node *node = &f->nodes[i];
        const struct yaml_value *questions = yaml_get_map(node->y, "questions");
        if (!node->assessable)
            continue;
        if (questions != NULL && questions->n > 0)
            framework_questions_add(f, node);
        else
            add_plain(f, node);
        if (json_array_size(f->items) > LIMIT_SHEET_ITEMS)
            framework_fail(
                f, ROW_TOO_MANY_ITEMS, f->y, json_pack("{s:i}", "limit", LIMIT_SHEET_ITEMS));
    }
}

/* Something to assess, and nobody to take it apart for nothing. */
static bool is_usable(struct framework *f)
{
    bool any = false;
    for (int i = 0; i < f->n_nodes; i++)
        any = any || f->nodes[i].assessable;
    if (!any && !f->failed)
        framework_fail(f, ROW_FRAMEWORK_EMPTY, f->y, NULL);
    return !f->failed;
}

static void report_totals(struct framework *f)
{
    if (f->scored == 0)
        framework_report_row(f->report, ROW_NO_SCORES, f->y, NULL);
    else if (f->unscored > 0)
        framework_report_row(
            f->report, ROW_ITEMS_UNSCORED, f->y, json_pack("{s:i}", "n", f->unscored));
    if (f->keys_changed > 0)
        framework_report_row(f->report, ROW_KEY_CHANGED, f->y,
            json_pack("{s:i, s:s}", "n", f->keys_changed, "example", f->key_changed));
    if (f->colours > 0)
        framework_report_row(f->report, ROW_COLOURS, f->y, json_pack("{s:i}", "n", f->colours));
}

static void report_members(struct framework *f)
{
    static const char *const taken[] = {"urn", "ref_id", "name", "description", "translations",
        "min_score", "max_score", "scores_definition", "implementation_groups_definition",
        "requirement_nodes", NULL};
    for (size_t i = 0; i < f->y->n; i++) {
        const struct yaml_value *v = &f->y->of[i];
        size_t k = 0;
        while (taken[k] != NULL && strcmp(taken[k], v->key) != 0)
            k++;
        if (taken[k] == NULL && !yaml_is_null(v) && strlen(v->key) <= LIMIT_NAME)
            framework_report_row(
                f->report, ROW_FIELD_LEFT_OUT, f->y, json_pack("{s:s}", "field", v->key));
    }
}

/* A member of the library as one line of at most `max` characters' worth of bytes. */
static void set_line(
    struct framework *f, json_t *sheet, const char *member, const char *text, size_t max)
{
    if (text == NULL)
        return;
    struct lang_texts line = framework_text_own(f, text);
    if (line.of[0] != NULL && strlen(line.of[0]) <= max && strpbrk(line.of[0], "\r\n") == NULL)
        json_object_set_new(sheet, member, json_string(line.of[0]));
}

static void set_source(struct framework *f, json_t *sheet)
{
    const char *urn = yaml_get_text(f->library, "urn");
    const char *date = yaml_get_text(f->library, "publication_date");
    if (urn == NULL)
        return;
    const char *source = date != NULL ? mem_printf(f->ctx, "%s (%s)", urn, date) : urn;
    set_line(f, sheet, "source", source, LIMIT_TEXT);
}

static void set_licence(struct framework *f, json_t *sheet)
{
    struct lang_texts text = framework_text_own(f, yaml_get_text(f->library, "copyright"));
    if (text.of[0] != NULL && framework_texts_longest(&text) <= LIMIT_TEXT)
        json_object_set_new(sheet, "licence", json_string(text.of[0]));
}

static void set_names(struct framework *f, json_t *sheet, const char *key)
{
    struct lang_texts name = framework_texts(f, f->y, "name");
    struct lang_texts description = framework_texts(f, f->y, "description");
    if (framework_texts_empty(&name))
        name = framework_texts(f, f->library, "name");
    if (framework_texts_empty(&name))
        name = framework_text_own(f, key);
    framework_texts_set(f, sheet, "name", &name, f->y);
    framework_texts_set(f, sheet, "description", &description, f->y);
}

static void set_languages(struct framework *f, json_t *sheet)
{
    json_t *languages = json_array();
    for (int i = 0; i < f->n_languages; i++)
        json_array_append_new(languages, json_string(f->languages[i]));
    json_object_set_new(sheet, "languages", languages);
}

static json_t *sheet_make(struct framework *f)
{
    json_t *sheet = framework_keep(f, json_object());
    const char *key = framework_key(
        f, framework_keep(f, json_object()), NULL, framework_lower(f, yaml_get_text(f->y, "urn")));
    json_object_set_new(sheet, "format", json_string(SHEET_FORMAT));
    json_object_set_new(sheet, "key", json_string(key));
    json_object_set_new(sheet, "version", json_string("1"));
    set_line(f, sheet, "version", yaml_get_text(f->library, "version"), VERSION_MAX);
    set_line(f, sheet, "publisher", yaml_get_text(f->library, "provider"), LIMIT_NAME);
    set_licence(f, sheet);
    json_object_set_new(sheet, "wording", json_string("source"));
    set_source(f, sheet);
    set_names(f, sheet, key);
    json_t *sections = framework_sections_json(f);
    set_languages(f, sheet); /* after the last text: a language is known once it is met */
    json_object_set_new(
        sheet, "score", json_pack("{s:i, s:i}", "min", f->plan.min, "max", f->plan.max));
    json_object_set_new(sheet, "sections", sections);
    json_object_set(sheet, "items", f->items);
    return sheet;
}

static void summary_add(struct framework *f, const json_t *sheet)
{
    json_t *summary = json_object();
    json_object_set(summary, "key", json_object_get(sheet, "key"));
    json_object_set_new(summary, "sections", json_integer(f->n_sections));
    json_object_set_new(summary, "items", json_integer((json_int_t)json_array_size(f->items)));
    json_object_set_new(summary, "axes", json_integer(f->axes));
    json_object_set(summary, "languages", json_object_get(sheet, "languages"));
    json_array_append_new(json_object_get(f->report->json, "sheets"), summary);
}

static struct framework *framework_new(void *ctx, const struct yaml_value *library,
    const struct yaml_value *y, struct framework_report *report)
{
    struct framework *f = mem_new(ctx, struct framework);
    *f = (struct framework){
        .ctx = f, .report = report, .library = library, .y = y, .rest_section = -1};
    f->unknown_languages = framework_keep(f, json_object());
    f->node_numbers = framework_keep(f, json_object());
    f->section_keys = framework_keep(f, json_object());
    f->item_keys = framework_keep(f, json_object());
    f->items = framework_keep(f, json_array());
    f->questions = framework_keep(f, json_object());
    f->group_numbers = framework_keep(f, json_object());
    return f;
}

/* The library's own language comes first in the sheet. */
static void set_locale(struct framework *f)
{
    const char *locale = yaml_get_text(f->library, "locale");
    if (locale != NULL && framework_language(f, locale) == 0)
        return;
    framework_report_row(f->report, ROW_LOCALE_MISSING, f->library, NULL);
    framework_language(f, "en");
}

static void framework_read(void *ctx, const struct yaml_value *library, const struct yaml_value *y,
    struct framework_report *report, json_t *sheets)
{
    struct framework *f = framework_new(ctx, library, y, report);
    if (y->kind != YAML_MAP || yaml_get_text(y, "urn") == NULL) {
        framework_fail(f, ROW_FRAMEWORK_FORM, y, NULL);
        return;
    }
    set_locale(f);
    report_members(f);
    framework_nodes_read(f);
    if (!is_usable(f))
        return;
    framework_groups_read(f);
    framework_plan_make(f);
    framework_sections_make(f);
    if (!f->failed)
        items_make(f);
    framework_groups_report(f);
    report_totals(f);
    if (f->failed)
        return;
    json_t *sheet = sheet_make(f);
    if (f->failed)
        return;
    json_array_append(sheets, sheet);
    summary_add(f, sheet);
}

static enum framework_row object_row(const char *kind)
{
    static const struct {
        const char *prefix;
        enum framework_row row;
    } rows[] = {
        {"risk_matri", ROW_OBJECT_RISK_MATRIX},
        {"reference_control", ROW_OBJECT_CONTROL},
        {"threat", ROW_OBJECT_THREAT},
        {"requirement_mapping_set", ROW_OBJECT_MAPPING},
        {"preset", ROW_OBJECT_PRESET},
        {"metric_definition", ROW_OBJECT_METRIC},
        {"quick_form", ROW_OBJECT_FORM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strncmp(kind, rows[i].prefix, strlen(rows[i].prefix)) == 0)
            return rows[i].row;
    return ROW_OBJECT_OTHER;
}

static void object_report(struct framework_report *report, const struct yaml_value *object,
    const char *kind, const char *path)
{
    const char *name = yaml_get_text(object, "name");
    const char *shown = name != NULL && strlen(name) <= LIMIT_TEXT ? name : path;
    framework_report_path(
        report, object_row(kind), object, path, json_pack("{s:s}", "name", shown));
}

static bool is_one_of(const char *key, const char *one, const char *several)
{
    return strcmp(key, one) == 0 || strcmp(key, several) == 0;
}

static void objects_read(void *ctx, const struct yaml_value *library,
    const struct yaml_value *objects, struct framework_report *report, json_t *sheets,
    json_t *mappings)
{
    for (size_t i = 0; i < objects->n; i++) {
        const struct yaml_value *v = &objects->of[i];
        bool is_framework = is_one_of(v->key, "framework", "frameworks");
        bool is_mapping = is_one_of(v->key, "requirement_mapping_set", "requirement_mapping_sets");
        size_t n = v->kind == YAML_LIST ? v->n : yaml_is_null(v) ? 0 : 1;
        for (size_t k = 0; k < n && strlen(v->key) <= LIMIT_NAME; k++) {
            const struct yaml_value *one = v->kind == YAML_LIST ? &v->of[k] : v;
            const char *path = v->kind == YAML_LIST ? mem_printf(ctx, "objects.%s[%zu]", v->key, k)
                                                    : mem_printf(ctx, "objects.%s", v->key);
            if (is_framework)
                framework_read(ctx, library, one, report, sheets);
            else if (!is_mapping || !framework_mapping_import(ctx, library, one, report, mappings))
                object_report(report, one, v->key, path);
        }
    }
}

static void set_text(json_t *object, const char *member, const char *text)
{
    if (text != NULL && strlen(text) <= LIMIT_TEXT)
        json_object_set_new(object, member, json_string(text));
}

void framework_library_import(void *ctx, const struct yaml_value *library,
    struct framework_report *report, json_t *sheets, json_t *mappings)
{
    json_t *about = json_object();
    json_object_set_new(report->json, "library", about);
    set_text(about, "urn", yaml_get_text(library, "urn"));
    set_text(about, "version", yaml_get_text(library, "version"));
    set_text(about, "locale", yaml_get_text(library, "locale"));
    const struct yaml_value *dependencies = yaml_get_list(library, "dependencies");
    for (size_t i = 0; dependencies != NULL && i < dependencies->n; i++) {
        const char *urn = yaml_text(&dependencies->of[i]);
        if (urn != NULL && strlen(urn) <= LIMIT_NAME)
            framework_report_row(
                report, ROW_DEPENDENCY, &dependencies->of[i], json_pack("{s:s}", "library", urn));
    }
    const struct yaml_value *objects = yaml_get_map(library, "objects");
    objects_read(ctx, library, objects, report, sheets, mappings);
    if (yaml_get(objects, "framework") == NULL && yaml_get(objects, "frameworks") == NULL &&
        json_array_size(mappings) == 0)
        framework_report_row(report, ROW_NO_FRAMEWORK, library, NULL);
}
