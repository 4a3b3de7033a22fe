/* The routes of what hangs on a record. Each change leaves its entry in the record's history, a
 * link one in both. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file_name.h"
#include "kernel/register/register_item.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct notice_kind NOTICE_MENTION = {.name = "mention", .usual = NOTICE_NOW};

static const struct reg_def *def_of(const struct req *r)
{
    return r->route->arg;
}

/* Which of the three a route is about stands in its path. */
static enum item_kind kind_of(const struct req *r)
{
    if (strstr(r->route->path, "/{id}/comments") != NULL)
        return ITEM_COMMENT;
    return strstr(r->route->path, "/{id}/links") != NULL ? ITEM_LINK : ITEM_FILE;
}

/* The record, live and readable. */
static enum err record_of(struct req *r, struct reg_loaded *ret_record)
{
    enum err e = reg_load(&r->call, def_of(r), req_param(r, "id"), ret_record);
    return e == ERR_OK && ret_record->deleted ? ERR_NOT_FOUND : e;
}

static bool may_change(const struct req *r, const struct reg_loaded *record)
{
    return who_may(r->call.who, def_of(r)->update, record->unit_path);
}

static bool may_remove(
    const struct req *r, const struct reg_loaded *record, const struct reg_item *item)
{
    bool own = item->kind == ITEM_COMMENT && item->by == r->call.who->account_id;
    return own || may_change(r, record);
}

/* ---- as they are shown ---- */

static void write_uuid(struct jw *w, const char *key, const struct uuid *uid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uid, text);
    jw_kstr(w, key, text);
}

static void write_by(struct jw *w, const struct reg_item *item)
{
    char at[INSTANT_TEXT_SIZE];
    jw_key(w, "by");
    if (item->by_name == NULL) {
        jw_null(w);
    } else {
        jw_obj_begin(w);
        write_uuid(w, "id", &item->by_uid);
        jw_kstr(w, "number", NULL);
        jw_kstr(w, "title", item->by_name);
        jw_obj_end(w);
    }
    instant_format(item->at_ms, at);
    jw_kstr(w, "at", at);
}

static void write_file(struct jw *w, const struct file_info *f)
{
    char hex[DIGEST_TEXT_SIZE];
    digest_format(&f->sha256, hex);
    jw_kstr(w, "name", f->name);
    jw_kstr(w, "media_type", f->media_type);
    jw_kint(w, "size", f->size);
    jw_kstr(w, "sha256", hex);
}

/* Is the record the one that the link was made on? Else it is the one linked to. */
static bool goes_out(
    const struct reg_def *def, const struct reg_loaded *record, const struct reg_item *item)
{
    return item->record_id == record->id && strcmp(item->reg, def->name) == 0;
}

/* The record at the other end. ERR_NOT_FOUND: not for the caller to see. */
static enum err other_end(struct req *r, const struct reg_loaded *record,
    const struct reg_item *item, const struct reg_def **ret_def, json_t **ret_json, bool *ret_out)
{
    char id[UUID_TEXT_SIZE];
    bool out = goes_out(def_of(r), record, item);
    const struct reg_def *def = app_register(r->call.app, out ? item->other_reg : item->reg);
    uuid_format(out ? &item->other_uid : &item->record_uid, id);
    if (def == NULL)
        return ERR_NOT_FOUND;
    *ret_def = def;
    *ret_out = out;
    return reg_get(&r->call, def, id, ret_json);
}

static const char *title_of(const struct reg_def *def, const json_t *json)
{
    const char *title = body_text(json, def->title);
    return title != NULL ? title : body_text(json, "number");
}

static void write_link(struct jw *w, const struct reg_item *item, const struct reg_def *def,
    const json_t *json, bool out)
{
    jw_kstr(w, "kind", item->text);
    jw_kstr(w, "direction", out ? "out" : "in");
    jw_kstr(w, "register", def->name);
    jw_key(w, "record");
    jw_obj_begin(w);
    jw_kstr(w, "id", body_text(json, "id"));
    jw_kstr(w, "number", body_text(json, "number"));
    jw_kstr(w, "title", title_of(def, json));
    jw_obj_end(w);
}

