/* Questions of a node: one item each. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/framework_ciso.h"

#include <string.h>

/* A question on its way to an item. */
struct question {
    const struct yaml_value *y;
    const struct fw_node *node;
    const char *urn, *type;
    json_t *item;
    json_t *values; /* choice urn → the item's answer */
    bool scored;
};

static void field_left_out(struct framework *f, const struct yaml_value *at, const char *field)
{
    if (strlen(field) <= LIMIT_NAME)
        framework_report_row(f->report, ROW_FIELD_LEFT_OUT, at, json_pack("{s:s}", "field", field));
}

static void report_members(
    struct framework *f, const struct yaml_value *map, const char *const *taken)
{
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_value *v = &map->of[i];
        size_t k = 0;
        while (taken[k] != NULL && strcmp(taken[k], v->key) != 0)
            k++;
        if (taken[k] == NULL && !yaml_is_null(v) && (v->kind == YAML_TEXT || v->n > 0))
            field_left_out(f, map, v->key);
    }
}

/* The part of a URN after the last colon, for references that leave the rest out. */
static const char *last_part(const char *urn)
{
    const char *colon = strrchr(urn, ':');
    return colon != NULL ? colon + 1 : urn;
}

static void remember(struct framework *f, struct question *q, const char *urn, const char *value)
{
    const char *lower = framework_lower(f, urn);
    json_object_set_new(q->values, lower, json_string(value));
    if (json_object_get(q->values, last_part(lower)) == NULL)
        json_object_set_new(q->values, last_part(lower), json_string(value));
}

/* The texts of a choice: what is chosen and what that means; its number when it says nothing. Old
 * files have bare texts. */
static struct lang_texts choice_texts(
    struct framework *f, const struct yaml_value *choice, const char *number)
{
    struct lang_texts texts = framework_text_own(f, yaml_text(choice));
    if (choice->kind == YAML_MAP) {
        struct lang_texts value = framework_texts(f, choice, "value");
        struct lang_texts description = framework_texts(f, choice, "description");
        texts = framework_texts_join(f, &value, "\n", &description);
    }
    return framework_texts_empty(&texts) ? framework_text_own(f, number) : texts;
}

static void report_choice(struct framework *f, const struct yaml_value *choice)
{
    static const char *const taken[] = {"urn", "ref_id", "value", "description", "translations",
        "add_score", "compute_result", "select_implementation_groups", "color", NULL};
    if (choice->kind != YAML_MAP)
        return;
    report_members(f, choice, taken);
    f->colours += yaml_get(choice, "color") != NULL;
}

static const char *choice_urn(struct framework *f, const struct question *q, size_t i)
{
    const struct yaml_value *choice = &yaml_get_list(q->y, "choices")->of[i];
    const char *urn = yaml_get_text(choice, "urn");
    return urn != NULL ? urn : mem_printf(f->ctx, "%s:choice:%zu", q->urn, i + 1);
}

/* Five choices worth 1 to 5 in order on a sheet of 1 to 5: the scale of five texts. */
static bool is_maturity(const struct framework *f, const struct yaml_value *choices)
{
    if (f->plan.min != 1 || f->plan.max != 5 || choices->n != 5)
        return false;
    for (size_t i = 0; i < 5; i++) {
        int64_t points;
        if (!yaml_int(yaml_get(&choices->of[i], "add_score"), &points) || points != (int64_t)i + 1)
            return false;
    }
    return true;
}

static void set_maturity(struct framework *f, struct question *q, const struct yaml_value *choices)
{
    json_t *levels = json_array();
    json_object_set_new(q->item, "scale", json_string("maturity5"));
    json_object_set_new(q->item, "levels", levels);
    for (size_t i = 0; i < choices->n; i++) {
        const char *level = mem_printf(f->ctx, "%zu", i + 1);
        struct lang_texts texts = choice_texts(f, &choices->of[i], level);
        json_array_append_new(levels, framework_texts_json(f, &texts, &choices->of[i]));
        remember(f, q, choice_urn(f, q, i), level);
    }
    q->scored = true;
}

