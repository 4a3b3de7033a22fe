#include "kernel/describe.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"
#include "kernel/transfer/transfer.h"

#include <string.h>

static void write_options(struct jw *w, const struct option_set *set)
{
    jw_kstr(w, "options", set->name);
    jw_key(w, "option_keys");
    jw_arr_begin(w);
    for (const char *const *key = set->keys; *key != NULL; key++)
        jw_str(w, *key);
    jw_arr_end(w);
}

struct flag_name {
    unsigned flag;
    const char *name;
};

static const struct flag_name flag_names[] = {
    {FIELD_REQUIRED, "required"},
    {FIELD_READONLY, "readonly"},
    {FIELD_INDEXED, "indexed"},
    {FIELD_SEARCHABLE, "searchable"},
    {FIELD_CONFIDENTIAL, "confidential"},
    {FIELD_PUBLISHABLE, "publishable"},
    {FIELD_LISTED, "listed"},
    {FIELD_CREATE_ONLY, "create_only"},
    {FIELD_TENTHS, "tenths"},
};

static const char *const type_names[FIELD_TYPE_MAX] = {"text", "longtext", "int", "num", "bool",
    "date", "instant", "period", "enum", "money", "ref", "id", "texts", "object", "list", "any"};

static void write_field(struct jw *w, const struct field *f, bool filterable, const char *part)
{
    jw_obj_begin(w);
    jw_kstr(w, "key", f->key);
    jw_kstr(w, "type", type_names[f->type]);
    for (size_t i = 0; i < sizeof flag_names / sizeof flag_names[0]; i++)
        if (f->flags & flag_names[i].flag)
            jw_kbool(w, flag_names[i].name, true);
    if (filterable)
        jw_kbool(w, "filterable", true);
    if (f->type <= FIELD_NUM) {
        jw_kint(w, "min", f->min);
        jw_kint(w, "max", field_max(f));
    }
    if (f->options != NULL)
        write_options(w, f->options);
    if (f->ref != NULL)
        jw_kstr(w, "ref", f->ref);
    if (f->key_of != NULL)
        jw_kstr(w, "key_of", f->key_of);
    if (part != NULL)
        jw_kstr(w, "part", part);
    jw_obj_end(w);
}

