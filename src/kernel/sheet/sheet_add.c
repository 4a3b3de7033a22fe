#include "kernel/sheet/sheet_add.h"

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

enum err sheet_add(
    struct call *c, const struct sheet_doc *doc, struct sheet_version *ret_version, bool *ret_added)
{
    struct sheet_version version;
    bool added = false;
    enum err e = sheet_store_add(c->db, c, doc, c->now_ms, c->who->account_id, &version, &added);
    if (e != ERR_OK)
        return e;
    if (added) {
        audit(c, &version);
        e = sheet_search_sheet(c, version.sheet_id);
        if (e != ERR_OK)
            return e;
    }
    *ret_version = version;
    *ret_added = added;
    return ERR_OK;
}
