#include "kernel/scim/scim_filter.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

struct parser {
    const void *ctx;
    const struct scim_resource *resource;
    const struct scim_attr *within; /* inside its brackets; NULL: outside */
    const char *at;
    int depth;
    int terms;
    bool bad;
};

static struct scim_filter *parse_or(struct parser *p);

static struct scim_filter *fail(struct parser *p)
{
    p->bad = true;
    return NULL;
}

static void skip(struct parser *p)
{
    p->at += strspn(p->at, " ");
}

static bool take(struct parser *p, char c)
{
    skip(p);
    if (*p->at != c)
        return false;
    p->at++;
    return true;
}

/* A word stands next, in any case, and ends there. */
static bool take_word(struct parser *p, const char *word)
{
    size_t n = strlen(word);
    skip(p);
    if (strncasecmp(p->at, word, n) != 0 || strchr(" ()[]", p->at[n]) == NULL)
        return false;
    p->at += n;
    return true;
}

static struct scim_filter *node(struct parser *p, enum scim_op op)
{
    if (++p->terms > LIMIT_SCIM_TERMS)
        return fail(p);
    struct scim_filter *f = mem_new(p->ctx, struct scim_filter);
    f->op = op;
    return f;
}

/* ---- comparisons ---- */

static bool find_path(const struct parser *p, const char *text, size_t len, struct scim_path *path)
{
    if (p->within == NULL)
        return scim_path_find(p->resource, text, len, path) && path->attr != NULL &&
               (path->attr->flags & SCIM_UNSEARCHED) == 0;
    char *name = mem_strndup(p->ctx, text, len);
    *path = (struct scim_path){
        .attr = p->within, .sub = scim_attr_find(p->within->subs, p->within->n_subs, name)};
    return path->sub != NULL;
}

/* A list or an object is looked at as its `value`. */
static bool settle_path(struct scim_path *path, bool presence)
{
    if (path->attr->type == SCIM_COMPLEX && path->sub == NULL && !presence)
        path->sub = scim_attr_find(path->attr->subs, path->attr->n_subs, "value");
    return path->attr->type != SCIM_COMPLEX || path->sub != NULL || presence;
}

static const struct scim_attr *leaf(const struct scim_path *path)
{
    return path->sub != NULL ? path->sub : path->attr;
}

/* The literal's length: to the quote that ends it, or to what ends a word. 0: none. */
static size_t literal_length(const char *at)
{
    if (*at != '"')
        return strcspn(at, " ()[]");
    for (const char *c = at + 1; *c != '\0'; c++) {
        if (*c == '"')
            return (size_t)(c - at) + 1;
        if (*c == '\\' && *++c == '\0')
            return 0;
    }
    return 0;
}

static const json_t *parse_literal(struct parser *p)
{
    json_error_t e;
    skip(p);
    size_t len = literal_length(p->at);
    json_t *value = len == 0 ? NULL : json_loadb(p->at, len, JSON_DECODE_ANY, &e);
    if (value == NULL)
        return NULL;
    json_in_keep(p->ctx, value);
    p->at += len;
    return json_is_object(value) || json_is_array(value) ? NULL : value;
}

/* Truths as texts: so some providers write them. */
static const json_t *as_truth(const json_t *value)
{
    const char *text = json_string_value(value);
    if (text != NULL && strcasecmp(text, "true") == 0)
        return json_true();
    return text != NULL && strcasecmp(text, "false") == 0 ? json_false() : value;
}

static bool value_fits(struct scim_filter *f)
{
    if (leaf(&f->path)->type == SCIM_BOOLEAN) {
        f->value = as_truth(f->value);
        return json_is_boolean(f->value) && (f->op == SCIM_EQ || f->op == SCIM_NE);
    }
    return json_is_string(f->value) ||
           (json_is_null(f->value) && (f->op == SCIM_EQ || f->op == SCIM_NE));
}

static bool parse_op(struct parser *p, enum scim_op *ret_op)
{
    static const struct {
        const char *word;
        enum scim_op op;
    } words[] = {{"eq", SCIM_EQ}, {"ne", SCIM_NE}, {"co", SCIM_CO}, {"sw", SCIM_SW},
        {"ew", SCIM_EW}, {"pr", SCIM_PR}, {"gt", SCIM_GT}, {"ge", SCIM_GE}, {"lt", SCIM_LT},
        {"le", SCIM_LE}};
    skip(p);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (take_word(p, words[i].word)) {
            *ret_op = words[i].op;
            return true;
        }
    }
    return false;
}

