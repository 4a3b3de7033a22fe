#include "kernel/sheet/sheet_builtin.h"

#include "base/asset.h"
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_store.h"

#include <string.h>

static const char FOLDER[] = "catalog/frameworks/";

static bool is_framework(const struct asset *a)
{
    size_t len = strlen(a->name);
    return strncmp(a->name, FOLDER, sizeof FOLDER - 1) == 0 && len > 5 &&
           strcmp(a->name + len - 5, ".json") == 0;
}

static enum err load_one(struct db_conn *conn, const struct asset *a, struct problem *problem)
{
    void *ctx = mem_context(NULL, 0);
    const struct sheet_doc *doc = NULL;
    struct sheet_version version;
    bool added = false;
    enum err e = sheet_json_parse(ctx, a->data, a->len, problem, &doc);
    if (e == ERR_OK)
        e = db_begin_write(conn);
    if (e == ERR_OK)
        e = sheet_store_add(conn, ctx, doc, clock_now_ms(), 0, &version, &added);
    if (e == ERR_OK)
        e = db_commit(conn);
    db_rollback(conn);
    mem_free(ctx);
    /* Another node was quicker: what it stored is the same. */
    return e == ERR_UNIQUE ? ERR_OK : e;
}

enum err sheet_builtin_load(struct db *db, struct problem *problem)
{
    struct db_conn *conn = NULL;
    enum err e = db_connect(db, &conn);
    if (e != ERR_OK)
        return e;
    db_set_org(conn, 0);
    size_t n = 0;
    const struct asset *all = asset_all(&n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (is_framework(&all[i]))
            e = load_one(conn, &all[i], problem);
    db_disconnect(conn);
    return e;
}
