/* What an answer to one item says about another that a mapping joins it with. Pure: no database, no
 * clock. The tables stand in docs/admin/mapping-format.md; whatever they give is a proposal that a
 * person confirms. */
#ifndef KANAME_KERNEL_MAPPING_CARRY_RULES_H
#define KANAME_KERNEL_MAPPING_CARRY_RULES_H

#include "kernel/mapping/mapping.h"
#include "kernel/sheet/sheet_rules.h"

/* How sure a proposal is. X(name, key): the label is message "enum.carry_sure.<key>". */
#define CARRY_SURE_LIST(X)                                                          \
    X(SURE_HIGH, "high")     /* the same was asked: may be confirmed with others */ \
    X(SURE_MIDDLE, "middle") /* more was asked than here: at least so much holds */ \
    X(SURE_LOW, "low")       /* only a part was asked: a beginning for one's own judgement */

#define CARRY_SURE_ENUM(name, key) name,
enum carry_sure { CARRY_SURE_LIST(CARRY_SURE_ENUM) SURE_MAX };
#undef CARRY_SURE_ENUM

const char *carry_sure_key(enum carry_sure sure);

/* `relation`: of the item that was answered to the one that is asked. `strength` 1 to 4 (of 10)
 * makes it one grade less sure; 0, not stated, takes nothing away. */
enum carry_sure carry_sure_of(enum mapping_relation relation, int strength);

/* The value on the scale of `to` that an answer to `from` stands for, canonical, under ctx. NULL:
 * the scales have nothing in common that could be converted. `equal`: the mapping says that the
 * same is asked; only then texts, dates, numbers and several choices are taken as they are.
 *
 * Every other value is first a share of its own scale (levels 1 to 5: 0, 25, 50, 75, 100 %; yes and
 * have 100, no and none 0; options by their points, those below 0 as 0), then the nearest answer
 * of the other scale, between two the lower; options below 0 points are never proposed. A level is
 * the highest whose share is reached, and at most 3 from a scale of two answers, 4 from one of
 * three or four: that something is there does not say that it is looked after. */
const char *carry_convert(const void *ctx, const struct sheet_item *from, const char *value,
    const struct sheet_item *to, bool equal);

/* One answered item that a mapping joins with the item that is asked. */
struct carry_hint {
    enum mapping_relation relation; /* of the answered item to the asked one */
    int strength;
    const struct sheet_item *from;
    const char *value;     /* canonical; NULL: does not apply */
    const char *na_reason; /* then */
};

struct carry_proposal {
    const char *value;     /* canonical on the scale of the asked item; NULL: does not apply */
    const char *na_reason; /* then */
    enum carry_sure sure;
    bool differ; /* hints of the same grade give different values: the lowest was taken, or, where
                    each holds all that is asked, the highest */
};

/* What several hints say together: those of the surest grade decide. Of hints that hold all that
 * is asked the highest value stands (each proves it alone), else the lowest. False: nothing. That
 * an item does not apply is taken over only when the same was asked, by every such hint. */
bool carry_propose(const void *ctx, const struct sheet_item *to, const struct carry_hint *hints,
    size_t n, struct carry_proposal *ret_proposal);

/* Whether two keys of items name the same: mappings write them in other letters ("gv.oc-01") and
 * with other signs between than the sheet ("GV.OC-01"). Letters and digits decide, and where signs
 * part them. */
bool carry_key_same(const char *a, const char *b);

#endif
