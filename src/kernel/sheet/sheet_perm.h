/* Who may do what with sheets, campaigns and responses. */
#ifndef KANAME_KERNEL_SHEET_SHEET_PERM_H
#define KANAME_KERNEL_SHEET_SHEET_PERM_H

#include "kernel/auth/perm.h"

extern const struct perm PERM_SHEET_READ;
extern const struct perm PERM_SHEET_WRITE;
extern const struct perm PERM_CAMPAIGN_READ;   /* what it asks and until when */
extern const struct perm PERM_CAMPAIGN_FOLLOW; /* how far all units are */
extern const struct perm PERM_CAMPAIGN_WRITE;
extern const struct perm PERM_RESPONSE_READ;
extern const struct perm PERM_RESPONSE_ANSWER;
extern const struct perm PERM_RESPONSE_ASSIGN;
extern const struct perm PERM_RESPONSE_REVIEW;

#endif
