/* What is found among many texts is what a plain look at every one of them finds, in the same
 * order, for whoever asks: on both databases, with texts that stand close together and far apart.
 */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/search/search_private.h"
#include "kernel/test/kernel_fixture.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

enum {
    CLOSE = 7000,  /* texts with ids one after the other: more than the index gives of one block */
    TEXTS = 12000, /* the rest are far apart, over several blocks; more than are ranked */
    UNITS = 6,
    NEWEST = 2000, /* hits compared */
    BEST = 200,
};

static const struct perm READ_NOTE = {"note.read", PERM_ROLE, OF_STAFF};
static const struct search_kind kinds[] = {
    {.name = "note", .read = &READ_NOTE, .by_unit = true},
    {.name = "memo", .read = &READ_NOTE},
};
static const struct module module_notes = {.name = "notes", .searches = kinds, .n_searches = 2};

struct text {
    int64_t id;
    int unit; /* -1: a memo of the whole organisation */
    const char *number, *title, *body, *folded;
};

struct library {
    struct kernel_fixture *f;
    struct text *texts; /* in order of id */
    int64_t unit_ids[UNITS];
    const char *unit_paths[UNITS];
};

/* ---- random texts, the same in every run ---- */

static unsigned dice;

static int roll(int sides)
{
    dice = dice * 1103515245u + 12345u;
    return (int)((dice >> 16) % (unsigned)sides);
}

static const char *some_words(const void *ctx, int i, int n)
{
    static const char *const words[] = {
        "規程", "点検", "訓練", "監査", "鍵", "甲乙", "乙丙", "甲乙丙", "vpn", "更新"};
    struct buf *b = buf_new(ctx);
    for (int k = 0; k < n; k++)
        buf_printf(b, "%s%s", words[roll(10)], roll(3) == 0 ? " " : "");
    if (i < CLOSE)
        buf_str(b, "旧");
    if (i % 997 == 0)
        buf_str(b, "稀");
    return b->data;
}

static struct text text_of(struct library *l, int i, int64_t id)
{
    struct text t = {.id = id, .unit = roll(UNITS + 1) - 1};
    void *ctx = l->f->call;
    t.number = mem_printf(ctx, "n%d", i);
    t.title = some_words(ctx, TEXTS + 1, 1);
    t.body = mem_printf(ctx, "共%s", some_words(ctx, i, 1 + roll(4)));
    if (i < CLOSE && t.title[0] != '\0')
        t.title = mem_printf(ctx, "%s%s", i % 2 == 0 ? "旧" : "", t.title);
    t.folded = mem_printf(ctx, "%s\n%s\n%s", t.number, t.title, t.body);
    return t;
}

static void add_text(struct library *l, const struct text *t)
{
    static const char sql[] =
        "INSERT INTO search_doc (id, org_id, kind, record_id, part, uid, unit_id, number, title,"
        " body, folded, scope, at) VALUES (?, :org, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0)";
    struct call *c = l->f->call;
    const struct search_text text = {.kind = t->unit < 0 ? "memo" : "note", .record_id = t->id};
    const char *path = t->unit < 0 ? NULL : l->unit_paths[t->unit];
    const char *scope = search_scope(c, l->f->org_id, text.kind, path);
    struct uuid uid = uuid_new(0);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, t->id);
    db_bind_text(q, text.kind);
    db_bind_int(q, t->id);
    db_bind_uuid(q, &uid);
    if (t->unit < 0)
        db_bind_null(q);
    else
        db_bind_int(q, l->unit_ids[t->unit]);
    db_bind_text(q, t->number);
    db_bind_text(q, t->title);
    db_bind_text(q, t->body);
    db_bind_text(q, t->folded);
    db_bind_text(q, scope);
    assert_int_equal(db_run_later(q), ERR_OK);
    assert_int_equal(search_store_add_words(c, &text, search_words(c, t->folded, scope)), ERR_OK);
}

static void add_unit(struct library *l, int i, int64_t parent_id)
{
    static const char sql[] = "INSERT INTO unit (org_id, uid, kind, name, version, created_at,"
                              " updated_at) VALUES (:org, ?, 'shop', 'x', 1, 0, 0) RETURNING id";
    struct call *c = l->f->call;
    struct uuid uid = uuid_new(0);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    assert_int_equal(db_one_int(q, 0, &l->unit_ids[i]), ERR_OK);
    assert_int_equal(unit_tree_place(c, l->unit_ids[i], parent_id), ERR_OK);
    assert_int_equal(unit_tree_path(c, l->unit_ids[i], &l->unit_paths[i]), ERR_OK);
}

/* Two divisions of two shops each. */
static struct library library_new(struct kernel_fixture *f)
{
    struct library l = {.f = f, .texts = mem_array(f->call, struct text, TEXTS)};
    int64_t id = 1000;
    dice = 1;
    assert_int_equal(tx_begin(f->call), ERR_OK);
    for (int i = 0; i < UNITS; i++)
        add_unit(&l, i, i < 2 ? f->top_unit_id : l.unit_ids[i % 2]);
    for (int i = 0; i < TEXTS; i++) {
        id += i < CLOSE ? 1 : 1 + roll(60);
        l.texts[i] = text_of(&l, i, id);
        add_text(&l, &l.texts[i]);
    }
    assert_int_equal(tx_commit_unaudited(f->call), ERR_OK);
    return l;
}

