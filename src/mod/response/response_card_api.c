/* Routes of the cards: where staff report, the link, and what it opens. A card is read by people
 * who cannot log in, perhaps because of what has just happened: who holds the link sees cards and
 * reporting window and nothing else. There is no link until somebody makes one.
 *
 * The secret stands in the link's fragment and comes in the body of a POST, so no log holds it. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor_store.h"
#include "kernel/auth/sign_in_rules.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"
#include "mod/response/response_private.h"
#include "mod/response/response_rules.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

static const struct perm PERM_CARD = {"threat_card.manage", PERM_ROLE, OF_LEADS};

/* ---- shapes ---- */

static const struct field window_fields[] = {
    {.key = "version", .type = FIELD_INT, .flags = MUST | FIELD_READONLY},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 100},
    {.key = "phone", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 60},
    {.key = "email", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 254},
    {.key = "chat", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 100},
    {.key = "hours", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 100},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_NULLABLE, .max = 300},
};
static const struct shape SHAPE_WINDOW = SHAPE("ReportingWindow", window_fields);

static const struct field link_fields[] = {
    {.key = "since", .type = FIELD_INSTANT, .flags = MAYBE}, /* null: there is no link */
};
static const struct shape SHAPE_LINK = SHAPE("ThreatCardLink", link_fields);

static const struct field made_fields[] = {
    {.key = "url", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_MADE = SHAPE("ThreatCardLinkMade", made_fields);

static const struct field token_fields[] = {
    {.key = "token",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_NAME},
};
static const struct shape SHAPE_TOKEN = SHAPE("ThreatCardToken", token_fields);

static const struct field shown_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "phone", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "email", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "chat", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "hours", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
static const struct shape SHAPE_SHOWN = SHAPE("ReportingWindowShown", shown_fields);

static const struct field card_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "keep_evidence", .type = FIELD_BOOL, .flags = MUST},
    {.key = "steps", .type = FIELD_LIST, .flags = MUST, .max = RESPONSE_STEPS},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "command", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "responding", .type = FIELD_TEXT, .flags = MAYBE},
};
static const struct shape SHAPE_CARD = SHAPE("ThreatCard", card_fields);

static const struct field cards_fields[] = {
    {.key = "organisation", .type = FIELD_TEXT, .flags = MUST},
    {.key = "window", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SHOWN},
    {.key = "cards", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CARD},
};
static const struct shape SHAPE_CARDS = SHAPE("ThreatCards", cards_fields);

/* ---- where staff report ---- */

static void write_window(struct jw *w, const struct response_window *window)
{
    jw_kstr(w, "name", window->name);
    jw_kstr(w, "phone", window->phone);
    jw_kstr(w, "email", window->email);
    jw_kstr(w, "chat", window->chat);
    jw_kstr(w, "hours", window->hours);
    jw_kstr(w, "note", window->note);
}

static void answer_window(struct req *r, const struct response_window *window)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "version", window->version);
    write_window(&w, window);
    jw_obj_end(&w);
    resp_etag(r, window->version);
}

static enum err window_get(struct req *r)
{
    struct response_window window;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = response_store_window(&r->call, &window);
    if (e == ERR_OK)
        answer_window(r, &window);
    return e;
}

static json_t *audit_window(const struct response_window *x)
{
    return json_pack("{s:s?, s:s?, s:s?, s:s?, s:s?, s:s?}", "name", x->name, "phone", x->phone,
        "email", x->email, "chat", x->chat, "hours", x->hours, "note", x->note);
}

static void audit_change(
    struct call *c, const struct response_window *old, const struct response_window *window)
{
    json_t *before = audit_window(old), *after = audit_window(window);
    audit_add(
        c, &(struct audit_entry){
               .action = "update", .subject = "response_window", .before = before, .after = after});
    json_decref(before);
    json_decref(after);
}

enum err response_window_set(struct call *c, const struct response_window *window)
{
    struct response_window old;
    enum err e = response_store_window(c, &old);
    if (e == ERR_OK)
        e = response_store_window_put(c, window);
    if (e == ERR_OK)
        audit_change(c, &old, window);
    return e;
}

static enum err window_put(struct req *r)
{
    struct call *c = &r->call;
    struct response_window old;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CARD);
    if (e == ERR_OK)
        e = response_store_window(c, &old);
    if (e == ERR_OK)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    struct response_window window = {
        .version = old.version,
        .name = body_text(r->body, "name"),
        .phone = body_text(r->body, "phone"),
        .email = body_text(r->body, "email"),
        .chat = body_text(r->body, "chat"),
        .hours = body_text(r->body, "hours"),
        .note = body_text(r->body, "note"),
    };
    e = response_window_set(c, &window);
    if (e != ERR_OK)
        return e;
    window.version++;
    answer_window(r, &window);
    return tx_commit(c);
}

/* ---- the link ---- */

