/* What is to be watched in a piece of security work: whether it lives on when somebody leaves, and
 * whether who it is given to can be steered. Pure.
 *
 * After practice 5-2 of the practice collection for the Cybersecurity Management Guidelines
 * Ver 3.0: three classes, and two people, because one would take it along. */
#ifndef KANAME_MOD_CONTRACT_SPLIT_RULES_H
#define KANAME_MOD_CONTRACT_SPLIT_RULES_H

#include <stdbool.h>

/* X(name, key): the label is message "enum.duty_class.<key>". */
#define DUTY_CLASS_LIST(X)     \
    X(DUTY_OWN, "own")         \
    X(DUTY_ADVISED, "advised") \
    X(DUTY_GIVEN, "given")

/* X(name, key): message "enum.duty_warning.<key>". */
#define DUTY_WARNING_LIST(X)              \
    X(WARNING_NOBODY, "nobody")           \
    X(WARNING_ONE_PERSON, "one_person")   \
    X(WARNING_PERSON_LEFT, "person_left") \
    X(WARNING_NO_REASON, "no_reason")     \
    X(WARNING_NO_PROVIDER, "no_provider") \
    X(WARNING_NO_SKILLS, "no_skills")     \
    X(WARNING_SERVICE_UNCHECKED, "service_unchecked")

#define ENUM(name, key) name,
enum duty_class { DUTY_CLASS_LIST(ENUM) DUTY_CLASS_MAX };
enum duty_warning { DUTY_WARNING_LIST(ENUM) DUTY_WARNING_MAX };
#undef ENUM

struct split_duty {
    enum duty_class duty_class;
    int named;   /* people */
    int counted; /* of them, who are still here and may log in */
    bool has_reason, has_provider, has_skills;
    bool service_unchecked; /* the public list was last looked at longer ago than was meant */
};

/* Bits 1 << enum duty_warning. */
unsigned split_warnings(const struct split_duty *duty);

#endif
