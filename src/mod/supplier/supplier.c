#include "base/mem.h"
#include "kernel/transfer/transfer.h"
#include "mod/supplier/supplier_declare.h"
#include "mod/supplier/supplier_review.h"
#include "mod/supplier/supplier_ticket.h"

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
    &REG_SUPPLIER_SUBCONTRACTS, &REG_SUPPLIER_CERTIFICATES, &REG_BUSINESSES, &REG_SUPPLIER_REVIEWS,
    &REG_PARTNERS};

static const struct transfer_column engagement_business[] = {
    {"engagement_id", TRANSFER_REF, "supplier_engagement"},
    {"business_id", TRANSFER_REF, "business"},
};

static const struct transfer_column subcontract_business[] = {
    {"subcontract_id", TRANSFER_REF, "supplier_subcontract"},
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

static const struct transfer_column letter[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"review_id", TRANSFER_REF, "supplier_review"},
    {"response_id", TRANSFER_REF, "response"},
    {"name", TRANSFER_TEXT, NULL},
    {"address", TRANSFER_TEXT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"subject", TRANSFER_TEXT, NULL},
    {"body", TRANSFER_TEXT, NULL},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"sent_by", TRANSFER_BY, NULL},
};

static const struct transfer_column review[] = {{"response_id", TRANSFER_REF, "response"}};

static const struct transfer_column declaring[] = {
    {"campaign_id", TRANSFER_REF, "campaign"},
    {"whom", TRANSFER_TEXT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_column declaration[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"version", TRANSFER_INT, NULL},
    {"declared_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column declared[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"response_id", TRANSFER_REF, "response"},
    {"no", TRANSFER_INT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"match_name", TRANSFER_TEXT, NULL},
    {"corporate_number", TRANSFER_TEXT, NULL},
    {"country", TRANSFER_TEXT, NULL},
    {"work", TRANSFER_TEXT, NULL},
    {"serves", TRANSFER_TEXT, NULL},
    {"employees", TRANSFER_INT, NULL},
    {"further", TRANSFER_TEXT, NULL},
    {"outcome", TRANSFER_TEXT, NULL},
    {"subcontract_id", TRANSFER_REF, "supplier_subcontract"},
    {"settled_at", TRANSFER_INSTANT, NULL},
    {"settled_by", TRANSFER_BY, NULL},
};

static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("supplier_declaring", declaring, 1),
    TRANSFER_TABLE("supplier_declaration", declaration, 1),
    TRANSFER_TABLE("supplier_declared", declared, 1),
    TRANSFER_TABLE("supplier_review", review, 0), /* beside its fields */
    TRANSFER_TABLE("supplier_letter", letter, 1),
    TRANSFER_TABLE("supplier_rule", rule, 1),
    TRANSFER_TABLE("supplier_duty", duty, 2),
    TRANSFER_TABLE("supplier_apart", apart, 2),
    /* What was moved is told by internal ids, and undone within thirty days where it was done. */
    {.name = "supplier_merge", .left = "undo"},
    TRANSFER_TABLE("supplier_engagement_business", engagement_business, 2),
    TRANSFER_TABLE("supplier_subcontract_business", subcontract_business, 2),
};

static enum err letters_of(
    struct call *c, int64_t response_id, struct respondent_letter **ret_letters, size_t *ret_n)
{
    struct review_letter *sent = NULL;
    size_t n = 0;
    enum err e = review_store_letters_of_response(c, response_id, &sent, &n);
    if (e != ERR_OK)
        return e;
    struct respondent_letter *letters = mem_array(c, struct respondent_letter, n);
    for (size_t i = 0; i < n; i++)
        letters[i] = (struct respondent_letter){sent[i].subject, sent[i].body, sent[i].sent_at_ms};
    *ret_letters = letters;
    *ret_n = n;
    return ERR_OK;
}

static const struct respondent_kind respondents[] = {
    {.name = "supplier",
        .read = &PERM_SUPPLIER_READ,
        .page = supplier_store_respondents,
        .letters = letters_of,
        .forget = review_store_letters_forget,
        .certificates = supplier_store_certificates,
        .complete = supplier_declaration_complete,
        .asked = supplier_ticket_asked,
        .replied = supplier_ticket_replied},
};

const struct module module_supplier = {.name = "supplier",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .respondents = respondents,
    .n_respondents = sizeof respondents / sizeof respondents[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0]};
