/* Both sides of a talk: the parent asks, the child looks into the ZIP file and tells. One question
 * at a time, each a struct ask, each answered by a struct told and so many bytes. */
#include "kernel/transfer/transfer_box.h"

#include "base/fd.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/transfer/transfer_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum { NAME_ROOM = 256, STREAMS = 4 };
enum { A_DAY = 24 * 60 * 60 /* seconds: an organisation may be large */ };

enum question { ASK_COUNT, ASK_NAME, ASK_SIZE, ASK_BEGIN, ASK_READ, ASK_END };

struct ask {
    uint32_t what; /* enum question */
    int32_t stream;
    int64_t index;
    char name[NAME_ROOM];
};

struct told {
    int64_t n;
    int64_t packed;
    uint32_t plain;
    uint32_t len; /* bytes that follow */
};

/* ---- the child ---- */

/* libzip's own reader of files asks for more system calls than there are here. */
struct archive_file {
    int fd;
    int64_t size;
    zip_error_t error;
};

static zip_int64_t seek(struct archive_file *f, void *data, zip_uint64_t len)
{
    const zip_source_args_seek_t *args =
        ZIP_SOURCE_GET_ARGS(zip_source_args_seek_t, data, len, &f->error);
    return args == NULL || lseek(f->fd, args->offset, args->whence) < 0 ? -1 : 0;
}

static zip_int64_t describe(const struct archive_file *f, zip_stat_t *st)
{
    zip_stat_init(st);
    st->size = (zip_uint64_t)f->size;
    st->valid = ZIP_STAT_SIZE;
    return sizeof *st;
}

static zip_int64_t source(void *arg, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct archive_file *f = arg;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        return lseek(f->fd, 0, SEEK_SET) < 0 ? -1 : 0;
    case ZIP_SOURCE_READ:
        return read(f->fd, data, len);
    case ZIP_SOURCE_SEEK:
        return seek(f, data, len);
    case ZIP_SOURCE_TELL:
        return lseek(f->fd, 0, SEEK_CUR);
    case ZIP_SOURCE_STAT:
        return describe(f, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&f->error, data, len);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
            ZIP_SOURCE_SUPPORTS, -1);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        return -1;
    }
}

static zip_t *open_zip(struct archive_file *f)
{
    struct stat st;
    zip_error_init(&f->error);
    if (fstat(f->fd, &st) != 0)
        return NULL;
    f->size = st.st_size;
    zip_source_t *from = zip_source_function_create(source, f, &f->error);
    return from == NULL ? NULL : zip_open_from_source(from, ZIP_RDONLY | ZIP_CHECKCONS, &f->error);
}

struct shelf {
    zip_t *zip; /* NULL: it is none */
    zip_file_t *streams[STREAMS];
    char block[TRANSFER_BOX_BLOCK];
};

static zip_file_t **stream_of(struct shelf *s, const struct ask *ask)
{
    return ask->stream < 0 || ask->stream >= STREAMS ? NULL : &s->streams[ask->stream];
}

static struct told tell_name(struct shelf *s, const struct ask *ask)
{
    const char *name = zip_get_name(s->zip, (zip_uint64_t)ask->index, ZIP_FL_ENC_STRICT);
    size_t len = name == NULL ? 0 : strlen(name);
    if (len == 0 || len >= NAME_ROOM)
        return (struct told){.n = -1};
    memcpy(s->block, name, len);
    return (struct told){.n = (int64_t)len, .len = (uint32_t)len};
}

static struct told tell_size(struct shelf *s, const struct ask *ask)
{
    const zip_uint64_t all =
        ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    zip_stat_t st;
    if (zip_stat(s->zip, ask->name, 0, &st) != 0 || (st.valid & all) != all ||
        st.size > INT64_MAX || st.comp_size > INT64_MAX)
        return (struct told){.n = -1};
    bool plain = (st.comp_method == ZIP_CM_STORE || st.comp_method == ZIP_CM_DEFLATE) &&
                 st.encryption_method == ZIP_EM_NONE;
    return (struct told){.n = (int64_t)st.size, .packed = (int64_t)st.comp_size, .plain = plain};
}

static struct told begin(struct shelf *s, const struct ask *ask)
{
    for (int i = 0; i < STREAMS; i++) {
        if (s->streams[i] != NULL)
            continue;
        s->streams[i] = zip_fopen(s->zip, ask->name, 0);
        return (struct told){.n = s->streams[i] == NULL ? -1 : i};
    }
    return (struct told){.n = -1};
}

/* libzip compares the checksum at the end. */
static struct told read_on(struct shelf *s, const struct ask *ask)
{
    zip_file_t **file = stream_of(s, ask);
    zip_int64_t n =
        file == NULL || *file == NULL ? -1 : zip_fread(*file, s->block, sizeof s->block);
    return (struct told){.n = n, .len = n > 0 ? (uint32_t)n : 0};
}

