/* `kaname export [--org NAME] FILE`: the whole organisation as one archive
 * (docs/admin/organisation-format.md). */
#include "app/cli.h"

#include "base/mem.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/keys_known.h"
#include "kernel/i18n/msg.h"
#include "kernel/transfer/transfer.h"

#include <inttypes.h>
#include <string.h>

/* The call then acts in the organisation with that name; NULL: it is the only one. */
static enum err choose_org(struct cli *cli, struct call *c, const char *name)
{
    int64_t *orgs = NULL;
    size_t n = 0;
    enum err e = actor_orgs(c, &orgs, &n);
    if (e == ERR_OK && name == NULL && n > 1)
        return problem_set(cli->problem, ERR_INVALID, "transfer_which");
    for (size_t i = 0; i < n && e == ERR_OK && name != NULL; i++) {
        e = actor_system(c, orgs[i]);
        if (e == ERR_OK && strcmp(c->org.name, name) == 0)
            return ERR_OK;
    }
    if (e == ERR_OK && name != NULL)
        e = problem_set_arg(cli->problem, ERR_NOT_FOUND, "transfer_no_org", name);
    return e;
}

static enum err write_archive(
    struct cli *cli, const char *org, const char *path, struct transfer_told *ret_told)
{
    struct call *c = NULL;
    struct keys_known keys = {.n = 0};
    enum err e = keys_known_read(cli->ctx, cli->settings.config.key_file, cli->problem, &keys);
    if (e == ERR_OK)
        e = cli_call(cli, &c);
    if (e == ERR_OK)
        e = choose_org(cli, c, org);
    if (e == ERR_OK)
        e = transfer_export(c, path, &keys, NULL, ret_told);
    if (e == ERR_OK)
        ret_told->organisation = mem_strdup(cli->ctx, ret_told->organisation);
    call_close(c);
    return e;
}

void cli_tell_transfer(const struct cli *cli, const char *id, const struct transfer_told *told)
{
    char sha[DIGEST_TEXT_SIZE];
    digest_format(&told->sha256, sha);
    struct msg_arg args[] = {
        {"organisation", told->organisation},
        {"rows", mem_printf(cli->ctx, "%" PRId64, told->rows)},
        {"files", mem_printf(cli->ctx, "%" PRId64, told->files)},
        {"sha256", sha},
    };
    cli_say(cli, id, args, 4);
}

int cli_export(struct cli *cli)
{
    struct transfer_told told;
    const char *org = cli_option(cli, "--org");
    if (!cli_operands(cli, 1))
        return cli_usage(cli, "export");
    if (!cli_open(cli))
        return EXIT_FAILED;
    enum err e = write_archive(cli, org, cli->argv[0], &told);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    cli_tell_transfer(cli, "transfer.exported", &told);
    return 0;
}
