/* Certificates and declarations of suppliers that run out: told to who looks after the firm, else
 * to the managers of the units that outsource to it, else to those who run security. */
#include "base/mem.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice_store.h"
#include "mod/supplier/supplier_private.h"

#include <string.h>

enum { CLIENTS = 20 }; /* units whose managers are told of one certificate */

/* Within who may read suppliers. */
static const struct perm MANAGERS = {"supplier.certificate_expires", PERM_ROLE, OF_MANAGER};

static const struct notice_kind kinds[] = {
    {.name = "supplier_certificate_expires", .usual = NOTICE_DAILY}};

static enum err owner(struct call *c, const struct reg_record *record, int64_t *ret_person)
{
    struct reg_record firm;
    const char *id = body_text(json_object_get(record->after, "supplier"), "id");
    enum err e = reg_look(c, &REG_SUPPLIERS, id == NULL ? "" : id, &firm);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    return e == ERR_OK ? reg_ref_id(c, &firm, "owner", ret_person) : e;
}

static enum err managers(
    struct call *c, const struct reg_record *record, struct expiry_receivers *ret_receivers)
{
    const char **paths = NULL;
    size_t n = 0;
    int64_t firm = 0;
    struct expiry_receivers all = {NULL, 0};
    enum err e = reg_ref_id(c, record, "supplier", &firm);
    if (e == ERR_OK)
        e = supplier_store_clients(c, firm, CLIENTS, &paths, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        int64_t *some = NULL;
        size_t n_some = 0;
        e = notice_store_holders(c, &MANAGERS, paths[i], &some, &n_some);
        if (e != ERR_OK || n_some == 0)
            continue;
        all.accounts = mem_grow(c, all.accounts, int64_t, all.n + n_some);
        memcpy(all.accounts + all.n, some, n_some * sizeof *some);
        all.n += n_some;
    }
    if (e == ERR_OK)
        *ret_receivers = all;
    return e;
}

/* What kind it is; one of another kind has a name of its own. */
static struct notice_arg name(struct call *c, const struct reg_record *record)
{
    const char *kind = body_text(record->after, "kind");
    const char *title = body_text(record->after, "title");
    if (title != NULL && strcmp(kind, "other") == 0)
        return (struct notice_arg){"name", NOTICE_TEXT, title};
    return (struct notice_arg){
        "name", NOTICE_MESSAGE, mem_printf(c, "enum.supplier_certificate_kind.%s", kind)};
}

static const struct expiry_subject subject = {
    .reg = &REG_SUPPLIER_CERTIFICATES,
    .kind = &kinds[0],
    .untold = supplier_store_expiring,
    .owner = owner,
    .instead = managers,
    .last = &PERM_SUPPLIER_WRITE,
    .name = name,
};

static enum err run(struct call *c, struct job *job)
{
    (void)job;
    return expiry_tell_all(c, &subject);
}

static const struct job_kind jobs[] = {
    {.name = "supplier_certificate_expiry", .run = run, .every_ms = INT64_C(3600000) /* an hour */},
};

const struct module module_supplier_expiry = {
    .name = "supplier_expiry", .jobs = jobs, .n_jobs = 1, .notices = kinds, .n_notices = 1};
