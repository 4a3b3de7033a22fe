/* Requests to us: questionnaires and audits received from customers, shareholders, insurers and
 * buyers, with what was told to whom and when. */
#ifndef KANAME_MOD_INQUIRY_INQUIRY_H
#define KANAME_MOD_INQUIRY_INQUIRY_H

#include "kernel/register/register.h"

extern const struct reg_def REG_INQUIRIES;
extern const struct module module_inquiry;

#endif
