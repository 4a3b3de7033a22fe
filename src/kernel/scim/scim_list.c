#include "kernel/scim/scim_list.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/scim/scim_group.h"
#include "kernel/scim/scim_user.h"

enum { CHUNK = 500 };

static bool in_window(const struct scim_window *w)
{
    return w->total >= w->from && w->total < w->from + w->count;
}

/* A call whose memory goes with what was read. */
static struct call *passing_call(struct call *c)
{
    struct call *passing = mem_dup(c, c, sizeof *c);
    return passing;
}

/* ---- accounts ---- */

static enum err take_user(
    struct call *c, struct call *passing, struct scim_window *w, const struct scim_row *row)
{
    if (w->filter != NULL && !scim_filter_meets(w->filter, scim_user_doc(passing, row)))
        return ERR_OK;
    w->total++;
    if (!in_window(w))
        return ERR_OK;
    json_t *doc = scim_user_doc(c, row);
    bool groups = scim_shows(w->resource, w->only, w->without, "groups");
    enum err e = groups ? scim_group_put_of(c, row->id, doc) : ERR_OK;
    json_array_append(w->docs, doc);
    return e;
}

static enum err take_found(
    struct call *c, struct scim_window *w, enum err e, const struct scim_row *row)
{
    if (e == ERR_NOT_FOUND || (e == ERR_OK && row->gone))
        return ERR_OK;
    return e == ERR_OK ? take_user(c, c, w, row) : e;
}

static enum err read_all(struct call *c, struct scim_window *w)
{
    int64_t after = 0;
    size_t n = CHUNK;
    enum err e = ERR_OK;
    while (e == ERR_OK && n == CHUNK) {
        struct scim_row *rows = NULL;
        struct call *passing = passing_call(c);
        e = scim_store_users(passing, after, CHUNK, &rows, &n);
        for (size_t i = 0; e == ERR_OK && i < n; i++) {
            after = rows[i].id;
            e = take_user(c, passing, w, &rows[i]);
        }
        mem_free(passing);
    }
    return e;
}

enum err scim_list_users(struct call *c, struct scim_window *w)
{
    struct scim_row row = {.gone = false};
    struct uuid uid;
    const char *login = w->filter == NULL ? NULL : scim_filter_wants(w->filter, "userName");
    const char *external = w->filter == NULL ? NULL : scim_filter_wants(w->filter, "externalId");
    const char *id = w->filter == NULL ? NULL : scim_filter_wants(w->filter, "id");
    if (login != NULL)
        return take_found(c, w, scim_store_by_login(c, utf8_fold(c, login), &row), &row);
    if (external != NULL)
        return take_found(c, w, scim_store_by_external(c, external, &row), &row);
    if (id != NULL)
        return uuid_parse(id, &uid) ? take_found(c, w, scim_store_by_uid(c, &uid, &row), &row)
                                    : ERR_OK;
    return read_all(c, w);
}

/* ---- groups ---- */

static bool asks_members(const struct scim_filter *f)
{
    if (f == NULL)
        return false;
    if (f->op <= SCIM_NOT)
        return asks_members(f->a) || asks_members(f->b);
    return f->path.attr->type == SCIM_COMPLEX && (f->path.attr->flags & SCIM_COMMON) == 0;
}

static enum err take_group(struct call *c, struct scim_window *w, const struct scim_group *group)
{
    json_t *doc = NULL;
    bool shown = scim_shows(w->resource, w->only, w->without, "members");
    if (w->filter != NULL) {
        enum err e = scim_group_doc(c, group, asks_members(w->filter), &doc);
        if (e != ERR_OK || !scim_filter_meets(w->filter, doc))
            return e;
    }
    w->total++;
    if (!in_window(w))
        return ERR_OK;
    enum err e = scim_group_doc(c, group, shown, &doc);
    if (e == ERR_OK)
        json_array_append(w->docs, doc);
    return e;
}

enum err scim_list_groups(struct call *c, struct scim_window *w)
{
    struct scim_group *groups = NULL;
    size_t n = 0;
    enum err e = scim_group_store_list(c, &groups, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        struct call *passing = passing_call(c);
        e = take_group(passing, w, &groups[i]);
        mem_free(passing);
    }
    return e;
}
