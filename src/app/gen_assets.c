/* Build-time program: makes the files that the program carries inside (base/asset.h).
 *
 *   gen_assets TABLE.c DATA.S DEPFILE SOURCE...
 *
 * SOURCE is NAME=FILE, or NAME/=DIR for every file below a directory ("NAME/relative/path"; "/=DIR"
 * puts them at the top), or @FILE with one such source a line. A directory that does not exist
 * gives nothing: the web build is optional. Hidden files and editors' backups are left out.
 * The table is sorted by name in byte order, as asset_find needs it. */
#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ETAG_BYTES = 16, PATH_SIZE = 4096 };

struct item {
    char *name;
    char *path;
    size_t len;
    char etag[2 * ETAG_BYTES + 1];
};

struct state {
    struct item *items;
    size_t n_items;
    char **depends; /* files and directories the output depends on */
    size_t n_depends;
};

static void __attribute__((noreturn, format(printf, 1, 2))) die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("gen_assets: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static char *copy(const char *text)
{
    char *made = strdup(text);
    if (made == NULL)
        die("out of memory");
    return made;
}

static void depend_on(struct state *st, const char *path)
{
    st->depends = realloc(st->depends, (st->n_depends + 1) * sizeof(*st->depends));
    if (st->depends == NULL)
        die("out of memory");
    st->depends[st->n_depends++] = copy(path);
}

static void digest_file(struct item *item)
{
    crypto_hash_sha256_state hash;
    unsigned char digest[crypto_hash_sha256_BYTES];
    unsigned char block[65536];
    FILE *in = fopen(item->path, "rb");
    if (in == NULL)
        die("%s: %s", item->path, strerror(errno));
    crypto_hash_sha256_init(&hash);
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0; item->len += n)
        crypto_hash_sha256_update(&hash, block, n);
    if (ferror(in))
        die("%s: cannot be read", item->path);
    fclose(in);
    crypto_hash_sha256_final(&hash, digest);
    sodium_bin2hex(item->etag, sizeof item->etag, digest, ETAG_BYTES);
}

static void add_file(struct state *st, const char *name, const char *path)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-@+/";
    if (name[strspn(name, allowed)] != '\0')
        die("%s: a name of an asset has only letters, digits and ._-@+/", name);
    st->items = realloc(st->items, (st->n_items + 1) * sizeof(*st->items));
    if (st->items == NULL)
        die("out of memory");
    struct item *item = &st->items[st->n_items++];
    *item = (struct item){.name = copy(name), .path = copy(path)};
    digest_file(item);
    depend_on(st, path);
}

static void join(char ret_path[PATH_SIZE], const char *dir, const char *name)
{
    int n = snprintf(ret_path, PATH_SIZE, "%s%s%s", dir, dir[0] == '\0' ? "" : "/", name);
    if (n < 0 || n >= PATH_SIZE)
        die("%s/%s: the path is too long", dir, name);
}

/* When the web is built later, its parent directory changes and the assets are made again. */
static void depend_on_parent(struct state *st, const char *dir)
{
    struct stat about;
    const char *slash = strrchr(dir, '/');
    char *parent = slash == NULL ? copy(".") : copy(dir);
    if (slash != NULL)
        parent[slash - dir] = '\0';
    if (stat(parent, &about) == 0)
        depend_on(st, parent);
    free(parent);
}

static bool left_out(const char *name)
{
    return name[0] == '.' || name[strlen(name) - 1] == '~';
}

static void add_dir(struct state *st, const char *name, const char *dir, int depth)
{
    DIR *list = opendir(dir);
    if (list == NULL && errno == ENOENT && depth == 0) {
        depend_on_parent(st, dir);
        return;
    }
    if (list == NULL || depth > 32)
        die("%s: %s", dir, list == NULL ? strerror(errno) : "too deep");
    depend_on(st, dir);
    for (struct dirent *entry; (entry = readdir(list)) != NULL;) {
        char path[PATH_SIZE], below[PATH_SIZE];
        struct stat about;
        if (left_out(entry->d_name))
            continue;
        join(path, dir, entry->d_name);
        join(below, name, entry->d_name);
        if (stat(path, &about) != 0)
            die("%s: %s", path, strerror(errno));
        if (S_ISDIR(about.st_mode))
            add_dir(st, below, path, depth + 1);
        else if (S_ISREG(about.st_mode))
            add_file(st, below, path);
    }
    closedir(list);
}

