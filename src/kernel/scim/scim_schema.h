/* What SCIM (RFC 7643) calls resources: constant tables of attributes. They say how names are
 * spelled (SCIM takes them in any case), what a value must be, and what /Schemas answers. A
 * resource at work is a JSON object with the names spelled as here ("the document").
 *
 * Attributes of RFC 7643 that Kaname has no use for are in `ignored`: taken without complaint, kept
 * nowhere. Not all that providers send is wanted here. Pure. */
#ifndef KANAME_KERNEL_SCIM_SCIM_SCHEMA_H
#define KANAME_KERNEL_SCIM_SCIM_SCHEMA_H

#include "base/jw.h"
#include "base/problem.h"

#include <jansson.h>
#include <stdbool.h>

#define SCIM_URN_USER "urn:ietf:params:scim:schemas:core:2.0:User"
#define SCIM_URN_ENTERPRISE "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
#define SCIM_URN_GROUP "urn:ietf:params:scim:schemas:core:2.0:Group"
#define SCIM_URN_LIST "urn:ietf:params:scim:api:messages:2.0:ListResponse"

enum scim_type { SCIM_STRING, SCIM_BOOLEAN, SCIM_COMPLEX, SCIM_REFERENCE, SCIM_INSTANT };

enum {
    SCIM_MULTI = 1 << 0,
    SCIM_READONLY = 1 << 1,
    SCIM_REQUIRED = 1 << 2,
    SCIM_EXACT = 1 << 3,      /* upper and lower case differ */
    SCIM_UNIQUE = 1 << 4,     /* within the organisation */
    SCIM_COMMON = 1 << 5,     /* of every resource: not listed in /Schemas */
    SCIM_UNSEARCHED = 1 << 6, /* made for the answer only: no filter by it */
};

struct scim_attr {
    const char *name;
    enum scim_type type;
    unsigned flags;
    const struct scim_attr *subs; /* of SCIM_COMPLEX */
    size_t n_subs;
};

struct scim_schema {
    const char *urn, *name;
    const struct scim_attr *attrs;
    size_t n_attrs;
    const char *const *ignored; /* NULL-terminated */
};

struct scim_resource {
    const char *name;     /* "User" */
    const char *endpoint; /* "/Users" */
    const struct scim_schema *schema;
    const struct scim_schema *extension; /* NULL: none */
};

extern const struct scim_resource SCIM_USER, SCIM_GROUP;

/* The attribute with that name in any case; NULL: none. */
const struct scim_attr *scim_attr_find(const struct scim_attr *attrs, size_t n, const char *name);

/* Where a value stands: doc[attr], doc[attr][sub], doc[extension][attr]. */
struct scim_path {
    const struct scim_schema *extension; /* NULL: the resource's own schema */
    const struct scim_attr *attr; /* NULL with an extension: all of it; else with `ignored` */
    const struct scim_attr *sub;  /* NULL: none named */
    bool ignored;                 /* a name of the schema that is kept nowhere */
};

/* "userName", "name.familyName", "urn:…:User:department", in any case, of `len` bytes. False: there
 * is no such attribute. */
bool scim_path_find(
    const struct scim_resource *resource, const char *text, size_t len, struct scim_path *ret_path);

/* The object that holds doc[attr]; NULL: not there. */
json_t *scim_holder(const json_t *doc, const struct scim_path *path);

/* { "id": urn, "name", "attributes": [...], "meta" } of /Schemas. `base`: "https://…/scim/v2". */
void scim_schema_write(struct jw *w, const struct scim_schema *schema, const char *base);

/* What is left of a document by ?attributes= and ?excludedAttributes= (either may be NULL): names
 * with commas between. Names that do not exist say nothing. "schemas" and "id" always stay. */
json_t *scim_select(
    const struct scim_resource *resource, const json_t *doc, const char *only, const char *without);
/* Whether an answer with these parameters shows the attribute at all. */
bool scim_shows(
    const struct scim_resource *resource, const char *only, const char *without, const char *name);

#endif
