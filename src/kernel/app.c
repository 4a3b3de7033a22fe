#include "kernel/app.h"

#include "base/mem.h"
#include "kernel/register/register.h"

#include <string.h>

const struct reg_def *app_register(const struct app *app, const char *name)
{
    for (size_t m = 0; m < app->n_modules; m++) {
        const struct module *module = app->modules[m];
        for (size_t i = 0; i < module->n_registers; i++)
            if (strcmp(module->registers[i]->name, name) == 0)
                return module->registers[i];
    }
    return NULL;
}

const struct reg_def *app_register_of_one(const struct app *app, const char *singular)
{
    for (size_t m = 0; m < app->n_modules; m++) {
        const struct module *module = app->modules[m];
        for (size_t i = 0; i < module->n_registers; i++)
            if (strcmp(module->registers[i]->singular, singular) == 0)
                return module->registers[i];
    }
    return NULL;
}

/* Appends rows to the app's routes. */
static void add(const void *ctx, struct app *app, const struct route *routes, size_t n)
{
    struct route *all = mem_array(ctx, struct route, app->n_routes + n);
    if (app->n_routes > 0)
        memcpy(all, app->routes, app->n_routes * sizeof *all);
    if (n > 0)
        memcpy(all + app->n_routes, routes, n * sizeof *all);
    app->routes = all;
    app->n_routes += n;
}

void app_build(const void *ctx, struct app *app)
{
    for (size_t m = 0; m < app->n_modules; m++) {
        const struct module *module = app->modules[m];
        add(ctx, app, module->routes, module->n_routes);
        for (size_t i = 0; i < module->n_registers; i++) {
            size_t n = 0;
            const struct route *routes = reg_routes(ctx, module->registers[i], &n);
            add(ctx, app, routes, n);
        }
    }
}
