#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/audit_read_store.h"

static const struct field account_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ACCOUNT = SHAPE("AuditAccount", account_fields);

static const struct field entry_fields[] = {
    {.key = "seq", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "account", .type = FIELD_OBJECT, .shape = &SHAPE_ACCOUNT}, /* null: the system */
    {.key = "via", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "action", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "subject_id", .type = FIELD_ID},
    {.key = "unit", .type = FIELD_REF, .ref = "units"}, /* null: the organisation */
    {.key = "before", .type = FIELD_ANY}, {.key = "after", .type = FIELD_ANY},
    {.key = "reason", .type = FIELD_TEXT},
    {.key = "erased_by", .type = FIELD_INT}, /* the entry that names the law; null: not erased */
};
const struct shape audit_entry_shape = SHAPE("AuditEntry", entry_fields);

static void write_account(struct jw *w, const struct audit_row *row)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "account");
    if (row->account_name == NULL) {
        jw_null(w);
        return;
    }
    uuid_format(&row->account_uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "name", row->account_name);
    jw_obj_end(w);
}

static void write_unit(struct jw *w, const struct audit_row *row)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "unit");
    if (row->unit_name == NULL) {
        jw_null(w);
        return;
    }
    uuid_format(&row->unit_uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", row->unit_number);
    jw_kstr(w, "title", row->unit_name);
    jw_obj_end(w);
}

static void write_member(struct jw *w, const json_t *payload, const char *key)
{
    jw_kjson(w, key, json_object_get(payload, key));
}

void audit_row_write(struct jw *w, const struct audit_row *row)
{
    char at[INSTANT_TEXT_SIZE], uid[UUID_TEXT_SIZE];
    instant_format(row->at_ms, at);
    uuid_format(&row->subject_uid, uid);
    json_t *payload = row->payload == NULL ? NULL : json_loads(row->payload, 0, NULL);
    jw_obj_begin(w);
    jw_kint(w, "seq", row->seq);
    jw_kstr(w, "at", at);
    write_account(w, row);
    jw_kstr(w, "via", row->via);
    jw_kstr(w, "action", row->action);
    jw_kstr(w, "subject", row->subject);
    jw_kstr(w, "subject_id", row->has_uid ? uid : NULL);
    write_unit(w, row);
    write_member(w, payload, "before");
    write_member(w, payload, "after");
    write_member(w, payload, "reason");
    jw_key(w, "erased_by");
    if (row->erased_by_seq != 0)
        jw_int(w, row->erased_by_seq);
    else
        jw_null(w);
    jw_obj_end(w);
    json_decref(payload);
}

enum err audit_history(struct call *c, const char *subject, int64_t subject_id, int limit,
    int64_t before_seq, struct jw *w, int64_t *ret_next)
{
    struct audit_row *rows = mem_array(c, struct audit_row, limit + 1);
    size_t n = 0;
    enum err e = audit_read_store_history(c, subject, subject_id, before_seq, limit + 1, rows, &n);
    if (e != ERR_OK)
        return e;
    bool more = n > (size_t)limit;
    n -= more;
    for (size_t i = 0; i < n; i++)
        audit_row_write(w, &rows[i]);
    *ret_next = more ? rows[n - 1].seq : 0;
    return ERR_OK;
}