static struct scim_filter *parse_some(struct parser *p, const struct scim_path *path)
{
    struct scim_filter *f = node(p, SCIM_SOME);
    bool list = path->attr->type == SCIM_COMPLEX && path->sub == NULL && p->within == NULL;
    if (f == NULL || !list)
        return fail(p);
    f->path = *path;
    p->within = path->attr;
    f->a = parse_or(p);
    p->within = NULL;
    return !p->bad && take(p, ']') ? f : fail(p);
}

static struct scim_filter *parse_comparison(struct parser *p)
{
    skip(p);
    struct scim_path path;
    size_t len = strcspn(p->at, " ()[]\"");
    if (len == 0 || !find_path(p, p->at, len, &path) || path.ignored)
        return fail(p);
    p->at += len;
    if (*p->at == '[') {
        p->at++;
        return parse_some(p, &path);
    }
    struct scim_filter *f = node(p, SCIM_EQ);
    if (f == NULL || !parse_op(p, &f->op) || !settle_path(&path, f->op == SCIM_PR))
        return fail(p);
    f->path = path;
    if (f->op == SCIM_PR)
        return f;
    f->value = parse_literal(p);
    if (f->value == NULL || !value_fits(f))
        return fail(p);
    if (json_is_string(f->value) && (leaf(&path)->flags & SCIM_EXACT) == 0)
        f->folded = utf8_fold(p->ctx, json_string_value(f->value));
    return f;
}

/* ---- what joins them: not before and before or ---- */

static struct scim_filter *parse_brackets(struct parser *p)
{
    if (++p->depth > LIMIT_SCIM_DEPTH)
        return fail(p);
    struct scim_filter *f = parse_or(p);
    p->depth--;
    return !p->bad && take(p, ')') ? f : fail(p);
}

static struct scim_filter *parse_factor(struct parser *p)
{
    if (take(p, '('))
        return parse_brackets(p);
    if (!take_word(p, "not"))
        return parse_comparison(p);
    struct scim_filter *f = node(p, SCIM_NOT);
    if (f == NULL || !take(p, '('))
        return fail(p);
    f->a = parse_brackets(p);
    return p->bad ? NULL : f;
}

static struct scim_filter *join(struct parser *p, enum scim_op op, const char *word,
    struct scim_filter *(*part)(struct parser *p))
{
    struct scim_filter *all = part(p);
    while (!p->bad && take_word(p, word)) {
        struct scim_filter *both = node(p, op);
        if (both == NULL)
            return NULL;
        both->a = all;
        both->b = part(p);
        all = both;
    }
    return p->bad ? NULL : all;
}

static struct scim_filter *parse_and(struct parser *p)
{
    return join(p, SCIM_AND, "and", parse_factor);
}

static struct scim_filter *parse_or(struct parser *p)
{
    return join(p, SCIM_OR, "or", parse_and);
}

enum err scim_filter_parse(const void *ctx, const struct scim_resource *resource, const char *text,
    struct problem *problem, struct scim_filter **ret_filter)
{
    if (strlen(text) > LIMIT_SCIM_FILTER)
        return problem_set(problem, ERR_MALFORMED, "scim_filter");
    struct parser p = {.ctx = ctx, .resource = resource, .at = text};
    struct scim_filter *f = parse_or(&p);
    skip(&p);
    if (p.bad || f == NULL || *p.at != '\0')
        return problem_set(problem, ERR_MALFORMED, "scim_filter");
    *ret_filter = f;
    return ERR_OK;
}

static bool parse_target(struct parser *p, struct scim_target *target)
{
    size_t len = strcspn(p->at, " [");
    if (len == 0 || !scim_path_find(p->resource, p->at, len, &target->path))
        return false;
    p->at += len;
    if (*p->at != '[')
        return *p->at == '\0';
    p->at++;
    if (target->path.ignored) /* whatever it says of what is kept nowhere */
        return true;
    const struct scim_attr *attr = target->path.attr;
    if (attr == NULL || (attr->flags & SCIM_MULTI) == 0 || target->path.sub != NULL)
        return false;
    p->within = attr;
    target->filter = parse_or(p);
    target->terms = p->terms;
    if (p->bad || !take(p, ']'))
        return false;
    if (*p->at == '\0')
        return true;
    target->path.sub = *p->at == '.' ? scim_attr_find(attr->subs, attr->n_subs, p->at + 1) : NULL;
    return target->path.sub != NULL;
}

