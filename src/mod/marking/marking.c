/* Routes, the check that other modules ask for, and what leaves with an organisation. */
#include "mod/marking/marking.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/transfer/transfer.h"
#include "mod/incident/incident.h"
#include "mod/ioc/ioc.h"
#include "mod/marking/marking_private.h"

#include <inttypes.h>
#include <string.h>

/* What is delicate in a case is for fewer than the case. */
const struct perm PERM_CASE_PIECE_READ = {"case_piece.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_CASE_PIECE_WRITE = {"case_piece.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

/* ---- for who tells outsiders ---- */

enum err marking_load_pieces(struct call *c, int64_t incident_id, struct marking_set *ret_set)
{
    struct case_piece *all = NULL;
    size_t n = 0;
    enum err e = piece_store_all(c, incident_id, &all, &n);
    if (e != ERR_OK)
        return e;
    struct marking_piece *pieces = mem_array(c, struct marking_piece, n + 1);
    for (size_t i = 0; i < n; i++)
        pieces[i] = all[i].says;
    *ret_set = (struct marking_set){.pieces = pieces, .n = n};
    return ERR_OK;
}

/* A piece that says as much of the value or more, and perhaps for whom, goes before. */
static bool said_already(
    const struct marking_set *set, const char *const *plains, const char *plain, enum tlp tlp)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->pieces[i].tlp >= tlp && strcmp(plains[i], plain) == 0)
            return true;
    return false;
}

/* What is too short would be found everywhere. No reference leads to an indicator. */
static size_t add_iocs(struct call *c, const struct marking_set *set, const struct ioc_marked *iocs,
    size_t n, struct marking_piece *to)
{
    const char **plains = mem_array(c, const char *, set->n + 1);
    size_t made = 0;
    for (size_t i = 0; i < set->n; i++)
        plains[i] = marking_plain(c, set->pieces[i].value);
    for (size_t i = 0; i < n; i++) {
        const struct msg_arg no = {"no", mem_printf(c, "%" PRId64, iocs[i].no)};
        enum tlp tlp = tlp_of(iocs[i].tlp);
        if (marking_value_ok(c, iocs[i].value) &&
            !said_already(set, plains, marking_plain(c, iocs[i].value), tlp))
            to[made++] = (struct marking_piece){.no = MARKING_NO_PIECE,
                .title = msg_format(c, c->lang, "marking.ioc", &no, 1),
                .value = iocs[i].value,
                .tlp = tlp};
    }
    return made;
}

enum err marking_load(struct call *c, int64_t incident_id, struct marking_set *ret_set)
{
    struct marking_set set;
    struct ioc_marked *iocs = NULL;
    size_t n = 0;
    enum err e = marking_load_pieces(c, incident_id, &set);
    if (e == ERR_OK)
        e = ioc_marked(c, incident_id, &iocs, &n);
    if (e != ERR_OK)
        return e;
    struct marking_piece *all = mem_array(c, struct marking_piece, set.n + n + 1);
    for (size_t i = 0; i < set.n; i++)
        all[i] = set.pieces[i];
    size_t n_all = set.n + add_iocs(c, &set, iocs, n, all + set.n);
    *ret_set = (struct marking_set){.pieces = all, .n = n_all};
    return ERR_OK;
}

/* What of the text it is, and why. */
static const char *told(struct call *c, const struct marking_finding *f)
{
    if (f->piece == NULL)
        return f->found;
    const struct msg_arg args[] = {
        {"found", f->found}, {"title", f->piece->title}, {"tlp", tlp_label(f->piece->tlp)}};
    return msg_format(c, c->lang, "marking.found", args, 3);
}

static void refuse(struct call *c, const struct marking_finding *f)
{
    switch (f->fault) {
    case MARKING_UNKNOWN:
        problem_field_value(c->problem, f->text->pointer, "marking_unknown", told(c, f));
        break;
    case MARKING_ABOVE:
        problem_field_value(c->problem, f->text->pointer, "marking_above", told(c, f));
        break;
    case MARKING_READER:
        problem_field_value(c->problem, f->text->pointer, "marking_reader", told(c, f));
        break;
    }
}

enum err marking_check(
    struct call *c, const struct marking_set *set, const struct marking_release *release)
{
    struct marking_finding *findings = NULL;
    size_t found = marking_find(c, set->pieces, set->n, release, &findings);
    for (size_t i = 0; i < found; i++)
        refuse(c, &findings[i]);
    return problem_check(c->problem);
}

/* ---- rows ---- */

#define CASE "/api/v1/incidents/{id}"

static const struct route routes[] = {
    {METHOD_GET, CASE "/pieces", "case_pieces", .perm = &PERM_CASE_PIECE_READ, .handle = pieces_get,
        .answer = &SHAPE_CASE_PIECES},
    {METHOD_POST, CASE "/pieces", "case_piece_add", .perm = &PERM_CASE_PIECE_WRITE,
        .handle = piece_post, .body_kind = BODY_JSON, .body = &SHAPE_CASE_PIECE_BODY,
        .answer = &SHAPE_CASE_PIECE, .status = 201},
    {METHOD_PUT, CASE "/pieces/{no}", "case_piece_put", .perm = &PERM_CASE_PIECE_WRITE,
        .handle = piece_put, .body_kind = BODY_JSON, .body = &SHAPE_CASE_PIECE_BODY,
        .answer = &SHAPE_CASE_PIECE, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, CASE "/release-check", "case_release_check", .perm = &PERM_CASE_PIECE_READ,
        .handle = release_try_post, .body_kind = BODY_JSON, .body = &SHAPE_RELEASE_TRY,
        .answer = &SHAPE_RELEASE_TRIED},
};

static const struct transfer_column columns[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"no", TRANSFER_INT, NULL},
    {"title", TRANSFER_TEXT, NULL},
    {"value", TRANSFER_TEXT, NULL},
    {"tlp", TRANSFER_TEXT, NULL},
    {"allowed", TRANSFER_JSON, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};
static const struct transfer_table transfers[] = {TRANSFER_TABLE("case_piece", columns, 1)};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? piece_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

const struct module module_marking = {.name = "marking",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
