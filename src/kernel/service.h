/* What runs beside the HTTP server: the key file, the job runner, the signing of audit heads. */
#ifndef KANAME_KERNEL_SERVICE_H
#define KANAME_KERNEL_SERVICE_H

#include "kernel/app.h"

/* After the database is open and its schema current, before requests are taken: reads or makes the
 * key file (app->keys), starts the job runner. `jobs` false: the runner is left out. */
enum err service_start(struct app *app, bool jobs, struct problem *problem);

/* After the last request: ends the job runner, signs the heads. */
void service_stop(struct app *app);

/* While there is no organisation: makes the one-time link of the first set-up (an older one is
 * spent) and gives its URL under ctx; NULL when the installation is set up. */
enum err service_setup_link(struct app *app, const void *ctx, const char **ret_url);

#endif