/* False: a link to what the caller may not see. */
static enum err write_item(
    struct req *r, struct jw *w, const struct reg_loaded *record, const struct reg_item *item)
{
    const struct reg_def *def = NULL;
    json_t *json = NULL;
    bool out = true;
    enum err e = item->kind == ITEM_LINK ? other_end(r, record, item, &def, &json, &out) : ERR_OK;
    if (e != ERR_OK)
        return e;
    jw_obj_begin(w);
    write_uuid(w, "id", &item->uid);
    if (item->kind == ITEM_COMMENT) {
        jw_kstr(w, "text", item->text);
        jw_key(w, "mentions");
        jw_raw(w, item->mentions == NULL ? "[]" : item->mentions);
    } else if (item->kind == ITEM_LINK) {
        write_link(w, item, def, json, out);
    } else {
        write_file(w, &item->file);
    }
    write_by(w, item);
    jw_kbool(w, "may_remove", may_remove(r, record, item));
    jw_obj_end(w);
    return ERR_OK;
}

enum err item_api_list(struct req *r)
{
    struct reg_loaded record;
    struct reg_item *list = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK)
        e = item_store_list(&r->call, def_of(r), record.id, kind_of(r), &list, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        e = write_item(r, &w, &record, &list[i]);
        e = e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* ---- history ---- */

static json_t *told(struct call *c, const struct reg_item *item, const char *other)
{
    if (item->kind == ITEM_COMMENT)
        return reg_keep(c, json_pack("{s:s}", "comment", item->text));
    if (item->kind == ITEM_FILE)
        return reg_keep(c, json_pack("{s:s}", "file", item->file.name));
    return reg_keep(c, json_pack("{s:s, s:s?}", "link", item->text, "record", other));
}

static void add_entry(struct call *c, const struct reg_def *def, const struct reg_loaded *record,
    const struct reg_item *item, const char *what, const char *other)
{
    json_t *content = told(c, item, other);
    bool gone = strcmp(what, "remove") == 0;
    audit_add(
        c, &(struct audit_entry){.action = mem_printf(c, "%s_%s", item_kind_key(item->kind), what),
               .subject = def->singular,
               .subject_id = record->id,
               .subject_uid = &record->uid,
               .unit_id = record->unit_id,
               .before = gone ? content : NULL,
               .after = gone ? NULL : content});
}

static enum err is_secret(struct call *c, const struct reg_def *def, int64_t id, bool *ret_secret)
{
    *ret_secret = false;
    return def->readers ? reader_is_secret(c, def->singular, id, ret_secret) : ERR_OK;
}

/* What a record is called in the history of another. */
static const char *named(struct call *c, const struct reg_def *def, const json_t *json)
{
    const char *number = body_text(json, "number");
    const char *title = title_of(def, json);
    return number == NULL ? title : mem_printf(c, "%s %s", number, title);
}

/* A confidential record does not stand in the history of another one, not even without its name:
 * that would say that it is there. So the link is told on its side alone; between two of them it is
 * told without names, on the side where it was made. */
static enum err tell_both(struct call *c, const struct reg_def *of, const struct reg_loaded *record,
    const struct reg_def *def, const struct reg_loaded *other, const struct reg_item *item,
    const char *what)
{
    bool secret = false;
    bool other_secret = false;
    enum err e = is_secret(c, of, record->id, &secret);
    if (e == ERR_OK)
        e = is_secret(c, def, other->id, &other_secret);
    if (e != ERR_OK)
        return e;
    if (secret || !other_secret)
        add_entry(c, of, record, item, what, other_secret ? NULL : named(c, def, other->json));
    if (!secret)
        add_entry(c, def, other, item, what, named(c, of, record->json));
    return ERR_OK;
}

/* In the record's history, and for a link in the other's. */
static enum err add_entries(
    struct req *r, const struct reg_loaded *record, const struct reg_item *item, const char *what)
{
    struct call *c = &r->call;
    const struct reg_def *def = NULL;
    json_t *json = NULL;
    bool out = true;
    struct reg_loaded other = {0};
    if (item->kind != ITEM_LINK) {
        add_entry(c, def_of(r), record, item, what, NULL);
        return ERR_OK;
    }
    enum err e = other_end(r, record, item, &def, &json, &out);
    if (e == ERR_NOT_FOUND) { /* gone, or not for this caller: the record's own history tells it */
        add_entry(c, def_of(r), record, item, what, NULL);
        return ERR_OK;
    }
    if (e == ERR_OK)
        e = reg_load(c, def, body_text(json, "id"), &other);
    return e == ERR_OK ? tell_both(c, def_of(r), record, def, &other, item, what) : e;
}

/* ---- adding ---- */

static enum err room_check(struct req *r, const struct reg_loaded *record)
{
    struct reg_item *list = NULL;
    size_t n = 0;
    enum err e = item_store_list(&r->call, def_of(r), record->id, kind_of(r), &list, &n);
    if (e == ERR_OK && n == LIMIT_RECORD_ITEMS)
        return problem_set_limit(r->call.problem, ERR_CONFLICT, "items_full", LIMIT_RECORD_ITEMS);
    return e;
}

/* A notice to somebody who is not a reader by name would tell that the record is there. */
static enum err mention_check(
    struct req *r, const struct reg_loaded *record, int64_t person, const char *pointer)
{
    struct call *c = &r->call;
    const char *subject = def_of(r)->singular;
    bool secret = false;
    bool named = false;
    enum err e = def_of(r)->readers ? reader_is_secret(c, subject, record->id, &secret) : ERR_OK;
    if (e == ERR_OK && secret)
        e = reader_is_named(c, subject, record->id, person, &named);
    if (e == ERR_OK && secret && !named)
        problem_field(c->problem, pointer, "reader");
    return e;
}

static enum err mention_read(struct req *r, const struct reg_loaded *record, const json_t *mentions,
    struct reg_item *item, int64_t **ret_people)
{
    struct call *c = &r->call;
    size_t i;
    json_t *one;
    const struct reg_def *people = app_register(c->app, "people");
    int64_t *ids = mem_array(c, int64_t, json_array_size(mentions) + 1);
    json_array_foreach((json_t *)mentions, i, one)
    {
        const char *id = json_string_value(one);
        enum err e =
            id == NULL || people == NULL ? ERR_NOT_FOUND : reg_find(c, people, id, &ids[i]);
        const char *pointer = mem_printf(c, "/mentions/%zu", i);
        if (e == ERR_OK)
            e = mention_check(r, record, ids[i], pointer);
        if (e == ERR_NOT_FOUND)
            problem_field(c->problem, pointer, "reference");
        else if (e != ERR_OK)
            return e;
    }
    char *text = json_array_size(mentions) == 0 ? NULL : json_dumps(mentions, JSON_COMPACT);
    item->mentions = mem_strdup(c, text);
    free(text);
    *ret_people = ids;
    return problem_check(c->problem);
}

/* Says who wrote and in which register; the record's title is for those who may read it. */
static enum err mention_tell(
    struct req *r, const struct reg_loaded *record, size_t n, const int64_t *people)
{
    struct call *c = &r->call;
    char id[UUID_TEXT_SIZE];
    const struct notice_arg args[] = {
        {"name", NOTICE_TEXT, c->who->name},
        {"register", NOTICE_MESSAGE, mem_printf(c, "reg.%s", def_of(r)->name)},
    };
    uuid_format(&record->uid, id);
    const struct notice_new notice = {.kind = &NOTICE_MENTION,
        .subject = def_of(r)->singular,
        .subject_uid = &record->uid,
        .path = mem_printf(c, "/%s/%s", def_of(r)->name, id),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = notice_tell_person(c, &notice, people[i]);
    return e;
}

static enum err comment_read(struct req *r, const struct reg_loaded *record, struct reg_item *item)
{
    int64_t *people = NULL;
    const json_t *mentions = json_object_get(r->body, "mentions");
    item->text = body_text(r->body, "text");
    if (item->text[strspn(item->text, " \t\r\n")] == '\0')
        problem_field(r->call.problem, "/text", "required");
    enum err e = mention_read(r, record, mentions, item, &people);
    return e == ERR_OK ? mention_tell(r, record, json_array_size(mentions), people) : e;
}

static enum err link_read(struct req *r, const struct reg_loaded *record, struct reg_item *item)
{
    struct call *c = &r->call;
    struct reg_loaded other;
    const struct reg_def *def = app_register(c->app, body_text(r->body, "register"));
    enum err e =
        def == NULL ? ERR_NOT_FOUND : reg_load(c, def, body_text(r->body, "record"), &other);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && other.deleted)) {
        problem_field(c->problem, def == NULL ? "/register" : "/record", "reference");
        return ERR_INVALID;
    }
    if (e != ERR_OK)
        return e;
    if (def == def_of(r) && other.id == record->id) {
        problem_field(c->problem, "/record", "link_self");
        return ERR_INVALID;
    }
    item->text = body_text(r->body, "kind");
    item->other_reg = def->name;
    item->other_id = other.id;
    item->other_uid = other.uid;
    return ERR_OK;
}

