#include "base/html.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static void text_that_looks_like_markup_stays_text(void **state)
{
    struct html h = html_init(buf_new(*state));
    html_element(&h, "p", NULL, "<script>alert('x')</script> & \"quoted\" ]]> -->");
    assert_string_equal(h.buf->data,
        "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot; ]]&gt; "
        "--&gt;</p>");
}

static void a_value_cannot_leave_its_attribute(void **state)
{
    struct html h = html_init(buf_new(*state));
    html_open(&h, "td");
    html_attr(&h, "title", "\" onclick=\"alert(1)' <b>");
    html_text(&h, "x");
    html_close(&h, "td");
    assert_string_equal(
        h.buf->data, "<td title=\"&quot; onclick=&quot;alert(1)&#39; &lt;b&gt;\">x</td>");
}

static void control_characters_are_left_out(void **state)
{
    struct html h = html_init(buf_new(*state));
    html_text(&h, "a\x01\x1b[31mb\r\n\tc\x7f");
    assert_string_equal(h.buf->data, "a[31mb\n\tc");
}

static void japanese_text_passes_unchanged(void **state)
{
    struct html h = html_init(buf_new(*state));
    html_text(&h, "対策状況（2026年度）～①");
    assert_string_equal(h.buf->data, "対策状況（2026年度）～①");
    html_text(&h, NULL);
    assert_string_equal(h.buf->data, "対策状況（2026年度）～①");
}

static void only_known_kinds_of_address_become_links(void **state)
{
    static const char *const refused[] = {
        "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//x"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct html h = html_init(buf_new(*state));
        html_open(&h, "a");
        html_href(&h, refused[i]);
        html_text(&h, "");
        assert_string_equal(h.buf->data, "<a>");
    }
    struct html h = html_init(buf_new(*state));
    html_open(&h, "a");
    html_href(&h, "https://example.jp/?a=1&b=2");
    html_text(&h, "x");
    assert_string_equal(h.buf->data, "<a href=\"https://example.jp/?a=1&amp;b=2\">x");
}

static void void_elements_have_no_end(void **state)
{
    struct html h = html_init(buf_new(*state));
    html_doctype(&h);
    html_void(&h, "meta");
    html_attr(&h, "charset", "utf-8");
    html_open(&h, "p");
    html_flag(&h, "hidden");
    html_void(&h, "br");
    html_close(&h, "p");
    assert_string_equal(
        h.buf->data, "<!DOCTYPE html>\n<meta charset=\"utf-8\"><p hidden=\"\"><br></p>");
}

static void numbers_have_no_more_digits_than_they_need(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"}, {-0.001, "0"}, {12, "12"}, {1.5, "1.5"}, {-2.345, "-2.35"},
        {100.004, "100"}, {1e6, "1000000"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[32];
        html_number(text, cases[i].value);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_that_looks_like_markup_stays_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_cannot_leave_its_attribute, set_up, tear_down),
        cmocka_unit_test_setup_teardown(control_characters_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(japanese_text_passes_unchanged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            only_known_kinds_of_address_become_links, set_up, tear_down),
        cmocka_unit_test_setup_teardown(void_elements_have_no_end, set_up, tear_down),
        cmocka_unit_test(numbers_have_no_more_digits_than_they_need),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
