/* Measures: what is done about gaps and, later, risks. */
#ifndef KANAME_MOD_MEASURE_MEASURE_H
#define KANAME_MOD_MEASURE_MEASURE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_MEASURES;
extern const struct module module_measure;

/* Measures made for a sheet's items, in order of due date: a list of records as the API
 * shows them, under c, those the caller may read. `campaign`: a campaign's number, NULL: any. At
 * most `limit`. */
enum err measure_for_sheet(
    struct call *c, const char *sheet_key, const char *campaign, int limit, json_t **ret_measures);

#endif
