#include "kernel/scim/scim_group.h"

#include "base/clock.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/scim/scim_user.h"

#include <inttypes.h>
#include <string.h>

/* ---- documents ---- */

static const char *id_of(struct call *c, const struct uuid *uid)
{
    char *id = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(uid, id);
    return id;
}

static json_t *reference(struct call *c, const char *kind, const struct uuid *uid, const char *name)
{
    const char *id = id_of(c, uid);
    return json_pack("{s:s, s:s, s:s}", "value", id, "$ref",
        mem_printf(c, "%s/%s/%s", scim_base(c), kind, id), "display", name);
}

static enum err put_members(struct call *c, int64_t group_id, json_t *doc)
{
    struct scim_member *members = NULL;
    size_t n = 0;
    enum err e = scim_group_store_members(c, group_id, &members, &n);
    if (e != ERR_OK)
        return e;
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, reference(c, "Users", &members[i].uid, members[i].name));
    json_object_set_new(doc, "members", list);
    return ERR_OK;
}

enum err scim_group_doc(
    struct call *c, const struct scim_group *group, bool members, json_t **ret_doc)
{
    char created[INSTANT_TEXT_SIZE], modified[INSTANT_TEXT_SIZE];
    const char *id = id_of(c, &group->uid);
    instant_format(group->created_at_ms, created);
    instant_format(group->updated_at_ms, modified);
    json_t *doc = json_pack("{s:[s], s:s, s:s*, s:s, s:{s:s, s:s, s:s, s:s, s:s}}", "schemas",
        SCIM_URN_GROUP, "id", id, "externalId", group->external_id, "displayName", group->name,
        "meta", "resourceType", "Group", "created", created, "lastModified", modified, "location",
        mem_printf(c, "%s/Groups/%s", scim_base(c), id), "version",
        mem_printf(c, "W/\"%" PRId64 "\"", group->version));
    json_in_keep(c, doc);
    enum err e = members ? put_members(c, group->id, doc) : ERR_OK;
    if (e == ERR_OK)
        *ret_doc = doc;
    return e;
}

enum err scim_group_put_of(struct call *c, int64_t account_id, json_t *doc)
{
    struct scim_group *groups = NULL;
    size_t n = 0;
    enum err e = scim_group_store_of(c, account_id, &groups, &n);
    if (e != ERR_OK)
        return e;
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, reference(c, "Groups", &groups[i].uid, groups[i].name));
    json_object_set_new(doc, "groups", list);
    return ERR_OK;
}

/* ---- audit ---- */

static void audit(struct call *c, const struct scim_group *group, const char *action,
    json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "scim_group",
                     .subject_id = group->id,
                     .subject_uid = &group->uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
}

static json_t *audit_group(const struct scim_group *group)
{
    return json_pack("{s:s, s:s*}", "name", group->name, "external_id", group->external_id);
}

/* ---- roles that follow the groups ---- */

static bool has(const struct account_role *roles, size_t n, const struct account_role *role)
{
    for (size_t i = 0; i < n; i++)
        if (roles[i].role == role->role && roles[i].unit_id == role->unit_id)
            return true;
    return false;
}

struct follow {
    struct account_role *held, *given, *wanted;
    size_t n_held, n_given, n_wanted;
};

static enum err look(struct call *c, const struct account *account, struct follow *f)
{
    enum err e = account_store_roles(c, account->login, account->login, &f->held, &f->n_held);
    if (e == ERR_OK)
        e = scim_group_store_given(c, account->id, &f->given, &f->n_given);
    if (e == ERR_OK)
        e = scim_group_store_wanted(c, account->id, &f->wanted, &f->n_wanted);
    return e;
}

/* Those given by hand, and those that the groups give; *ret_same: they are held already. */
static struct account_role *roles_to_be(
    struct call *c, const struct follow *f, size_t *ret_n, bool *ret_same)
{
    struct account_role *roles = mem_array(c, struct account_role, f->n_held + f->n_wanted + 1);
    size_t n = 0;
    bool same = true;
    for (size_t i = 0; i < f->n_held; i++) {
        bool goes =
            has(f->given, f->n_given, &f->held[i]) && !has(f->wanted, f->n_wanted, &f->held[i]);
        same = same && !goes;
        if (!goes)
            roles[n++] = f->held[i];
    }
    for (size_t i = 0; i < f->n_wanted; i++)
        if (!has(f->held, f->n_held, &f->wanted[i])) {
            same = false;
            roles[n++] = f->wanted[i];
        }
    *ret_n = n;
    *ret_same = same;
    return roles;
}

