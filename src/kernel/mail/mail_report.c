#include "kernel/mail/mail_report.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/mail/mail_mime.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { PARTS = 20, DEPTH = 4, LINES_MOST = 2000, RECEIVERS_MOST = 200 };

/* ---- status ---- */

#define MAIL_REASON_KEY(name, key) [name] = key,
static const char *const reason_keys[MAIL_REASON_MAX] = {MAIL_REASON_LIST(MAIL_REASON_KEY)};

const char *mail_reason_key(enum mail_reason reason)
{
    return reason_keys[reason];
}

/* RFC 3463, section 3, without the class. */
enum mail_reason mail_reason_of(const char *status)
{
    static const struct {
        const char *detail;
        enum mail_reason reason;
    } known[] = {
        {".1.2", MAIL_REASON_DOMAIN},
        {".1.10", MAIL_REASON_MAILBOX}, /* RFC 7505: the domain takes no mail; Exchange: no such */
        {".4.4", MAIL_REASON_DOMAIN},
        {".2.2", MAIL_REASON_FULL},
        {".2.1", MAIL_REASON_MAILBOX},
        {".1.", MAIL_REASON_MAILBOX},
        {".7.", MAIL_REASON_POLICY},
    };
    const char *detail = status == NULL || *status == '\0' ? "" : status + 1;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        size_t n = strlen(known[i].detail);
        bool whole = known[i].detail[n - 1] != '.';
        if (strncmp(detail, known[i].detail, n) == 0 && (!whole || detail[n] == '\0'))
            return known[i].reason;
    }
    return MAIL_REASON_OTHER;
}

static size_t digits(const char *p)
{
    size_t n = 0;
    while (isdigit((unsigned char)p[n]))
        n++;
    return n;
}

/* "5.1.10" at `p`, and nothing that would make it a version or an address of a network. */
static size_t status_at(const char *p)
{
    if ((*p != '2' && *p != '4' && *p != '5') || p[1] != '.')
        return 0;
    size_t second = digits(p + 2);
    if (second == 0 || second > 3 || p[2 + second] != '.')
        return 0;
    size_t third = digits(p + 3 + second);
    size_t n = 3 + second + third;
    bool goes_on = p[n] == '.' && isdigit((unsigned char)p[n + 1]);
    return third == 0 || third > 3 || goes_on ? 0 : n;
}

static bool code_at(const char *p)
{
    return (*p == '4' || *p == '5') && digits(p) == 3 && (p[3] == ' ' || p[3] == '-');
}

bool mail_status_find(const char *text, char ret_status[REPORT_STATUS_SIZE])
{
    const char *code = NULL;
    for (const char *p = text; *p != '\0'; p++) {
        if (p > text && (isalnum((unsigned char)p[-1]) || p[-1] == '.'))
            continue;
        size_t n = status_at(p);
        if (n > 0) {
            memcpy(ret_status, p, n);
            ret_status[n] = '\0';
            return true;
        }
        if (code == NULL && code_at(p))
            code = p;
    }
    if (code == NULL)
        return false;
    memcpy(ret_status, "x.0.0", sizeof "x.0.0");
    ret_status[0] = *code;
    return true;
}

/* ---- texts ---- */

static void words_keep(struct mail_report *r, const char *text)
{
    size_t n = 0;
    for (; text[n] != '\0' && n < REPORT_WORDS_SIZE - 1; n++)
        r->words[n] = text[n] >= 0x20 && text[n] < 0x7f ? text[n] : '?';
    r->words[n] = '\0';
}

static bool is_plain(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] <= 0x20 || text[i] >= 0x7f)
            return false;
    return len > 0 && len < REPORT_TEXT_SIZE;
}

static void text_keep(
    char list[REPORT_TEXTS][REPORT_TEXT_SIZE], size_t *n, const char *text, size_t len)
{
    if (*n == REPORT_TEXTS || !is_plain(text, len))
        return;
    memcpy(list[*n], text, len);
    list[(*n)++][len] = '\0';
}

/* Every word with an @ in it, without what stands around it: "A <a@b>, <c@d>". */
static void addresses_keep(char list[REPORT_TEXTS][REPORT_TEXT_SIZE], size_t *n, const char *value)
{
    static const char around[] = "<>, \t;()\"";
    for (const char *p = value; p != NULL && *p != '\0';) {
        p += strspn(p, around);
        size_t len = strcspn(p, around);
        if (memchr(p, '@', len) != NULL)
            text_keep(list, n, p, len);
        p += len;
    }
}

/* ---- the parts of a report ---- */

struct reading {
    const void *ctx;
    struct mail_report *report;
    bool other;            /* a report of another kind: read, spam, … */
    struct mime_span text; /* the first plain text */
};

