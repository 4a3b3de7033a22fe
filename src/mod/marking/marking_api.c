/* Pieces of information of a case: read, written, and a text tried against them. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident.h"
#include "mod/marking/marking_private.h"

#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shapes ---- */

#define KEY(name, key, label) key,
static const char *const tlp_keys[] = {TLP_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_TLP = {"tlp", tlp_keys};

static const char *const fault_keys[] = {
    [MARKING_UNKNOWN] = "unknown", [MARKING_ABOVE] = "above", [MARKING_READER] = "reader", NULL};
static const struct option_set FAULTS = {"marking_fault", fault_keys};

static const struct field piece_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "allowed", .type = FIELD_LIST, .flags = MUST, .max = LIMIT_PIECE_ALLOWED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
};
const struct shape SHAPE_CASE_PIECE = SHAPE("CasePiece", piece_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CASE_PIECE,
        .max = LIMIT_CASE_PIECES},
};
const struct shape SHAPE_CASE_PIECES = SHAPE("CasePieces", list_fields);

static const struct field body_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = LIMIT_NAME},
    {.key = "value", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = LIMIT_NOTE},
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "allowed", .type = FIELD_LIST, .max = LIMIT_PIECE_ALLOWED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};
const struct shape SHAPE_CASE_PIECE_BODY = SHAPE("CasePieceBody", body_fields);

static const struct field try_fields[] = {
    {.key = "tlp", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_TLP},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = LIMIT_TEXT},
    {.key = "readers", .type = FIELD_LIST, .max = LIMIT_PIECE_ALLOWED}, /* none: everybody */
};
const struct shape SHAPE_RELEASE_TRY = SHAPE("ReleaseTry", try_fields);

static const struct field finding_fields[] = {
    {.key = "fault", .type = FIELD_ENUM, .flags = MUST, .options = &FAULTS},
    {.key = "found", .type = FIELD_TEXT, .flags = MUST},
    {.key = "no", .type = FIELD_INT, .flags = MAYBE},
    {.key = "title", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "tlp", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_TLP},
};
static const struct shape SHAPE_FINDING = SHAPE("ReleaseFinding", finding_fields);
static const struct field tried_fields[] = {
    {.key = "findings", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FINDING},
};
const struct shape SHAPE_RELEASE_TRIED = SHAPE("ReleaseTried", tried_fields);

/* ---- answers ---- */

static void write_piece(struct jw *w, const struct case_piece *piece)
{
    jw_obj_begin(w);
    jw_kint(w, "no", piece->says.no);
    jw_kstr(w, "title", piece->says.title);
    jw_kstr(w, "value", piece->says.value);
    jw_kstr(w, "tlp", tlp_key(piece->says.tlp));
    jw_key(w, "allowed");
    jw_arr_begin(w);
    for (size_t i = 0; i < piece->says.n_allowed; i++)
        jw_str(w, piece->says.allowed[i]);
    jw_arr_end(w);
    jw_kstr(w, "note", piece->note);
    jw_kint(w, "version", piece->version);
    jw_kinstant(w, "updated_at", piece->updated_ms);
    jw_kstr(w, "by", piece->by_name);
    jw_obj_end(w);
}

