/* Inside the module: contracts, what is asked of suppliers, and what their records share. */
#ifndef KANAME_MOD_CONTRACT_CONTRACT_PRIVATE_H
#define KANAME_MOD_CONTRACT_CONTRACT_PRIVATE_H

#include "kernel/expiry/expiry.h"
#include "kernel/http/req.h"
#include "kernel/register/register_check.h"
#include "mod/contract/contract.h"

extern const struct perm PERM_CONTRACT_READ, PERM_CONTRACT_WRITE, PERM_CONTRACT_APPROVE;
extern const struct perm PERM_ASK_READ, PERM_ASK_WRITE;
extern const struct option_set OPTIONS_REQUIREMENT_PHASE, OPTIONS_REQUIREMENT_LEVEL;

/* The record that a reference field of another record leads to. ERR_NOT_FOUND: it is not for the
 * caller, which is told at the field, or the field is empty. */
enum err contract_host(struct call *c, const struct reg_record *record, const char *key,
    const struct reg_def *def, struct reg_record *ret_host);

/* Adds `code` at /unit where the record is not in the unit of its host. */
void contract_same_unit(struct call *c, const struct reg_record *record,
    const struct reg_record *host, const char *code);

/* Adds "required" at a text that is not there. */
void contract_needs(struct call *c, const struct reg_record *record, const char *key);

/* Adds `code` at each of the fields that the change touches. */
void contract_keeps(struct call *c, const struct reg_record *record, const char *const *keys,
    size_t n, const char *code);

/* The record is called after the one that its reference leads to. */
void contract_named_by(const struct reg_record *record, const char *key);

/* The state the record had before; "": it is new. */
const char *contract_was(const struct reg_record *record);
bool contract_is(const json_t *record, const char *key, const char *value);

/* SQL */

/* How many points and checks hang on the contract. */
enum err contract_store_parts(struct call *c, int64_t contract_id, int64_t *ret_n);
/* ERR_CONFLICT: somebody else has taken one meanwhile. */
enum err contract_store_set_taken(struct call *c, int64_t contract_id, int64_t set_id);
/* Whether the request has that firm already, in another record. */
enum err contract_store_firm(
    struct call *c, int64_t ask_id, int64_t supplier_id, int64_t but, bool *ret_there);
/* Contracts that end, services that are to be looked up again (struct expiry_subject). */
enum err contract_store_ending(struct call *c, const struct expiry_days *days, int64_t after,
    int limit, struct expiring **ret_list, size_t *ret_n);
enum err contract_store_services_due(struct call *c, const struct expiry_days *days, int64_t after,
    int limit, struct expiring **ret_list, size_t *ret_n);

#endif
