/* The test mail: to every address of a round, with a link by which whoever gets it says, without an
 * account, that it has arrived and that it is still right. A link works once, for its own contact
 * and round; who holds one learns the name of our company and nothing else. What is not answered is
 * sent again some days later; what comes back (kernel/mail) is written down.
 *
 * A press is needed on the page: programs that open the links of mails confirm nothing. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/token.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/mail/mail.h"
#include "kernel/mail/mail_link.h"
#include "kernel/register/register_check.h"
#include "mod/contact/contact_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;
static const int64_t HOUR_MS = INT64_C(60) * 60 * 1000;

/* ---- sending ---- */

static enum err send_one(struct call *c, const struct contact_mailing *m)
{
    struct token token = token_new(db_org(c->db));
    int64_t expires_at_ms = c->now_ms + LIMIT_CONTACT_LINK_DAYS * DAY_MS;
    const char *lang = m->language == NULL ? c->org.lang : m->language;
    const struct msg_arg args[] = {{"organisation", c->org.name}};
    struct mail_new mail = {
        .kind = CONTACT_MAIL,
        .address = m->email,
        .name = m->person,
        .lang = lang,
        .subject = msg_format(c, lang, "mail.contact.subject", args, N(args)),
        .text = msg_format(
            c, lang, m->mails == 0 ? "mail.contact.text" : "mail.contact.again", args, N(args)),
        .path = mem_printf(c, "/confirm-contact#%s", token.text),
        .button = msg_get(lang, "mail.contact.button"),
        .expires_at_ms = expires_at_ms,
    };
    enum err e = contact_store_mailed(c, m, &token.hash, expires_at_ms);
    return e == ERR_OK ? mail_queue(c, &mail) : e;
}

/* Over all rounds and with reminders: nobody makes a machine for spam of it. Who finds no room is
 * written to at a later press or round. ret_sent: to whom, where each stands. */
static enum err send_some(
    struct call *c, const struct contact_mailing *mailings, size_t n, bool *ret_sent)
{
    int64_t today = 0;
    enum err e = mail_today(c, CONTACT_MAIL, NULL, &today);
    for (size_t i = 0; i < n && e == ERR_OK && today < LIMIT_CONTACT_MAILS_DAY; i++) {
        int64_t there = 0;
        e = mail_today(c, CONTACT_MAIL, mailings[i].email, &there);
        if (e != ERR_OK || there >= LIMIT_CONTACT_ADDRESS_DAY)
            continue;
        e = send_one(c, &mailings[i]);
        ret_sent[i] = true;
        today++;
    }
    return e;
}

static int64_t count(const bool *sent, size_t n)
{
    int64_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += sent[i];
    return found;
}

/* Nobody can be written to although somebody is left: which limit it is. */
static enum err refuse_full(struct call *c)
{
    int64_t today = 0;
    enum err e = mail_today(c, CONTACT_MAIL, NULL, &today);
    if (e != ERR_OK)
        return e;
    return today >= LIMIT_CONTACT_MAILS_DAY ? problem_set_limit(c->problem, ERR_CONFLICT,
                                                  "contact_mails_day", LIMIT_CONTACT_MAILS_DAY)
                                            : problem_set_limit(c->problem, ERR_CONFLICT,
                                                  "contact_address_day", LIMIT_CONTACT_ADDRESS_DAY);
}

static const struct field sent_fields[] = {
    {.key = "sent", .type = FIELD_INT, .flags = MUST},
    {.key = "left", .type = FIELD_INT, .flags = MUST}, /* for the next press */
};
static const struct shape SHAPE_SENT = SHAPE("ContactMailsSent", sent_fields);

static enum err send_all(struct call *c, const char *id, int64_t *ret_sent, int64_t *ret_left)
{
    struct reg_record round;
    struct contact_mailing *mailings = NULL;
    int64_t lists[CONTACT_LISTS_MOST];
    size_t n = 0, n_lists = 0;
    int64_t all = 0;
    enum err e = reg_look(c, &REG_CONTACT_ROUNDS, id, &round);
    if (e == ERR_OK && strcmp(body_text(round.after, "state"), "open") != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "contact_round_closed");
    if (e == ERR_OK)
        e = contact_store_fill(c, round.id);
    if (e == ERR_OK)
        e = contact_lists_read(c, &round, false, lists, &n_lists);
    if (e == ERR_OK)
        e = contact_store_in_scenario(c, round.id, lists, n_lists);
    if (e == ERR_OK)
        e = mail_hold(c);
    if (e == ERR_OK)
        e = contact_store_unsent(c, round.id, LIMIT_CONTACT_MAILS, &mailings, &n, &all);
    bool *sent = mem_array(c, bool, n + 1);
    if (e == ERR_OK)
        e = send_some(c, mailings, n, sent);
    *ret_sent = count(sent, n);
    *ret_left = all - *ret_sent;
    if (e == ERR_OK && *ret_sent == 0 && all > 0)
        e = refuse_full(c);
    if (e != ERR_OK)
        return e;
    json_t *after = reg_keep(c, json_pack("{s:I}", "sent", (json_int_t)*ret_sent));
    audit_add(c, &(struct audit_entry){.action = "contact_mail",
                     .subject = REG_CONTACT_ROUNDS.singular,
                     .subject_id = round.id,
                     .subject_uid = &round.uid,
                     .after = after});
    return ERR_OK;
}

static enum err send_post(struct req *r)
{
    struct call *c = &r->call;
    int64_t sent = 0, left = 0;
    if (!mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "contact_mail_off");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CONTACT_SEND);
    if (e == ERR_OK)
        e = send_all(c, req_param(r, "id"), &sent, &left);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "sent", sent);
    jw_kint(&w, "left", left);
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- the link ---- */

