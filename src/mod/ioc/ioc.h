/* Indicators of compromise of a case: addresses, names and sums by which others recognise the same
 * attack, each with its TLP. Not what products are known to be weak (mod/intel), nor evidence
 * (mod/custody). */
#ifndef KANAME_MOD_IOC_IOC_H
#define KANAME_MOD_IOC_IOC_H

#include "kernel/app.h"

/* Those that hold, for who tells outsiders: each value with its class. Of a case that the caller
 * may read, under c. */
struct ioc_marked {
    int64_t no;
    const char *value, *tlp;
};
enum err ioc_marked(
    struct call *c, int64_t incident_id, struct ioc_marked **ret_list, size_t *ret_n);

extern const struct module module_ioc;

#endif