/* What was held before a group gave it was given by hand, and stays when the group is left. */
static enum err note_given(struct call *c, int64_t account_id, const struct follow *f)
{
    enum err e = scim_group_store_given_clear(c, account_id);
    for (size_t i = 0; i < f->n_wanted && e == ERR_OK; i++) {
        const struct account_role *role = &f->wanted[i];
        if (has(f->given, f->n_given, role) || !has(f->held, f->n_held, role))
            e = scim_group_store_given_add(c, account_id, role);
    }
    return e;
}

static enum err follow_groups(struct call *c, int64_t account_id)
{
    struct follow f = {.n_held = 0};
    struct account account;
    bool same = true;
    enum err e = scim_store_lock(c, account_id);
    if (e == ERR_OK)
        e = account_store_by_id(c, account_id, &account);
    if (e == ERR_OK)
        e = look(c, &account, &f);
    if (e != ERR_OK)
        return e;
    size_t n = 0;
    struct account_role *roles = roles_to_be(c, &f, &n, &same);
    if (!same)
        e = account_put_roles(c, &account, roles, n);
    return e == ERR_OK ? note_given(c, account_id, &f) : e;
}

static enum err follow_all(struct call *c, const struct scim_member *members, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = follow_groups(c, members[i].account_id);
    return e;
}

/* ---- members ---- */

static const char *value_of(const json_t *item)
{
    return json_string_value(json_object_get(item, "value"));
}

/* Ids of members as keys, spelled in one way; what is no id is nobody's. */
static json_t *wanted_members(struct call *c, const json_t *list)
{
    struct uuid uid;
    json_t *ids = json_object();
    json_in_keep(c, ids);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *id = value_of(json_array_get(list, i));
        json_object_set_new(ids, uuid_parse(id, &uid) ? id_of(c, &uid) : id, json_true());
    }
    return ids;
}

struct moved {
    struct scim_member *members;
    size_t n;
    json_t *came, *went; /* names, for the audit */
};

static void note(struct call *c, struct moved *m, const struct scim_member *member, json_t *names)
{
    m->members = mem_grow(c, m->members, struct scim_member, m->n + 1);
    m->members[m->n++] = *member;
    json_array_append_new(names, json_string(member->name));
}

/* Only an account that the provider finds; groups within groups are not taken. */
static enum err join(struct call *c, int64_t group_id, const char *id, struct moved *m)
{
    struct scim_row row;
    struct uuid uid;
    enum err e = uuid_parse(id, &uid) ? scim_store_by_uid(c, &uid, &row) : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/members", "reference_unknown", id);
        return ERR_INVALID;
    }
    if (e != ERR_OK)
        return e;
    note(c, m, &(struct scim_member){row.id, row.uid, row.name}, m->came);
    return scim_group_store_member_add(c, group_id, row.id);
}

static enum err change_members(
    struct call *c, int64_t group_id, const json_t *list, struct moved *m)
{
    struct scim_member *members = NULL;
    size_t n = 0;
    if (json_array_size(list) > LIMIT_SCIM_MEMBERS)
        return problem_set_arg(c->problem, ERR_MALFORMED, "scim_many", "members");
    json_t *wanted = wanted_members(c, list);
    enum err e = scim_group_store_members(c, group_id, &members, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (json_object_del(wanted, id_of(c, &members[i].uid)) == 0)
            continue; /* and stays */
        note(c, m, &members[i], m->went);
        e = scim_group_store_member_remove(c, group_id, members[i].account_id);
    }
    const char *id;
    json_t *one;
    json_object_foreach(wanted, id, one)
    {
        if (e == ERR_OK)
            e = join(c, group_id, id, m);
    }
    return e == ERR_OK ? follow_all(c, m->members, m->n) : e;
}

/* ---- what the provider does ---- */

static enum err taken(struct call *c, enum err e)
{
    return e == ERR_UNIQUE ? problem_set(c->problem, ERR_CONFLICT, "scim_taken") : e;
}

static enum err read_group(struct call *c, const json_t *doc, struct scim_group *group)
{
    group->name = json_string_value(json_object_get(doc, "displayName"));
    group->external_id = json_string_value(json_object_get(doc, "externalId"));
    if (group->name == NULL || *group->name == '\0')
        problem_field(c->problem, "/displayName", "required");
    else if (utf8_chars(group->name) > LIMIT_NAME)
        problem_field_limit(c->problem, "/displayName", "too_long", LIMIT_NAME);
    return problem_check(c->problem);
}