static const struct field said_fields[] = {
    MAIL_LINK_TOKEN,
    {.key = "right", .type = FIELD_BOOL, .flags = MUST},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_LINE},
};
static const struct shape SHAPE_SAID = SHAPE("ContactSaid", said_fields);

static enum err find(struct call *c, const struct digest *token, bool lock, void *into)
{
    struct contact_mailing *m = into;
    return contact_store_by_token(c, token, lock, m);
}

static const struct mail_link link_kind = {.area = "contact", .find = find};

static enum err open_post(struct req *r)
{
    struct contact_mailing m = {.round_id = 0};
    enum err e = mail_link_open(r, &link_kind, false, &m);
    if (e == ERR_OK)
        mail_link_answer(r);
    return e;
}

static void note_state(struct call *c, const struct contact_mailing *m, const char *state)
{
    json_t *after = reg_keep(c, json_pack("{s:s}", "mail_state", state));
    audit_add(c, &(struct audit_entry){.action = "contact_said",
                     .subject = REG_CONTACTS.singular,
                     .subject_id = m->contact_id,
                     .subject_uid = &m->uid,
                     .after = after});
}

static enum err said_post(struct req *r)
{
    struct call *c = &r->call;
    struct contact_mailing m = {.round_id = 0};
    struct date day;
    char today[DATE_TEXT_SIZE];
    const char *note = body_text(r->body, "note");
    bool right = body_bool(r->body, "right");
    const char *answer = right ? "confirmed" : "changed";
    enum err e = mail_link_open(r, &link_kind, true, &m);
    if (e == ERR_OK && !contact_today(c, &day, today))
        e = ERR_INTERNAL;
    if (e == ERR_OK)
        e = contact_store_answered(c, &m, answer, note);
    if (e == ERR_OK)
        e = contact_store_mail_state(c, m.contact_id, answer, today, right ? today : NULL);
    if (e != ERR_OK)
        return e;
    note_state(c, &m, answer);
    if (!right || note != NULL)
        e = contact_tell_answer(c, &m, false);
    if (e != ERR_OK)
        return e;
    mail_link_answer(r);
    return tx_commit(c);
}

/* ---- later ---- */

enum { AT_ONCE = 200 };

static enum err came_back(struct call *c, const struct contact_mailing *m)
{
    enum err e = contact_store_came_back(c, m);
    if (e == ERR_OK)
        e = contact_store_mail_state(c, m->contact_id, "returned", NULL, NULL);
    if (e != ERR_OK)
        return e;
    note_state(c, m, "returned");
    return contact_tell_answer(c, m, true);
}

static void note_reminder(struct call *c, const struct contact_mailing *m)
{
    audit_add(c, &(struct audit_entry){.action = "remind",
                     .subject = REG_CONTACTS.singular,
                     .subject_id = m->contact_id,
                     .subject_uid = &m->uid});
}

static enum err look_at_returned(struct call *c)
{
    struct contact_mailing *mailings = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = contact_store_waiting(c, true, c->now_ms + DAY_MS, AT_ONCE, &mailings, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = came_back(c, &mailings[i]);
    if (e == ERR_OK && n > 0)
        e = tx_commit(c);
    tx_abort(c);
    return e;
}

static enum err remind(struct call *c)
{
    struct contact_setting setting;
    struct contact_mailing *mailings = NULL;
    size_t n = 0;
    if (!mail_on(c->app))
        return ERR_OK;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_hold(c);
    if (e == ERR_OK)
        e = contact_store_setting(c, &setting);
    int64_t before_ms = e == ERR_OK ? c->now_ms - setting.remind_days * DAY_MS : 0;
    if (e == ERR_OK)
        e = contact_store_waiting(c, false, before_ms, AT_ONCE, &mailings, &n);
    bool *sent = mem_array(c, bool, n + 1);
    if (e == ERR_OK)
        e = send_some(c, mailings, n, sent);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (sent[i])
            note_reminder(c, &mailings[i]);
    if (e == ERR_OK && count(sent, n) > 0)
        e = tx_commit(c);
    tx_abort(c);
    return e;
}

static enum err tend(struct call *c, struct job *job)
{
    (void)job;
    enum err e = look_at_returned(c);
    return e == ERR_OK ? remind(c) : e;
}

/* The same at once, for who waits for it. */
static enum err look_post(struct req *r)
{
    struct call *c = &r->call;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CONTACT_WRITE);
    tx_abort(c);
    return e == ERR_OK ? look_at_returned(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "contact_tend", .run = tend, .every_ms = HOUR_MS},
};

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/contact-rounds/{id}/test-mail", "contact_test_mail",
        .perm = &PERM_CONTACT_SEND, .handle = send_post, .answer = &SHAPE_SENT, .status = 201},
    {METHOD_POST, "/api/v1/contact-rounds/returned", "contact_returned",
        .perm = &PERM_CONTACT_WRITE, .handle = look_post, .status = 204},
    {METHOD_POST, "/api/v1/contact-confirmation/open", "contact_confirmation_open",
        .perm = &PERM_ANYONE, .handle = open_post, .body_kind = BODY_JSON,
        .body = &SHAPE_MAIL_LINK_TOKEN, .answer = &SHAPE_MAIL_LINK_ASKED,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/contact-confirmation", "contact_confirmation", .perm = &PERM_ANYONE,
        .handle = said_post, .body_kind = BODY_JSON, .body = &SHAPE_SAID,
        .answer = &SHAPE_MAIL_LINK_ASKED, .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
};

const struct module module_contact_mail = {.name = "contact_mail",
    .routes = routes,
    .n_routes = N(routes),
    .jobs = jobs,
    .n_jobs = N(jobs)};
