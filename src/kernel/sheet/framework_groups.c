/* Implementation groups: parts of a framework that are asked or not. Where answers select a group,
 * its items depend on those answers; where a person selects it in the other program, they are
 * always asked here, and the report says so. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/framework_ciso.h"

#include <string.h>

enum { GROUPS_OF_NODE = 50, SELECTORS_ROOM = FRAMEWORK_CONDITION + 1 };

static struct fw_group *group_of(const struct framework *f, const char *ref)
{
    const json_t *number = ref != NULL ? json_object_get(f->group_numbers, ref) : NULL;
    return number != NULL ? &f->groups[json_integer_value(number)] : NULL;
}

static void select_by(
    struct framework *f, struct fw_group *g, const char *question, const char *choice)
{
    if (g->n_selectors > FRAMEWORK_CONDITION)
        return; /* too many for a condition in any case */
    if (g->selectors == NULL)
        g->selectors = mem_array(f->ctx, struct fw_selector, SELECTORS_ROOM);
    g->selectors[g->n_selectors++] = (struct fw_selector){question, choice};
    f->dynamic_groups = true;
}

static void read_question(struct framework *f, const struct yaml_value *question)
{
    const struct yaml_value *choices = yaml_get_list(question, "choices");
    const char *urn = framework_lower(f, question->key);
    for (size_t i = 0; choices != NULL && i < choices->n; i++) {
        const struct yaml_value *refs =
            yaml_get_list(&choices->of[i], "select_implementation_groups");
        const char *choice = yaml_get_text(&choices->of[i], "urn");
        for (size_t k = 0; refs != NULL && k < refs->n; k++) {
            struct fw_group *g = group_of(f, yaml_text(&refs->of[k]));
            if (g == NULL)
                framework_report_row(f->report, ROW_GROUP_UNDEFINED, &refs->of[k], NULL);
            else if (choice != NULL)
                select_by(f, g, urn, framework_lower(f, choice));
        }
    }
}

static void count_items(struct framework *f, const struct fw_node *node)
{
    const struct yaml_value *refs = yaml_get_list(node->y, "implementation_groups");
    for (size_t i = 0; refs != NULL && i < refs->n && i < GROUPS_OF_NODE; i++) {
        struct fw_group *g = group_of(f, yaml_text(&refs->of[i]));
        if (g == NULL)
            framework_report_row(f->report, ROW_GROUP_UNDEFINED, node->y, NULL);
        else
            g->n_items++;
    }
}

void framework_groups_read(struct framework *f)
{
    const struct yaml_value *list = yaml_get_list(f->y, "implementation_groups_definition");
    f->groups = mem_array(f->ctx, struct fw_group, list != NULL ? list->n : 0);
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        const char *ref = yaml_get_text(&list->of[i], "ref_id");
        if (ref == NULL || group_of(f, ref) != NULL)
            continue;
        json_object_set_new(f->group_numbers, ref, json_integer(f->n_groups));
        f->groups[f->n_groups++] = (struct fw_group){.ref = ref,
            .at = &list->of[i],
            .is_default = yaml_true(yaml_get(&list->of[i], "default_selected"))};
    }
    for (int i = 0; i < f->n_nodes; i++) {
        const struct yaml_value *questions = yaml_get_map(f->nodes[i].y, "questions");
        if (!f->nodes[i].assessable)
            continue;
        count_items(f, &f->nodes[i]);
        for (size_t k = 0; questions != NULL && k < questions->n; k++)
            read_question(f, &questions->of[k]);
    }
}

/* The selectors of all groups of a node, as many as there is room for. 0: a group is selected
 * anyway, or none by an answer. */
static size_t selectors_of(const struct framework *f, const struct fw_node *node,
    struct fw_selector ret_selectors[SELECTORS_ROOM])
{
    const struct yaml_value *refs = yaml_get_list(node->y, "implementation_groups");
    size_t n = 0;
    for (size_t i = 0; refs != NULL && i < refs->n && i < GROUPS_OF_NODE; i++) {
        const struct fw_group *g = group_of(f, yaml_text(&refs->of[i]));
        if (g == NULL || g->is_default)
            return 0;
        for (size_t k = 0; k < g->n_selectors && n < SELECTORS_ROOM; k++)
            ret_selectors[n++] = g->selectors[k];
    }
    return n;
}

static bool contains(const json_t *list, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_equal(json_array_get(list, i), value))
            return true;
    return false;
}

/* One earlier question decides; anything else is more than a condition can say. */
static bool fill_condition(
    struct framework *f, const struct fw_selector *selectors, size_t n, json_t *in)
{
    const json_t *question = json_object_get(f->questions, selectors[0].question);
    if (question == NULL || n > FRAMEWORK_CONDITION)
        return false;
    for (size_t i = 0; i < n; i++) {
        json_t *value = json_object_get(json_object_get(question, "values"), selectors[i].choice);
        if (value == NULL || strcmp(selectors[i].question, selectors[0].question) != 0)
            return false;
        if (!contains(in, value))
            json_array_append(in, value);
    }
    return true;
}

void framework_groups_condition(struct framework *f, const struct fw_node *node, json_t *conditions)
{
    struct fw_selector selectors[SELECTORS_ROOM];
    size_t n = f->dynamic_groups ? selectors_of(f, node, selectors) : 0;
    if (n == 0)
        return;
    json_t *in = framework_keep(f, json_array());
    if (!fill_condition(f, selectors, n, in)) {
        framework_report_row(f->report, ROW_GROUP_SEVERAL, node->y, NULL);
        return;
    }
    json_t *condition = json_object();
    json_object_set(condition, "item",
        json_object_get(json_object_get(f->questions, selectors[0].question), "item"));
    json_object_set(condition, "in", in);
    json_array_append_new(conditions, condition);
}

static enum framework_row row_of(const struct framework *f, const struct fw_group *g)
{
    if (!f->dynamic_groups)
        return ROW_GROUP_STATIC;
    if (g->is_default)
        return ROW_GROUP_DEFAULT;
    return g->n_selectors > 0 ? ROW_GROUP_BY_ANSWER : ROW_GROUP_MANUAL;
}

void framework_groups_report(struct framework *f)
{
    for (int i = 0; i < f->n_groups; i++) {
        const struct fw_group *g = &f->groups[i];
        struct lang_texts name = framework_texts(f, g->at, "name");
        framework_report_row(f->report, row_of(f, g), g->at,
            json_pack(
                "{s:s, s:i}", "group", name.of[0] != NULL ? name.of[0] : g->ref, "n", g->n_items));
    }
}
