/* Incidents in VERIS (the Vocabulary for Event Recording and Incident Sharing, veriscommunity.net,
 * schema 1.3 and 1.4; VCDB is a public collection of them) as rows of the register of outside
 * cases. Pure. What VERIS says in words of its own stays in its words: they are the source's. */
#ifndef KANAME_MOD_INTEL_VERIS_RULES_H
#define KANAME_MOD_INTEL_VERIS_RULES_H

#include "base/problem.h"

#include <jansson.h>

enum { VERIS_DEPTH = 16 };

/* The fields' keys, which are the columns of a row. */
#define VERIS_CELL_LIST(X)           \
    X(VERIS_TITLE, "title")          \
    X(VERIS_FIRM, "firm")            \
    X(VERIS_INDUSTRY, "industry")    \
    X(VERIS_FIRM_SIZE, "firm_size")  \
    X(VERIS_HAPPENED, "happened")    \
    X(VERIS_DAMAGE, "damage")        \
    X(VERIS_RECORDS, "records_lost") \
    X(VERIS_CAUSE, "cause")          \
    X(VERIS_ATTACK, "attack")        \
    X(VERIS_GROUP, "attack_group")   \
    X(VERIS_RESPONSE, "response")    \
    X(VERIS_SOURCE, "source")        \
    X(VERIS_REFERENCE, "reference")

#define VERIS_CELL_ENUM(name, key) name,
enum veris_cell { VERIS_CELL_LIST(VERIS_CELL_ENUM) VERIS_CELL_MAX };
#undef VERIS_CELL_ENUM

/* One incident's cells under ctx, "" where it says nothing; each on one line, so that the rows of
 * the table are its lines. What is no incident of VERIS gives a row without a title, which the
 * register refuses by its line. */
void veris_row(const void *ctx, const json_t *incident, const char *ret_cells[VERIS_CELL_MAX]);

/* The table of a text that holds incidents: one, a list of them, or several of either one after the
 * other, as files put together are. As CSV whose header names the fields. ERR_MALFORMED,
 * ERR_INVALID, ERR_TOO_LARGE (more than LIMIT_TABLE_ROWS). */
enum err veris_table(
    const void *ctx, const char *data, size_t len, struct problem *problem, const char **ret_csv);

#endif
