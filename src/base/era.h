/* The eras of Japan's calendar. Days before the Gregorian calendar came (1873) are none of it. */
#ifndef KANAME_BASE_ERA_H
#define KANAME_BASE_ERA_H

#include "base/clock.h"

struct era {
    const char *key;   /* "reiwa": message "date.era.reiwa" */
    char letter;       /* 'R' in short dates */
    struct date first; /* its first day; its first year is that day's */
};

/* The newest first. */
enum { ERA_REIWA, ERA_HEISEI, ERA_SHOWA, ERA_TAISHO, ERA_MEIJI, ERA_MAX };
extern const struct era ERAS[ERA_MAX];

/* The era of a day, and which of its years (1: its first). NULL: there was none. */
const struct era *era_of(struct date day, int *ret_year);

#endif
