#include "kernel/http/router.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum err answer_nothing(struct req *r)
{
    (void)r;
    return ERR_OK;
}

static const struct perm anyone = {.key = "test.any", .kind = PERM_PUBLIC};
static const struct field body_fields[] = {{.key = "title", .type = FIELD_TEXT}};
static const struct shape body_shape = SHAPE("Body", body_fields);

static struct route row(enum method method, const char *path, const char *op)
{
    struct route route = {
        .method = method, .path = path, .op = op, .perm = &anyone, .handle = answer_nothing};
    return route;
}

struct fixture {
    void *ctx;
    struct router *router;
    struct req *r;
};

static int set_up(void **state)
{
    struct fixture *f = mem_new(NULL, struct fixture);
    struct route *routes = mem_array(f, struct route, 8);
    size_t n = 0;
    routes[n++] = row(METHOD_GET, "/api/v1/units", "unit_list");
    routes[n++] = row(METHOD_POST, "/api/v1/units", "unit_create");
    routes[n++] = row(METHOD_GET, "/api/v1/units/tree", "unit_tree");
    routes[n++] = row(METHOD_GET, "/api/v1/units/{id}", "unit_read");
    routes[n++] = row(METHOD_DELETE, "/api/v1/units/{unit}", "unit_delete");
    routes[n++] = row(METHOD_PUT, "/api/v1/responses/{id}/answers/{item}", "answer_put");
    routes[n++] = row(METHOD_POST, "/api/v1/units:batch", "unit_batch");
    routes[n++] = row(METHOD_GET, "/api/v1/{register}/{id}/history", "history");
    struct problem *problem = problem_new(f);
    assert_int_equal(ERR_OK, router_new(f, routes, n, problem, &f->router));
    f->r = mem_new(f, struct req);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static const char *op_found(struct fixture *f, enum method method, const char *path)
{
    size_t index = 0;
    unsigned allow = 0;
    f->r->route = NULL;
    enum err e = router_find(f->router, method, path, f->r, &index, &allow);
    if (e != ERR_OK)
        return err_code(e);
    assert_ptr_equal(f->r->route, router_at(f->router, index));
    return f->r->route->op;
}

static void a_path_leads_to_its_row(void **state)
{
    assert_string_equal("unit_list", op_found(*state, METHOD_GET, "/api/v1/units"));
    assert_string_equal("unit_create", op_found(*state, METHOD_POST, "/api/v1/units"));
    assert_string_equal("unit_batch", op_found(*state, METHOD_POST, "/api/v1/units:batch"));
}

static void a_literal_wins_over_a_parameter(void **state)
{
    assert_string_equal("unit_tree", op_found(*state, METHOD_GET, "/api/v1/units/tree"));
    assert_string_equal("unit_read", op_found(*state, METHOD_GET, "/api/v1/units/tree2"));
}

static void a_literal_without_the_method_gives_way_to_a_parameter(void **state)
{
    struct fixture *f = *state;
    assert_string_equal("unit_delete", op_found(f, METHOD_DELETE, "/api/v1/units/tree"));
    assert_string_equal("tree", req_param(f->r, "unit"));
    assert_null(req_param(f->r, "id"));
}

static void a_dead_end_is_left_for_another_branch(void **state)
{
    struct fixture *f = *state;
    assert_string_equal("history", op_found(f, METHOD_GET, "/api/v1/units/7/history"));
    assert_string_equal("units", req_param(f->r, "register"));
    assert_string_equal("7", req_param(f->r, "id"));
}

static void parameters_are_decoded(void **state)
{
    struct fixture *f = *state;
    const char *path = "/api/v1/responses/R-2026%2D0001/answers/%E8%A6%81";
    assert_string_equal("answer_put", op_found(f, METHOD_PUT, path));
    assert_string_equal("R-2026-0001", req_param(f->r, "id"));
    assert_string_equal("要", req_param(f->r, "item"));
}

static void a_broken_escape_or_text_is_malformed(void **state)
{
    static const char *const paths[] = {"/api/v1/units/%", "/api/v1/units/%4", "/api/v1/units/%zz",
        "/api/v1/units/%00", "/api/v1/units/%ff", "/api/v1/units/%c0%af", "/api/v1/units/%0a%00"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        assert_string_equal("malformed", op_found(*state, METHOD_GET, paths[i]));
}

static void empty_segments_and_unknown_paths_are_not_found(void **state)
{
    static const char *const paths[] = {"", "/", "//", "/api/v1/units/", "/api//v1/units",
        "/api/v1/unit", "/api/v1/units/1/2/3", "api/v1/units", "/api/v1/units/..%2f..",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        assert_string_not_equal("unit_list", op_found(*state, METHOD_GET, paths[i]));
    assert_string_equal("not_found", op_found(*state, METHOD_GET, "/api/v1/units/"));
}

static void another_method_is_told_which_ones_there_are(void **state)
{
    struct fixture *f = *state;
    size_t index = 0;
    unsigned allow = 0;
    enum err e = router_find(f->router, METHOD_PATCH, "/api/v1/units", f->r, &index, &allow);
    assert_int_equal(ERR_METHOD, e);
    assert_int_equal(1 << METHOD_GET | 1 << METHOD_POST, allow);
    e = router_find(f->router, METHOD_PATCH, "/api/v1/units/tree", f->r, &index, &allow);
    assert_int_equal(ERR_METHOD, e);
    assert_int_equal(1 << METHOD_GET | 1 << METHOD_DELETE, allow);
}

static void refused(struct route route, const char *detail)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct router *router = NULL;
    struct route routes[] = {row(METHOD_GET, "/api/v1/first", "first"), route};
    assert_int_equal(ERR_INTERNAL, router_new(ctx, routes, 2, problem, &router));
    assert_string_equal(detail, problem->detail);
    assert_non_null(problem->arg);
    assert_null(router);
    mem_free(ctx);
}

static void a_row_without_what_it_needs_refuses_to_start(void **state)
{
    (void)state;
    struct route route = row(METHOD_GET, "/api/v1/x", "x");
    route.perm = NULL;
    refused(route, "route_no_permission");
    route = row(METHOD_GET, "/api/v1/x", "x");
    route.handle = NULL;
    refused(route, "route_no_handler");
    refused(row(METHOD_GET, "/api/v1/x", NULL), "route_no_operation");
    refused(row(METHOD_GET, "/api/v1/x", ""), "route_no_operation");
}

static void an_unusable_path_refuses_to_start(void **state)
{
    (void)state;
    static const char *const paths[] = {NULL, "", "api", "/api/", "/api/{id", "/api/{}", "/api/X",
        "/api/x{id}", "/{a}/{b}/{c}/{d}/{e}", "/api/%41", "/api/ä"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        refused(row(METHOD_GET, paths[i], "x"), "route_path");
}

static void a_row_that_stands_twice_refuses_to_start(void **state)
{
    (void)state;
    refused(row(METHOD_GET, "/api/v1/first", "other"), "route_twice");
    refused(row(METHOD_GET, "/api/v1/other", "first"), "route_twice");
}

static void a_body_that_does_not_fit_the_method_refuses_to_start(void **state)
{
    (void)state;
    struct route route = row(METHOD_GET, "/api/v1/x", "x");
    route.body_kind = BODY_RAW;
    refused(route, "route_body");
    route.method = METHOD_POST;
    route.body_kind = BODY_JSON;
    refused(route, "route_body");
    route.body = &body_shape;
    route.method = METHOD_DELETE;
    refused(route, "route_body");
}

static void head_reads_as_get(void **state)
{
    (void)state;
    enum method m = METHOD_MAX;
    assert_true(method_parse("HEAD", &m));
    assert_int_equal(METHOD_GET, m);
    assert_false(method_parse("get", &m));
    assert_false(method_parse("TRACE", &m));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_path_leads_to_its_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_literal_wins_over_a_parameter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_literal_without_the_method_gives_way_to_a_parameter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_dead_end_is_left_for_another_branch, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parameters_are_decoded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_broken_escape_or_text_is_malformed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            empty_segments_and_unknown_paths_are_not_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            another_method_is_told_which_ones_there_are, set_up, tear_down),
        cmocka_unit_test(a_row_without_what_it_needs_refuses_to_start),
        cmocka_unit_test(an_unusable_path_refuses_to_start),
        cmocka_unit_test(a_row_that_stands_twice_refuses_to_start),
        cmocka_unit_test(a_body_that_does_not_fit_the_method_refuses_to_start),
        cmocka_unit_test(head_reads_as_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
