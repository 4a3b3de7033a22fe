/* Records that hang on a record of any register, as tasks do: whoever sees them may read that one's
 * register in their unit, too. */
#include "kernel/register/register_private.h"

#include "base/mem.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

bool reg_host_seen(const struct call *c, const char *host, const char *unit_path)
{
    const struct reg_def *def = host == NULL ? NULL : app_register(c->app, host);
    return host == NULL || (def != NULL && who_may(c->who, def->read, unit_path));
}

bool reg_host_open(const struct call *c, const struct reg_def *def, const char *host)
{
    const struct reg_def *on = host == NULL ? NULL : app_register(c->app, host);
    return host == NULL || (on != NULL && (def->read->roles & ~on->read->roles) == 0);
}

/* The registers that the caller may read where he holds a role; true: all of them. */
static bool names_at(struct call *c, const char *path, struct reg_host_sql *ret)
{
    size_t all = 0;
    *ret = (struct reg_host_sql){.path = path};
    for (size_t m = 0; m < c->app->n_modules; m++)
        all += c->app->modules[m]->n_registers;
    ret->names = mem_array(c, const char *, all + 1);
    for (size_t m = 0; m < c->app->n_modules; m++)
        for (size_t i = 0; i < c->app->modules[m]->n_registers; i++) {
            const struct reg_def *def = c->app->modules[m]->registers[i];
            if (who_may(c->who, def->read, path))
                ret->names[ret->n++] = def->name;
        }
    return ret->n == all;
}

const char *reg_names_read(struct call *c, const char *unit_path)
{
    struct reg_host_sql at;
    json_t *list = reg_keep(c, json_array());
    names_at(c, unit_path, &at);
    for (size_t i = 0; i < at.n; i++)
        json_array_append_new(list, json_string(at.names[i]));
    char *text = json_dumps(list, JSON_COMPACT);
    const char *names = mem_strdup(c, text);
    free(text);
    return names;
}

static bool known(const struct reg_host_sql *hosts, size_t n, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(hosts[i].path, path) == 0)
            return true;
    return false;
}

void reg_host_scope(struct call *c, const struct reg_def *def, struct reg_scope_sql *scope)
{
    const struct who *who = c->who;
    if (def->host == NULL || who == NULL || who->system)
        return;
    struct reg_host_sql *hosts = mem_array(c, struct reg_host_sql, who->n_grants + 1);
    size_t n = 0;
    bool all = true;
    for (size_t i = 0; i < who->n_grants; i++)
        if (!known(hosts, n, who->grants[i].unit_path))
            all = names_at(c, who->grants[i].unit_path, &hosts[n++]) && all;
    if (all && n > 0)
        return; /* wherever a role is held, everything may be read */
    for (size_t i = 0; i < n; i++)
        if (n == 1 || unit_path_depth(hosts[i].path) <= 1)
            hosts[i].path = NULL; /* one place: the units of the list say where */
    scope->host = reg_column(reg_field(def, def->host));
    scope->hosts = hosts;
    scope->n_hosts = n;
}
