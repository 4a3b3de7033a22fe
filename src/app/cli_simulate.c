/* `kaname simulate FILE`: plays a loss model (docs/admin/loss-format.md) and tells what a year may
 * cost, as a table or as JSON. Needs no database. */
#include "app/cli.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/loss/loss_file.h"
#include "mod/loss/loss_result_json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uniwidth.h>

enum { COLUMN = 12, MILLION = 1000000, PROGRESS_MS = 500 };

struct wish {
    const char *path;
    int64_t seed, years, threads; /* -1: not said */
    bool json;
};

/* ---- what is asked for ---- */

/* A whole number from min to max; else the option is a bad field. */
static int64_t number_option(struct cli *cli, const char *name, int64_t min, int64_t max)
{
    const char *text = cli_option(cli, name);
    char *end = NULL;
    if (text == NULL)
        return -1;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || errno != 0)
        problem_field(cli->problem, name, "integer");
    else if (value < min)
        problem_field_limit(cli->problem, name, "too_small", min);
    else if (value > max)
        problem_field_limit(cli->problem, name, "too_large", max);
    return value;
}

static bool options(struct cli *cli, struct wish *ret_wish)
{
    struct wish w = {
        .seed = number_option(cli, "--seed", 0, INT64_MAX),
        .years = number_option(cli, "--years", LOSS_YEARS_MIN, LOSS_YEARS_MAX),
        .threads = number_option(cli, "--threads", 1, LOSS_THREADS_MAX),
        .json = cli_flag(cli, "--json"),
    };
    if (!cli_operands(cli, 1))
        return false;
    w.path = cli->argv[0];
    *ret_wish = w;
    return true;
}

static enum err read_file(struct cli *cli, const char *path, struct loss_file *ret_file)
{
    char *data = mem_zalloc(cli->ctx, LIMIT_JSON_BODY + 1, "model");
    FILE *in = fopen(path, "re");
    if (in == NULL)
        return problem_set_arg(cli->problem, ERR_NOT_FOUND, "loss_file", path);
    size_t len = fread(data, 1, LIMIT_JSON_BODY + 1, in);
    bool bad = ferror(in) != 0;
    fclose(in);
    if (bad)
        return problem_set_arg(cli->problem, ERR_NOT_FOUND, "loss_file", path);
    if (len > LIMIT_JSON_BODY)
        return problem_set_limit(cli->problem, ERR_TOO_LARGE, "loss_file_size", LIMIT_JSON_BODY);
    return loss_file_read(cli->ctx, data, len, cli->problem, ret_file);
}

/* ---- the table ---- */

static void cell(const char *text, int width)
{
    int used = u8_strwidth((const uint8_t *)text, "UTF-8");
    printf("%*s%s", used < width ? width - used : 1, "", text);
}

static void cell_yen(double yen)
{
    char text[40];
    snprintf(text, sizeof text, "%.1f", yen / MILLION);
    cell(text, COLUMN);
}

static void cell_share(double share)
{
    char text[40];
    snprintf(text, sizeof text, "%.2f%%", 100 * share);
    cell(text, COLUMN);
}

/* A heading and its columns, in the terminal's language: "cli.simulate.<heading>". */
static void head(const struct cli *cli, const char *heading, const char *const *columns, size_t n)
{
    printf("\n%s\n", msg_get(cli->lang, mem_printf(cli->ctx, "cli.simulate.%s", heading)));
    for (size_t i = 0; i < n; i++)
        cell(
            msg_get(cli->lang, mem_printf(cli->ctx, "cli.simulate.column.%s", columns[i])), COLUMN);
    printf("\n");
}

static void summary_row(const struct loss_summary *s, const char *name)
{
    cell_yen(s->mean.mean);
    for (int l = 0; l < LOSS_LEVEL_MAX; l++)
        cell_yen(s->level[l].value);
    cell_yen(s->tail[LOSS_P99]);
    cell_share(s->any);
    printf("  %s\n", name);
}

static const char *case_name(
    const struct cli *cli, const struct loss_model *model, const struct loss_case *what)
{
    const char *name = loss_case_name(model, what);
    const char *kind =
        msg_get(cli->lang, mem_printf(cli->ctx, "cli.simulate.case.%s", loss_case_key(what->kind)));
    return name == NULL ? kind : mem_printf(cli->ctx, "%s: %s", kind, name);
}

static void tell_years(
    const struct cli *cli, const struct loss_model *model, const struct loss_result *r)
{
    static const char *const columns[] = {"mean", "median", "p90", "p95", "p99", "tail99", "any"};
    head(cli, "years", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < r->n_scenarios; i++) {
        const struct loss_scenario *s = &model->scenarios[i];
        summary_row(&r->scenarios[i], s->name != NULL ? s->name : s->key);
    }
    for (size_t i = 0; i < r->n_cases; i++)
        summary_row(&r->cases[i].year, case_name(cli, model, &r->cases[i].what));
}

