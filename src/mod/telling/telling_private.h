/* Inside the module. */
#ifndef KANAME_MOD_TELLING_TELLING_PRIVATE_H
#define KANAME_MOD_TELLING_TELLING_PRIVATE_H

#include "base/digest.h"
#include "base/uuid.h"
#include "kernel/http/req.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/telling/telling.h"
#include "mod/telling/telling_rules.h"

extern const struct perm PERM_CASE_TELL_READ, PERM_CASE_TELL_WRITE, PERM_CASE_TELL_SEND,
    PERM_TELL_RULE_WRITE;
#define TELLING_MAIL "case_telling"                      /* kind of its emails */
extern const struct option_set OPTIONS_TELLING_AUDIENCE; /* of texts: without the public */

enum { TELLING_BODY_MOST = 8000, TELLING_IMPACT_MOST = 1000 };

/* ---- telling_store.c ---- */

struct telling_ref {
    struct uuid uid;
    const char *number, *name; /* NULL: nobody */
};
struct telling_rule {
    int64_t version, close_minutes, partner_minutes;
    int64_t remind_hours, reminders; /* who has not confirmed: after so long, so often */
    struct telling_ref owner;
};
/* Without a row: an hour for the first class, a day for the second, nobody. */
enum err telling_store_rule(struct call *c, struct telling_rule *ret_rule);
/* With the next version; ERR_STALE: somebody else was first. owner_id 0: nobody. */
enum err telling_store_rule_put(struct call *c, const struct telling_rule *rule, int64_t owner_id);
/* Whom the case names; name NULL: nobody. */
enum err telling_store_owner(struct call *c, int64_t incident_id, struct telling_ref *ret_owner);
enum err telling_store_owner_put(struct call *c, int64_t incident_id, int64_t owner_id);