/* ---- a plain look ---- */

static bool sees(const struct library *l, const struct who *who, const struct text *t)
{
    if (who->system || t->unit < 0)
        return who->system || who->n_grants > 0;
    for (size_t i = 0; i < who->n_grants; i++)
        if (unit_path_below(l->unit_paths[t->unit], who->grants[i].unit_path))
            return true;
    return false;
}

static bool has_all(const struct search_terms *terms, const char *text)
{
    for (size_t i = 0; i < terms->n; i++)
        if (strstr(text, terms->terms[i]) == NULL)
            return false;
    return true;
}

static int score(const struct search_terms *terms, const struct text *t)
{
    if (terms->n == 1 && strcmp(t->number, terms->terms[0]) == 0)
        return 4;
    if (!has_all(terms, t->title))
        return 1;
    return strncmp(t->title, terms->terms[0], strlen(terms->terms[0])) == 0 ? 3 : 2;
}

static size_t expected(const struct library *l, const struct who *who,
    const struct search_terms *terms, bool ranked, int64_t *ret_ids)
{
    size_t n = 0;
    for (int class = ranked ? 4 : 0; class >= 0; class --)
        for (int i = TEXTS - 1; i >= 0; i--) {
            const struct text *t = &l->texts[i];
            if (sees(l, who, t) && has_all(terms, t->folded) &&
                (!ranked || score(terms, t) == class))
                ret_ids[n++] = t->id;
        }
    return n;
}

/* ---- what the search says ---- */

/* Page after page, `most` hits or all; *ret_ranked of the first. */
static size_t found(const struct library *l, struct search_query *query, const struct who *who,
    size_t most, bool *ret_ranked, int64_t *ret_ids)
{
    struct call *c = l->f->call;
    size_t n = 0;
    for (bool more = true; more && n < most;) {
        struct call *page = mem_new(c, struct call);
        struct search_found hits = {.n = 0};
        *page = *c;
        page->who = who;
        assert_int_equal(tx_begin_read(page), ERR_OK);
        assert_int_equal(search_find(page, query, &hits), ERR_OK);
        tx_abort(page);
        if (query->after.id == 0)
            *ret_ranked = hits.ranked;
        for (int i = 0; i < hits.n && n < most; i++)
            ret_ids[n++] = hits.hits[i].id;
        query->after = hits.next;
        more = hits.more;
        mem_free(page);
    }
    return n;
}

static void compare(const struct library *l, const struct who *who, const char *text, bool best)
{
    void *ctx = mem_context(l->f->call, 0);
    int64_t *want = mem_array(ctx, int64_t, TEXTS);
    int64_t *got = mem_array(ctx, int64_t, TEXTS);
    bool ranked = false;
    struct search_query query = {
        .limit = SEARCH_PAGE, .best = best, .terms = search_terms_of(ctx, text)};
    size_t most = best ? BEST : NEWEST;
    size_t n_got = found(l, &query, who, most, &ranked, got);
    size_t n_want = expected(l, who, &query.terms, ranked, want);
    assert_int_equal(n_got, n_want < most ? n_want : most);
    for (size_t i = 0; i < n_got; i++)
        assert_int_equal(got[i], want[i]);
    if (best)
        mem_free(ctx);
}

static void the_same_is_found_as_by_looking_at_every_text(void **state)
{
    static const char *const asked[] = {"共", "旧", "稀", "規程", "規程 監査", "甲乙丙", "鍵 稀 旧",
        "点検 vpn", "n11999", "n5", "訓練規程", "旧甲乙", "皆無", "規皆"};
    struct library l = library_new(*state);
    struct grant grants[] = {
        {.role = ROLE_MANAGER, .unit_id = l.unit_ids[4], .unit_path = l.unit_paths[4]},
        {.role = ROLE_MEMBER, .unit_id = l.unit_ids[1], .unit_path = l.unit_paths[1]},
    };
    struct who shop = {.org_id = l.f->org_id, .account_id = 1, .grants = grants, .n_grants = 1};
    struct who shop_and_division = shop;
    shop_and_division.n_grants = 2;
    const struct who *callers[] = {l.f->call->who, &shop, &shop_and_division};
    for (size_t k = 0; k < sizeof callers / sizeof callers[0]; k++)
        for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
            for (int best = 0; best <= 1; best++)
                compare(&l, callers[k], asked[i], best != 0);
}

int main(void)
{
    static const struct module *const modules[] = {&module_search, &module_notes, NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_is_found_as_by_looking_at_every_text),
    };
    return kernel_fixture_run("search_find", tests, sizeof tests / sizeof tests[0], modules);
}
