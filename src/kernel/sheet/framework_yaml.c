#include "kernel/sheet/framework_yaml.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

enum { CHUNK_SIZE = 64 * 1024, FIRST_ROOM = 4 };

struct frame {
    struct yaml_value *of; /* grows; becomes the value's members when the collection ends */
    size_t n, room;
    const char *key; /* read, its value not yet */
    bool is_map;
    int line;
};

struct parse {
    void *ctx;
    struct problem *problem;
    char *chunk; /* texts are packed into chunks: one allocation each would cost more than they */
    size_t chunk_left;
    size_t n_values;
    int depth;
    struct frame frames[FRAMEWORK_YAML_DEPTH + 1]; /* frames[0] holds the document's value */
};

static enum err refuse(struct parse *p, const char *detail, int line)
{
    return problem_set_arg(p->problem, ERR_MALFORMED, detail, mem_printf(p->problem, "%d", line));
}

static enum err too_large(struct parse *p, const char *detail, int64_t limit, int line)
{
    problem_field_limit(p->problem, mem_printf(p->problem, "line %d", line), "too_large", limit);
    return problem_set_limit(p->problem, ERR_TOO_LARGE, detail, limit);
}

static const char *keep(struct parse *p, const char *text, size_t len)
{
    if (p->chunk_left < len + 1) {
        p->chunk_left = len + 1 > CHUNK_SIZE ? len + 1 : CHUNK_SIZE;
        p->chunk = mem_array(p->ctx, char, p->chunk_left);
    }
    char *kept = p->chunk;
    memcpy(kept, text, len);
    kept[len] = '\0';
    p->chunk += len + 1;
    p->chunk_left -= len + 1;
    return kept;
}

static enum err scalar_text(struct parse *p, const yaml_event_t *e, int line, const char **ret_text)
{
    const char *text = (const char *)e->data.scalar.value;
    size_t len = e->data.scalar.length;
    if (len > FRAMEWORK_YAML_SCALAR)
        return too_large(p, "yaml_scalar", FRAMEWORK_YAML_SCALAR, line);
    if (!utf8_ok(text, len))
        return refuse(p, "yaml_control", line);
    *ret_text = keep(p, text, len);
    return ERR_OK;
}

/* Puts a value into the collection being read. */
static enum err put(struct parse *p, struct yaml_value value)
{
    struct frame *f = &p->frames[p->depth];
    if (++p->n_values > FRAMEWORK_YAML_VALUES)
        return too_large(p, "yaml_values", FRAMEWORK_YAML_VALUES, value.line);
    if (f->n == f->room) {
        f->room = f->room == 0 ? FIRST_ROOM : f->room * 2;
        f->of = mem_grow(p->ctx, f->of, struct yaml_value, f->room);
    }
    value.key = f->key;
    f->key = NULL;
    f->of[f->n++] = value;
    return ERR_OK;
}

static enum err on_scalar(struct parse *p, const yaml_event_t *e, int line)
{
    struct frame *f = &p->frames[p->depth];
    struct yaml_value value = {.kind = YAML_TEXT, .line = line};
    enum err err = scalar_text(p, e, line, &value.text);
    if (err != ERR_OK)
        return err;
    if (f->is_map && f->key == NULL) {
        f->key = value.text;
        return ERR_OK;
    }
    value.plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return put(p, value);
}

static enum err on_begin(struct parse *p, bool is_map, int line)
{
    const struct frame *f = &p->frames[p->depth];
    if (f->is_map && f->key == NULL)
        return refuse(p, "yaml_key", line);
    if (p->depth == FRAMEWORK_YAML_DEPTH)
        return too_large(p, "yaml_depth", FRAMEWORK_YAML_DEPTH, line);
    p->frames[++p->depth] = (struct frame){.is_map = is_map, .line = line};
    return ERR_OK;
}

static int compare_members(const void *a, const void *b)
{
    const struct yaml_value *x = a;
    const struct yaml_value *y = b;
    int order = strcmp(x->key, y->key);
    return order != 0 ? order : x->line - y->line;
}

/* Sorted, so that a map of many keys costs n log n. */
static enum err check_keys(struct parse *p, const struct frame *f)
{
    if (f->n < 2)
        return ERR_OK;
    struct yaml_value *sorted = mem_dup(p->ctx, f->of, f->n * sizeof *sorted);
    qsort(sorted, f->n, sizeof *sorted, compare_members);
    enum err err = ERR_OK;
    for (size_t i = 1; i < f->n && err == ERR_OK; i++)
        if (strcmp(sorted[i - 1].key, sorted[i].key) == 0) {
            problem_field_value(p->problem, mem_printf(p->problem, "line %d", sorted[i].line),
                "yaml_duplicate", sorted[i].key);
            err = refuse(p, "yaml_duplicate", sorted[i].line);
        }
    mem_free(sorted);
    return err;
}

