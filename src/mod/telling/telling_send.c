/* Sending a text: first the check that nothing in it is marked above its class, then a letter to
 * each recipient, kept as it was written. In a drill nothing is sent; what would be is kept. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/token.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail.h"
#include "kernel/mail/mail_rules.h"
#include "mod/incident/incident.h"
#include "mod/marking/marking.h"
#include "mod/telling/telling_private.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

static const int64_t DAY_MS = INT64_C(24) * 60 * 60 * 1000;

struct sending {
    struct call *c;
    const struct reg_record *incident;
    const struct telling *telling;
    bool drill;
    struct marking_set marked;
    const char *subject, *body; /* with what is marked filled in */
    int64_t sent, would, by_hand;
    json_t *names;
};

/* ---- may it go ---- */

static bool is(const char *text, const char *other)
{
    return strcmp(text, other) == 0;
}

/* The form holds what its addressee has to expect. */
static void check_impacts(struct sending *s, const struct told *to, size_t n)
{
    for (size_t i = 0; is(s->telling->audience, "partner") && i < n; i++)
        if (to[i].impact == NULL)
            problem_field_value(s->c->problem, mem_printf(s->c, "/to/%" PRId64 "/impact", to[i].no),
                "telling_impact", to[i].name);
}

static enum err check_marked(struct sending *s, const struct told *to, size_t n)
{
    struct call *c = s->c;
    struct marking_text *texts = mem_array(c, struct marking_text, n + 2);
    const char **readers = mem_array(c, const char *, n + 1);
    size_t n_texts = 0;
    texts[n_texts++] = (struct marking_text){.pointer = "/subject", .text = s->telling->subject};
    texts[n_texts++] = (struct marking_text){.pointer = "/body", .text = s->telling->body};
    for (size_t i = 0; i < n; i++) {
        readers[i] = to[i].name;
        if (to[i].impact != NULL)
            texts[n_texts++] =
                (struct marking_text){.pointer = mem_printf(c, "/to/%" PRId64 "/impact", to[i].no),
                    .text = to[i].impact,
                    .to = to[i].name};
    }
    const struct marking_release release = {.tlp = tlp_of(s->telling->tlp),
        .texts = texts,
        .n_texts = n_texts,
        .readers = readers,
        .n_readers = n};
    return marking_check(c, &s->marked, &release);
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

/* How many emails an address gets in a day, with those of this notice. */
static enum err check_address(struct sending *s, const struct told *to, size_t i)
{
    struct call *c = s->c;
    int64_t n = 0;
    enum err e = mail_today(c, TELLING_MAIL, to[i].address, &n);
    for (size_t k = 0; k < i; k++)
        n += same(to[k].address, to[i].address);
    if (e == ERR_OK && n >= LIMIT_TELLING_ADDRESS_DAY)
        problem_field_limit(c->problem, mem_printf(c, "/to/%" PRId64 "/address", to[i].no),
            "telling_address_day", LIMIT_TELLING_ADDRESS_DAY);
    return e;
}

/* Over all cases and whoever presses: nobody makes a machine for spam of it. The draft stays as it
 * is, to be sent later or told by telephone. */
static enum err check_room(struct sending *s, const struct told *to, size_t n)
{
    struct call *c = s->c;
    int64_t today = 0;
    enum err e = mail_hold(c);
    if (e == ERR_OK)
        e = mail_today(c, TELLING_MAIL, NULL, &today);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        today += to[i].address != NULL;
        e = to[i].address == NULL ? ERR_OK : check_address(s, to, i);
    }
    if (e == ERR_OK && today > LIMIT_TELLING_MAILS_DAY)
        e = problem_set_limit(
            c->problem, ERR_CONFLICT, "telling_mails_day", LIMIT_TELLING_MAILS_DAY);
    return e;
}

static enum err may_go(struct sending *s, const struct told *to, size_t n)
{
    struct call *c = s->c;
    bool mail = false;
    for (size_t i = 0; i < n; i++)
        mail = mail || to[i].address != NULL;
    if (n == 0)
        return problem_set(c->problem, ERR_CONFLICT, "telling_nobody");
    if (mail && !s->drill && !mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "mail_off");
    check_impacts(s, to, n);
    if (mail && !s->drill) {
        enum err e = check_room(s, to, n);
        if (e != ERR_OK)
            return e;
    }
    return check_marked(s, to, n);
}

/* ---- a letter ---- */

static void paragraph(struct buf *text, const char *said)
{
    if (said != NULL && said[0] != '\0')
        buf_printf(text, "%s%s", text->len == 0 ? "" : "\n\n", said);
}

static const char *addressee(struct call *c, const struct told *to, const char *lang)
{
    const struct msg_arg args[] = {{"name", to->name}, {"person", to->person}};
    return msg_format(
        c, lang, to->person == NULL ? "telling.mail.firm" : "telling.mail.person", args, 2);
}

/* With what is marked in place of references to it. */
static const char *filled(struct sending *s, const char *text)
{
    return marking_filled(s->c, text, s->marked.pieces, s->marked.n);
}

/* What the recipient reads, beginning with whom it is for; without the button, which mail adds. A
 * text may have the marks of either language. */
