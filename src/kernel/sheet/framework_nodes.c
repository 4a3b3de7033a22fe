/* The tree of requirement nodes, and which of them become sections. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/sheet/framework_ciso.h"

#include <string.h>

enum { AXES_MIN = 3, AXES_MAX = 20, CUT_MAX = 3, SHORT_MAX = 12 };
/* Every node looks for a section above it: both bounds together bound that work. */
enum { NODES_MAX = 20000, DEPTH_MAX = 50 };

static bool has_name(const char *const *names, const char *name)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* Members that are represented, or only say how the other program shows or stores the node. */
static const char *const taken[] = {"urn", "ref_id", "name", "description", "annotation",
    "typical_evidence", "translations", "parent_urn", "depth", "assessable", "display_mode",
    "implementation_groups", "questions", "weight", "importance", "min_score", "max_score",
    "scores_definition_ref", NULL};
static const char *const links[] = {"reference_controls", "threats", NULL};

static bool is_empty(const struct yaml_value *value)
{
    return yaml_is_null(value) || (value->kind != YAML_TEXT && value->n == 0);
}

static void report_members(struct framework *f, const struct yaml_value *y)
{
    for (size_t i = 0; i < y->n; i++) {
        const struct yaml_value *v = &y->of[i];
        if (has_name(taken, v->key) || is_empty(v))
            continue;
        if (has_name(links, v->key))
            framework_report_row(f->report, ROW_LINKS_LEFT_OUT, y,
                json_pack("{s:s, s:i}", "field", v->key, "n", (int)v->n));
        else if (strlen(v->key) <= LIMIT_NAME)
            framework_report_row(
                f->report, ROW_FIELD_LEFT_OUT, y, json_pack("{s:s}", "field", v->key));
    }
}

/* A splash screen is never assessed, whatever else the node says. */
static bool is_assessable(const struct yaml_value *y)
{
    const char *mode = yaml_get_text(y, "display_mode");
    return yaml_true(yaml_get(y, "assessable")) && (mode == NULL || strcmp(mode, "splash") != 0);
}

static void find_parent(struct framework *f, struct fw_node *node)
{
    const char *urn = yaml_get_text(node->y, "parent_urn");
    node->parent = -1;
    node->depth = 1;
    if (urn == NULL)
        return;
    json_t *number = json_object_get(f->node_numbers, framework_lower(f, urn));
    if (number == NULL) {
        framework_report_row(f->report, ROW_PARENT_UNKNOWN, node->y, NULL);
        return;
    }
    node->parent = (int)json_integer_value(number);
    node->depth = f->nodes[node->parent].depth + 1;
}

static void node_read(struct framework *f, const struct yaml_value *y)
{
    const char *urn = yaml_get_text(y, "urn");
    if (urn == NULL) {
        framework_fail(f, ROW_NODE_FORM, y, NULL);
        return;
    }
    struct fw_node node = {.y = y,
        .urn = framework_lower(f, urn),
        .assessable = is_assessable(y),
        .section = -1,
        .near_section = -1};
    if (json_object_get(f->node_numbers, node.urn) != NULL) {
        framework_fail(f, ROW_NODE_TWICE, y, NULL);
        return;
    }
    find_parent(f, &node);
    if (node.depth > DEPTH_MAX) {
        framework_fail(f, ROW_TOO_DEEP, y, json_pack("{s:i}", "limit", DEPTH_MAX));
        return;
    }
    report_members(f, y);
    json_object_set_new(f->node_numbers, node.urn, json_integer(f->n_nodes));
    f->nodes[f->n_nodes++] = node;
}

/* A node holds others when something to assess lies below it; one that is assessed itself does so
 * only at the top, where nothing else could be the section. */
static void mark_groups(struct framework *f)
{
    for (int i = f->n_nodes - 1; i >= 0; i--) { /* children stand after their parents */
        struct fw_node *node = &f->nodes[i];
        node->group = node->items_below > 0 && (!node->assessable || node->parent < 0);
        if (node->parent >= 0)
            f->nodes[node->parent].items_below += node->items_below + node->assessable;
    }
}

static int group_above(const struct framework *f, int i)
{
    int up = f->nodes[i].parent;
    while (up >= 0 && !f->nodes[up].group)
        up = f->nodes[up].parent;
    return up;
}

static void mark_direct(struct framework *f)
{
    for (int i = 0; i < f->n_nodes; i++) {
        struct fw_node *node = &f->nodes[i];
        int up = node->group ? i : group_above(f, i);
        if (node->assessable && up >= 0)
            f->nodes[up].direct = true;
    }
}

