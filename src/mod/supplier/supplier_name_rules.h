/* When two entries of a ledger may be the same firm: the form in which names are compared, and the
 * corporate number. Pure. That two names agree is a reason to offer merging them, never more: there
 * are many firms of one name. A corporate number is a firm. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_NAME_RULES_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_NAME_RULES_H

#include <stdbool.h>

/* The name without its legal form (株式会社, ㈱, (有), Co., Ltd. …), width, case, blanks, marks,
 * and whether kana are hiragana or katakana; a name that is nothing else stays. Under ctx. */
char *supplier_match_name(const void *ctx, const char *name);

enum { CORPORATE_NUMBER_DIGITS = 13 };

/* The 13 digits of a corporate number as people write it (wide digits, hyphens, blanks), if their
 * check digit holds: 9 − (Σ Pn·Qn mod 9), Pn the n-th of the other twelve digits from the right, Qn
 * 1 for odd n and 2 for even (法人番号の指定等に関する省令, art. 2). Under ctx. NULL: it is none.
 */
char *corporate_number_read(const void *ctx, const char *text);

#endif
