#include "mod/ioc/ioc_share_rules.h"

#include "base/clock.h"
#include "base/jw.h"
#include "base/mem.h"

#include <inttypes.h>
#include <string.h>

/* Space of ids of observables, STIX 2.1 §2.9. */
static const char SPACE_OBSERVABLE[] = "00abedb4-aa42-466c-9c23-fed23a9adfcf";
/* Ours: ids of organisations by their names. */
static const char SPACE_ORGANISATION[] = "6339015c-5cec-4e65-81ca-bb9334e2d824";
static const char TLP_EXTENSION[] = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
static const char TLP_CREATED[] = "2022-10-01T00:00:00.000Z";
enum { MS = 1000 };

static const struct {
    const char *marking, *level;
} tlps[TLP_MAX] = {
    [TLP_CLEAR] = {"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"},
    [TLP_GREEN] = {"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green"},
    [TLP_AMBER] = {"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"},
    [TLP_AMBER_STRICT] = {"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
        "amber+strict"},
    [TLP_RED] = {"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", "red"},
};

/* What each is in STIX (§6: object; hash: of a file, and how a pattern names it) and in MISP (type
 * and category, of the core format's list). */
static const struct {
    const char *object, *hash, *path;
    const char *misp, *category;
} kinds[IOC_TYPE_MAX] = {
    [IOC_MD5] = {"file", "MD5", "file:hashes.MD5", "md5", "Payload delivery"},
    [IOC_SHA1] = {"file", "SHA-1", "file:hashes.'SHA-1'", "sha1", "Payload delivery"},
    [IOC_SHA256] = {"file", "SHA-256", "file:hashes.'SHA-256'", "sha256", "Payload delivery"},
    [IOC_IPV4] = {"ipv4-addr", NULL, "ipv4-addr:value", "ip-dst", "Network activity"},
    [IOC_IPV6] = {"ipv6-addr", NULL, "ipv6-addr:value", "ip-dst", "Network activity"},
    [IOC_URL] = {"url", NULL, "url:value", "url", "Network activity"},
    [IOC_EMAIL] = {"email-addr", NULL, "email-addr:value", "email-src", "Payload delivery"},
    [IOC_FILE] = {"file", NULL, "file:name", "filename", "Payload delivery"},
    [IOC_DOMAIN] = {"domain-name", NULL, "domain-name:value", "domain", "Network activity"},
    [IOC_OTHER] = {NULL, NULL, NULL, "other", "Other"},
};

bool ioc_in_stix(enum ioc_type type)
{
    return kinds[type].object != NULL;
}

/* ---- ids ---- */

static const char *named(const void *ctx, const struct uuid *space, const char *name)
{
    struct uuid id = uuid_named(space, name, strlen(name));
    char *text = mem_array(ctx, char, UUID_TEXT_SIZE);
    uuid_format(&id, text);
    return text;
}

static const char *named_in(const void *ctx, const char *space, const char *name)
{
    struct uuid uid = {{0}};
    uuid_parse(space, &uid);
    return named(ctx, &uid, name);
}

static const char *organisation_uuid(const void *ctx, const struct ioc_share *share)
{
    return named_in(ctx, SPACE_ORGANISATION, share->organisation);
}

/* ---- values ---- */

/* Addresses of the web are written in ASCII (RFC 3986). */
static const char *stix_value(const void *ctx, const struct ioc_shareable *item)
{
    if (item->type != IOC_URL)
        return item->value;
    struct buf *b = buf_new(ctx);
    for (const char *p = item->value; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c > ' ' && c < 0x7f)
            buf_char(b, *p);
        else
            buf_printf(b, "%%%02X", c);
    }
    return mem_strndup(ctx, b->data, b->len);
}

/* A string of the patterning language (§9.2). */
static void put_literal(struct buf *b, const char *value)
{
    buf_char(b, '\'');
    for (; *value != '\0'; value++) {
        if (*value == '\'' || *value == '\\')
            buf_char(b, '\\');
        buf_char(b, *value);
    }
    buf_char(b, '\'');
}

static const char *pattern_of(const void *ctx, const struct ioc_shareable *item)
{
    struct buf *b = buf_new(ctx);
    bool network =
        (item->type == IOC_IPV4 || item->type == IOC_IPV6) && strchr(item->value, '/') != NULL;
    buf_printf(b, "[%s %s ", kinds[item->type].path, network ? "ISSUBSET" : "=");
    put_literal(b, stix_value(ctx, item));
    buf_char(b, ']');
    return mem_strndup(ctx, b->data, b->len);
}

static int64_t seen_ms(const struct ioc_shareable *item)
{
    return item->first_ms != 0 ? item->first_ms : item->added_ms;
}

static enum tlp highest(const struct ioc_share *share)
{
    enum tlp tlp = TLP_CLEAR;
    for (size_t i = 0; i < share->n; i++)
        if (share->items[i].tlp > tlp)
            tlp = share->items[i].tlp;
    return tlp;
}

static const char *title_of(const void *ctx, const struct ioc_share *share)
{
    return mem_printf(ctx, "%s%s (IoC)", share->drill ? "EXERCISE " : "", share->number);
}