void framework_nodes_read(struct framework *f)
{
    const struct yaml_value *list = yaml_get_list(f->y, "requirement_nodes");
    size_t n = list != NULL ? list->n : 0;
    if (n > NODES_MAX) {
        framework_fail(
            f, ROW_TOO_MANY_NODES, f->y, json_pack("{s:i, s:i}", "n", (int)n, "limit", NODES_MAX));
        return;
    }
    f->nodes = mem_array(f->ctx, struct fw_node, n);
    for (size_t i = 0; i < n; i++)
        node_read(f, &list->of[i]);
    mark_groups(f);
    mark_direct(f);
}

static bool is_axis(const struct fw_node *node, int cut)
{
    return node->group && (node->depth == cut || (node->depth < cut && node->direct));
}

static bool has_rest(const struct framework *f)
{
    for (int i = 0; i < f->n_nodes; i++)
        if (f->nodes[i].assessable && !f->nodes[i].group && group_above(f, i) < 0)
            return true;
    return false;
}

static int count_axes(const struct framework *f, int cut)
{
    int n = has_rest(f);
    for (int i = 0; i < f->n_nodes; i++)
        n += is_axis(&f->nodes[i], cut);
    return n;
}

/* The level of the tree that gives a radar a readable number of axes; the top when none does. */
static int choose_cut(const struct framework *f)
{
    for (int cut = 1; cut <= CUT_MAX; cut++) {
        int n = count_axes(f, cut);
        if (n >= AXES_MIN && n <= AXES_MAX)
            return cut;
    }
    return 1;
}

