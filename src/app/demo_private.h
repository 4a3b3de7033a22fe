/* Inside the sample company: its story and what its parts share. Everything runs through the
 * services that people use; functions that write open and commit transactions of their own unless
 * they say otherwise. */
#ifndef KANAME_APP_DEMO_PRIVATE_H
#define KANAME_APP_DEMO_PRIVATE_H

#include "app/demo.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"

#define DEMO_DAY_MS INT64_C(86400000)
#define DEMO_MORNING_MS INT64_C(36000000) /* ten o'clock, when things happen */

/* The story being told. Names are the keys of the file; ids are UUIDs as text. */
struct demo {
    struct call *c;
    const json_t *doc;
    const char *lang;                  /* that the company writes in */
    json_t *units, *people, *accounts; /* key → id */
    json_t *named;                     /* records that others of the file refer to: key → id */
    int64_t today_ms;                  /* the present of the story */
    int year;                          /* its fiscal year */
    size_t recorded;                   /* of the file's records, in order of their days */
    const json_t **records;
    size_t n_records;
    const char *campaign; /* number of the newest */
};

const json_t *demo_part(const struct demo *d, const char *key);
const char *demo_id_of(const json_t *map, const char *key);
void demo_remember(json_t *map, const char *key, const struct uuid *uid);
/* "07-31" of the story's fiscal year (`years` later) as a date. */
const char *demo_date_of(const struct demo *d, int years, const char *month_day);
/* The story's fiscal year, some years later: "FY2026". */
const char *demo_period_of(const struct demo *d, int years);
/* Who acts from here on; NULL: the system. */
enum err demo_act_as(struct demo *d, const char *account);
/* A member; of a text in two languages the company's own. NULL: none. */
json_t *demo_own(const struct demo *d, const json_t *from, const char *key);
const char *demo_own_text(const struct demo *d, const json_t *from, const char *key);

/* demo_records.c */

/* One record of the file, inside the caller's transaction; others may name it by its key. */
enum err demo_record(struct demo *d, const json_t *one, struct reg_record *ret_record);
/* A link between two records of the file, inside the caller's transaction. */
enum err demo_link(struct demo *d, const json_t *one);
/* Puts the file's records in order of time, before time passes. */
void demo_records_sort(struct demo *d);
/* Time passes up to an instant, or to ten in the morning so many days after a date, never beyond
 * today: what happened until then is put on record on its day. The story never goes back. */
enum err demo_pass_to(struct demo *d, int64_t at);
enum err demo_go_to(struct demo *d, const char *date, int days);

/* demo.c */

/* The newest version of a built-in sheet. */
enum err demo_sheet(struct demo *d, const char *key, const char **ret_id);
/* What a campaign of a year is called. */
const char *demo_campaign_name(const struct demo *d, const json_t *plan, int year);

/* demo_survey.c */

/* Suppliers are asked: some have answered, one was asked back, one is not through, one has not
 * begun. Nobody is written to. */
enum err demo_survey(struct demo *d);

/* demo_report.c */

/* A route of approvals of the file, inside the caller's transaction. */
enum err demo_route(struct demo *d, const json_t *route);
/* Drafted by the security staff, with the CISO's words; the CISO has approved it, the president is
 * next. */
enum err demo_report(struct demo *d);

#endif