/* A record is found by its files' names and its comments. */
static enum err follow_in_search(
    struct req *r, const struct reg_loaded *record, const struct reg_item *item)
{
    return item->kind == ITEM_LINK ? ERR_OK : reg_search_follow(&r->call, def_of(r), record);
}

static enum err add(struct req *r, const struct reg_loaded *record, struct reg_item *item)
{
    struct call *c = &r->call;
    enum err e = item_store_add(c, item);
    if (e == ERR_UNIQUE)
        return problem_set(c->problem, ERR_CONFLICT, "link_there");
    if (e == ERR_OK)
        e = follow_in_search(r, record, item);
    if (e == ERR_OK)
        e = add_entries(r, record, item, "add");
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    e = write_item(r, &w, record, item);
    return e == ERR_OK ? tx_commit(c) : e;
}

static struct reg_item item_new(const struct req *r, const struct reg_loaded *record)
{
    return (struct reg_item){.uid = uuid_new(r->call.now_ms),
        .kind = kind_of(r),
        .reg = def_of(r)->name,
        .record_id = record->id,
        .record_uid = record->uid,
        .text = "",
        .at_ms = r->call.now_ms,
        .by = r->call.who->account_id,
        .by_uid = r->call.who->account_uid,
        .by_name = r->call.who->name};
}

