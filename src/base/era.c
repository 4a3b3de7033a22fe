#include "base/era.h"

#include <stddef.h>

const struct era ERAS[ERA_MAX] = {
    [ERA_REIWA] = {"reiwa", 'R', {2019, 5, 1}},
    [ERA_HEISEI] = {"heisei", 'H', {1989, 1, 8}},
    [ERA_SHOWA] = {"showa", 'S', {1926, 12, 25}},
    [ERA_TAISHO] = {"taisho", 'T', {1912, 7, 30}},
    [ERA_MEIJI] = {"meiji", 'M', {1868, 1, 1}},
};

enum { GREGORIAN_FIRST = 1873 };

const struct era *era_of(struct date day, int *ret_year)
{
    for (int i = 0; i < ERA_MAX && day.year >= GREGORIAN_FIRST; i++)
        if (date_compare(day, ERAS[i].first) >= 0) {
            *ret_year = day.year - ERAS[i].first.year + 1;
            return &ERAS[i];
        }
    return NULL;
}
