#include "kernel/net/mailbox.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CONNECT_SECONDS = 15, ANSWER_SECONDS = 20, LIST_BYTES = 64 * 1024 };

struct mailbox {
    CURL *curl;
    const struct mailbox_login *login;
    const char *url; /* without a slash at the end */
    bool imap;
    struct buf *answer;
    size_t most; /* bytes of it that are kept */
    char fault[CURL_ERROR_SIZE];
};

static bool begins(const char *text, const char *with)
{
    return strncasecmp(text, with, strlen(with)) == 0;
}

bool mailbox_url_ok(const char *url)
{
    bool known = begins(url, "imap://") || begins(url, "imaps://") || begins(url, "pop3://") ||
                 begins(url, "pop3s://");
    return known && strpbrk(url, "@ \\#;?\"") == NULL;
}

/* More than is kept is taken and thrown away: the connection stays good for the next mail. */
static size_t take(char *data, size_t size, size_t n, void *arg)
{
    struct mailbox *box = arg;
    size_t len = size * n, room = box->most - box->answer->len;
    buf_put(box->answer, data, len < room ? len : room);
    return len;
}

static int progress(void *arg, curl_off_t dl_all, curl_off_t dl, curl_off_t ul_all, curl_off_t ul)
{
    const struct mailbox *box = arg;
    (void)dl_all, (void)dl, (void)ul_all, (void)ul;
    return box->login->stop != NULL && box->login->stop(box->login->arg);
}

static void set_up(struct mailbox *box)
{
    static const struct {
        const char *key;
        long use;
    } tls[] = {{"required", CURLUSESSL_ALL}, {"offered", CURLUSESSL_TRY}, {"off", CURLUSESSL_NONE}};
    const struct mailbox_login *login = box->login;
    CURL *curl = box->curl;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps,pop3,pop3s");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    for (size_t i = 0; i < sizeof tls / sizeof tls[0]; i++)
        if (strcmp(login->tls, tls[i].key) == 0)
            curl_easy_setopt(curl, CURLOPT_USE_SSL, tls[i].use);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (login->ca_file != NULL && *login->ca_file != '\0')
        curl_easy_setopt(curl, CURLOPT_CAINFO, login->ca_file);
    curl_easy_setopt(curl, CURLOPT_USERNAME, login->user == NULL ? "" : login->user);
    curl_easy_setopt(curl, CURLOPT_PASSWORD, login->password == NULL ? "" : login->password);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ANSWER_SECONDS);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, box->fault);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, box);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, box);
}

struct mailbox *mailbox_open(const struct mailbox_login *login)
{
    struct mailbox *box = mem_new(NULL, struct mailbox);
    size_t len = strlen(login->url);
    while (len > 0 && login->url[len - 1] == '/')
        len--;
    box->url = mem_strndup(box, login->url, len);
    box->imap = begins(login->url, "imap");
    box->login = login;
    box->answer = buf_new(box);
    box->curl = curl_easy_init();
    if (box->curl != NULL)
        set_up(box);
    return box;
}

void mailbox_close(struct mailbox *box)
{
    if (box->curl != NULL)
        curl_easy_cleanup(box->curl); /* says good-bye: POP3 deletes then */
    mem_free(box);
}

/* `command` NULL: what the URL asks for. `silent`: no lines follow the answer (POP3). */
static enum err ask(
    struct mailbox *box, const char *path, const char *command, bool silent, size_t most)
{
    if (box->curl == NULL)
        return ERR_UNAVAILABLE;
    void *ctx = mem_context(NULL, 0);
    buf_clear(box->answer);
    box->most = most;
    box->fault[0] = '\0';
    curl_easy_setopt(box->curl, CURLOPT_URL, mem_printf(ctx, "%s%s", box->url, path));
    curl_easy_setopt(box->curl, CURLOPT_CUSTOMREQUEST, command);
    curl_easy_setopt(box->curl, CURLOPT_NOBODY, silent ? 1L : 0L);
    CURLcode code = curl_easy_perform(box->curl);
    mem_free(ctx);
    if (code != CURLE_OK && box->fault[0] == '\0')
        snprintf(box->fault, sizeof box->fault, "%s", curl_easy_strerror(code));
    return code == CURLE_OK ? ERR_OK : ERR_UNAVAILABLE;
}

