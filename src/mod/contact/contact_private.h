/* Inside the module. */
#ifndef KANAME_MOD_CONTACT_CONTACT_PRIVATE_H
#define KANAME_MOD_CONTACT_CONTACT_PRIVATE_H

#include "base/digest.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "kernel/transfer/transfer.h"
#include "mod/contact/contact.h"
#include "mod/contact/contact_rules.h"

/* Telephone numbers of people: those who act in an emergency, and those who see all of it. */
extern const struct perm PERM_CONTACT_READ, PERM_CONTACT_WRITE, PERM_CONTACT_SEND;
extern const struct option_set OPTIONS_CONTACT_PURPOSE, OPTIONS_CONTACT_OUTCOME,
    OPTIONS_CONTACT_WRONG, OPTIONS_CONTACT_MAIL, OPTIONS_CONTACT_ROUND_STATE;

#define CONTACT_MAIL "contact" /* kind of its emails */
enum { CONTACT_LISTS_MOST = 20, CONTACT_MAILS_EACH = 3 };

struct contact_setting {
    int64_t version;
    int stale_months, remind_days;
};

/* ---- lists ---- */

/* A list by name or number. *ret_id 0: none such. */
enum err contact_store_list(
    struct call *c, const char *name, int64_t *ret_id, const char **ret_name);
enum err contact_store_set_lists(struct call *c, int64_t contact_id, const int64_t *ids, size_t n);
/* The name within the lists of contacts and rounds. */
enum err contact_store_rename(
    struct call *c, int64_t list_id, const char *before, const char *after);
/* How many contacts stand on it. */
enum err contact_store_named(struct call *c, int64_t list_id, int64_t *ret_n);
/* What hangs on a contact goes with it, and on a round. */
enum err contact_store_purge(struct call *c, int64_t contact_id);
enum err contact_store_purge_round(struct call *c, int64_t round_id);

struct contact_list {
    int64_t id;
    struct uuid uid;
    const char *number, *name, *purpose, *scenario;
    bool needs_it;
    int64_t contacts, it;
};
enum err contact_store_lists(struct call *c, struct contact_list **ret_lists, size_t *ret_n);

/* ---- contacts on the sheet and in rounds ---- */

struct contact {
    int64_t id;
    struct uuid uid;
    const char *number, *name, *organisation, *person, *post, *phone, *phone_other, *email, *hours;
    const char *language, *lists, *keeper, *deputy, *deputy_phone, *confirmed_on, *mail_state;
    bool it, deleted;
    int64_t list_id; /* of the sheet: on which it stands, 0: on none */
};
/* By lists; a contact stands once under each of its lists. */
enum err contact_store_sheet(struct call *c, struct contact **ret_contacts, size_t *ret_n);

struct contact_check {
    struct contact contact;
    struct uuid round_uid;
    const char *round_title, *round_due;
    bool in_scenario;
    const char *outcome, *wrong, *note, *checked_by;
    int64_t checked_ms, mailed_ms, answered_ms, returned_ms;
    const char *answer, *answer_note;
    int64_t mails;
};
/* Of one round; or (round_id 0) those of open rounds whose keeper is a person. */
enum err contact_store_checks(struct call *c, int64_t round_id, int64_t keeper_id,
    struct contact_check **ret_checks, size_t *ret_n);
/* Takes the contacts in that the round does not have yet. */
enum err contact_store_fill(struct call *c, int64_t round_id);
enum err contact_store_in_scenario(struct call *c, int64_t round_id, const int64_t *ids, size_t n);
/* ERR_NOT_FOUND: the contact is not in that round. Locks the row. */
enum err contact_store_check_of(
    struct call *c, int64_t round_id, int64_t contact_id, const char **ret_outcome);
enum err contact_store_said(struct call *c, int64_t round_id, int64_t contact_id,
    const char *outcome, const char *wrong, const char *note);
struct contact_keeper {
    int64_t person_id;
    int64_t n;
};
/* Keepers who have contacts in the round that nobody has looked at. */
enum err contact_store_keepers(
    struct call *c, int64_t round_id, struct contact_keeper **ret_keepers, size_t *ret_n);

/* ---- stale ones ---- */

/* Not confirmed since the day `first`, and not new since then: the ones longest not confirmed
 * first. */