/* Letters of the publisher ("GV", "A.5") tell an axis apart; bare figures do not. */
static const char *short_name(struct framework *f, const struct yaml_value *y)
{
    const char *ref = framework_text_own(f, yaml_get_text(y, "ref_id")).of[0];
    if (ref == NULL || strlen(ref) > SHORT_MAX || strpbrk(ref, "\t\r\n") != NULL)
        return NULL;
    return ref[strcspn(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] != '\0' ? ref
                                                                                             : NULL;
}

/* Name, else description, else the reference: a section needs a name. */
static void name_section(struct framework *f, struct fw_section *s)
{
    struct lang_texts description = framework_texts(f, s->at, "description");
    struct lang_texts annotation = framework_texts(f, s->at, "annotation");
    s->name = framework_texts(f, s->at, "name");
    if (framework_texts_empty(&s->name)) {
        s->name = description;
        description = (struct lang_texts){0};
    }
    if (framework_texts_empty(&s->name)) {
        const char *ref = yaml_get_text(s->at, "ref_id");
        s->name = framework_text_own(f, ref != NULL ? ref : s->key);
        framework_report_row(
            f->report, ROW_NAME_FROM_KEY, s->at, json_pack("{s:s}", "key", s->key));
    }
    s->explains = framework_texts_join(f, &description, "\n\n", &annotation);
}

static int section_add(struct framework *f, const struct yaml_value *node, int parent)
{
    struct fw_section *s = &f->sections[f->n_sections];
    s->at = node;
    s->parent = parent;
    s->key = framework_key(
        f, f->section_keys, yaml_get_text(node, "ref_id"), yaml_get_text(node, "urn"));
    s->short_name = short_name(f, node);
    name_section(f, s);
    return f->n_sections++;
}

/* Items outside all groups: a section that bears the framework's name. */
static void add_rest(struct framework *f)
{
    f->rest_section = -1;
    if (!has_rest(f))
        return;
    struct fw_section *s = &f->sections[f->n_sections];
    s->at = f->y;
    s->parent = -1;
    s->key = framework_key(f, f->section_keys, NULL, "general");
    s->name = framework_texts(f, f->y, "name");
    if (framework_texts_empty(&s->name))
        s->name = framework_text_own(f, s->key);
    f->rest_section = f->n_sections++;
}

static int section_above(const struct framework *f, int i)
{
    int up = f->nodes[i].parent;
    while (up >= 0 && f->nodes[up].section < 0)
        up = f->nodes[up].parent;
    return up >= 0 ? f->nodes[up].section : -1;
}

static void add_group(struct framework *f, int i, int cut)
{
    struct fw_node *node = &f->nodes[i];
    bool axis = is_axis(node, cut);
    if (!axis && f->flat)
        return;
    if (axis || node->depth > cut) {
        node->section = section_add(f, node->y, axis ? -1 : section_above(f, i));
        return;
    }
    struct lang_texts name = framework_texts(f, node->y, "name");
    framework_report_row(f->report, ROW_LEVEL_LEFT_OUT, node->y,
        json_pack("{s:s}", "name", name.of[0] != NULL ? name.of[0] : node->urn));
}

/* A note goes where its readers are: into what explains the section it stands in. */
static void move_note(struct framework *f, int i)
{
    const struct fw_node *node = &f->nodes[i];
    struct lang_texts name = framework_texts(f, node->y, "name");
    struct lang_texts description = framework_texts(f, node->y, "description");
    struct lang_texts note = framework_texts_join(f, &name, "\n", &description);
    if (framework_texts_empty(&note))
        return;
    int above = section_above(f, i);
    struct lang_texts longer = {0};
    if (above >= 0)
        longer = framework_texts_join(f, &f->sections[above].explains, "\n\n", &note);
    if (above < 0 || framework_texts_longest(&longer) > LIMIT_TEXT) {
        framework_report_row(f->report, ROW_NOTE_LEFT_OUT, node->y, NULL);
        return;
    }
    f->sections[above].explains = longer;
    framework_report_row(
        f->report, ROW_NOTE_MOVED, node->y, json_pack("{s:s}", "section", f->sections[above].key));
}

/* Several questions under words of their own: a section below that of the node. */
static bool is_split(const struct fw_node *node)
{
    const struct yaml_value *questions = yaml_get_map(node->y, "questions");
    return node->assessable && !node->group && questions != NULL && questions->n > 1 &&
           (yaml_get_text(node->y, "name") != NULL ||
               yaml_get_text(node->y, "description") != NULL);
}

static int most_sections(const struct framework *f)
{
    int n = 1;
    for (int i = 0; i < f->n_nodes; i++)
        n += f->nodes[i].group || is_split(&f->nodes[i]);
    return n;
}

static void add_split(struct framework *f, int i)
{
    struct fw_node *node = &f->nodes[i];
    int above = section_above(f, i);
    if (!is_split(node) || f->flat)
        return;
    node->section = section_add(f, node->y, above >= 0 ? above : f->rest_section);
    framework_report_row(f->report, ROW_QUESTIONS_SPLIT, node->y,
        json_pack("{s:i, s:s}", "n", (int)yaml_get_map(node->y, "questions")->n, "section",
            f->sections[node->section].key));
}

static void add_section(struct framework *f, int i, int cut)
{
    if (f->nodes[i].group)
        add_group(f, i, cut);
    else
        add_split(f, i);
}

static void report_axes(struct framework *f, int cut)
{
    bool fit = f->axes >= AXES_MIN && f->axes <= AXES_MAX;
    framework_report_row(f->report, fit ? ROW_AXES : ROW_AXES_UNFIT, f->y,
        json_pack("{s:i, s:i}", "n", f->axes, "level", cut));
}

void framework_sections_make(struct framework *f)
{
    int cut = choose_cut(f);
    int most = most_sections(f);
    f->axes = count_axes(f, cut);
    f->flat = most > FRAMEWORK_SECTIONS;
    if (f->axes > FRAMEWORK_SECTIONS) {
        framework_fail(f, ROW_TOO_MANY_SECTIONS, f->y,
            json_pack("{s:i, s:i}", "n", f->axes, "limit", FRAMEWORK_SECTIONS));
        return;
    }
    f->sections = mem_array(f->ctx, struct fw_section, most + 1);
    if (f->flat)
        framework_report_row(f->report, ROW_SECTIONS_FLAT, f->y,
            json_pack("{s:i, s:i}", "n", most, "limit", FRAMEWORK_SECTIONS));
    report_axes(f, cut);
    add_rest(f);
    for (int i = 0; i < f->n_nodes; i++)
        add_section(f, i, cut);
    for (int i = 0; i < f->n_nodes; i++) {
        struct fw_node *node = &f->nodes[i];
        int above = node->section >= 0 ? node->section : section_above(f, i);
        node->near_section = above >= 0 ? above : f->rest_section;
        if (!node->assessable && node->items_below == 0)
            move_note(f, i);
    }
}

static json_t *section_json(struct framework *f, const struct fw_section *s)
{
    json_t *json = json_object();
    json_object_set_new(json, "key", json_string(s->key));
    if (s->parent >= 0)
        json_object_set_new(json, "parent", json_string(f->sections[s->parent].key));
    framework_texts_set(f, json, "name", &s->name, s->at);
    if (s->short_name != NULL) {
        struct lang_texts letters = {.of = {s->short_name}};
        framework_texts_set(f, json, "short", &letters, s->at);
    }
    framework_texts_set(f, json, "explains", &s->explains, s->at);
    return json;
}

json_t *framework_sections_json(struct framework *f)
{
    json_t *list = json_array();
    for (int i = 0; i < f->n_sections; i++)
        json_array_append_new(list, section_json(f, &f->sections[i]));
    return list;
}