static enum err case_of(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    if (e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e;
}

enum err pieces_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_piece *pieces = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = case_of(r, &PERM_CASE_PIECE_READ, &incident);
    if (e == ERR_OK)
        e = piece_store_all(c, incident.id, &pieces, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_piece(&w, &pieces[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- writing ---- */

/* Names of a list, each once something; what is no text is a bad field. */
static size_t names_of(struct call *c, const json_t *body, const char *key, const char ***ret_names)
{
    const json_t *list = json_object_get(body, key);
    const char **names = mem_array(c, const char *, json_array_size(list) + 1);
    size_t n = 0, i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *start = NULL;
        const char *name = json_string_value(one);
        size_t len = name == NULL ? 0 : utf8_trim(name, &start);
        if (len == 0 || utf8_chars(name) > LIMIT_NAME)
            problem_field(c->problem, mem_printf(c, "/%s/%zu", key, i), "required");
        else
            names[n++] = mem_printf(c, "%.*s", (int)len, start);
    }
    *ret_names = names;
    return n;
}

static enum err piece_of(struct call *c, const json_t *body, struct case_piece *piece)
{
    const char **names = NULL;
    const char *start = NULL;
    piece->says.title = body_text(body, "title");
    piece->says.value = body_text(body, "value");
    piece->says.tlp = tlp_of(body_text(body, "tlp"));
    piece->says.n_allowed = names_of(c, body, "allowed", &names);
    piece->says.allowed = names;
    piece->note = body_text(body, "note");
    if (utf8_trim(piece->says.title, &start) == 0)
        problem_field(c->problem, "/title", "required");
    if (!marking_value_ok(c, piece->says.value))
        problem_field(c->problem, "/value", "marking_value");
    return problem_check(c->problem);
}

/* What is marked stays out of the audit's payload: its class and who may be told are in it. */
static json_t *told(const struct case_piece *piece)
{
    json_t *names = json_array();
    for (size_t i = 0; i < piece->says.n_allowed; i++)
        json_array_append_new(names, json_string(piece->says.allowed[i]));
    return json_pack("{s:I, s:s, s:s, s:o}", "piece", (json_int_t)piece->says.no, "title",
        piece->says.title, "tlp", tlp_key(piece->says.tlp), "allowed", names);
}

static enum err finish(
    struct req *r, const struct reg_record *incident, int64_t no, const struct case_piece *before)
{
    struct call *c = &r->call;
    struct case_piece piece;
    enum err e = piece_store_one(c, incident->id, no, &piece);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "piece_mark",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .before = before == NULL ? NULL : reg_keep(c, told(before)),
                     .after = reg_keep(c, told(&piece))});
    struct jw w = resp_json(r);
    write_piece(&w, &piece);
    resp_etag(r, piece.version);
    return tx_commit(c);
}

enum err piece_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_piece piece = {.version = 1};
    enum err e = piece_of(c, r->body, &piece);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = case_of(r, &PERM_CASE_PIECE_WRITE, &incident);
    if (e == ERR_OK)
        e = incident_hold(c, incident.id);
    if (e == ERR_OK)
        e = piece_store_add(c, incident.id, &piece);
    return e == ERR_OK ? finish(r, &incident, piece.says.no, NULL) : e;
}

enum err piece_put(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_piece before, piece;
    int64_t no = strtoll(req_param(r, "no"), NULL, 10);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = case_of(r, &PERM_CASE_PIECE_WRITE, &incident);
    if (e == ERR_OK)
        e = piece_store_one(c, incident.id, no, &before);
    if (e == ERR_OK)
        e = req_match(r, before.version);
    piece = before;
    if (e == ERR_OK)
        e = piece_of(c, r->body, &piece);
    if (e == ERR_OK)
        e = piece_store_put(c, incident.id, &piece);
    return e == ERR_OK ? finish(r, &incident, no, &before) : e;
}

/* ---- trying a text ---- */

static void write_finding(struct jw *w, const struct marking_finding *f)
{
    jw_obj_begin(w);
    jw_kstr(w, "fault", fault_keys[f->fault]);
    jw_kstr(w, "found", f->found);
    jw_key(w, "no");
    if (f->piece == NULL)
        jw_null(w);
    else
        jw_int(w, f->piece->no);
    jw_kstr(w, "title", f->piece == NULL ? NULL : f->piece->title);
    jw_kstr(w, "tlp", f->piece == NULL ? NULL : tlp_key(f->piece->tlp));
    jw_obj_end(w);
}

enum err release_try_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct marking_set set;
    struct marking_finding *findings = NULL;
    const char **readers = NULL;
    const struct marking_text text = {.pointer = "/text", .text = body_text(r->body, "text")};
    struct marking_release release = {
        .tlp = tlp_of(body_text(r->body, "tlp")), .texts = &text, .n_texts = 1};
    release.n_readers = names_of(c, r->body, "readers", &readers);
    release.readers = readers;
    release.all = release.n_readers == 0;
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = tx_begin_read(c);
    if (e == ERR_OK)
        e = case_of(r, &PERM_CASE_PIECE_READ, &incident);
    if (e == ERR_OK)
        e = marking_load(c, incident.id, &set);
    if (e != ERR_OK)
        return e;
    size_t found = marking_find(c, set.pieces, set.n, &release, &findings);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "findings");
    jw_arr_begin(&w);
    for (size_t i = 0; i < found; i++)
        write_finding(&w, &findings[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}
