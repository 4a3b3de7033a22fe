/* What of reports leaves with an organisation, beside the register of issues. */
#include "kernel/transfer/transfer.h"
#include "mod/report/report.h"

static const struct transfer_column report_document[] = {
    {"issue_id", TRANSFER_REF, "report_issue"},
    {"document", TRANSFER_JSON, NULL},
};

static const struct transfer_column report_words[] = {
    {"issue_id", TRANSFER_REF, "report_issue"},
    {"section", TRANSFER_TEXT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"author_id", TRANSFER_BY, NULL},
    {"version", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column report_file[] = {
    {"issue_id", TRANSFER_REF, "report_issue"},
    {"format", TRANSFER_TEXT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"digest", TRANSFER_TEXT, NULL},
    {"file_id", TRANSFER_REF, "file"},
};

static const struct transfer_table tables[] = {
    TRANSFER_TABLE("report_document", report_document, 1),
    TRANSFER_TABLE("report_words", report_words, 3),
    TRANSFER_TABLE("report_file", report_file, 3),
};

const struct module module_report_transfer = {
    .name = "report_transfer",
    .transfers = tables,
    .n_transfers = sizeof tables / sizeof tables[0],
};
