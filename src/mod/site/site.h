/* Sites: places of business, own and abroad (practices 1-3, mini-practices 3 and 8). What is asked
 * of each by the laws that bind it, its own answers, the head office's audit of them, the minutes
 * of its committee and what is done about its state. Questions are sheets (kernel/sheet),
 * corrections are findings of audits (mod/governance); nothing of either is done again here. */
#ifndef KANAME_MOD_SITE_SITE_H
#define KANAME_MOD_SITE_SITE_H

#include "base/clock.h"
#include "kernel/register/register.h"

extern const struct reg_def REG_SITES, REG_SITE_CHECK_ITEMS, REG_SITE_CHECK_TEXTS,
    REG_SITE_CHECK_LISTS, REG_SITE_AUDITS, REG_SITE_AUDIT_ANSWERS, REG_SITE_MINUTES,
    REG_SITE_FOLLOW_UPS, REG_SITE_ATTENDANCES, REG_SITE_DUTIES;
extern const struct module module_site;

extern const struct perm PERM_SITE_READ;

/* Whom one writes to at a site: the contact chosen for it, else its security officer. Texts under
 * the call, NULL: not known. */
struct site_contact {
    int64_t id; /* of the site */
    struct uuid uid;
    const char *site, *name, *address, *lang;
};
/* At most `limit` sites with ids above `after`, in order of id, whoever asks. */
enum err site_contacts(
    struct call *c, int64_t after, int limit, struct site_contact **ret_list, size_t *ret_n);

/* How many sites there are, and in how many of them a correction is past its day, whoever asks. */
enum err site_late_count(struct call *c, int64_t *ret_sites, int64_t *ret_late);

/* ---- what the management is told of sites ----
 * What was asked and answered, what audits found, how far corrections are, meetings, awards and
 * what is done about each site. The whole organisation's: for readers who may read every site;
 * records kept to readers of their own are left out. */

enum { SITE_REPORT_ROWS = 100 }; /* of each list; counts are of all */

struct site_report {
    int64_t sites;
    int64_t asked, answered; /* check lists sent in the days, and those of them that are answered */
    int64_t audits;          /* held in the days, those called off apart */
    int64_t agreed, differed; /* answers that they looked at */
    int64_t open, late;       /* corrections that are not verified, and those past their day */
    int64_t verified;         /* in the days */
    bool complete;            /* more sites or findings than are looked at together: false */
    /* Records as the API shows them. */
    json_t *site_list; /* with "open", "late", "asked_on", "answered_on", "audited_on", "next_on" */
    json_t *lists;     /* { site, due, asked_on, answered_on, late } */
    json_t *audit_list;  /* with "agreed" and "differed" */
    json_t *differences; /* { site, question, answer, seen, note, severity, finding } */
    json_t *corrections; /* findings with "site", "days" late and "told": who was told of it */
    json_t *meetings;    /* places at meetings of officers, with "held_on" */
    json_t *follow_ups;  /* that wait, and those done in the days */
};

/* Lists under c. */
enum err site_report_load(struct call *c, struct date_span days, struct site_report *ret_report);

#endif
