/* What of requests leaves with an organisation, beside the registers. */
#include "mod/inquiry/inquiry_private.h"

static const struct transfer_column book[] = {
    {"inquiry_id", TRANSFER_REF, "inquiry"},
    {"file_id", TRANSFER_REF, "file"},
    {"word_yes", TRANSFER_TEXT, NULL},
    {"word_partly", TRANSFER_TEXT, NULL},
    {"word_no", TRANSFER_TEXT, NULL},
    {"word_na", TRANSFER_TEXT, NULL},
    {"added_at", TRANSFER_INSTANT, NULL},
    {"added_by", TRANSFER_BY, NULL},
};

static const struct transfer_column sheet[] = {
    {"id", TRANSFER_ID, NULL},
    {"inquiry_id", TRANSFER_REF, "inquiry"},
    {"no", TRANSFER_INT, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"hidden", TRANSFER_INT, NULL},
    {"question_column", TRANSFER_INT, NULL},
    {"answer_column", TRANSFER_INT, NULL},
    {"remark_column", TRANSFER_INT, NULL},
    {"first_line", TRANSFER_INT, NULL},
    {"choices", TRANSFER_TEXT, NULL},
};

static const struct transfer_column row[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"inquiry_id", TRANSFER_REF, "inquiry"},
    {"sheet_id", TRANSFER_REF, "inquiry_sheet"},
    {"line", TRANSFER_INT, NULL},
    {"question", TRANSFER_TEXT, NULL},
    {"asked", TRANSFER_BYTES, NULL},
    {"can", TRANSFER_CHOICE, NULL, &OPTIONS_BOOK_CELL},
    {"remark_can", TRANSFER_CHOICE, NULL, &OPTIONS_BOOK_CELL},
    {"state", TRANSFER_CHOICE, NULL, &OPTIONS_ROW_STATE},
    {"why", TRANSFER_CHOICE, NULL, &OPTIONS_ROW_WHY},
    {"likeness", TRANSFER_INT, NULL},
    {"earlier_id", TRANSFER_REF, "inquiry"},
    {"statement_id", TRANSFER_REF, "statement"},
    {"answer", TRANSFER_CHOICE, NULL, &OPTIONS_STATEMENT_ANSWER},
    {"text", TRANSFER_TEXT, NULL},
    {"remark", TRANSFER_TEXT, NULL},
    {"basis_answer", TRANSFER_CHOICE, NULL, &OPTIONS_STATEMENT_ANSWER},
    {"basis_detail", TRANSFER_TEXT, NULL},
    {"confirmed_at", TRANSFER_INSTANT, NULL},
    {"confirmed_by", TRANSFER_BY, NULL},
    {"version", TRANSFER_INT, NULL},
};

const struct transfer_table inquiry_transfers[INQUIRY_TRANSFERS] = {
    TRANSFER_TABLE("inquiry_book", book, 1),
    TRANSFER_TABLE("inquiry_sheet", sheet, 1),
    TRANSFER_TABLE("inquiry_row", row, 1),
};
