/* The job that writes to the contacts of firms, or of our own sites, what is known of a suspicious
 * mail. Nothing in the email tells us whether it is opened. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail.h"
#include "kernel/mail/mail_rules.h"
#include "mod/joint/warning.h"
#include "mod/site/site.h"

#include <string.h>

struct sending {
    struct call *c;
    const struct respondent_kind *kind;
    struct respondent_choice choice;
    struct reg_record warning;
    bool sites;    /* of ours, no firms */
    bool partners; /* of a measure alone */
    int64_t after; /* id of the last one looked at; 0 again: nobody is left */
    int64_t sent, there, without;
};

static void paragraph(
    struct buf *text, struct call *c, const char *lang, const char *id, const char *said)
{
    const struct msg_arg args[] = {{"said", said}, {"organisation", c->org.name}};
    if (said != NULL)
        buf_str(text, mem_printf(c, "%s\n\n", msg_format(c, lang, id, args, 2)));
}

static enum err write_to(struct sending *s, const struct respondent *firm)
{
    struct call *c = s->c;
    const json_t *warning = s->warning.after;
    const char *lang = firm->lang == NULL ? c->org.lang : firm->lang;
    const struct msg_arg title = {"title", body_text(warning, "title")};
    struct buf *text = buf_new(c);
    paragraph(text, c, lang, "mail.warning.begin", "");
    paragraph(text, c, lang, "mail.warning.looks", body_text(warning, "looks"));
    paragraph(text, c, lang, "mail.warning.sender", body_text(warning, "sender"));
    paragraph(text, c, lang, "mail.warning.links", body_text(warning, "links"));
    paragraph(text, c, lang, "mail.warning.todo", body_text(warning, "todo"));
    paragraph(text, c, lang, "mail.warning.end", "");
    const struct mail_new mail = {.kind = "supplier_warning",
        .address = firm->contact_address,
        .name = firm->contact_name,
        .lang = lang,
        .subject = msg_format(c, lang, "mail.warning.subject", &title, 1),
        .text = text->data};
    enum err e = warning_store_add(c, s->warning.id, s->sites, firm, lang);
    s->sent++;
    return e == ERR_OK ? mail_queue(c, &mail) : e;
}

static void audit_sent(struct sending *s, int64_t firms)
{
    json_t *after = json_pack("{s:I}", "sent_to", (json_int_t)firms);
    audit_add(s->c, &(struct audit_entry){.action = "send_warning",
                        .subject = REG_MAIL_WARNINGS.singular,
                        .subject_id = s->warning.id,
                        .subject_uid = &s->warning.uid,
                        .after = after});
    json_decref(after);
}

static enum err write_to_all(struct sending *s, const struct respondent *list, size_t n)
{
    struct call *c = s->c;
    struct joint_ids there = {0}, partners = {0};
    int64_t measure = 0, before = s->sent;
    enum err e = warning_store_there(c, s->warning.id, s->sites, list[0].id - 1, &there);
    if (e == ERR_OK && s->partners)
        e = reg_ref_id(c, &s->warning, "measure", &measure);
    if (e == ERR_OK && s->partners)
        e = joint_store_partners(c, measure, &partners);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const char *address = list[i].contact_address;
        if (s->partners && !joint_ids_have(&partners, list[i].id))
            continue;
        if (joint_ids_have(&there, list[i].id))
            s->there++;
        else if (address == NULL || !mail_address_ok(address))
            s->without++;
        else if (body_int(s->warning.after, "sent_to", 0) + s->sent - before <
                 LIMIT_MAIL_WARNING_FIRMS)
            e = write_to(s, &list[i]);
    }
    int64_t more = s->sent - before;
    if (e == ERR_OK && more > 0)
        e = warning_store_count(c, s->warning.id, more);
    if (e == ERR_OK && more > 0)
        audit_sent(s, more);
    return e;
}

static bool is_chosen(const struct respondent_choice *choice, const struct uuid *uid)
{
    for (size_t i = 0; i < choice->n_only; i++)
        if (memcmp(&choice->only[i], uid, sizeof *uid) == 0)
            return true;
    return choice->only == NULL;
}

