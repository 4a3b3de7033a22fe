/* Indicators of a case: pasted a line each, listed so that nothing opens them, and dropped. */
#include "base/digest.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident.h"
#include "mod/ioc/ioc_private.h"
#include "mod/marking/marking.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

enum {
    PASTE = 100000,
    VALUE = 2000,
    VALUE_SHOWN = 6000,
    NOTE = 1000,
    AHEAD_MS = 5 * 60 * 1000,
    OTHERS = 10
};

/* ---- shapes ---- */

#define KEY(name, key) key,
static const char *const type_keys[] = {IOC_TYPE_LIST(KEY) NULL};
#undef KEY
static const struct option_set TYPE = {"ioc_type", type_keys};

static const struct field ioc_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "type", .type = FIELD_ENUM, .flags = MUST, .options = &TYPE},
    {.key = "value", .type = FIELD_TEXT, .flags = MUST, .max = VALUE},
    {.key = "shown", /* so that nothing makes a link of it */
        .type = FIELD_TEXT,
        .flags = MUST,
        .max = VALUE_SHOWN},
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "first_seen", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "added_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "dropped_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "dropped_reason", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "others", /* other cases with the same one, as far as the caller may read them */
        .type = FIELD_LIST,
        .flags = MUST,
        .max = OTHERS},
};
static const struct shape SHAPE_IOC = SHAPE("Ioc", ioc_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_IOC, .max = LIMIT_IOCS},
};
const struct shape SHAPE_IOC_LIST = SHAPE("IocList", list_fields);

static const struct field new_fields[] = {
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = PASTE},
    {.key = "type", .type = FIELD_ENUM, .options = &TYPE}, /* null: as each looks */
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "first_seen", .type = FIELD_INSTANT},
    {.key = "note", .type = FIELD_LONGTEXT, .max = NOTE},
};
const struct shape SHAPE_IOC_NEW = SHAPE("IocNew", new_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = MUST},
    {.key = "there", .type = FIELD_INT, .flags = MUST}, /* were in the list already */
};
const struct shape SHAPE_IOC_MADE = SHAPE("IocMade", made_fields);

static const struct field drop_fields[] = {
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = NOTE},
};
const struct shape SHAPE_IOC_DROP = SHAPE("IocDrop", drop_fields);

/* ---- the case ---- */

enum err ioc_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    if (e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e;
}

static enum err open_case(struct req *r, struct reg_record *ret_incident)
{
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = ioc_case(r, &PERM_IOC_WRITE, ret_incident);
    return e == ERR_OK ? incident_hold(&r->call, ret_incident->id) : e;
}

/* ---- reading ---- */

enum ioc_type ioc_type_named(const char *key)
{
    int i = 0;
    while (i < IOC_OTHER && strcmp(type_keys[i], key) != 0)
        i++;
    return (enum ioc_type)i;
}

struct others {
    struct ioc_shared *shared;
    struct incident_seen *seen;
    size_t n_shared, n_seen;
};

/* Other cases with the same indicators, of which the caller may read. */
static enum err others_of(struct call *c, int64_t incident_id, struct others *ret_others)
{
    enum err e = ioc_store_shared(c, incident_id, &ret_others->shared, &ret_others->n_shared);
    if (e != ERR_OK)
        return e;
    int64_t *ids = mem_array(c, int64_t, ret_others->n_shared + 1);
    for (size_t i = 0; i < ret_others->n_shared; i++)
        ids[i] = ret_others->shared[i].incident_id;
    return incident_seen_of(c, ids, ret_others->n_shared, &ret_others->seen, &ret_others->n_seen);
}

static const char *number_of(const struct others *others, int64_t incident_id)
{
    for (size_t i = 0; i < others->n_seen; i++)
        if (others->seen[i].id == incident_id)
            return others->seen[i].number;
    return NULL;
}

static void write_others(struct jw *w, const struct ioc *ioc, const struct others *others)
{
    size_t n = 0;
    jw_key(w, "others");
    jw_arr_begin(w);
    for (size_t i = 0; i < others->n_shared && n < OTHERS && ioc->dropped_ms == 0; i++) {
        if (strcmp(others->shared[i].key, ioc->key) != 0)
            continue;
        const char *number = number_of(others, others->shared[i].incident_id);
        if (number != NULL) {
            jw_str(w, number);
            n++;
        }
    }
    jw_arr_end(w);
}

static void write_ioc(
    struct call *c, struct jw *w, const struct ioc *ioc, const struct others *others)
{
    jw_obj_begin(w);
    jw_kint(w, "no", ioc->no);
    jw_kstr(w, "type", ioc->type);
    jw_kstr(w, "value", ioc->value);
    jw_kstr(w, "shown", ioc_defang(c, ioc_type_named(ioc->type), ioc->value));
    jw_kstr(w, "tlp", ioc->tlp);
    jw_kinstant(w, "first_seen", ioc->first_ms);
    jw_kstr(w, "note", ioc->note);
    jw_kinstant(w, "added_at", ioc->added_ms);
    jw_kstr(w, "by", ioc->by_name);
    jw_kinstant(w, "dropped_at", ioc->dropped_ms);
    jw_kstr(w, "dropped_reason", ioc->dropped_reason);
    write_others(w, ioc, others);
    jw_obj_end(w);
}

