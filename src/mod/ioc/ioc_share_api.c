/* Indicators of a case on their way to others: one class is chosen, what is above it stays, and
 * what the case has marked is looked for in what leaves, as in every text for outsiders. */
#include "base/digest.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file_name.h"
#include "kernel/http/req.h"
#include "mod/incident/incident.h"
#include "mod/ioc/ioc_private.h"
#include "mod/ioc/ioc_share_rules.h"
#include "mod/marking/marking.h"

#include <inttypes.h>

static const struct field share_fields[] = {
    {.key = "tlp", /* the highest that leaves */
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_TLP},
    {.key = "notes", .type = FIELD_BOOL}, /* with their notes */
};
const struct shape SHAPE_IOC_SHARE = SHAPE("IocShare", share_fields);

struct sharing {
    struct reg_record incident;
    struct ioc_share share;
    struct ioc_shareable *items;
    enum tlp tlp;
    bool stix, notes;
    size_t left_out;
};

/* Those that hold, up to the class; of the others only how many. */
static void choose(struct sharing *s, struct call *c, const struct ioc *list, size_t n)
{
    s->items = mem_array(c, struct ioc_shareable, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (list[i].dropped_ms != 0)
            continue;
        const struct ioc_shareable item = {.type = ioc_type_named(list[i].type),
            .tlp = tlp_of(list[i].tlp),
            .value = list[i].value,
            .key = list[i].key,
            .note = s->notes ? list[i].note : NULL,
            .first_ms = list[i].first_ms,
            .added_ms = list[i].added_ms};
        if (item.tlp > s->tlp || (s->stix && !ioc_in_stix(item.type)))
            s->left_out++;
        else
            s->items[s->share.n++] = item;
    }
    s->share.items = s->items;
}

/* Nobody knows who will read it: what is marked for some only does not leave at all. */
static enum err check(struct sharing *s, struct call *c)
{
    struct marking_set marked;
    struct buf *values = buf_new(c), *notes = buf_new(c);
    for (size_t i = 0; i < s->share.n; i++) {
        buf_printf(values, "%s | ", s->items[i].value);
        if (s->items[i].note != NULL)
            buf_printf(notes, "%s | ", s->items[i].note);
    }
    const struct marking_text texts[] = {
        {.pointer = "/tlp", .text = mem_strndup(c, values->data, values->len)},
        {.pointer = "/notes", .text = mem_strndup(c, notes->data, notes->len)},
    };
    enum err e = marking_load_pieces(c, s->incident.id, &marked);
    if (e != ERR_OK)
        return e;
    return marking_check(c, &marked,
        &(struct marking_release){
            .tlp = s->tlp, .texts = texts, .n_texts = notes->len > 0 ? 2 : 1, .all = true});
}

static void say(struct sharing *s, struct call *c)
{
    char *date = mem_array(c, char, DATE_TEXT_SIZE);
    int64_t found = c->now_ms;
    struct date day = {1970, 1, 1};
    const char *detected = body_text(s->incident.after, "detected_at");
    if (detected != NULL)
        instant_parse(detected, &found);
    clock_day_in_zone(found, c->org.zone, &day);
    date_format(day, date);
    s->share.organisation = c->org.name;
    s->share.number = body_text(s->incident.after, "number");
    s->share.uid = s->incident.uid;
    s->share.date = date;
    s->share.drill = body_bool(s->incident.after, "drill");
    s->share.now_ms = c->now_ms;
}

/* The sum says later whether a file that turned up is the one that left. */
static void record(struct sharing *s, struct call *c, const struct buf *file)
{
    char sum[DIGEST_TEXT_SIZE];
    const struct digest digest = digest_of(file->data, file->len);
    digest_format(&digest, sum);
    json_t *after = json_pack("{s:s, s:s, s:I, s:I, s:s}", "format", s->stix ? "stix" : "misp",
        "tlp", tlp_key(s->tlp), "exported", (json_int_t)s->share.n, "left_out",
        (json_int_t)s->left_out, "sha256", sum);
    audit_add(c, &(struct audit_entry){.action = "ioc_export",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = s->incident.id,
                     .subject_uid = &s->incident.uid,
                     .unit_id = s->incident.unit_id,
                     .after = reg_keep(c, after)});
}

static enum err answer(struct req *r, struct sharing *s)
{
    struct call *c = &r->call;
    say(s, c);
    struct buf *file = s->stix ? ioc_stix(r, &s->share) : ioc_misp(r, &s->share);
    record(s, c, file);
    enum err e = tx_commit(c);
    if (e != ERR_OK)
        return e;
    r->resp.body = file;
    resp_header(r, "Kaname-Exported", mem_printf(c, "%zu", s->share.n));
    resp_header(r, "Kaname-Left-Out", mem_printf(c, "%zu", s->left_out));
    resp_header(r, "Content-Disposition",
        file_disposition(
            c, mem_printf(c, "%s-%s.json", s->share.number, s->stix ? "stix" : "misp")));
    return ERR_OK;
}

static enum err share(struct req *r, bool stix)
{
    struct call *c = &r->call;
    struct sharing s = {.tlp = tlp_of(body_text(r->body, "tlp")),
        .stix = stix,
        .notes = body_bool(r->body, "notes")};
    struct ioc *list = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = ioc_case(r, &PERM_IOC_EXPORT, &s.incident);
    if (e == ERR_OK)
        e = ioc_store_list(c, s.incident.id, &list, &n);
    if (e != ERR_OK)
        return e;
    choose(&s, c, list, n);
    if (s.share.n == 0)
        return problem_set(c->problem, ERR_CONFLICT, "ioc_none_leave");
    e = check(&s, c);
    return e == ERR_OK ? answer(r, &s) : e;
}

enum err ioc_stix_post(struct req *r)
{
    return share(r, true);
}

enum err ioc_misp_post(struct req *r)
{
    return share(r, false);
}
