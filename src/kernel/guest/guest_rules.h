/* Rules of links and codes. Pure but for the random digits. */
#ifndef KANAME_KERNEL_GUEST_GUEST_RULES_H
#define KANAME_KERNEL_GUEST_GUEST_RULES_H

#include "base/clock.h"
#include "kernel/guest/guest.h"

enum { GUEST_CODE_DIGITS = 8, GUEST_CODE_SIZE = GUEST_CODE_DIGITS + 1 };

/* Eight random digits. */
void guest_code_new(char ret_code[GUEST_CODE_SIZE]);
/* What was typed without blanks and hyphens; false: not eight digits (full-width ones count). */
bool guest_code_read(const char *typed, char ret_code[GUEST_CODE_SIZE]);
/* SHA-256 over the link's token and the code: the database, which has only the token's digest, is
 * not enough to try the codes out. */
struct digest guest_code_digest(const char *token, const char *code);

/* Behind the "@"; "" without one. */
const char *guest_domain(const char *address);
/* Anybody can have an address there (catalog/mail/public-providers.json), so it says nothing of who
 * belongs together. Domains below one of those count too. */
bool guest_domain_public(const char *domain);

/* Name and address were taken out, as a law asks for. */
bool guest_erased(const struct guest *g);
/* The link can be used: neither ended, nor locked by wrong codes, nor out of time. */
bool guest_alive(const struct guest *g, int64_t now_ms);

/* May name colleagues at all: who was invited by the asker, at an address of a house of their own.
 * NULL may not. */
bool guest_may_invite(const struct guest *g);

/* "opened", …: message "enum.guest_state.<key>". What the asker is told first. */
const char *guest_state(const struct guest *g, int64_t now_ms);
extern const struct option_set OPTIONS_GUEST_STATE;

/* The session's cookie: kaname_guest, or __Host-kaname_guest with Secure when people reach the
 * program by https. Strict: no other site's link or form carries it. */
const char *guest_cookie_name(const char *public_url);
/* The Set-Cookie field that stores a token, or removes it (text NULL). Under ctx. */
char *guest_cookie_format(const void *ctx, const char *public_url, const char *text);

/* When a link ends that is sent now: two weeks behind the day it is due, and behind today. */
int64_t guest_link_end(const char *due, const char *zone, int64_t now_ms);

#endif
