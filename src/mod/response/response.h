/* Being ready before something happens: per threat who leads, who acts and what staff do first, as
 * cards that are read without an account. Not the incidents themselves (mod/incident), nor what
 * threats are worth (mod/risk). */
#ifndef KANAME_MOD_RESPONSE_RESPONSE_H
#define KANAME_MOD_RESPONSE_RESPONSE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_THREAT_RESPONSES;
extern const struct module module_threat_response, module_response_card;

/* Where staff report; NULL: nothing is said. */
struct response_window {
    int64_t version; /* 0: never set */
    const char *name, *phone, *email, *chat, *hours, *note;
};

/* Says it anew, whoever asks. window->version: the one it follows; ERR_STALE: it was another. In
 * the caller's open write transaction. */
enum err response_window_set(struct call *c, const struct response_window *window);

#endif
