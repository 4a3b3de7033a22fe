/* What a provider keeps leaves with the organisation: without it, roles that a group gave would
 * stand in the new place as given by hand, and no provider could take them away again. */
#include "kernel/auth/me.h"
#include "kernel/scim/scim.h"
#include "kernel/transfer/transfer.h"

static const struct transfer_column user[] = {
    {"account_id", TRANSFER_REF, "account"},
    {"external_id", TRANSFER_TEXT, NULL},
    {"attributes", TRANSFER_JSON, NULL},
    {"gone", TRANSFER_INT, NULL},
    {"off", TRANSFER_INT, NULL},
};

static const struct transfer_column group[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"folded", TRANSFER_TEXT, NULL},
    {"external_id", TRANSFER_TEXT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column member[] = {
    {"group_id", TRANSFER_REF, "scim_group"},
    {"account_id", TRANSFER_REF, "account"},
};

static const struct transfer_column group_role[] = {
    {"group_id", TRANSFER_REF, "scim_group"},
    {"role", TRANSFER_CHOICE, NULL, &OPTIONS_ROLE},
    {"unit_id", TRANSFER_REF, "unit"},
};

static const struct transfer_column role[] = {
    {"account_id", TRANSFER_REF, "account"},
    {"role", TRANSFER_CHOICE, NULL, &OPTIONS_ROLE},
    {"unit_id", TRANSFER_REF, "unit"},
};

static const struct transfer_table tables[] = {
    TRANSFER_TABLE("scim_user", user, 1),
    TRANSFER_TABLE("scim_group", group, 1),
    TRANSFER_TABLE("scim_member", member, 2),
    TRANSFER_TABLE("scim_group_role", group_role, 3),
    TRANSFER_TABLE("scim_role", role, 3),
};

const struct module module_scim_transfer = {
    .name = "scim_transfer", .transfers = tables, .n_transfers = sizeof tables / sizeof tables[0]};
