/* Who came to a seminar, by class, and who has never come to any; entering those who came from a
 * pasted list of firms. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "mod/supplier/supplier_name_rules.h"
#include "mod/supplier/supplier_seminar.h"

#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum { NEVER_SHOWN = 20 };

/* ---- who came ---- */

static const struct field class_fields[] = {
    {.key = "class", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_SUPPLIER_CLASS},
    {.key = "asked", .type = FIELD_BOOL, .flags = MUST}, /* the class is invited */
    {.key = "suppliers", .type = FIELD_INT, .flags = MUST},
    {.key = "attended", .type = FIELD_INT, .flags = MUST},
    {.key = "watched", .type = FIELD_INT, .flags = MUST},
};
static const struct shape SHAPE_CLASS = SHAPE("SeminarClass", class_fields);

static const struct field firm_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "class", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_SUPPLIER_CLASS},
};
static const struct shape SHAPE_FIRM = SHAPE("SeminarFirm", firm_fields);

static const struct field came_fields[] = {
    {.key = "classes", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CLASS},
    {.key = "never_total", .type = FIELD_INT, .flags = MUST},
    {.key = "never", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FIRM},
    {.key = "may_write", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_CAME = SHAPE("SeminarAttended", came_fields);

static const char LETTERS[] = "abcd";

/* The letters of the classes that a seminar invites, under c. */
static const char *invited(struct call *c, const json_t *seminar)
{
    char *letters = mem_array(c, char, sizeof LETTERS);
    size_t n = 0;
    for (const char *l = LETTERS; *l != '\0'; l++)
        if (body_bool(seminar, mem_printf(c, "class_%c", *l)))
            letters[n++] = *l;
    letters[n] = '\0';
    return letters;
}

static void write_class(struct jw *w, int no, const char *letters, const struct seminar_class *of)
{
    char class[2] = {no < SEMINAR_CLASSES - 1 ? LETTERS[no] : '\0', '\0'};
    jw_obj_begin(w);
    jw_kstr(w, "class", *class == '\0' ? NULL : class);
    jw_kbool(w, "asked", *class != '\0' && strchr(letters, *class) != NULL);
    jw_kint(w, "suppliers", of->invited);
    jw_kint(w, "attended", of->attended);
    jw_kint(w, "watched", of->watched);
    jw_obj_end(w);
}

static void write_firm(struct jw *w, const struct seminar_firm *firm)
{
    jw_obj_begin(w);
    out_uuid(w, "id", &firm->uid);
    jw_kstr(w, "number", firm->number);
    jw_kstr(w, "name", firm->name);
    jw_kstr(w, "class", firm->class);
    jw_obj_end(w);
}

static enum err came_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record seminar;
    struct seminar_class classes[SEMINAR_CLASSES] = {{0}};
    struct seminar_firm *never = NULL;
    size_t n = 0;
    int64_t total = 0;
    const char *letters = "";
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIER_SEMINARS, req_param(r, "id"), &seminar);
    if (e == ERR_OK)
        e = seminar_store_classes(c, seminar.id, classes);
    if (e == ERR_OK) {
        letters = invited(c, seminar.after);
        e = seminar_store_never(c, letters, NEVER_SHOWN, &never, &n, &total);
    }
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "classes");
    jw_arr_begin(&w);
    for (int i = 0; i < SEMINAR_CLASSES; i++)
        if (classes[i].invited > 0)
            write_class(&w, i, letters, &classes[i]);
    jw_arr_end(&w);
    jw_kint(&w, "never_total", total);
    jw_key(&w, "never");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_firm(&w, &never[i]);
    jw_arr_end(&w);
    jw_kbool(&w, "may_write", who_may(c->who, &PERM_SUPPLIER_WRITE, "/"));
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- a pasted list ---- */

static const struct field paste_fields[] = {
    {.key = "names",
        .type = FIELD_LIST,
        .flags = MUST,
        .min = 1,
        .max = LIMIT_SEMINAR_NAMES}, /* numbers, corporate numbers or names, one each */
    {.key = "standing", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_SEMINAR_STANDING},
};
static const struct shape SHAPE_PASTE = SHAPE("SeminarPaste", paste_fields);

static const struct field pasted_fields[] = {
    {.key = "entered", .type = FIELD_INT, .flags = MUST},
    {.key = "changed", .type = FIELD_INT, .flags = MUST},
    {.key = "unknown", .type = FIELD_LIST, .flags = MUST}, /* as they were pasted */
    {.key = "several", .type = FIELD_LIST, .flags = MUST}, /* more than one firm */
};
static const struct shape SHAPE_PASTED = SHAPE("SeminarPasted", pasted_fields);

struct paste {
    const char *seminar, *standing; /* uid as text */
    struct seminar_match *matches;
    size_t n_matches;
    int64_t entered, changed;
    json_t *unknown, *several;
};

