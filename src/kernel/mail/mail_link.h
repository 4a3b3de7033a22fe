/* Links in emails by which somebody without an account says something: whose link it is says who
 * speaks. A link holds 256 bits in the fragment of an address, works as long as the module's store
 * finds it, and tells the name of our company and nothing else. All dead links answer alike and
 * are counted by network; a good one is never refused, so that an office behind one address is not
 * shut out by one of its people. A page asks for a press: programs that check emails open links. */
#ifndef KANAME_KERNEL_MAIL_MAIL_LINK_H
#define KANAME_KERNEL_MAIL_MAIL_LINK_H

#include "base/digest.h"
#include "kernel/http/req.h"

struct mail_link {
    const char *area; /* for which dead links are counted: "contact" */
    /* What hangs on a living link; ERR_NOT_FOUND. `lock`: in a write transaction, to change it. */
    enum err (*find)(struct call *c, const struct digest *token, bool lock, void *into);
};

/* Opens the link in the body's "token", whoever else is logged in with this browser: in a read
 * transaction, or in a write one to `change` something – a dead link opens none. The call then acts
 * for nobody, in the link's organisation. */
enum err mail_link_open(struct req *r, const struct mail_link *kind, bool change, void *into);

/* The answer to whoever has opened one. */
void mail_link_answer(struct req *r);
extern const struct shape SHAPE_MAIL_LINK_ASKED;

/* Bodies: the token alone, or with more. */
#define MAIL_LINK_TOKEN                                                                   \
    {                                                                                     \
        .key = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL, \
        .max = LIMIT_NAME                                                                 \
    }
extern const struct shape SHAPE_MAIL_LINK_TOKEN;

#endif