static const char *letter(struct sending *s, const struct told *to)
{
    enum { IMPACTS = 1 << 0 | 1 << 1 }; /* bits of its marks */
    struct call *c = s->c;
    const char *lang = s->telling->lang;
    const char *impact = to->impact == NULL ? NULL : filled(s, to->impact);
    unsigned used = 0;
    const struct telling_word words[] = {
        {msg_get("ja", "telling.mark.impact"), impact},
        {msg_get("en", "telling.mark.impact"), impact},
        {msg_get("ja", "telling.mark.addressee"), to->name},
        {msg_get("en", "telling.mark.addressee"), to->name},
        {msg_get("ja", "telling.mark.organisation"), c->org.name},
        {msg_get("en", "telling.mark.organisation"), c->org.name},
    };
    const struct msg_arg said = {"impact", impact};
    const char *body = telling_fill(c, s->body, words, sizeof words / sizeof words[0], &used);
    struct buf *text = buf_new(c);
    paragraph(text, addressee(c, to, lang));
    paragraph(text, tlp_label(tlp_of(s->telling->tlp)));
    paragraph(text, body);
    if (impact != NULL && (used & IMPACTS) == 0)
        paragraph(text, msg_format(c, lang, "telling.mail.impact", &said, 1));
    return text->data;
}

static enum err queue(struct sending *s, const struct told *to, const char *link)
{
    struct call *c = s->c;
    const char *lang = s->telling->lang;
    const struct msg_arg args[] = {
        {"tlp", tlp_label(tlp_of(s->telling->tlp))}, {"subject", s->subject}};
    const struct mail_new mail = {
        .kind = TELLING_MAIL,
        .address = to->address,
        .lang = lang,
        .subject = msg_format(c, lang, "telling.mail.subject", args, 2),
        .text = mem_printf(c, "%s\n\n%s", to->text, msg_get(lang, "telling.mail.confirm")),
        .path = mem_printf(c, "/confirm-telling#%s", link),
        .button = msg_get(lang, "telling.mail.button"),
    };
    return mail_queue(c, &mail);
}

/* A letter to an address that takes none is held by the outbox: nobody has been told by it. */
static enum err write_to(struct sending *s, struct told *to, bool bounced)
{
    struct call *c = s->c;
    bool mailed = to->address != NULL && !s->drill;
    struct token token = token_new(db_org(c->db));
    to->text = letter(s, to);
    if (utf8_chars(to->text) > LIMIT_TELLING_LETTER)
        problem_field_limit(c->problem, "/body", "too_long", LIMIT_TELLING_LETTER);
    if (problem_check(c->problem) != ERR_OK)
        return ERR_INVALID;
    to->by_mail = mailed;
    bool told = to->address != NULL && (s->drill || !bounced);
    to->sent_ms = told ? c->now_ms : 0;
    s->sent += told && mailed;
    s->would += told && s->drill;
    s->by_hand += !told;
    json_array_append_new(s->names, json_string(to->name));
    enum err e = told_store_sent(
        c, to, mailed ? &token.hash : NULL, c->now_ms + LIMIT_TELLING_LINK_DAYS * DAY_MS);
    return e == ERR_OK && mailed ? queue(s, to, token.text) : e;
}

/* ---- the press ---- */

/* A line says who was told by it, and who has not been. */
static enum err tell_case(struct sending *s)
{
    struct call *c = s->c;
    int64_t told = s->drill ? s->would : s->sent;
    const struct msg_arg args[] = {
        {"audience",
            msg_get(c->org.lang, mem_printf(c, "enum.telling_audience.%s", s->telling->audience))},
        {"subject", s->telling->subject}, {"n", mem_printf(c, "%" PRId64, told)},
        {"tlp", tlp_label(tlp_of(s->telling->tlp))}};
    const struct msg_arg hand = {"n", mem_printf(c, "%" PRId64, s->by_hand)};
    const char *line = told == 0  ? "telling.line.nobody"
                       : s->drill ? "telling.line.drill"
                                  : "telling.line.sent";
    struct buf *text = buf_new(c);
    buf_str(text, msg_format(c, c->org.lang, line, args, 4));
    if (s->by_hand > 0)
        buf_printf(text, "\n%s", msg_format(c, c->org.lang, "telling.line.hand", &hand, 1));
    return incident_tell(c, s->incident, INCIDENT_TOLD_OUTSIDE, text->data);
}

static enum err send_all(struct sending *s, struct told *to, size_t n)
{
    struct call *c = s->c;
    enum err e = marking_load(c, s->incident->id, &s->marked);
    if (e == ERR_OK)
        e = may_go(s, to, n);
    if (e != ERR_OK)
        return e;
    s->subject = filled(s, s->telling->subject);
    s->body = filled(s, s->telling->body);
    if (utf8_chars(s->subject) > LIMIT_LINE)
        problem_field_limit(c->problem, "/subject", "too_long", LIMIT_LINE);
    bool *bounced = mem_array(c, bool, n + 1);
    e = telling_bounced(c, to, n, bounced);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = write_to(s, &to[i], bounced[i]);
    if (e == ERR_OK)
        e = telling_store_sent(c, s->telling->id);
    if (e != ERR_OK)
        return e;
    json_t *after = telling_said(s->telling);
    json_object_set(after, "to", s->names);
    json_object_set_new(after, "drill", json_boolean(s->drill));
    telling_audit(c, s->incident, "telling_send", NULL, after);
    return tell_case(s);
}

enum err telling_send_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    struct told *to = NULL;
    size_t n = 0;
    struct sending s = {.c = c, .incident = &incident, .telling = &telling};
    enum err e = telling_open(r, true, &incident, &telling);
    if (e == ERR_OK && !who_may(c->who, &PERM_CASE_TELL_SEND, incident.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = req_match(r, telling.version);
    if (e == ERR_OK)
        e = told_store_all(c, telling.id, 0, &to, &n);
    if (e != ERR_OK)
        return e;
    s.drill = body_bool(incident.after, "drill");
    s.names = reg_keep(c, json_array());
    e = send_all(&s, to, n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "sent", s.sent);
    jw_kint(&w, "would", s.would);
    jw_kint(&w, "by_hand", s.by_hand);
    jw_obj_end(&w);
    return tx_commit(c);
}
