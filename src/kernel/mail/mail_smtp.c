#include "kernel/mail/mail_smtp.h"

#include "base/mem.h"
#include "kernel/mail/mail_rules.h"

#include <curl/curl.h>
#include <string.h>

enum {
    CONNECT_SECONDS = 15,
    SEND_SECONDS = 120, /* one mail, with the server's answer */
    REPLY_SIZE = 240,
};

/* How far the conversation has come: what a refusal means depends on it. */
enum stage { STAGE_HELLO, STAGE_FROM, STAGE_TO, STAGE_DATA };

struct mail_smtp {
    CURL *curl;
    enum stage stage;
    char reply[REPLY_SIZE]; /* its last line */
    char fault[CURL_ERROR_SIZE];
    bool (*stop)(void *arg);
    void *stop_arg;
};

static bool begins(const char *data, size_t size, const char *with)
{
    size_t n = strlen(with);
    return size >= n && memcmp(data, with, n) == 0;
}

/* The refusal counts, not the good-bye after it. */
static bool is_refusal(const char *reply)
{
    return reply[0] == '4' || reply[0] == '5';
}

static void keep_reply(struct mail_smtp *s, const char *data, size_t size)
{
    size_t n = 0;
    if (is_refusal(s->reply))
        return;
    for (; n < size && n < REPLY_SIZE - 1 && data[n] != '\r' && data[n] != '\n'; n++)
        s->reply[n] = data[n] >= 0x20 && data[n] < 0x7f ? data[n] : '?';
    s->reply[n] = '\0';
}

/* Only the commands' names and the server's answers are looked at: a line of the log-in is never
 * kept. */
static int watch(CURL *curl, curl_infotype type, char *data, size_t size, void *arg)
{
    struct mail_smtp *s = arg;
    (void)curl;
    if (type == CURLINFO_HEADER_IN)
        keep_reply(s, data, size);
    else if (type == CURLINFO_HEADER_OUT && begins(data, size, "MAIL FROM:"))
        s->stage = STAGE_FROM;
    else if (type == CURLINFO_HEADER_OUT && begins(data, size, "RCPT TO:"))
        s->stage = STAGE_TO;
    else if (type == CURLINFO_HEADER_OUT && begins(data, size, "DATA\r\n"))
        s->stage = STAGE_DATA;
    return 0;
}

static int progress(void *arg, curl_off_t dl_all, curl_off_t dl, curl_off_t ul_all, curl_off_t ul)
{
    const struct mail_smtp *s = arg;
    (void)dl_all, (void)dl, (void)ul_all, (void)ul;
    return s->stop != NULL && s->stop(s->stop_arg);
}

static void set_up(struct mail_smtp *s, const struct config *config)
{
    static const struct {
        const char *key;
        long use;
    } tls[] = {{"required", CURLUSESSL_ALL}, {"offered", CURLUSESSL_TRY}, {"off", CURLUSESSL_NONE}};
    CURL *curl = s->curl;
    curl_easy_setopt(curl, CURLOPT_URL, config->smtp_url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    for (size_t i = 0; i < sizeof tls / sizeof tls[0]; i++)
        if (strcmp(config->smtp_tls, tls[i].key) == 0)
            curl_easy_setopt(curl, CURLOPT_USE_SSL, tls[i].use);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (config->smtp_ca_file != NULL && *config->smtp_ca_file != '\0')
        curl_easy_setopt(curl, CURLOPT_CAINFO, config->smtp_ca_file);
    if (config->smtp_user != NULL && *config->smtp_user != '\0') {
        curl_easy_setopt(curl, CURLOPT_USERNAME, config->smtp_user);
        curl_easy_setopt(
            curl, CURLOPT_PASSWORD, config->smtp_password == NULL ? "" : config->smtp_password);
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_SECONDS);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)SEND_SECONDS / 2);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, s->fault);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* to `watch` alone */
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, s);
}

struct mail_smtp *mail_smtp_open(const struct config *config, bool (*stop)(void *arg), void *arg)
{
    struct mail_smtp *s = mem_new(NULL, struct mail_smtp);
    s->curl = curl_easy_init();
    s->stop = stop;
    s->stop_arg = arg;
    if (s->curl != NULL)
        set_up(s, config);
    return s;
}

