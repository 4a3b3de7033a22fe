/* Routes of the threats that are known by a key: which there are, how the newest yearly list ranks
 * them, which the register has; and taking some into it. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "mod/risk/risk_private.h"

#include <string.h>

/* ---- shapes ---- */

static const struct field known_fields[] = {
    {.key = "key", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_THREAT_KEY},
    {.key = "group", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_THREAT_GROUP},
    {.key = "rank", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "ranked_before", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "threat",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .ref = "threats"},
};
static const struct shape SHAPE_KNOWN = SHAPE("KnownThreat", known_fields);

static const struct field list_fields[] = {
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED}, /* of the newest yearly list */
    {.key = "published", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_KNOWN},
};
static const struct shape SHAPE_LIST = SHAPE("KnownThreatList", list_fields);

static const struct field take_fields[] = {
    {.key = "keys", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = THREATS_MAX},
};
static const struct shape SHAPE_TAKE = SHAPE("KnownThreatTaking", take_fields);

static const struct field made_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MADE = SHAPE("KnownThreatMade", made_fields);
static const struct field taken_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_MADE},
};
static const struct shape SHAPE_TAKEN = SHAPE("KnownThreatsTaken", taken_fields);

/* ---- which there are ---- */

/* 0: the list does not name it. */
static int rank_of(const struct threat_list *list, const char *key)
{
    for (int i = 0; i < THREAT_RANKS; i++)
        if (strcmp(list->ranks[i].threat, key) == 0)
            return list->ranks[i].rank;
    return 0;
}

/* The register's threat of this key, the first one; NULL: there is none. */
static enum err find(struct call *c, const char *key, json_t **ret_threat)
{
    json_t *items = NULL;
    const struct reg_where where[] = {{"list_key", "eq", key}};
    enum err e = reg_list(c, &REG_THREATS, where, 1, "number", 1, &items);
    if (e == ERR_OK)
        *ret_threat = json_array_get(items, 0);
    return e;
}

static void write_known(struct jw *w, const struct known_threat *known,
    const struct threat_list *lists, size_t n_lists, const json_t *threat)
{
    int rank = rank_of(&lists[n_lists - 1], known->key);
    bool before = false;
    for (size_t i = 0; i + 1 < n_lists; i++)
        before = before || rank_of(&lists[i], known->key) != 0;
    jw_obj_begin(w);
    jw_kstr(w, "key", known->key);
    jw_kstr(w, "group", known->group);
    jw_key(w, "rank");
    if (rank == 0)
        jw_null(w);
    else
        jw_int(w, rank);
    jw_kbool(w, "ranked_before", before);
    jw_key(w, "threat");
    if (threat == NULL) {
        jw_null(w);
    } else {
        jw_obj_begin(w);
        jw_kstr(w, "id", body_text(threat, "id"));
        jw_kstr(w, "number", body_text(threat, "number"));
        jw_kstr(w, "title", body_text(threat, "name"));
        jw_obj_end(w);
    }
    jw_obj_end(w);
}

static enum err known_get(struct req *r)
{
    size_t n_lists = 0;
    const struct threat_list *lists = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = threat_lists_load(r, r->call.problem, &lists, &n_lists);
    if (e != ERR_OK)
        return e;
    const struct threat_list *newest = &lists[n_lists - 1];
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kjson(&w, "name", newest->name);
    jw_kstr(&w, "published", newest->published);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n_known_threats && e == ERR_OK; i++) {
        json_t *threat = NULL;
        e = find(&r->call, KNOWN_THREATS[i].key, &threat);
        if (e == ERR_OK)
            write_known(&w, &KNOWN_THREATS[i], lists, n_lists, threat);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* ---- taking ---- */

static const struct known_threat *known_of(const char *key)
{
    for (size_t i = 0; i < n_known_threats && key != NULL; i++)
        if (strcmp(KNOWN_THREATS[i].key, key) == 0)
            return &KNOWN_THREATS[i];
    return NULL;
}

static enum err check_keys(struct req *r, const json_t *keys)
{
    size_t i;
    const json_t *key;
    json_array_foreach(keys, i, key)
    {
        if (known_of(json_string_value(key)) == NULL)
            problem_field_value(
                r->call.problem, mem_printf(r, "/keys/%zu", i), "option", json_string_value(key));
    }
    return problem_check(r->call.problem);
}

/* By the word of the caller's language: the organisation goes on with it as its own. */
static enum err take_one(struct call *c, const struct known_threat *known, json_t **ret_made)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record made;
    const char *name = msg_get(c->lang, mem_printf(c, "enum.threat_key.%s", known->key));
    json_t *body = reg_keep(c,
        json_pack("{s:s, s:s, s:s}", "name", name, "group", known->group, "list_key", known->key));
    enum err e = reg_create(c, &REG_THREATS, body, &made);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, id);
    return reg_get(c, &REG_THREATS, id, ret_made);
}

/* What is there already stays as it is and is not among the answer's. */
static enum err take_all(struct req *r, const json_t *keys, struct jw *w, size_t *ret_n)
{
    size_t i, n = 0;
    const json_t *key;
    json_array_foreach(keys, i, key)
    {
        json_t *threat = NULL;
        enum err e = find(&r->call, json_string_value(key), &threat);
        if (e == ERR_OK && threat != NULL)
            continue;
        if (e == ERR_OK)
            e = take_one(&r->call, known_of(json_string_value(key)), &threat);
        if (e != ERR_OK)
            return e;
        jw_obj_begin(w);
        jw_kstr(w, "id", body_text(threat, "id"));
        jw_kstr(w, "number", body_text(threat, "number"));
        jw_kstr(w, "name", body_text(threat, "name"));
        jw_obj_end(w);
        n++;
    }
    *ret_n = n;
    return ERR_OK;
}

static enum err known_take(struct req *r)
{
    size_t n = 0;
    const json_t *keys = json_object_get(r->body, "keys");
    enum err e = check_keys(r, keys);
    if (e == ERR_OK)
        e = tx_begin(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    e = take_all(r, keys, &w, &n);
    jw_arr_end(&w);
    jw_obj_end(&w);
    if (e == ERR_OK && n == 0) { /* all are there: nothing was written */
        tx_abort(&r->call);
        return ERR_OK;
    }
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/known-threats",
        .op = "known_threats",
        .perm = &PERM_RISK_READ,
        .handle = known_get,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/known-threats/takings",
        .op = "known_threats_take",
        .perm = &PERM_THREAT_WRITE,
        .handle = known_take,
        .body_kind = BODY_JSON,
        .body = &SHAPE_TAKE,
        .answer = &SHAPE_TAKEN,
        .status = 201},
};

const struct module module_threat_known = {
    .name = "threat_known", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