static struct told end(struct shelf *s, const struct ask *ask)
{
    zip_file_t **file = stream_of(s, ask);
    if (file != NULL && *file != NULL)
        zip_fclose(*file);
    if (file != NULL)
        *file = NULL;
    return (struct told){.n = 0};
}

static struct told answer(struct shelf *s, struct ask *ask)
{
    ask->name[NAME_ROOM - 1] = '\0';
    if (s->zip == NULL)
        return (struct told){.n = -1};
    switch (ask->what) {
    case ASK_COUNT:
        return (struct told){.n = zip_get_num_entries(s->zip, 0)};
    case ASK_NAME:
        return tell_name(s, ask);
    case ASK_SIZE:
        return tell_size(s, ask);
    case ASK_BEGIN:
        return begin(s, ask);
    case ASK_READ:
        return read_on(s, ask);
    default:
        return end(s, ask);
    }
}

/* False: the other side is gone, or its end was in the middle. */
static bool read_all(int fd, void *data, size_t len)
{
    char *to = data;
    while (len > 0) {
        ssize_t n = read(fd, to, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        len -= (size_t)n;
    }
    return true;
}

static void run(int in, FILE *out, const char *arg)
{
    static struct shelf shelf;
    static struct archive_file file;
    struct ask ask;
    (void)arg;
    file.fd = in;
    shelf.zip = open_zip(&file);
    while (read_all(fileno(out), &ask, sizeof ask)) {
        struct told told = answer(&shelf, &ask);
        if (fwrite(&told, sizeof told, 1, out) != 1 ||
            fwrite(shelf.block, 1, told.len, out) != told.len || fflush(out) != 0)
            return;
    }
}

const struct child_work TRANSFER_CHILD = {.name = "transfer", .run = run, .seconds = A_DAY};

/* ---- the parent ---- */

struct transfer_box {
    struct child child;
    bool broken; /* the child said what none says, or nothing */
};

static int close_box(struct transfer_box *box)
{
    if (box->child.from != NULL)
        child_end(&box->child);
    return 0;
}

static struct told ask_for(struct transfer_box *box, struct ask *ask, const char *name, char *data)
{
    struct told told = {.n = -1};
    if (name != NULL)
        snprintf(ask->name, sizeof ask->name, "%s", name);
    if (box->broken || !child_say(&box->child, ask, sizeof *ask) ||
        fread(&told, sizeof told, 1, box->child.from) != 1 ||
        told.len > (data == NULL ? 0 : TRANSFER_BOX_BLOCK) ||
        (told.len > 0 && fread(data, 1, told.len, box->child.from) != told.len)) {
        box->broken = true;
        return (struct told){.n = -1};
    }
    return told;
}

enum err transfer_box_open(
    const void *ctx, const char *path, struct transfer_box **ret_box, int64_t *ret_entries)
{
    struct transfer_box *box = mem_new(ctx, struct transfer_box);
    FD_OWNED int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ERR_NOT_FOUND;
    talloc_set_destructor(box, close_box);
    enum err e = child_talk(&TRANSFER_CHILD, fd, &box->child);
    if (e != ERR_OK)
        return e;
    int64_t n = ask_for(box, &(struct ask){.what = ASK_COUNT}, NULL, NULL).n;
    if (n < 0)
        return ERR_MALFORMED;
    *ret_box = box;
    *ret_entries = n;
    return ERR_OK;
}

const char *transfer_box_name(struct transfer_box *box, const void *ctx, int64_t index)
{
    char *data = mem_array(ctx, char, TRANSFER_BOX_BLOCK);
    struct told told = ask_for(box, &(struct ask){.what = ASK_NAME, .index = index}, NULL, data);
    bool ok = told.len > 0 && told.len < NAME_ROOM && utf8_ok(data, told.len) &&
              memchr(data, '\0', told.len) == NULL;
    const char *name = ok ? mem_strndup(ctx, data, told.len) : NULL;
    mem_free(data);
    return name;
}

bool transfer_box_size(struct transfer_box *box, const char *name, struct transfer_box_size *ret)
{
    struct told told = ask_for(box, &(struct ask){.what = ASK_SIZE}, name, NULL);
    if (told.n < 0 || told.packed < 0)
        return false;
    *ret = (struct transfer_box_size){told.n, told.packed, told.plain != 0};
    return true;
}

int transfer_box_begin(struct transfer_box *box, const char *name)
{
    int64_t n = ask_for(box, &(struct ask){.what = ASK_BEGIN}, name, NULL).n;
    return n < 0 || n >= STREAMS ? -1 : (int)n;
}

int64_t transfer_box_read(struct transfer_box *box, int stream, char *ret_data)
{
    struct told told =
        ask_for(box, &(struct ask){.what = ASK_READ, .stream = stream}, NULL, ret_data);
    return told.n == (int64_t)told.len ? told.n : -1;
}

void transfer_box_end(struct transfer_box *box, int stream)
{
    ask_for(box, &(struct ask){.what = ASK_END, .stream = stream}, NULL, NULL);
}
