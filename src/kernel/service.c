#include "kernel/service.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/auth/keys.h"
#include "kernel/auth/setup.h"
#include "kernel/auth/setup_store.h"
#include "kernel/auth/throttle.h"
#include "kernel/job/job.h"

enum err service_start(struct app *app, bool jobs, struct problem *problem)
{
    enum err e = keys_open(NULL, app->config.key_file, true, problem, &app->keys);
    if (e != ERR_OK)
        return e;
    app->throttle = throttle_new(NULL, LIMIT_LOGIN_WAIT_MINUTES * 60LL * 1000);
    if (jobs)
        e = job_runner_start(app, &app->runner);
    if (e != ERR_OK)
        service_stop(app);
    return e;
}

void service_stop(struct app *app)
{
    if (app->runner != NULL)
        job_runner_stop(app->runner);
    app->runner = NULL;
    if (app->keys != NULL)
        audit_sign_all(app);
    mem_free(app->keys);
    mem_free(app->throttle);
    app->keys = NULL;
    app->throttle = NULL;
}

enum err service_setup_link(struct app *app, const void *ctx, const char **ret_url)
{
    struct call *c = NULL;
    const char *url = NULL;
    bool open = false;
    enum err e = call_open(app, "setup", &c);
    if (e == ERR_OK)
        e = setup_store_open(c, &open);
    if (e == ERR_OK && open)
        e = setup_link(c, &url);
    if (e == ERR_OK)
        *ret_url = mem_strdup(ctx, url);
    call_close(c);
    return e;
}
