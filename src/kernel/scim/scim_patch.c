#include "kernel/scim/scim_patch.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/scim/scim_filter.h"

#include <string.h>
#include <strings.h>

enum change { ADD, REPLACE, REMOVE };

struct work {
    const void *ctx;
    const struct scim_resource *resource;
    json_t *doc;
    struct problem *problem;
    size_t values;      /* of lists, taken so far */
    size_t comparisons; /* with filters, so far */
};

json_t *scim_member(const json_t *object, const char *name)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) if (strcasecmp(key, name) == 0) return value;
    return NULL;
}

static enum err refuse(const struct work *w, const char *detail, const char *arg)
{
    return problem_set_arg(w->problem, ERR_MALFORMED, detail, mem_strdup(w->ctx, arg));
}

/* ---- values as they are kept: new references in *ret_value ---- */

static enum err take_truth(
    const struct work *w, const struct scim_attr *attr, const json_t *value, json_t **ret_value)
{
    const char *text = json_string_value(value);
    bool on = json_is_true(value) || (text != NULL && strcasecmp(text, "true") == 0);
    bool off = json_is_false(value) || (text != NULL && strcasecmp(text, "false") == 0);
    if (!on && !off)
        return refuse(w, "scim_value", attr->name);
    *ret_value = json_boolean(on);
    return ERR_OK;
}

static enum err take_text(
    const struct work *w, const struct scim_attr *attr, const json_t *value, json_t **ret_value)
{
    const char *text = json_string_value(value);
    bool ok = text != NULL && utf8_ok(text, json_string_length(value)) &&
              strpbrk(text, "\r\n\t") == NULL && utf8_chars(text) <= LIMIT_SCIM_TEXT;
    if (!ok)
        return refuse(w, "scim_value", attr->name);
    *ret_value = json_string(text);
    return ERR_OK;
}

static enum err take_simple(
    const struct work *w, const struct scim_attr *attr, const json_t *value, json_t **ret_value)
{
    return attr->type == SCIM_BOOLEAN ? take_truth(w, attr, value, ret_value)
                                      : take_text(w, attr, value, ret_value);
}

/* The parts that `value` has, over those of `into`. A null takes one away. */
static enum err merge_parts(
    const struct work *w, const struct scim_attr *attr, json_t *into, const json_t *value)
{
    const char *key;
    json_t *part;
    json_object_foreach((json_t *)value, key, part)
    {
        json_t *taken = NULL;
        const struct scim_attr *sub = scim_attr_find(attr->subs, attr->n_subs, key);
        if (sub == NULL)
            continue;
        enum err e = json_is_null(part) ? ERR_OK : take_simple(w, sub, part, &taken);
        if (e != ERR_OK)
            return e;
        if (taken == NULL)
            json_object_del(into, sub->name);
        else
            json_object_set_new(into, sub->name, taken);
    }
    return ERR_OK;
}

/* One value of a list: an object, or a text that is its `value`. */
static enum err take_item(
    const struct work *w, const struct scim_attr *attr, const json_t *value, json_t **ret_item)
{
    json_t *item = json_object(), *only = NULL;
    enum err e = ERR_OK;
    if (json_is_object(value))
        e = merge_parts(w, attr, item, value);
    else if ((e = take_text(w, attr, value, &only)) == ERR_OK)
        json_object_set_new(item, "value", only);
    const char *text = json_string_value(json_object_get(item, "value"));
    if (e == ERR_OK && (text == NULL || *text == '\0'))
        e = refuse(w, "scim_value", attr->name);
    if (e != ERR_OK) {
        json_decref(item);
        return e;
    }
    *ret_item = item;
    return ERR_OK;
}

/* ---- lists ---- */

static const char *item_value(const json_t *item)
{
    const char *text = json_string_value(json_object_get(item, "value"));
    return text == NULL ? "" : text;
}

static size_t item_find(const json_t *list, const char *value)
{
    size_t n = json_array_size(list);
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(item_value(json_array_get(list, i)), value) == 0)
            return i;
    return n;
}

/* There is one first of all: what came last. */
static void only_primary(json_t *list, const json_t *item)
{
    if (!json_is_true(json_object_get(item, "primary")))
        return;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *other = json_array_get(list, i);
        if (other != item && json_object_get(other, "primary") != NULL)
            json_object_set_new(other, "primary", json_false());
    }
}

