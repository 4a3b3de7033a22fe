/* The form of kaname-sheet/1: what members there are, of what type and size. */
#include "kernel/sheet/sheet_json.h"

#include "base/limits.h"

enum { KEY_MAX = 64, POINT_MAX = 1000, TOTAL_MAX = 100000000 };

static const char *const formats[] = {SHEET_FORMAT, NULL};
static const struct option_set OPTIONS_FORMAT = {"sheet_format", formats};

#define SHEET_SCALE_KEY(name, key) key,
static const char *const scales[] = {SHEET_SCALE_LIST(SHEET_SCALE_KEY) NULL};
#undef SHEET_SCALE_KEY
const struct option_set OPTIONS_SHEET_SCALE = {"sheet_scale", scales};

static const char *const wordings[] = {"own", "source", "adapted", NULL};
const struct option_set OPTIONS_SHEET_WORDING = {"sheet_wording", wordings};

static const char *const certificates[] = {"isms", "privacy_mark", "scs3", "scs4", "scs5", NULL};
static const struct option_set OPTIONS_CERTIFICATE = {"certificate", certificates};

#define LANGUAGE(code)                                  \
    {                                                   \
        .key = (code), .type = FIELD_LONGTEXT, .min = 1 \
    }
static const struct field texts_fields[] = {
    LANGUAGE("ja"),
    LANGUAGE("en"),
    LANGUAGE("zh"),
    LANGUAGE("ko"),
    LANGUAGE("ar"),
    LANGUAGE("cs"),
    LANGUAGE("da"),
    LANGUAGE("de"),
    LANGUAGE("el"),
    LANGUAGE("es"),
    LANGUAGE("fr"),
    LANGUAGE("hi"),
    LANGUAGE("hr"),
    LANGUAGE("hu"),
    LANGUAGE("id"),
    LANGUAGE("it"),
    LANGUAGE("lt"),
    LANGUAGE("nl"),
    LANGUAGE("pl"),
    LANGUAGE("pt"),
    LANGUAGE("ro"),
    LANGUAGE("sv"),
    LANGUAGE("th"),
    LANGUAGE("tr"),
    LANGUAGE("uk"),
    LANGUAGE("vi"),
};
const struct shape SHAPE_SHEET_TEXTS = SHAPE("SheetTexts", texts_fields);

#define TEXTS(name, more)                                                                 \
    {                                                                                     \
        .key = (name), .type = FIELD_OBJECT, .flags = (more), .shape = &SHAPE_SHEET_TEXTS \
    }

static const struct field score_fields[] = {
    {.key = "min", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = -POINT_MAX, .max = POINT_MAX},
    {.key = "max", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = -POINT_MAX, .max = POINT_MAX},
};
static const struct shape SHAPE_SCORE = SHAPE("SheetScore", score_fields);

static const struct field band_fields[] = {
    {.key = "from",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED,
        .min = -TOTAL_MAX,
        .max = TOTAL_MAX},
    TEXTS("name", FIELD_REQUIRED),
    TEXTS("advice", 0),
};
static const struct shape SHAPE_BAND = SHAPE("SheetBand", band_fields);

static const struct field total_fields[] = {
    {.key = "na", .type = FIELD_INT, .min = -POINT_MAX, .max = POINT_MAX},
    {.key = "bands", .type = FIELD_LIST, .max = 20, .shape = &SHAPE_BAND},
};
static const struct shape SHAPE_TOTAL = SHAPE("SheetTotal", total_fields);

static const struct field section_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},
    {.key = "parent", .type = FIELD_TEXT, .max = KEY_MAX},
    TEXTS("name", FIELD_REQUIRED),
    TEXTS("short", 0),
    TEXTS("explains", 0),
};
static const struct shape SHAPE_SECTION = SHAPE("SheetSection", section_fields);

static const struct field option_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},
    {.key = "points", .type = FIELD_INT, .min = -POINT_MAX, .max = POINT_MAX},
    {.key = "right", .type = FIELD_BOOL},
    TEXTS("text", FIELD_REQUIRED),
    TEXTS("why", 0),
};
static const struct shape SHAPE_OPTION = SHAPE("SheetOption", option_fields);

static const struct field choice_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},
    TEXTS("text", FIELD_REQUIRED),
};
static const struct shape SHAPE_CHOICE = SHAPE("SheetChoice", choice_fields);

