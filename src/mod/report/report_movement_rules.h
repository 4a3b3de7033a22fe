/* Inside the module: the section on what has become of the risks in the days of a report. Pure: no
 * database, no clock. */
#ifndef KANAME_MOD_REPORT_REPORT_MOVEMENT_RULES_H
#define KANAME_MOD_REPORT_REPORT_MOVEMENT_RULES_H

#include "mod/risk/risk.h"

enum { REPORT_MOVERS = 10 /* of each kind */ };

struct report_movers {
    const struct risk_moved *rows;
    size_t n;
};

struct report_movement_told {
    const void *ctx;
    const char *ja;    /* that of the issue */
    struct date today; /* of the register as it stands */
};

/* Places have the names of the bands of the method in force. movement NULL: the register was not
 * kept at two times. `movers` by kind (others are left out). */
void report_movement_write(const struct report_movement_told *told_at,
    const struct risk_method *method, const struct risk_movement *movement,
    const struct report_movers movers[RISK_KIND_MAX], json_t *blocks);

#endif
