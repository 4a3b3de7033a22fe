/* Commands of the program: `kaname NAME [OPTIONS]`. One file a command (cli_NAME.c), one row in
 * main.c. */
#ifndef KANAME_APP_CLI_H
#define KANAME_APP_CLI_H

#include "app/config.h"

struct cli {
    void *ctx; /* memory of the whole command */
    struct settings settings;
    struct app app;
    struct problem *problem;
    const char *lang; /* of the terminal: "ja" or "en" */
    int argc;         /* arguments after the command's name and the common options */
    char **argv;
};

enum { EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* Every capability of the program (modules.c). */
extern const struct module *const modules[];
extern const size_t n_modules;

/* Opens the database of the settings, which must be there. An SQLite file is migrated; elsewhere
 * the schema must be the program's (`kaname migrate` makes it so). Also fills app's modules and
 * routes. False: told on standard error. Closed by cli_close. Only after all arguments are
 * understood: what is mistyped leaves nothing behind. */
bool cli_open(struct cli *cli);
/* The same, but makes a missing SQLite file: for commands that begin an installation. */
bool cli_open_new(struct cli *cli);
void cli_close(struct cli *cli);

/* After cli_open: a call that acts as the system in the only organisation; the audit names the
 * user of the terminal. Ended by call_close. ERR_NOT_FOUND: no organisation yet. */
enum err cli_call(struct cli *cli, struct call **ret_call);

/* The same while there may be no organisation yet: in none, by nobody. */
enum err cli_call_new(struct cli *cli, struct call **ret_call);

/* Takes "--name VALUE" out of the arguments; NULL: it is not there. */
const char *cli_option(struct cli *cli, const char *name);
/* Takes "--name" out of the arguments. */
bool cli_flag(struct cli *cli, const char *name);
/* After all options are taken: whether `n` arguments are left and none looks like an option. */
bool cli_operands(const struct cli *cli, int n);
/* Takes the option "--some-key" of the setting "some_key" into the settings, if it is there. */
enum err cli_setting(struct cli *cli, const char *key);

/* Tells the error with its problem on standard error, in the terminal's language. Returns
 * EXIT_FAILED. */
int cli_fail(const struct cli *cli, enum err e);
/* Tells what was not understood – the problem, or an unknown option among the arguments – and the
 * command's usage, message "cli.usage.<command>". Returns EXIT_USAGE. */
int cli_usage(const struct cli *cli, const char *command);

/* Tells a message on standard output. */
struct msg_arg;
void cli_say(const struct cli *cli, const char *id, const struct msg_arg *args, size_t n);

/* While the installation is not set up: tells a new one-time link. False: set up already, or
 * *ret_err. */
bool cli_tell_setup(struct cli *cli, enum err *ret_err);

/* Tells what an export or import of an organisation did (message `id`). */
struct transfer_told;
void cli_tell_transfer(const struct cli *cli, const char *id, const struct transfer_told *told);

int cli_demo(struct cli *cli);
int cli_describe(struct cli *cli);
int cli_erase(struct cli *cli);
int cli_export(struct cli *cli);
int cli_import(struct cli *cli);
int cli_import_organisation(struct cli *cli);
int cli_init(struct cli *cli);
int cli_mail(struct cli *cli);
int cli_migrate(struct cli *cli);
int cli_report(struct cli *cli);
int cli_serve(struct cli *cli);
int cli_simulate(struct cli *cli);
int cli_user(struct cli *cli);
int cli_verify(struct cli *cli);

#endif