struct contact_stale_one {
    struct uuid uid;
    const char *number, *name, *organisation, *confirmed_on;
    bool own; /* kept by the caller */
};
/* Of one keeper (0: of everybody). *ret_all: with those behind `most`. */
enum err contact_store_stale(struct call *c, const char *first, int64_t first_ms, int64_t keeper_id,
    int most, struct contact_stale_one **ret_list, size_t *ret_n, int64_t *ret_all);
/* Who keeps some, and how many; person_id 0: nobody keeps them. */
enum err contact_store_stale_keepers(struct call *c, const char *first, int64_t first_ms,
    struct contact_keeper **ret_keepers, size_t *ret_n);
extern const struct shape SHAPE_CONTACTS_STALE;
enum err contact_stale_get(struct req *r);
enum err contact_stale_tell(struct call *c, struct job *job);
enum err contact_tell_stale(struct call *c, const struct contact_keeper *keeper, int months);

/* ---- the test mail ---- */

struct contact_mailing {
    int64_t round_id, contact_id, keeper_id, mailed_ms, mails;
    struct uuid uid, round_uid;
    const char *name, *person, *email, *language, *number;
};
/* Of a round: who has an address that has room for more and was not written to. *ret_all: with
 * those behind `most` and those whose address has no room. */
enum err contact_store_unsent(struct call *c, int64_t round_id, int most,
    struct contact_mailing **ret_mailings, size_t *ret_n, int64_t *ret_all);
/* Of all open rounds: written to, not answered, not known to have come back; `before_ms`: last
 * written to before, to an address that has room. refused: only those whose address takes no mail.
 */
enum err contact_store_waiting(struct call *c, bool refused, int64_t before_ms, int most,
    struct contact_mailing **ret_mailings, size_t *ret_n);
/* ERR_CONFLICT: somebody else has written meanwhile, or it was answered. */
enum err contact_store_mailed(struct call *c, const struct contact_mailing *m,
    const struct digest *token, int64_t expires_at_ms);
enum err contact_store_came_back(struct call *c, const struct contact_mailing *m);
/* By a link that is alive: of an open round, of a contact that is not deleted, in time. */
enum err contact_store_by_token(
    struct call *c, const struct digest *token, bool lock, struct contact_mailing *ret_mailing);
enum err contact_store_answered(
    struct call *c, const struct contact_mailing *m, const char *answer, const char *note);
/* The contact's own record says what became of the mail; confirmed_on NULL: stays. */
enum err contact_store_mail_state(struct call *c, int64_t contact_id, const char *state,
    const char *answered_on, const char *confirmed_on);
/* An address changed: links sent to the old one open nothing. */
enum err contact_store_unlink(struct call *c, int64_t contact_id);
/* Person, post, numbers, address and notes go; *ret_email under c. ERR_NOT_FOUND. */
enum err contact_store_erase(
    struct call *c, const struct uuid *uid, int64_t *ret_id, const char **ret_email);

enum err contact_store_setting(struct call *c, struct contact_setting *ret_setting);
enum err contact_store_setting_put(struct call *c, const struct contact_setting *setting);

/* ---- the rest ---- */

bool contact_today(struct call *c, struct date *ret_today, char ret_text[DATE_TEXT_SIZE]);
/* Names or numbers of lists in a record's member, each once, as their names; ids in the same order.
 * `ids`: NULL, or room for CONTACT_LISTS_MOST. */
enum err contact_lists_read(
    struct call *c, const struct reg_record *record, bool check, int64_t *ids, size_t *ret_n);
/* Keepers are told that there is something to look at. */
enum err contact_tell_keepers(struct call *c, const struct reg_record *round);
/* Of the test mail: it came back, or somebody says that something has changed. */
enum err contact_tell_answer(struct call *c, const struct contact_mailing *m, bool returned);

extern const struct shape SHAPE_CONTACT_SHEET, SHAPE_CONTACT_PROGRESS, SHAPE_OWN_CONTACT_CHECKS,
    SHAPE_CONTACT_ANSWER, SHAPE_CONTACT_SETTING_BODY, SHAPE_CONTACT_SETTING;
enum err contact_sheet_get(struct req *r);
enum err contact_progress_get(struct req *r);
enum err contact_own_get(struct req *r);
enum err contact_answer_post(struct req *r);
enum err contact_setting_get(struct req *r);
enum err contact_setting_put(struct req *r);

enum { CONTACT_NOTICES = 4, CONTACT_TRANSFERS = 3 };
extern const struct notice_kind contact_notices[CONTACT_NOTICES];
extern const struct transfer_table contact_transfers[CONTACT_TRANSFERS];

#endif
