/* Inside the module only: minutes, and what is done about a site's state. */
#ifndef KANAME_MOD_SITE_SITE_FOLLOW_H
#define KANAME_MOD_SITE_SITE_FOLLOW_H

#include "mod/site/site_private.h"
#include "mod/site/site_rules.h"

extern const struct option_set OPTIONS_SITE_MARK;

/* ---- settings, site_setting.c ---- */

struct site_setting {
    int64_t officer_days, head_days; /* a correction may be late before they are told */
    int64_t plus_share;              /* per cent of a meeting that count for a site */
    const json_t *words, *nothing_words, *head_words; /* lists of texts */
    int64_t version;                                  /* 0: the program's own */
};

/* The organisation's, or the program's; lists under c. */
enum err site_setting_load(struct call *c, struct site_setting *ret_setting);
/* Its words, folded, under c. */
void site_setting_words(
    struct call *c, const struct site_setting *setting, struct site_words *ret_words);

enum err site_setting_get(struct req *r);
enum err site_setting_put(struct req *r);
extern const struct shape SHAPE_SITE_SETTING, SHAPE_SITE_SETTING_BODY;

/* ---- site_follow.c ---- */

/* These minutes have just been confirmed: when they and those before had nothing to discuss, a talk
 * is proposed, unless one waits. Inside the transaction. */
enum err site_talk_propose(struct call *c, const struct reg_record *minutes);
/* Proposals for all sites, by the rule. */
enum err site_follow_ups_propose(struct req *r);
/* Everybody's place at a meeting of the sites' officers. */
enum err site_attendance_invite(struct req *r);
extern const struct shape SHAPE_SITE_INVITE;

/* ---- site_store.c ---- */

enum err site_store_setting(
    struct call *c, struct site_setting *ret_setting, const char *ret_lists[3], bool *ret_found);
enum err site_store_setting_put(
    struct call *c, const struct site_setting *setting, const char *const lists[3]);

#endif
