/* Inside the module: SQL of requests for people and budget. Memory is the call's. */
#ifndef KANAME_MOD_MEASURE_REQUEST_STORE_H
#define KANAME_MOD_MEASURE_REQUEST_STORE_H

#include "mod/measure/measure_private.h"

/* A measure that a request names, whoever asks. */
struct request_measure {
    int64_t id;
    const char *number, *state, *unit_path;
    json_t *content; /* what is decided on: SHAPE_CONTENT in request_reg.c */
};

/* Those of a list of numbers that are there, by section and number. */
enum err request_store_measures(
    struct call *c, const json_t *numbers, struct request_measure **ret_measures, size_t *ret_n);

/* A request that nobody has decided on yet. */
struct request_draft {
    int64_t id, unit_id;
    struct uuid uid;
    const char *number;
    json_t *measures; /* numbers */
};

/* Keeps which measures a request names, to be found from the measure; numbers as it has them. */
enum err request_store_names(struct call *c, int64_t request, const json_t *numbers);

/* Those that name the measure, but for the one with the id `but` (0: none left out). */
enum err request_store_drafts(
    struct call *c, int64_t measure, int64_t but, struct request_draft **ret_drafts, size_t *ret_n);

/* See measure_requests_for_sheet: those of units below one of the paths. */
enum err request_store_for_sheet(struct call *c, const char *sheet_key, const char *const *paths,
    size_t n_paths, int limit, json_t **ret_requests);

/* Writes what is derived from the measures: the members that request_derive sets. */
enum err request_store_derived(struct call *c, int64_t id, const json_t *derived);

#endif
