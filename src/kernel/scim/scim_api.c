/* Routes that identity providers call. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/problem_scim.h"
#include "kernel/scim/scim.h"
#include "kernel/scim/scim_filter.h"
#include "kernel/scim/scim_group.h"
#include "kernel/scim/scim_list.h"
#include "kernel/scim/scim_patch.h"
#include "kernel/scim/scim_user.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- who asks ---- */

/* The token reaches nothing but this; what is done here for it – a person of the register, say – is
 * done by its owner, who as administrator may. */
static void act_as_owner(struct call *c)
{
    struct who *who = mem_dup(c, c->who, sizeof *who);
    who->scopes = NULL;
    who->n_scopes = 0;
    c->who = who;
}

static enum err begin(struct req *r, bool change)
{
    struct call *c = &r->call;
    enum err e = change ? tx_begin(c) : tx_begin_read(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_SCIM, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        act_as_owner(c);
    return e;
}

/* ---- answers ---- */

static const char *version_of(struct req *r, const json_t *doc)
{
    const char *etag = json_string_value(json_object_get(json_object_get(doc, "meta"), "version"));
    size_t n = strlen("W/\"");
    return mem_strndup(r, etag + n, strlen(etag) - n - 1);
}

/* Writes the parts of a document that were asked for. */
static void write_doc(
    struct req *r, struct jw *w, const struct scim_resource *resource, const json_t *doc)
{
    json_t *part =
        scim_select(resource, doc, req_query(r, "attributes"), req_query(r, "excludedAttributes"));
    jw_json(w, part);
    json_decref(part);
}

static enum err answer_doc(struct req *r, const struct scim_resource *resource, const json_t *doc)
{
    r->resp.media_type = PROBLEM_SCIM_MEDIA;
    resp_header(r, "ETag", mem_printf(r, "W/\"%s\"", version_of(r, doc)));
    if (r->method == METHOD_GET && r->if_none_match != NULL &&
        req_etag_listed(r->if_none_match, version_of(r, doc))) {
        r->resp.status = 304;
        return ERR_OK;
    }
    struct jw w = resp_json(r);
    write_doc(r, &w, resource, doc);
    return ERR_OK;
}

static enum err answer_created(
    struct req *r, const struct scim_resource *resource, const json_t *doc)
{
    const json_t *meta = json_object_get(doc, "meta");
    resp_header(r, "Location", json_string_value(json_object_get(meta, "location")));
    return answer_doc(r, resource, doc);
}

/* A provider may say which version it means. */
static enum err match(struct req *r, const char *version)
{
    bool other = r->if_match != NULL && !req_etag_listed(r->if_match, version);
    return other ? ERR_STALE : ERR_OK;
}

/* ---- lists ---- */

static int64_t number(const char *text, int64_t fallback, int64_t least, int64_t most)
{
    if (text == NULL || *text == '\0')
        return fallback;
    int64_t n = strtoll(text, NULL, 10);
    return n < least ? least : n > most ? most : n;
}

static enum err window_of(
    struct req *r, const struct scim_resource *resource, struct scim_window *w)
{
    const char *filter = req_query(r, "filter");
    *w = (struct scim_window){
        .from = number(req_query(r, "startIndex"), 1, 1, INT32_MAX),
        .count = number(req_query(r, "count"), LIMIT_SCIM_PAGE, 0, LIMIT_SCIM_PAGE),
        .resource = resource,
        .only = req_query(r, "attributes"),
        .without = req_query(r, "excludedAttributes"),
        .docs = json_array(),
    };
    json_in_keep(r, w->docs);
    if (filter == NULL)
        return ERR_OK;
    return scim_filter_parse(r, resource, filter, r->call.problem, &w->filter);
}

static enum err answer_list(struct req *r, const struct scim_window *w)
{
    r->resp.media_type = PROBLEM_SCIM_MEDIA;
    size_t n = json_array_size(w->docs);
    struct jw out = resp_json(r);
    jw_obj_begin(&out);
    jw_kraw(&out, "schemas", "[\"" SCIM_URN_LIST "\"]");
    jw_kint(&out, "totalResults", w->total);
    jw_kint(&out, "startIndex", w->from);
    jw_kint(&out, "itemsPerPage", (int64_t)n);
    jw_key(&out, "Resources");
    jw_arr_begin(&out);
    for (size_t i = 0; i < n; i++)
        write_doc(r, &out, w->resource, json_array_get(w->docs, i));
    jw_arr_end(&out);
    jw_obj_end(&out);
    return ERR_OK;
}

static enum err user_list(struct req *r)
{
    struct scim_window w;
    enum err e = begin(r, false);
    if (e == ERR_OK)
        e = window_of(r, &SCIM_USER, &w);
    if (e == ERR_OK)
        e = scim_list_users(&r->call, &w);
    return e == ERR_OK ? answer_list(r, &w) : e;
}

static enum err group_list(struct req *r)
{
    struct scim_window w;
    enum err e = begin(r, false);
    if (e == ERR_OK)
        e = window_of(r, &SCIM_GROUP, &w);
    if (e == ERR_OK)
        e = scim_list_groups(&r->call, &w);
    return e == ERR_OK ? answer_list(r, &w) : e;
}

/* ---- accounts ---- */

static enum err find_user(struct req *r, struct scim_row *ret_row)
{
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    return scim_store_by_uid(&r->call, &uid, ret_row);
}

static enum err user_doc(struct req *r, const struct scim_row *row, json_t **ret_doc)
{
    struct call *c = &r->call;
    json_t *doc = scim_user_doc(c, row);
    bool groups = scim_shows(
        &SCIM_USER, req_query(r, "attributes"), req_query(r, "excludedAttributes"), "groups");
    enum err e = groups ? scim_group_put_of(c, row->id, doc) : ERR_OK;
    if (e == ERR_OK)
        *ret_doc = doc;
    return e;
}

static enum err user_get(struct req *r)
{
    struct scim_row row;
    json_t *doc = NULL;
    enum err e = begin(r, false);
    if (e == ERR_OK)
        e = find_user(r, &row);
    if (e == ERR_OK)
        e = user_doc(r, &row, &doc);
    return e == ERR_OK ? answer_doc(r, &SCIM_USER, doc) : e;
}

/* With a password in the body the account is made without: there are providers that always send
 * one, and refusing would shut them out. The audit says so. */
static enum err user_post(struct req *r)
{
    struct call *c = &r->call;
    struct scim_row row;
    json_t *doc = json_object();
    json_in_keep(r, doc);
    enum err e = scim_take(r, &SCIM_USER, doc, r->body, c->problem);
    bool password = e == ERR_OK && scim_member(r->body, "password") != NULL;
    if (e == ERR_OK)
        e = begin(r, true);
    if (e == ERR_OK)
        e = scim_user_create(c, doc, password, &row);
    if (e == ERR_OK)
        e = user_doc(r, &row, &doc);
    if (e == ERR_OK)
        e = answer_created(r, &SCIM_USER, doc);
    return e == ERR_OK ? tx_commit(c) : e;
}

static enum err begin_user(struct req *r, struct scim_row *row)
{
    struct call *c = &r->call;
    enum err e = begin(r, true);
    if (e == ERR_OK)
        e = find_user(r, row);
    if (e == ERR_OK)
        e = scim_store_lock(c, row->id);
    if (e == ERR_OK)
        e = scim_store_by_id(c, row->id, row);
    return e == ERR_OK ? match(r, scim_user_version(c, row)) : e;
}

static enum err end_user(struct req *r, int64_t id)
{
    struct call *c = &r->call;
    struct scim_row row;
    json_t *doc = NULL;
    enum err e = scim_store_by_id(c, id, &row);
    if (e == ERR_OK)
        e = user_doc(r, &row, &doc);
    if (e == ERR_OK)
        e = answer_doc(r, &SCIM_USER, doc);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

/* PUT says all; whether the account is active stays when it does not say so. */
static enum err user_put(struct req *r)
{
    struct scim_row row;
    json_t *doc = json_object();
    json_in_keep(r, doc);
    enum err e = scim_take(r, &SCIM_USER, doc, r->body, r->call.problem);
    if (e == ERR_OK && scim_member(r->body, "password") != NULL)
        e = problem_set(r->call.problem, ERR_MALFORMED, "scim_password");
    if (e == ERR_OK)
        e = begin_user(r, &row);
    if (e == ERR_OK)
        e = scim_user_change(&r->call, &row, doc);
    return e == ERR_OK ? end_user(r, row.id) : e;
}

static enum err user_patch(struct req *r)
{
    struct call *c = &r->call;
    struct scim_row row;
    enum err e = begin_user(r, &row);
    if (e != ERR_OK)
        return e;
    json_t *doc = scim_user_doc(c, &row);
    e = scim_patch(r, &SCIM_USER, doc, r->body, c->problem);
    if (e == ERR_OK)
        e = scim_user_change(c, &row, doc);
    return e == ERR_OK ? end_user(r, row.id) : e;
}

static enum err user_delete(struct req *r)
{
    struct scim_row row;
    enum err e = begin_user(r, &row);
    if (e == ERR_OK)
        e = scim_user_delete(&r->call, &row);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

/* ---- groups ---- */

static enum err find_group(struct req *r, struct scim_group *ret_group)
{
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    return scim_group_store_by_uid(&r->call, &uid, ret_group);
}

static enum err group_doc(struct req *r, const struct scim_group *group, json_t **ret_doc)
{
    bool members = scim_shows(
        &SCIM_GROUP, req_query(r, "attributes"), req_query(r, "excludedAttributes"), "members");
    return scim_group_doc(&r->call, group, members, ret_doc);
}

static enum err group_get(struct req *r)
{
    struct scim_group group;
    json_t *doc = NULL;
    enum err e = begin(r, false);
    if (e == ERR_OK)
        e = find_group(r, &group);
    if (e == ERR_OK)
        e = group_doc(r, &group, &doc);
    return e == ERR_OK ? answer_doc(r, &SCIM_GROUP, doc) : e;
}

static enum err group_post(struct req *r)
{
    struct call *c = &r->call;
    struct scim_group group;
    json_t *doc = json_object();
    json_in_keep(r, doc);
    enum err e = scim_take(r, &SCIM_GROUP, doc, r->body, c->problem);
    if (e == ERR_OK)
        e = begin(r, true);
    if (e == ERR_OK)
        e = scim_group_create(c, doc, &group);
    if (e == ERR_OK)
        e = group_doc(r, &group, &doc);
    if (e == ERR_OK)
        e = answer_created(r, &SCIM_GROUP, doc);
    return e == ERR_OK ? tx_commit(c) : e;
}

static enum err begin_group(struct req *r, struct scim_group *group)
{
    struct call *c = &r->call;
    enum err e = begin(r, true);
    if (e == ERR_OK)
        e = find_group(r, group);
    if (e == ERR_OK)
        e = scim_group_store_lock(c, group->id);
    if (e == ERR_OK)
        e = scim_group_store_by_uid(c, &group->uid, group);
    return e == ERR_OK ? match(r, mem_printf(r, "%" PRId64, group->version)) : e;
}

static enum err group_put(struct req *r)
{
    struct call *c = &r->call;
    struct scim_group group;
    json_t *doc = json_object();
    json_in_keep(r, doc);
    enum err e = scim_take(r, &SCIM_GROUP, doc, r->body, c->problem);
    if (e == ERR_OK)
        e = begin_group(r, &group);
    if (e == ERR_OK)
        e = scim_group_change(c, &group, doc);
    if (e == ERR_OK)
        e = scim_group_store_by_uid(c, &group.uid, &group);
    if (e == ERR_OK)
        e = group_doc(r, &group, &doc);
    if (e == ERR_OK)
        e = answer_doc(r, &SCIM_GROUP, doc);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

/* Without an answer: a group may have thousands of members, and providers change them one by one.
 */
static enum err group_patch(struct req *r)
{
    struct call *c = &r->call;
    struct scim_group group;
    json_t *doc = NULL;
    enum err e = begin_group(r, &group);
    if (e == ERR_OK)
        e = scim_group_doc(c, &group, true, &doc);
    if (e == ERR_OK)
        e = scim_patch(r, &SCIM_GROUP, doc, r->body, c->problem);
    if (e == ERR_OK)
        e = scim_group_change(c, &group, doc);
    return e == ERR_OK ? tx_commit_any(c) : e;
}

static enum err group_delete(struct req *r)
{
    struct scim_group group;
    enum err e = begin_group(r, &group);
    if (e == ERR_OK)
        e = scim_group_delete(&r->call, &group);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

/* ---- what there is ---- */

static enum err config_get(struct req *r)
{
    static const char *const off[] = {"bulk", "changePassword", "sort"};
    struct jw w = resp_json(r);
    r->resp.media_type = PROBLEM_SCIM_MEDIA;
    jw_obj_begin(&w);
    jw_kraw(&w, "schemas", "[\"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig\"]");
    jw_kraw(&w, "patch", "{\"supported\":true}");
    jw_kraw(&w, "etag", "{\"supported\":true}");
    jw_kraw(&w, "filter", mem_printf(r, "{\"supported\":true,\"maxResults\":%d}", LIMIT_SCIM_PAGE));
    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++)
        jw_kraw(&w, off[i],
            i == 0 ? "{\"supported\":false,\"maxOperations\":0,\"maxPayloadSize\":0}"
                   : "{\"supported\":false}");
    jw_kraw(&w, "authenticationSchemes",
        "[{\"type\":\"oauthbearertoken\",\"name\":\"Bearer\","
        "\"description\":\"RFC 6750\",\"specUri\":\"https://www.rfc-editor.org/info/rfc6750\","
        "\"primary\":true}]");
    jw_kraw(&w, "meta",
        mem_printf(r,
            "{\"resourceType\":\"ServiceProviderConfig\",\"location\":\"%s"
            "/ServiceProviderConfig\"}",
            scim_base(&r->call)));
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct scim_resource *const resources[] = {&SCIM_USER, &SCIM_GROUP};

static void write_resource_type(struct req *r, struct jw *w, const struct scim_resource *type)
{
    jw_obj_begin(w);
    jw_kraw(w, "schemas", "[\"urn:ietf:params:scim:schemas:core:2.0:ResourceType\"]");
    jw_kstr(w, "id", type->name);
    jw_kstr(w, "name", type->name);
    jw_kstr(w, "endpoint", type->endpoint);
    jw_kstr(w, "schema", type->schema->urn);
    if (type->extension != NULL)
        jw_kraw(w, "schemaExtensions",
            mem_printf(r, "[{\"schema\":\"%s\",\"required\":false}]", type->extension->urn));
    jw_kraw(w, "meta",
        mem_printf(r, "{\"resourceType\":\"ResourceType\",\"location\":\"%s/ResourceTypes/%s\"}",
            scim_base(&r->call), type->name));
    jw_obj_end(w);
}

static void list_begin(struct req *r, struct jw *w, int64_t n)
{
    r->resp.media_type = PROBLEM_SCIM_MEDIA;
    jw_obj_begin(w);
    jw_kraw(w, "schemas", "[\"" SCIM_URN_LIST "\"]");
    jw_kint(w, "totalResults", n);
    jw_kint(w, "startIndex", 1);
    jw_kint(w, "itemsPerPage", n);
    jw_key(w, "Resources");
    jw_arr_begin(w);
}

static void list_end(struct jw *w)
{
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err types_get(struct req *r)
{
    struct jw w = resp_json(r);
    list_begin(r, &w, 2);
    for (size_t i = 0; i < 2; i++)
        write_resource_type(r, &w, resources[i]);
    list_end(&w);
    return ERR_OK;
}

static enum err type_get(struct req *r)
{
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(resources[i]->name, req_param(r, "id")) != 0)
            continue;
        struct jw w = resp_json(r);
        r->resp.media_type = PROBLEM_SCIM_MEDIA;
        write_resource_type(r, &w, resources[i]);
        return ERR_OK;
    }
    return ERR_NOT_FOUND;
}

static const struct scim_schema *schema_at(size_t i)
{
    const struct scim_schema *all[] = {SCIM_USER.schema, SCIM_USER.extension, SCIM_GROUP.schema};
    return all[i];
}

static enum err schemas_get(struct req *r)
{
    struct jw w = resp_json(r);
    list_begin(r, &w, 3);
    for (size_t i = 0; i < 3; i++)
        scim_schema_write(&w, schema_at(i), scim_base(&r->call));
    list_end(&w);
    return ERR_OK;
}

static enum err schema_get(struct req *r)
{
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(schema_at(i)->urn, req_param(r, "id")) != 0)
            continue;
        struct jw w = resp_json(r);
        r->resp.media_type = PROBLEM_SCIM_MEDIA;
        scim_schema_write(&w, schema_at(i), scim_base(&r->call));
        return ERR_OK;
    }
    return ERR_NOT_FOUND;
}

#define ROW(row_method, row_path, row_op, row_handle)                                        \
    .method = (row_method), .path = "/scim/v2" row_path, .op = (row_op), .perm = &PERM_SCIM, \
    .handle = (row_handle), .media = PROBLEM_SCIM_MEDIA, .flags = ROUTE_SCIM

static const struct route routes[] = {
    {ROW(METHOD_GET, "/ServiceProviderConfig", "scim_config", config_get)},
    {ROW(METHOD_GET, "/ResourceTypes", "scim_types", types_get)},
    {ROW(METHOD_GET, "/ResourceTypes/{id}", "scim_type", type_get)},
    {ROW(METHOD_GET, "/Schemas", "scim_schemas", schemas_get)},
    {ROW(METHOD_GET, "/Schemas/{id}", "scim_schema", schema_get)},
    {ROW(METHOD_GET, "/Users", "scim_user_list", user_list)},
    {ROW(METHOD_POST, "/Users", "scim_user_create", user_post), .body_kind = BODY_SCIM,
        .status = 201},
    {ROW(METHOD_GET, "/Users/{id}", "scim_user_get", user_get)},
    {ROW(METHOD_PUT, "/Users/{id}", "scim_user_put", user_put), .body_kind = BODY_SCIM},
    {ROW(METHOD_PATCH, "/Users/{id}", "scim_user_patch", user_patch), .body_kind = BODY_SCIM},
    {ROW(METHOD_DELETE, "/Users/{id}", "scim_user_delete", user_delete), .status = 204},
    {ROW(METHOD_GET, "/Groups", "scim_group_list", group_list)},
    {ROW(METHOD_POST, "/Groups", "scim_group_create", group_post), .body_kind = BODY_SCIM,
        .status = 201},
    {ROW(METHOD_GET, "/Groups/{id}", "scim_group_get", group_get)},
    {ROW(METHOD_PUT, "/Groups/{id}", "scim_group_put", group_put), .body_kind = BODY_SCIM},
    {ROW(METHOD_PATCH, "/Groups/{id}", "scim_group_patch", group_patch), .body_kind = BODY_SCIM,
        .status = 204},
    {ROW(METHOD_DELETE, "/Groups/{id}", "scim_group_delete", group_delete), .status = 204},
};

const struct module module_scim = {
    .name = "scim", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
