/* Scores: what a node without questions is answered with, and what choices are worth. */
#include "base/asset.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/sheet/framework_ciso.h"

#include <string.h>

enum {
    SCORE_MIN_DEFAULT = 0,
    SCORE_MAX_DEFAULT = 100,
    FIGURES_MAX = 20,
    COMPLIANT = 2,
    PARTIAL = 1
};

/* Three words, in every language a sheet may have. */
static const char compliance_words[] = "catalog/words/compliance.json";

static bool is_point(int64_t n)
{
    return n >= -FRAMEWORK_POINTS && n <= FRAMEWORK_POINTS;
}

/* A member that is a whole number; *ret_number is untouched without one. False: it is none. */
static bool number_member(const struct yaml_value *map, const char *key, int64_t *ret_number)
{
    const struct yaml_value *value = yaml_get(map, key);
    return value == NULL || yaml_int(value, ret_number);
}

static const struct yaml_value *scale_list(const struct yaml_value *definition)
{
    if (definition == NULL || definition->kind == YAML_LIST)
        return definition;
    return yaml_get_list(definition, "scale");
}

static bool has_score_twice(const struct yaml_value *levels)
{
    bool seen[2 * FRAMEWORK_POINTS + 1] = {false};
    for (size_t i = 0; i < levels->n; i++) {
        int64_t score = 0;
        yaml_int(yaml_get(&levels->of[i], "score"), &score);
        if (seen[score + FRAMEWORK_POINTS])
            return true;
        seen[score + FRAMEWORK_POINTS] = true;
    }
    return false;
}

/* A list of levels, each with a score and a text; NULL: there is none that can be used. `min` and
 * `max` are points. */
static const struct yaml_value *usable_levels(
    struct framework *f, const struct yaml_value *list, int min, int max)
{
    if (list == NULL)
        return NULL;
    bool ok = list->n >= 2 && list->n <= FRAMEWORK_OPTIONS;
    for (size_t i = 0; ok && i < list->n; i++) {
        int64_t score;
        ok = yaml_int(yaml_get(&list->of[i], "score"), &score) && score >= min && score <= max &&
             (yaml_get_text(&list->of[i], "name") != NULL ||
                 yaml_get_text(&list->of[i], "description") != NULL);
    }
    ok = ok && !has_score_twice(list);
    if (!ok)
        framework_report_row(f->report, ROW_SCORES_UNKNOWN, list, NULL);
    return ok ? list : NULL;
}

/* Scores exactly 1 to 5 in order: the scale of five texts. */
static bool is_one_to_five(const struct yaml_value *list, const char *member)
{
    if (list == NULL || list->n != 5)
        return false;
    for (size_t i = 0; i < 5; i++) {
        int64_t score;
        if (!yaml_int(yaml_get(&list->of[i], member), &score) || score != (int64_t)i + 1)
            return false;
    }
    return true;
}

struct points_seen {
    bool scores, results, plain_nodes;
    int64_t most; /* points of one question, at the best */
};

static void see_question(const struct yaml_value *question, struct points_seen *seen)
{
    const struct yaml_value *choices = yaml_get_list(question, "choices");
    const char *type = yaml_get_text(question, "type");
    bool multi = type != NULL && strcmp(type, "multiple_choice") == 0;
    int64_t best = 0;
    for (size_t i = 0; choices != NULL && i < choices->n; i++) {
        int64_t points = 0;
        seen->results |= yaml_get(&choices->of[i], "compute_result") != NULL;
        if (!yaml_int(yaml_get(&choices->of[i], "add_score"), &points) || !is_point(points))
            continue;
        seen->scores = true;
        if (multi)
            best += points > 0 ? points : 0;
        else
            best = points > best ? points : best;
    }
    seen->most = best > seen->most ? best : seen->most;
}

static struct points_seen see_points(const struct framework *f)
{
    struct points_seen seen = {0};
    for (int i = 0; i < f->n_nodes; i++) {
        const struct yaml_value *questions = yaml_get_map(f->nodes[i].y, "questions");
        if (!f->nodes[i].assessable)
            continue;
        seen.plain_nodes |= questions == NULL || questions->n == 0;
        for (size_t k = 0; questions != NULL && k < questions->n; k++)
            see_question(&questions->of[k], &seen);
    }
    return seen;
}

/* Bounds given, or those of the levels, or those that the choices reach. */
static void bounds_make(struct framework *f, const struct yaml_value *levels, bool declared,
    const struct points_seen *seen)
{
    struct fw_plan *plan = &f->plan;
    int64_t min = SCORE_MIN_DEFAULT;
    int64_t max = SCORE_MAX_DEFAULT;
    bool ok = number_member(f->y, "min_score", &min) && number_member(f->y, "max_score", &max);
    if (!declared && levels == NULL) {
        max = seen->scores && seen->most > 0 ? seen->most : COMPLIANT;
        if (seen->scores)
            framework_report_row(f->report, ROW_SCORE_BOUNDS, f->y,
                json_pack("{s:i, s:i}", "min", (int)min, "max", is_point(max) ? (int)max : 0));
    }
    if (!ok || !is_point(min) || !is_point(max) || min >= max) {
        framework_fail(f, ROW_SCORE_RANGE, f->y, json_pack("{s:i}", "limit", FRAMEWORK_POINTS));
        min = SCORE_MIN_DEFAULT;
        max = COMPLIANT;
    }
    plan->min = (int)min;
    plan->max = (int)max;
}