static void add_list(struct state *st, const char *path);

static void add_source(struct state *st, const char *source)
{
    if (source[0] == '@') {
        add_list(st, source + 1);
        return;
    }
    const char *equals = strchr(source, '=');
    if (equals == NULL)
        die("%s: expected NAME=FILE, NAME/=DIR or @LIST", source);
    bool is_dir = equals > source && equals[-1] == '/';
    char *name = strndup(source, (size_t)(equals - source) - (is_dir ? 1 : 0));
    if (name == NULL)
        die("out of memory");
    if (is_dir)
        add_dir(st, name, equals + 1, 0);
    else
        add_file(st, name, equals + 1);
    free(name);
}

static void add_list(struct state *st, const char *path)
{
    char line[2 * PATH_SIZE];
    FILE *in = fopen(path, "r");
    if (in == NULL)
        die("%s: %s", path, strerror(errno));
    depend_on(st, path);
    while (fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '\0')
            add_source(st, line);
    }
    fclose(in);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct item *)a)->name, ((const struct item *)b)->name);
}

static void sort_items(struct state *st)
{
    if (st->n_items == 0)
        return;
    qsort(st->items, st->n_items, sizeof(*st->items), by_name);
    for (size_t i = 1; i < st->n_items; i++)
        if (strcmp(st->items[i - 1].name, st->items[i].name) == 0)
            die("%s: two files of this name", st->items[i].name);
}

static FILE *create(const char *path)
{
    FILE *out = fopen(path, "w");
    if (out == NULL)
        die("%s: %s", path, strerror(errno));
    return out;
}

static void finish(FILE *out, const char *path)
{
    if (ferror(out) || fclose(out) != 0)
        die("%s: cannot be written", path);
}

static void write_table(const struct state *st, const char *path)
{
    FILE *out = create(path);
    fputs("/* Made by gen_assets. */\n#include \"base/asset_table.h\"\n\n", out);
    for (size_t i = 0; i < st->n_items; i++)
        fprintf(out, "extern const char kaname_asset_%zu[];\n", i);
    fputs("\nconst struct asset asset_table[] = {\n", out);
    for (size_t i = 0; i < st->n_items; i++) {
        const struct item *item = &st->items[i];
        fprintf(out, "    {\"%s\", kaname_asset_%zu, %zu, \"%s\"},\n", item->name, i, item->len,
            item->etag);
    }
    fprintf(out, "    {0},\n};\nconst size_t asset_table_n = %zu;\n", st->n_items);
    finish(out, path);
}

static void write_quoted(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

/* The digest stands in a comment, so that this file changes whenever an asset does. */
static void write_data(const struct state *st, const char *path)
{
    FILE *out = create(path);
    fputs("/* Made by gen_assets. */\n.section .rodata\n", out);
    for (size_t i = 0; i < st->n_items; i++) {
        fprintf(out, ".balign 8\n.global kaname_asset_%zu\nkaname_asset_%zu: /* %s */\n.incbin ", i,
            i, st->items[i].etag);
        write_quoted(out, st->items[i].path);
        fputc('\n', out);
    }
    fputs(".section .note.GNU-stack,\"\",%progbits\n", out);
    finish(out, path);
}

static void write_depends(const struct state *st, const char *path, const char *target)
{
    FILE *out = create(path);
    fprintf(out, "%s:", target);
    for (size_t i = 0; i < st->n_depends; i++) {
        fputs(" \\\n ", out);
        for (const char *p = st->depends[i]; *p != '\0'; p++) {
            if (*p == ' ' || *p == '#')
                fputc('\\', out);
            else if (*p == '$')
                fputc('$', out);
            fputc(*p, out);
        }
    }
    fputc('\n', out);
    finish(out, path);
}

int main(int argc, char **argv)
{
    static struct state st;
    if (argc < 4)
        die("usage: gen_assets TABLE.c DATA.S DEPFILE SOURCE...");
    if (sodium_init() < 0)
        die("libsodium does not start");
    for (int i = 4; i < argc; i++)
        add_source(&st, argv[i]);
    sort_items(&st);
    write_table(&st, argv[1]);
    write_data(&st, argv[2]);
    write_depends(&st, argv[3], argv[1]);
    return 0;
}
