#include "kernel/http/multipart.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct reading {
    void *ctx;
    struct problem *problem;
    struct buf *file;
    struct multipart *m;
};

static enum err collect(void *arg, const char *data, size_t n)
{
    buf_put(((struct reading *)arg)->file, data, n);
    return ERR_OK;
}

static void begin(struct reading *g, const char *content_type)
{
    g->ctx = mem_context(NULL, 0);
    g->problem = problem_new(g->ctx);
    g->file = buf_new(g->ctx);
    g->m = multipart_new(g->ctx, content_type, collect, g);
}

/* Reads a body in pieces of `step` bytes. */
static enum err read_in_steps(struct reading *g, const char *body, size_t len, size_t step)
{
    begin(g, "multipart/form-data; boundary=\"b-1\"");
    assert_non_null(g->m);
    for (size_t at = 0; at < len; at += step) {
        size_t n = len - at < step ? len - at : step;
        enum err e = multipart_feed(g->m, body + at, n, g->problem);
        if (e != ERR_OK)
            return e;
    }
    return multipart_end(g->m, g->problem);
}

static enum err read_whole(struct reading *g, const char *body)
{
    return read_in_steps(g, body, strlen(body), strlen(body) + 1);
}

static const char upload[] =
    "--b-1\r\n"
    "Content-Disposition: form-data; name=\"file\"; filename=\"規程.pdf\"\r\n"
    "Content-Type: application/pdf\r\n"
    "\r\n"
    "%PDF\r\n--b-\r\n\r\r\n-- b-1\r\n--b-1--\r\n";

static void a_file_arrives_whole_however_it_is_cut(void **state)
{
    (void)state;
    for (size_t step = 1; step < sizeof upload; step++) {
        struct reading g;
        assert_int_equal(ERR_OK, read_in_steps(&g, upload, sizeof upload - 1, step));
        assert_string_equal("%PDF\r\n--b-\r\n\r\r\n-- b-1", g.file->data);
        assert_string_equal("規程.pdf", multipart_file_name(g.m));
        assert_string_equal("application/pdf", multipart_media_type(g.m));
        mem_free(g.ctx);
    }
}

static void bytes_of_every_value_pass(void **state)
{
    (void)state;
    char body[1024];
    int head = snprintf(body, sizeof body,
        "--b-1\r\nContent-Disposition: form-data; name=file; filename=x\r\n\r\n");
    for (int c = 0; c < 256; c++)
        body[head + c] = (char)c;
    const char end[] = "\r\n--b-1--";
    memcpy(body + head + 256, end, sizeof end - 1);
    struct reading g;
    assert_int_equal(ERR_OK, read_in_steps(&g, body, (size_t)head + 256 + sizeof end - 1, 7));
    assert_int_equal(256, g.file->len);
    assert_memory_equal(body + head, g.file->data, 256);
    mem_free(g.ctx);
}

static void an_empty_file_is_a_file(void **state)
{
    (void)state;
    struct reading g;
    assert_int_equal(ERR_OK, read_whole(&g, "preamble\r\n--b-1\r\nContent-Disposition: form-data; "
                                            "name=\"file\"\r\n\r\n\r\n--b-1--\r\nepilogue"));
    assert_int_equal(0, g.file->len);
    assert_string_equal("", multipart_file_name(g.m));
    assert_string_equal("application/octet-stream", multipart_media_type(g.m));
    mem_free(g.ctx);
}

static const char two_dispositions[] =
    "--b-1\r\nContent-Disposition: form-data; name=\"file\"\r\n"
    "Content-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b-1--";

static void broken_structure_is_malformed(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "",
        "--b-1",
        "--b-1\r\n",
        "--b-1--",
        "no delimiter at all",
        "--b-1\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut off",
        "--b-1\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut off\r\n--b-1",
        "--b-1\r\n\r\nno headers\r\n--b-1--",
        "--b-1\r\nContent-Type: text/plain\r\n\r\nno name\r\n--b-1--",
        "--b-1\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--b-1--",
        "--b-1\r\nContent-Disposition: attachment; name=\"file\"\r\n\r\nx\r\n--b-1--",
        "--b-1\r\nContent-Disposition: form-data; name=\"file\"\n\nline ends\r\n--b-1--",
        "--b-1xx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b-1--",
        two_dispositions,
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct reading g;
        enum err e = read_whole(&g, bodies[i]);
        if (strcmp(bodies[i], "--b-1--") == 0)
            assert_int_equal(ERR_INVALID, e); /* well formed, but no file */
        else
            assert_int_equal(ERR_MALFORMED, e);
        mem_free(g.ctx);
    }
}