/* The next sites, those that were not chosen left out: *ret_last is the last one looked at. */
static enum err sites_page(
    struct sending *s, struct respondent **ret_list, size_t *ret_n, int64_t *ret_last)
{
    struct site_contact *sites = NULL;
    size_t n = 0, kept = 0;
    enum err e = site_contacts(s->c, s->after, WARNING_STRETCH, &sites, &n);
    if (e != ERR_OK)
        return e;
    struct respondent *list = mem_array(s->c, struct respondent, n + 1);
    for (size_t i = 0; i < n; i++)
        if (is_chosen(&s->choice, &sites[i].uid))
            list[kept++] = (struct respondent){.id = sites[i].id,
                .uid = sites[i].uid,
                .name = sites[i].site,
                .lang = sites[i].lang,
                .contact_name = sites[i].name,
                .contact_address = sites[i].address};
    *ret_list = list;
    *ret_n = kept;
    *ret_last = n == 0 ? 0 : sites[n - 1].id;
    return ERR_OK;
}

static enum err page(
    struct sending *s, struct respondent **ret_list, size_t *ret_n, int64_t *ret_last)
{
    if (s->sites)
        return sites_page(s, ret_list, ret_n, ret_last);
    enum err e = s->kind->page(s->c, &s->choice, s->after, WARNING_STRETCH, ret_list, ret_n);
    if (e == ERR_OK)
        *ret_last = *ret_n == 0 ? 0 : (*ret_list)[*ret_n - 1].id;
    return e;
}

/* One transaction's worth. */
static enum err stretch(struct sending *s, const char *id)
{
    struct call *c = s->c;
    struct respondent *list = NULL;
    size_t n = 0;
    int64_t warning_id = 0, last = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_JOINT_WRITE);
    if (e == ERR_OK)
        e = call_needs_top(c, s->sites ? &PERM_SITE_READ : s->kind->read);
    if (e == ERR_OK && !mail_on(c->app))
        e = problem_set(c->problem, ERR_CONFLICT, "mail_off");
    if (e == ERR_OK)
        e = reg_find(c, &REG_MAIL_WARNINGS, id, &warning_id);
    if (e == ERR_OK)
        e = warning_store_lock(c, warning_id);
    if (e == ERR_OK)
        e = reg_look(c, &REG_MAIL_WARNINGS, id, &s->warning);
    if (e == ERR_OK)
        e = page(s, &list, &n, &last);
    if (e == ERR_OK && n > 0)
        e = write_to_all(s, list, n);
    if (e != ERR_OK)
        return e;
    s->after = last;
    return tx_commit_any(c);
}

/* Respondents' classes stand in capitals. */
static const char *class_of(struct call *c, const char *key)
{
    return key == NULL ? NULL : mem_printf(c, "%c", key[0] - 'a' + 'A');
}

static void only_read(struct call *c, const json_t *list, struct respondent_choice *choice)
{
    struct uuid *ids = mem_array(c, struct uuid, json_array_size(list) + 1);
    size_t i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *text = json_string_value(one);
        choice->n_only += text != NULL && uuid_parse(text, &ids[choice->n_only]);
    }
    choice->only = ids;
}

enum err warning_send_run(struct call *c, struct job *job)
{
    const json_t *payload = job_payload(job);
    const char *to = body_text(payload, "to");
    struct sending s = {.c = c,
        .kind = respondent_kind_find(c->app, "supplier"),
        .choice = {.class = class_of(c, body_text(payload, "class"))},
        .sites = strcmp(to, "sites") == 0,
        .partners = strcmp(to, "partners") == 0};
    if (s.kind == NULL)
        return ERR_NOT_FOUND;
    if (json_object_get(payload, "only") != NULL)
        only_read(c, json_object_get(payload, "only"), &s.choice);
    enum err e;
    do {
        e = stretch(&s, body_text(payload, "warning"));
        tx_abort(c);
    } while (e == ERR_OK && s.after != 0 && !job_cancelled(job));
    if (e != ERR_OK)
        return e;
    json_t *result = json_pack("{s:I, s:I, s:I}", "sent", (json_int_t)s.sent, "there",
        (json_int_t)s.there, "without", (json_int_t)s.without);
    job_result(job, result);
    json_decref(result);
    return ERR_OK;
}
