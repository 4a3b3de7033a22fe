#include "kernel/mail/mail_body.h"

#include "base/buf.h"
#include "base/html.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"

#include <string.h>

/* One argument is all these texts take. */
static const char *words(
    const void *ctx, const struct mail_body *b, const char *id, const char *name, const char *value)
{
    return msg_format(ctx, b->lang, id, &(struct msg_arg){name, value}, 1);
}

static const char *greeting(const void *ctx, const struct mail_body *b)
{
    return words(ctx, b, "mail.greeting", "name", b->name);
}

static const char *footer(const void *ctx, const struct mail_body *b)
{
    return words(ctx, b, "mail.footer", "organisation", b->org);
}

/* Lines end as mail wants them. */
static void put_lines(struct buf *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '\n')
            buf_char(out, '\r');
        if (*p != '\r')
            buf_char(out, *p);
    }
    buf_str(out, "\r\n");
}

char *mail_body_plain(const void *ctx, const struct mail_body *b)
{
    struct buf *out = buf_new(ctx);
    if (b->name != NULL && *b->name != '\0') {
        put_lines(out, greeting(ctx, b));
        put_lines(out, "");
    }
    put_lines(out, b->text);
    if (b->url != NULL) {
        put_lines(out, "");
        put_lines(out, b->button);
        put_lines(out, b->url);
    }
    put_lines(out, "\n--");
    put_lines(out, footer(ctx, b));
    if (b->choose_url != NULL) {
        put_lines(out, msg_get(b->lang, "mail.choose"));
        put_lines(out, b->choose_url);
    }
    return out->data;
}

/* Mail programs take styles at the element only. */
static const char FRAME[] =
    "max-width:36em;margin:0 auto;padding:16px;line-height:1.7;font-size:16px;color:#1a1a1c;"
    "font-family:'Hiragino Sans','Yu Gothic UI',Meiryo,sans-serif";
static const char BUTTON[] =
    "display:inline-block;padding:12px 24px;border-radius:8px;background:#0031d8;color:#ffffff;"
    "text-decoration:none;font-weight:bold";
static const char SMALL[] =
    "margin-top:32px;padding-top:12px;border-top:1px solid #cccccc;font-size:13px;color:#595959";

static void styled(struct html *h, const char *tag, const char *style)
{
    html_open(h, tag);
    html_attr(h, "style", style);
}

static void put_link(struct html *h, const char *url, const char *text, const char *style)
{
    html_open(h, "a");
    html_href(h, url);
    if (style != NULL)
        html_attr(h, "style", style);
    html_text(h, text);
    html_close(h, "a");
}

/* Empty lines part paragraphs, single ones break. */
static void put_paragraphs(struct html *h, const void *ctx, const char *text)
{
    html_open(h, "p");
    for (const char *p = text; *p != '\0';) {
        size_t len = strcspn(p, "\n");
        html_text(h, mem_strndup(ctx, p, len));
        p += len;
        if (strncmp(p, "\n\n", 2) == 0) {
            html_close(h, "p");
            html_open(h, "p");
            p += strspn(p, "\n");
        } else if (*p == '\n') {
            html_void(h, "br");
            p++;
        }
    }
    html_close(h, "p");
}

static void put_footer(struct html *h, const void *ctx, const struct mail_body *b)
{
    styled(h, "div", SMALL);
    html_text(h, footer(ctx, b));
    if (b->choose_url != NULL) {
        html_void(h, "br");
        put_link(h, b->choose_url, msg_get(b->lang, "mail.choose"), NULL);
    }
    html_close(h, "div");
}

char *mail_body_html(const void *ctx, const struct mail_body *b)
{
    struct buf *out = buf_new(ctx);
    struct html h = html_init(out);
    html_doctype(&h);
    html_open(&h, "html");
    html_attr(&h, "lang", b->lang);
    html_open(&h, "body");
    styled(&h, "div", FRAME);
    if (b->name != NULL && *b->name != '\0')
        put_paragraphs(&h, ctx, greeting(ctx, b));
    put_paragraphs(&h, ctx, b->text);
    if (b->url != NULL) {
        html_open(&h, "p");
        put_link(&h, b->url, b->button, BUTTON);
        html_close(&h, "p");
        styled(&h, "p", "font-size:13px;word-break:break-all");
        put_link(&h, b->url, b->url, NULL);
        html_close(&h, "p");
    }
    put_footer(&h, ctx, b);
    html_close(&h, "div");
    html_close(&h, "body");
    html_close(&h, "html");
    return out->data;
}
