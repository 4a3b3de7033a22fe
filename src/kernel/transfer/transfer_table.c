/* The kernel's tables that are no registers: what of them leaves with an organisation, and what
 * does not and why. */
#include "kernel/approval/approval.h"
#include "kernel/auth/me.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/transfer/transfer.h"

/* ---- the organisation's rules and people ---- */

static const struct transfer_column unit_more[] = {{"path", TRANSFER_PATH, NULL}};

static const struct transfer_column counter[] = {
    {"prefix", TRANSFER_TEXT, NULL},
    {"year", TRANSFER_INT, NULL},
    {"last", TRANSFER_INT, NULL},
};

static const struct transfer_column account[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"login", TRANSFER_TEXT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"person_id", TRANSFER_REF, "person"},
    {"lang", TRANSFER_CHOICE, NULL, &OPTIONS_LANGUAGE},
    {"state", TRANSFER_CHOICE, NULL, &OPTIONS_ACCOUNT_STATE},
    {"version", TRANSFER_INT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"password_hash", TRANSFER_LEFT, "secret"},
    {"password_at", TRANSFER_LEFT, "secret"},
    {"factor_at", TRANSFER_LEFT, "secret"},
    {"failures", TRANSFER_LEFT, "session"},
    {"locked_until", TRANSFER_LEFT, "session"},
    {"last_login_at", TRANSFER_LEFT, "session"},
    {"folded", TRANSFER_LEFT, "derived"},
};

static const struct transfer_column account_role[] = {
    {"account_id", TRANSFER_REF, "account"},
    {"role", TRANSFER_CHOICE, NULL, &OPTIONS_ROLE},
    {"unit_id", TRANSFER_REF, "unit"},
};

static const struct transfer_column sign_in_rule[] = {
    {"password_min", TRANSFER_INT, NULL},
    {"version", TRANSFER_INT, NULL},
};

static const struct transfer_column factor_role[] = {
    {"role", TRANSFER_CHOICE, NULL, &OPTIONS_ROLE}};

static const struct transfer_column notice_choice[] = {
    {"account_id", TRANSFER_REF, "account"},
    {"kind", TRANSFER_TEXT, NULL},
    {"delivery", TRANSFER_TEXT, NULL},
};

