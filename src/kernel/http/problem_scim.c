#include "kernel/http/problem_scim.h"

#include "base/mem.h"
#include "kernel/http/problem_http.h"
#include "kernel/i18n/msg.h"

#include <string.h>

/* Details and codes of fields that have a word of the RFC (table 9). */
static const struct {
    const char *code, *type;
} types[] = {
    {"scim_filter", "invalidFilter"},
    {"scim_path", "invalidPath"},
    {"scim_no_target", "noTarget"},
    {"scim_read_only", "mutability"},
    {"scim_password", "mutability"},
    {"scim_admin", "mutability"},
    {"scim_by_hand", "mutability"},
    {"scim_syntax", "invalidSyntax"},
    {"json_syntax", "invalidSyntax"},
    {"scim_many", "tooMany"},
    {"scim_taken", "uniqueness"},
    {"login_taken", "uniqueness"},
};

bool problem_is_scim(const char *path)
{
    return path != NULL && strncmp(path, "/scim/", strlen("/scim/")) == 0;
}

static const char *type_of(const char *code)
{
    for (size_t i = 0; code != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i].code, code) == 0)
            return types[i].type;
    return NULL;
}

static const char *scim_type(enum err e, const struct problem *p)
{
    const char *type = type_of(p->detail);
    for (size_t i = 0; type == NULL && i < p->n_fields; i++)
        type = type_of(p->fields[i].code);
    if (type == NULL && e == ERR_UNIQUE)
        return "uniqueness";
    return type == NULL && (e == ERR_INVALID || e == ERR_MALFORMED) ? "invalidValue" : type;
}

int problem_scim_status(enum err e, const struct problem *problem)
{
    const char *type = scim_type(e, problem);
    if (type != NULL && strcmp(type, "uniqueness") == 0)
        return err_status(ERR_CONFLICT);
    return e == ERR_INVALID ? err_status(ERR_MALFORMED) : err_status(e);
}

void problem_write_scim(struct jw *w, enum err e, const struct problem *problem, const char *lang)
{
    void *ctx = mem_context(w->buf, 0);
    struct buf *detail = buf_new(ctx);
    problem_text(detail, e, problem, lang);
    jw_obj_begin(w);
    jw_kraw(w, "schemas", "[\"urn:ietf:params:scim:api:messages:2.0:Error\"]");
    jw_kstr(w, "status", mem_printf(ctx, "%d", problem_scim_status(e, problem)));
    if (scim_type(e, problem) != NULL)
        jw_kstr(w, "scimType", scim_type(e, problem));
    jw_kstr(w, "detail", detail->data);
    jw_obj_end(w);
    mem_free(ctx);
}
