/* What of incidents leaves with an organisation, beside the registers. */
#include "mod/incident/incident_private.h"

static const struct transfer_column incident_entry[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"seq", TRANSFER_INT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"state", TRANSFER_TEXT, NULL},
    {"corrects", TRANSFER_INT, NULL},
    {"happened_at", TRANSFER_INSTANT, NULL},
    {"written_at", TRANSFER_INSTANT, NULL},
    {"written_by", TRANSFER_BY, NULL},
};

static const struct transfer_column incident_thanks[] = {
    {"report_id", TRANSFER_REF, "incident_report"},
    {"text", TRANSFER_TEXT, NULL},
    {"thanked_at", TRANSFER_INSTANT, NULL},
    {"thanked_by", TRANSFER_BY, NULL},
};

const struct transfer_table incident_transfers[INCIDENT_TRANSFERS] = {
    TRANSFER_TABLE("incident_thanks", incident_thanks, 1),
    TRANSFER_TABLE("incident_entry", incident_entry, 1),
};
