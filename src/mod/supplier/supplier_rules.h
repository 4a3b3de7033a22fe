/* What a company has set about its suppliers, and what follows from it. Pure. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_RULES_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_RULES_H

#include <stdbool.h>
#include <stdint.h>

/* X(name, key): reasons for which work given out carries a cyber risk, in the order in which the
 * first one is told. Company V of practice 9-1 goes by the first alone. */
#define SUPPLIER_MARK_LIST(X)              \
    X(SUPPLIER_INTERNET, "internet")       \
    X(SUPPLIER_INFORMATION, "information") \
    X(SUPPLIER_CONNECTION, "connection")   \
    X(SUPPLIER_STOPS, "stops")
#define SUPPLIER_MARK_ENUM(name, key) name,
enum supplier_mark { SUPPLIER_MARK_LIST(SUPPLIER_MARK_ENUM) SUPPLIER_MARKS };
#undef SUPPLIER_MARK_ENUM

enum supplier_answer { SUPPLIER_UNKNOWN, SUPPLIER_YES, SUPPLIER_NO };

enum supplier_risk { SUPPLIER_RISK_UNKNOWN, SUPPLIER_WITH_RISK, SUPPLIER_WITHOUT_RISK };

enum supplier_officer { OFFICER_UNKNOWN, OFFICER_HAS, OFFICER_CAN, OFFICER_CANNOT };

/* From what size on a firm belongs to a class; below 0: not set. */
struct supplier_size {
    int64_t employees;
    int64_t sales; /* minor units of the organisation's currency */
};

struct supplier_rules {
    int64_t version; /* 0: nobody has set any */
    bool marks[SUPPLIER_MARKS];
    struct supplier_size b, c;
    int grace_years; /* in which a duty that is not met does not count yet */
};

enum { SUPPLIER_GRACE_YEARS = 3, SUPPLIER_GRACE_MOST = 20 };

/* What holds where nobody has set anything: internet use marks, sizes are not set (the practice
 * does not tell those of its company W), three years. */
extern const struct supplier_rules SUPPLIER_RULES_FIRST;

/* Risk of one piece of work; *ret_mark: the first reason of one with risk. As long as something
 * that marks is not known and nothing known marks, nobody knows. */
enum supplier_risk supplier_risk_of(const struct supplier_rules *rules,
    const enum supplier_answer answers[SUPPLIER_MARKS], enum supplier_mark *ret_mark);

/* The class of a firm, 'a' to 'd' (table 2-9.3); 0: not known, because nobody has asked about a
 * security officer, no size is set, or none of the firm's is known. `size`: below 0: not known. */
char supplier_class_of(
    const struct supplier_rules *rules, enum supplier_officer officer, struct supplier_size size);

/* Duties of firms, each with the classes that have it (table 2-9.3). D keeps its devices off the
 * internet or does as C. */
struct supplier_duty {
    const char *key; /* message "supplier.duty.<key>" */
    const char *classes;
};
#define SUPPLIER_SURVEY "survey" /* the yearly one: seen to by the day of the last */
extern const struct supplier_duty SUPPLIER_DUTIES[];
enum { N_SUPPLIER_DUTIES = 5 };

/* X(name, key): how a firm stands with a duty. One that is not met counts when the years of grace
 * since it was asked for are over. */
#define SUPPLIER_STANDING_LIST(X)                                                          \
    X(STANDING_MET, "met")                                                                 \
    X(STANDING_WITHIN_GRACE, "within_grace")                                               \
    X(STANDING_NOT_MET, "not_met")                                                         \
    X(STANDING_NOT_ASKED, "not_asked") /* not met, and nobody has asked the firm for it */ \
    X(STANDING_UNKNOWN, "unknown")     /* nobody has looked */
#define SUPPLIER_STANDING_ENUM(name, key) name,
enum supplier_standing { SUPPLIER_STANDING_LIST(SUPPLIER_STANDING_ENUM) };
#undef SUPPLIER_STANDING_ENUM

/* `counts_from`: as "YYYY-MM-DD", NULL: never asked for. */
enum supplier_standing supplier_standing_of(
    bool known, bool met, const char *counts_from, const char *today);

#endif
