/* Pure rules of sites: which answers an audit looks at, what minutes say, what to do about a site,
 * when who is told of a late correction. No SQL, no HTTP, no clock. */
#ifndef KANAME_MOD_SITE_SITE_RULES_H
#define KANAME_MOD_SITE_SITE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- audits ---- */

/* Draws `take` of n keys (all, when there are fewer): those whose SHA-256 with the seed comes
 * first. The same seed and keys give the same, in whatever order the keys stand; who doubts a
 * sample draws it again. ret_chosen has n elements; what is needed meanwhile lies under ctx. Keys
 * differ from each other. */
void site_sample(const void *ctx, const char *const *keys, size_t n, int64_t seed, size_t take,
    bool *ret_chosen);

/* ---- minutes ---- */

/* Words by which minutes are read, folded (utf8_fold). */
struct site_words {
    const char *const *security;
    size_t n_security;
    const char *const *nothing; /* "nothing to discuss" */
    size_t n_nothing;
    const char *const *heads; /* what the head of the site is called where he speaks */
    size_t n_heads;
};

struct site_minutes_read {
    int64_t chars;          /* without blanks */
    int64_t security_chars; /* of speeches in which one of the words stands */
    int64_t mentions;
    bool nothing;   /* no speech about security, or only that there is nothing */
    bool explained; /* the head spoke of it */
};

/* Reads folded minutes. A speech begins with its speaker and a colon ("chair: …"), or after an
 * empty line, and goes up to the next. One that says there is nothing to discuss is about nothing.
 * What the minutes do not write down is not seen: a person confirms every mark. */
struct site_minutes_read site_minutes_read(const char *folded, const struct site_words *words);

/* Whole per cent, rounded down; 0 of nothing. By minutes where both are given (≥ 0), else by what
 * is written. */
int64_t site_minutes_share(
    const struct site_minutes_read *read, int64_t minutes_security, int64_t minutes_total);

enum site_mark { SITE_MARK_PLUS, SITE_MARK_NONE, SITE_MARK_MINUS };
/* Mini-practice 8: discussed at length and explained by the head counts for a site, nothing against
 * it. From which share on, is the organisation's. */
enum site_mark site_minutes_mark(
    const struct site_minutes_read *read, int64_t share, int64_t plus_share);

/* ---- what is done about a site ---- */

/* X(name, key) */
#define SITE_FOLLOW_UP_LIST(X)          \
    X(SITE_FOLLOW_VISIT, "visit")       \
    X(SITE_FOLLOW_CALL, "call")         \
    X(SITE_FOLLOW_RECALL, "recall")     \
    X(SITE_FOLLOW_TALK, "talk")         \
    X(SITE_FOLLOW_TRAINING, "training") \
    X(SITE_FOLLOW_AWARD, "award")

#define SITE_FOLLOW_UP_ENUM(name, key) name,
enum site_follow_up { SITE_FOLLOW_UP_LIST(SITE_FOLLOW_UP_ENUM) SITE_FOLLOW_MAX };
#undef SITE_FOLLOW_UP_ENUM

enum site_state { SITE_UNJUDGED, SITE_GOOD, SITE_WATCH, SITE_WEAK };

struct site_standing {
    bool has_officer;
    enum site_state state;
    bool nothing_twice; /* the last two minutes had nothing to discuss */
    bool praised;       /* the last confirmed mark counts for the site */
};

/* What is proposed, in this order of weight (mini-practices 3 and 8): a site without an officer is
 * visited; its weak officer is called to head office to be trained; where twice running nothing was
 * discussed, its head is talked to; one to be watched is called regularly; a good one that was also
 * praised for its meeting is awarded. SITE_FOLLOW_MAX: nothing. */
enum site_follow_up site_follow_up_of(const struct site_standing *standing);
const char *site_follow_up_key(enum site_follow_up kind);

/* ---- late corrections ---- */

enum site_step { SITE_TELL_NOBODY, SITE_TELL_OFFICER, SITE_TELL_HEAD };
/* How far a correction that has been due for so many days (0: due today) has gone up. */
enum site_step site_step_of(int64_t days_late, int64_t officer_days, int64_t head_days);

#endif