static void another_part_than_one_file_is_invalid(void **state)
{
    (void)state;
    struct reading g;
    assert_int_equal(ERR_INVALID, read_whole(&g, "--b-1\r\nContent-Disposition: form-data; "
                                                 "name=\"note\"\r\n\r\nx\r\n--b-1--"));
    assert_string_equal("/note", g.problem->fields[0].pointer);
    assert_string_equal("unknown", g.problem->fields[0].code);
    mem_free(g.ctx);
    assert_int_equal(ERR_INVALID,
        read_whole(&g, "--b-1\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n"
                       "--b-1\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ny\r\n"
                       "--b-1--"));
    assert_string_equal("twice", g.problem->fields[0].code);
    mem_free(g.ctx);
}

static void long_part_headers_are_refused(void **state)
{
    (void)state;
    struct reading g;
    begin(&g, "multipart/form-data; boundary=b-1");
    enum err e = multipart_feed(g.m, "--b-1\r\nX: ", 10, g.problem);
    for (int i = 0; i < 3000 && e == ERR_OK; i++)
        e = multipart_feed(g.m, "x", 1, g.problem);
    assert_int_equal(ERR_MALFORMED, e);
    assert_string_equal("multipart_headers", g.problem->detail);
    mem_free(g.ctx);
}

static void a_long_preamble_is_refused(void **state)
{
    (void)state;
    struct reading g;
    begin(&g, "multipart/form-data; boundary=b-1");
    enum err e = ERR_OK;
    for (int i = 0; i < 3000 && e == ERR_OK; i++)
        e = multipart_feed(g.m, "x", 1, g.problem);
    assert_int_equal(ERR_MALFORMED, e);
    mem_free(g.ctx);
}

static const char boundary_of_71[] =
    "multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012"
    "345678901";

static void a_content_type_without_usable_boundary_is_refused(void **state)
{
    (void)state;
    static const char *const types[] = {NULL, "", "multipart/form-data", "multipart/form-data;",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/mixed; boundary=b", "multipart/form-datas; boundary=b",
        "multipart/form-data; xboundary=b", boundary_of_71};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct reading g;
        begin(&g, types[i]);
        assert_null(g.m);
        mem_free(g.ctx);
    }
}

static void the_extended_file_name_wins(void **state)
{
    (void)state;
    struct reading g;
    assert_int_equal(ERR_OK,
        read_whole(&g, "--b-1\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a;b\"; "
                       "filename*=UTF-8''%E8%A6%81.txt\r\n\r\nx\r\n--b-1--"));
    assert_string_equal("要.txt", multipart_file_name(g.m));
    mem_free(g.ctx);
    assert_int_equal(
        ERR_OK, read_whole(&g, "--b-1\r\nContent-Disposition: form-data; filename=\"a;\\\"b\"; "
                               "name=\"file\"; filename*=UTF-8''%ff\r\n\r\nx\r\n--b-1--"));
    assert_string_equal("a;\"b", multipart_file_name(g.m));
    mem_free(g.ctx);
}

static void a_file_name_loses_paths_and_controls(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_string_equal("passwd", file_name_clean(ctx, "../../etc/passwd"));
    assert_string_equal("a.txt", file_name_clean(ctx, "C:\\Users\\x\\a.txt"));
    assert_string_equal("ab", file_name_clean(ctx, "a\r\n\tb"));
    const char turned[] = {
        (char)0xe2, (char)0x80, (char)0xae, 'g', 'p', 'j', '.', 'e', 'x', 'e', 0};
    assert_string_equal("gpj.exe", file_name_clean(ctx, turned));
    assert_string_equal("", file_name_clean(ctx, ".."));
    assert_string_equal("", file_name_clean(ctx, "dir/"));
    assert_string_equal("", file_name_clean(ctx, "\xff\xfe.txt"));
    assert_string_equal("規程 最終版.pdf", file_name_clean(ctx, "規程 最終版.pdf"));
    struct buf *longer = buf_new(ctx);
    for (int i = 0; i < LIMIT_FILE_NAME + 5; i++)
        buf_str(longer, "要");
    assert_int_equal(3 * LIMIT_FILE_NAME, strlen(file_name_clean(ctx, longer->data)));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_arrives_whole_however_it_is_cut),
        cmocka_unit_test(bytes_of_every_value_pass),
        cmocka_unit_test(an_empty_file_is_a_file),
        cmocka_unit_test(broken_structure_is_malformed),
        cmocka_unit_test(another_part_than_one_file_is_invalid),
        cmocka_unit_test(long_part_headers_are_refused),
        cmocka_unit_test(a_long_preamble_is_refused),
        cmocka_unit_test(a_content_type_without_usable_boundary_is_refused),
        cmocka_unit_test(the_extended_file_name_wins),
        cmocka_unit_test(a_file_name_loses_paths_and_controls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