static enum err link_get(struct req *r)
{
    struct call *c = &r->call;
    struct digest hash;
    int64_t since_ms = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_store_link(c, &hash, &since_ms);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kinstant(&w, "since", since_ms);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err link_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token = token_new(db_org(c->db));
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CARD);
    if (e == ERR_OK)
        e = response_store_link_put(c, &token.hash);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "link", .subject = "response_window"});
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "url", mem_printf(c, "%s/cards#%s", c->app->config.public_url, token.text));
    jw_obj_end(&w);
    return tx_commit(c);
}

static enum err link_delete(struct req *r)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CARD);
    if (e == ERR_OK)
        e = response_store_link_remove(c);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "unlink", .subject = "response_window"});
    return tx_commit(c);
}

/* ---- the cards ---- */

static void write_card(struct call *c, struct jw *w, const struct response_card *card)
{
    const char *steps = card->steps, *step;
    jw_obj_begin(w);
    jw_kstr(w, "title", card->title);
    jw_kbool(w, "keep_evidence", card->keep_evidence);
    jw_key(w, "steps");
    jw_arr_begin(w);
    while ((step = response_step(c, &steps)) != NULL)
        jw_str(w, step);
    jw_arr_end(w);
    jw_kstr(w, "note", card->note);
    jw_kstr(w, "command", card->command);
    jw_kstr(w, "responding", card->responding);
    jw_obj_end(w);
}

static enum err answer_cards(struct req *r)
{
    struct call *c = &r->call;
    struct response_window window;
    struct response_card *cards = NULL;
    size_t n = 0;
    enum err e = response_store_window(c, &window);
    if (e == ERR_OK)
        e = response_store_cards(c, &cards, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "organisation", c->org.name);
    jw_key(&w, "window");
    jw_obj_begin(&w);
    write_window(&w, &window);
    jw_obj_end(&w);
    jw_key(&w, "cards");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_card(c, &w, &cards[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err cards_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer_cards(r) : e;
}

/* Nobody guesses 256 bits, but who tries costs a query each time. A good link is never refused: in
 * an emergency a whole company comes from one address. */
static enum err wrong(struct req *r)
{
    struct call *c = &r->call;
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    const char *network = mem_printf(c, "cards from %s", sign_in_network(c, r->remote));
    if (t == NULL || throttle_try(t, network, LIMIT_CARD_WRONG, c->now_ms, &wait_ms))
        return problem_set(c->problem, ERR_NOT_FOUND, "card_link_dead");
    c->problem->retry_after_s = (wait_ms + 999) / 1000;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "card_wait", LIMIT_CARD_WRONG);
}

/* Whoever else is signed in with this browser: the link says whose cards these are. */
static enum err cards_open(struct req *r)
{
    struct call *c = &r->call;
    struct token token;
    struct digest hash = {{0}};
    int64_t since_ms = 0;
    tx_abort(c);
    c->who = NULL;
    if (!token_parse(body_text(r->body, "token"), &token))
        return wrong(r);
    db_set_org(c->db, token.org_id);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = response_store_link(c, &hash, &since_ms);
    if (e != ERR_OK)
        return e;
    if (since_ms == 0 || !digest_equal(&hash, &token.hash))
        return wrong(r);
    e = actor_store_org(c, &c->org);
    return e == ERR_OK ? answer_cards(r) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/reporting-window", "reporting_window_get",
        .perm = &PERM_THREAT_RESPONSE_READ, .handle = window_get, .answer = &SHAPE_WINDOW},
    {METHOD_PUT, "/api/v1/reporting-window", "reporting_window_put", .perm = &PERM_CARD,
        .handle = window_put, .body_kind = BODY_JSON, .body = &SHAPE_WINDOW,
        .answer = &SHAPE_WINDOW, .flags = ROUTE_IF_MATCH},
    {METHOD_GET, "/api/v1/threat-card-link", "threat_card_link_get",
        .perm = &PERM_THREAT_RESPONSE_READ, .handle = link_get, .answer = &SHAPE_LINK},
    {METHOD_POST, "/api/v1/threat-card-link", "threat_card_link_make", .perm = &PERM_CARD,
        .handle = link_post, .answer = &SHAPE_MADE, .status = 201,
        .flags = ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/threat-card-link", "threat_card_link_remove", .perm = &PERM_CARD,
        .handle = link_delete, .status = 204, .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/threat-cards", "threat_cards", .perm = &PERM_THREAT_RESPONSE_READ,
        .handle = cards_get, .answer = &SHAPE_CARDS},
    {METHOD_POST, "/api/v1/threat-cards/open", "threat_cards_open", .perm = &PERM_ANYONE,
        .handle = cards_open, .body_kind = BODY_JSON, .body = &SHAPE_TOKEN, .answer = &SHAPE_CARDS,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
};

const struct module module_response_card = {
    .name = "response_card", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
