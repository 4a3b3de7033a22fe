/* Requests to us: questionnaires and audits received from customers, shareholders, insurers and
 * buyers, with what was told to whom and when; and the one set of answers about ourselves from
 * which customers' own files are filled in (docs/adr/0035). */
#ifndef KANAME_MOD_INQUIRY_INQUIRY_H
#define KANAME_MOD_INQUIRY_INQUIRY_H

#include "kernel/register/register.h"

extern const struct reg_def REG_INQUIRIES, REG_STATEMENTS;
extern const struct module module_inquiry, module_inquiry_book, module_inquiry_row,
    module_statement;

#endif
