/* `kaname verify`: checks the audit chains of a database or of an export of it, and tells what is
 * broken and where. */
#include "app/cli.h"

#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/verify_run.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/keys_known.h"
#include "kernel/i18n/msg.h"
#include "mod/custody/custody_rules.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { KEYS_MOST = 16 }; /* named at the command line */

struct verify {
    struct cli *cli;
    struct keys_known keys;
    struct keys *own; /* NULL: no key file */
    const char *export_from, *write_to;
    bool sign;
    int64_t faults;
    int64_t unchecked; /* signatures of this organisation that no key is here for */
};

/* ---- what is told ---- */

static char *number(const struct cli *cli, int64_t value)
{
    return mem_printf(cli->ctx, "%" PRId64, value);
}

static void tell_begin(void *arg, const char *organisation)
{
    struct verify *v = arg;
    v->unchecked = 0;
    cli_say(v->cli, "verify.organisation", (struct msg_arg[]){{"organisation", organisation}}, 1);
}

static void tell_fault(void *arg, enum verify_fault fault, int64_t seq)
{
    struct verify *v = arg;
    v->faults++;
    if (fault == VERIFY_KEY_UNKNOWN && v->keys.n == 0) {
        v->unchecked++; /* no finding about the trail: told in one line at the end */
        return;
    }
    const char *id = mem_printf(v->cli->ctx, "verify.fault.%s", verify_fault_key(fault));
    cli_say(v->cli, id, (struct msg_arg[]){{"seq", number(v->cli, seq)}}, 1);
}

static void tell_end(void *arg, const struct verify_result *r)
{
    struct verify *v = arg;
    char head[DIGEST_TEXT_SIZE];
    digest_format(&r->head, head);
    struct msg_arg args[] = {
        {"entries", number(v->cli, r->entries)},
        {"signed", number(v->cli, r->signed_seq)},
        {"erased", number(v->cli, r->erased)},
        {"faults", number(v->cli, r->faults - v->unchecked)},
        {"head", head},
        {"unchecked", number(v->cli, v->unchecked)},
    };
    const char *how_far = v->unchecked > 0     ? "verify.without_key"
                          : r->signatures == 0 ? "verify.not_signed"
                                               : "verify.signed";
    cli_say(v->cli, "verify.counts", args, 6);
    cli_say(v->cli, how_far, args, 6);
    if (r->faults > v->unchecked)
        cli_say(v->cli, "verify.broken", args, 6);
    else
        cli_say(v->cli, v->unchecked > 0 ? "verify.chain_sound" : "verify.sound", args, 6);
}

/* For whoever checks an export elsewhere, without the key file. */
static void tell_key(struct verify *v)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    char text[KEYS_PUBLIC_TEXT_SIZE];
    if (v->own == NULL)
        return;
    keys_public(v->own, key);
    sodium_bin2hex(text, sizeof text, key, sizeof key);
    char sum[DIGEST_TEXT_SIZE];
    const struct digest digest = custody_key_sum(key);
    digest_format(&digest, sum);
    struct msg_arg args[] = {{"key", text}, {"id", keys_id(v->own)}, {"sum", sum}};
    cli_say(v->cli, "verify.public_key", args, 2);
    cli_say(v->cli, "verify.public_key_sum", args, 3);
}

/* ---- options ---- */

static bool add_key(struct verify *v, const char *hex)
{
    uint8_t key[KEYS_PUBLIC_SIZE];
    size_t len = 0;
    if (v->keys.n == KEYS_MOST ||
        sodium_hex2bin(key, sizeof key, hex, strlen(hex), NULL, &len, NULL) != 0 ||
        len != sizeof key)
        return false;
    keys_known_put(v->cli->ctx, &v->keys, key, NULL);
    return true;
}

static enum err read_options(struct verify *v)
{
    struct cli *cli = v->cli;
    const char *hex = NULL;
    while ((hex = cli_option(cli, "--public-key")) != NULL) {
        if (!add_key(v, hex))
            return problem_set_arg(cli->problem, ERR_INVALID, "public_key", hex);
    }
    v->export_from = cli_option(cli, "--export");
    v->write_to = cli_option(cli, "--write");
    v->sign = cli_flag(cli, "--sign");
    /* What is written was checked, what is signed was checked before: not both in one go. */
    int ways = (v->export_from != NULL) + (v->write_to != NULL) + v->sign;
    return ways > 1 || !cli_operands(cli, 0) ? ERR_MALFORMED : ERR_OK;
}

/* A missing key file is no failure when one only checks: signatures are then by unknown keys. */
static enum err read_key_file(struct verify *v)
{
    struct stat st;
    const char *path = v->cli->settings.config.key_file;
    enum err e = ERR_OK;
    if (v->sign || stat(path, &st) == 0 || errno != ENOENT)
        e = keys_open(v->cli->ctx, path, v->sign, v->cli->problem, &v->own);
    return e == ERR_OK ? keys_known_read(v->cli->ctx, path, v->cli->problem, &v->keys) : e;
}

/* ---- checking ---- */

static struct verify_run run_of(struct verify *v, FILE *copy)
{
    return (struct verify_run){
        .keys = &v->keys,
        .copy = copy,
        .begin = tell_begin,
        .tell = tell_fault,
        .end = tell_end,
        .arg = v,
    };
}

static enum err check_export(struct verify *v)
{
    struct verify_run run = run_of(v, NULL);
    FILE *in = fopen(v->export_from, "re");
    if (in == NULL)
        return problem_set_arg(v->cli->problem, ERR_NOT_FOUND, "file_not_read", v->export_from);
    enum err e = verify_run_export(in, &run, v->cli->problem);
    fclose(in);
    return e;
}

static enum err check_orgs(struct verify *v, struct call *c, FILE *copy)
{
    struct verify_run run = run_of(v, copy);
    int64_t *orgs = NULL;
    size_t n = 0;
    enum err e = actor_orgs(c, &orgs, &n);
    if (e == ERR_OK && n == 0)
        e = problem_set(v->cli->problem, ERR_NOT_FOUND, "no_organisation");
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        int64_t before = v->faults;
        e = actor_system(c, orgs[i]);
        if (e == ERR_OK)
            e = verify_run_database(c, &run);
        if (e == ERR_OK && v->sign && v->faults == before) /* never what is broken */
            e = audit_sign_head(c);
    }
    return e;
}

static enum err check_database(struct verify *v)
{
    struct call *c = NULL;
    FILE *copy = v->write_to == NULL ? NULL : fopen(v->write_to, "wxe");
    if (v->write_to != NULL && copy == NULL)
        return problem_set_arg(v->cli->problem, ERR_CONFLICT, "file_not_written", v->write_to);
    enum err e = call_open(&v->cli->app, "cli:verify", &c);
    if (e == ERR_OK) {
        v->cli->app.keys = v->own;
        e = check_orgs(v, c, copy);
        v->cli->app.keys = NULL;
    }
    if (copy != NULL && fclose(copy) != 0 && e == ERR_OK)
        e = problem_set_arg(v->cli->problem, ERR_STORAGE_FULL, "file_not_written", v->write_to);
    call_close(c);
    return e;
}

int cli_verify(struct cli *cli)
{
    struct verify *v = mem_new(cli->ctx, struct verify);
    v->cli = cli;
    if (read_options(v) != ERR_OK)
        return cli_usage(cli, "verify");
    if (v->export_from == NULL && !cli_open(cli))
        return EXIT_FAILED;
    enum err e = read_key_file(v);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    e = v->export_from == NULL ? check_database(v) : check_export(v);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    tell_key(v);
    return v->faults == 0 ? 0 : EXIT_FAILED;
}