/* One receiver's group of fields. Failed says more than late. */
static void receiver_read(struct reading *r, struct mime_span group)
{
    struct mail_report *report = r->report;
    const char *action = mime_header(r->ctx, group, "Action", 0);
    const char *status = mime_header(r->ctx, group, "Status", 0);
    const char *said = mime_header(r->ctx, group, "Diagnostic-Code", 0);
    bool failed = action != NULL && strncasecmp(action, "failed", 6) == 0;
    bool late = action != NULL && strncasecmp(action, "delayed", 7) == 0;
    char found[REPORT_STATUS_SIZE];
    if ((!failed && !late) || (report->found && (report->failed || !failed)))
        return;
    report->found = true;
    report->failed = failed;
    memcpy(report->status, failed ? "5.0.0" : "4.0.0", sizeof "5.0.0");
    if (status != NULL && mail_status_find(status, found))
        memcpy(report->status, found, sizeof found);
    const char *colon = said == NULL ? NULL : strchr(said, ';');
    const char *words = colon == NULL ? said : colon + 1 + strspn(colon + 1, " ");
    if (words == NULL)
        return;
    words_keep(report, words);
    bool vague = strcmp(report->status + 1, ".0.0") == 0;
    if (vague && mail_status_find(words, found) && found[0] == report->status[0])
        memcpy(report->status, found, sizeof found);
}

/* Groups of fields between empty lines; the first is about the message. */
static void status_read(struct reading *r, struct mime_span body)
{
    for (int i = 0; i < RECEIVERS_MOST && body.len > 0; i++) {
        struct mime_part part = mime_split(body);
        receiver_read(r, part.head);
        body = part.body;
    }
}

static void ids_read(struct reading *r, struct mime_span head, const char *name)
{
    const char *value = mime_header(r->ctx, head, name, 0);
    addresses_keep(r->report->ids, &r->report->n_ids, value);
}

static bool is_original(const char *type)
{
    return mime_is(type, "message/rfc822") || mime_is(type, "text/rfc822-headers") ||
           mime_is(type, "message/global") || mime_is(type, "message/global-headers");
}

static void leaf_read(struct reading *r, const struct mime_part *part, const char *type)
{
    if (mime_is(type, "message/delivery-status") || mime_is(type, "message/global-delivery-status"))
        status_read(r, mime_body(r->ctx, part));
    else if (is_original(type))
        ids_read(r, mime_split(mime_body(r->ctx, part)).head, "Message-ID");
    else if (mime_is(type, "text/plain") && r->text.data == NULL)
        r->text = mime_body(r->ctx, part);
}

struct level {
    struct mime_part parts[PARTS];
    size_t n, next;
};

static void level_fill(
    struct reading *r, struct level *level, const struct mime_part *part, const char *type)
{
    const char *kind = mime_param(r->ctx, type, "report-type");
    level->next = 0;
    level->n = mime_parts(part->body, mime_param(r->ctx, type, "boundary"), level->parts, PARTS);
    if (mime_is(type, "multipart/report") && kind != NULL &&
        strcasecmp(kind, "delivery-status") != 0)
        r->other = true;
}

/* Parts within parts, some levels deep. */
static void parts_read(struct reading *r, const struct mime_part *whole)
{
    struct level *levels = mem_array(r->ctx, struct level, DEPTH);
    levels[0] = (struct level){.parts = {*whole}, .n = 1};
    for (int depth = 0; depth >= 0;) {
        struct level *level = &levels[depth];
        if (level->next == level->n) {
            depth--;
            continue;
        }
        const struct mime_part *part = &level->parts[level->next++];
        const char *type = mime_header(r->ctx, part->head, "Content-Type", 0);
        if (!mime_is(type, "multipart/"))
            leaf_read(r, part, type);
        else if (depth + 1 < DEPTH)
            level_fill(r, &levels[++depth], part, type);
    }
}

/* ---- words without a report ---- */

static bool from_a_server(struct reading *r, struct mime_span head)
{
    const char *from = mime_header(r->ctx, head, "From", 0);
    return from != NULL &&
           (strcasestr(from, "mailer-daemon") != NULL || strcasestr(from, "postmaster") != NULL);
}

static void text_read(struct reading *r)
{
    struct mime_span rest = r->text;
    struct mime_span line;
    for (int i = 0; i < LINES_MOST && rest.data != NULL && mime_line(&rest, &line); i++) {
        const char *text = mem_strndup(r->ctx, line.data, line.len);
        if (strncasecmp(text, "Message-ID:", strlen("Message-ID:")) == 0)
            addresses_keep(r->report->ids, &r->report->n_ids, strchr(text, ':') + 1);
        if (r->report->found || !mail_status_find(text, r->report->status) ||
            r->report->status[0] == '2')
            continue;
        r->report->found = true;
        r->report->failed = r->report->status[0] == '5';
        words_keep(r->report, text + strspn(text, " \t"));
    }
}

void mail_report_parse(const char *data, size_t len, struct mail_report *ret_report)
{
    static const char *const to[] = {
        "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"};
    void *ctx = mem_context(NULL, 0);
    struct mail_report report = {.found = false};
    struct reading r = {.ctx = ctx, .report = &report};
    struct mime_part whole = mime_split((struct mime_span){data, len});
    for (size_t i = 0; i < sizeof to / sizeof to[0]; i++)
        addresses_keep(report.to, &report.n_to, mime_header(ctx, whole.head, to[i], 0));
    parts_read(&r, &whole);
    if (!report.found && !r.other && from_a_server(&r, whole.head)) {
        ids_read(&r, whole.head, "In-Reply-To");
        ids_read(&r, whole.head, "References");
        text_read(&r);
    }
    if (r.other)
        report.found = false;
    *ret_report = report;
    mem_free(ctx);
}