enum err item_api_add(struct req *r)
{
    struct reg_loaded record;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK && kind_of(r) != ITEM_COMMENT && !may_change(r, &record))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = room_check(r, &record);
    if (e != ERR_OK)
        return e;
    struct reg_item item = item_new(r, &record);
    e = item.kind == ITEM_LINK ? link_read(r, &record, &item) : comment_read(r, &record, &item);
    return e == ERR_OK ? add(r, &record, &item) : e;
}

enum err reg_link(struct call *c, const struct reg_def *def, const char *id,
    const struct reg_def *other_def, const char *other_id)
{
    struct reg_loaded record;
    struct reg_loaded other;
    enum err e = reg_load(c, def, id, &record);
    if (e == ERR_OK && !who_may(c->who, def->update, record.unit_path))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = reg_load(c, other_def, other_id, &other);
    if (e == ERR_OK && (record.deleted || other.deleted))
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    struct reg_item item = {.uid = uuid_new(c->now_ms),
        .kind = ITEM_LINK,
        .reg = def->name,
        .record_id = record.id,
        .record_uid = record.uid,
        .text = "relates",
        .other_reg = other_def->name,
        .other_id = other.id,
        .other_uid = other.uid};
    e = item_store_add(c, &item);
    return e == ERR_OK ? tell_both(c, def, &record, other_def, &other, &item, "add") : e;
}