static const struct transfer_column saved_view[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"account_id", TRANSFER_REF, "account"},
    {"register", TRANSFER_TEXT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"query", TRANSFER_TEXT, NULL},
    {"shared", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column absence[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"account_id", TRANSFER_REF, "account"},
    {"deputy_id", TRANSFER_REF, "account"},
    {"first", TRANSFER_DATE, NULL},
    {"last", TRANSFER_DATE, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
};

/* ---- what hangs on records ---- */

static const struct transfer_column file[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"media_type", TRANSFER_TEXT, NULL},
    {"size", TRANSFER_INT, NULL},
    {"sha256", TRANSFER_BYTES, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
    {"ready_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column register_item[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"register", TRANSFER_TEXT, NULL},
    {"record_id", TRANSFER_LOOSE, NULL},
    {"record_uid", TRANSFER_UUID, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"mentions", TRANSFER_JSON, NULL},
    {"other_register", TRANSFER_TEXT, NULL},
    {"other_id", TRANSFER_LOOSE, NULL},
    {"other_uid", TRANSFER_UUID, NULL},
    {"file_id", TRANSFER_REF, "file"},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
    {"deleted_at", TRANSFER_INSTANT, NULL},
};

/* A record that is kept to readers stays so; 0: no person, a role. */
static const struct transfer_column record_secret[] = {
    {"subject", TRANSFER_TEXT, NULL},
    {"record_id", TRANSFER_LOOSE, NULL},
};

static const struct transfer_column record_reader[] = {
    {"subject", TRANSFER_TEXT, NULL},
    {"record_id", TRANSFER_LOOSE, NULL},
    {"person_id", TRANSFER_LOOSE, NULL},
    {"role", TRANSFER_INT, NULL},
};

/* ---- sheets ---- */

static const struct transfer_column sheet[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"key", TRANSFER_TEXT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column sheet_version[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"sheet_id", TRANSFER_REF, "sheet"},
    {"no", TRANSFER_INT, NULL},
    {"label", TRANSFER_TEXT, NULL},
    {"publisher", TRANSFER_TEXT, NULL},
    {"licence", TRANSFER_TEXT, NULL},
    {"source", TRANSFER_TEXT, NULL},
    {"wording", TRANSFER_CHOICE, NULL, &OPTIONS_SHEET_WORDING},
    {"languages", TRANSFER_JSON, NULL},
    {"score_min", TRANSFER_INT, NULL},
    {"score_max", TRANSFER_INT, NULL},
    {"total", TRANSFER_JSON, NULL},
    {"n_sections", TRANSFER_INT, NULL},
    {"n_items", TRANSFER_INT, NULL},
    {"branches", TRANSFER_INT, NULL},
    {"digest", TRANSFER_BYTES, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
};

static const struct transfer_column text_of_sheet[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"lang", TRANSFER_TEXT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
};

static const struct transfer_column sheet_section[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"no", TRANSFER_INT, NULL},
    {"key", TRANSFER_TEXT, NULL},
    {"parent_no", TRANSFER_INT, NULL},
};

static const struct transfer_column section_text[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"section_no", TRANSFER_INT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
};

static const struct transfer_column item[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"no", TRANSFER_INT, NULL},
    {"key", TRANSFER_TEXT, NULL},
    {"section_no", TRANSFER_INT, NULL},
    {"scale", TRANSFER_CHOICE, NULL, &OPTIONS_SHEET_SCALE},
    {"weight", TRANSFER_INT, NULL},
    {"required", TRANSFER_INT, NULL},
    {"directives", TRANSFER_JSON, NULL},
    {"practices", TRANSFER_JSON, NULL},
    {"applies", TRANSFER_JSON, NULL},
    {"number_min", TRANSFER_NUM, NULL},
    {"number_max", TRANSFER_NUM, NULL},
    {"scored", TRANSFER_INT, NULL},
};

static const struct transfer_column item_text[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"item_no", TRANSFER_INT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
};

static const struct transfer_column item_option[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"item_no", TRANSFER_INT, NULL},
    {"no", TRANSFER_INT, NULL},
    {"key", TRANSFER_TEXT, NULL},
    {"points", TRANSFER_INT, NULL},
    {"is_right", TRANSFER_INT, NULL},
};