/* ---- STIX ---- */

static void begin(struct jw *w, const char *type, const char *id)
{
    jw_obj_begin(w);
    jw_kstr(w, "type", type);
    jw_kstr(w, "spec_version", "2.1");
    jw_kstr(w, "id", id);
}

static void put_marked(struct jw *w, enum tlp tlp)
{
    jw_key(w, "object_marking_refs");
    jw_arr_begin(w);
    jw_str(w, tlps[tlp].marking);
    jw_arr_end(w);
}

static void put_made(struct jw *w, const char *by, int64_t ms)
{
    jw_kstr(w, "created_by_ref", by);
    jw_kinstant(w, "created", ms);
    jw_kinstant(w, "modified", ms);
}

static void put_drill(struct jw *w, bool drill)
{
    if (!drill)
        return;
    jw_key(w, "labels");
    jw_arr_begin(w);
    jw_str(w, "exercise");
    jw_arr_end(w);
}

/* The members that an observable's id is made of, as RFC 8785 writes them. */
static void put_content(struct jw *w, const struct ioc_shareable *item, const char *value)
{
    if (kinds[item->type].hash != NULL) {
        jw_key(w, "hashes");
        jw_obj_begin(w);
        jw_kstr(w, kinds[item->type].hash, value);
        jw_obj_end(w);
    } else {
        jw_kstr(w, item->type == IOC_FILE ? "name" : "value", value);
    }
}

static const char *observable_id(const void *ctx, const struct ioc_shareable *item)
{
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    jw_obj_begin(&w);
    put_content(&w, item, stix_value(ctx, item));
    jw_obj_end(&w);
    const char *uuid = named_in(ctx, SPACE_OBSERVABLE, mem_strndup(ctx, b->data, b->len));
    return mem_printf(ctx, "%s--%s", kinds[item->type].object, uuid);
}

static const char *own_id(const void *ctx, const struct ioc_share *share, const char *type,
    const struct ioc_shareable *item)
{
    const char *name = mem_printf(ctx, "%s\n%s", type, item->key);
    return mem_printf(ctx, "%s--%s", type, named(ctx, &share->uid, name));
}

static void put_identity(struct jw *w, const struct ioc_share *share, const char *id)
{
    /* Of no day of its own: the same each time, as its id is. */
    begin(w, "identity", id);
    jw_kstr(w, "created", TLP_CREATED);
    jw_kstr(w, "modified", TLP_CREATED);
    jw_kstr(w, "name", share->organisation);
    jw_kstr(w, "identity_class", "organization");
    jw_obj_end(w);
}

static void put_marking(struct jw *w, enum tlp tlp)
{
    begin(w, "marking-definition", tlps[tlp].marking);
    jw_kstr(w, "created", TLP_CREATED);
    jw_kstr(w, "name", tlp_label(tlp));
    jw_key(w, "extensions");
    jw_obj_begin(w);
    jw_key(w, TLP_EXTENSION);
    jw_obj_begin(w);
    jw_kstr(w, "extension_type", "property-extension");
    jw_kstr(w, "tlp_2_0", tlps[tlp].level);
    jw_obj_end(w);
    jw_obj_end(w);
    jw_obj_end(w);
}

static void put_markings(struct jw *w, const struct ioc_share *share)
{
    bool used[TLP_MAX] = {false};
    for (size_t i = 0; i < share->n; i++)
        used[share->items[i].tlp] = true;
    for (int tlp = 0; tlp < TLP_MAX; tlp++)
        if (used[tlp])
            put_marking(w, (enum tlp)tlp);
}

