/* Which post holds which rank of the matrix: read by who asks for decisions, set by the CISO. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/ruling/ruling_private.h"

#define POST(name, how)                                                       \
    {                                                                         \
        .key = (name), .type = FIELD_TEXT, .flags = (how), .max = LIMIT_LABEL \
    }
#define POSTS(how)                                                                                \
    {                                                                                             \
        POST("staff", how), POST("head", how), POST("management", how), POST("headquarters", how) \
    }

static const struct field fields[] = POSTS(FIELD_REQUIRED | FIELD_NULLABLE);
const struct shape SHAPE_RULING_POSTS = SHAPE("RulingPosts", fields);
static const struct field new_fields[] = POSTS(0); /* none: nobody holds the rank by a post */
const struct shape SHAPE_RULING_POSTS_NEW = SHAPE("RulingPostsNew", new_fields);

static void answer(struct req *r, const struct ruling_posts *posts, int64_t version)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        jw_kstr(&w, OPTIONS_DECISION_RANK.keys[i], posts->of[i]);
    jw_obj_end(&w);
    resp_etag(r, version);
}

enum err ruling_posts_get(struct req *r)
{
    struct ruling_posts posts;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = ruling_store_posts(&r->call, &posts);
    if (e == ERR_OK)
        answer(r, &posts, posts.version);
    return e;
}

static json_t *as_json(struct call *c, const struct ruling_posts *posts)
{
    json_t *all = reg_keep(c, json_object());
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        json_object_set_new(all, OPTIONS_DECISION_RANK.keys[i],
            posts->of[i] == NULL ? json_null() : json_string(posts->of[i]));
    return all;
}

enum err ruling_posts_put(struct req *r)
{
    struct call *c = &r->call;
    struct ruling_posts old, posts = {.version = 0};
    for (int i = 0; i < DECISION_RANK_MAX; i++)
        posts.of[i] = ruling_said(c, r->body, OPTIONS_DECISION_RANK.keys[i], false);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_RULING_POST);
    if (e == ERR_OK)
        e = ruling_store_posts(c, &old);
    if (e == ERR_OK)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    posts.version = old.version;
    e = ruling_store_posts_put(c, &posts);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = "ruling_post",
                     .before = as_json(c, &old),
                     .after = as_json(c, &posts)});
    answer(r, &posts, posts.version + 1);
    return tx_commit(c);
}
