/* What mail looks like on the wire, and when it is tried again. Pure. */
#ifndef KANAME_KERNEL_MAIL_MAIL_RULES_H
#define KANAME_KERNEL_MAIL_MAIL_RULES_H

#include <stdbool.h>
#include <stdint.h>

/* An address as RFC 5321 takes it without quoting or other alphabets: one @, letters, digits and
 * the usual signs; at most 254 characters. */
bool mail_address_ok(const char *address);

/* The value of a header field: printable ASCII as it is, anything else as encoded words of RFC 2047
 * (B, UTF-8), folded at 75 characters, split between characters. Line ends and other controls
 * become spaces first, so that no text can begin another field. Under ctx. */
char *mail_header(const void *ctx, const char *text);

/* "=?UTF-8?B?…?= <a@example.jp>" */
char *mail_mailbox(const void *ctx, const char *name, const char *address);

/* "Name <address>" or "address" of the settings, taken apart, under ctx. False: no good address. */
bool mail_mailbox_parse(
    const void *ctx, const char *text, const char **ret_name, const char **ret_address);

/* RFC 5322, in UTC. */
enum { MAIL_DATE_SIZE = 40 };
void mail_date(int64_t ms, char ret_text[MAIL_DATE_SIZE]);

/* When a new mail takes its turn, in milliseconds since 1970: now; one that is worth nothing after
 * an hour, a code or a link to log in, as if it had waited for a day, so that it goes before the
 * ten thousand that were queued a minute earlier. expires_at_ms 0: it keeps its worth. */
int64_t mail_turn_ms(int64_t now_ms, int64_t expires_at_ms);

/* The pause before the next attempt: `first` doubled after each, at most 240 times `first` (with
 * the usual minute: four hours). */
int64_t mail_pause_ms(int attempts, int64_t first_ms);

#endif
