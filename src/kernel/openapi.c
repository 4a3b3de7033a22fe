/* The OpenAPI document. See describe.h. */
#include "base/asset.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/describe.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register.h"
#include "kernel/schema.h"

#include <assert.h>
#include <string.h>

static const char *const method_names[METHOD_MAX] = {"get", "post", "put", "patch", "delete"};

/* Shapes met so far, each written once as a component. */
struct component {
    const char *name;
    const struct shape *shape;
    enum schema_use use;
};

struct doc {
    struct jw w;
    void *ctx;
    struct component *components; /* as they were met */
    struct component **by_name;   /* the same ones, in order of their names */
    size_t n_components;
};

enum { COMPONENTS_MAX = 2000 };

static const char *schema_text(struct doc *d, const struct shape *shape, enum schema_use use)
{
    struct jw w = jw_init(buf_new(d->ctx));
    schema_write(&w, shape, use);
    return w.buf->data;
}

/* One name, one shape: else the document of one route would tell the other's. */
static bool same_schema(struct doc *d, const struct component *c, const struct shape *shape)
{
    return (c->shape->fields == shape->fields && c->shape->n_fields == shape->n_fields) ||
           strcmp(schema_text(d, c->shape, c->use), schema_text(d, shape, c->use)) == 0;
}

