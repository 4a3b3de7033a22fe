#include "kernel/call.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"

enum err call_open(struct app *app, const char *via, struct call **ret_call)
{
    struct db_conn *db = NULL;
    enum err e = db_connect(app->db, &db);
    if (e != ERR_OK)
        return e;
    struct call *c = mem_new(NULL, struct call);
    c->app = app;
    c->db = db;
    c->lang = "ja";
    c->via = mem_strdup(c, via);
    c->now_ms = clock_now_ms();
    c->problem = problem_new(c);
    *ret_call = c;
    return ERR_OK;
}

void call_close(struct call *c)
{
    if (c == NULL)
        return;
    tx_abort(c);
    db_disconnect(c->db);
    mem_free(c);
}

enum err call_needs_top(struct call *c, const struct perm *perm)
{
    return who_may(c->who, perm, "/") ? ERR_OK
                                      : problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
}
