/* Threats and their yearly ranks of catalog/threats. */
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/risk/risk_catalog.h"

#include <stdio.h>
#include <string.h>

static const char *const threat_formats[] = {"kaname-threats/1", NULL};
static const struct option_set THREATS_FORMAT = {"threats_format", threat_formats};
static const char *const list_formats[] = {"kaname-threat-list/1", NULL};
static const struct option_set LIST_FORMAT = {"threat_list_format", list_formats};

enum { FIRST_LIST = 2000, LAST_LIST = 2100 }; /* years */

static const struct field threat_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_TEXTS("name"),
    {.key = "follows", .type = FIELD_LIST, .min = 1, .max = THREAT_FOLLOWS_MAX},
};
static const struct shape SHAPE_THREAT = SHAPE("Threat", threat_fields);

static const struct field threats_fields[] = {
    CATALOG_CHOICE("format", THREATS_FORMAT),
    CATALOG_HEAD,
    {.key = "threats",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = THREATS_MAX,
        .shape = &SHAPE_THREAT},
};
static const struct shape SHAPE_THREATS = SHAPE("Threats", threats_fields);

static const struct field rank_fields[] = {
    {.key = "rank", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = THREAT_RANKS},
    CATALOG_TEXT("threat"),
    CATALOG_TEXTS("name"),
    {.key = "unverified", .type = FIELD_BOOL},
    {.key = "first_year", .type = FIELD_INT, .min = FIRST_LIST, .max = LAST_LIST},
    {.key = "in_a_row", .type = FIELD_INT, .min = 1, .max = 100},
    {.key = "times", .type = FIELD_INT, .min = 1, .max = 100},
};
static const struct shape SHAPE_RANK = SHAPE("ThreatRank", rank_fields);

static const struct field list_fields[] = {
    CATALOG_CHOICE("format", LIST_FORMAT),
    CATALOG_HEAD,
    {.key = "year",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED,
        .min = FIRST_LIST,
        .max = LAST_LIST},
    {.key = "published", .type = FIELD_DATE},
    {.key = "ranks",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = THREAT_RANKS,
        .max = THREAT_RANKS,
        .shape = &SHAPE_RANK},
};
static const struct shape SHAPE_THREAT_LIST = SHAPE("ThreatList", list_fields);

static struct threat read_threat(const json_t *json)
{
    const json_t *follows = json_object_get(json, "follows");
    struct threat t = {.key = catalog_text(json, "key"), .name = json_object_get(json, "name")};
    for (size_t i = 0; i < json_array_size(follows); i++)
        t.follows[i] = json_string_value(json_array_get(follows, i));
    return t;
}

enum err threat_load(
    const void *ctx, struct problem *problem, const struct threat **ret_threats, size_t *ret_n)
{
    json_t *json = NULL;
    const struct asset *a = asset_find("catalog/threats/threats.json");
    enum err e =
        a == NULL ? ERR_INTERNAL : catalog_doc_read(ctx, a, &SHAPE_THREATS, problem, &json);
    if (e != ERR_OK)
        return e;
    const json_t *from = json_object_get(json, "threats");
    struct threat *threats = mem_array(ctx, struct threat, json_array_size(from));
    for (size_t i = 0; i < json_array_size(from); i++)
        threats[i] = read_threat(json_array_get(from, i));
    *ret_threats = threats;
    *ret_n = json_array_size(from);
    return ERR_OK;
}

static bool is_threat(const struct threat *threats, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(threats[i].key, key) == 0)
            return true;
    return false;
}

static void check_rank(const struct threat_list *list, int i, const struct threat *threats,
    size_t n, struct problem *problem)
{
    char place[40];
    snprintf(place, sizeof place, "/ranks/%d", i);
    if (list->ranks[i].rank != i + 1)
        problem_field_limit(problem, place, "too_small", i + 1);
    if (!is_threat(threats, n, list->ranks[i].threat))
        problem_field_value(problem, place, "option", list->ranks[i].threat);
    for (int k = 0; k < i; k++)
        if (strcmp(list->ranks[k].threat, list->ranks[i].threat) == 0)
            problem_field(problem, place, "twice");
}

static void read_rank(const json_t *json, struct threat_rank *ret_rank)
{
    *ret_rank = (struct threat_rank){
        .rank = (int)body_int(json, "rank", 0),
        .threat = catalog_text(json, "threat"),
        .name = json_object_get(json, "name"),
        .unverified = body_bool(json, "unverified"),
        .first_year = (int)body_int(json, "first_year", 0),
        .in_a_row = (int)body_int(json, "in_a_row", 0),
        .times = (int)body_int(json, "times", 0),
    };
}

static enum err read_list(const void *ctx, const struct asset *a, const struct threat *threats,
    size_t n, struct problem *problem, struct threat_list *ret_list)
{
    json_t *json = NULL;
    enum err e = catalog_doc_read(ctx, a, &SHAPE_THREAT_LIST, problem, &json);
    if (e != ERR_OK)
        return e;
    *ret_list = (struct threat_list){
        .key = catalog_text(json, "key"),
        .year = (int)body_int(json, "year", 0),
        .published = catalog_text(json, "published"),
        .source = catalog_text(json, "source"),
        .name = json_object_get(json, "name"),
    };
    for (int i = 0; i < THREAT_RANKS; i++) {
        read_rank(json_array_get(json_object_get(json, "ranks"), (size_t)i), &ret_list->ranks[i]);
        check_rank(ret_list, i, threats, n, problem);
    }
    return problem_check(problem);
}

/* Files stand in order of name, which ends in the year. */
enum err threat_lists_load(
    const void *ctx, struct problem *problem, const struct threat_list **ret_lists, size_t *ret_n)
{
    size_t n = 0, n_threats = 0;
    const struct threat *threats = NULL;
    const struct asset *files = catalog_folder("catalog/threats/ipa-top10-", &n);
    struct threat_list *lists = mem_array(ctx, struct threat_list, n);
    enum err e = threat_load(ctx, problem, &threats, &n_threats);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = read_list(ctx, &files[i], threats, n_threats, problem, &lists[i]);
    if (e != ERR_OK)
        return e;
    *ret_lists = lists;
    *ret_n = n;
    return ERR_OK;
}
