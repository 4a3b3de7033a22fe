/* A message taken apart (RFC 5322, 2045, 2046), as far as reports on mails need it. Everything in
 * it may be hostile: nothing is trusted to end, to be text or to be as long as it says. Pure; reads
 * in place, so spans live as long as the message. */
#ifndef KANAME_KERNEL_MAIL_MAIL_MIME_H
#define KANAME_KERNEL_MAIL_MAIL_MIME_H

#include <stdbool.h>
#include <stddef.h>

struct mime_span {
    const char *data;
    size_t len;
};

struct mime_part {
    struct mime_span head, body;
};

struct mime_part mime_split(struct mime_span whole);

/* Takes the next line off `rest`, without its end. False: there is none. */
bool mime_line(struct mime_span *rest, struct mime_span *ret_line);

/* The nth value (from 0) of a field, unfolded, spaces around it cut, runs of spaces and controls
 * one space, at most MIME_VALUE_MOST bytes; NULL: none. Under ctx. */
enum { MIME_VALUE_MOST = 1000 };
char *mime_header(const void *ctx, struct mime_span head, const char *name, size_t nth);

/* Parameter of a Content-Type value, unquoted; NULL: none. Under ctx. */
char *mime_param(const void *ctx, const char *value, const char *name);
/* Whether a Content-Type value (NULL: "text/plain") is of this type; "multipart/" of any such. */
bool mime_is(const char *value, const char *type);

/* The parts between the boundary's lines, at most `most`: how many. */
size_t mime_parts(
    struct mime_span body, const char *boundary, struct mime_part *ret_parts, size_t most);

/* The body without its transfer encoding (base64, quoted-printable), under ctx where it had one.
 * What cannot be decoded is left as it is. */
struct mime_span mime_body(const void *ctx, const struct mime_part *part);

#endif