struct telling {
    int64_t id, no, version, updated_ms, sent_ms;
    int64_t told_ms; /* when the first recipient was; 0: nobody yet, sent or not */
    const char *audience, *tlp, *lang, *subject, *body, *state;
    const char *by_name, *sent_name;       /* NULL: gone, or nobody yet */
    int64_t n_to, n_unsent, n_unconfirmed; /* recipients; not told yet; told and silent */
};
/* In order of number, at most LIMIT_TELLINGS; `no` > 0: that one alone. Under c. */
enum err telling_store_all(
    struct call *c, int64_t incident_id, int64_t no, struct telling **ret_tellings, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err telling_store_one(
    struct call *c, int64_t incident_id, int64_t no, struct telling *ret_telling);
/* Fills in id and no. ERR_CONFLICT (items_full). The case is held. */
enum err telling_store_add(struct call *c, int64_t incident_id, struct telling *telling);
/* A draft, of the version it was read with. ERR_STALE. */
enum err telling_store_put(struct call *c, const struct telling *telling);
enum err telling_store_sent(struct call *c, int64_t telling_id);
enum err telling_store_remove(struct call *c, int64_t telling_id);
enum err telling_store_purge(struct call *c, int64_t incident_id);

/* ---- telling_to_store.c ---- */

struct told {
    int64_t id, no;
    const char *source; /* "contact", "supplier", "partner", "free" */
    struct uuid record; /* zeros: none */
    const char *name;
    const char *person, *address, *impact; /* NULL: none */
    const char *text;                      /* as it was written; NULL: nothing yet, or erased */
    bool by_mail;
    int64_t sent_ms, confirmed_ms, reminders, reminded_ms;
    const char *way, *confirmed_by, *note;
};
/* In order of number; `no` > 0: that one alone. Texts are left out unless it is one. */
enum err told_store_all(
    struct call *c, int64_t telling_id, int64_t no, struct told **ret_told, size_t *ret_n);
enum err told_store_one(struct call *c, int64_t telling_id, int64_t no, struct told *ret_told);
/* With the number that the caller has given it. The case is held. */
enum err told_store_add(struct call *c, int64_t telling_id, const struct told *told);
enum err told_store_put(struct call *c, const struct told *told);
enum err told_store_remove(struct call *c, int64_t told_id);
/* Written to: with a link (token NULL: without). sent_ms 0: a text to be read out. */
enum err told_store_sent(
    struct call *c, const struct told *told, const struct digest *token, int64_t expires_at_ms);
/* And the link opens nothing any more. */
enum err told_store_confirmed(struct call *c, const struct told *told);
/* Sent by email, silent since `before_ms`, reminded fewer than `reminders` times, and whose address
 * takes mail: of cases that count, those of one text together, with what was written. */
struct told_silent {
    struct told told;
    int64_t incident_id, telling_id, telling_no;
    const char *lang, *tlp;
};
enum err told_store_silent(struct call *c, int64_t before_ms, int64_t reminders, int most,
    struct told_silent **ret_silent, size_t *ret_n);
/* Written to again, with a new link. ERR_CONFLICT: confirmed meanwhile. */
enum err told_store_reminded(
    struct call *c, const struct told *told, const struct digest *token, int64_t expires_at_ms);
/* A text that somebody has not been told or has not confirmed, of a case that the caller may read.
 */
struct telling_waiting {
    struct telling telling;
    const char *incident, *incident_title;
};
/* The oldest first. */
enum err telling_store_open(
    struct call *c, int most, struct telling_waiting **ret_open, size_t *ret_n);
struct told_link {
    struct told told;
    int64_t incident_id, telling_no;
};
/* By a link that is alive. ERR_NOT_FOUND. */
enum err told_store_by_token(
    struct call *c, const struct digest *token, bool lock, struct told_link *ret_link);
/* struct module's: takes out person, address and what was written to it. */
enum err told_store_forget(struct call *c, const char *address);

/* ---- telling_json.c ---- */

extern const struct shape SHAPE_TELLINGS, SHAPE_TELLING, SHAPE_TELLING_BODY, SHAPE_TELLING_OWNER,
    SHAPE_TOLD, SHAPE_TOLD_NEW, SHAPE_TOLD_ADDED, SHAPE_TOLD_BODY, SHAPE_TOLD_CONFIRM,
    SHAPE_TELLING_SENT, SHAPE_TELLINGS_OPEN, SHAPE_TELLING_RULE, SHAPE_TELLING_RULE_BODY,
    SHAPE_TEMPLATE_STARTER_MADE;
void telling_write(struct jw *w, const struct telling *telling, const struct told *told, size_t n,
    const bool *bad);
void told_write(struct jw *w, const struct told *told, bool bounced);
void telling_ref_write(struct jw *w, const char *key, const struct telling_ref *ref);

/* ---- routes ---- */

/* The case of the path, if the caller holds the permission in its unit. */
enum err telling_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident);
/* Begins to write, with the case held and the text of the path read; `draft`: still one. */
enum err telling_open(
    struct req *r, bool draft, struct reg_record *incident, struct telling *telling);
/* Answers with the text and its recipients as they are now, and commits. */
enum err telling_finish(struct req *r, const struct reg_record *incident, int64_t no);
void telling_audit(struct call *c, const struct reg_record *incident, const char *action,
    json_t *before, json_t *after);
/* Which recipients' addresses take no mail. */
enum err telling_bounced(struct call *c, const struct told *told, size_t n, bool *ret_bad);
/* Without the blanks at its ends; NULL: nothing is left. */
const char *telling_trimmed(struct call *c, const char *text);
json_t *telling_said(const struct telling *telling);

enum { TELLING_NOTICES = 1 };
extern const struct notice_kind telling_notices[TELLING_NOTICES];

enum err tellings_get(struct req *r);
enum err telling_get(struct req *r);
enum err telling_post(struct req *r);
enum err telling_put(struct req *r);
enum err telling_delete(struct req *r);
enum err telling_owner_put(struct req *r);
enum err told_post(struct req *r);
enum err told_get(struct req *r);
enum err told_put(struct req *r);
enum err told_delete(struct req *r);
enum err told_confirm_post(struct req *r);
enum err telling_send_post(struct req *r);
enum err tellings_open_get(struct req *r);
enum err telling_remind(struct call *c, struct job *job); /* of jobs: who is silent */
enum err telling_rule_get(struct req *r);
enum err telling_rule_put(struct req *r);
enum err telling_starter_post(struct req *r);

#endif
