/* Whom a case has to be reported to, and by when. Pure: facts of the case against what a regime
 * asks, and terms in hours, calendar days, working days or months in the zone of whoever is
 * reported to. No legal advice: what is proposed a person confirms or rejects. */
#ifndef KANAME_MOD_DUTY_DUTY_RULES_H
#define KANAME_MOD_DUTY_DUTY_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, key): "enum.duty_unit.<key>". */
#define DUTY_UNIT_LIST(X)           \
    X(DUTY_HOURS, "hours")          \
    X(DUTY_DAYS, "days")            \
    X(DUTY_WORKING, "working_days") \
    X(DUTY_MONTHS, "months")

#define DUTY_UNIT_ENUM(name, key) name,
enum duty_unit { DUTY_UNIT_LIST(DUTY_UNIT_ENUM) DUTY_UNIT_MAX };
#undef DUTY_UNIT_ENUM
enum duty_unit duty_unit_of(const char *key); /* DUTY_UNIT_MAX: none, or no such unit */

struct duty_term {
    int64_t amount; /* 0: no term, "without delay" */
    enum duty_unit unit;
    bool first_day; /* the day on which the clock starts is day one */
    bool roll;      /* a last day on which offices are closed: the next on which they are open */
};

/* The instant at which the term is over. Hours pass as they pass, whatever clocks show; all others
 * end with the last day in the zone (24:00). A month ends on the day of the same number, or on
 * the month's last. 0: no term; false: no such zone, or too far. */
bool duty_due(const struct duty_term *term, int64_t start_ms, const char *zone, int64_t *ret_ms);

/* What is known of a case. */
enum duty_fact { FACT_UNKNOWN, FACT_NO, FACT_YES };

/* X(name, key of the facts): what may be affected or so; "duty.fact.<key>". */
#define DUTY_FACT_LIST(X)                    \
    X(DUTY_PERSONAL, "personal")             \
    X(DUTY_SENSITIVE, "sensitive")           \
    X(DUTY_PROPERTY, "property")             \
    X(DUTY_UNLAWFUL, "unlawful")             \
    X(DUTY_HARM, "harm")                     \
    X(DUTY_FINANCIAL, "financial")           \
    X(DUTY_INFRASTRUCTURE, "infrastructure") \
    X(DUTY_LISTED, "listed")                 \
    X(DUTY_CONTRACTS, "contracts")

#define DUTY_FACT_ENUM(name, key) name,
enum duty_fact_name { DUTY_FACT_LIST(DUTY_FACT_ENUM) DUTY_FACT_MAX };
#undef DUTY_FACT_ENUM
const char *duty_fact_key(int fact);

struct duty_facts {
    enum duty_fact of[DUTY_FACT_MAX];
    int64_t persons;       /* -1: not known */
    const char *countries; /* "JP,DE": of the people and places affected */
};

/* What a regime asks for. */
struct duty_asks {
    const char *kind;         /* key of enum.regime_kind */
    const char *countries;    /* NULL: anywhere */
    int sector;               /* a fact, DUTY_FACT_MAX: any */
    bool personal;            /* only where personal data may be affected … */
    bool when[DUTY_FACT_MAX]; /* … and one of these holds, or … */
    int64_t min_persons;      /* … at least so many are affected; 0: this does not count */
};

/* Why a regime is proposed: bits of facts, and these. */
enum {
    DUTY_BY_COUNTRY = 1 << DUTY_FACT_MAX,
    DUTY_BY_PERSONS = 1 << (DUTY_FACT_MAX + 1),
    DUTY_BY_KIND = 1 << (DUTY_FACT_MAX + 2), /* insurers and what is voluntary: always asked */
    DUTY_BY_ALL = 1 << (DUTY_FACT_MAX + 3),  /* nothing more is asked for */
};

struct duty_match {
    bool proposed;
    unsigned why;  /* what speaks for it */
    unsigned open; /* what has to be found out; DUTY_BY_PERSONS: how many */
};
struct duty_match duty_match(const struct duty_asks *asks, const struct duty_facts *facts);

/* Two-letter codes with commas between, spaces allowed. */
bool duty_countries_ok(const char *codes);

#endif
