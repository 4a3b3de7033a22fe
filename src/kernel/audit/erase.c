#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/erase_store.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"

#include <string.h>

/* "person" of "person:P-2026-0001"; NULL: no such form. The audit itself is never erased. */
static const char *kind_of(struct call *c, const char *subject, const char **ret_ref)
{
    const char *colon = strchr(subject, ':');
    if (colon == NULL || colon == subject || colon[1] == '\0')
        return NULL;
    const char *kind = mem_strndup(c, subject, (size_t)(colon - subject));
    *ret_ref = colon + 1;
    return strcmp(kind, "audit") == 0 ? NULL : kind;
}

/* By UUID through the entries themselves, so also when the record is gone; by number while it is
 * there. */
static enum err find(struct call *c, const char *kind, const char *ref, int64_t *ret_id)
{
    struct uuid uid;
    enum err e = ERR_NOT_FOUND;
    const struct reg_def *def = app_register_of_one(c->app, kind);
    if (uuid_parse(ref, &uid))
        e = erase_store_record(c, kind, &uid, ret_id);
    else if (def != NULL)
        e = reg_find(c, def, ref, ret_id);
    return e == ERR_NOT_FOUND ? problem_set_arg(c->problem, e, "erase_unknown", ref) : e;
}

/* A person's account tells the person's name as well. */
static enum err collect(struct call *c, const char *kind, int64_t id, struct erase_list *list)
{
    int64_t *accounts = NULL;
    size_t n = 0;
    enum err e = erase_store_entries(c, kind, id, list);
    if (e == ERR_OK && strcmp(kind, "person") == 0)
        e = erase_store_accounts(c, id, &accounts, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = erase_store_entries(c, "account", accounts[i], list);
    if (e == ERR_OK && list->n == 0)
        e = problem_set(c->problem, ERR_NOT_FOUND, "erase_nothing");
    return e;
}

static const struct erase_kind *own_kind(const struct app *app, const char *kind)
{
    for (size_t i = 0; i < app->n_modules; i++)
        for (size_t k = 0; k < app->modules[i]->n_erasures; k++)
            if (strcmp(app->modules[i]->erasures[k].subject, kind) == 0)
                return &app->modules[i]->erasures[k];
    return NULL;
}

/* The entries to be emptied; rows that hold the same go before. */
static enum err gather(
    struct call *c, const char *kind, const char *ref, struct erase_list *ret_list)
{
    const struct erase_kind *own = own_kind(c->app, kind);
    struct uuid uid;
    int64_t id = 0;
    if (own == NULL) {
        enum err e = find(c, kind, ref, &id);
        return e == ERR_OK ? collect(c, kind, id, ret_list) : e;
    }
    if (!uuid_parse(ref, &uid))
        return problem_set_arg(c->problem, ERR_NOT_FOUND, "erase_unknown", ref);
    enum err e = own->erase(c, &uid, ret_list);
    if (e == ERR_OK && ret_list->n == 0)
        e = problem_set(c->problem, ERR_NOT_FOUND, "erase_nothing");
    return e;
}

static void add_entry(
    struct call *c, const char *subject, const char *law, const struct erase_list *list)
{
    json_t *entries = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(entries, json_integer(list->seqs[i]));
    json_t *after =
        json_pack("{s:s, s:s, s:o}", "subject", subject, "law", law, "entries", entries);
    audit_add(c, &(struct audit_entry){.action = "erase", .subject = "audit", .after = after});
    json_decref(after);
}

static enum err erase(struct call *c, const struct erase_list *list)
{
    int64_t next = 0;
    enum err e = erase_store_next(c, &next);
    for (size_t i = 0; i < list->n && e == ERR_OK; i++)
        e = erase_store_erase(c, list->seqs[i], next);
    return e;
}

enum err audit_erase(struct call *c, const char *subject, const char *law, int64_t *ret_erased)
{
    struct erase_list list = {.n = 0};
    const char *ref = NULL;
    const char *kind = kind_of(c, subject, &ref);
    if (kind == NULL)
        return problem_set_arg(c->problem, ERR_INVALID, "erase_subject", subject);
    if (law == NULL || law[strspn(law, " ")] == '\0')
        return problem_set(c->problem, ERR_INVALID, "erase_law");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = gather(c, kind, ref, &list);
    if (e == ERR_OK)
        e = erase(c, &list);
    if (e == ERR_OK) {
        add_entry(c, subject, law, &list);
        e = tx_commit(c);
    }
    tx_abort(c);
    if (e == ERR_OK)
        *ret_erased = (int64_t)list.n;
    return e;
}