static enum err add_item(
    struct work *w, const struct scim_attr *attr, json_t *list, const json_t *value)
{
    json_t *item = NULL;
    if (++w->values > LIMIT_SCIM_VALUES)
        return refuse(w, "scim_many", attr->name);
    enum err e = take_item(w, attr, value, &item);
    if (e != ERR_OK)
        return e;
    size_t at = item_find(list, item_value(item));
    if (at == json_array_size(list)) {
        json_array_append_new(list, item);
    } else {
        json_object_update(json_array_get(list, at), item);
        json_decref(item);
    }
    only_primary(list, json_array_get(list, at));
    return ERR_OK;
}

static enum err add_items(
    struct work *w, const struct scim_attr *attr, json_t *list, const json_t *value)
{
    enum err e = ERR_OK;
    if (!json_is_array(value))
        return add_item(w, attr, list, value);
    for (size_t i = 0; i < json_array_size(value) && e == ERR_OK; i++)
        e = add_item(w, attr, list, json_array_get(value, i));
    return e;
}

/* Members to be taken out, in `value` beside a path without brackets: so Entra ID may write it. */
static enum err remove_items(
    struct work *w, const struct scim_attr *attr, json_t *list, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (++w->values > LIMIT_SCIM_VALUES)
            return refuse(w, "scim_many", attr->name);
        const json_t *one = json_array_get(value, i);
        const char *text = json_is_string(one) ? json_string_value(one) : item_value(one);
        json_array_remove(list, item_find(list, text));
    }
    return ERR_OK;
}

/* The list of that name, made when it is not there. */
static json_t *list_of(json_t *holder, const char *name)
{
    json_t *list = json_object_get(holder, name);
    if (!json_is_array(list)) {
        list = json_array();
        json_object_set_new(holder, name, list);
    }
    return list;
}

/* ---- one attribute ---- */

static enum err set_list(struct work *w, json_t *holder, const struct scim_attr *attr,
    enum change change, const json_t *value)
{
    json_t *list = list_of(holder, attr->name);
    if (change == REMOVE && json_is_array(value))
        return remove_items(w, attr, list, value);
    if (change != ADD)
        json_array_clear(list);
    return change == REMOVE || json_is_null(value) ? ERR_OK : add_items(w, attr, list, value);
}

static enum err set_single(struct work *w, json_t *holder, const struct scim_attr *attr,
    enum change change, const json_t *value)
{
    json_t *taken = NULL;
    if (change == REMOVE || json_is_null(value)) {
        json_object_del(holder, attr->name);
        return ERR_OK;
    }
    if (attr->type == SCIM_COMPLEX) {
        if (!json_is_object(value))
            return refuse(w, "scim_value", attr->name);
        if (json_object_get(holder, attr->name) == NULL)
            json_object_set_new(holder, attr->name, json_object());
        return merge_parts(w, attr, json_object_get(holder, attr->name), value);
    }
    enum err e = take_simple(w, attr, value, &taken);
    if (e == ERR_OK)
        json_object_set_new(holder, attr->name, taken);
    return e;
}

static enum err set_part(struct work *w, json_t *item, const struct scim_attr *sub,
    enum change change, const json_t *value)
{
    json_t *taken = NULL;
    bool off = change == REMOVE || json_is_null(value);
    enum err e = off ? ERR_OK : take_simple(w, sub, value, &taken);
    if (e != ERR_OK)
        return e;
    if (off)
        json_object_del(item, sub->name);
    else
        json_object_set_new(item, sub->name, taken);
    return ERR_OK;
}

/* "name.familyName" */
static enum err set_sub(struct work *w, json_t *holder, const struct scim_path *path,
    enum change change, const json_t *value)
{
    if (json_object_get(holder, path->attr->name) == NULL)
        json_object_set_new(holder, path->attr->name, json_object());
    return set_part(w, json_object_get(holder, path->attr->name), path->sub, change, value);
}

/* ---- values of a list that a filter names ---- */

/* What an item must have to meet `a eq "x" and b eq "y"`; false: the filter is not of that kind. */
static bool item_of_filter(const struct scim_filter *f, json_t *item)
{
    if (f->op == SCIM_AND)
        return item_of_filter(f->a, item) && item_of_filter(f->b, item);
    if (f->op != SCIM_EQ || json_is_null(f->value))
        return false;
    json_object_set(item, f->path.sub->name, (json_t *)f->value);
    return true;
}

