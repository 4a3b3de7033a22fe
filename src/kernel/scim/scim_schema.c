#include "kernel/scim/scim_schema.h"

#include <string.h>
#include <strings.h>

#define N(table) (table), sizeof(table) / sizeof((table)[0])

/* ---- common attributes ---- */

static const struct scim_attr meta_subs[] = {
    {"resourceType", SCIM_STRING, SCIM_READONLY | SCIM_EXACT, NULL, 0},
    {"created", SCIM_INSTANT, SCIM_READONLY, NULL, 0},
    {"lastModified", SCIM_INSTANT, SCIM_READONLY, NULL, 0},
    {"location", SCIM_REFERENCE, SCIM_READONLY | SCIM_EXACT, NULL, 0},
    {"version", SCIM_STRING, SCIM_READONLY | SCIM_EXACT, NULL, 0},
};

#define COMMON                                                                                \
    {"schemas", SCIM_REFERENCE, SCIM_MULTI | SCIM_READONLY | SCIM_COMMON, NULL, 0},           \
        {"id", SCIM_STRING, SCIM_READONLY | SCIM_EXACT | SCIM_UNIQUE | SCIM_COMMON, NULL, 0}, \
        {"externalId", SCIM_STRING, SCIM_EXACT | SCIM_COMMON, NULL, 0},                       \
    {                                                                                         \
        "meta", SCIM_COMPLEX, SCIM_READONLY | SCIM_COMMON, N(meta_subs)                       \
    }

/* ---- users ---- */

static const struct scim_attr name_subs[] = {
    {"formatted", SCIM_STRING, 0, NULL, 0},
    {"familyName", SCIM_STRING, 0, NULL, 0},
    {"givenName", SCIM_STRING, 0, NULL, 0},
};

static const struct scim_attr email_subs[] = {
    {"value", SCIM_STRING, SCIM_REQUIRED, NULL, 0},
    {"type", SCIM_STRING, 0, NULL, 0},
    {"primary", SCIM_BOOLEAN, 0, NULL, 0},
};

static const struct scim_attr group_of_subs[] = {
    {"value", SCIM_STRING, SCIM_READONLY | SCIM_EXACT, NULL, 0},
    {"$ref", SCIM_REFERENCE, SCIM_READONLY | SCIM_EXACT, NULL, 0},
    {"display", SCIM_STRING, SCIM_READONLY, NULL, 0},
};

static const struct scim_attr user_attrs[] = {
    COMMON,
    {"userName", SCIM_STRING, SCIM_REQUIRED | SCIM_UNIQUE, NULL, 0},
    {"name", SCIM_COMPLEX, 0, N(name_subs)},
    {"displayName", SCIM_STRING, 0, NULL, 0},
    {"title", SCIM_STRING, 0, NULL, 0},
    {"preferredLanguage", SCIM_STRING, 0, NULL, 0},
    {"active", SCIM_BOOLEAN, 0, NULL, 0},
    {"emails", SCIM_COMPLEX, SCIM_MULTI, N(email_subs)},
    {"groups", SCIM_COMPLEX, SCIM_MULTI | SCIM_READONLY | SCIM_UNSEARCHED, N(group_of_subs)},
};

/* What one may do here comes of groups, never of `roles` or `entitlements`. */
static const char *const user_ignored[] = {"addresses", "entitlements", "ims", "locale", "nickName",
    "phoneNumbers", "photos", "profileUrl", "roles", "timezone", "userType", "x509Certificates",
    NULL};
static const struct scim_schema user_schema = {SCIM_URN_USER, "User", N(user_attrs), user_ignored};

static const struct scim_attr enterprise_attrs[] = {
    {"employeeNumber", SCIM_STRING, SCIM_EXACT, NULL, 0},
    {"department", SCIM_STRING, 0, NULL, 0},
};
static const char *const enterprise_ignored[] = {
    "costCenter", "organization", "division", "manager", NULL};
static const struct scim_schema enterprise_schema = {
    SCIM_URN_ENTERPRISE, "EnterpriseUser", N(enterprise_attrs), enterprise_ignored};

const struct scim_resource SCIM_USER = {"User", "/Users", &user_schema, &enterprise_schema};

/* ---- groups ---- */

static const struct scim_attr member_subs[] = {
    {"value", SCIM_STRING, SCIM_REQUIRED | SCIM_EXACT, NULL, 0},
    {"$ref", SCIM_REFERENCE, SCIM_EXACT, NULL, 0},
    {"display", SCIM_STRING, 0, NULL, 0},
    {"type", SCIM_STRING, 0, NULL, 0},
};

