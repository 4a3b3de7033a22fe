#include "kernel/transfer/transfer_read.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/transfer/transfer_box.h"

#include <sodium.h>
#include <string.h>

enum { BLOCK = TRANSFER_BOX_BLOCK, MANIFEST_DEPTH = 4, NAME_ROOM = 200 };

struct transfer_archive {
    struct transfer_box *box;
    struct problem *problem;
};

struct transfer_stream {
    struct transfer_archive *archive;
    const char *name;
    int stream; /* of the box */
    int64_t bytes, expected;
    crypto_hash_sha256_state sha;
    bool ended;
    char block[BLOCK];
    struct buf *line;  /* begun in earlier blocks */
    size_t at, filled; /* of the block: what transfer_stream_line has not given yet */
};

/* ---- names ---- */

static int table_of_part(const struct transfer_plan *plan, const char *name)
{
    static const char end[] = ".ndjson";
    size_t len = strlen(name);
    if (len < sizeof end || strcmp(name + len - sizeof end + 1, end) != 0)
        return -1;
    len -= sizeof end - 1;
    for (size_t i = 0; i < plan->n_tables; i++)
        if (strlen(plan->tables[i].name) == len && memcmp(plan->tables[i].name, name, len) == 0)
            return (int)i;
    return -1;
}

static bool is_file_name(const char *name)
{
    char text[UUID_TEXT_SIZE];
    struct uuid uid;
    if (strncmp(name, TRANSFER_FILES, sizeof TRANSFER_FILES - 1) != 0)
        return false;
    name += sizeof TRANSFER_FILES - 1;
    if (!uuid_parse(name, &uid))
        return false;
    uuid_format(&uid, text);
    return strcmp(text, name) == 0;
}

/* A name from outside, short enough to be told. */
static enum err refuse_name(struct transfer_archive *a, const char *name)
{
    const char *shown = mem_strndup(a, name == NULL ? "" : name, NAME_ROOM);
    bool tell = utf8_ok(shown, strlen(shown));
    return problem_set_arg(a->problem, ERR_INVALID, "transfer_entry", tell ? shown : "?");
}

static enum err check_entries(
    struct transfer_archive *a, const struct transfer_plan *plan, int64_t n)
{
    if (n > TRANSFER_ENTRIES_MAX)
        return problem_set_limit(
            a->problem, ERR_TOO_LARGE, "transfer_entries", TRANSFER_ENTRIES_MAX);
    for (int64_t i = 0; i < n; i++) {
        void *ctx = mem_context(a, 0);
        const char *name = transfer_box_name(a->box, ctx, i);
        bool known = name != NULL && (strcmp(name, TRANSFER_MANIFEST) == 0 || is_file_name(name) ||
                                         table_of_part(plan, name) >= 0);
        if (!known)
            return refuse_name(a, name);
        mem_free(ctx);
    }
    return ERR_OK;
}

/* ---- streams ---- */

static enum err check_size(struct transfer_archive *a, const char *name, int64_t expected)
{
    struct transfer_box_size size;
    if (!transfer_box_size(a->box, name, &size))
        return problem_set_arg(a->problem, ERR_INVALID, "transfer_missing", name);
    if (!size.plain || (expected >= 0 && size.bytes != expected))
        return problem_set_arg(a->problem, ERR_INVALID, "transfer_digest", name);
    if (size.bytes > TRANSFER_RATIO_FROM && size.bytes / TRANSFER_RATIO_MAX > size.packed)
        return problem_set_arg(a->problem, ERR_TOO_LARGE, "transfer_bomb", name);
    return ERR_OK;
}

enum err transfer_stream_open(struct transfer_archive *a, const char *name, int64_t expected,
    struct transfer_stream **ret_stream)
{
    enum err e = check_size(a, name, expected);
    if (e != ERR_OK)
        return e;
    struct transfer_stream *s = mem_new(a, struct transfer_stream);
    s->archive = a;
    s->name = mem_strdup(s, name);
    s->expected = expected;
    s->line = buf_new(s);
    crypto_hash_sha256_init(&s->sha);
    s->stream = transfer_box_begin(a->box, name);
    if (s->stream < 0) {
        mem_free(s);
        return problem_set_arg(a->problem, ERR_MALFORMED, "transfer_broken", name);
    }
    *ret_stream = s;
    return ERR_OK;
}

void transfer_stream_close(struct transfer_stream *s)
{
    if (s == NULL)
        return;
    transfer_box_end(s->archive->box, s->stream);
    mem_free(s);
}