static enum err on_end(struct parse *p)
{
    struct frame f = p->frames[p->depth--];
    enum err err = f.is_map ? check_keys(p, &f) : ERR_OK;
    if (err != ERR_OK)
        return err;
    return put(
        p, (struct yaml_value){
               .kind = f.is_map ? YAML_MAP : YAML_LIST, .line = f.line, .of = f.of, .n = f.n});
}

static bool has_extras(const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return e->data.sequence_start.anchor != NULL || e->data.sequence_start.tag != NULL;
    case YAML_MAPPING_START_EVENT:
        return e->data.mapping_start.anchor != NULL || e->data.mapping_start.tag != NULL;
    default:
        return e->type == YAML_ALIAS_EVENT;
    }
}

static enum err on_event(struct parse *p, const yaml_event_t *e)
{
    int line = (int)e->start_mark.line + 1;
    if (has_extras(e))
        return refuse(p, "yaml_alias", line);
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        return p->frames[0].n == 0 ? ERR_OK : refuse(p, "yaml_documents", line);
    case YAML_SCALAR_EVENT:
        return on_scalar(p, e, line);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return on_begin(p, e->type == YAML_MAPPING_START_EVENT, line);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_end(p);
    default:
        return ERR_OK;
    }
}

static enum err parse_events(struct parse *p, yaml_parser_t *parser)
{
    for (;;) {
        __attribute__((cleanup(yaml_event_delete))) yaml_event_t event = {0};
        if (yaml_parser_parse(parser, &event) == 0)
            return refuse(p, "yaml_syntax", (int)parser->problem_mark.line + 1);
        if (event.type == YAML_STREAM_END_EVENT)
            return p->frames[0].n == 1 ? ERR_OK : refuse(p, "yaml_empty", 1);
        enum err err = on_event(p, &event);
        if (err != ERR_OK)
            return err;
    }
}

static int line_of(const char *data, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += data[i] == '\n';
    return line;
}

/* Before the parser: it guesses encodings, and its own checks do not tell the line. */
static enum err check_bytes(struct parse *p, const char *data, size_t len)
{
    for (size_t begin = 0; begin < len;) {
        const char *end = memchr(data + begin, '\n', len - begin);
        size_t n = end == NULL ? len - begin : (size_t)(end - data) - begin;
        if (!utf8_ok(data + begin, n))
            return refuse(p, "yaml_bytes", line_of(data, begin));
        begin += n + 1;
    }
    return ERR_OK;
}

enum err framework_yaml_parse(void *ctx, const char *data, size_t len, struct problem *problem,
    const struct yaml_value **ret_value)
{
    struct parse *p = mem_new(ctx, struct parse);
    p->ctx = ctx;
    p->problem = problem;
    enum err err = check_bytes(p, data, len);
    if (err != ERR_OK)
        return err;
    __attribute__((cleanup(yaml_parser_delete))) yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0)
        return ERR_INTERNAL;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, len);
    err = parse_events(p, &parser);
    if (err == ERR_OK)
        *ret_value = &p->frames[0].of[0];
    return err;
}

bool yaml_is_null(const struct yaml_value *value)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    if (value == NULL)
        return true;
    if (value->kind != YAML_TEXT || !value->plain)
        return false;
    for (size_t i = 0; i < sizeof nulls / sizeof nulls[0]; i++)
        if (strcmp(value->text, nulls[i]) == 0)
            return true;
    return false;
}

const struct yaml_value *yaml_get(const struct yaml_value *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->n; i++)
        if (strcmp(map->of[i].key, key) == 0)
            return yaml_is_null(&map->of[i]) ? NULL : &map->of[i];
    return NULL;
}

static const struct yaml_value *get_kind(
    const struct yaml_value *map, const char *key, enum yaml_kind kind)
{
    const struct yaml_value *value = yaml_get(map, key);
    return value != NULL && value->kind == kind ? value : NULL;
}

const struct yaml_value *yaml_get_list(const struct yaml_value *map, const char *key)
{
    return get_kind(map, key, YAML_LIST);
}

const struct yaml_value *yaml_get_map(const struct yaml_value *map, const char *key)
{
    return get_kind(map, key, YAML_MAP);
}

const char *yaml_text(const struct yaml_value *value)
{
    if (value == NULL || value->kind != YAML_TEXT || yaml_is_null(value))
        return NULL;
    return value->text[strspn(value->text, " \t\r\n")] == '\0' ? NULL : value->text;
}

const char *yaml_get_text(const struct yaml_value *map, const char *key)
{
    return yaml_text(yaml_get(map, key));
}

bool yaml_int(const struct yaml_value *value, int64_t *ret_number)
{
    const char *text = yaml_text(value);
    if (text == NULL)
        return false;
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0')
        return false;
    *ret_number = number;
    return true;
}

bool yaml_true(const struct yaml_value *value)
{
    const char *text = yaml_text(value);
    return text != NULL && (strcasecmp(text, "true") == 0 || strcasecmp(text, "yes") == 0 ||
                               strcasecmp(text, "on") == 0);
}
