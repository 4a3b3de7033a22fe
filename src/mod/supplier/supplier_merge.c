#include "mod/supplier/supplier_merge.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/guest/guest_store.h"
#include "kernel/task/task.h"
#include "mod/supplier/supplier_review.h"
#include "mod/supplier/supplier_rule_store.h"

#include <string.h>

/* ---- what hangs on a firm beside its fields ---- */

/* One kind of it: a new one is a row here. `move` tells what it moved as JSON under c, `back`
 * brings that back where it is still there. */
struct part {
    const char *key;
    enum err (*move)(struct call *c, const struct reg_record *from, const struct reg_record *into,
        json_t **ret_moved);
    enum err (*back)(struct call *c, const struct reg_record *from, const struct reg_record *into,
        const json_t *moved);
};

static enum err move_tasks(struct call *c, const struct reg_record *from,
    const struct reg_record *into, json_t **ret_moved)
{
    *ret_moved = reg_keep(c, json_array());
    return task_rehang(c, from, into, *ret_moved);
}

static enum err move_duties(struct call *c, const struct reg_record *from,
    const struct reg_record *into, json_t **ret_moved)
{
    *ret_moved = reg_keep(c, json_array());
    return supplier_store_move_duties(c, from->id, into->id, *ret_moved);
}

static enum err duties_back(struct call *c, const struct reg_record *from,
    const struct reg_record *into, const json_t *moved)
{
    size_t i;
    const json_t *duty;
    enum err e = ERR_OK;
    json_array_foreach(moved, i, duty)
    {
        if (e == ERR_OK)
            e = supplier_store_move_duty(c, into->id, from->id, json_string_value(duty));
    }
    return e;
}

static const struct part parts[] = {
    {"records", reg_move, reg_move_back},
    {"tasks", move_tasks, task_rehang_back},
    {"duties", move_duties, duties_back},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

/* ---- fields ---- */

static bool empty(const json_t *value)
{
    return value == NULL || json_is_null(value) || json_is_false(value);
}

static bool named(const json_t *list, const char *key)
{
    size_t i;
    const json_t *one;
    json_array_foreach(list, i, one)
    {
        if (json_is_string(one) && strcmp(json_string_value(one), key) == 0)
            return true;
    }
    return false;
}

static bool people_fill(const struct field *f)
{
    return !(f->flags & FIELD_READONLY) && strcmp(f->key, REG_SUPPLIERS.state_field) != 0;
}

/* As a body takes it: a reference by its id. */
static json_t *sent(const struct field *f, const json_t *value)
{
    if (empty(value))
        return json_null();
    const char *id = f->type == FIELD_REF ? body_text(value, "id") : NULL;
    return id != NULL ? json_string(id) : json_incref((json_t *)value);
}

static bool concluded(const char *key)
{
    for (size_t i = 0; i < SUPPLIER_CONCLUSION; i++)
        if (strcmp(supplier_conclusion[i], key) == 0)
            return true;
    return false;
}

/* Whose conclusion has been approved: it is changed by a review and goes with it, not by choice. */
struct reviewed {
    bool into, from;
};

static bool takes(const struct field *f, const json_t *mine, const json_t *other,
    const json_t *take, const struct reviewed *reviewed)
{
    if (!people_fill(f) || (empty(mine) && empty(other)) ||
        json_equal((json_t *)mine, (json_t *)other))
        return false;
    if (concluded(f->key) && (reviewed->into || reviewed->from))
        return !reviewed->into;
    return !empty(other) && (empty(mine) || named(take, f->key));
}

/* What the firm takes over from the other: { key: { before, after } }. */
static json_t *taken_over(struct call *c, const struct reg_record *into,
    const struct reg_record *from, const json_t *take, const struct reviewed *reviewed)
{
    json_t *fields = reg_keep(c, json_object());
    for (size_t i = 0; i < REG_SUPPLIERS.n_fields; i++) {
        const struct field *f = &REG_SUPPLIERS.fields[i];
        const json_t *mine = json_object_get(into->after, f->key);
        const json_t *other = json_object_get(from->after, f->key);
        if (takes(f, mine, other, take, reviewed))
            json_object_set_new(fields, f->key,
                json_pack("{s:o, s:o}", "before", sent(f, mine), "after", sent(f, other)));
    }
    return fields;
}

static enum err check_take(struct call *c, const json_t *take, const struct reviewed *reviewed)
{
    size_t i;
    const json_t *one;
    json_array_foreach(take, i, one)
    {
        const struct field *f = NULL;
        for (size_t k = 0; k < REG_SUPPLIERS.n_fields; k++)
            if (strcmp(REG_SUPPLIERS.fields[k].key, json_string_value(one)) == 0)
                f = &REG_SUPPLIERS.fields[k];
        if (f == NULL || !people_fill(f))
            problem_field_value(
                c->problem, mem_printf(c, "/take/%zu", i), "option", json_string_value(one));
        else if (concluded(f->key) && reviewed->into)
            problem_field(c->problem, mem_printf(c, "/take/%zu", i), "supplier_reviewed");
    }
    return problem_check(c->problem);
}

static enum err write_fields(
    struct call *c, const struct reg_record *into, const json_t *fields, const char *side)
{
    char id[UUID_TEXT_SIZE];
    const char *key;
    json_t *one;
    json_t *patch = reg_keep(c, json_object());
    json_object_foreach((json_t *)fields, key, one)
        json_object_set(patch, key, json_object_get(one, side));
    uuid_format(&into->uid, id);
    return supplier_set(c, id, patch);
}

/* ---- merging ---- */

/* Answers stay those of the firm that was asked: one firm's people must not read what the other's
 * have answered. So nobody may be answering for the one that goes. */
static enum err nobody_answers(struct call *c, const struct reg_record *from)
{
    int64_t n = 0;
    enum err e = guest_store_live_of(c, REG_SUPPLIERS.singular, from->id, &n);
    if (e == ERR_OK && n > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "supplier_merge_asked", n);
    return e;
}

static enum err move_parts(
    struct call *c, const struct reg_record *from, const struct reg_record *into, json_t *what)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < PARTS && e == ERR_OK; i++) {
        json_t *moved = NULL;
        e = parts[i].move(c, from, into, &moved);
        if (e == ERR_OK)
            json_object_set(what, parts[i].key, moved);
    }
    return e;
}

