#include "kernel/auth/sign_in_log.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/sign_in_rules.h"
#include "kernel/auth/sign_in_store.h"

#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 200 }; /* of the latest log-ins, at most */

static const int64_t LOOKED_BACK_MS = 90LL * 24 * 60 * 60 * 1000;

static int hour_of(struct call *c, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    if (!instant_format_in_zone(ms, c->org.zone, text))
        instant_format(ms, text);
    return (int)strtol(text + strlen("YYYY-MM-DDT"), NULL, 10);
}

static struct sign_in_trait trait_of(
    struct call *c, const char *agent, const char *address, int64_t at_ms)
{
    return (struct sign_in_trait){
        .browser = sign_in_browser(c, agent),
        .network = sign_in_network(c, address),
        .hour = hour_of(c, at_ms),
    };
}

static enum err compare(struct call *c, const struct sign_in_new *s, unsigned *ret_odd)
{
    struct sign_in_row *rows = NULL;
    struct sign_in_trait past[LOOKED_AT];
    size_t n = 0, n_past = 0;
    enum err e = sign_in_store_list(c, SIGN_IN_ACCOUNT, s->account_id, 0, LOOKED_AT, &rows, &n);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].result, "ok") == 0 && c->now_ms - rows[i].at_ms < LOOKED_BACK_MS)
            past[n_past++] = trait_of(c, rows[i].agent, rows[i].address, rows[i].at_ms);
    struct sign_in_trait now = trait_of(c, s->agent, s->address, c->now_ms);
    *ret_odd = sign_in_odd(past, n_past, &now);
    return ERR_OK;
}

enum err sign_in_log_add(struct call *c, const struct sign_in_new *s)
{
    unsigned odd = 0;
    enum err e = strcmp(s->result, "ok") == 0 ? compare(c, s, &odd) : ERR_OK;
    if (e == ERR_OK)
        e = sign_in_store_add(c, s, sign_in_odd_text(c, odd));
    return e == ERR_OK && odd != 0 ? auth_notice_odd(c, s->account_id, s->agent, s->address) : e;
}
