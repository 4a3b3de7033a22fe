#include "kernel/sheet/framework_oscal.h"

#include "base/buf.h"
#include "base/json_in.h"
#include "base/mem.h"

#include <string.h>
#include <strings.h>

enum { PARAM_DEPTH = 4, DEPTH_MAX = 20, INSERT_MAX = 200, KEY_MAX = 60 };

struct oscal {
    void *ctx;
    json_t *nodes;
    json_t *params; /* id → parameter, of the control at hand and those before */
    int withdrawn, parts, inserts;
};

const char *framework_oscal_kind(const json_t *json)
{
    static const char *const kinds[] = {"catalog", "profile", "component-definition",
        "system-security-plan", "assessment-plan", "assessment-results",
        "plan-of-action-and-milestones", "mapping-collection"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const json_t *root = json_object_get(json, kinds[i]);
        if (json_is_object(json_object_get(root, "metadata")))
            return kinds[i];
    }
    return NULL;
}

static const char *text(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

/* Of several labels the plain one: others have a class ("zero-padded"). */
static const char *prop(const json_t *json, const char *name)
{
    const char *found = NULL;
    size_t i;
    json_t *p;
    json_array_foreach(json_object_get(json, "props"), i, p)
    {
        const char *is = text(p, "name");
        if (is == NULL || strcmp(is, name) != 0 || text(p, "value") == NULL)
            continue;
        if (text(p, "class") == NULL)
            return text(p, "value");
        found = found == NULL ? text(p, "value") : found;
    }
    return found;
}

/* ---- texts with parameters in them ---- */

static void put_text(struct oscal *o, struct buf *b, const char *prose, int depth);

/* What the organisation is to fill in, in brackets: a label, or the choices. */
static void put_param(struct oscal *o, struct buf *b, const char *id, int depth)
{
    const json_t *param = json_object_get(o->params, id);
    const json_t *choices = json_object_get(json_object_get(param, "select"), "choice");
    size_t i;
    json_t *one;
    buf_char(b, '[');
    json_array_foreach(choices, i, one)
    {
        buf_str(b, i == 0 ? "" : " / ");
        if (json_is_string(one))
            put_text(o, b, json_string_value(one), depth + 1);
    }
    if (json_array_size(choices) == 0)
        buf_str(b, text(param, "label") != NULL ? text(param, "label") : id);
    buf_char(b, ']');
    o->inserts++;
}

/* "{{ insert: param, ac-1_prm_1 }}": the id between the comma and the end; NULL: something else. */
static const char *insert_id(struct oscal *o, const char *open, const char *close)
{
    static const char word[] = "insert:";
    const char *p = open + 2 + strspn(open + 2, " ");
    const char *comma = memchr(open, ',', (size_t)(close - open));
    if (strncmp(p, word, sizeof word - 1) != 0 || comma == NULL || close - open > INSERT_MAX)
        return NULL;
    comma += 1 + strspn(comma + 1, " ");
    size_t n = strcspn(comma, " }");
    return n == 0 ? NULL : mem_strndup(o->ctx, comma, n);
}

static void put_text(struct oscal *o, struct buf *b, const char *prose, int depth)
{
    while (*prose != '\0') {
        const char *open = strstr(prose, "{{");
        const char *close = open == NULL ? NULL : strstr(open, "}}");
        if (close == NULL || depth == PARAM_DEPTH) {
            buf_str(b, prose);
            return;
        }
        const char *id = insert_id(o, open, close);
        buf_put(b, prose, (size_t)(open - prose));
        if (id != NULL)
            put_param(o, b, id, depth);
        else
            buf_put(b, open, (size_t)(close + 2 - open));
        prose = close + 2;
    }
}

/* A part with those below it, a line each. */
static void put_part(struct oscal *o, struct buf *b, const json_t *part, int depth)
{
    size_t i;
    json_t *below;
    const char *label = prop(part, "label");
    const char *prose = text(part, "prose");
    if (prose != NULL) {
        buf_str(b, b->len == 0 ? "" : "\n");
        buf_str(b, label == NULL ? "" : label);
        buf_str(b, label == NULL ? "" : " ");
        put_text(o, b, prose + strspn(prose, " "), 0);
    }
    json_array_foreach(json_object_get(part, "parts"), i, below)
    {
        if (depth < DEPTH_MAX)
            put_part(o, b, below, depth + 1);
    }
}

static void set(json_t *object, const char *member, const char *value)
{
    if (value != NULL && *value != '\0')
        json_object_set_new(object, member, json_string(value));
}

/* Statement and guidance are taken; objectives and methods of assessors are their own work. */
static void control_texts(struct oscal *o, const json_t *control, json_t *node)
{
    struct buf *statement = buf_new(o->ctx);
    struct buf *guidance = buf_new(o->ctx);
    size_t i;
    json_t *part;
    json_array_foreach(json_object_get(control, "parts"), i, part)
    {
        const char *name = text(part, "name");
        if (name != NULL && strcmp(name, "statement") == 0)
            put_part(o, statement, part, 0);
        else if (name != NULL && (strcmp(name, "guidance") == 0 || strcmp(name, "overview") == 0))
            put_part(o, guidance, part, 0);
        else
            o->parts++;
    }
    set(node, "description", statement->data);
    set(node, "annotation", guidance->data);
}

/* ---- groups and controls ---- */

static json_t *node_new(struct oscal *o, const json_t *from, const char *parent, int depth)
{
    json_t *node = json_object();
    const char *id = text(from, "id");
    size_t no = json_array_size(o->nodes) + 1;
    const char *urn = id == NULL ? mem_printf(o->ctx, "urn:oscal:node:no-%zu", no)
                                 : mem_printf(o->ctx, "urn:oscal:node:%s", id);
    set(node, "urn", urn);
    set(node, "parent_urn", parent);
    set(node, "ref_id", prop(from, "label") != NULL ? prop(from, "label") : id);
    set(node, "name", text(from, "title"));
    json_object_set_new(node, "depth", json_integer(depth));
    json_array_append_new(o->nodes, node);
    return node;
}

static void params_take(struct oscal *o, const json_t *from)
{
    size_t i;
    json_t *param;
    json_array_foreach(json_object_get(from, "params"), i, param)
    {
        if (text(param, "id") != NULL)
            json_object_set(o->params, text(param, "id"), param);
    }
}

static bool is_withdrawn(const json_t *control)
{
    const char *status = prop(control, "status");
    return status != NULL && strcasecmp(status, "withdrawn") == 0;
}

/* Controls below a control (enhancements) stand in the same section, behind it. */
static void controls_add(
    struct oscal *o, const json_t *controls, const char *parent, int depth, int below)
{
    size_t i;
    json_t *control;
    json_array_foreach(controls, i, control)
    {
        params_take(o, control);
        if (is_withdrawn(control)) {
            o->withdrawn++;
            continue;
        }
        json_t *node = node_new(o, control, parent, depth);
        json_object_set_new(node, "assessable", json_true());
        control_texts(o, control, node);
        if (below < DEPTH_MAX)
            controls_add(o, json_object_get(control, "controls"), parent, depth, below + 1);
    }
}

static void groups_add(struct oscal *o, const json_t *groups, const char *parent, int depth)
{
    size_t i;
    json_t *group;
    json_array_foreach(groups, i, group)
    {
        params_take(o, group);
        json_t *node = node_new(o, group, parent, depth);
        const char *urn = text(node, "urn");
        json_object_set_new(node, "assessable", json_false());
        controls_add(o, json_object_get(group, "controls"), urn, depth + 1, 0);
        if (depth < DEPTH_MAX)
            groups_add(o, json_object_get(group, "groups"), urn, depth + 1);
    }
}

/* ---- the library ---- */

static const char *publisher(const json_t *metadata)
{
    const json_t *party = json_array_get(json_object_get(metadata, "parties"), 0);
    return text(party, "name");
}

/* "NIST SP 800-53, Rev. 5" → "nist-sp-800-53-rev-5": a catalog's UUID changes with each edition,
 * its title does not. Without a letter of ASCII the UUID has to do. */
static const char *key_of(void *ctx, const char *title, const char *uuid)
{
    char *key = mem_array(ctx, char, KEY_MAX + 1);
    size_t n = 0;
    for (const char *p = title; *p != '\0' && n < KEY_MAX; p++) {
        bool upper = *p >= 'A' && *p <= 'Z';
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
        if (upper || plain)
            key[n++] = upper ? (char)(*p - 'A' + 'a') : *p;
        else if (n > 0 && key[n - 1] != '-')
            key[n++] = '-';
    }
    while (n > 0 && key[n - 1] == '-')
        n--;
    key[n] = '\0';
    return n > 0 ? key : mem_printf(ctx, "oscal-%s", uuid);
}

static void tell(struct framework_report *report, enum framework_row row, int n)
{
    if (n > 0)
        framework_report_row(report, row, NULL, json_pack("{s:i}", "n", n));
}

json_t *framework_oscal_library(void *ctx, const json_t *catalog, struct framework_report *report)
{
    const json_t *metadata = json_object_get(catalog, "metadata");
    const char *title = text(metadata, "title") == NULL ? "" : text(metadata, "title");
    const char *language = text(metadata, "language");
    const char *uuid = text(catalog, "uuid");
    struct oscal o = {.ctx = ctx, .nodes = json_array(), .params = json_object()};
    json_in_keep(ctx, o.params);
    params_take(&o, catalog);
    groups_add(&o, json_object_get(catalog, "groups"), NULL, 1);
    controls_add(&o, json_object_get(catalog, "controls"), NULL, 1, 0);
    json_t *framework = json_object();
    const char *key = key_of(ctx, title, uuid == NULL ? "catalog" : uuid);
    set(framework, "urn", mem_printf(ctx, "urn:oscal:framework:%s", key));
    set(framework, "ref_id", key);
    set(framework, "name", *title == '\0' ? key : title);
    set(framework, "description", text(metadata, "remarks"));
    json_object_set_new(framework, "requirement_nodes", o.nodes);
    json_t *library = json_object();
    json_in_keep(ctx, library);
    set(library, "urn", mem_printf(ctx, "urn:oscal:library:%s", key));
    set(library, "locale", language == NULL ? "en" : language);
    set(library, "name", *title == '\0' ? key : title);
    set(library, "version", text(metadata, "version"));
    set(library, "publication_date", text(metadata, "last-modified"));
    set(library, "provider", publisher(metadata));
    json_object_set_new(library, "objects", json_pack("{s:o}", "framework", framework));
    tell(report, ROW_OSCAL_WITHDRAWN, o.withdrawn);
    tell(report, ROW_OSCAL_PARTS, o.parts);
    tell(report, ROW_OSCAL_PARAMS, o.inserts);
    return library;
}
