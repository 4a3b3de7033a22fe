/* What machines tell of: alerts of a SIEM, an EDR or a log server come in by the API
 * (docs/adr/0055), the same one within a day once, and wait until somebody makes a report of it or
 * dismisses it.
 *
 * Not what people noticed, nor how that is judged (mod/incident). */
#ifndef KANAME_MOD_ALERT_ALERT_H
#define KANAME_MOD_ALERT_ALERT_H

#include "kernel/app.h"

extern const struct module module_alert;

#endif
