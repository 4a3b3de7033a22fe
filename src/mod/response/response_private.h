/* Inside the module. */
#ifndef KANAME_MOD_RESPONSE_RESPONSE_PRIVATE_H
#define KANAME_MOD_RESPONSE_RESPONSE_PRIVATE_H

#include "base/digest.h"
#include "kernel/http/req.h"
#include "mod/response/response.h"

extern const struct perm PERM_THREAT_RESPONSE_READ, PERM_THREAT_RESPONSE_WRITE;
extern const struct perm PERM_DECISION_READ, PERM_DECISION_WRITE;

/* POST /threat-responses/starter: the usual threats (catalog/responses) that are not there yet. */
enum err threat_starter_add(struct req *r);

/* What stands on a card. */
struct response_card {
    const char *title, *command, *responding, *steps, *note;
    bool keep_evidence;
};

/* SQL. Texts are under c. */
enum err response_store_window(struct call *c, struct response_window *ret_window);
/* With the next version; ERR_STALE: somebody else was first. */
enum err response_store_window_put(struct call *c, const struct response_window *window);
/* In their order, at most LIMIT_RESPONSE_CARDS. */
enum err response_store_cards(struct call *c, struct response_card **ret_cards, size_t *ret_n);
enum err response_store_published(struct call *c, int64_t *ret_n);
/* *ret_since_ms: when the link was made, 0: there is none. */
enum err response_store_link(struct call *c, struct digest *ret_hash, int64_t *ret_since_ms);
enum err response_store_link_put(struct call *c, const struct digest *hash);
/* ERR_NOT_FOUND: there was none. */
enum err response_store_link_remove(struct call *c);

#endif
