/* For tests: a small report with every kind of block, after company G's report to its president. */
#ifndef KANAME_MOD_REPORT_FIXTURE_H
#define KANAME_MOD_REPORT_FIXTURE_H

#include <jansson.h>

#define REPORT_FIXTURE                                                                                 \
    "{\"format\":\"kaname-report/1\",\"type\":\"assessment\",\"number\":\"RP-2026-0001\","             \
    "\"period\":\"FY2026\",\"title\":{\"ja\":\"評価結果報告\",\"en\":\"Assessment report\"},"    \
    "\"organisation\":{\"ja\":\"株式会社ころもや\",\"en\":\"Koromoya\"},"                      \
    "\"audience\":{\"ja\":\"取締役会\",\"en\":\"The board\"},"                                     \
    "\"confidentiality\":{\"ja\":\"社外秘\",\"en\":\"CONFIDENTIAL\"},"                              \
    "\"meeting\":{\"name\":{\"ja\":\"経営会議\"},\"date\":\"2026-11-26\"},"                        \
    "\"prepared_at\":\"2026-11-21T10:00:00+09:00\","                                                   \
    "\"author\":{\"name\":\"佐藤 健一\",\"post\":\"IT部長\"},\"approver\":null,"                 \
    "\"approved_at\":null,\"language_default\":\"ja\",\"sections\":["                                  \
    "{\"key\":\"summary\",\"heading\":{\"ja\":\"要約\",\"en\":\"Summary\"},\"blocks\":["             \
    "{\"type\":\"paragraph\",\"text\":{\"ja\":\"成熟度は2.6です。\",\"en\":\"Maturity is "      \
    "2.6.\"}},"                                                                                        \
    "{\"type\":\"figures\",\"items\":[{\"label\":{\"ja\":\"成熟度\",\"en\":\"Maturity\"},"          \
    "\"kind\":\"level\",\"value\":26,\"unit\":{\"ja\":\"／5.0\"},\"change\":{\"direction\":"          \
    "\"up\","                                                                                          \
    "\"tone\":\"good\",\"text\":{\"ja\":\"前年度から +0.2\",\"en\":\"+0.2 on last year\"}}},"     \
    "{\"label\":{\"ja\":\"費用\",\"en\":\"Cost\"},\"kind\":\"money\","                               \
    "\"value\":{\"amount\":186000000,\"currency\":\"JPY\"}}]},"                                        \
    "{\"type\":\"radar\",\"max\":50,\"axes\":[{\"label\":{\"ja\":\"方針\",\"en\":\"Policy\"}},"      \
    "{\"label\":{\"ja\":\"体制\",\"en\":\"Structure\"}},{\"label\":{\"ja\":\"資源\",\"en\":"       \
    "\"People\"}}],"                                                                                   \
    "\"series\":[{\"key\":\"own\",\"label\":{\"ja\":\"自社\",\"en\":\"Own\"},\"values\":[31,26,"     \
    "18]},"                                                                                            \
    "{\"key\":\"industry\",\"label\":{\"ja\":\"業界平均\",\"en\":\"Industry\"},\"sample\":true,"   \
    "\"values\":[30,29,null]}]}]},"                                                                    \
    "{\"key\":\"measures\",\"heading\":{\"ja\":\"対策\",\"en\":\"Measures\"},\"blocks\":["           \
    "{\"type\":\"table\",\"caption\":{\"ja\":\"対策の計画\",\"en\":\"Planned "                    \
    "measures\"},\"columns\":["                                                                        \
    "{\"label\":{\"ja\":\"番号\",\"en\":\"No.\"}},{\"label\":{\"ja\":\"対策\",\"en\":\"Measure\"}" \
    ",\"width\":3},"                                                                                   \
    "{\"label\":{\"ja\":\"期限\",\"en\":\"Due\"},\"kind\":\"date\"},"                                \
    "{\"label\":{\"ja\":\"到達目標\",\"en\":\"Level\"},\"kind\":\"level\"},"                       \
    "{\"label\":{\"ja\":\"費用\",\"en\":\"Cost\"},\"kind\":\"money\"},"                              \
    "{\"label\":{\"ja\":\"件数\",\"en\":\"Count\"},\"kind\":\"number\"},"                            \
    "{\"label\":{\"ja\":\"状態\",\"en\":\"State\"},\"kind\":\"state\"}],\"rows\":["                  \
    "{\"cells\":[\"M-2026-0003\",{\"ja\":\"役割分担の統一\",\"en\":\"One table of "             \
    "roles\"},\"2026-12-25\",35,"                                                                      \
    "{\"amount\":600000,\"currency\":\"JPY\"},7,{\"label\":{\"ja\":\"実施中\",\"en\":\"Under "      \
    "way\"},"                                                                                          \
    "\"tone\":\"progress\"}],\"mark\":\"new\"},"                                                       \
    "{\"cells\":[\"M-2026-0004\",\"=HYPERLINK(\\\"http://x\\\")<script>alert(1)</"                     \
    "script>\",null,null,"                                                                             \
    "null,null,null]},"                                                                                \
    "{\"cells\":[\"\",\"合計\",\"\",\"\",{\"amount\":600000,\"currency\":\"JPY\"},7,\"\"],"          \
    "\"emphasis\":\"strong\"}]},"                                                                      \
    "{\"type\":\"bars\",\"unit\":{\"ja\":\"件\"},\"items\":[{\"label\":{\"ja\":\"方針\",\"en\":"    \
    "\"Policy\"},"                                                                                     \
    "\"value\":3},{\"label\":{\"ja\":\"体制\",\"en\":\"Structure\"},\"value\":null}]},"              \
    "{\"type\":\"heatmap\",\"corner\":{\"ja\":\"拠点\",\"en\":\"Unit\"},\"columns\":["               \
    "{\"label\":{\"ja\":\"方針\",\"en\":\"Policy\"}},{\"label\":{\"ja\":\"体制\",\"en\":"          \
    "\"Structure\"}}],"                                                                                \
    "\"rows\":[{\"label\":{\"ja\":\"本社\",\"en\":\"Head office\"},\"values\":[31,null],"            \
    "\"emphasis\":\"strong\"},{\"label\":{\"ja\":\"銀座店\",\"en\":\"Ginza\"},\"values\":[19,42]}"  \
    "],"                                                                                               \
    "\"steps\":[{\"from\":10,\"label\":{\"ja\":\"要改善\",\"en\":\"Needs work\"}},"                 \
    "{\"from\":30,\"label\":{\"ja\":\"良好\",\"en\":\"Good\"}}]}]},"                                 \
    "{\"key\":\"words\",\"heading\":{\"ja\":\"所見\",\"en\":\"Words\"},\"blocks\":["                 \
    "{\"type\":\"words\",\"author\":{\"name\":\"佐藤 健一\",\"post\":\"CISO\"},"                   \
    "\"written_at\":\"2026-11-20T18:00:00+09:00\","                                                    \
    "\"text\":{\"ja\":\"所見を述べます。\\n\\n1. 一つ目\\n2. 二つ目\\n\\n- 補足\"}},"  \
    "{\"type\":\"sources\",\"items\":[{\"what\":{\"ja\":\"業界平均\",\"en\":\"Industry "           \
    "average\"},"                                                                                      \
    "\"source\":{\"ja\":\"見本\",\"en\":\"Sample\"},\"date\":\"2026-04-01\",\"sample\":true}]}]},"   \
    "{\"key\":\"empty\",\"heading\":{\"ja\":\"空の章\",\"en\":\"Empty\"},\"blocks\":[]}]}"

static inline json_t *report_fixture(void)
{
    return json_loads(REPORT_FIXTURE, JSON_REJECT_DUPLICATES, NULL);
}

/* A document of `sections` tables of `rows` rows each. */
static inline json_t *report_fixture_long(int sections, int rows)
{
    json_t *doc = report_fixture();
    json_t *list = json_array();
    for (int i = 0; i < sections; i++) {
        json_t *table = json_pack("{s:s, s:[{s:{s:s}}, {s:{s:s}, s:s}, {s:{s:s}, s:s}], s:[]}",
            "type", "table", "columns", "label", "ja", "リスク", "label", "ja", "値", "kind",
            "number", "label", "ja", "期限", "kind", "date", "rows");
        for (int j = 0; j < rows; j++)
            json_array_append_new(json_object_get(table, "rows"),
                json_pack("{s:[s, i, s]}", "cells",
                    "社外公開サーバの脆弱性放置（委託先経由のものを含む）", j, "2027-03-31"));
        json_array_append_new(list, json_pack("{s:s, s:{s:s}, s:[o]}", "key", "t", "heading", "ja",
                                        "一覧", "blocks", table));
    }
    json_object_set_new(doc, "sections", list);
    return doc;
}

#endif