static const struct field condition_fields[] = {
    {.key = "item", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},
    {.key = "in", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
};
static const struct shape SHAPE_CONDITION = SHAPE("SheetCondition", condition_fields);

static const struct field spare_fields[] = {
    {.key = "certificate",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_CERTIFICATE},
    {.key = "value", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SPARE = SHAPE("SheetSpare", spare_fields);

static const struct field applies_fields[] = {
    {.key = "classes", .type = FIELD_LIST, .max = 50},
    {.key = "kinds", .type = FIELD_LIST, .max = 50},
    {.key = "answers", .type = FIELD_LIST, .max = 20, .shape = &SHAPE_CONDITION},
    {.key = "spared_by", .type = FIELD_LIST, .max = 20, .shape = &SHAPE_SPARE},
};
static const struct shape SHAPE_APPLIES = SHAPE("SheetApplies", applies_fields);

/* Beside what counts. */
#define ITEM_HEAD                                                                        \
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},         \
        {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX}, \
    {                                                                                    \
        .key = "scale", .type = FIELD_ENUM, .flags = FIELD_REQUIRED,                     \
        .options = &OPTIONS_SHEET_SCALE                                                  \
    }
#define ITEM_TEXTS                                                                               \
    {.key = "required", .type = FIELD_BOOL}, TEXTS("text", FIELD_REQUIRED), TEXTS("hint", 0),    \
        {.key = "levels", .type = FIELD_LIST, .max = SHEET_LEVELS, .shape = &SHAPE_SHEET_TEXTS}, \
    {                                                                                            \
        .key = "criteria", .type = FIELD_LIST, .max = SHEET_LEVELS, .shape = &SHAPE_SHEET_TEXTS  \
    }
#define ITEM_TAIL                                                                    \
    {.key = "evidence", .type = FIELD_LIST, .max = 50, .shape = &SHAPE_SHEET_TEXTS}, \
        {.key = "practices", .type = FIELD_LIST, .max = 50},                         \
        {.key = "directives", .type = FIELD_LIST, .max = 50},                        \
        {.key = "applies", .type = FIELD_OBJECT, .shape = &SHAPE_APPLIES},           \
        {.key = "min", .type = FIELD_NUM},                                           \
    {                                                                                \
        .key = "max", .type = FIELD_NUM                                              \
    }

static const struct field item_fields[] = {ITEM_HEAD,
    {.key = "weight", .type = FIELD_INT, .min = 0, .max = 100}, ITEM_TEXTS,
    {.key = "options", .type = FIELD_LIST, .max = 200, .shape = &SHAPE_OPTION}, ITEM_TAIL,
    {.key = "scored", .type = FIELD_BOOL}};
static const struct shape SHAPE_ITEM = SHAPE("SheetItem", item_fields);
static const struct field question_fields[] = {ITEM_HEAD, ITEM_TEXTS,
    {.key = "options", .type = FIELD_LIST, .max = 200, .shape = &SHAPE_CHOICE}, ITEM_TAIL};
static const struct shape SHAPE_ITEM_QUESTION = SHAPE("SheetQuestion", question_fields);

#define DOCUMENT_HEAD                                                                           \
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_FORMAT}, \
        {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},            \
        {.key = "version", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = KEY_MAX},        \
        {.key = "publisher", .type = FIELD_TEXT}, {.key = "licence", .type = FIELD_LONGTEXT},   \
        {.key = "wording",                                                                      \
            .type = FIELD_ENUM,                                                                 \
            .flags = FIELD_REQUIRED,                                                            \
            .options = &OPTIONS_SHEET_WORDING},                                                 \
        {.key = "source", .type = FIELD_LONGTEXT}, TEXTS("name", FIELD_REQUIRED),               \
        TEXTS("description", 0), TEXTS("basis", 0), TEXTS("section_name", 0),                   \
    {                                                                                           \
        .key = "languages", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, .max = 26    \
    }
#define DOCUMENT_PARTS(item)                                                   \
    {.key = "sections",                                                        \
        .type = FIELD_LIST,                                                    \
        .flags = FIELD_REQUIRED,                                               \
        .min = 1,                                                              \
        .max = 1000,                                                           \
        .shape = &SHAPE_SECTION},                                              \
    {                                                                          \
        .key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .min = 1, \
        .max = LIMIT_SHEET_ITEMS, .shape = &(item)                             \
    }

static const struct field document_fields[] = {DOCUMENT_HEAD,
    {.key = "score", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SCORE},
    {.key = "total", .type = FIELD_OBJECT, .shape = &SHAPE_TOTAL}, DOCUMENT_PARTS(SHAPE_ITEM)};
const struct shape SHAPE_SHEET_DOCUMENT = SHAPE("SheetDocument", document_fields);
static const struct field questions_fields[] = {DOCUMENT_HEAD, DOCUMENT_PARTS(SHAPE_ITEM_QUESTION)};
const struct shape SHAPE_SHEET_QUESTIONS = SHAPE("SheetQuestions", questions_fields);
