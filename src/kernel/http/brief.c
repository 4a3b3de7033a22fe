#include "kernel/http/brief.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/answer.h"
#include "kernel/http/dispatch.h"
#include "kernel/http/server.h"

#include <pthread.h>

enum { ANSWER_MAX = 65536 }; /* bytes: compressing more is a worker's */

struct briefs {
    pthread_mutex_t lock;
    struct db *db;
    int n;
    int n_free;
    struct db_conn **free; /* NULL: not connected yet */
};

struct briefs *briefs_new(const void *ctx, struct db *db, int n)
{
    struct briefs *b = mem_new(ctx, struct briefs);
    pthread_mutex_init(&b->lock, NULL);
    b->db = db;
    b->n = n;
    b->n_free = n;
    b->free = mem_array(b, struct db_conn *, n);
    return b;
}

void briefs_stop(struct briefs *b)
{
    for (int i = 0; i < b->n_free; i++)
        db_disconnect(b->free[i]);
    pthread_mutex_destroy(&b->lock);
}

/* As many as I/O threads, so one is always free. */
static struct db_conn *take(struct briefs *b)
{
    pthread_mutex_lock(&b->lock);
    struct db_conn *conn = b->free[--b->n_free];
    pthread_mutex_unlock(&b->lock);
    if (conn == NULL && db_connect_brief(b->db, &conn) != ERR_OK)
        conn = NULL;
    return conn;
}

static void give_back(struct briefs *b, struct db_conn *conn)
{
    pthread_mutex_lock(&b->lock);
    b->free[b->n_free++] = conn;
    pthread_mutex_unlock(&b->lock);
}

static bool worth_trying(struct exchange *ex)
{
    struct req *r = &ex->req;
    if (ex->http->briefs->db == NULL || r->method != METHOD_GET)
        return false;
    if (dispatch_route(ex) == ERR_OK)
        return (r->route->flags & ROUTE_BRIEF) != 0;
    dispatch_forget(ex);
    return false;
}

static bool run_with(struct exchange *ex, struct db_conn *conn)
{
    struct resp *resp = &ex->req.resp;
    enum err e = dispatch_run(ex, conn);
    tx_abort(&ex->req.call);
    bool large = resp->body != NULL && resp->body->len > ANSWER_MAX;
    if (db_gave_up(conn) || e == ERR_UNAVAILABLE || large) {
        dispatch_forget(ex);
        return false;
    }
    ex->err = e;
    answer_make(ex, e);
    return true;
}

bool brief_run(struct exchange *ex)
{
    struct briefs *b = ex->http->briefs;
    if (!worth_trying(ex))
        return false;
    struct db_conn *conn = take(b);
    bool done = conn != NULL && run_with(ex, conn);
    give_back(b, conn);
    return done;
}