static void put_grouping(
    const void *ctx, struct jw *w, const struct ioc_share *share, const char *by)
{
    int64_t first = share->items[0].added_ms, last = first;
    for (size_t i = 1; i < share->n; i++) {
        first = share->items[i].added_ms < first ? share->items[i].added_ms : first;
        last = share->items[i].added_ms > last ? share->items[i].added_ms : last;
    }
    begin(w, "grouping", mem_printf(ctx, "grouping--%s", named(ctx, &share->uid, "grouping")));
    jw_kstr(w, "created_by_ref", by);
    jw_kinstant(w, "created", first);
    jw_kinstant(w, "modified", share->now_ms > last ? share->now_ms : last);
    jw_kstr(w, "name", title_of(ctx, share));
    jw_kstr(w, "context", "suspicious-activity");
    put_drill(w, share->drill);
    put_marked(w, highest(share));
    jw_key(w, "object_refs");
    jw_arr_begin(w);
    for (size_t i = 0; i < share->n; i++) {
        jw_str(w, own_id(ctx, share, "indicator", &share->items[i]));
        jw_str(w, observable_id(ctx, &share->items[i]));
        jw_str(w, own_id(ctx, share, "relationship", &share->items[i]));
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static void put_indicator(const void *ctx, struct jw *w, const struct ioc_share *share,
    const struct ioc_shareable *item, const char *by)
{
    begin(w, "indicator", own_id(ctx, share, "indicator", item));
    put_made(w, by, item->added_ms);
    jw_kstr(w, "name", item->value);
    if (item->note != NULL)
        jw_kstr(w, "description", item->note);
    jw_key(w, "indicator_types");
    jw_arr_begin(w);
    jw_str(w, share->drill ? "benign" : "malicious-activity");
    jw_arr_end(w);
    jw_kstr(w, "pattern", pattern_of(ctx, item));
    jw_kstr(w, "pattern_type", "stix");
    jw_kinstant(w, "valid_from", seen_ms(item));
    put_drill(w, share->drill);
    put_marked(w, item->tlp);
    jw_obj_end(w);
}

static void put_item(const void *ctx, struct jw *w, const struct ioc_share *share,
    const struct ioc_shareable *item, const char *by)
{
    put_indicator(ctx, w, share, item, by);
    begin(w, kinds[item->type].object, observable_id(ctx, item));
    put_content(w, item, stix_value(ctx, item));
    put_marked(w, item->tlp);
    jw_obj_end(w);
    begin(w, "relationship", own_id(ctx, share, "relationship", item));
    put_made(w, by, item->added_ms);
    jw_kstr(w, "relationship_type", "related-to");
    jw_kstr(w, "source_ref", own_id(ctx, share, "indicator", item));
    jw_kstr(w, "target_ref", observable_id(ctx, item));
    put_marked(w, item->tlp);
    jw_obj_end(w);
}

struct buf *ioc_stix(const void *ctx, const struct ioc_share *share)
{
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    const char *by = mem_printf(ctx, "identity--%s", organisation_uuid(ctx, share));
    struct uuid id = uuid_new(share->now_ms);
    char text[UUID_TEXT_SIZE];
    uuid_format(&id, text);
    jw_obj_begin(&w);
    jw_kstr(&w, "type", "bundle");
    jw_kstr(&w, "id", mem_printf(ctx, "bundle--%s", named(ctx, &share->uid, text)));
    jw_key(&w, "objects");
    jw_arr_begin(&w);
    put_identity(&w, share, by);
    put_markings(&w, share);
    put_grouping(ctx, &w, share, by);
    for (size_t i = 0; i < share->n; i++)
        put_item(ctx, &w, share, &share->items[i], by);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return b;
}

/* ---- MISP ---- */

static void put_tag(struct jw *w, const char *name)
{
    jw_obj_begin(w);
    jw_kstr(w, "name", name);
    jw_obj_end(w);
}

static void put_tags(const void *ctx, struct jw *w, enum tlp tlp, bool drill)
{
    jw_key(w, "Tag");
    jw_arr_begin(w);
    put_tag(w, mem_printf(ctx, "tlp:%s", tlps[tlp].level));
    if (drill)
        put_tag(w, "exercise:generic");
    jw_arr_end(w);
}

static void put_seconds(const void *ctx, struct jw *w, int64_t ms)
{
    jw_kstr(w, "timestamp", mem_printf(ctx, "%" PRId64, ms / MS));
}

static void put_attribute(
    const void *ctx, struct jw *w, const struct ioc_share *share, const struct ioc_shareable *item)
{
    jw_obj_begin(w);
    jw_kstr(w, "uuid", named(ctx, &share->uid, mem_printf(ctx, "attribute\n%s", item->key)));
    jw_kstr(w, "type", kinds[item->type].misp);
    jw_kstr(w, "category", kinds[item->type].category);
    jw_kstr(w, "value", item->value);
    jw_kbool(w, "to_ids", item->type != IOC_OTHER && !share->drill);
    jw_kstr(w, "distribution", "5"); /* the event's */
    put_seconds(ctx, w, item->added_ms);
    jw_kstr(w, "comment", item->note == NULL ? "" : item->note);
    if (item->first_ms != 0)
        jw_kinstant(w, "first_seen", item->first_ms);
    put_tags(ctx, w, item->tlp, share->drill);
    jw_obj_end(w);
}

/* Distribution 0, “your organisation only”: who takes it in decides, by the tags, on more. */
struct buf *ioc_misp(const void *ctx, const struct ioc_share *share)
{
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    jw_obj_begin(&w);
    jw_key(&w, "Event");
    jw_obj_begin(&w);
    jw_kstr(&w, "uuid", named(ctx, &share->uid, "event"));
    jw_kstr(&w, "info", title_of(ctx, share));
    jw_kstr(&w, "date", share->date);
    jw_kstr(&w, "threat_level_id", "4"); /* undefined: ours is not said */
    jw_kstr(&w, "analysis", "1");        /* ongoing */
    jw_kstr(&w, "distribution", "0");
    jw_kbool(&w, "published", false);
    put_seconds(ctx, &w, share->now_ms);
    jw_key(&w, "Orgc");
    jw_obj_begin(&w);
    jw_kstr(&w, "name", share->organisation);
    jw_kstr(&w, "uuid", organisation_uuid(ctx, share));
    jw_obj_end(&w);
    put_tags(ctx, &w, highest(share), share->drill);
    jw_key(&w, "Attribute");
    jw_arr_begin(&w);
    for (size_t i = 0; i < share->n; i++)
        put_attribute(ctx, &w, share, &share->items[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    jw_obj_end(&w);
    return b;
}