static const struct transfer_column option_text[] = {
    {"version_id", TRANSFER_REF, "sheet_version"},
    {"item_no", TRANSFER_INT, NULL},
    {"option_no", TRANSFER_INT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
};

/* ---- campaigns and answers ---- */

static const struct transfer_column campaign[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"number", TRANSFER_TEXT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"sheet_id", TRANSFER_SHEET, NULL},
    {"version_id", TRANSFER_VERSION, NULL},
    {"period", TRANSFER_TEXT, NULL},
    {"opens", TRANSFER_DATE, NULL},
    {"due", TRANSFER_DATE, NULL},
    {"state", TRANSFER_CHOICE, NULL, &OPTIONS_CAMPAIGN_STATE},
    {"note", TRANSFER_TEXT, NULL},
    {"snapshot_at", TRANSFER_INSTANT, NULL},
    {"closed_at", TRANSFER_INSTANT, NULL},
    {"scheduled", TRANSFER_INT, NULL},
    {"remind_before", TRANSFER_INT, NULL},
    {"remind_every", TRANSFER_INT, NULL},
    {"reminded_on", TRANSFER_DATE, NULL},
    {"for_request", TRANSFER_INT, NULL},
    {"outside", TRANSFER_TEXT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
    {"deleted_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column campaign_unit[] = {
    {"campaign_id", TRANSFER_REF, "campaign"},
    {"unit_id", TRANSFER_REF, "unit"},
    {"parent_id", TRANSFER_LOOSE, NULL}, /* as it was then */
    {"path", TRANSFER_PATH, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"code", TRANSFER_TEXT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"name_en", TRANSFER_TEXT, NULL},
    {"head_office", TRANSFER_INT, NULL},
    {"responds", TRANSFER_INT, NULL},
    {"assignee_id", TRANSFER_REF, "account"},
};

static const struct transfer_column supplement[] = {
    {"campaign_id", TRANSFER_REF, "campaign"},
    {"item_no", TRANSFER_INT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
};

static const struct transfer_column response[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"campaign_id", TRANSFER_REF, "campaign"},
    {"version_id", TRANSFER_VERSION, NULL},
    {"respondent_kind", TRANSFER_TEXT, NULL},
    {"respondent_id", TRANSFER_LOOSE, NULL},
    {"unit_id", TRANSFER_REF, "unit"},
    {"class", TRANSFER_TEXT, NULL},
    {"state", TRANSFER_CHOICE, NULL, &OPTIONS_RESPONSE_STATE},
    {"version", TRANSFER_INT, NULL},
    {"assignee_id", TRANSFER_REF, "account"},
    {"asked", TRANSFER_INT, NULL},
    {"answered", TRANSFER_INT, NULL},
    {"submitted_at", TRANSFER_INSTANT, NULL},
    {"submitted_by", TRANSFER_BY, NULL},
    {"accepted_at", TRANSFER_INSTANT, NULL},
    {"accepted_by", TRANSFER_BY, NULL},
    {"alone", TRANSFER_INT, NULL},
    {"returned_at", TRANSFER_INSTANT, NULL},
    {"returned_by", TRANSFER_BY, NULL},
    {"return_reason", TRANSFER_TEXT, NULL},
    {"digest", TRANSFER_BYTES, NULL},
    {"respondent_uid", TRANSFER_UUID, NULL},
    {"respondent_name", TRANSFER_TEXT, NULL},
    {"due", TRANSFER_DATE, NULL},
    {"submitted_guest", TRANSFER_LOOSE, NULL}, /* in "guest" */
    {"created_at", TRANSFER_INSTANT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
};

/* Links do not leave: where an organisation arrives, its guests are sent new ones. */
static const struct transfer_column guest[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"response_id", TRANSFER_REF, "response"},
    {"name", TRANSFER_TEXT, NULL},
    {"address", TRANSFER_TEXT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"token_hash", TRANSFER_LEFT, "secret"},
    {"expires_at", TRANSFER_INSTANT, NULL},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"sends", TRANSFER_INT, NULL},
    {"delegated_from", TRANSFER_LOOSE, NULL}, /* in this part */
    {"opens", TRANSFER_INT, NULL},
    {"opened_at", TRANSFER_INSTANT, NULL},
    {"entered_at", TRANSFER_INSTANT, NULL},
    {"refused", TRANSFER_INT, NULL},
    {"refused_at", TRANSFER_INSTANT, NULL},
    {"code_hash", TRANSFER_LEFT, "secret"},
    {"code_expires_at", TRANSFER_LEFT, "session"},
    {"codes", TRANSFER_INT, NULL},
    {"codes_since", TRANSFER_INSTANT, NULL},
    {"tries", TRANSFER_INT, NULL},
    {"locked_at", TRANSFER_INSTANT, NULL},
    {"revoked_at", TRANSFER_INSTANT, NULL},
    {"revoked_by", TRANSFER_BY, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
};

static const struct transfer_column answer[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"value", TRANSFER_TEXT, NULL},
    {"score", TRANSFER_INT, NULL},
    {"na_reason", TRANSFER_TEXT, NULL},
    {"comment", TRANSFER_TEXT, NULL},
    {"source", TRANSFER_TEXT, NULL},
    {"source_until", TRANSFER_DATE, NULL},
    {"answered_by", TRANSFER_BY, NULL},
    {"guest_id", TRANSFER_REF, "guest"},
    {"answered_at", TRANSFER_INSTANT, NULL},
    {"version", TRANSFER_INT, NULL},
};

static const struct transfer_column answer_history[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"value", TRANSFER_TEXT, NULL},
    {"na_reason", TRANSFER_TEXT, NULL},
    {"comment", TRANSFER_TEXT, NULL},
    {"answered_by", TRANSFER_BY, NULL},
    {"guest_id", TRANSFER_REF, "guest"},
    {"answered_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column answer_file[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"file_id", TRANSFER_REF, "file"},
    {"added_at", TRANSFER_INSTANT, NULL},
    {"added_by", TRANSFER_BY, NULL},
    {"guest_id", TRANSFER_REF, "guest"},
};

static const struct transfer_column second_answer[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"value", TRANSFER_TEXT, NULL},
    {"score", TRANSFER_INT, NULL},
    {"comment", TRANSFER_TEXT, NULL},
    {"answered_by", TRANSFER_BY, NULL},
    {"answered_at", TRANSFER_INSTANT, NULL},
    {"version", TRANSFER_INT, NULL},
};

