/* From which severity on the cause has to be known: read by whoever reads plans, set by the CISO.
 */
#include "kernel/audit/tx.h"
#include "mod/casework/casework_private.h"

static const char *const from_keys[] = {"critical", "high", "medium", "low", "never", NULL};
static const struct option_set FROM = {"case_cause_from", from_keys};

static const struct field fields[] = {
    {.key = "cause_from", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &FROM},
};
const struct shape SHAPE_CASE_RULE = SHAPE("CaseRule", fields);

static void answer(struct req *r, const char *from, int64_t version)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "cause_from", from);
    jw_obj_end(&w);
    resp_etag(r, version);
}

enum err case_rule_get(struct req *r)
{
    const char *from = NULL;
    int64_t version = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = case_store_rule(&r->call, &from, &version);
    if (e == ERR_OK)
        answer(r, from, version);
    return e;
}

static void audit(struct call *c, const char *old, const char *from)
{
    json_t *before = json_pack("{s:s}", "cause_from", old);
    json_t *after = json_pack("{s:s}", "cause_from", from);
    audit_add(c, &(struct audit_entry){
                     .action = "update", .subject = "case_rule", .before = before, .after = after});
    json_decref(before);
    json_decref(after);
}

enum err case_rule_put(struct req *r)
{
    struct call *c = &r->call;
    const char *old = NULL, *from = body_text(r->body, "cause_from");
    int64_t version = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_CAUSE_WAIVE);
    if (e == ERR_OK)
        e = case_store_rule(c, &old, &version);
    if (e == ERR_OK)
        e = req_match(r, version);
    if (e == ERR_OK)
        e = case_store_rule_put(c, from, version);
    if (e != ERR_OK)
        return e;
    audit(c, old, from);
    answer(r, from, version + 1);
    return tx_commit(c);
}