static const struct scim_attr group_attrs[] = {
    COMMON,
    {"displayName", SCIM_STRING, SCIM_REQUIRED | SCIM_UNIQUE, NULL, 0},
    {"members", SCIM_COMPLEX, SCIM_MULTI, N(member_subs)},
};
static const char *const nothing_ignored[] = {NULL};
static const struct scim_schema group_schema = {
    SCIM_URN_GROUP, "Group", N(group_attrs), nothing_ignored};

const struct scim_resource SCIM_GROUP = {"Group", "/Groups", &group_schema, NULL};

/* ---- paths ---- */

static const struct scim_attr *attr_find(
    const struct scim_attr *attrs, size_t n, const char *name, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(attrs[i].name) == len && strncasecmp(attrs[i].name, name, len) == 0)
            return &attrs[i];
    return NULL;
}

const struct scim_attr *scim_attr_find(const struct scim_attr *attrs, size_t n, const char *name)
{
    return attr_find(attrs, n, name, strlen(name));
}

static bool is_ignored(const struct scim_schema *schema, const char *name, size_t len)
{
    for (const char *const *p = schema->ignored; *p != NULL; p++)
        if (strlen(*p) == len && strncasecmp(*p, name, len) == 0)
            return true;
    return false;
}

/* "name" or "name.sub" within a schema. */
static bool find_within(
    const struct scim_schema *schema, const char *text, size_t len, struct scim_path *path)
{
    const char *dot = memchr(text, '.', len);
    size_t n = dot == NULL ? len : (size_t)(dot - text);
    path->attr = attr_find(schema->attrs, schema->n_attrs, text, n);
    path->ignored = path->attr == NULL && is_ignored(schema, text, n);
    if (path->attr == NULL || dot == NULL)
        return path->attr != NULL || path->ignored;
    path->sub = attr_find(path->attr->subs, path->attr->n_subs, dot + 1, len - n - 1);
    return path->sub != NULL;
}

/* The length of "urn:…:User" at the start of a text, with the colon behind it; 0: not there. */
static size_t prefix(const struct scim_schema *schema, const char *text, size_t len)
{
    size_t n = strlen(schema->urn);
    if (len < n || strncasecmp(text, schema->urn, n) != 0)
        return 0;
    if (len == n)
        return n;
    return text[n] == ':' ? n + 1 : 0;
}

bool scim_path_find(
    const struct scim_resource *resource, const char *text, size_t len, struct scim_path *ret_path)
{
    struct scim_path path = {.extension = NULL};
    const struct scim_schema *extension = resource->extension;
    size_t n = extension == NULL ? 0 : prefix(extension, text, len);
    if (n > 0)
        path.extension = extension;
    else
        n = prefix(resource->schema, text, len);
    const struct scim_schema *schema = path.extension != NULL ? extension : resource->schema;
    bool whole = path.extension != NULL && n == len;
    if (!whole && !find_within(schema, text + n, len - n, &path))
        return false;
    *ret_path = path;
    return true;
}

json_t *scim_holder(const json_t *doc, const struct scim_path *path)
{
    if (path->extension == NULL)
        return (json_t *)doc;
    return json_object_get(doc, path->extension->urn);
}

/* ---- /Schemas ---- */

static void write_attr(struct jw *w, const struct scim_attr *a)
{
    static const char *const types[] = {"string", "boolean", "complex", "reference", "dateTime"};
    jw_obj_begin(w);
    jw_kstr(w, "name", a->name);
    jw_kstr(w, "type", types[a->type]);
    jw_kbool(w, "multiValued", (a->flags & SCIM_MULTI) != 0);
    jw_kbool(w, "required", (a->flags & SCIM_REQUIRED) != 0);
    jw_kbool(w, "caseExact", (a->flags & SCIM_EXACT) != 0);
    jw_kstr(w, "mutability", (a->flags & SCIM_READONLY) != 0 ? "readOnly" : "readWrite");
    jw_kstr(w, "returned", "default");
    jw_kstr(w, "uniqueness", (a->flags & SCIM_UNIQUE) != 0 ? "server" : "none");
    if (a->n_subs > 0) {
        jw_key(w, "subAttributes");
        jw_arr_begin(w);
        for (size_t i = 0; i < a->n_subs; i++)
            write_attr(w, &a->subs[i]);
        jw_arr_end(w);
    }
    jw_obj_end(w);
}

void scim_schema_write(struct jw *w, const struct scim_schema *schema, const char *base)
{
    jw_obj_begin(w);
    jw_kraw(w, "schemas", "[\"urn:ietf:params:scim:schemas:core:2.0:Schema\"]");
    jw_kstr(w, "id", schema->urn);
    jw_kstr(w, "name", schema->name);
    jw_key(w, "attributes");
    jw_arr_begin(w);
    for (size_t i = 0; i < schema->n_attrs; i++)
        if ((schema->attrs[i].flags & SCIM_COMMON) == 0)
            write_attr(w, &schema->attrs[i]);
    jw_arr_end(w);
    jw_key(w, "meta");
    jw_obj_begin(w);
    jw_kstr(w, "resourceType", "Schema");
    jw_key(w, "location");
    struct buf *location = buf_new(w->buf);
    buf_printf(location, "%s/Schemas/%s", base, schema->urn);
    jw_str(w, location->data);
    jw_obj_end(w);
    jw_obj_end(w);
}

