/* Kinds of respondents that are no unit of the company: suppliers and whoever else a module keeps a
 * register of. The kernel knows none of them by name; a module gives a row. */
#ifndef KANAME_KERNEL_GUEST_RESPONDENT_H
#define KANAME_KERNEL_GUEST_RESPONDENT_H

#include "kernel/app.h"
#include "kernel/sheet/out.h"
#include "kernel/sheet/response.h"
#include "kernel/sheet/sheet_rules.h"

/* One that can be asked. Texts under the call. */
struct respondent {
    int64_t id;
    struct uuid uid;
    const char *name;
    const char *class;                          /* as sheets name it ("A"); NULL: none */
    const char *lang;                           /* NULL: the organisation's */
    const char *contact_name, *contact_address; /* NULL: not known */
};

/* Which of them: all that may be asked and are … */
struct respondent_choice {
    const char *class;       /* of this class; NULL: of any */
    bool marked;             /* marked as a risk */
    const struct uuid *only; /* these alone; NULL: all */
    size_t n_only;
};

/* A letter that one of them got from us after it had answered, as it was sent. */
struct respondent_letter {
    const char *subject, *text;
    int64_t sent_at_ms;
};

struct respondent_kind {
    const char *name;        /* response.respondent_kind, "supplier" */
    const struct perm *read; /* to choose from them, asked for at the top */
    /* At most `limit` with an id above `after`, in order of id; none only when nobody is left. */
    enum err (*page)(struct call *c, const struct respondent_choice *choice, int64_t after,
        int limit, struct respondent **ret_list, size_t *ret_n);
    /* NULL, or the letters about this response, oldest first, under c: its guests read them. */
    enum err (*letters)(
        struct call *c, int64_t response_id, struct respondent_letter **ret_letters, size_t *ret_n);
    /* NULL, or takes somebody with this address out of what the module keeps of what was sent. */
    enum err (*forget)(struct call *c, const char *address);
    /* NULL, or the certificates that one of them holds and that are valid on the day, as sheets
     * name them, under c: a sheet says which questions they spare. */
    enum err (*certificates)(struct call *c, int64_t id, const char *day,
        struct sheet_certificate **ret_certificates, size_t *ret_n);
    /* NULL, or looks before the submission whether what the module asks beside the sheet was
     * answered; what is missing goes into c->problem. */
    enum err (*complete)(struct call *c, const struct response *response);
    /* NULL, or hears that a guest asks something about its response, and that it has been replied
     * to: in the same write transaction, acting as who writes. */
    enum err (*asked)(struct call *c, const struct response *response);
    enum err (*replied)(struct call *c, const struct response *response);
};

/* Takes somebody with this address out of what is kept of what was sent to it: emails, letters,
 * what modules keep (struct module's forget). In the caller's open write transaction. */
enum err respondent_forget(struct call *c, const char *address);

/* NULL: no module has it. */
const struct respondent_kind *respondent_kind_find(const struct app *app, const char *name);

#endif
