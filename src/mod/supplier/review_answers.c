#include "base/buf.h"
#include "base/mem.h"
#include "kernel/advice/advice.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_store.h"
#include "mod/supplier/supplier_review.h"

#include <string.h>

static enum err load_sheet(struct call *c, struct review_answers *answers)
{
    struct sheet_version version;
    enum err e = response_load(c, &answers->response, &answers->sheet);
    if (e == ERR_OK)
        e = sheet_store_version_by_id(c->db, c, answers->response.sheet_version.id, &version);
    if (e == ERR_OK)
        e = sheet_store_doc(c->db, c, &version, &answers->doc);
    return e;
}

static enum err fill(
    struct call *c, const struct reg_record *review, struct review_answers *answers)
{
    int64_t supplier = 0;
    enum err e = reg_ref_id(c, review, "supplier", &supplier);
    if (e != ERR_OK)
        return e;
    answers->asked = true;
    answers->answered = answers->response.submitted_at_ms != 0;
    answers->own = answers->response.respondent_id == supplier;
    return load_sheet(c, answers);
}

enum err review_answers_find(
    struct call *c, const struct reg_record *review, struct review_answers *ret_answers)
{
    struct campaign campaign;
    int64_t supplier = 0;
    const char *number = body_text(review->after, "campaign");
    *ret_answers = (struct review_answers){.asked = false};
    if (number == NULL)
        return ERR_OK;
    enum err e = reg_ref_id(c, review, "supplier", &supplier);
    if (e == ERR_OK)
        e = campaign_find(c, number, false, &campaign);
    if (e == ERR_OK)
        e = response_store_of_respondent(
            c, campaign.id, REG_SUPPLIERS.singular, supplier, &ret_answers->response);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    return e == ERR_OK ? fill(c, review, ret_answers) : e;
}

enum err review_answers_load(
    struct call *c, const struct reg_record *review, struct review_answers *ret_answers)
{
    int64_t id = 0;
    *ret_answers = (struct review_answers){.asked = false};
    enum err e = review_store_response(c, review->id, &id);
    if (e != ERR_OK || id == 0)
        return e;
    e = response_store_by_id(c, id, false, &ret_answers->response);
    return e == ERR_OK ? fill(c, review, ret_answers) : e;
}

/* Our own scale: the heaviest mark says how it is proposed to be rated. */
static const char *grade_of(enum advice_mark heaviest)
{
    return heaviest == ADVICE_CONCERN ? "poor" : heaviest == ADVICE_WATCH ? "fair" : "good";
}

enum err review_propose(
    struct call *c, const struct review_answers *answers, struct review_proposal *ret_proposal)
{
    struct advice advice;
    enum err e = advice_of(c, &answers->sheet, &advice);
    if (e != ERR_OK || advice.services == NULL)
        return e;
    struct buf *lines = buf_new(c);
    for (size_t i = 0; i < advice.n; i++)
        buf_printf(lines, "%s%s %s", i == 0 ? "" : "\n",
            answers->doc->items[advice.found[i].item_no - 1].key,
            body_text(advice.found[i].says, c->org.lang));
    *ret_proposal = (struct review_proposal){lines->data, grade_of(advice.grade)};
    return ERR_OK;
}