static const struct transfer_column answer_carried[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"sources", TRANSFER_JSON, NULL},
};

static const struct transfer_column mapping[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"key", TRANSFER_TEXT, NULL},
    {"from_sheet", TRANSFER_TEXT, NULL},
    {"to_sheet", TRANSFER_TEXT, NULL},
    {"document", TRANSFER_JSON, NULL},
    {"digest", TRANSFER_BYTES, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_column response_question[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"asked_by", TRANSFER_BY, NULL},
    {"asked_at", TRANSFER_INSTANT, NULL},
    {"reply", TRANSFER_TEXT, NULL},
    {"replied_by", TRANSFER_BY, NULL},
    {"replied_guest", TRANSFER_REF, "guest"},
    {"replied_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column response_call[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"response_id", TRANSFER_REF, "response"},
    {"spoken_with", TRANSFER_TEXT, NULL},
    {"held_on", TRANSFER_DATE, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"created_by", TRANSFER_BY, NULL},
    {"ended_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column guest_message[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"response_id", TRANSFER_REF, "response"},
    {"item_no", TRANSFER_INT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"account_id", TRANSFER_REF, "account"},
    {"guest_id", TRANSFER_REF, "guest"},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"answered_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column response_score[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"section_no", TRANSFER_INT, NULL},
    {"s", TRANSFER_INT, NULL},
    {"w", TRANSFER_INT, NULL},
    {"n", TRANSFER_INT, NULL},
    {"missing", TRANSFER_INT, NULL},
};

static const struct transfer_column response_result[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"item_scores", TRANSFER_TEXT, NULL},
};

static const struct transfer_column response_evidence[] = {
    {"response_id", TRANSFER_REF, "response"},
    {"unsupported", TRANSFER_INT, NULL},
    {"supported", TRANSFER_TEXT, NULL},
    {"judged_on", TRANSFER_DATE, NULL},
    {"body", TRANSFER_JSON, NULL},
};

/* ---- approvals ---- */

static const struct transfer_column approval[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"number", TRANSFER_TEXT, NULL},
    {"register", TRANSFER_TEXT, NULL},
    {"record_id", TRANSFER_LOOSE, NULL},
    {"record_uid", TRANSFER_UUID, NULL},
    {"record_number", TRANSFER_TEXT, NULL},
    {"title", TRANSFER_TEXT, NULL},
    {"unit_id", TRANSFER_REF, "unit"},
    {"amount", TRANSFER_INT, NULL},
    {"amount_currency", TRANSFER_TEXT, NULL},
    {"route_id", TRANSFER_REF, "approval_route"},
    {"route_name", TRANSFER_TEXT, NULL},
    {"route_name_en", TRANSFER_TEXT, NULL},
    {"on_change", TRANSFER_TEXT, NULL},
    {"state", TRANSFER_CHOICE, NULL, &OPTIONS_APPROVAL_STATE},
    {"step", TRANSFER_INT, NULL},
    {"cycle", TRANSFER_INT, NULL},
    {"digest", TRANSFER_BYTES, NULL},
    {"content", TRANSFER_JSON, NULL},
    {"drafter_id", TRANSFER_REF, "account"},
    {"drafter_name", TRANSFER_TEXT, NULL},
    {"drafter_post", TRANSFER_TEXT, NULL},
    {"alone", TRANSFER_INT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"ended_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column approval_step[] = {
    {"approval_id", TRANSFER_REF, "approval"},
    {"no", TRANSFER_INT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"name_en", TRANSFER_TEXT, NULL},
    {"need", TRANSFER_CHOICE, NULL, &OPTIONS_APPROVAL_NEED},
    {"count", TRANSFER_INT, NULL},
    {"days", TRANSFER_INT, NULL},
    {"who", TRANSFER_JSON, NULL},
    {"escalate", TRANSFER_JSON, NULL},
    {"due", TRANSFER_DATE, NULL},
    {"escalated_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column approval_seat[] = {
    {"approval_id", TRANSFER_REF, "approval"},
    {"step", TRANSFER_INT, NULL},
    {"account_id", TRANSFER_REF, "account"},
    {"name", TRANSFER_TEXT, NULL},
    {"post", TRANSFER_TEXT, NULL},
    {"escalated", TRANSFER_INT, NULL},
    {"decision", TRANSFER_CHOICE, NULL, &OPTIONS_APPROVAL_DECISION},
    {"decided_by", TRANSFER_REF, "account"},
    {"by_name", TRANSFER_TEXT, NULL},
    {"by_post", TRANSFER_TEXT, NULL},
    {"capacity", TRANSFER_CHOICE, NULL, &OPTIONS_APPROVAL_AS},
    {"comment", TRANSFER_TEXT, NULL},
    {"decided_at", TRANSFER_INSTANT, NULL},
};

static const struct transfer_column approval_event[] = {
    {"approval_id", TRANSFER_REF, "approval"},
    {"no", TRANSFER_INT, NULL},
    {"at", TRANSFER_INSTANT, NULL},
    {"account_id", TRANSFER_BY, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"post", TRANSFER_TEXT, NULL},
    {"kind", TRANSFER_TEXT, NULL},
    {"step", TRANSFER_INT, NULL},
    {"to_step", TRANSFER_INT, NULL},
    {"capacity", TRANSFER_CHOICE, NULL, &OPTIONS_APPROVAL_AS},
    {"instead_of", TRANSFER_TEXT, NULL},
    {"comment", TRANSFER_TEXT, NULL},
};

static const struct transfer_column approval_writer[] = {
    {"register", TRANSFER_TEXT, NULL},
    {"record_id", TRANSFER_LOOSE, NULL},
    {"account_id", TRANSFER_REF, "account"},
    {"written_at", TRANSFER_INSTANT, NULL},
};

/* ---- the audit ---- */

static const struct transfer_column audit_head[] = {
    {"seq", TRANSFER_INT, NULL},
    {"hash", TRANSFER_BYTES, NULL},
    {"chain_org", TRANSFER_LEFT, "numbering"},
    {"id_shift", TRANSFER_LEFT, "numbering"},
    {"listeners", TRANSFER_LEFT, "secret"},
};

static const struct transfer_column audit[] = {
    {"seq", TRANSFER_INT, NULL},
    {"at", TRANSFER_INSTANT, NULL},
    {"account_id", TRANSFER_BY, NULL},
    {"via", TRANSFER_TEXT, NULL},
    {"action", TRANSFER_TEXT, NULL},
    {"subject", TRANSFER_TEXT, NULL},
    {"subject_id", TRANSFER_LOOSE, NULL},
    {"subject_uid", TRANSFER_UUID, NULL},
    {"unit_id", TRANSFER_LOOSE, NULL},
    {"payload_digest", TRANSFER_BYTES, NULL},
    {"hash", TRANSFER_BYTES, NULL},
};

static const struct transfer_column audit_payload[] = {
    {"seq", TRANSFER_INT, NULL},
    {"salt", TRANSFER_BYTES, NULL},
    {"payload", TRANSFER_JSON, NULL},
};

static const struct transfer_column audit_erased[] = {
    {"seq", TRANSFER_INT, NULL},
    {"erased_by_seq", TRANSFER_INT, NULL},
};

static const struct transfer_column audit_signature[] = {
    {"seq", TRANSFER_INT, NULL},
    {"hash", TRANSFER_BYTES, NULL},
    {"at", TRANSFER_INSTANT, NULL},
    {"key_id", TRANSFER_TEXT, NULL},
    {"signature", TRANSFER_BYTES, NULL},
};

/* Of tables that do not leave, the columns are nobody's business. */
#define LEFT(table_name, why)               \
    {                                       \
        .name = (table_name), .left = (why) \
    }

static const struct transfer_table tables[] = {
    TRANSFER_TABLE("unit", unit_more, 0),
    TRANSFER_TABLE("counter", counter, 2),
    TRANSFER_TABLE("account", account, 1),
    TRANSFER_TABLE("account_role", account_role, 3),
    TRANSFER_TABLE("sign_in_rule", sign_in_rule, 1),
    TRANSFER_TABLE("factor_role", factor_role, 1),
    TRANSFER_TABLE("notice_choice", notice_choice, 2),
    TRANSFER_TABLE("saved_view", saved_view, 1),
    TRANSFER_TABLE("absence", absence, 1),
    {.name = "file",
        .columns = file,
        .n_columns = sizeof file / sizeof file[0],
        .n_key = 1,
        /* Nobody owns one that is not ready; tables being imported stay behind. */
        .where = "ready_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM register_import i"
                 " WHERE i.org_id = file.org_id AND i.file_id = file.id)"},
    TRANSFER_TABLE("register_item", register_item, 1),
    TRANSFER_TABLE("record_secret", record_secret, 2),
    TRANSFER_TABLE("record_reader", record_reader, 4),
    TRANSFER_TABLE("sheet", sheet, 1),
    TRANSFER_TABLE("sheet_version", sheet_version, 1),
    TRANSFER_TABLE("sheet_text", text_of_sheet, 3),
    TRANSFER_TABLE("sheet_section", sheet_section, 2),
    TRANSFER_TABLE("section_text", section_text, 4),
    TRANSFER_TABLE("item", item, 2),
    TRANSFER_TABLE("item_text", item_text, 4),
    TRANSFER_TABLE("item_option", item_option, 3),
    TRANSFER_TABLE("option_text", option_text, 5),
    TRANSFER_TABLE("mapping", mapping, 1),
    TRANSFER_TABLE("campaign", campaign, 1),
    TRANSFER_TABLE("campaign_unit", campaign_unit, 2),
    TRANSFER_TABLE("supplement", supplement, 3),
    TRANSFER_TABLE("response", response, 1),
    TRANSFER_TABLE("guest", guest, 1),
    TRANSFER_TABLE("answer", answer, 2),
    TRANSFER_TABLE("answer_history", answer_history, 3),
    TRANSFER_TABLE("answer_file", answer_file, 3),
    TRANSFER_TABLE("second_answer", second_answer, 2),
    TRANSFER_TABLE("answer_carried", answer_carried, 2),
    TRANSFER_TABLE("response_question", response_question, 1),
    TRANSFER_TABLE("response_call", response_call, 1),
    TRANSFER_TABLE("guest_message", guest_message, 1),
    TRANSFER_TABLE("response_score", response_score, 2),
    TRANSFER_TABLE("response_result", response_result, 1),
    TRANSFER_TABLE("response_evidence", response_evidence, 1),
    TRANSFER_TABLE("approval", approval, 1),
    TRANSFER_TABLE("approval_step", approval_step, 2),
    TRANSFER_TABLE("approval_seat", approval_seat, 3),
    TRANSFER_TABLE("approval_event", approval_event, 2),
    TRANSFER_TABLE("approval_writer", approval_writer, 3),
    TRANSFER_TABLE("audit_head", audit_head, 1),
    TRANSFER_TABLE("audit", audit, 1),
    TRANSFER_TABLE("audit_payload", audit_payload, 1),
    TRANSFER_TABLE("audit_erased", audit_erased, 1),
    TRANSFER_TABLE("audit_signature", audit_signature, 1),
    LEFT("file_block", "blob"),
    LEFT("session", "session"),
    LEFT("guest_session", "session"),
    LEFT("idempotency", "session"),
    LEFT("sign_in", "session"),
    LEFT("sign_in_once", "session"),
    LEFT("factor", "secret"),
    LEFT("passkey", "secret"),
    LEFT("recovery_code", "secret"),
    LEFT("api_token", "secret"),
    LEFT("calendar_feed", "secret"),
    LEFT("sign_in_provider", "secret"),
    LEFT("account_identity", "provider"),
    LEFT("job", "work"),
    LEFT("mail", "work"),
    LEFT("mail_bounce", "work"),
    LEFT("mail_return", "work"),
    LEFT("notice", "work"),
    LEFT("webhook", "secret"),
    LEFT("webhook_delivery", "work"),
    LEFT("register_import", "undo"),
    LEFT("register_import_row", "undo"),
    LEFT("register_bulk", "undo"),
    LEFT("register_bulk_row", "undo"),
    LEFT("search_doc", "derived"),
    LEFT("search_progress", "derived"),
};

const struct module module_transfer = {
    .name = "transfer",
    .transfers = tables,
    .n_transfers = sizeof tables / sizeof tables[0],
};
