/* Sets of measures against one thing, such as ransomware (catalog/measure-templates): data of the
 * program, in our own words, with the place in the source they follow. */
#ifndef KANAME_MOD_MEASURE_TEMPLATE_H
#define KANAME_MOD_MEASURE_TEMPLATE_H

#include "base/problem.h"

#include <jansson.h>
#include <stddef.h>

/* All sets, in order of their file names, as their documents: checked, no two measures of one have
 * the same key. Under ctx; *ret_templates is an array of *ret_n. */
enum err measure_templates_load(
    const void *ctx, struct problem *problem, json_t ***ret_templates, size_t *ret_n);

/* The measure with that key; NULL: none. */
const json_t *measure_template_find(const json_t *template, const char *key);

#endif
