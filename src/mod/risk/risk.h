/* Ledgers that risks are about: systems, information, the network they stand in, and who answers
 * for them; the threats; and the risks with what they are worth by the organisation's method. */
#ifndef KANAME_MOD_RISK_RISK_H
#define KANAME_MOD_RISK_RISK_H

#include "kernel/register/register.h"
#include "mod/risk/risk_catalog.h"  /* threats and methods as the catalogue has them */
#include "mod/risk/risk_movement.h" /* what has become of the risks since a time */
#include "mod/risk/risk_view.h"     /* what is counted over many risks */

/* Of systems and information, the highest first: "high", "middle", "low". */
extern const struct option_set OPTIONS_IMPORTANCE;

/* What a connection of the network lets pass: open, limited, monitored, blocked. */
extern const struct option_set OPTIONS_CONNECTION_PASSAGE;

/* Bands, by the colours of their meaning: "calm", "watch", "warn", "alarm". */
extern const struct option_set OPTIONS_RISK_BAND;

/* Threats that are known by a key: those of catalog/threats and the usual attack methods. */
extern const struct option_set OPTIONS_THREAT_KEY;

extern const struct reg_def REG_SYSTEMS;
extern const struct reg_def REG_INFORMATION_ASSETS;
extern const struct reg_def REG_NETWORK_SEGMENTS;
extern const struct reg_def REG_NETWORK_CONNECTIONS;
extern const struct reg_def REG_THREATS;
extern const struct reg_def REG_RISKS;
extern const struct reg_def REG_PROTECTIONS; /* defence in depth (defence.h) */
extern const struct module module_risk, module_risk_method, module_risk_recompute, module_risk_view,
    module_risk_transfer, module_risk_lapse, module_risk_asked, module_risk_snapshot,
    module_risk_movement, module_threat_known;

/* Keeps the register as that of the quarter that ended last, if that is not long ago and nobody
 * has; opens transactions of its own. For who tells a story at its pace; else a job does it. */
enum err risk_snapshot_close(struct call *c);
/* Keeps the register as it stands now under today's date. In a write transaction. ERR_CONFLICT:
 * there is one of today, there are too many, or there is no risk. */
enum err risk_snapshot_take(struct call *c, struct risk_snapshot *ret_snapshot);

/* Names of all systems, at most `most`, under c, whoever asks: to look for them in a text. */
enum err risk_system_names(struct call *c, int most, const char ***ret_names, size_t *ret_n);

/* What the method in force calls the bands of a colour ("alarm"), texts by language under c; NULL:
 * it has none. */
const json_t *risk_band_names(struct call *c, const char *colour);

/* The method in force, under c. Kept for the length of an import (kernel/kept.h). */
enum err risk_method_now(struct call *c, const struct risk_method **ret_method);

#endif
