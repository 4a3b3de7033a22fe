#include "kernel/transfer/transfer.h"
#include "mod/supplier/supplier_private.h"

/* Firms belong to the whole company: whoever steers a unit has to see which ones there are. */
const struct perm PERM_SUPPLIER_READ = {
    "supplier.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_SUPPLIER_WRITE = {"supplier.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_ENGAGEMENT_READ = {
    "supplier_engagement.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_ENGAGEMENT_WRITE = {
    "supplier_engagement.write", PERM_ROLE, OF_LEADS | OF_MANAGER};
const struct perm PERM_ENGAGEMENT_CONFIRM = {"supplier_engagement.confirm", PERM_ROLE, OF_LEADS};

static const char *const yes_no_keys[] = {"yes", "no", NULL};
const struct option_set OPTIONS_YES_NO = {"yes_no", yes_no_keys};

static const struct reg_def *const registers[] = {&REG_SUPPLIERS, &REG_SUPPLIER_ENGAGEMENTS,
    &REG_SUPPLIER_SUBCONTRACTS, &REG_SUPPLIER_CERTIFICATES, &REG_BUSINESSES};

static const struct transfer_column engagement_business[] = {
    {"engagement_id", TRANSFER_REF, "supplier_engagement"},
    {"business_id", TRANSFER_REF, "business"},
};

static const struct transfer_column rule[] = {
    {"version", TRANSFER_INT, NULL},
    {"mark_internet", TRANSFER_INT, NULL},
    {"mark_information", TRANSFER_INT, NULL},
    {"mark_connection", TRANSFER_INT, NULL},
    {"mark_stops", TRANSFER_INT, NULL},
    {"b_sales", TRANSFER_INT, NULL},
    {"b_employees", TRANSFER_INT, NULL},
    {"c_sales", TRANSFER_INT, NULL},
    {"c_employees", TRANSFER_INT, NULL},
    {"grace_years", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_column duty[] = {
    {"supplier_id", TRANSFER_REF, "supplier"},
    {"duty", TRANSFER_TEXT, NULL},
    {"met", TRANSFER_INT, NULL},
    {"checked_on", TRANSFER_DATE, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_column apart[] = {
    {"supplier_id", TRANSFER_REF, "supplier"},
    {"match_name", TRANSFER_TEXT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
};

static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("supplier_rule", rule, 1),
    TRANSFER_TABLE("supplier_duty", duty, 2),
    TRANSFER_TABLE("supplier_apart", apart, 2),
    /* What was moved is told by internal ids, and undone within thirty days where it was done. */
    {.name = "supplier_merge", .left = "undo"},
    TRANSFER_TABLE("supplier_engagement_business", engagement_business, 2),
};

static const struct respondent_kind respondents[] = {
    {.name = "supplier", .read = &PERM_SUPPLIER_READ, .page = supplier_store_respondents},
};

const struct module module_supplier = {.name = "supplier",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .respondents = respondents,
    .n_respondents = sizeof respondents / sizeof respondents[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0]};
