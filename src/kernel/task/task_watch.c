/* Tasks follow the record they hang on: its unit, its name, its readers, and whether it is there.
 */
#include "base/mem.h"
#include "kernel/reader/reader.h"
#include "kernel/search/search.h"
#include "kernel/task/task_private.h"

#include <string.h>

static const char *text_of(struct call *c, const struct uuid *uid)
{
    char *text = mem_array(c, char, UUID_TEXT_SIZE);
    uuid_format(uid, text);
    return text;
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ---- there and gone ---- */

static enum err unfind(struct call *c, const int64_t *ids, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = search_remove(c, REG_TASKS.singular, ids[i], 0);
    return e;
}

static enum err hide(struct call *c, const char *record)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum err e = task_store_of(c, record, 0, &ids, &n);
    if (e != ERR_OK || n == 0)
        return e;
    e = unfind(c, ids, n);
    return e == ERR_OK ? task_store_hide(c, record, 0, c->now_ms) : e;
}

static enum err show(struct call *c, const struct reg_record *host, const char *record)
{
    int64_t *ids = NULL;
    size_t n = 0;
    int64_t since = 0;
    const char *deleted = body_text(host->before, "deleted_at");
    if (deleted == NULL || !instant_parse(deleted, &since))
        return ERR_OK;
    enum err e = task_store_of(c, record, since, &ids, &n);
    if (e != ERR_OK || n == 0)
        return e;
    e = task_store_hide(c, record, since, 0);
    return e == ERR_OK ? reg_search_renew(c, &REG_TASKS, ids, n) : e;
}

/* ---- unit and name ---- */

static enum err find_anew(struct call *c, const char *record)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum err e = task_store_of(c, record, 0, &ids, &n);
    return e == ERR_OK ? reg_search_renew(c, &REG_TASKS, ids, n) : e;
}

static enum err follow(struct call *c, const struct reg_record *host, const char *record)
{
    const char *unit_before = body_text(json_object_get(host->before, "unit"), "id");
    const char *unit = body_text(json_object_get(host->after, "unit"), "id");
    const char *title = task_title_of(host->def, host->after);
    bool moved = host->unit_id != 0 && !same(unit_before, unit);
    bool renamed = !same(task_title_of(host->def, host->before), title);
    enum err e = ERR_OK;
    if (moved)
        e = task_store_move(c, record, host->unit_id);
    if (e == ERR_OK && moved)
        e = find_anew(c, record);
    if (e == ERR_OK && renamed)
        e = task_store_retitle(c, record, task_about(c, body_text(host->after, "number"), title));
    return e;
}

enum err task_follow(struct call *c, const struct uuid *record, int64_t unit_id, const char *number,
    const char *title)
{
    const char *text = text_of(c, record);
    enum err e = task_store_move(c, text, unit_id);
    if (e == ERR_OK)
        e = task_store_retitle(c, text, task_about(c, number, title));
    return e == ERR_OK ? find_anew(c, text) : e;
}

static enum err apply(struct call *c, const struct reg_record *host)
{
    if (host->change == REG_CREATE || host->def == &REG_TASKS)
        return ERR_OK;
    const char *record = text_of(c, &host->uid);
    if (host->change == REG_DELETE)
        return hide(c, record);
    return host->change == REG_RESTORE ? show(c, host, record) : follow(c, host, record);
}

/* ---- two records made one ---- */

static const char *about(struct call *c, const struct reg_record *host)
{
    return task_about(c, body_text(host->after, "number"), task_title_of(host->def, host->after));
}

enum err task_rehang(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *ids)
{
    enum err e =
        task_store_rehang(c, text_of(c, &from->uid), text_of(c, &to->uid), about(c, to), 0, ids);
    return e == ERR_OK ? find_anew(c, text_of(c, &to->uid)) : e;
}

enum err task_rehang_back(
    struct call *c, const struct reg_record *from, const struct reg_record *to, const json_t *ids)
{
    const char *record = text_of(c, &from->uid);
    json_t *back = reg_keep(c, json_array());
    size_t i;
    const json_t *id;
    enum err e = ERR_OK;
    json_array_foreach(ids, i, id)
    {
        if (e == ERR_OK)
            e = task_store_rehang(
                c, text_of(c, &to->uid), record, about(c, from), json_integer_value(id), back);
    }
    return e == ERR_OK ? find_anew(c, record) : e;
}

/* ---- readers ---- */

static enum err shut_one(struct call *c, int64_t task_id, const struct readers *readers)
{
    enum err e =
        reader_set(c, REG_TASKS.singular, task_id, readers->secret, readers->rows, readers->n);
    return e == ERR_OK && readers->secret ? unfind(c, &task_id, 1) : e;
}

/* Deleted ones too: they are listed, have a history and may come back. */
static enum err shut_all(struct call *c, const char *record, const struct readers *readers)
{
    int64_t *ids = NULL;
    int64_t after = 0;
    size_t n = 0;
    enum err e = ERR_OK;
    do {
        e = task_store_page(c, record, after, &ids, &n);
        for (size_t i = 0; i < n && e == ERR_OK; i++)
            e = shut_one(c, after = ids[i], readers);
    } while (e == ERR_OK && n == LIMIT_RECORD_ITEMS);
    return e;
}

static enum err readers(struct call *c, const struct reg_def *def, int64_t id,
    const struct uuid *uid, const struct readers *before)
{
    (void)before;
    const char *record = text_of(c, uid);
    struct readers *now = mem_new(c, struct readers);
    enum err e = reader_read(c, def->singular, id, now);
    if (e == ERR_OK)
        e = shut_all(c, record, now);
    return e == ERR_OK && !now->secret ? find_anew(c, record) : e;
}

enum err task_take_readers(struct call *c, const struct reg_record *task)
{
    const struct task_place place = task_place_of(task);
    const struct reg_def *def = place.reg == NULL ? NULL : app_register(c->app, place.reg);
    int64_t id = 0;
    if (def == NULL || !def->readers)
        return ERR_OK;
    struct readers *now = mem_new(c, struct readers);
    enum err e = reader_lock(c);
    if (e == ERR_OK)
        e = reg_find(c, def, place.record, &id);
    if (e == ERR_OK)
        e = reader_read(c, def->singular, id, now);
    return e == ERR_OK && now->secret ? shut_one(c, task->id, now) : e;
}

const struct reg_watch task_watch = {.apply = apply, .readers = readers};