static void report_plan(struct framework *f)
{
    static const enum framework_row rows[] = {
        [FW_COMPLIANCE] = ROW_SCALE_COMPLIANCE,
        [FW_LEVELS] = ROW_SCALE_LEVELS,
        [FW_MATURITY] = ROW_SCALE_LEVELS,
        [FW_NUMBER] = ROW_SCALE_NUMBER,
    };
    const struct fw_plan *plan = &f->plan;
    int n = plan->levels != NULL ? (int)plan->levels->n : plan->max - plan->min + 1;
    framework_report_row(f->report, rows[plan->scale], f->y,
        json_pack("{s:i, s:i, s:i}", "n", n, "min", plan->min, "max", plan->max));
}

void framework_plan_make(struct framework *f)
{
    struct points_seen seen = see_points(f);
    struct fw_plan *plan = &f->plan;
    const struct yaml_value *list = scale_list(yaml_get(f->y, "scores_definition"));
    bool declared = yaml_get(f->y, "min_score") != NULL || yaml_get(f->y, "max_score") != NULL;
    bounds_make(f, list, declared, &seen);
    plan->levels = usable_levels(f, list, plan->min, plan->max);
    plan->results_are_points = !seen.scores && seen.results;
    if (plan->levels != NULL)
        plan->scale = plan->min == 1 && plan->max == 5 && is_one_to_five(plan->levels, "score")
                          ? FW_MATURITY
                          : FW_LEVELS;
    else if (declared)
        plan->scale = plan->max - plan->min <= FIGURES_MAX ? FW_LEVELS : FW_NUMBER;
    if (seen.plain_nodes)
        report_plan(f);
    if (plan->results_are_points)
        framework_report_row(f->report, ROW_POINTS_FROM_RESULT, f->y,
            json_pack("{s:i, s:i}", "min", plan->min, "max", plan->max));
}

/* Evenly between the bounds; the middle is rounded down. */
static int compliance_points(const struct fw_plan *plan, int degree)
{
    return plan->min + (plan->max - plan->min) * degree / COMPLIANT;
}

static json_t *option_new(const char *key, int points)
{
    json_t *option = json_object();
    json_object_set_new(option, "key", json_string(key));
    json_object_set_new(option, "points", json_integer(points));
    return option;
}

static struct lang_texts word(struct framework *f, const char *name)
{
    const struct asset *asset = asset_find(compliance_words);
    struct lang_texts texts = {0};
    if (f->words == NULL && asset != NULL)
        json_in_parse(
            f->ctx, asset->data, asset->len, JSON_IN_DEPTH, problem_new(f->ctx), &f->words);
    const json_t *one = json_object_get(f->words, name);
    for (int i = 0; i < f->n_languages; i++)
        texts.of[i] = json_string_value(json_object_get(one, f->languages[i]));
    if (texts.of[0] == NULL) /* a sheet in a language we have no words in */
        texts.of[0] = name;
    return texts;
}

static void set_compliance(struct framework *f, const struct yaml_value *at, json_t *item)
{
    static const char *const names[] = {"compliant", "partial", "non_compliant"};
    json_t *options = json_array();
    json_object_set_new(item, "scale", json_string("choice"));
    json_object_set_new(item, "options", options);
    for (int i = 0; i < 3; i++) {
        json_t *option = option_new(names[i], compliance_points(&f->plan, COMPLIANT - i));
        struct lang_texts texts = word(f, names[i]);
        json_array_append_new(options, option);
        framework_texts_set(f, option, "text", &texts, at);
    }
}

static struct lang_texts level_texts(struct framework *f, const struct yaml_value *level)
{
    struct lang_texts name = framework_texts(f, level, "name");
    struct lang_texts description = framework_texts(f, level, "description");
    return framework_texts_join(f, &name, "\n", &description);
}

static void set_maturity(struct framework *f, const struct yaml_value *levels, json_t *item)
{
    json_t *list = json_array();
    json_object_set_new(item, "scale", json_string("maturity5"));
    json_object_set_new(item, "levels", list);
    for (size_t i = 0; i < levels->n; i++) {
        struct lang_texts texts = level_texts(f, &levels->of[i]);
        json_array_append_new(list, framework_texts_json(f, &texts, &levels->of[i]));
    }
}

