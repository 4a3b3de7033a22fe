/* One framework of a CISO Assistant library on its way to a sheet. Shared by the framework_*.c
 * files only; from outside see framework_import.h.
 *
 * Facts about the format (of the loader and its documentation): nodes are in order, the tree is by
 * parent_urn; URNs are compared without regard to case; a requirement's score is the sum of the
 * add_score of the choices made, clipped to min_score … max_score (0 … 100 unless given); a
 * question is hidden unless the one it depends on has one of the answers; with implementation
 * groups a node is asked when any of its groups is selected, and choices may select groups. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_CISO_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_CISO_H

#include "kernel/sheet/framework_report.h"

#include <jansson.h>

enum {
    FRAMEWORK_LANGUAGES = 26,
    FRAMEWORK_KEY = 60, /* characters of a key before a suffix that makes it unique */
    FRAMEWORK_SECTIONS = 1000,
    FRAMEWORK_OPTIONS = 200,   /* of an item */
    FRAMEWORK_CONDITION = 100, /* answers of a condition */
    FRAMEWORK_POINTS = 1000,   /* bounds of a score, either way */
};

/* One text in the languages of the framework; NULL where it has none. */
struct lang_texts {
    const char *of[FRAMEWORK_LANGUAGES];
};

struct fw_node {
    const struct yaml_value *y;
    const char *urn; /* lower case */
    int parent;      /* index; -1: none */
    int depth;       /* in the tree, from 1 */
    int items_below; /* nodes to assess strictly below */
    bool assessable;
    bool group;       /* it holds others: a section, or left out above the axes */
    bool direct;      /* a group that holds items without a group between */
    int section;      /* index of the section made of it; -1: none */
    int near_section; /* the section its item belongs to; -1: none yet */
};

struct fw_section {
    const char *key;
    int parent; /* index; -1: an axis */
    struct lang_texts name, explains;
    const char *short_name; /* the publisher's letters, "GV"; NULL: none */
    const struct yaml_value *at;
};

enum fw_scale { FW_COMPLIANCE, FW_LEVELS, FW_MATURITY, FW_NUMBER };

/* How nodes without questions are answered, and the bounds of all scores. */
struct fw_plan {
    enum fw_scale scale;
    int min, max;
    const struct yaml_value *levels; /* of FW_LEVELS and FW_MATURITY; NULL: plain figures */
    bool results_are_points;         /* no choice has points, some tell compliance */
};

struct fw_selector {
    const char *question, *choice; /* URNs, lower case */
};

struct fw_group {
    const char *ref;
    const struct yaml_value *at;
    bool is_default;
    int n_items;
    struct fw_selector *selectors;
    size_t n_selectors;
};

struct framework {
    void *ctx;
    struct framework_report *report;
    const struct yaml_value *library, *y;
    const char *languages[FRAMEWORK_LANGUAGES];
    int n_languages;
    json_t *unknown_languages; /* set of those told */
    struct fw_node *nodes;
    int n_nodes;
    json_t *node_numbers; /* urn → index */
    struct fw_section *sections;
    int n_sections;
    int rest_section; /* of items outside all groups; -1: none */
    bool flat;        /* too many sections: only the axes are made */
    int axes;
    json_t *section_keys, *item_keys; /* key → times taken */
    json_t *items;                    /* kaname-sheet/1 items so far */
    json_t *questions; /* urn → {"item": key, "values": {choice urn: answer}}, of items so far */
    struct fw_plan plan;
    json_t *words; /* of compliance, once read */
    struct fw_group *groups;
    int n_groups;
    json_t *group_numbers; /* ref → index */
    bool dynamic_groups;   /* some answer selects a group */
    int keys_changed, unscored, scored, colours;
    const char *key_changed;
    bool failed; /* a row says why there is no sheet */
};

/* Tells why the framework gives no sheet. */
void framework_fail(
    struct framework *f, enum framework_row row, const struct yaml_value *at, json_t *args);
/* A JSON value that lives as long as the framework. */
json_t *framework_keep(struct framework *f, json_t *json);
const char *framework_lower(struct framework *f, const char *text); /* ASCII letters */

/* framework_texts.c */
int framework_language(struct framework *f, const char *code); /* index; -1: none of ours */
/* The two letters under which sheets keep texts of that locale; NULL: they keep none. */
const char *framework_language_known(const char *code);
struct lang_texts framework_texts(
    struct framework *f, const struct yaml_value *map, const char *field);
bool framework_texts_empty(const struct lang_texts *texts);
/* Both, `between` between them, in every language that has either; where one is missing in a
 * language the framework's own stands in. */
struct lang_texts framework_texts_join(struct framework *f, const struct lang_texts *a,
    const char *between, const struct lang_texts *b);
struct lang_texts framework_text_own(struct framework *f, const char *text);
/* Sets a member unless empty. Fails the framework when a text is too long. */
void framework_texts_set(struct framework *f, json_t *object, const char *member,
    const struct lang_texts *texts, const struct yaml_value *at);
json_t *framework_texts_json(
    struct framework *f, const struct lang_texts *texts, const struct yaml_value *at);
size_t framework_texts_longest(const struct lang_texts *texts); /* characters */
/* A key for our format out of a ref_id (may be NULL) or else the end of a URN, unique in `taken`.
 */
const char *framework_key(struct framework *f, json_t *taken, const char *ref_id, const char *urn);

/* framework_nodes.c: the tree, then the sections (sets near_section of all nodes). */
void framework_nodes_read(struct framework *f);
void framework_sections_make(struct framework *f);
json_t *framework_sections_json(struct framework *f);

/* framework_scales.c */
void framework_plan_make(struct framework *f);
/* Scale, levels or options of a node without questions. */
void framework_scale_set(struct framework *f, const struct yaml_value *node, json_t *item);
/* Points of a choice; false: it has none. */
bool framework_choice_points(
    struct framework *f, const struct yaml_value *choice, bool multi, int *ret_points);

/* framework_questions.c: appends the items of a node's questions. */
void framework_questions_add(struct framework *f, const struct fw_node *node);
/* The item every node and question begins as: key, section, weight, evidence. */
json_t *framework_item_new(struct framework *f, const struct fw_node *node, const char *key);

/* framework_groups.c */
void framework_groups_read(struct framework *f);
/* Adds the condition under which the node's groups are selected to a list of conditions. */
void framework_groups_condition(
    struct framework *f, const struct fw_node *node, json_t *conditions);
void framework_groups_report(struct framework *f);

/* framework_mappings.c: appends the document of a mapping set. False: it names no two frameworks,
 * or no pair of theirs. */
bool framework_mapping_import(void *ctx, const struct yaml_value *library,
    const struct yaml_value *y, struct framework_report *report, json_t *mappings);

/* framework_ciso_assistant.c: all of a library; appends the sheets and the mappings. */
void framework_library_import(void *ctx, const struct yaml_value *library,
    struct framework_report *report, json_t *sheets, json_t *mappings);

#endif
