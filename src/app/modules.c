/* Every capability of the program, one line each. */
#include "app/cli.h"

#include "kernel/advice/advice.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/audit.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/session.h"
#include "kernel/calendar/calendar.h"
#include "kernel/describe.h"
#include "kernel/evidence/evidence.h"
#include "kernel/expiry/expiry.h"
#include "kernel/file/file.h"
#include "kernel/guest/guest.h"
#include "kernel/hollow/hollow.h"
#include "kernel/http/http.h"
#include "kernel/job/job.h"
#include "kernel/mail/mail.h"
#include "kernel/mapping/mapping.h"
#include "kernel/notice/notice.h"
#include "kernel/passkey/passkey.h"
#include "kernel/register/register.h"
#include "kernel/register/register_lost.h"
#include "kernel/register/register_view.h"
#include "kernel/scim/scim.h"
#include "kernel/search/search.h"
#include "kernel/second/second.h"
#include "kernel/sheet/response_notice.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sso/provider.h"
#include "kernel/task/task.h"
#include "kernel/transfer/transfer.h"
#include "kernel/unit/unit_reg.h"
#include "kernel/webhook/webhook.h"
#include "mod/affected/affected.h"
#include "mod/aftercase/aftercase.h"
#include "mod/alert/alert.h"
#include "mod/assessment/assessment.h"
#include "mod/casework/casework.h"
#include "mod/contact/contact.h"
#include "mod/continuity/continuity.h"
#include "mod/contract/contract.h"
#include "mod/custody/custody.h"
#include "mod/disclosure/disclosure.h"
#include "mod/duty/duty.h"
#include "mod/exercise/exercise.h"
#include "mod/governance/governance.h"
#include "mod/incident/incident.h"
#include "mod/inquiry/inquiry.h"
#include "mod/intel/intel.h"
#include "mod/ioc/ioc.h"
#include "mod/joint/joint.h"
#include "mod/knowledge/knowledge.h"
#include "mod/kpi/kpi.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_run.h"
#include "mod/manual/manual.h"
#include "mod/marking/marking.h"
#include "mod/maturity/maturity.h"
#include "mod/measure/measure.h"
#include "mod/people/people.h"
#include "mod/report/report.h"
#include "mod/response/response.h"
#include "mod/risk/damage.h"
#include "mod/risk/defence.h"
#include "mod/risk/risk.h"
#include "mod/ruling/ruling.h"
#include "mod/sharing/sharing.h"
#include "mod/site/site.h"
#include "mod/supplier/supplier.h"
#include "mod/telling/telling.h"

const struct module *const modules[] = {
    &module_http,
    &module_describe,
    &module_setup,
    &module_session,
    &module_factor,
    &module_passkey,
    &module_api_token,
    &module_sign_in,
    &module_sign_in_rule,
    &module_account,
    &module_password_reset,
    &module_invitation,
    &module_auth_notice,
    &module_provider,
    &module_oidc,
    &module_scim,
    &module_provision,
    &module_scim_transfer,
    &module_audit,
    &module_job,
    &module_mail,
    &module_own_mail,
    &module_notice,
    &module_notice_choice,
    &module_webhook,
    &module_webhook_delivery,
    &module_file,
    &module_register,
    &module_reader,
    &module_saved_view,
    &module_search,
    &module_unit,
    &module_transfer,
    &module_approval,
    &module_absence,
    &module_approval_notice,
    &module_sheet,
    &module_sheet_table,
    &module_campaign,
    &module_campaign_days,
    &module_campaign_remind,
    &module_campaign_unit,
    &module_response,
    &module_response_notice,
    &module_answer,
    &module_answer_book,
    &module_guest_door,
    &module_guest_answer,
    &module_guest_asker,
    &module_guest_erase,
    &module_guest_call,
    &module_guest_message,
    &module_mapping,
    &module_carry,
    &module_evidence,
    &module_second,
    &module_hollow,
    &module_advice,
    &module_calendar,
    &module_task,
    &module_expiry,
    &module_inquiry,
    &module_inquiry_book,
    &module_inquiry_row,
    &module_statement,
    &module_intel,
    &module_measure,
    &module_measure_meeting,
    &module_measure_return,
    &module_budget,
    &module_budget_overview,
    &module_business_case,
    &module_resource_request,
    &module_measure_template,
    &module_governance,
    &module_risk,
    &module_risk_lapse,
    &module_risk_asked,
    &module_damage,
    &module_defence,
    &module_risk_method,
    &module_risk_recompute,
    &module_risk_snapshot,
    &module_risk_movement,
    &module_loss,
    &module_loss_run,
    &module_loss_estimate,
    &module_loss_avoided,
    &module_risk_view,
    &module_risk_transfer,
    &module_threat_known,
    &module_supplier,
    &module_supplier_rule,
    &module_work_split,
    &module_supplier_merge,
    &module_supplier_census,
    &module_supplier_place,
    &module_supplier_chain,
    &module_supplier_tree,
    &module_supplier_review,
    &module_supplier_review_lapse,
    &module_supplier_expiry,
    &module_supplier_declare,
    &module_supplier_declared,
    &module_supplier_ticket,
    &module_supplier_seminar,
    &module_contract,
    &module_contract_expiry,
    &module_supplier_ask,
    &module_joint,
    &module_incident,
    &module_exercise,
    &module_contact,
    &module_contact_mail,
    &module_threat_response,
    &module_response_card,
    &module_response_decision,
    &module_analysis_plan,
    &module_duty,
    &module_continuity,
    &module_manual,
    &module_casework,
    &module_custody,
    &module_ruling,
    &module_ioc,
    &module_affected,
    &module_alert,
    &module_knowledge,
    &module_aftercase,
    &module_marking,
    &module_telling,
    &module_telling_link,
    &module_sharing,
    &module_people,
    &module_site,
    &module_assessment,
    &module_gap_plan,
    &module_maturity,
    &module_kpi,
    &module_disclosure,
    &module_report,
    &module_report_type,
    &module_report_schedule,
    &module_report_transfer,
};

const size_t n_modules = sizeof modules / sizeof modules[0];
