/* Keepers are told that there is something to look at, that somebody says an address is not right
 * any more, and that a mail came back. What an outsider wrote is read on the page, not in a mail of
 * ours. */
#include "base/mem.h"
#include "mod/contact/contact_private.h"

enum { ASKED, CHANGED, RETURNED, STALE };

const struct notice_kind contact_notices[CONTACT_NOTICES] = {
    [ASKED] = {.name = "contact_check_asked", .usual = NOTICE_NOW},
    [CHANGED] = {.name = "contact_changed", .usual = NOTICE_NOW},
    [RETURNED] = {.name = "contact_mail_returned", .usual = NOTICE_DAILY},
    [STALE] = {.name = "contact_stale", .usual = NOTICE_NOW},
};

enum err contact_tell_keepers(struct call *c, const struct reg_record *round)
{
    struct contact_keeper *keepers = NULL;
    size_t n = 0;
    enum err e = contact_store_keepers(c, round->id, &keepers, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct notice_arg args[] = {
            {"round", NOTICE_TEXT, body_text(round->after, "title")},
            {"n", NOTICE_TEXT, mem_printf(c, "%lld", (long long)keepers[i].n)},
            {"due", NOTICE_DATE, body_text(round->after, "due")},
        };
        const struct notice_new notice = {.kind = &contact_notices[ASKED],
            .subject = REG_CONTACT_ROUNDS.singular,
            .subject_uid = &round->uid,
            .path = "/own-contacts",
            .args = args,
            .n_args = sizeof args / sizeof args[0]};
        e = notice_tell_person(c, &notice, keepers[i].person_id);
    }
    return e;
}

enum err contact_tell_answer(struct call *c, const struct contact_mailing *m, bool returned)
{
    const struct notice_arg args[] = {{"contact", NOTICE_TEXT, m->name}};
    const struct notice_new notice = {.kind = &contact_notices[returned ? RETURNED : CHANGED],
        .subject = REG_CONTACTS.singular,
        .subject_uid = &m->uid,
        .path = "/own-contacts",
        .args = args,
        .n_args = 1};
    if (m->keeper_id != 0)
        return notice_tell_person(c, &notice, m->keeper_id);
    struct notice_new all = notice;
    all.path = mem_printf(c, "/contacts/%s", m->number);
    return notice_tell_holders(c, &all, &PERM_CONTACT_WRITE, "/");
}

/* Whoever keeps them; those that nobody keeps are told to whoever manages contacts. */
enum err contact_tell_stale(struct call *c, const struct contact_keeper *keeper, int months)
{
    const struct notice_arg args[] = {
        {"n", NOTICE_TEXT, mem_printf(c, "%lld", (long long)keeper->n)},
        {"months", NOTICE_TEXT, mem_printf(c, "%d", months)},
    };
    const struct notice_new notice = {.kind = &contact_notices[STALE],
        .path = keeper->person_id == 0 ? "/contact-lists/sheet" : "/own-contacts",
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return keeper->person_id == 0 ? notice_tell_holders(c, &notice, &PERM_CONTACT_WRITE, "/")
                                  : notice_tell_person(c, &notice, keeper->person_id);
}
