/* Certificates and declarations that suppliers hold. SECURITY ACTION is declared by the firm itself
 * (IPA says so: it is no certification), ★3 is declared after an expert has looked, the others are
 * given by a third party. */
#include "base/limits.h"
#include "mod/supplier/supplier_private.h"

#include <string.h>

static const char *const kind_keys[] = {"isms", "privacy_mark", "security_action_1",
    "security_action_2", "scs_3", "scs_4", "scs_5", "other", NULL};
static const struct option_set KINDS = {"supplier_certificate_kind", kind_keys};
static const char *const basis_keys[] = {"self_declared", "checked", "third_party", NULL};
static const struct option_set BASES = {"supplier_certificate_basis", basis_keys};

static const struct field fields[] = {
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NAME},
    {.key = "basis", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &BASES},
    {.key = "registration",
        .type = FIELD_TEXT,
        .flags = FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_LABEL},
    {.key = "scope", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "valid_from", .type = FIELD_DATE},
    {.key = "valid_to", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "confirmed_on", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "evidence", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};

/* On what the kind stands; NULL: that is for whoever enters it. */
static const char *basis_of(const char *kind)
{
    static const char *const bases[][2] = {{"security_action_1", "self_declared"},
        {"security_action_2", "self_declared"}, {"scs_3", "checked"}, {"scs_4", "third_party"},
        {"isms", "third_party"}, {"privacy_mark", "third_party"}};
    for (size_t i = 0; kind != NULL && i < sizeof bases / sizeof bases[0]; i++)
        if (strcmp(kind, bases[i][0]) == 0)
            return bases[i][1];
    return NULL;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *from = body_text(record->after, "valid_from");
    const char *until = body_text(record->after, "valid_to");
    const char *basis = basis_of(body_text(record->after, "kind"));
    if (from != NULL && until != NULL && strcmp(until, from) < 0)
        problem_field(c->problem, "/valid_to", "certificate_days");
    if (basis != NULL)
        json_object_set_new(record->after, "basis", json_string(basis));
    return ERR_OK;
}

static const struct reg_due due = {"valid_to", NULL, NULL};

const struct reg_def REG_SUPPLIER_CERTIFICATES = {
    .name = "supplier-certificates",
    .singular = "supplier_certificate",
    .schema = "SupplierCertificate",
    .table = "supplier_certificate",
    .prefix = "CE",
    .scope = REG_ORG,
    .read = &PERM_SUPPLIER_READ,
    .create = &PERM_SUPPLIER_WRITE,
    .update = &PERM_SUPPLIER_WRITE,
    .remove = &PERM_SUPPLIER_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "valid_to",
    .due = &due,
    .check = check,
};
