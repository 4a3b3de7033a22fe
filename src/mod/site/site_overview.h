/* Inside the module only: all sites at a look. */
#ifndef KANAME_MOD_SITE_SITE_OVERVIEW_H
#define KANAME_MOD_SITE_SITE_OVERVIEW_H

#include "mod/site/site_private.h"

enum err site_overview_get(struct req *r);
extern const struct shape SHAPE_SITE_OVERVIEW;

#endif
