/* `kaname report`: writes a report as a file, of an issue or of a campaign as data stands now. */
#include "app/cli.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/report/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct wish {
    const char *issue, *campaign; /* one of them */
    enum report_form form;
    const char *lang;
    const char *output;
};

static bool options(struct cli *cli, struct wish *ret_wish)
{
    struct wish w = {
        .issue = cli_option(cli, "--issue"),
        .campaign = cli_option(cli, "--campaign"),
        .lang = cli_option(cli, "--language"),
        .output = cli_option(cli, "--output"),
        .form = REPORT_FORM_PDF,
    };
    const char *form = cli_option(cli, "--format");
    bool ok = (w.issue == NULL) != (w.campaign == NULL) && w.output != NULL && cli_operands(cli, 0);
    ok = ok && (form == NULL || report_form_parse(form, &w.form));
    ok = ok && (w.lang == NULL || strcmp(w.lang, "ja") == 0 || strcmp(w.lang, "en") == 0);
    if (ok)
        *ret_wish = w;
    return ok;
}

static enum err document(struct call *c, const struct wish *w, json_t **ret_doc)
{
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && w->issue != NULL)
        e = report_issue_document(c, w->issue, ret_doc);
    else if (e == ERR_OK)
        e = report_campaign_document(c, w->campaign, ret_doc);
    tx_abort(c);
    return e;
}

/* Beside the wanted file first, so that no half of one is ever found under its name. */
static enum err write_file(struct cli *cli, struct call *c, const struct wish *w, const json_t *doc)
{
    const char *part = mem_printf(cli->ctx, "%s.part", w->output);
    int fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return problem_set_arg(c->problem, ERR_NOT_FOUND, "report_output", w->output);
    enum err e = report_write(c, doc, w->form, w->lang, fd);
    if (close(fd) != 0 && e == ERR_OK)
        e = ERR_STORAGE_FULL;
    if (e == ERR_OK && rename(part, w->output) != 0)
        e = problem_set_arg(c->problem, ERR_NOT_FOUND, "report_output", w->output);
    if (e != ERR_OK)
        unlink(part);
    return e;
}

int cli_report(struct cli *cli)
{
    struct wish wish;
    struct call *c = NULL;
    json_t *doc = NULL;
    if (!options(cli, &wish))
        return cli_usage(cli, "report");
    if (!cli_open(cli))
        return EXIT_FAILED;
    enum err e = cli_call(cli, &c);
    if (e == ERR_OK)
        e = document(c, &wish, &doc);
    if (e == ERR_OK)
        e = write_file(cli, c, &wish, doc);
    int code = e == ERR_OK ? 0 : cli_fail(cli, e);
    if (c != NULL)
        call_close(c);
    return code;
}
