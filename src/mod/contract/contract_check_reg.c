/* Checks of a contract's work by somebody other than the supplier. */
#include "mod/contract/contract_private.h"

static const char *const check_result_keys[] = {"passed", "findings", "failed", NULL};
static const struct option_set CHECK_RESULT = {"contract_check_result", check_result_keys};

static const struct field fields[] = {
    {.key = "contract",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "contracts",
        .column = "contract_id"},
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "checked_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "checker",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 200},
    {.key = "result",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &CHECK_RESULT},
    {.key = "report", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 5000},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record contract;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = contract_host(c, record, "contract", &REG_CONTRACTS, &contract);
    if (e == ERR_OK)
        contract_same_unit(c, record, &contract, "contract_unit");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

const struct reg_def REG_CONTRACT_CHECKS = {
    .name = "contract-checks",
    .singular = "contract_check",
    .schema = "ContractCheck",
    .table = "contract_check",
    .prefix = "CK",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTRACT_READ,
    .create = &PERM_CONTRACT_WRITE,
    .update = &PERM_CONTRACT_WRITE,
    .remove = &PERM_CONTRACT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-checked_on",
    .check = check,
};
