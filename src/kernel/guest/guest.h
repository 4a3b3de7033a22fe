/* Answering without an account (docs/adr/0025): people of an outside respondent – a supplier – are
 * invited by email to answer one response. A guest is such an invitation: whoever has its link and
 * the mailbox it was sent to. A guest sees and changes that response and nothing else.
 *
 * The link's token stands in the fragment of an address, so neither a server's log nor a Referer
 * holds it; only its SHA-256 is stored. It opens nothing by itself: a code sent to the same mailbox
 * opens a session of its own cookie, for one browser.
 *
 * Does not protect from whoever reads the guest's mail, nor from a guest who passes the code on. */
#ifndef KANAME_KERNEL_GUEST_GUEST_H
#define KANAME_KERNEL_GUEST_GUEST_H

#include "base/digest.h"
#include "kernel/app.h"
#include "kernel/sheet/response.h"

struct guest {
    int64_t id; /* 0: none */
    struct uuid uid;
    int64_t response_id;
    const char *name, *address, *lang;
    int64_t expires_at_ms, sent_at_ms, sends;
    int64_t delegated_from;                             /* another guest; 0: the asker named this */
    int64_t opens, opened_at_ms, entered_at_ms;         /* 0: never */
    int64_t refused, refused_at_ms;                     /* the link was used while it was dead */
    bool has_code;                                      /* one was sent and not used */
    struct digest code;                                 /* guest_code_digest */
    int64_t code_expires_at_ms, codes, codes_since_ms;  /* codes sent since then */
    int64_t tries;                                      /* wrong codes */
    int64_t locked_at_ms, revoked_at_ms, created_at_ms; /* 0: not */
    int64_t created_by;
    const char *created_by_name; /* NULL: the account is gone */
    struct uuid response_uid;
    int64_t unit_id;
    const char *unit_path; /* of the unit that asks */
    const char *campaign, *due, *respondent;
    bool campaign_open;
};

/* Nobody needs an account for these, only a guest's session: PERM_GUEST of perm.h. */
extern const struct perm PERM_INVITED;
/* Asking outside respondents, seeing and ending their invitations. */
extern const struct perm PERM_GUEST_READ, PERM_GUEST_WRITE;

/* Who a request comes from, of routes for guests and of all others (authenticate_fn of
 * kernel/http/http.h): the cookie of one is not looked at for the other. */
enum err guest_or_session(struct req *r, const char *cookie, const char *bearer, const char *csrf);

/* Acts as this guest from here on, without a session: what the sample company tells of guests. */
void guest_act_as(struct call *c, const struct guest *guest);

extern const struct module module_guest_door, module_guest_answer, module_guest_asker,
    module_guest_erase, module_guest_call, module_guest_message;

#endif