enum err ioc_list(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct ioc *list = NULL;
    struct others others = {.n_seen = 0};
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = ioc_case(r, &PERM_IOC_READ, &incident);
    if (e == ERR_OK)
        e = ioc_store_list(c, incident.id, &list, &n);
    if (e == ERR_OK)
        e = others_of(c, incident.id, &others);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_ioc(c, &w, &list[i], &others);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- new ones ---- */

static const char *said(struct call *c, const json_t *body, const char *key)
{
    const char *start = NULL, *text = body_text(body, key);
    size_t len = text == NULL ? 0 : utf8_trim(text, &start);
    return len == 0 ? NULL : mem_strndup(c, start, len);
}

static const char *key_of(struct call *c, const char *type, const char *value)
{
    const char *said_of = mem_printf(c, "%s\n%s", type, value);
    const struct digest digest = digest_of(said_of, strlen(said_of));
    char *key = mem_array(c, char, DIGEST_TEXT_SIZE);
    digest_format(&digest, key);
    return key;
}

/* A line, as `wanted` or as it looks; false: it is none of that type, or too long. */
static bool read_line(struct call *c, const char *line, const char *wanted, struct ioc *ioc)
{
    enum ioc_type type = wanted == NULL ? ioc_type_of(line) : ioc_type_named(wanted);
    if (utf8_chars(line) > VALUE || !ioc_is(type, line))
        return false;
    ioc->type = type_keys[type];
    ioc->value = ioc_plain(c, type, line);
    ioc->key = key_of(c, ioc->type, ioc->value);
    return true;
}

/* A line each; the first that cannot be read is told by its number. */
static struct ioc *read_lines(struct call *c, const json_t *body, const struct ioc *like, size_t *n)
{
    struct ioc *list = NULL;
    const char *text = body_text(body, "text");
    int64_t number = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, "\n");
        size_t end = len > 0 && text[len - 1] == '\r' ? len - 1 : len;
        const char *line = ioc_refang(c, mem_strndup(c, text, end));
        struct ioc ioc = *like;
        number++;
        text += len + (text[len] == '\n');
        if (line[0] == '\0')
            continue;
        if (*n == LIMIT_IOC_PASTE) {
            problem_field_limit(c->problem, "/text", "ioc_many", LIMIT_IOC_PASTE);
            return list;
        }
        if (!read_line(c, line, body_text(body, "type"), &ioc)) {
            problem_field_limit(c->problem, "/text", "ioc_line", number);
            return list;
        }
        list = mem_grow(c, list, struct ioc, *n + 1);
        list[(*n)++] = ioc;
    }
    if (*n == 0)
        problem_field(c->problem, "/text", "required");
    return list;
}

static int64_t seen_at(struct call *c, const json_t *body)
{
    int64_t ms = 0;
    const char *text = body_text(body, "first_seen");
    if (text == NULL || !instant_parse(text, &ms))
        return 0;
    if (ms > c->now_ms + AHEAD_MS)
        problem_field(c->problem, "/first_seen", "incident_ahead");
    return ms;
}

/* The sums of a paste say what it was; a hundred lines in the history would say no more. */
static void audit(struct call *c, const struct reg_record *incident, const char *action,
    json_t *after, const char *reason)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .after = reg_keep(c, after),
                     .reason = reason});
}

static const char *digest_of_all(struct call *c, const struct ioc *list, size_t n)
{
    char *all = mem_array(c, char, n *DIGEST_TEXT_SIZE + 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        memcpy(all + at, list[i].key, strlen(list[i].key));
        at += strlen(list[i].key);
    }
    const struct digest digest = digest_of(all, at);
    char *text = mem_array(c, char, DIGEST_TEXT_SIZE);
    digest_format(&digest, text);
    return text;
}

enum err ioc_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    const struct ioc like = {.tlp = body_text(r->body, "tlp"),
        .first_ms = seen_at(c, r->body),
        .note = said(c, r->body, "note")};
    size_t n = 0, made = 0;
    const struct ioc *list = read_lines(c, r->body, &like, &n);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_case(r, &incident);
    if (e == ERR_OK)
        e = ioc_store_add(c, incident.id, list, n, &made);
    if (e != ERR_OK)
        return e;
    if (made > 0)
        audit(c, &incident, "ioc_add",
            json_pack("{s:I, s:s, s:s}", "made", (json_int_t)made, "tlp", like.tlp, "sha256",
                digest_of_all(c, list, n)),
            NULL);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", (int64_t)made);
    jw_kint(&w, "there", (int64_t)(n - made));
    jw_obj_end(&w);
    return tx_commit_any(c);
}

enum err ioc_drop_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    int64_t no = strtoll(req_param(r, "no"), NULL, 10);
    const char *reason = said(c, r->body, "reason");
    if (reason == NULL)
        problem_field(c->problem, "/reason", "required");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = open_case(r, &incident);
    if (e == ERR_OK)
        e = ioc_store_drop(c, incident.id, no, reason);
    if (e != ERR_OK)
        return e;
    audit(c, &incident, "ioc_drop", json_pack("{s:I}", "indicator", (json_int_t)no), reason);
    return tx_commit(c);
}
