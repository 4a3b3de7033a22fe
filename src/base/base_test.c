/* Ids, text and JSON: the small things everything stands on. */
#include "base/base64url.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/json_in.h"
#include "base/jw.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void ids_carry_their_time_and_read_back(void **state)
{
    (void)state;
    struct uuid id = uuid_new(INT64_C(0x0123456789ab));
    struct uuid back;
    char text[UUID_TEXT_SIZE];
    uuid_format(&id, text);
    assert_memory_equal(text, "01234567-89ab-7", 15);
    assert_true(uuid_parse(text, &back));
    assert_memory_equal(&id, &back, sizeof id);
    assert_false(uuid_parse("01234567-89ab-7000-8000-00000000000g", &back));
    assert_false(uuid_parse("0123456789ab70008000000000000000", &back));
}

/* The example of RFC 9562, A.4. */
static void a_name_has_one_uuid(void **state)
{
    struct uuid space, id;
    char text[UUID_TEXT_SIZE];
    (void)state;
    assert_true(uuid_parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8", &space));
    id = uuid_named(&space, "www.example.com", strlen("www.example.com"));
    uuid_format(&id, text);
    assert_string_equal(text, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void folding_makes_widths_and_kana_the_same(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const char *plain = utf8_fold(ctx, "せきゅりてぃabc");
    assert_string_equal(utf8_fold(ctx, "セキュリティＡＢＣ"), plain);
    assert_string_equal(utf8_fold(ctx, "ｾｷｭﾘﾃｨABC"), plain);
    assert_string_equal(utf8_fold(ctx, "ヴ"), utf8_fold(ctx, "ゔ"));
    mem_free(ctx);
}

static void text_with_controls_or_broken_bytes_is_refused(void **state)
{
    (void)state;
    assert_true(utf8_ok("表\tB\n", 6));
    assert_false(utf8_ok("a\0b", 3));
    assert_false(utf8_ok("\xe3\x81", 2));
    assert_false(utf8_ok("\xed\xa0\x80", 3)); /* a surrogate */
    assert_int_equal(utf8_chars("要かなme"), 5);
    const char *start = NULL;
    assert_int_equal(utf8_trim(" 　要 め　\t", &start), strlen("要 め"));
    assert_memory_equal(start, "要 め", strlen("要 め"));
    assert_int_equal(utf8_trim("　 ", &start), 0);
}

static void the_writer_escapes_and_places_commas(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct jw w = jw_init(buf_new(ctx));
    jw_obj_begin(&w);
    jw_kstr(&w, "t", "a\"\\\n\x01</script>");
    jw_key(&w, "l");
    jw_arr_begin(&w);
    jw_int(&w, INT64_MIN);
    jw_num(&w, 0.1);
    jw_null(&w);
    jw_arr_end(&w);
    jw_kbool(&w, "b", true);
    jw_obj_end(&w);
    assert_string_equal(w.buf->data, "{\"t\":\"a\\\"\\\\\\n\\u0001</script>\",\"l\":["
                                     "-9223372036854775808,0.1,null],\"b\":true}");
    mem_free(ctx);
}

static enum err parse(const void *ctx, const char *text, struct problem **ret_problem)
{
    *ret_problem = problem_new(ctx);
    json_t *json = NULL;
    return json_in_parse(ctx, text, strlen(text), 4, *ret_problem, &json);
}

static void json_that_is_deep_doubled_or_broken_is_refused(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *p = NULL;
    assert_int_equal(parse(ctx, "[[[[1]]]]", &p), ERR_OK);
    assert_int_equal(parse(ctx, "[[[[[1]]]]]", &p), ERR_INVALID);
    assert_int_equal(p->limit, 4);
    assert_int_equal(parse(ctx, "{\"a\":1,\"a\":2}", &p), ERR_MALFORMED);
    assert_int_equal(parse(ctx, "{\"a\":}", &p), ERR_MALFORMED);
    assert_memory_equal(p->arg, "1:", 2);
    assert_int_equal(parse(ctx, "\"[[[[[[\"", &p), ERR_OK);
    assert_int_equal(parse(ctx, "\"\xff\"", &p), ERR_MALFORMED);
    mem_free(ctx);
}

static void sha256_is_the_standard_one(void **state)
{
    (void)state;
    char text[DIGEST_TEXT_SIZE];
    struct digest d = digest_of("abc", 3); /* FIPS 180-4, example */
    digest_format(&d, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void base64url_reads_back_and_takes_no_padding(void **state)
{
    void *ctx = mem_context(NULL, 0);
    uint8_t *data = NULL;
    size_t len = 0;
    (void)state;
    assert_string_equal(base64url_format(ctx, "\xfb\xff\xfe", 3), "-__-");
    assert_true(base64url_parse(ctx, "-__-", &data, &len));
    assert_int_equal(len, 3);
    assert_memory_equal(data, "\xfb\xff\xfe", 3);
    assert_false(base64url_parse(ctx, "AA==", &data, &len));
    assert_false(base64url_parse(ctx, "+//+", &data, &len));
    assert_false(base64url_parse(ctx, "", &data, &len));
    assert_false(base64url_parse(ctx, NULL, &data, &len));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_one_uuid),
        cmocka_unit_test(base64url_reads_back_and_takes_no_padding),
        cmocka_unit_test(ids_carry_their_time_and_read_back),
        cmocka_unit_test(folding_makes_widths_and_kana_the_same),
        cmocka_unit_test(text_with_controls_or_broken_bytes_is_refused),
        cmocka_unit_test(the_writer_escapes_and_places_commas),
        cmocka_unit_test(json_that_is_deep_doubled_or_broken_is_refused),
        cmocka_unit_test(sha256_is_the_standard_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