static void tell_effects(
    const struct cli *cli, const struct loss_model *model, const struct loss_result *r)
{
    static const char *const columns[] = {"avoided", "error", "cost", "per_yen"};
    if (r->n_cases < 2)
        return;
    head(cli, "effects", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 1; i < r->n_cases; i++) {
        double cost = 0, per_yen = 0;
        char text[40] = "-";
        cell_yen(r->cases[i].avoided.mean);
        cell_yen(r->cases[i].avoided.standard_error);
        if (loss_case_return(model, &r->cases[i], &cost, &per_yen))
            snprintf(text, sizeof text, "%.2f", per_yen);
        cell_yen(cost);
        cell(text, COLUMN);
        printf("  %s\n", case_name(cli, model, &r->cases[i].what));
    }
}

static void tell_gaps(
    const struct cli *cli, const struct loss_model *model, const struct loss_result *r)
{
    static const char *const columns[] = {"loss", "paid", "not_covered", "own_share", "over_limit"};
    for (size_t p = 0; p < model->n_policies; p++) {
        struct loss_case what = {LOSS_WITH_POLICY, p};
        head(cli, "gap", columns, sizeof columns / sizeof columns[0]);
        printf("%s\n", case_name(cli, model, &what));
        for (int f = 0; f < LOSS_FORM_MAX; f++) {
            const char *form = loss_form_key((enum loss_form)f);
            if (r->form[f] == 0)
                continue;
            cell_yen(r->gaps[p].loss[f]);
            for (int to = 0; to < LOSS_SHARE_MAX; to++)
                cell_yen(r->gaps[p].share[to][f]);
            printf("  %s\n", msg_get(cli->lang, mem_printf(cli->ctx, "enum.loss_form.%s", form)));
        }
    }
}

static void tell_appetite(
    const struct cli *cli, const struct loss_model *model, const struct loss_result *r)
{
    static const char *const columns[] = {"limit", "allowed", "probability"};
    if (model->n_appetite == 0)
        return;
    head(cli, "appetite", columns, sizeof columns / sizeof columns[0]);
    for (size_t a = 0; a < model->n_appetite; a++) {
        for (size_t i = 0; i < r->n_cases; i++) {
            bool within = r->cases[i].exceeds[a] <= model->appetite[a].probability;
            cell_yen(model->appetite[a].loss);
            cell_share(model->appetite[a].probability);
            cell_share(r->cases[i].exceeds[a]);
            printf("  %s  %s\n",
                msg_get(cli->lang, within ? "cli.simulate.within" : "cli.simulate.beyond"),
                case_name(cli, model, &r->cases[i].what));
        }
    }
}

static void tell(const struct cli *cli, const struct loss_model *model, const struct loss_result *r)
{
    const struct loss_mean *mean = &r->cases[0].year.mean;
    struct msg_arg args[] = {
        {"name", model->name != NULL ? model->name : ""},
        {"years", mem_printf(cli->ctx, "%u", r->years)},
        {"seed", mem_printf(cli->ctx, "%llu", (unsigned long long)r->seed)},
        {"mean", mem_printf(cli->ctx, "%.1f", mean->mean / MILLION)},
        {"error", mem_printf(cli->ctx, "%.1f", mean->standard_error / MILLION)},
        {"exact", mem_printf(cli->ctx, "%.1f", r->exact_mean / MILLION)},
    };
    cli_say(cli, "cli.simulate.head", args, sizeof args / sizeof args[0]);
    tell_years(cli, model, r);
    tell_effects(cli, model, r);
    tell_appetite(cli, model, r);
    tell_gaps(cli, model, r);
}

/* ---- the run ---- */

/* On a terminal, once it takes longer than a person likes to wait without a word. */
static bool tell_progress(void *arg, uint32_t done, uint32_t years)
{
    const int64_t *begin = arg;
    if (clock_monotonic_ms() - *begin > PROGRESS_MS)
        fprintf(stderr, "\r%3u %%%s", (unsigned)(100.0 * done / years), done == years ? "\r" : "");
    return true;
}

static void write_json(
    const struct cli *cli, const struct loss_model *model, const struct loss_result *result)
{
    struct buf *out = buf_new(cli->ctx);
    struct jw w = jw_init(out);
    loss_result_write(&w, model, result);
    puts(out->data);
}

int cli_simulate(struct cli *cli)
{
    struct wish wish;
    struct loss_file file;
    if (!options(cli, &wish))
        return cli_usage(cli, "simulate");
    enum err e = problem_check(cli->problem);
    if (e == ERR_OK)
        e = read_file(cli, wish.path, &file);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    int64_t begin = clock_monotonic_ms();
    struct loss_run run = {
        .seed = wish.seed >= 0 ? (uint64_t)wish.seed : file.seed,
        .years = wish.years >= 0 ? (uint32_t)wish.years : file.years,
        .threads = wish.threads >= 0 ? (unsigned)wish.threads : 0,
        .progress = isatty(STDERR_FILENO) ? tell_progress : NULL,
        .progress_arg = &begin,
    };
    const struct loss_result *result = loss_simulate(cli->ctx, &file.model, &run);
    if (wish.json)
        write_json(cli, &file.model, result);
    else
        tell(cli, &file.model, result);
    return 0;
}