static enum err set_members(struct call *c, const struct scim_group *group, const json_t *doc,
    json_t *before, json_t *after)
{
    struct moved m = {.came = json_array(), .went = json_array()};
    enum err e = change_members(c, group->id, json_object_get(doc, "members"), &m);
    if (json_array_size(m.came) > 0)
        json_object_set(after, "members", m.came);
    if (json_array_size(m.went) > 0)
        json_object_set(before, "members", m.went);
    json_decref(m.came);
    json_decref(m.went);
    return e;
}

static enum err check_room(struct call *c)
{
    struct scim_group *groups = NULL;
    size_t n = 0;
    enum err e = scim_group_store_list(c, &groups, &n);
    if (e == ERR_OK && n >= LIMIT_SCIM_GROUPS)
        e = problem_set_arg(c->problem, ERR_MALFORMED, "scim_many", "Groups");
    return e;
}

enum err scim_group_create(struct call *c, const json_t *doc, struct scim_group *ret_group)
{
    struct scim_group group = {.id = 0};
    enum err e = read_group(c, doc, &group);
    if (e == ERR_OK)
        e = check_room(c);
    if (e == ERR_OK)
        e = taken(c, scim_group_store_add(c, &group));
    if (e != ERR_OK)
        return e;
    json_t *before = json_object(), *after = audit_group(&group);
    e = set_members(c, &group, doc, before, after);
    json_decref(before);
    audit(c, &group, "create", NULL, after);
    *ret_group = group;
    return e;
}

enum err scim_group_change(struct call *c, const struct scim_group *group, const json_t *doc)
{
    struct scim_group now = *group;
    json_t *before = audit_group(group), *after = NULL;
    enum err e = read_group(c, doc, &now);
    if (e != ERR_OK) {
        json_decref(before);
        return e;
    }
    after = audit_group(&now);
    bool renamed = !json_equal(before, after);
    e = set_members(c, group, doc, before, after);
    bool changed = renamed || json_object_get(before, "members") != NULL ||
                   json_object_get(after, "members") != NULL;
    if (e == ERR_OK && changed)
        e = taken(c, scim_group_store_change(c, &now));
    if (e != ERR_OK || !changed) {
        json_decref(before);
        json_decref(after);
        return e;
    }
    audit(c, group, "update", before, after);
    return ERR_OK;
}

enum err scim_group_delete(struct call *c, const struct scim_group *group)
{
    struct scim_member *members = NULL;
    size_t n = 0;
    enum err e = scim_group_store_members(c, group->id, &members, &n);
    if (e == ERR_OK)
        e = scim_group_store_remove(c, group->id);
    if (e == ERR_OK)
        e = follow_all(c, members, n);
    if (e == ERR_OK)
        audit(c, group, "delete", audit_group(group), NULL);
    return e;
}

enum err scim_group_leave_all(struct call *c, int64_t account_id)
{
    struct scim_group *groups = NULL;
    size_t n = 0;
    enum err e = scim_group_store_of(c, account_id, &groups, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        e = scim_group_store_member_remove(c, groups[i].id, account_id);
        if (e == ERR_OK)
            e = scim_group_store_change(c, &groups[i]);
    }
    return e == ERR_OK && n > 0 ? follow_groups(c, account_id) : e;
}

/* ---- what an administrator does ---- */

enum err scim_group_map(struct call *c, const struct scim_group *group, const json_t *list)
{
    struct account_role *before = NULL, *after = NULL;
    struct scim_member *members = NULL;
    size_t n_before = 0, n = 0;
    enum err e = scim_group_store_roles(c, group->id, &before, &n_before);
    if (e == ERR_OK)
        e = account_read_roles(c, list, &after);
    if (e == ERR_OK)
        e = scim_group_store_roles_clear(c, group->id);
    for (size_t i = 0; i < json_array_size(list) && e == ERR_OK; i++)
        e = scim_group_store_role_add(c, group->id, &after[i]);
    if (e == ERR_OK)
        e = scim_group_store_change(c, group);
    if (e == ERR_OK)
        e = scim_group_store_members(c, group->id, &members, &n);
    if (e == ERR_OK)
        e = follow_all(c, members, n);
    if (e == ERR_OK)
        audit(c, group, "roles", json_pack("{s:o}", "roles", account_audit_roles(before, n_before)),
            json_pack("{s:o}", "roles", account_audit_roles(after, json_array_size(list))));
    return e;
}