/* Where the name stands, or would stand, among those in order. */
static size_t place_of(const struct doc *d, const char *name)
{
    size_t low = 0;
    size_t high = d->n_components;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(d->by_name[middle]->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the component is new. */
static bool add_component(struct doc *d, const struct shape *shape, enum schema_use use)
{
    struct component *c = &d->components[d->n_components];
    *c = (struct component){schema_name(d->ctx, shape, use), shape, use};
    size_t at = place_of(d, c->name);
    if (at < d->n_components && strcmp(d->by_name[at]->name, c->name) == 0) {
        assert(same_schema(d, d->by_name[at], shape));
        return false;
    }
    for (size_t i = d->n_components; i > at; i--)
        d->by_name[i] = d->by_name[i - 1];
    d->by_name[at] = c;
    d->n_components++;
    assert(d->n_components < COMPONENTS_MAX);
    return true;
}

static void need(struct doc *d, const struct shape *shape, enum schema_use use)
{
    if (use == SCHEMA_QUERY)
        use = SCHEMA_BODY;
    if (shape == NULL || !add_component(d, shape, use))
        return;
    for (size_t i = 0; i < shape->n_fields; i++) {
        enum schema_use inner = use == SCHEMA_PATCH ? SCHEMA_BODY : use;
        if (!schema_has(&shape->fields[i], use))
            continue; /* what it holds is in no document of this use */
        need(d, shape->fields[i].shape, inner);
        if (shape->fields[i].type == FIELD_MONEY)
            need(d, &SHAPE_MONEY, inner);
    }
}

static void write_schema_ref(struct doc *d, const struct shape *shape, enum schema_use use)
{
    need(d, shape, use);
    jw_key(&d->w, "schema");
    jw_obj_begin(&d->w);
    jw_kstr(&d->w, "$ref",
        mem_printf(d->ctx, "#/components/schemas/%s", schema_name(d->ctx, shape, use)));
    jw_obj_end(&d->w);
}

static void write_media(
    struct doc *d, const char *media, const struct shape *shape, enum schema_use use)
{
    struct jw *w = &d->w;
    jw_key_text(w, media);
    jw_obj_begin(w);
    if (shape != NULL)
        write_schema_ref(d, shape, use);
    jw_obj_end(w);
}

static void write_content(
    struct doc *d, const char *media, const struct shape *shape, enum schema_use use)
{
    jw_key(&d->w, "content");
    jw_obj_begin(&d->w);
    write_media(d, media, shape, use);
    jw_obj_end(&d->w);
}

/* The media types of an answer, separated by ", "; JSON among them has the answer's shape. */
static void write_contents(struct doc *d, const struct route *r)
{
    jw_key(&d->w, "content");
    jw_obj_begin(&d->w);
    if (r->answer != NULL)
        write_media(d, "application/json", r->answer, SCHEMA_ANSWER);
    for (const char *at = r->media; at != NULL && *at != '\0';) {
        size_t len = strcspn(at, ",");
        write_media(d, mem_strndup(d->ctx, at, len), NULL, SCHEMA_ANSWER);
        at += len + strspn(at + len, ", ");
    }
    jw_obj_end(&d->w);
}

/* ---- parameters ---- */

static void write_path_params(struct jw *w, const char *path)
{
    for (const char *open = strchr(path, '{'); open != NULL; open = strchr(open + 1, '{')) {
        jw_obj_begin(w);
        jw_key(w, "name");
        jw_strn(w, open + 1, (size_t)(strchr(open, '}') - open - 1));
        jw_kstr(w, "in", "path");
        jw_kbool(w, "required", true);
        jw_kraw(w, "schema", "{\"type\":\"string\"}");
        jw_obj_end(w);
    }
}

static void write_query_params(struct jw *w, const struct shape *shape)
{
    for (size_t i = 0; shape != NULL && i < shape->n_fields; i++) {
        const struct field *f = &shape->fields[i];
        jw_obj_begin(w);
        jw_kstr(w, "name", f->key);
        jw_kstr(w, "in", "query");
        jw_kbool(w, "required", (f->flags & FIELD_REQUIRED) != 0);
        jw_key(w, "schema");
        schema_write_field(w, f, SCHEMA_QUERY);
        jw_obj_end(w);
    }
}

static void write_parameters(struct jw *w, const struct route *r)
{
    jw_key(w, "parameters");
    jw_arr_begin(w);
    write_path_params(w, r->path);
    write_query_params(w, r->query);
    if (r->flags & ROUTE_COLLECTION)
        jw_raw(w, "{\"name\":\"filter\",\"in\":\"query\",\"style\":\"deepObject\",\"explode\":true,"
                  "\"schema\":{\"type\":\"object\",\"additionalProperties\":true}}");
    if (r->flags & ROUTE_IF_MATCH)
        jw_raw(w, "{\"name\":\"If-Match\",\"in\":\"header\",\"required\":true,"
                  "\"schema\":{\"type\":\"string\"}}");
    if (r->flags & ROUTE_MAY_MATCH)
        jw_raw(w, "{\"name\":\"If-Match\",\"in\":\"header\",\"required\":false,"
                  "\"schema\":{\"type\":\"string\"}}");
    jw_arr_end(w);
}

/* ---- bodies and answers ---- */

static void write_body(struct doc *d, const struct route *r)
{
    static const char upload[] =
        "{\"multipart/form-data\":{\"schema\":{\"type\":\"object\",\"required\":[\"file\"],"
        "\"properties\":{\"file\":{\"type\":\"string\",\"format\":\"binary\"}}}}}";
    struct jw *w = &d->w;
    if (r->body_kind == BODY_NONE)
        return;
    jw_key(w, "requestBody");
    jw_obj_begin(w);
    jw_kbool(w, "required", true);
    jw_kint(w, "x-max-bytes", (int64_t)route_body_limit(r));
    if (r->body_kind == BODY_UPLOAD)
        jw_kraw(w, "content", upload);
    else if (r->body_kind == BODY_RAW)
        write_content(d, "application/octet-stream", NULL, SCHEMA_BODY);
    else
        write_content(d,
            r->body_kind == BODY_PATCH ? "application/merge-patch+json" : "application/json",
            r->body, r->body_kind == BODY_PATCH ? SCHEMA_PATCH : SCHEMA_BODY);
    jw_obj_end(w);
}

static void write_problem(struct doc *d, int status)
{
    struct jw *w = &d->w;
    jw_key(w, mem_printf(d->ctx, "%d", status));
    jw_raw(w, "{\"$ref\":\"#/components/responses/Problem\"}");
}

static void write_success(struct doc *d, const struct route *r)
{
    struct jw *w = &d->w;
    jw_key(w, mem_printf(d->ctx, "%d", r->status == 0 ? 200 : r->status));
    jw_obj_begin(w);
    jw_kstr(w, "description", msg_get("en", "openapi.success"));
    if (r->answer != NULL || r->media != NULL)
        write_contents(d, r);
    jw_obj_end(w);
}

/* Which problems a route can answer follows from its row. */
static void write_responses(struct doc *d, const struct route *r)
{
    bool body = r->body_kind != BODY_NONE;
    jw_key(&d->w, "responses");
    jw_obj_begin(&d->w);
    write_success(d, r);
    write_problem(d, 400);
    if (r->perm->kind != PERM_PUBLIC || body) /* what signs in refuses a wrong password so */
        write_problem(d, 401);
    write_problem(d, 403);
    write_problem(d, 404);
    if (r->method != METHOD_GET)
        write_problem(d, 409);
    if (r->flags & (ROUTE_IF_MATCH | ROUTE_MAY_MATCH) || r->method == METHOD_PUT)
        write_problem(d, 412);
    if (body)
        write_problem(d, 413);
    if (body)
        write_problem(d, 415);
    write_problem(d, 422);
    if (r->flags & (ROUTE_IF_MATCH | ROUTE_MAY_MATCH) || r->method == METHOD_PUT)
        write_problem(d, 428);
    write_problem(d, 429);
    write_problem(d, 500);
    write_problem(d, 503);
    jw_obj_end(&d->w);
}

/* ---- paths ---- */

static void write_summary(struct doc *d, const struct route *r)
{
    const struct reg_def *def = r->arg;
    const char *id = r->summary != NULL ? r->summary : mem_printf(d->ctx, "op.%s", r->op);
    const char *text = msg_get("en", id);
    if (r->summary != NULL) {
        const char *name = msg_get("en", mem_printf(d->ctx, "reg.%s", def->singular));
        text = msg_format(d->ctx, "en", id, &(struct msg_arg){"register", name}, 1);
    }
    jw_kstr(&d->w, "summary", text);
}

static void write_operation(struct doc *d, const struct route *r)
{
    static const char *const kinds[] = {"role", "signed_in", "public", "guest"};
    struct jw *w = &d->w;
    jw_key(w, method_names[r->method]);
    jw_obj_begin(w);
    jw_kstr(w, "operationId", r->op);
    write_summary(d, r);
    jw_key(w, "x-permission");
    jw_obj_begin(w);
    jw_kstr(w, "key", r->perm->key);
    jw_kstr(w, "kind", kinds[r->perm->kind]);
    describe_roles(w, r->perm);
    if (r->perm->named)
        jw_kbool(w, "named", true);
    jw_obj_end(w);
    if (r->perm->kind == PERM_PUBLIC)
        jw_kraw(w, "security", "[]");
    else if (r->perm->kind == PERM_GUEST)
        jw_kraw(w, "security", "[{\"guest\":[]}]");
    else if ((r->flags & ROUTE_PERSON) != 0)
        jw_kraw(w, "security", "[{\"session\":[]}]");
    write_parameters(w, r);
    write_body(d, r);
    write_responses(d, r);
    jw_obj_end(w);
}

/* Routes of one path stand together under it, wherever their rows are. */
static void write_paths(struct doc *d, const struct app *app)
{
    jw_key(&d->w, "paths");
    jw_obj_begin(&d->w);
    for (size_t i = 0; i < app->n_routes; i++) {
        const char *path = app->routes[i].path;
        size_t first = 0;
        if ((app->routes[i].flags & ROUTE_SCIM) != 0)
            continue;
        while (strcmp(app->routes[first].path, path) != 0)
            first++;
        if (first != i)
            continue;
        jw_key(&d->w, path);
        jw_obj_begin(&d->w);
        for (size_t k = i; k < app->n_routes; k++)
            if (strcmp(app->routes[k].path, path) == 0)
                write_operation(d, &app->routes[k]);
        jw_obj_end(&d->w);
    }
    jw_obj_end(&d->w);
}

static void write_components(struct doc *d)
{
    static const char fixed[] =
        "\"Reference\":{\"type\":\"object\",\"properties\":{"
        "\"id\":{\"type\":\"string\",\"format\":\"uuid\"},"
        "\"number\":{\"type\":[\"string\",\"null\"]},\"title\":{\"type\":[\"string\",\"null\"]}},"
        "\"required\":[\"id\",\"number\",\"title\"],\"additionalProperties\":false},"
        "\"Problem\":{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\"},"
        "\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
        "\"detail\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},"
        "\"request_id\":{\"type\":\"string\"},\"more_errors\":{\"type\":\"integer\"},"
        "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
        "\"pointer\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},"
        "\"message\":{\"type\":\"string\"},\"limit\":{\"type\":\"integer\"}},"
        "\"required\":[\"pointer\",\"code\",\"message\"]}}},"
        "\"required\":[\"type\",\"title\",\"status\",\"code\"]}";
    static const char answers[] =
        "{\"Problem\":{\"description\":\"RFC 9457\",\"content\":{\"application/problem+json\":"
        "{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}}";
    static const char security[] =
        "{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"kaname_session\"},"
        "\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
        "\"guest\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"kaname_guest\"}}";
    struct jw *w = &d->w;
    jw_key(w, "components");
    jw_obj_begin(w);
    jw_key(w, "schemas");
    jw_obj_begin(w);
    buf_str(w->buf, fixed);
    w->comma = true;
    for (size_t i = 0; i < d->n_components; i++) {
        const struct component *c = &d->components[i];
        jw_key(w, c->name);
        schema_write(w, c->shape, c->use);
    }
    jw_obj_end(w);
    jw_kraw(w, "responses", answers);
    jw_kraw(w, "securitySchemes", security);
    jw_obj_end(w);
}

void describe_openapi(struct buf *out, const struct app *app)
{
    void *ctx = mem_context(NULL, 0);
    struct doc d = {.w = jw_init(out),
        .ctx = ctx,
        .components = mem_array(ctx, struct component, COMPONENTS_MAX),
        .by_name = mem_array(ctx, struct component *, COMPONENTS_MAX)};
    jw_obj_begin(&d.w);
    jw_kstr(&d.w, "openapi", "3.1.0");
    jw_key(&d.w, "info");
    jw_obj_begin(&d.w);
    jw_kstr(&d.w, "title", "Kaname");
    jw_kstr(&d.w, "version", "1");
    jw_kraw(&d.w, "license", "{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}");
    jw_obj_end(&d.w);
    jw_kraw(&d.w, "security", "[{\"session\":[]},{\"token\":[]}]");
    write_paths(&d, app);
    write_components(&d);
    jw_obj_end(&d.w);
    mem_free(ctx);
}