static void audit(struct call *c, const char *action, const struct reg_record *into,
    const struct reg_record *from)
{
    json_t *after = json_pack("{s:{s:O?, s:O?, s:O?}}", "other", "id",
        json_object_get(from->after, "id"), "number", json_object_get(from->after, "number"),
        "title", json_object_get(from->after, "name"));
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = REG_SUPPLIERS.singular,
                     .subject_id = into->id,
                     .subject_uid = &into->uid,
                     .after = after});
    json_decref(after);
}

static enum err look_both(struct call *c, const char *into, const char *from,
    struct reg_record *ret_into, struct reg_record *ret_from)
{
    enum err e = reg_look(c, &REG_SUPPLIERS, into, ret_into);
    if (e != ERR_OK)
        return e;
    e = reg_look(c, &REG_SUPPLIERS, from, ret_from);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/from", "reference", from);
        return ERR_INVALID;
    }
    if (e == ERR_OK && ret_into->id == ret_from->id)
        e = problem_set(c->problem, ERR_CONFLICT, "supplier_merge_same");
    return e;
}

static enum err refill(struct call *c, struct supplier_merge *merge)
{
    struct uuid id = merge->uid;
    return supplier_merge_store_find(c, &id, merge);
}

enum err supplier_merge(struct call *c, const char *into, const char *from, const json_t *take,
    struct supplier_merge *ret_merge)
{
    struct reg_record to;
    struct reg_record other;
    struct reviewed reviewed = {false, false};
    enum err e = look_both(c, into, from, &to, &other);
    if (e == ERR_OK)
        e = review_store_decided(c, to.id, &reviewed.into);
    if (e == ERR_OK)
        e = review_store_decided(c, other.id, &reviewed.from);
    if (e == ERR_OK)
        e = check_take(c, take, &reviewed);
    if (e == ERR_OK)
        e = nobody_answers(c, &other);
    if (e != ERR_OK)
        return e;
    struct supplier_merge merge = {
        .into_id = to.id, .from_id = other.id, .what = reg_keep(c, json_object())};
    const json_t *fields = taken_over(c, &to, &other, take, &reviewed);
    json_object_set(merge.what, "fields", (json_t *)fields);
    e = move_parts(c, &other, &to, merge.what);
    if (e == ERR_OK)
        e = reg_delete(c, &REG_SUPPLIERS, body_text(other.after, "id"), other.version);
    if (e == ERR_OK)
        e = write_fields(c, &to, fields, "after");
    if (e == ERR_OK)
        e = supplier_store_risk(c, to.id, other.id);
    if (e == ERR_OK)
        e = supplier_merge_store_add(c, &merge);
    if (e != ERR_OK)
        return e;
    audit(c, "merge", &to, &other);
    *ret_merge = merge;
    return refill(c, ret_merge);
}