/* Options are numbered: what a choice's URN ends in need not be short or unique. */
static json_t *option_new(
    struct framework *f, struct question *q, const struct yaml_value *choice, size_t no, bool multi)
{
    json_t *option = json_object();
    const char *key = mem_printf(f->ctx, "%zu", no);
    struct lang_texts texts = choice_texts(f, choice, key);
    int points;
    json_object_set_new(option, "key", json_string(key));
    if (framework_choice_points(f, choice, multi, &points)) {
        json_object_set_new(option, "points", json_integer(points));
        q->scored = true;
    }
    framework_texts_set(f, option, "text", &texts, choice);
    return option;
}

static void set_choices(struct framework *f, struct question *q, bool multi)
{
    const struct yaml_value *choices = yaml_get_list(q->y, "choices");
    if (choices == NULL || choices->n == 0) {
        framework_fail(f, ROW_QUESTION_FORM, q->y, json_pack("{s:s}", "question", q->urn));
        return;
    }
    if (choices->n > FRAMEWORK_OPTIONS) {
        framework_fail(f, ROW_TOO_MANY_OPTIONS, q->y,
            json_pack("{s:i, s:i}", "n", (int)choices->n, "limit", FRAMEWORK_OPTIONS));
        return;
    }
    for (size_t i = 0; i < choices->n; i++)
        report_choice(f, &choices->of[i]);
    if (!multi && is_maturity(f, choices)) {
        set_maturity(f, q, choices);
        return;
    }
    json_t *options = json_array();
    json_object_set_new(q->item, "scale", json_string(multi ? "multi" : "choice"));
    json_object_set_new(q->item, "options", options);
    for (size_t i = 0; i < choices->n; i++) {
        json_array_append_new(options, option_new(f, q, &choices->of[i], i + 1, multi));
        remember(f, q, choice_urn(f, q, i), mem_printf(f->ctx, "%zu", i + 1));
    }
    if (multi && q->scored && f->plan.min != 0)
        framework_report_row(
            f->report, ROW_MULTI_OFFSET, q->y, json_pack("{s:i}", "min", f->plan.min));
}

static void set_boolean(struct framework *f, struct question *q)
{
    json_object_set_new(q->item, "scale", json_string("yes_no_na"));
    json_object_set_new(q->item, "weight", json_integer(0)); /* the source gives it no points */
    remember(f, q, "true", "yes");
    remember(f, q, "yes", "yes");
    remember(f, q, "false", "no");
    remember(f, q, "no", "no");
}

static void set_free(struct question *q, const char *scale)
{
    json_object_set_new(q->item, "scale", json_string(scale));
    json_object_set_new(q->item, "required", json_false());
}

static void set_type(struct framework *f, struct question *q)
{
    if (strcmp(q->type, "unique_choice") == 0 || strcmp(q->type, "single_choice") == 0)
        set_choices(f, q, false);
    else if (strcmp(q->type, "multiple_choice") == 0)
        set_choices(f, q, true);
    else if (strcmp(q->type, "boolean") == 0)
        set_boolean(f, q);
    else if (strcmp(q->type, "number") == 0 || strcmp(q->type, "date") == 0 ||
             strcmp(q->type, "text") == 0)
        set_free(q, q->type);
    else {
        set_free(q, "text");
        framework_report_row(
            f->report, ROW_QUESTION_TYPE, q->y, json_pack("{s:s}", "type", q->type));
    }
}

static enum framework_row condition_values(
    struct framework *f, const struct yaml_value *depends, const json_t *values, json_t *in)
{
    const struct yaml_value *answers = yaml_get_list(depends, "answers");
    const char *condition = yaml_get_text(depends, "condition");
    bool all = condition != NULL && strcmp(condition, "all") == 0;
    if (answers == NULL || answers->n == 0 || answers->n > FRAMEWORK_CONDITION)
        return ROW_CONDITION_UNKNOWN;
    if (all && answers->n > 1)
        return ROW_CONDITION_ALL;
    for (size_t i = 0; i < answers->n; i++) {
        const char *answer = yaml_text(&answers->of[i]);
        const json_t *value =
            answer != NULL ? json_object_get(values, framework_lower(f, answer)) : NULL;
        if (value == NULL)
            return ROW_CONDITION_UNKNOWN;
        json_array_append(in, (json_t *)value);
    }
    return FRAMEWORK_ROW_MAX;
}