enum err scim_target_parse(const void *ctx, const struct scim_resource *resource, const char *text,
    struct problem *problem, struct scim_target *ret_target)
{
    struct parser p = {.ctx = ctx, .resource = resource, .at = text};
    struct scim_target target = {.filter = NULL};
    if (strlen(text) > LIMIT_SCIM_FILTER || !parse_target(&p, &target))
        return problem_set(problem, ERR_MALFORMED, "scim_path");
    *ret_target = target;
    return ERR_OK;
}

/* ---- does it meet ---- */

static bool text_meets(enum scim_op op, const char *text, const char *wanted)
{
    size_t n = strlen(text), m = strlen(wanted);
    int order = strcmp(text, wanted);
    switch (op) {
    case SCIM_EQ:
    case SCIM_NE: /* the caller turns it round */
        return order == 0;
    case SCIM_CO:
        return strstr(text, wanted) != NULL;
    case SCIM_SW:
        return n >= m && strncmp(text, wanted, m) == 0;
    case SCIM_EW:
        return n >= m && strcmp(text + n - m, wanted) == 0;
    case SCIM_GT:
        return order > 0;
    case SCIM_GE:
        return order >= 0;
    case SCIM_LT:
        return order < 0;
    case SCIM_LE:
        return order <= 0;
    default:
        return false;
    }
}

static bool present(const json_t *value)
{
    if (json_is_string(value))
        return *json_string_value(value) != '\0';
    if (json_is_array(value))
        return json_array_size(value) > 0;
    if (json_is_object(value))
        return json_object_size(value) > 0;
    return value != NULL && !json_is_null(value);
}

static bool one_meets(const struct scim_filter *f, const json_t *value)
{
    if (f->op == SCIM_PR)
        return present(value);
    if (json_is_null(f->value))
        return !present(value);
    if (json_is_boolean(f->value))
        return json_is_true(value) == json_is_true(f->value);
    if (!json_is_string(value))
        return false;
    if (f->folded == NULL)
        return text_meets(f->op, json_string_value(value), json_string_value(f->value));
    void *ctx = mem_context(NULL, 0);
    bool meets = text_meets(f->op, utf8_fold(ctx, json_string_value(value)), f->folded);
    mem_free(ctx);
    return meets;
}

/* Of a list one value is enough; of none of them the filter is asked about nothing. */
static bool any_meets(const struct scim_filter *f, const json_t *value)
{
    const char *sub = f->path.sub == NULL ? NULL : f->path.sub->name;
    size_t n = json_array_size(value);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(value, i);
        if (one_meets(f, sub == NULL ? one : json_object_get(one, sub)))
            return true;
    }
    if (n > 0)
        return false;
    return one_meets(f, sub == NULL ? value : json_object_get(value, sub));
}

static bool compare(const struct scim_filter *f, const json_t *value)
{
    bool meets = any_meets(f, value);
    return f->op == SCIM_NE ? !meets : meets;
}

static bool some_meets(const struct scim_filter *f, const json_t *list)
{
    if (json_is_object(list))
        return scim_filter_meets_value(f->a, list);
    for (size_t i = 0; i < json_array_size(list); i++)
        if (scim_filter_meets_value(f->a, json_array_get(list, i)))
            return true;
    return false;
}

/* Depth is that of the filter: LIMIT_SCIM_TERMS at the most. */
static bool meets(const struct scim_filter *f, const json_t *doc, bool inside)
{
    switch (f->op) {
    case SCIM_AND:
        return meets(f->a, doc, inside) && meets(f->b, doc, inside);
    case SCIM_OR:
        return meets(f->a, doc, inside) || meets(f->b, doc, inside);
    case SCIM_NOT:
        return !meets(f->a, doc, inside);
    case SCIM_SOME:
        return some_meets(f, json_object_get(scim_holder(doc, &f->path), f->path.attr->name));
    default:
        break;
    }
    if (inside)
        return compare(f, doc);
    return compare(f, json_object_get(scim_holder(doc, &f->path), f->path.attr->name));
}

bool scim_filter_meets(const struct scim_filter *filter, const json_t *doc)
{
    return meets(filter, doc, false);
}

bool scim_filter_meets_value(const struct scim_filter *filter, const json_t *value)
{
    return meets(filter, value, true);
}

const char *scim_filter_wants(const struct scim_filter *filter, const char *attr)
{
    if (filter->op == SCIM_AND) {
        const char *text = scim_filter_wants(filter->a, attr);
        return text != NULL ? text : scim_filter_wants(filter->b, attr);
    }
    bool named = filter->op == SCIM_EQ && filter->path.extension == NULL &&
                 filter->path.sub == NULL && strcmp(filter->path.attr->name, attr) == 0;
    return named ? json_string_value(filter->value) : NULL;
}
