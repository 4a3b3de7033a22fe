/* `kaname import --framework FILE [--dry-run]`: tells the report of an import and stores the
 * sheets and mappings. */
#include "app/cli.h"

#include "base/fd.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/mapping/mapping.h"
#include "kernel/sheet/framework_file.h"
#include "kernel/sheet/sheet_add.h"
#include "kernel/sheet/sheet_json.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ARGS_MAX = 8 };

/* A text or number of the report as text. */
static const char *shown(const struct cli *cli, const json_t *json)
{
    if (json_is_integer(json))
        return mem_printf(cli->ctx, "%lld", (long long)json_integer_value(json));
    const char *text = json_string_value(json);
    return text != NULL ? text : "";
}

/* A message whose placeholders are the members of `json` that are texts or numbers. */
static const char *message(const struct cli *cli, const char *id, const json_t *json)
{
    struct msg_arg args[ARGS_MAX];
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)json, key, value)
    {
        if (n < ARGS_MAX && (json_is_string(value) || json_is_integer(value)))
            args[n++] = (struct msg_arg){key, shown(cli, value)};
    }
    return msg_format(cli->ctx, cli->lang, id, args, n);
}

/* Where a row belongs: line, and reference, place or URN. */
static const char *place(const struct cli *cli, const json_t *row)
{
    static const char *const names[] = {"ref_id", "path", "urn"};
    const json_t *line = json_object_get(row, "line");
    const char *text = line != NULL ? message(cli, "import.line", row) : "";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *name = json_string_value(json_object_get(row, names[i]));
        if (name != NULL)
            return mem_printf(cli->ctx, "%s%s%s", text, *text != '\0' ? " " : "", name);
    }
    return text;
}

static void tell_row(const struct cli *cli, const json_t *row)
{
    const char *severity = shown(cli, json_object_get(row, "severity"));
    const char *label = msg_get(cli->lang, mem_printf(cli->ctx, "import.severity.%s", severity));
    const char *text =
        message(cli, shown(cli, json_object_get(row, "message")), json_object_get(row, "args"));
    const char *where = place(cli, row);
    printf("  %s  %s%s%s\n", label, where, *where != '\0' ? ": " : "", text);
}

static void tell_report(const struct cli *cli, const json_t *report)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(report, "sheets"), i, one)
        printf("%s\n", message(cli, "import.sheet", one));
    json_array_foreach(json_object_get(report, "rows"), i, one) tell_row(cli, one);
    if (json_integer_value(json_object_get(report, "more")) > 0)
        printf("  %s\n", message(cli, "import.more", report));
    printf("%s\n", message(cli, "import.counts", json_object_get(report, "counts")));
}

static void tell_stored(const struct cli *cli, const struct sheet_version *v, bool added)
{
    char no[12];
    snprintf(no, sizeof no, "%d", v->no);
    struct msg_arg args[] = {{"key", v->sheet_key}, {"no", no}};
    const char *id = added ? "import.added" : "import.same";
    printf("%s\n", msg_format(cli->ctx, cli->lang, id, args, 2));
}

static enum err store_mapping(struct cli *cli, struct call *c, const json_t *json, bool *any)
{
    const struct mapping *m = NULL;
    bool added = false;
    enum err e = mapping_read(c, json, cli->problem, &m);
    if (e == ERR_OK)
        e = mapping_add(c, m, &added);
    if (e != ERR_OK)
        return e;
    struct msg_arg args[] = {{"key", m->key}};
    const char *id = added ? "import.mapping.added" : "import.mapping.same";
    printf("%s\n", msg_format(cli->ctx, cli->lang, id, args, 1));
    *any = *any || added;
    return ERR_OK;
}

/* All sheets and mappings of the file or none. */
static enum err store(struct cli *cli, const json_t *sheets, const json_t *mappings)
{
    struct call *c = NULL;
    size_t n = json_array_size(sheets);
    struct sheet_version *versions = mem_array(cli->ctx, struct sheet_version, n);
    bool *added = mem_array(cli->ctx, bool, n);
    bool any = false;
    enum err e = cli_call(cli, &c);
    if (e == ERR_OK)
        e = tx_begin(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct sheet_doc *doc = NULL;
        e = sheet_json_read(c, json_array_get(sheets, i), cli->problem, &doc);
        if (e == ERR_OK)
            e = sheet_add(c, doc, &versions[i], &added[i]);
        any = any || added[i];
    }
    for (size_t i = 0; i < json_array_size(mappings) && e == ERR_OK; i++)
        e = store_mapping(cli, c, json_array_get(mappings, i), &any);
    if (e == ERR_OK && any)
        e = tx_commit(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        tell_stored(cli, &versions[i], added[i]);
    call_close(c);
    return e;
}

static int import_framework(struct cli *cli, const char *file, bool dry_run)
{
    struct framework_found found = {0};
    FD_OWNED int fd = open(file, O_RDONLY | O_CLOEXEC);
    enum err e = fd < 0 ? problem_set_arg(cli->problem, ERR_NOT_FOUND, "import_file", file)
                        : framework_file_import(cli->ctx, fd, file, cli->problem, &found);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    tell_report(cli, found.report);
    if (json_array_size(found.sheets) == 0 && json_array_size(found.mappings) == 0) {
        fprintf(stderr, "%s\n", msg_get(cli->lang, "import.none"));
        return EXIT_FAILED;
    }
    if (dry_run) {
        puts(msg_get(cli->lang, "import.dry_run"));
        return 0;
    }
    if (!cli_open(cli))
        return EXIT_FAILED;
    e = store(cli, found.sheets, found.mappings);
    return e == ERR_OK ? 0 : cli_fail(cli, e);
}

int cli_import(struct cli *cli)
{
    bool dry_run = cli_flag(cli, "--dry-run");
    const char *file = cli_option(cli, "--framework");
    if (file == NULL || !cli_operands(cli, 0))
        return cli_usage(cli, "import");
    return import_framework(cli, file, dry_run);
}
