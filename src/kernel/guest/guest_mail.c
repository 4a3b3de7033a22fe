#include "kernel/guest/guest_mail.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/i18n/msg_date.h"
#include "kernel/mail/mail.h"

#define N(args) sizeof(args) / sizeof((args)[0])

enum err guest_mail_link(
    struct call *c, const struct guest *g, const char *token, enum guest_mail what, const char *by)
{
    static const char *const texts[] = {"mail.guest.asked", "mail.guest.again",
        "mail.guest.delegated", "mail.guest.remind", "mail.guest.returned", "mail.guest.reply"};
    const struct msg_arg args[] = {{"organisation", c->org.name}, {"respondent", g->respondent},
        {"campaign", g->campaign}, {"due", msg_date(c, g->lang, g->due)},
        {"by", by == NULL ? "" : by}};
    struct mail_new mail = {
        .kind = "guest",
        .address = g->address,
        .name = g->name,
        .lang = g->lang,
        .subject = msg_format(c, g->lang, "mail.guest.subject", args, N(args)),
        .text = msg_format(c, g->lang, texts[what], args, N(args)),
        .path = mem_printf(c, "/answer#%s", token),
        .button = msg_get(g->lang, "mail.guest.button"),
        .expires_at_ms = g->expires_at_ms,
    };
    return mail_queue(c, &mail);
}

enum err guest_mail_code(struct call *c, const struct guest *g, const char *lang, const char *code,
    int64_t expires_at_ms)
{
    const struct msg_arg args[] = {{"organisation", c->org.name},
        {"code", mem_printf(c, "%.4s %s", code, code + 4)},
        {"minutes", mem_printf(c, "%d", LIMIT_GUEST_CODE_MINUTES)}};
    struct mail_new mail = {
        .kind = "guest_code",
        .address = g->address,
        .name = g->name,
        .lang = lang,
        .subject = msg_format(c, lang, "mail.guest_code.subject", args, N(args)),
        .text = msg_format(c, lang, "mail.guest_code.text", args, N(args)),
        .expires_at_ms = expires_at_ms,
    };
    return mail_queue(c, &mail);
}