enum err reg_linked(struct call *c, const struct reg_def *def, const char *id,
    const struct reg_def *other_def, json_t **ret_items)
{
    struct reg_loaded record;
    struct reg_item *list = NULL;
    size_t n = 0;
    json_t *items = reg_keep(c, json_array());
    enum err e = reg_load(c, def, id, &record);
    if (e == ERR_OK)
        e = item_store_list(c, def, record.id, ITEM_LINK, &list, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        char other[UUID_TEXT_SIZE];
        json_t *json = NULL;
        bool out = goes_out(def, &record, &list[i]);
        if (strcmp(out ? list[i].other_reg : list[i].reg, other_def->name) != 0)
            continue;
        uuid_format(out ? &list[i].other_uid : &list[i].record_uid, other);
        e = reg_get(c, other_def, other, &json);
        if (e == ERR_OK)
            json_array_append(items, json);
        e = e == ERR_NOT_FOUND ? ERR_OK : e;
    }
    if (e == ERR_OK)
        *ret_items = items;
    return e;
}

/* ---- files ---- */

/* Before megabytes are stored: may this caller add at all? */
static enum err upload_check(struct req *r)
{
    struct reg_loaded record;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK && !may_change(r, &record))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = room_check(r, &record);
    tx_abort(&r->call);
    return e;
}

/* What the bytes say they are counts, not what was claimed. */
static void media_look(struct req *r)
{
    unsigned char head[16];
    ssize_t n = pread(r->upload.fd, head, sizeof head, 0);
    r->upload.media_type = file_media_look(r, r->upload.media_type, head, n > 0 ? (size_t)n : 0);
}

enum err item_api_upload(struct req *r)
{
    struct reg_loaded record;
    struct file_info info;
    enum err e = upload_check(r);
    media_look(r);
    if (e == ERR_OK)
        e = file_store_upload(&r->call, &r->upload, &info);
    if (e == ERR_OK)
        e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK && !may_change(r, &record))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = file_make_ready(&r->call, info.id);
    if (e != ERR_OK)
        return e;
    struct reg_item item = item_new(r, &record);
    item.file = info;
    return add(r, &record, &item);
}

static enum err item_of(
    struct req *r, const struct reg_loaded *record, bool deleted, struct reg_item *ret_item)
{
    struct uuid uid;
    struct reg_item item;
    if (!uuid_parse(req_param(r, "item"), &uid))
        return ERR_NOT_FOUND;
    enum err e = item_store_find(&r->call, def_of(r), record->id, &uid, &item);
    if (e == ERR_OK && (item.kind != kind_of(r) || item.deleted != deleted))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_item = item;
    return e;
}

enum err reg_file_name(struct call *c, const struct reg_def *def, int64_t record_id,
    const struct uuid *file, const char **ret_name)
{
    struct reg_item item;
    enum err e = item_store_find(c, def, record_id, file, &item);
    if (e == ERR_OK && (item.kind != ITEM_FILE || item.deleted))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_name = item.file.name;
    return e;
}

enum err item_api_get(struct req *r)
{
    struct reg_loaded record;
    struct reg_item item;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK)
        e = item_of(r, &record, false, &item);
    tx_abort(&r->call); /* the file is read in transactions of its own */
    if (e == ERR_OK)
        e = file_send(r, &item.file);
    r->resp.media_type = NULL; /* nothing that a browser would show: the route's own */
    return e;
}

/* ---- removing and restoring ---- */

