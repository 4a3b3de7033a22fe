/* Records to begin with, from a document of the catalogue: taken by one press in the caller's
 * language, and from then on the organisation's own. What is there by its title stays as it is. */
#ifndef KANAME_MOD_RESPONSE_RESPONSE_STARTER_H
#define KANAME_MOD_RESPONSE_RESPONSE_STARTER_H

#include "kernel/http/req.h"
#include "kernel/register/register.h"

struct response_starter {
    const char *folder;        /* "catalog/responses/" */
    const struct shape *shape; /* of the document */
    const char *list;          /* its member with the records, each with a "title" */
    const struct reg_def *def;
    /* The record's body under c, without title, position and source; `one` is of the list. */
    enum err (*body)(struct call *c, const json_t *one, json_t **ret_body);
};

/* Answers { made }. */
enum err response_starter_run(struct req *r, const struct response_starter *starter);
extern const struct shape SHAPE_RESPONSE_STARTER_MADE;

/* A text member in the caller's language; NULL: it is not there. */
const char *response_starter_text(struct call *c, const json_t *one, const char *key);
/* A list of texts as lines. */
const char *response_starter_lines(struct call *c, const json_t *one, const char *key);

#endif
