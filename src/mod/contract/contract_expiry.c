/* Contracts that end, and services whose entry in a list is to be looked up again: told to who is
 * in charge, else to those who run security in the unit. */
#include "kernel/job/job.h"
#include "mod/contract/contract_private.h"
#include "mod/contract/split_private.h"

enum { CONTRACT, SERVICE, SUBJECTS };

static const struct notice_kind kinds[SUBJECTS] = {
    [CONTRACT] = {.name = "contract_expires", .usual = NOTICE_DAILY},
    [SERVICE] = {.name = "security_service_check_due", .usual = NOTICE_DAILY},
};

static struct notice_arg name(struct call *c, const struct reg_record *record)
{
    (void)c;
    return (struct notice_arg){"name", NOTICE_TEXT, body_text(record->after, "title")};
}

static const struct expiry_subject subjects[SUBJECTS] = {
    [CONTRACT] = {.reg = &REG_CONTRACTS,
        .kind = &kinds[CONTRACT],
        .untold = contract_store_ending,
        .last = &PERM_CONTRACT_WRITE,
        .name = name},
    [SERVICE] = {.reg = &REG_SECURITY_SERVICES,
        .kind = &kinds[SERVICE],
        .untold = contract_store_services_due,
        .last = &PERM_SERVICE_WRITE,
        .name = name},
};

static enum err run(struct call *c, struct job *job)
{
    enum err e = ERR_OK;
    (void)job;
    for (int i = 0; i < SUBJECTS && e == ERR_OK; i++)
        e = expiry_tell_all(c, &subjects[i]);
    return e;
}

static const struct job_kind jobs[] = {
    {.name = "contract_expiry", .run = run, .every_ms = INT64_C(3600000) /* an hour */},
};

const struct module module_contract_expiry = {
    .name = "contract_expiry", .jobs = jobs, .n_jobs = 1, .notices = kinds, .n_notices = SUBJECTS};
