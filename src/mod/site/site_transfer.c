/* What of sites leaves with an organisation, beside the registers. */
#include "kernel/transfer/transfer.h"
#include "mod/site/site_private.h"

static const struct transfer_column site_setting[] = {
    {"officer_days", TRANSFER_INT, NULL},
    {"head_days", TRANSFER_INT, NULL},
    {"plus_share", TRANSFER_INT, NULL},
    {"words", TRANSFER_JSON, NULL},
    {"nothing_words", TRANSFER_JSON, NULL},
    {"head_words", TRANSFER_JSON, NULL},
    {"version", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_column site_escalation[] = {
    {"id", TRANSFER_ID, NULL},
    {"finding", TRANSFER_TEXT, NULL},
    {"due", TRANSFER_DATE, NULL},
    {"step", TRANSFER_TEXT, NULL},
    {"told_at", TRANSFER_INSTANT, NULL},
};

const struct transfer_table site_transfers[SITE_TRANSFERS] = {
    TRANSFER_TABLE("site_setting", site_setting, 1),
    TRANSFER_TABLE("site_escalation", site_escalation, 1),
};
