/* `kaname serve`: the server, until SIGTERM or SIGINT. */
#include "app/cli.h"

#include "base/log.h"
#include "base/mem.h"
#include "kernel/guest/guest.h"
#include "kernel/http/http.h"
#include "kernel/service.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { GRACE_MS = 20000 };

static enum err options(struct cli *cli)
{
    enum err e = cli_setting(cli, "listen");
    return e == ERR_OK ? cli_setting(cli, "workers") : e;
}

/* Blocked in every thread made from now on; sigwait takes them. */
static void block_signals(sigset_t *ret_set)
{
    sigemptyset(ret_set);
    sigaddset(ret_set, SIGTERM);
    sigaddset(ret_set, SIGINT);
    pthread_sigmask(SIG_BLOCK, ret_set, NULL);
}

static void tell_ready(const struct http *http)
{
    printf("Kaname: http://localhost:%d/\n", http_port(http));
    fflush(stdout);
}

/* Serves until a signal comes. False: a handler did not come back. */
static bool serve(struct cli *cli, const sigset_t *signals, int *ret_status)
{
    struct http *http = NULL;
    enum err e = http_start(&cli->app, guest_or_session, cli->problem, &http);
    if (e != ERR_OK) {
        *ret_status = cli_fail(cli, e);
        return true;
    }
    tell_ready(http);
    if (!cli_tell_setup(cli, &e) && e != ERR_OK)
        log_text(LOG_ERROR, "setup_link", err_code(e));
    int got = 0;
    sigwait(signals, &got);
    log_text(LOG_INFO, "stopping", strsignal(got));
    *ret_status = 0;
    return http_stop(http, GRACE_MS);
}

static int run(struct cli *cli, const sigset_t *signals)
{
    int status = EXIT_FAILED;
    enum err e = service_start(&cli->app, true, cli->problem);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    if (!serve(cli, signals, &status)) {
        log_text(LOG_ERROR, "stop_forced", "a request did not end in time");
        _exit(EXIT_FAILED);
    }
    service_stop(&cli->app);
    return status;
}

int cli_serve(struct cli *cli)
{
    sigset_t signals;
    if (options(cli) != ERR_OK || !cli_operands(cli, 0))
        return cli_usage(cli, "serve");
    block_signals(&signals);
    if (!cli_open_new(cli))
        return EXIT_FAILED;
    log_start();
    int status = run(cli, &signals);
    log_stop();
    return status;
}
