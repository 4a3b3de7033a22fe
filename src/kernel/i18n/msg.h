/* Texts that people see, by symbolic id and language. The source is po/LANG/AREA.po; the compiled
 * catalogues are embedded and read here, because process-wide gettext cannot serve two languages
 * at once. */
#ifndef KANAME_KERNEL_I18N_MSG_H
#define KANAME_KERNEL_I18N_MSG_H

#include <stdbool.h>
#include <stddef.h>

/* Languages the program speaks; the first is the default. */
extern const char *const msg_langs[];
enum { MSG_LANGS = 2 };

/* The text of `id`, valid for ever. Without one: the id itself, told to the log once. An unknown
 * language reads as the default. */
const char *msg_get(const char *lang, const char *id);
bool msg_has(const char *lang, const char *id);

struct msg_arg {
    const char *name; /* of the placeholder, without braces */
    const char *value;
};

/* The text with every {name} replaced. A placeholder without argument stays as it is; values are
 * never looked into for further placeholders. Where {n} is 1 and the language has a singular, that
 * is taken: message "x.one". Allocated under `ctx`. */
char *msg_format(
    const void *ctx, const char *lang, const char *id, const struct msg_arg *args, size_t n);

/* All messages of a language in order of id, for what lists them (descriptions, tests). */
size_t msg_count(const char *lang);
void msg_at(const char *lang, size_t i, const char **ret_id, const char **ret_text);

/* The best language for an Accept-Language field (RFC 9110 §12.5.4); NULL reads as the default. */
const char *msg_negotiate(const char *accept_language);

#endif
