/* Whom to call in an emergency: contacts, lists of them by purpose, the rounds in which every one
 * is looked at, and the test mail with its link (docs/adr/0046).
 *
 * Not the reporting window of staff (mod/response), nor partners and suppliers as such
 * (mod/supplier). */
#ifndef KANAME_MOD_CONTACT_CONTACT_H
#define KANAME_MOD_CONTACT_CONTACT_H

#include "kernel/register/register.h"

extern const struct reg_def REG_CONTACTS, REG_CONTACT_LISTS, REG_CONTACT_ROUNDS;
/* Who stands on a list, by name, for who writes to them. The caller may read the list. Under c. */
struct contact_called {
    struct uuid uid;
    const char *name;
    const char *organisation, *person, *email; /* NULL: not known */
};
enum err contact_on_list(
    struct call *c, int64_t list_id, int most, struct contact_called **ret_called, size_t *ret_n);

extern const struct module module_contact, module_contact_mail;

#endif