/* A score of one range in the range of the sheet, half up. */
static int rescaled(const struct fw_plan *plan, int64_t score, int64_t min, int64_t max)
{
    int64_t range = plan->max - plan->min;
    return plan->min + (int)((2 * (score - min) * range + (max - min)) / (2 * (max - min)));
}

/* Levels with their texts, or bare figures from min to max. */
static void set_levels(struct framework *f, const struct yaml_value *at,
    const struct yaml_value *levels, int min, int max, json_t *item)
{
    json_t *options = json_array();
    json_object_set_new(item, "scale", json_string("choice"));
    json_object_set_new(item, "options", options);
    size_t n = levels != NULL ? levels->n : (size_t)(max - min) + 1;
    for (size_t i = 0; i < n; i++) {
        int64_t score = min + (int64_t)i;
        if (levels != NULL)
            yaml_int(yaml_get(&levels->of[i], "score"), &score);
        const char *figure = mem_printf(f->ctx, "%d", (int)score);
        struct lang_texts texts =
            levels != NULL ? level_texts(f, &levels->of[i]) : framework_text_own(f, figure);
        json_t *option = option_new(figure, rescaled(&f->plan, score, min, max));
        json_array_append_new(options, option);
        framework_texts_set(f, option, "text", &texts, at);
    }
}

/* A node may have a range and a scale of its own; its points are stretched to the sheet's range. */
static bool set_override(struct framework *f, const struct yaml_value *node, json_t *item)
{
    const char *ref = yaml_get_text(node, "scores_definition_ref");
    const struct yaml_value *alternatives =
        yaml_get_map(yaml_get(f->y, "scores_definition"), "alternatives");
    int64_t min = f->plan.min;
    int64_t max = f->plan.max;
    if (ref == NULL && yaml_get(node, "min_score") == NULL && yaml_get(node, "max_score") == NULL)
        return false;
    bool ok = number_member(node, "min_score", &min) && number_member(node, "max_score", &max) &&
              is_point(min) && is_point(max) && min < max;
    const struct yaml_value *levels = NULL;
    if (ok && ref != NULL)
        levels = usable_levels(f, scale_list(yaml_get(alternatives, ref)), (int)min, (int)max);
    ok = ok && (levels != NULL || max - min <= FIGURES_MAX);
    if (!ok || (ref != NULL && levels == NULL)) {
        framework_report_row(f->report, ROW_SCORES_UNKNOWN, node, NULL);
        return false;
    }
    set_levels(f, node, levels, (int)min, (int)max, item);
    framework_report_row(f->report, ROW_SCORE_OVERRIDE, node,
        json_pack("{s:i, s:i, s:i, s:i}", "min", (int)min, "max", (int)max, "sheet_min",
            f->plan.min, "sheet_max", f->plan.max));
    return true;
}

void framework_scale_set(struct framework *f, const struct yaml_value *node, json_t *item)
{
    const struct fw_plan *plan = &f->plan;
    if (set_override(f, node, item))
        return;
    if (plan->scale == FW_MATURITY)
        set_maturity(f, plan->levels, item);
    else if (plan->scale == FW_LEVELS)
        set_levels(f, node, plan->levels, plan->min, plan->max, item);
    else if (plan->scale == FW_COMPLIANCE)
        set_compliance(f, node, item);
    else {
        json_object_set_new(item, "scale", json_string("number"));
        json_object_set_new(item, "scored", json_true());
    }
}

/* 2 compliant, 1 partly, 0 not; -1: not applicable or unknown. */
static int result_degree(const char *result)
{
    static const char *const words[][2] = {
        {"non_compliant", "false"}, {"partially_compliant", "partial"}, {"compliant", "true"}};
    for (int i = 0; i < 3; i++)
        if (strcmp(result, words[i][0]) == 0 || strcmp(result, words[i][1]) == 0)
            return i;
    return -1;
}

static int clipped(struct framework *f, const struct yaml_value *choice, int64_t points, bool multi)
{
    int64_t min = multi ? 0 : f->plan.min;
    int64_t max = multi ? f->plan.max - f->plan.min : f->plan.max;
    int64_t to = points < min ? min : points > max ? max : points;
    if (to != points)
        framework_report_row(f->report, ROW_POINTS_CLIPPED, choice,
            json_pack("{s:I, s:I}", "points", (json_int_t)points, "to", (json_int_t)to));
    return (int)to;
}

bool framework_choice_points(
    struct framework *f, const struct yaml_value *choice, bool multi, int *ret_points)
{
    const char *result = yaml_get_text(choice, "compute_result");
    int degree = result != NULL ? result_degree(framework_lower(f, result)) : -1;
    int64_t points;
    if (yaml_int(yaml_get(choice, "add_score"), &points)) {
        *ret_points = clipped(f, choice, points, multi);
        return true;
    }
    if (!f->plan.results_are_points || degree < 0)
        return false;
    *ret_points = compliance_points(&f->plan, degree) - (multi ? f->plan.min : 0);
    return true;
}
