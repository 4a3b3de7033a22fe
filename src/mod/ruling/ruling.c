/* Routes, notices, and what of decisions leaves with an organisation. */
#include "kernel/transfer/transfer.h"
#include "mod/incident/incident.h"
#include "mod/ruling/ruling_private.h"

const struct perm PERM_RULING_READ = {"ruling.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_RULING_ASK = {"ruling.ask", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_RULING_POST = {"ruling.post", PERM_ROLE, OF_CISO};

#define CASE "/api/v1/incidents/{id}/rulings"
#define OWN "/api/v1/own-rulings"

static const struct route routes[] = {
    {METHOD_GET, CASE, "ruling_list", .perm = &PERM_RULING_READ, .handle = ruling_list,
        .answer = &SHAPE_RULING_LIST},
    {METHOD_POST, CASE, "ruling_ask", .perm = &PERM_RULING_ASK, .handle = ruling_post_new,
        .body_kind = BODY_JSON, .body = &SHAPE_RULING_NEW, .answer = &SHAPE_RULING, .status = 201},
    {METHOD_GET, "/api/v1/incidents/{id}/ruling-people", "ruling_people", .perm = &PERM_RULING_ASK,
        .handle = ruling_people_get, .query = &SHAPE_RULING_ASKED, .answer = &SHAPE_RULING_SEATS},
    {METHOD_POST, CASE "/{no}/override", "ruling_override", .perm = &PERM_RULING_ASK,
        .handle = ruling_override_post, .body_kind = BODY_JSON, .body = &SHAPE_RULING_REASON,
        .answer = &SHAPE_RULING, .flags = ROUTE_PERSON}, /* somebody answers for it */
    {METHOD_POST, CASE "/{no}/withdraw", "ruling_withdraw", .perm = &PERM_RULING_ASK,
        .handle = ruling_withdraw_post, .body_kind = BODY_JSON, .body = &SHAPE_RULING_REASON,
        .answer = &SHAPE_RULING},
    {METHOD_GET, OWN, "own_rulings", .perm = &PERM_ACCOUNT, .handle = own_rulings_get,
        .answer = &SHAPE_OWN_RULINGS, .flags = ROUTE_PERSON},
    {METHOD_GET, OWN "/{id}", "own_ruling", .perm = &PERM_ACCOUNT, .handle = own_ruling_get,
        .answer = &SHAPE_OWN_RULING, .flags = ROUTE_PERSON},
    {METHOD_POST, OWN "/{id}/opinion", "own_ruling_opinion", .perm = &PERM_ACCOUNT,
        .handle = own_ruling_opinion_post, .body_kind = BODY_JSON, .body = &SHAPE_RULING_OPINION,
        .answer = &SHAPE_OWN_RULING, .flags = ROUTE_PERSON},
    {METHOD_POST, OWN "/{id}/answer", "own_ruling_answer", .perm = &PERM_ACCOUNT,
        .handle = own_ruling_answer_post, .body_kind = BODY_JSON, .body = &SHAPE_RULING_ANSWER,
        .answer = &SHAPE_OWN_RULING, .flags = ROUTE_PERSON},
    {METHOD_POST, OWN "/{id}/review", "own_ruling_review", .perm = &PERM_ACCOUNT,
        .handle = own_ruling_review_post, .body_kind = BODY_JSON, .body = &SHAPE_RULING_REVIEW,
        .answer = &SHAPE_OWN_RULING, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/ruling-posts", "ruling_posts", .perm = &PERM_RULING_READ,
        .handle = ruling_posts_get, .answer = &SHAPE_RULING_POSTS},
    {METHOD_PUT, "/api/v1/ruling-posts", "ruling_posts_put", .perm = &PERM_RULING_POST,
        .handle = ruling_posts_put, .body_kind = BODY_JSON, .body = &SHAPE_RULING_POSTS_NEW,
        .answer = &SHAPE_RULING_POSTS, .flags = ROUTE_IF_MATCH},
};

static const struct transfer_column rulings[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"no", TRANSFER_INT, NULL},
    {"action", TRANSFER_TEXT, NULL},
    {"impact", TRANSFER_TEXT, NULL},
    {"matrix", TRANSFER_TEXT, NULL},
    {"what", TRANSFER_TEXT, NULL},
    {"rank", TRANSFER_TEXT, NULL},
    {"decider_id", TRANSFER_REF, "person"},
    {"stand_in", TRANSFER_INT, NULL},
    {"state", TRANSFER_TEXT, NULL},
    {"due_at", TRANSFER_INSTANT, NULL},
    {"asked_at", TRANSFER_INSTANT, NULL},
    {"asked_by", TRANSFER_BY, NULL},
    {"answer", TRANSFER_TEXT, NULL},
    {"ended_at", TRANSFER_INSTANT, NULL},
    {"ended_by", TRANSFER_BY, NULL},
    {"verdict", TRANSFER_TEXT, NULL},
    {"review", TRANSFER_TEXT, NULL},
    {"reviewed_at", TRANSFER_INSTANT, NULL},
    {"reviewed_by", TRANSFER_BY, NULL},
};
static const struct transfer_column voices[] = {
    {"id", TRANSFER_ID, NULL},
    {"ruling_id", TRANSFER_REF, "ruling"},
    {"rank", TRANSFER_TEXT, NULL},
    {"part", TRANSFER_TEXT, NULL},
    {"person_id", TRANSFER_REF, "person"},
    {"stand_in", TRANSFER_INT, NULL},
    {"opinion", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"said_at", TRANSFER_INSTANT, NULL},
    {"said_by", TRANSFER_BY, NULL},
};
static const struct transfer_column posts[] = {
    {"version", TRANSFER_INT, NULL},
    {"staff", TRANSFER_TEXT, NULL},
    {"head", TRANSFER_TEXT, NULL},
    {"management", TRANSFER_TEXT, NULL},
    {"headquarters", TRANSFER_TEXT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("ruling", rulings, 1),
    TRANSFER_TABLE("ruling_voice", voices, 1),
    TRANSFER_TABLE("ruling_post", posts, 1),
};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? ruling_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

const struct module module_ruling = {.name = "ruling",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .notices = ruling_notices,
    .n_notices = RULING_NOTICES,
    .jobs = ruling_jobs,
    .n_jobs = RULING_JOBS,
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
