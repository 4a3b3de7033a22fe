// A customer's questionnaire as such files are: a cover, questions with merged headings and a list to
// choose answers from, a formula that counts them, a hidden sheet of the customer's own.
import { type Part, unzip, zip } from "./book.ts";

export const QUESTIONS = [
  "情報セキュリティ基本方針を策定し、従業員に周知していますか。",
  "全ての端末にウイルス対策ソフトを導入していますか。",
  "重要なデータのバックアップを定期的に取得していますか。",
  "貴社の従業員数をご記入ください。",
];

const cell = (ref: string, text: string, style = 0): string => `<c r="${ref}" s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`;

const FIRST = 5; // the line of the first question

function questionSheet(questions: string[], { protect = false } = {}): string {
  const rows = questions.map((q, i) => `<row r="${FIRST + i}" spans="1:5" ht="30" customHeight="1">${cell(`A${FIRST + i}`, String(i + 1))}${cell(`B${FIRST + i}`, q, 2)}<c r="D${FIRST + i}" s="3"/></row>`);
  const last = FIRST + questions.length - 1;
  const merged = ["A1:E1", ...questions.map((_, i) => `B${FIRST + i}:C${FIRST + i}`)];
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:E${last + 1}"/><sheetFormatPr defaultRowHeight="15"/><cols><col min="2" max="2" width="60" customWidth="1"/></cols>` +
    `<sheetData><row r="1">${cell("A1", "情報セキュリティ調査票（2026年度）", 1)}</row><row r="4">${cell("A4", "番号", 1)}${cell("B4", "質問", 1)}${cell("D4", "回答", 1)}${cell("E4", "備考", 1)}</row>${rows.join("")}` +
    `<row r="${last + 1}">${cell(`C${last + 1}`, "はいの数")}<c r="D${last + 1}" s="1"><f>COUNTIF(D${FIRST}:D${last},"はい")</f><v>0</v></c></row></sheetData>` +
    (protect ? '<sheetProtection sheet="1" objects="1"/>' : "") +
    `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` +
    `<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="D${FIRST}:D${last}"><formula1>"はい,一部,いいえ,該当なし"</formula1></dataValidation></dataValidations></worksheet>`
  );
}

const simple = (...rows: string[]): string => `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join("")}</sheetData></worksheet>`;

export function questionnaire({ questions = QUESTIONS, protect = false, extra = [] as Part[] } = {}): Buffer {
  const part = (name: string, text: string): Part => ({ name, data: Buffer.from(text) });
  const sheet = (n: number, state = ""): string => `<sheet name="${["表紙", "調査票", "集計用"][n - 1]}" sheetId="${n}"${state} r:id="rId${n}"/>`;
  const worksheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
  return zip([
    part("[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${[1, 2, 3].map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${worksheet}"/>`).join("")}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`),
    part("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
    part("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheet(1)}${sheet(2)}${sheet(3, ' state="hidden"')}</sheets><calcPr calcId="191029"/></workbook>`),
    part("xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[1, 2, 3].map((n) => `<Relationship Id="rId${n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`).join("")}<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`),
    part("xl/styles.xml", '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Yu Gothic"/></font><font><b/><sz val="11"/><name val="Yu Gothic"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment wrapText="1"/></xf><xf applyAlignment="1"><alignment horizontal="center"/></xf></cellXfs></styleSheet>'),
    part("xl/worksheets/sheet1.xml", simple(`<row r="1">${cell("A1", "東都物産株式会社 購買部")}</row>`, `<row r="2">${cell("A2", "ご記入のうえ返送してください。")}</row>`)),
    part("xl/worksheets/sheet2.xml", questionSheet(questions, { protect })),
    part("xl/worksheets/sheet3.xml", simple(`<row r="1">${cell("A1", "社外秘の集計式")}</row>`)),
    ...extra,
  ]);
}

export function partOf(book: Uint8Array, name: string): string {
  return unzip(book).find((p) => p.name === name)?.data.toString() ?? "";
}
