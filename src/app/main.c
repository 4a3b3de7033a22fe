#include "app/cli.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail_report.h"
#include "kernel/sheet/framework_file.h"
#include "kernel/table/book_fill.h"
#include "kernel/table/table.h"
#include "kernel/transfer/transfer.h"
#include "mod/intel/veris_file.h"

#include <curl/curl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct command {
    const char *name;
    int (*run)(struct cli *cli);
};

static const struct command commands[] = {
    {"demo", cli_demo},
    {"describe", cli_describe},
    {"erase", cli_erase},
    {"export", cli_export},
    {"import", cli_import},
    {"import-organisation", cli_import_organisation},
    {"init", cli_init},
    {"mail", cli_mail},
    {"migrate", cli_migrate},
    {"report", cli_report},
    {"serve", cli_serve},
    {"simulate", cli_simulate},
    {"user", cli_user},
    {"verify", cli_verify},
};

enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

/* By the usual order of the environment (POSIX, "Internationalization Variables"). */
static const char *terminal_lang(void)
{
    static const char *const names[] = {"KANAME_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0')
            return strncmp(value, "ja", 2) == 0 ? "ja" : "en";
    }
    return "en";
}

static void set_log_level(const char *name)
{
    static const char *const names[LOG_LEVEL_MAX] = {"debug", "info", "warn", "error"};
    for (int l = 0; l < LOG_LEVEL_MAX; l++)
        if (strcmp(names[l], name) == 0)
            log_set_level((enum log_level)l);
}

static int usage(const struct cli *cli, bool asked)
{
    FILE *out = asked ? stdout : stderr;
    fprintf(out, "%s\n", msg_get(cli->lang, "cli.usage"));
    for (int i = 0; i < N_COMMANDS; i++) {
        char *id = mem_printf(cli->ctx, "cli.command.%s", commands[i].name);
        fprintf(out, "  %-20s %s\n", commands[i].name, msg_get(cli->lang, id));
    }
    return asked ? 0 : EXIT_USAGE;
}

static const struct command *command_of(const char *name)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* `kaname help`, `kaname --help`, `kaname help COMMAND`, `kaname COMMAND … --help` */
static bool asks_for_help(struct cli *cli, const char **name)
{
    if (strcmp(*name, "help") == 0) {
        *name = cli->argc > 0 ? cli->argv[0] : "";
        return cli->argc <= 1 && (*name[0] == '\0' || command_of(*name) != NULL);
    }
    bool all = strcmp(*name, "--help") == 0 || strcmp(*name, "-h") == 0;
    if (all)
        *name = "";
    return all || (command_of(*name) != NULL && (cli_flag(cli, "--help") || cli_flag(cli, "-h")));
}

static int help(const struct cli *cli, const char *name)
{
    if (*name == '\0')
        return usage(cli, true);
    char *id = mem_printf(cli->ctx, "cli.usage.%s", name);
    printf("%s\n\n%s\n", msg_get(cli->lang, id), msg_get(cli->lang, "cli.options"));
    return 0;
}

/* Options that every command takes: which installation, and where people reach it. */
static enum err common_options(struct cli *cli)
{
    static const char *const keys[] = {"database", "key_file", "log_level", "port", "public_url"};
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0] && e == ERR_OK; i++)
        e = cli_setting(cli, keys[i]);
    return e;
}

static int run(struct cli *cli, const char *name)
{
    if (asks_for_help(cli, &name))
        return help(cli, name);
    const struct command *command = command_of(name);
    if (command == NULL)
        return usage(cli, false);
    enum err e = config_load(cli->ctx, cli->problem, &cli->settings);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    if (common_options(cli) != ERR_OK)
        return cli_usage(cli, name);
    config_finish(cli->ctx, &cli->settings);
    set_log_level(cli->settings.log_level);
    return command->run(cli);
}

int main(int argc, char **argv)
{
    static const struct child_work *const works[] = {&TABLE_CHILD, &BOOK_SHEETS_CHILD,
        &BOOK_FILL_CHILD, &FRAMEWORK_CHILD, &MAIL_REPORT_CHILD, &TRANSFER_CHILD, &VERIS_CHILD};
    child_main(argc, argv, works, sizeof works / sizeof works[0]);
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "version") == 0 || strcmp(name, "--version") == 0) {
        puts("kaname " KANAME_VERSION);
        return 0;
    }
    if (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        abort();
    umask(S_IRWXG | S_IRWXO); /* databases, keys, spool files are the service's alone */
    signal(SIGPIPE, SIG_IGN);
    struct cli cli = {
        .ctx = mem_context(NULL, 0),
        .lang = terminal_lang(),
        .argc = argc > 2 ? argc - 2 : 0,
        .argv = argv + (argc > 2 ? 2 : 0),
    };
    cli.problem = problem_new(cli.ctx);
    int status = run(&cli, name);
    cli_close(&cli);
    mem_free(cli.ctx);
    return status;
}