/* ---- parts of a document ---- */

/* The next name of a list with commas; false at its end. */
static bool next_name(const char **at, const char **ret_name, size_t *ret_len)
{
    const char *p = *at + strspn(*at, " ,");
    size_t len = strcspn(p, " ,");
    *ret_name = p;
    *ret_len = len;
    *at = p + len;
    return len > 0;
}

static bool always(const char *key)
{
    return strcmp(key, "schemas") == 0 || strcmp(key, "id") == 0;
}

static void keep_sub(json_t *to, const json_t *from, const struct scim_path *path)
{
    const char *key = path->attr->name;
    json_t *value = json_object_get(from, key);
    if (json_is_array(value)) {
        json_t *list = json_object_get(to, key);
        for (size_t i = 0; i < json_array_size(value); i++) {
            if (list == NULL) {
                json_object_set_new(to, key, json_array());
                list = json_object_get(to, key);
            }
            if (i >= json_array_size(list))
                json_array_append_new(list, json_object());
            json_t *sub = json_object_get(json_array_get(value, i), path->sub->name);
            if (sub != NULL)
                json_object_set(json_array_get(list, i), path->sub->name, sub);
        }
        return;
    }
    json_t *sub = json_object_get(value, path->sub->name);
    if (sub == NULL)
        return;
    if (json_object_get(to, key) == NULL)
        json_object_set_new(to, key, json_object());
    json_object_set(json_object_get(to, key), path->sub->name, sub);
}

static void keep(json_t *to, const json_t *doc, const struct scim_path *path)
{
    const json_t *from = scim_holder(doc, path);
    if (from == NULL || path->ignored)
        return;
    if (path->extension != NULL) {
        const char *urn = path->extension->urn;
        if (json_object_get(to, urn) == NULL)
            json_object_set_new(to, urn, json_object());
        to = json_object_get(to, urn);
    }
    if (path->attr == NULL)
        json_object_update(to, (json_t *)from);
    else if (path->sub != NULL)
        keep_sub(to, from, path);
    else if (json_object_get(from, path->attr->name) != NULL)
        json_object_set(to, path->attr->name, json_object_get(from, path->attr->name));
}

static void drop_sub(json_t *value, const char *sub)
{
    for (size_t i = 0; i < json_array_size(value); i++)
        json_object_del(json_array_get(value, i), sub);
    if (json_is_object(value))
        json_object_del(value, sub);
}

static void drop(json_t *doc, const struct scim_path *path)
{
    json_t *from = scim_holder(doc, path);
    if (from == NULL || path->ignored || (path->attr != NULL && always(path->attr->name)))
        return;
    if (path->attr == NULL)
        json_object_del(doc, path->extension->urn);
    else if (path->sub != NULL)
        drop_sub(json_object_get(from, path->attr->name), path->sub->name);
    else
        json_object_del(from, path->attr->name);
}

json_t *scim_select(
    const struct scim_resource *resource, const json_t *doc, const char *only, const char *without)
{
    const char *name = NULL;
    size_t len = 0;
    struct scim_path path;
    if (only != NULL && *only != '\0') {
        json_t *part = json_object();
        json_object_set(part, "schemas", json_object_get(doc, "schemas"));
        json_object_set(part, "id", json_object_get(doc, "id"));
        for (const char *at = only; next_name(&at, &name, &len);)
            if (scim_path_find(resource, name, len, &path))
                keep(part, doc, &path);
        return part;
    }
    json_t *part = json_deep_copy(doc);
    for (const char *at = without == NULL ? "" : without; next_name(&at, &name, &len);)
        if (scim_path_find(resource, name, len, &path))
            drop(part, &path);
    return part;
}

static bool names(
    const struct scim_resource *resource, const char *list, const char *attr, bool whole)
{
    const char *name = NULL;
    size_t len = 0;
    struct scim_path path;
    for (const char *at = list; next_name(&at, &name, &len);)
        if (scim_path_find(resource, name, len, &path) && path.attr != NULL &&
            strcmp(path.attr->name, attr) == 0 && (!whole || path.sub == NULL))
            return true;
    return false;
}

bool scim_shows(
    const struct scim_resource *resource, const char *only, const char *without, const char *name)
{
    if (only != NULL && *only != '\0')
        return names(resource, only, name, false);
    return without == NULL || !names(resource, without, name, true);
}
