#include "mod/joint/warning.h"

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/joint-adoptions/grid",
        .op = "joint_grid",
        .perm = &PERM_JOINT_READ,
        .handle = joint_grid_get,
        .query = &SHAPE_JOINT_GRID_QUERY,
        .answer = &SHAPE_JOINT_GRID},
    {.method = METHOD_POST,
        .path = "/api/v1/joint-adoptions/asking",
        .op = "joint_ask",
        .perm = &PERM_JOINT_WRITE,
        .handle = joint_ask,
        .body_kind = BODY_JSON,
        .body = &SHAPE_JOINT_ASKING,
        .answer = &SHAPE_JOINT_ASKED,
        .status = 201},
    {.method = METHOD_GET,
        .path = "/api/v1/mail-warnings/{id}/firms",
        .op = "mail_warning_firms",
        .perm = &PERM_JOINT_READ,
        .handle = warning_firms_get,
        .query = &SHAPE_WARNING_QUERY,
        .answer = &SHAPE_WARNING_FIRMS},
    {.method = METHOD_POST,
        .path = "/api/v1/mail-warnings/{id}/sending",
        .op = "mail_warning_send",
        .perm = &PERM_JOINT_WRITE,
        .handle = warning_send_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_WARNING_SENDING,
        .answer = &SHAPE_WARNING_JOB},
};

static const struct job_kind jobs[] = {{.name = "mail_warning_send", .run = warning_send_run}};

static const struct transfer_column sent[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"warning_id", TRANSFER_REF, "mail_warning"},
    {"to_site", TRANSFER_INT, NULL},
    {"supplier_id", TRANSFER_REF, "supplier"},
    {"site_id", TRANSFER_REF, "site"},
    {"name", TRANSFER_TEXT, NULL},
    {"contact", TRANSFER_TEXT, NULL},
    {"address", TRANSFER_TEXT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"sent_by", TRANSFER_BY, NULL},
};

static const struct transfer_table transfers[] = {TRANSFER_TABLE("mail_warning_sent", sent, 1)};

static const struct reg_def *const registers[] = {
    &REG_JOINT_MEASURES, &REG_JOINT_ADOPTIONS, &REG_SUPPLIER_ATTENDANCES, &REG_MAIL_WARNINGS};

const struct module module_joint = {.name = "joint",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .forget = warning_store_forget};