/* What a header lies about the size ends here. */
enum err transfer_stream_read(struct transfer_stream *s, const char **ret_data, size_t *ret_len)
{
    int64_t n = s->ended ? 0 : transfer_box_read(s->archive->box, s->stream, s->block);
    if (n < 0)
        return problem_set_arg(s->archive->problem, ERR_MALFORMED, "transfer_broken", s->name);
    s->ended = n == 0;
    s->bytes += n;
    if (s->expected >= 0 && s->bytes > s->expected)
        return problem_set_arg(s->archive->problem, ERR_INVALID, "transfer_digest", s->name);
    crypto_hash_sha256_update(&s->sha, (const unsigned char *)s->block, (size_t)n);
    *ret_data = s->block;
    *ret_len = (size_t)n;
    return ERR_OK;
}

static enum err fill(struct transfer_stream *s)
{
    const char *data = NULL;
    s->at = 0;
    return transfer_stream_read(s, &data, &s->filled);
}

enum err transfer_stream_line(struct transfer_stream *s, const char **ret_line, size_t *ret_len)
{
    buf_clear(s->line);
    *ret_line = NULL;
    for (;;) {
        if (s->at == s->filled) {
            enum err e = fill(s);
            if (e != ERR_OK)
                return e;
            if (s->filled == 0)
                break;
        }
        const char *from = s->block + s->at;
        const char *end = memchr(from, '\n', s->filled - s->at);
        size_t n = end == NULL ? s->filled - s->at : (size_t)(end - from);
        if (s->line->len + n > TRANSFER_LINE_MAX)
            return problem_set_arg(
                s->archive->problem, ERR_TOO_LARGE, "transfer_line_long", s->name);
        buf_put(s->line, from, n);
        s->at += n + (end != NULL);
        if (end == NULL)
            continue;
        *ret_line = s->line->data;
        *ret_len = s->line->len;
        return ERR_OK;
    }
    /* The last line must end in a line feed, too: else it was cut off. */
    return s->line->len == 0
               ? ERR_OK
               : problem_set_arg(s->archive->problem, ERR_MALFORMED, "transfer_broken", s->name);
}

enum err transfer_stream_check(struct transfer_stream *s, const struct digest *expected)
{
    struct digest found;
    crypto_hash_sha256_final(&s->sha, found.bytes);
    if (digest_equal(&found, expected) && (s->expected < 0 || s->bytes == s->expected))
        return ERR_OK;
    return problem_set_arg(s->archive->problem, ERR_INVALID, "transfer_digest", s->name);
}

/* ---- the manifest ---- */

static enum err refuse(struct problem *problem, const char *member)
{
    return problem_set_arg(problem, ERR_INVALID, "transfer_manifest", member);
}

static bool read_number(const json_t *json, const char *key, int64_t least, int64_t *ret_value)
{
    const json_t *value = json_object_get(json, key);
    *ret_value = json_integer_value(value);
    return json_is_integer(value) && *ret_value >= least;
}

static bool read_text(const json_t *json, const char *key, const char **ret_text)
{
    *ret_text = json_string_value(json_object_get(json, key));
    return *ret_text != NULL;
}

static bool read_org(const json_t *json, struct transfer_manifest *m)
{
    struct transfer_org *o = &m->org;
    const char *uid = NULL;
    o->industry = json_string_value(json_object_get(json, "industry"));
    return read_number(json, "id", 1, &m->org_no) && m->org_no <= TRANSFER_ID_MAX &&
           read_text(json, "uid", &uid) && uuid_parse(uid, &o->uid) &&
           read_text(json, "name", &o->name) && read_text(json, "zone", &o->zone) &&
           read_text(json, "lang", &o->lang) && read_text(json, "currency", &o->currency) &&
           (strcmp(o->lang, "ja") == 0 || strcmp(o->lang, "en") == 0) &&
           read_number(json, "fiscal_first_month", 1, &o->fiscal_first_month) &&
           o->fiscal_first_month <= 12 && read_number(json, "created_at", 0, &o->created_at_ms);
}

static bool read_keys(const json_t *json, struct transfer_keys *keys)
{
    size_t i;
    const json_t *one;
    if (!json_is_array(json) || json_array_size(json) > TRANSFER_KEYS_MOST)
        return false;
    json_array_foreach(json, i, one)
    {
        size_t len = 0;
        const char *hex = json_string_value(one);
        if (hex == NULL ||
            sodium_hex2bin(keys->keys[i], KEYS_PUBLIC_SIZE, hex, strlen(hex), NULL, &len, NULL) !=
                0 ||
            len != KEYS_PUBLIC_SIZE)
            return false;
        keys->n++;
    }
    return true;
}

