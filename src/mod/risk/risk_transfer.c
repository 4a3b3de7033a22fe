/* What of risks leaves with an organisation, beside the registers. */
#include "kernel/transfer/transfer.h"
#include "mod/risk/risk_recompute.h"

static const struct transfer_column risk_method[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"key", TRANSFER_TEXT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"document", TRANSFER_JSON, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
};

static const struct transfer_column risk_choice[] = {
    {"method_key", TRANSFER_TEXT, NULL},
    {"method_version", TRANSFER_INT, NULL},
    {"chosen_at", TRANSFER_INSTANT, NULL},
    {"chosen_by", TRANSFER_BY, NULL},
};

static const struct transfer_column risk_recompute[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"cause", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_CAUSE},
    {"method_key", TRANSFER_TEXT, NULL},
    {"method_version", TRANSFER_INT, NULL},
    {"rows_seen", TRANSFER_INT, NULL},
    {"moved", TRANSFER_INT, NULL},
    {"up", TRANSFER_INT, NULL},
    {"down", TRANSFER_INT, NULL},
    {"returned", TRANSFER_INT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
};

static const struct transfer_column risk_move[] = {
    {"recompute_id", TRANSFER_REF, "risk_recompute"},
    {"no", TRANSFER_INT, NULL},
    {"risk_id", TRANSFER_REF, "risk"},
    {"value_before", TRANSFER_INT, NULL},
    {"value_after", TRANSFER_INT, NULL},
    {"now_before", TRANSFER_INT, NULL},
    {"now_after", TRANSFER_INT, NULL},
    {"band_before", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_BAND},
    {"band_after", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_BAND},
    {"returns", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_RETURN},
};

static const struct transfer_column risk_snapshot[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"period", TRANSFER_TEXT, NULL},
    {"by_hand", TRANSFER_INT, NULL},
    {"as_of", TRANSFER_DATE, NULL},
    {"method_key", TRANSFER_TEXT, NULL},
    {"method_version", TRANSFER_INT, NULL},
    {"taken_at", TRANSFER_INSTANT, NULL},
    {"taken_by", TRANSFER_BY, NULL},
};

static const struct transfer_column risk_snapshot_unit[] = {
    {"snapshot_id", TRANSFER_REF, "risk_snapshot"},
    {"unit_id", TRANSFER_REF, "unit"},
    {"calm", TRANSFER_INT, NULL},
    {"watch", TRANSFER_INT, NULL},
    {"warn", TRANSFER_INT, NULL},
    {"alarm", TRANSFER_INT, NULL},
    {"unknown", TRANSFER_INT, NULL},
};

static const struct transfer_column risk_snapshot_row[] = {
    {"snapshot_id", TRANSFER_REF, "risk_snapshot"},
    {"risk_id", TRANSFER_REF, "risk"},
    {"number", TRANSFER_TEXT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"unit_id", TRANSFER_REF, "unit"},
    {"state", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_STATE},
    {"treatment", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_TREATMENT},
    {"likelihood_used", TRANSFER_INT, NULL},
    {"importance_used", TRANSFER_INT, NULL},
    {"value", TRANSFER_INT, NULL},
    {"residual_likelihood_used", TRANSFER_INT, NULL},
    {"residual_importance_used", TRANSFER_INT, NULL},
    {"residual_value", TRANSFER_INT, NULL},
    {"value_now", TRANSFER_INT, NULL},
    {"band", TRANSFER_CHOICE, NULL, &OPTIONS_RISK_BAND},
};

static const struct transfer_table tables[] = {
    TRANSFER_TABLE("risk_recompute", risk_recompute, 1),
    TRANSFER_TABLE("risk_move", risk_move, 2),
    TRANSFER_TABLE("risk_snapshot", risk_snapshot, 1),
    TRANSFER_TABLE("risk_snapshot_unit", risk_snapshot_unit, 2),
    TRANSFER_TABLE("risk_snapshot_row", risk_snapshot_row, 2),
    TRANSFER_TABLE("risk_method", risk_method, 1),
    TRANSFER_TABLE("risk_choice", risk_choice, 1),
};

const struct module module_risk_transfer = {
    .name = "risk_transfer", .transfers = tables, .n_transfers = sizeof tables / sizeof tables[0]};