/* depends_on: asked when an earlier question has one of these answers. */
static void add_dependency(struct framework *f, const struct question *q, json_t *conditions)
{
    const struct yaml_value *depends = yaml_get_map(q->y, "depends_on");
    const char *urn = yaml_get_text(depends, "question");
    if (depends == NULL)
        return;
    const json_t *earlier =
        urn != NULL ? json_object_get(f->questions, framework_lower(f, urn)) : NULL;
    json_t *in = framework_keep(f, json_array());
    enum framework_row fault = ROW_CONDITION_LATER;
    if (earlier != NULL)
        fault = condition_values(f, depends, json_object_get(earlier, "values"), in);
    if (fault != FRAMEWORK_ROW_MAX) {
        framework_report_row(f->report, fault, depends, json_pack("{s:s}", "question", q->urn));
        return;
    }
    json_t *condition = json_object();
    json_object_set(condition, "item", json_object_get(earlier, "item"));
    json_object_set(condition, "in", in);
    json_array_append_new(conditions, condition);
}

static void set_applies(struct framework *f, const struct question *q)
{
    json_t *conditions = framework_keep(f, json_array());
    framework_groups_condition(f, q->node, conditions);
    add_dependency(f, q, conditions);
    if (json_array_size(conditions) == 0)
        return;
    json_t *applies = json_object();
    json_object_set(applies, "answers", conditions);
    json_object_set_new(q->item, "applies", applies);
}

/* What a reader must know to answer: of a node with one question the node's words stand with it,
 * of one with several they stand over all of them. */
static void set_texts(struct framework *f, const struct question *q, bool with_node)
{
    struct lang_texts text = framework_texts(f, q->y, "text");
    struct lang_texts hint = framework_texts(f, q->y, "description");
    if (with_node) {
        struct lang_texts name = framework_texts(f, q->node->y, "name");
        struct lang_texts description = framework_texts(f, q->node->y, "description");
        struct lang_texts annotation = framework_texts(f, q->node->y, "annotation");
        text = framework_texts_join(f, &name, "\n", &text);
        description = framework_texts_join(f, &description, "\n\n", &annotation);
        hint = framework_texts_join(f, &hint, "\n\n", &description);
    }
    if (framework_texts_empty(&text))
        text = framework_text_own(f, json_string_value(json_object_get(q->item, "key")));
    framework_texts_set(f, q->item, "text", &text, q->y);
    framework_texts_set(f, q->item, "hint", &hint, q->y);
}

static void question_add(struct framework *f, const struct fw_node *node,
    const struct yaml_value *y, const char *key, bool with_node)
{
    static const char *const taken[] = {"urn", "ref_id", "type", "text", "choices", "depends_on",
        "translations", "description", NULL};
    const char *type = yaml_get_text(y, "type");
    struct question q = {.y = y, .node = node, .urn = framework_lower(f, y->key), .type = type};
    if (type == NULL || strlen(type) > LIMIT_NAME) {
        framework_fail(f, ROW_QUESTION_FORM, y, json_pack("{s:s}", "question", q.urn));
        return;
    }
    if (json_object_get(f->questions, q.urn) != NULL) {
        framework_fail(f, ROW_QUESTION_TWICE, y, json_pack("{s:s}", "question", q.urn));
        return;
    }
    report_members(f, y, taken);
    q.item = framework_item_new(f, node, key);
    q.values = framework_keep(f, json_object());
    set_texts(f, &q, with_node);
    set_type(f, &q);
    set_applies(f, &q);
    json_array_append(f->items, q.item);
    json_object_set_new(
        f->questions, q.urn, json_pack("{s:s, s:O}", "item", key, "values", q.values));
    f->scored += q.scored;
    f->unscored += !q.scored;
}

void framework_questions_add(struct framework *f, const struct fw_node *node)
{
    const struct yaml_value *questions = yaml_get_map(node->y, "questions");
    const char *ref = yaml_get_text(node->y, "ref_id");
    const char *stem = ref != NULL ? ref : last_part(node->urn);
    bool alone = questions->n == 1;
    bool over = !alone && node->section >= 0; /* the section says what the node says */
    for (size_t i = 0; i < questions->n && !f->failed; i++) {
        const char *wanted = alone ? ref : mem_printf(f->ctx, "%s-%zu", stem, i + 1);
        const char *key = framework_key(f, f->item_keys, wanted, node->urn);
        question_add(f, node, &questions->of[i], key, !over);
    }
}