static enum err read_part(const struct transfer_plan *plan, const json_t *json,
    struct problem *problem, struct transfer_manifest *m)
{
    const char *name = NULL;
    const char *sha = NULL;
    if (!read_text(json, "name", &name))
        return refuse(problem, "parts");
    int at = table_of_part(plan, name);
    if (at < 0)
        return problem_set_arg(problem, ERR_INVALID, "transfer_entry", name);
    struct transfer_part *p = &m->parts[at];
    if (p->there || !read_number(json, "rows", 0, &p->rows) ||
        !read_number(json, "bytes", 0, &p->bytes) || !read_text(json, "sha256", &sha) ||
        !digest_parse(sha, &p->sha256))
        return refuse(problem, name);
    p->there = true;
    m->n_parts++;
    return ERR_OK;
}

static enum err read_members(const struct transfer_plan *plan, const json_t *json,
    struct problem *problem, struct transfer_manifest *m)
{
    const json_t *parts = json_object_get(json, "parts");
    const char *format = NULL;
    size_t i;
    const json_t *part;
    if (!read_text(json, "format", &format))
        return refuse(problem, "format");
    if (strcmp(format, TRANSFER_FORMAT) != 0)
        return problem_set_arg(problem, ERR_INVALID, "transfer_format", format);
    if (!read_org(json_object_get(json, "organisation"), m))
        return refuse(problem, "organisation");
    if (!read_keys(json_object_get(json, "audit_keys"), &m->keys))
        return refuse(problem, "audit_keys");
    if (!read_number(json, "files", 0, &m->files))
        return refuse(problem, "files");
    if (!json_is_array(parts))
        return refuse(problem, "parts");
    json_array_foreach(parts, i, part)
    {
        enum err e = read_part(plan, part, problem, m);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

enum err transfer_manifest_read(const void *ctx, const struct transfer_plan *plan, const char *data,
    size_t len, struct problem *problem, struct transfer_manifest *ret_manifest)
{
    json_t *json = NULL;
    struct transfer_manifest m = {
        .parts = mem_array(ctx, struct transfer_part, plan->n_tables),
    };
    if (json_in_parse(ctx, data, len, MANIFEST_DEPTH, problem_new(ctx), &json) != ERR_OK)
        return refuse(problem, "JSON");
    enum err e = read_members(plan, json, problem, &m);
    if (e == ERR_OK)
        *ret_manifest = m;
    return e;
}

/* ---- the archive ---- */

static enum err load_manifest(struct transfer_archive *a, const struct transfer_plan *plan,
    struct transfer_manifest *ret_manifest)
{
    struct transfer_stream *s = NULL;
    struct buf *text = buf_new(a);
    const char *data = NULL;
    size_t len = 1;
    enum err e = transfer_stream_open(a, TRANSFER_MANIFEST, -1, &s);
    while (s != NULL && e == ERR_OK && len > 0) {
        e = transfer_stream_read(s, &data, &len);
        if (e == ERR_OK && text->len + len > TRANSFER_MANIFEST_MAX)
            e = problem_set_arg(a->problem, ERR_TOO_LARGE, "transfer_bomb", TRANSFER_MANIFEST);
        if (e == ERR_OK)
            buf_put(text, data, len);
    }
    transfer_stream_close(s);
    return e == ERR_OK
               ? transfer_manifest_read(a, plan, text->data, text->len, a->problem, ret_manifest)
               : e;
}

enum err transfer_archive_open(const void *ctx, const char *path, const struct transfer_plan *plan,
    struct problem *problem, struct transfer_archive **ret_archive,
    struct transfer_manifest *ret_manifest)
{
    int64_t n = 0;
    struct transfer_archive *a = mem_new(ctx, struct transfer_archive);
    a->problem = problem;
    enum err e = transfer_box_open(a, path, &a->box, &n);
    if (e == ERR_NOT_FOUND)
        return problem_set_arg(problem, e, "file_not_read", path);
    if (e == ERR_MALFORMED)
        return problem_set_arg(problem, e, "transfer_zip", path);
    if (e == ERR_OK)
        e = check_entries(a, plan, n);
    if (e == ERR_OK)
        e = load_manifest(a, plan, ret_manifest);
    if (e != ERR_OK)
        return e;
    /* With names that are all known, each part found by its own and as many entries as named,
     * none stands there twice. */
    int64_t named = 1 + (int64_t)ret_manifest->n_parts + ret_manifest->files;
    if (n != named)
        return problem_set_arg(problem, ERR_INVALID, "transfer_manifest", "files");
    *ret_archive = a;
    return ERR_OK;
}
