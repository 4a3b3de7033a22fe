/* Who was written to and has not confirmed: reminded by email after a time, a bounded number of
 * times, with a new link; the one of the letter before opens nothing any more. And on the first
 * page of those who may read the case. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/token.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail.h"
#include "mod/incident/incident.h"
#include "mod/marking/marking.h"
#include "mod/telling/telling_private.h"

static const int64_t HOUR_MS = INT64_C(60) * 60 * 1000;
static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

/* ---- by email ---- */

/* The subject of the notice is not repeated: what is marked in it was filled in when it was sent,
 * and is kept in the letter alone. */
static enum err remind_one(struct call *c, const struct told_silent *silent)
{
    struct token token = token_new(db_org(c->db));
    int64_t expires_at_ms = c->now_ms + LIMIT_TELLING_LINK_DAYS * DAY_MS;
    const char *lang = silent->lang;
    const struct msg_arg args[] = {
        {"tlp", tlp_label(tlp_of(silent->tlp))}, {"organisation", c->org.name}};
    const struct mail_new mail = {
        .kind = TELLING_MAIL,
        .address = silent->told.address,
        .lang = lang,
        .subject = msg_format(c, lang, "telling.mail.remind.subject", args, 2),
        .text = mem_printf(
            c, "%s\n\n%s", msg_format(c, lang, "telling.mail.remind", args, 2), silent->told.text),
        .path = mem_printf(c, "/confirm-telling#%s", token.text),
        .button = msg_get(lang, "telling.mail.button"),
        .expires_at_ms = expires_at_ms,
    };
    enum err e = told_store_reminded(c, &silent->told, &token.hash, expires_at_ms);
    return e == ERR_OK ? mail_queue(c, &mail) : e;
}

static enum err note(struct call *c, const struct told_silent *of, json_t *names)
{
    struct reg_record incident;
    enum err e = incident_look_for_all(c, of->incident_id, &incident);
    if (e == ERR_OK)
        telling_audit(c, &incident, "telling_remind", NULL,
            json_pack("{s:I, s:O}", "telling", (json_int_t)of->telling_no, "to", names));
    return e;
}

/* Not where an address or the day has no room left: then in a later round. */
static enum err has_room(struct call *c, const struct told_silent *silent, bool *ret_has)
{
    int64_t today = 0, there = 0;
    enum err e = mail_today(c, TELLING_MAIL, NULL, &today);
    if (e == ERR_OK)
        e = mail_today(c, TELLING_MAIL, silent->told.address, &there);
    *ret_has = today < LIMIT_TELLING_MAILS_DAY && there < LIMIT_TELLING_ADDRESS_DAY;
    return e;
}

/* Those of one text stand together, and are one entry. */
static enum err remind_all(
    struct call *c, const struct told_silent *silent, size_t n, size_t *ret_reminded)
{
    json_t *names = reg_keep(c, json_array());
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool room = false;
        e = has_room(c, &silent[i], &room);
        if (e == ERR_OK && room) {
            json_array_append_new(names, json_string(silent[i].told.name));
            e = remind_one(c, &silent[i]);
        }
        bool last = i + 1 == n || silent[i + 1].telling_id != silent[i].telling_id;
        if (e == ERR_OK && last && json_array_size(names) > 0) {
            *ret_reminded += json_array_size(names);
            e = note(c, &silent[i], names);
            names = reg_keep(c, json_array());
        }
    }
    return e;
}

enum err telling_remind(struct call *c, struct job *job)
{
    struct telling_rule rule;
    struct told_silent *silent = NULL;
    size_t n = 0, reminded = 0;
    (void)job;
    if (!mail_on(c->app))
        return ERR_OK;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = mail_hold(c);
    if (e == ERR_OK)
        e = telling_store_rule(c, &rule);
    int64_t before_ms = e == ERR_OK ? c->now_ms - rule.remind_hours * HOUR_MS : 0;
    if (e == ERR_OK)
        e = told_store_silent(c, before_ms, rule.reminders, LIMIT_TELLING_REMIND_ONCE, &silent, &n);
    if (e == ERR_OK)
        e = remind_all(c, silent, n, &reminded);
    if (e == ERR_OK && reminded > 0)
        e = tx_commit(c);
    tx_abort(c);
    return e;
}

/* ---- the first page ---- */

enum err tellings_open_get(struct req *r)
{
    struct call *c = &r->call;
    struct telling_waiting *open = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = telling_store_open(c, LIMIT_OPEN_TELLINGS, &open, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        jw_kstr(&w, "incident", open[i].incident);
        jw_kstr(&w, "incident_title", open[i].incident_title);
        jw_kint(&w, "no", open[i].telling.no);
        jw_kstr(&w, "subject", open[i].telling.subject);
        jw_kinstant(&w, "sent_at", open[i].telling.sent_ms);
        jw_kint(&w, "n_unsent", open[i].telling.n_unsent);
        jw_kint(&w, "n_unconfirmed", open[i].telling.n_unconfirmed);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}
