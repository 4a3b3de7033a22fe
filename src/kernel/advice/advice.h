/* Marks and next steps of one response: for whoever reviews it, and as a draft of what to tell the
 * one who answered. */
#ifndef KANAME_KERNEL_ADVICE_ADVICE_H
#define KANAME_KERNEL_ADVICE_ADVICE_H

#include "kernel/advice/advice_rules.h"
#include "kernel/app.h"
#include "kernel/sheet/response.h"

extern const struct module module_advice;

/* The rules that fit a sheet, under ctx. */
struct advice_set {
    const json_t *services; /* list of { key, name, url }; NULL: the sheet has no rules */
    struct advice_rule *rules;
    size_t n;
    size_t n_left_out; /* of items or answers that the sheet does not have */
};
enum err advice_load(const void *ctx, const struct sheet_doc *doc, struct problem *problem,
    struct advice_set *ret_set);

/* What a rule found. */
struct advice_found {
    enum advice_mark mark;
    int item_no;
    const json_t *says, *ask, *advice;  /* texts; ask NULL: nothing to ask */
    const json_t *practices, *services; /* keys; NULL: none */
};

struct advice {
    const json_t *services; /* as of the set */
    enum advice_mark grade; /* the heaviest mark */
    struct advice_found *found;
    size_t n;
};

/* Of a response whose answers are loaded, under c. */
enum err advice_of(struct call *c, const struct response_sheet *sheet, struct advice *ret_advice);

#endif