/* "* SEARCH 3 4 9" */
static size_t searched(const char *text, unsigned numbers[LIMIT_MAILBOX])
{
    static const char found[] = "* SEARCH";
    size_t n = 0;
    const char *p = text == NULL ? NULL : strstr(text, found);
    if (p == NULL)
        return 0;
    for (p += strlen(found); n < LIMIT_MAILBOX && *p == ' ';) {
        char *end = NULL;
        unsigned long number = strtoul(p, &end, 10);
        if (end == p || number == 0 || number > 0xffffffffUL)
            break;
        numbers[n++] = (unsigned)number;
        p = end;
    }
    return n;
}

/* Lines "3 2048". */
static size_t listed(const char *text, unsigned numbers[LIMIT_MAILBOX])
{
    size_t n = 0;
    for (const char *p = text; p != NULL && n < LIMIT_MAILBOX && isdigit((unsigned char)*p);) {
        unsigned long number = strtoul(p, NULL, 10);
        if (number == 0 || number > 0xffffffffUL)
            break;
        numbers[n++] = (unsigned)number;
        p = strchr(p, '\n');
        p = p == NULL ? NULL : p + 1;
    }
    return n;
}

enum err mailbox_list(
    struct mailbox *box, unsigned ret_numbers[LIMIT_MAILBOX], size_t *ret_n, const char **ret_fault)
{
    enum err e =
        ask(box, box->imap ? "" : "/", box->imap ? "UID SEARCH UNSEEN" : NULL, false, LIST_BYTES);
    *ret_fault = box->fault;
    if (e == ERR_OK)
        *ret_n = box->imap ? searched(box->answer->data, ret_numbers)
                           : listed(box->answer->data, ret_numbers);
    return e;
}

enum err mailbox_get(
    struct mailbox *box, unsigned number, char *ret_data, size_t most, size_t *ret_len)
{
    void *ctx = mem_context(NULL, 0);
    const char *path =
        box->imap ? mem_printf(ctx, "/;UID=%u", number) : mem_printf(ctx, "/%u", number);
    enum err e = ask(box, path, NULL, false, most);
    if (e == ERR_OK) {
        memcpy(ret_data, box->answer->data, box->answer->len);
        *ret_len = box->answer->len;
    }
    mem_free(ctx);
    return e;
}

enum err mailbox_end(struct mailbox *box, unsigned number, enum mailbox_fate fate)
{
    void *ctx = mem_context(NULL, 0);
    enum err e = ERR_OK;
    if (!box->imap && (fate == MAILBOX_GONE || fate == MAILBOX_SEEN)) {
        e = ask(box, mem_printf(ctx, "/%u", number), "DELE", true, LIST_BYTES);
    } else if (box->imap) {
        /* Reading has marked it as seen. */
        const char *flags = fate == MAILBOX_GONE    ? "+FLAGS.SILENT (\\Deleted \\Seen)"
                            : fate == MAILBOX_AGAIN ? "-FLAGS.SILENT (\\Seen)"
                                                    : "+FLAGS.SILENT (\\Seen)";
        e = ask(box, "", mem_printf(ctx, "UID STORE %u %s", number, flags), false, LIST_BYTES);
        if (e == ERR_OK && fate == MAILBOX_GONE) /* a server without UIDPLUS keeps it marked */
            (void)ask(box, "", mem_printf(ctx, "UID EXPUNGE %u", number), false, LIST_BYTES);
    }
    mem_free(ctx);
    return e;
}