/* ---- undoing ---- */

/* Fields that are still as the merge left them; the keys of the others are kept. */
static json_t *unchanged(
    struct call *c, const struct reg_record *into, const json_t *fields, json_t *kept)
{
    json_t *same = reg_keep(c, json_object());
    for (size_t i = 0; i < REG_SUPPLIERS.n_fields; i++) {
        const struct field *f = &REG_SUPPLIERS.fields[i];
        json_t *one = json_object_get(fields, f->key);
        if (one == NULL)
            continue;
        json_t *now = sent(f, json_object_get(into->after, f->key));
        if (json_equal(now, json_object_get(one, "after")))
            json_object_set(same, f->key, one);
        else
            json_array_append_new(kept, json_string(f->key));
        json_decref(now);
    }
    return same;
}

/* The conclusions out of `fields`. */
static json_t *split_conclusion(struct call *c, json_t *fields)
{
    json_t *conclusion = reg_keep(c, json_object());
    for (size_t i = 0; i < SUPPLIER_CONCLUSION; i++) {
        const char *key = supplier_conclusion[i];
        json_t *one = json_object_get(fields, key);
        if (one == NULL)
            continue;
        json_object_set(conclusion, key, one);
        json_object_del(fields, key);
    }
    return conclusion;
}

/* When the reviews of the other firm have gone back: one that the firm has of its own by now
 * stands. */
static enum err conclusion_back(
    struct call *c, const struct reg_record *into, const json_t *conclusion, json_t *kept)
{
    bool decided = false;
    const char *key;
    json_t *one;
    enum err e = review_store_decided(c, into->id, &decided);
    if (e != ERR_OK || !decided)
        return e != ERR_OK ? e : write_fields(c, into, conclusion, "before");
    json_object_foreach((json_t *)conclusion, key, one)
        json_array_append_new(kept, json_string(key));
    return ERR_OK;
}

static enum err bring_back(struct call *c, const struct supplier_merge *merge, json_t *kept)
{
    char into[UUID_TEXT_SIZE];
    char from[UUID_TEXT_SIZE];
    struct reg_record to;
    struct reg_record other;
    uuid_format(&merge->into_uid, into);
    uuid_format(&merge->from_uid, from);
    enum err e = reg_look(c, &REG_SUPPLIERS, into, &to);
    if (e == ERR_NOT_FOUND)
        return problem_set(c->problem, ERR_CONFLICT, "supplier_merge_gone");
    if (e != ERR_OK)
        return e;
    json_t *fields = unchanged(c, &to, json_object_get(merge->what, "fields"), kept);
    const json_t *conclusion = split_conclusion(c, fields);
    e = write_fields(c, &to, fields, "before");
    if (e == ERR_OK)
        e = reg_restore(c, &REG_SUPPLIERS, from);
    if (e == ERR_NOT_FOUND)
        return problem_set(c->problem, ERR_CONFLICT, "supplier_merge_gone");
    if (e == ERR_OK)
        e = reg_look(c, &REG_SUPPLIERS, from, &other);
    for (size_t i = 0; i < PARTS && e == ERR_OK; i++)
        e = parts[i].back(c, &other, &to, json_object_get(merge->what, parts[i].key));
    if (e == ERR_OK)
        e = conclusion_back(c, &to, conclusion, kept);
    if (e == ERR_OK)
        e = supplier_store_risk(c, to.id, other.id);
    if (e == ERR_OK)
        audit(c, "unmerge", &to, &other);
    return e;
}

enum err supplier_merge_undo(
    struct call *c, const struct uuid *id, struct supplier_merge *ret_merge, json_t **ret_kept)
{
    struct supplier_merge merge;
    json_t *kept = reg_keep(c, json_array());
    enum err e = supplier_merge_store_find(c, id, &merge);
    if (e == ERR_OK)
        e = supplier_merge_store_undone(c, merge.id);
    if (e == ERR_OK)
        e = bring_back(c, &merge, kept);
    if (e != ERR_OK)
        return e;
    *ret_merge = merge;
    *ret_kept = kept;
    return refill(c, ret_merge);
}
