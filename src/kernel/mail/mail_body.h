/* The two forms of a mail's words, plain and HTML, made from one text. Pure but for the catalogues.
 */
#ifndef KANAME_KERNEL_MAIL_MAIL_BODY_H
#define KANAME_KERNEL_MAIL_MAIL_BODY_H

#include <stdbool.h>

struct mail_body {
    const char *lang;
    const char *name; /* of the receiver */
    const char *text; /* paragraphs between empty lines */
    const char *url;  /* NULL: no button */
    const char *button;
    const char *org;        /* who sends it */
    const char *choose_url; /* where the receiver chooses what is sent; NULL: no choice */
};

char *mail_body_plain(const void *ctx, const struct mail_body *body);
char *mail_body_html(const void *ctx, const struct mail_body *body);

#endif