/* Providers add the value of a kind that is not there yet by its filter. */
static enum err add_by_filter(
    struct work *w, json_t *list, const struct scim_target *t, const json_t *value)
{
    json_t *item = json_object();
    enum err e = ERR_OK;
    if (!item_of_filter(t->filter, item))
        e = refuse(w, "scim_no_target", t->path.attr->name);
    else if (t->path.sub != NULL)
        e = set_part(w, item, t->path.sub, ADD, value);
    else if (json_is_object(value))
        e = merge_parts(w, t->path.attr, item, value);
    if (e == ERR_OK)
        e = add_item(w, t->path.attr, list, item);
    json_decref(item);
    return e;
}

static enum err set_item(struct work *w, json_t *list, size_t at, const struct scim_target *t,
    enum change change, const json_t *value)
{
    json_t *item = json_array_get(list, at);
    enum err e = ERR_OK;
    if (t->path.sub != NULL)
        e = set_part(w, item, t->path.sub, change, value);
    else if (json_is_object(value))
        e = merge_parts(w, t->path.attr, item, value);
    else
        e = refuse(w, "scim_value", t->path.attr->name);
    if (e == ERR_OK)
        only_primary(list, item);
    return e;
}

/* An address without `value` is none. */
static bool empty_item(const json_t *item)
{
    return *item_value(item) == '\0';
}

/* Not counted is the one that takes a member out of a large group, many times in a request: it
 * costs no more than any look for a value. */
static enum err count_comparisons(struct work *w, const json_t *list, const struct scim_target *t)
{
    if (t->filter->op == SCIM_EQ && t->filter->folded == NULL)
        return ERR_OK;
    w->comparisons += json_array_size(list) * (size_t)t->terms;
    return w->comparisons > LIMIT_SCIM_COMPARISONS ? refuse(w, "scim_many", t->path.attr->name)
                                                   : ERR_OK;
}

static enum err set_filtered(struct work *w, json_t *holder, const struct scim_target *t,
    enum change change, const json_t *value)
{
    json_t *list = list_of(holder, t->path.attr->name);
    bool found = false;
    enum err e = count_comparisons(w, list, t);
    for (size_t i = json_array_size(list); i-- > 0 && e == ERR_OK;) {
        if (!scim_filter_meets_value(t->filter, json_array_get(list, i)))
            continue;
        found = true;
        bool whole = change == REMOVE && t->path.sub == NULL;
        if (!whole)
            e = set_item(w, list, i, t, change, value);
        if (whole || empty_item(json_array_get(list, i)))
            json_array_remove(list, i);
    }
    if (e == ERR_OK && !found && change != REMOVE)
        e = add_by_filter(w, list, t, value);
    return e;
}

/* "emails.value": of every value of the list. */
static enum err set_all(struct work *w, json_t *holder, const struct scim_path *path,
    enum change change, const json_t *value)
{
    json_t *list = list_of(holder, path->attr->name);
    enum err e = ERR_OK;
    for (size_t i = json_array_size(list); i-- > 0 && e == ERR_OK;) {
        e = set_part(w, json_array_get(list, i), path->sub, change, value);
        if (e == ERR_OK && empty_item(json_array_get(list, i)))
            json_array_remove(list, i);
    }
    return e;
}

/* ---- what an operation aims at ---- */

static enum err set(
    struct work *w, const struct scim_target *t, enum change change, const json_t *value)
{
    const struct scim_path *path = &t->path;
    json_t *holder = scim_holder(w->doc, path);
    bool list = (path->attr->flags & SCIM_MULTI) != 0;
    if (holder == NULL) {
        holder = json_object();
        json_object_set_new(w->doc, path->extension->urn, holder);
    }
    if (t->filter != NULL)
        return set_filtered(w, holder, t, change, value);
    if (path->sub != NULL)
        return list ? set_all(w, holder, path, change, value)
                    : set_sub(w, holder, path, change, value);
    return list ? set_list(w, holder, path->attr, change, value)
                : set_single(w, holder, path->attr, change, value);
}

static enum err set_members(
    struct work *w, const struct scim_schema *extension, enum change change, const json_t *object);