/* By what a line is looked up: a corporate number, a number of the register, or the name in the
 * form in which names are compared. */
static const char *key_of(struct call *c, const char *line)
{
    const char *number = corporate_number_read(c, line);
    if (number != NULL)
        return number;
    return reg_number_ok(&REG_SUPPLIERS, line) ? line : supplier_match_name(c, line);
}

static enum err enter(struct call *c, struct paste *p, struct seminar_match *match)
{
    struct reg_record record;
    char id[UUID_TEXT_SIZE];
    if (match->entered) {
        uuid_format(&match->attendance, id);
        enum err e = reg_look(c, &REG_SEMINAR_ATTENDANCES, id, &record);
        const char *now = e == ERR_OK ? body_text(record.after, "standing") : NULL;
        if (e != ERR_OK || strcmp(now, p->standing) == 0)
            return e;
        p->changed++;
        json_t *patch = reg_keep(c, json_pack("{s:s}", "standing", p->standing));
        return reg_update(c, &REG_SEMINAR_ATTENDANCES, id, record.version, patch, &record);
    }
    uuid_format(&match->supplier, id);
    json_t *body = reg_keep(c, json_pack("{s:s, s:s, s:s}", "seminar", p->seminar, "supplier", id,
                                   "standing", p->standing));
    enum err e = reg_create(c, &REG_SEMINAR_ATTENDANCES, body, &record);
    p->entered += e == ERR_OK;
    for (size_t i = 0; i < p->n_matches && e == ERR_OK; i++) /* it may stand in the list twice */
        if (memcmp(&p->matches[i].supplier, &match->supplier, sizeof match->supplier) == 0) {
            p->matches[i].entered = true;
            p->matches[i].attendance = record.uid;
        }
    return e;
}

static enum err enter_line(struct call *c, struct paste *p, const char *line)
{
    struct seminar_match *found = NULL;
    const char *key = key_of(c, line);
    for (size_t i = 0; i < p->n_matches; i++) {
        if (strcmp(p->matches[i].key, key) != 0)
            continue;
        if (found != NULL) {
            json_array_append_new(p->several, json_string(line));
            return ERR_OK;
        }
        found = &p->matches[i];
    }
    if (found != NULL)
        return enter(c, p, found);
    json_array_append_new(p->unknown, json_string(line));
    return ERR_OK;
}

static enum err match_all(struct call *c, int64_t seminar_id, const json_t *names, struct paste *p)
{
    size_t i;
    const json_t *name;
    json_t *keys = reg_keep(c, json_array());
    json_array_foreach(names, i, name)
        json_array_append_new(keys, json_string(key_of(c, json_string_value(name))));
    char *text = json_dumps(keys, JSON_COMPACT);
    enum err e = seminar_store_match(c, seminar_id, text, &p->matches, &p->n_matches);
    free(text);
    return e;
}

static void write_pasted(struct req *r, const struct paste *p)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "entered", p->entered);
    jw_kint(&w, "changed", p->changed);
    jw_key(&w, "unknown");
    jw_json(&w, p->unknown);
    jw_key(&w, "several");
    jw_json(&w, p->several);
    jw_obj_end(&w);
}

static enum err paste_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record seminar;
    size_t i;
    const json_t *name;
    char id[UUID_TEXT_SIZE];
    const json_t *names = json_object_get(r->body, "names");
    struct paste p = {.seminar = id,
        .standing = body_text(r->body, "standing"),
        .unknown = reg_keep(c, json_array()),
        .several = reg_keep(c, json_array())};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_SUPPLIER_WRITE);
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIER_SEMINARS, req_param(r, "id"), &seminar);
    if (e == ERR_OK) {
        uuid_format(&seminar.uid, id);
        e = match_all(c, seminar.id, names, &p);
    }
    json_array_foreach(names, i, name)
    {
        if (e == ERR_OK)
            e = enter_line(c, &p, json_string_value(name));
    }
    if (e != ERR_OK)
        return e;
    write_pasted(r, &p);
    return tx_commit_any(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/supplier-seminars/{id}/attended",
        .op = "supplier_seminar_attended",
        .perm = &PERM_SUPPLIER_READ,
        .handle = came_get,
        .answer = &SHAPE_CAME},
    {.method = METHOD_POST,
        .path = "/api/v1/supplier-seminars/{id}/attended",
        .op = "supplier_seminar_paste",
        .perm = &PERM_SUPPLIER_WRITE,
        .handle = paste_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_PASTE,
        .answer = &SHAPE_PASTED},
};

static const struct reg_def *const registers[] = {&REG_SUPPLIER_SEMINARS, &REG_SEMINAR_ATTENDANCES};

const struct module module_supplier_seminar = {.name = "supplier_seminar",
    .routes = routes,
    .n_routes = 2,
    .registers = registers,
    .n_registers = 2};