static void write_transitions(struct jw *w, const struct reg_def *def)
{
    jw_key(w, "transitions");
    jw_arr_begin(w);
    for (size_t i = 0; i < def->n_transitions; i++) {
        const struct reg_transition *t = &def->transitions[i];
        jw_obj_begin(w);
        jw_kstr(w, "from", t->from);
        jw_kstr(w, "action", t->action);
        jw_kstr(w, "to", t->to);
        jw_kstr(w, "permission", t->perm->key);
        jw_kbool(w, "reason", t->reason);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_fields(struct jw *w, const struct reg_def *def)
{
    struct shape shape = reg_shape(w->buf, def);
    const char *part = NULL;
    size_t next = 0;
    jw_key(w, "fields");
    jw_arr_begin(w);
    for (size_t i = 0; i < shape.n_fields; i++) {
        const struct field *f = &shape.fields[i];
        if (next < def->n_parts && strcmp(def->parts[next].first, f->key) == 0)
            part = def->parts[next++].key;
        write_field(w, f, reg_filterable(f), part);
    }
    jw_arr_end(w);
}

static void write_register(struct jw *w, const struct reg_def *def)
{
    jw_obj_begin(w);
    jw_kstr(w, "name", def->name);
    jw_kstr(w, "singular", def->singular);
    jw_kstr(w, "schema", def->schema);
    jw_kstr(w, "prefix", def->prefix);
    jw_kbool(w, "by_unit", def->scope == REG_BY_UNIT);
    jw_kstr(w, "title", def->title);
    jw_kstr(w, "default_sort", def->default_sort);
    jw_kstr(w, "state_field", def->state_field);
    jw_kbool(w, "readers", reg_sets_readers(def));
    jw_key(w, "permissions");
    jw_obj_begin(w);
    jw_kstr(w, "read", def->read->key);
    jw_kstr(w, "create", def->create->key);
    jw_kstr(w, "update", def->update->key);
    jw_kstr(w, "delete", def->remove->key);
    jw_obj_end(w);
    write_fields(w, def);
    write_transitions(w, def);
    jw_obj_end(w);
}

/* Permissions met so far. */
struct seen {
    const struct perm **perms;
    size_t n;
};

static void write_permission(struct jw *w, struct seen *seen, const struct perm *p)
{
    size_t k = 0;
    while (k < seen->n && strcmp(seen->perms[k]->key, p->key) != 0)
        k++;
    if (k < seen->n || p->kind != PERM_ROLE)
        return;
    seen->perms[seen->n++] = p;
    jw_obj_begin(w);
    jw_kstr(w, "key", p->key);
    describe_roles(w, p);
    jw_obj_end(w);
}

/* Transitions of the registers, which share the route of theirs. */
static size_t write_transition_permissions(struct jw *w, const struct app *app, struct seen *seen)
{
    size_t n = 0;
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_registers; i++) {
            const struct reg_def *def = app->modules[m]->registers[i];
            for (size_t t = 0; t < def->n_transitions; t++, n++)
                if (seen != NULL)
                    write_permission(w, seen, def->transitions[t].perm);
        }
    return n;
}

/* Every permission once, in order of the routes that ask for it. */
static void write_permissions(struct jw *w, const struct app *app)
{
    size_t most = app->n_routes + write_transition_permissions(w, app, NULL);
    struct seen seen = {.perms = mem_array(w->buf, const struct perm *, most)};
    jw_key(w, "permissions");
    jw_arr_begin(w);
    for (size_t i = 0; i < app->n_routes; i++)
        write_permission(w, &seen, app->routes[i].perm);
    write_transition_permissions(w, app, &seen);
    jw_arr_end(w);
}

void describe_roles(struct jw *w, const struct perm *perm)
{
    jw_key(w, "roles");
    jw_arr_begin(w);
    for (int role = 0; role < ROLE_MAX; role++)
        if (perm->roles & 1u << role)
            jw_str(w, role_key((enum role)role));
    jw_arr_end(w);
}

void describe_app(struct buf *out, const struct app *app, struct call *c)
{
    struct jw w = jw_init(out);
    jw_obj_begin(&w);
    jw_key(&w, "registers");
    jw_arr_begin(&w);
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_registers; i++)
            write_register(&w, app->modules[m]->registers[i]);
    jw_arr_end(&w);
    jw_key(&w, "roles");
    jw_arr_begin(&w);
    for (int role = 0; role < ROLE_MAX; role++)
        jw_str(&w, role_key((enum role)role));
    jw_arr_end(&w);
    write_permissions(&w, app);
    transfer_describe(&w, app);
    if (c != NULL) {
        jw_key(&w, "option_names");
        reg_option_names_write(c, &w);
    }
    jw_obj_end(&w);
}

/* ---- routes ---- */

static enum err describe_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    if (e != ERR_OK)
        return e;
    r->resp.body = buf_new(r);
    describe_app(r->resp.body, r->call.app, &r->call);
    return ERR_OK;
}

static enum err openapi_get(struct req *r)
{
    r->resp.body = buf_new(r);
    describe_openapi(r->resp.body, r->call.app);
    return ERR_OK;
}

static const struct shape SHAPE_DOCUMENT = {.name = "Document", .open = true};

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/describe",
        .op = "describe",
        .perm = &PERM_ACCOUNT,
        .handle = describe_get,
        .answer = &SHAPE_DOCUMENT},
    {.method = METHOD_GET,
        .path = "/api/v1/openapi.json",
        .op = "openapi",
        .perm = &PERM_ANYONE,
        .handle = openapi_get,
        .answer = &SHAPE_DOCUMENT},
};

const struct module module_describe = {.name = "describe", .routes = routes, .n_routes = 2};
