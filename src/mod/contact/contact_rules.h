/* When a contact counts as not confirmed for too long, and what of a round is counted. Pure. */
#ifndef KANAME_MOD_CONTACT_CONTACT_RULES_H
#define KANAME_MOD_CONTACT_CONTACT_RULES_H

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The first day on which a confirmation still counts: `months` before today; days
 * after the 28th count as the 28th. */
void contact_first_day(struct date today, int months, char ret_text[DATE_TEXT_SIZE]);

/* confirmed_on: NULL: never. first: of contact_first_day. */
bool contact_stale(const char *confirmed_on, const char *first);

/* How many keys a text of keys with commas holds; NULL, "": none. */
size_t contact_keys(const char *keys);

/* When an unanswered test mail is written again: `days` after the last one, not more than `most`
 * times in all. */
bool contact_remind(int64_t now_ms, int64_t mailed_ms, int days, int mails, int most);

#endif