static enum err change(struct req *r, bool restore)
{
    struct reg_loaded record = {0};
    struct reg_item item = {0};
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK)
        e = item_of(r, &record, restore, &item);
    if (e == ERR_OK && !may_remove(r, &record, &item))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = item_store_remove(&r->call, &item, restore);
    if (e == ERR_UNIQUE) /* the same link was made again meanwhile */
        e = problem_set(r->call.problem, ERR_CONFLICT, "link_there");
    if (e == ERR_OK)
        e = follow_in_search(r, &record, &item);
    if (e == ERR_OK)
        e = add_entries(r, &record, &item, restore ? "restore" : "remove");
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

enum err item_api_remove(struct req *r)
{
    return change(r, false);
}

enum err item_api_restore(struct req *r)
{
    return change(r, true);
}

/* ---- shapes ---- */

#define MUST FIELD_REQUIRED

static const char *const link_kinds[] = {
    "relates", "causes", "treats", "requires", "evidence", "repeats", NULL};
static const struct option_set OPTIONS_LINK_KIND = {"link_kind", link_kinds};
static const char *const directions[] = {"out", "in", NULL};
static const struct option_set OPTIONS_DIRECTION = {"link_direction", directions};

#define COMMON_FIELDS                                                                      \
    {.key = "by", .type = FIELD_REF}, {.key = "at", .type = FIELD_INSTANT, .flags = MUST}, \
    {                                                                                      \
        .key = "may_remove", .type = FIELD_BOOL, .flags = MUST                             \
    }
#define ID_FIELD                                     \
    {                                                \
        .key = "id", .type = FIELD_ID, .flags = MUST \
    }
#define LIST_OF(name, one)                               \
    static const struct field name[] = {{.key = "items", \
        .type = FIELD_LIST,                              \
        .flags = MUST,                                   \
        .shape = (one),                                  \
        .max = LIMIT_RECORD_ITEMS}}

static const struct field comment_body_fields[] = {
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1},
    {.key = "mentions", .type = FIELD_LIST, .max = 20},
};
const struct shape SHAPE_COMMENT_BODY = SHAPE("CommentBody", comment_body_fields);

static const struct field comment_fields[] = {ID_FIELD,
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "mentions", .type = FIELD_LIST, .flags = MUST}, COMMON_FIELDS};
const struct shape SHAPE_COMMENT = SHAPE("RecordComment", comment_fields);
LIST_OF(comment_list_fields, &SHAPE_COMMENT);
const struct shape SHAPE_COMMENT_LIST = SHAPE("RecordCommentList", comment_list_fields);

static const struct field link_body_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LINK_KIND},
    {.key = "register", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = 64},
    {.key = "record", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = 64},
};
const struct shape SHAPE_LINK_BODY = SHAPE("LinkBody", link_body_fields);

static const struct field link_fields[] = {ID_FIELD,
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_LINK_KIND},
    {.key = "direction", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_DIRECTION},
    {.key = "register", .type = FIELD_TEXT, .flags = MUST},
    {.key = "record", .type = FIELD_REF, .flags = MUST}, COMMON_FIELDS};
const struct shape SHAPE_LINK = SHAPE("RecordLink", link_fields);
LIST_OF(link_list_fields, &SHAPE_LINK);
const struct shape SHAPE_LINK_LIST = SHAPE("RecordLinkList", link_list_fields);

static const struct field file_fields[] = {ID_FIELD,
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "media_type", .type = FIELD_TEXT, .flags = MUST},
    {.key = "size", .type = FIELD_INT, .flags = MUST},
    {.key = "sha256", .type = FIELD_TEXT, .flags = MUST}, COMMON_FIELDS};
const struct shape SHAPE_RECORD_FILE = SHAPE("RecordFile", file_fields);
LIST_OF(file_list_fields, &SHAPE_RECORD_FILE);
const struct shape SHAPE_RECORD_FILE_LIST = SHAPE("RecordFileList", file_list_fields);