void mail_smtp_close(struct mail_smtp *s)
{
    if (s->curl != NULL)
        curl_easy_cleanup(s->curl);
    mem_free(s);
}

/* ---- one mail ---- */

static struct curl_slist *field(
    const void *ctx, struct curl_slist *list, const char *name, const char *value)
{
    return curl_slist_append(list, mem_printf(ctx, "%s: %s", name, value));
}

static struct curl_slist *fields_of(const void *ctx, const struct mail_wire *w)
{
    char date[MAIL_DATE_SIZE];
    struct curl_slist *list = NULL;
    mail_date(w->date_ms, date);
    list = field(ctx, list, "Date", date);
    list = field(ctx, list, "From", mail_mailbox(ctx, w->from_name, w->from_address));
    list = field(ctx, list, "To", mail_mailbox(ctx, w->to_name, w->to_address));
    list = field(ctx, list, "Subject", mail_header(ctx, w->subject));
    list = field(ctx, list, "Message-ID", mem_printf(ctx, "<%s>", w->message_id));
    list = field(ctx, list, "Content-Language", w->lang);
    /* RFC 3834: nobody's absence note comes back. */
    list = field(ctx, list, "Auto-Submitted", "auto-generated");
    list = field(ctx, list, "X-Auto-Response-Suppress", "All");
    if (w->unsubscribe_url != NULL)
        list = field(ctx, list, "List-Unsubscribe", mem_printf(ctx, "<%s>", w->unsubscribe_url));
    return list;
}

static void add_part(curl_mime *mime, const char *type, const char *text)
{
    curl_mimepart *part = curl_mime_addpart(mime);
    curl_mime_data(part, text, CURL_ZERO_TERMINATED);
    curl_mime_type(part, type);
    curl_mime_encoder(part, "base64"); /* Japanese lines can be longer than SMTP's 998 bytes */
}

static curl_mime *mime_of(CURL *curl, const struct mail_wire *w)
{
    curl_mime *mime = curl_mime_init(curl);
    curl_mime *both = curl_mime_init(curl);
    add_part(both, "text/plain; charset=utf-8", w->plain);
    add_part(both, "text/html; charset=utf-8", w->html);
    curl_mimepart *part = curl_mime_addpart(mime);
    curl_mime_subparts(part, both);
    curl_mime_type(part, "multipart/alternative");
    return mime;
}

static enum mail_outcome judge(const struct mail_smtp *s, CURLcode code)
{
    if (code == CURLE_OK)
        return MAIL_SENT;
    bool for_good = s->reply[0] == '5';
    if (for_good && s->stage == STAGE_TO)
        return MAIL_BOUNCED;
    if (for_good && s->stage == STAGE_DATA)
        return MAIL_REFUSED;
    return s->reply[0] == '4' && s->stage >= STAGE_TO ? MAIL_LATER : MAIL_DOWN;
}

enum mail_outcome mail_smtp_send(
    struct mail_smtp *s, const struct mail_wire *w, const char **ret_reply)
{
    *ret_reply = s->fault;
    if (s->curl == NULL)
        return MAIL_DOWN;
    void *ctx = mem_context(NULL, 0);
    struct curl_slist *fields = fields_of(ctx, w);
    struct curl_slist *to = curl_slist_append(NULL, mem_printf(ctx, "<%s>", w->to_address));
    curl_mime *mime = mime_of(s->curl, w);
    s->stage = STAGE_HELLO;
    s->reply[0] = s->fault[0] = '\0';
    curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, mem_printf(ctx, "<%s>", w->sender));
    curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, mime);
    CURLcode code = curl_easy_perform(s->curl);
    enum mail_outcome outcome = judge(s, code);
    *ret_reply = outcome == MAIL_SENT || is_refusal(s->reply) ? s->reply
                 : s->fault[0] != '\0'                        ? s->fault
                                                              : curl_easy_strerror(code);
    curl_easy_setopt(s->curl, CURLOPT_MIMEPOST, NULL);
    curl_mime_free(mime);
    curl_slist_free_all(to);
    curl_slist_free_all(fields);
    mem_free(ctx);
    return outcome;
}