/* A member of a body or of an operation without a path. A name may be a path. */
static enum err set_member(struct work *w, const struct scim_schema *extension, enum change change,
    const char *name, const json_t *value)
{
    struct scim_target t = {.filter = NULL};
    struct problem *aside = problem_new(w->ctx);
    const char *text = extension == NULL ? name : mem_printf(w->ctx, "%s:%s", extension->urn, name);
    if (scim_target_parse(w->ctx, w->resource, text, aside, &t) != ERR_OK || t.path.ignored)
        return ERR_OK;
    if (t.path.attr != NULL)
        return (t.path.attr->flags & SCIM_READONLY) != 0 ? ERR_OK : set(w, &t, change, value);
    if (extension != NULL || !json_is_object(value))
        return refuse(w, "scim_value", name);
    return set_members(w, t.path.extension, change, value);
}

static enum err set_members(
    struct work *w, const struct scim_schema *extension, enum change change, const json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        enum err e = set_member(w, extension, change, name, value);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

enum err scim_take(const void *ctx, const struct scim_resource *resource, json_t *doc,
    const json_t *body, struct problem *problem)
{
    struct work w = {.ctx = ctx, .resource = resource, .doc = doc, .problem = problem};
    if (!json_is_object(body))
        return refuse(&w, "scim_syntax", "");
    return set_members(&w, NULL, REPLACE, body);
}

/* ---- PATCH ---- */

static bool parse_change(const char *op, enum change *ret_change)
{
    static const char *const ops[] = {"add", "replace", "remove"};
    for (int i = 0; op != NULL && i < 3; i++) {
        if (strcasecmp(op, ops[i]) != 0)
            continue;
        *ret_change = (enum change)i;
        return true;
    }
    return false;
}

/* The whole extension by its URN. */
static enum err set_extension(
    struct work *w, const struct scim_schema *extension, enum change change, const json_t *value)
{
    if (change == REMOVE)
        json_object_del(w->doc, extension->urn);
    else if (!json_is_object(value))
        return refuse(w, "scim_value", extension->urn);
    else
        return set_members(w, extension, change, value);
    return ERR_OK;
}

static enum err with_path(struct work *w, enum change change, const char *path, const json_t *value)
{
    struct scim_target t = {.filter = NULL};
    if (strcasecmp(path, "password") == 0)
        return refuse(w, "scim_password", path);
    enum err e = scim_target_parse(w->ctx, w->resource, path, w->problem, &t);
    if (e != ERR_OK || t.path.ignored)
        return e;
    if (t.path.attr == NULL)
        return set_extension(w, t.path.extension, change, value);
    if ((t.path.attr->flags & SCIM_READONLY) != 0)
        return refuse(w, "scim_read_only", path);
    if (change != REMOVE && value == NULL)
        return refuse(w, "scim_value", path);
    return set(w, &t, change, value);
}

static enum err operate(struct work *w, const json_t *operation)
{
    enum change change = ADD;
    const json_t *path = scim_member(operation, "path");
    const json_t *value = scim_member(operation, "value");
    if (!parse_change(json_string_value(scim_member(operation, "op")), &change))
        return refuse(w, "scim_syntax", "op");
    if (path != NULL && !json_is_null(path)) {
        if (!json_is_string(path))
            return refuse(w, "scim_path", "path");
        return with_path(w, change, json_string_value(path), value);
    }
    if (change == REMOVE)
        return refuse(w, "scim_no_target", "path");
    if (!json_is_object(value))
        return refuse(w, "scim_value", "value");
    if (scim_member(value, "password") != NULL)
        return refuse(w, "scim_password", "password");
    return set_members(w, NULL, change, value);
}

enum err scim_patch(const void *ctx, const struct scim_resource *resource, json_t *doc,
    const json_t *body, struct problem *problem)
{
    struct work w = {.ctx = ctx, .resource = resource, .doc = doc, .problem = problem};
    const json_t *operations = scim_member(body, "Operations");
    size_t n = json_array_size(operations);
    if (n == 0)
        return refuse(&w, "scim_syntax", "Operations");
    if (n > LIMIT_SCIM_OPERATIONS)
        return refuse(&w, "scim_many", "Operations");
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = operate(&w, json_array_get(operations, i));
    return e;
}
