#include "kernel/sheet/sheet_add.h"

#include "base/limits.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/sheet_search.h"

#include <jansson.h>

static void audit(struct call *c, const struct sheet_version *v)
{
    char hex[DIGEST_TEXT_SIZE];
    digest_format(&v->digest, hex);
    json_t *after = json_pack("{s:s, s:i, s:s, s:s}", "key", v->sheet_key, "no", v->no, "version",
        v->label, "digest", hex);
    audit_add(c, &(struct audit_entry){.action = "import",
                     .subject = "sheet",
                     .subject_id = v->sheet_id,
                     .subject_uid = &v->sheet_uid,
                     .after = after});
    json_decref(after);
}

/* With the one that has just been added; who refuses it here rolls it back. */
static enum err room_check(struct call *c, int64_t sheet_id)
{
    int64_t sheets = 0;
    int64_t versions = 0;
    enum err e = sheet_store_counts(c->db, sheet_id, &sheets, &versions);
    if (e == ERR_OK && sheets > LIMIT_SHEETS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "sheets_many", LIMIT_SHEETS);
    if (e == ERR_OK && versions > LIMIT_SHEET_VERSIONS)
        e = problem_set_limit(
            c->problem, ERR_CONFLICT, "sheet_versions_many", LIMIT_SHEET_VERSIONS);
    return e;
}

enum err sheet_add(
    struct call *c, const struct sheet_doc *doc, struct sheet_version *ret_version, bool *ret_added)
{
    struct sheet_version version;
    bool added = false;
    enum err e = sheet_store_add(c->db, c, doc, c->now_ms, c->who->account_id, &version, &added);
    if (e != ERR_OK)
        return e;
    if (added) {
        e = room_check(c, version.sheet_id);
        if (e != ERR_OK)
            return e;
        audit(c, &version);
        e = sheet_search_sheet(c, version.sheet_id);
        if (e != ERR_OK)
            return e;
    }
    *ret_version = version;
    *ret_added = added;
    return ERR_OK;
}
