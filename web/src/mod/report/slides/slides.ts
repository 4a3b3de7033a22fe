// The slides of a report, made here of the document that PDF and Excel are made of.
import { api, saveFile } from "../../../kernel/api";
import { type Language, speakerOf } from "../../../kernel/i18n";
import type { ReportDocument } from "../document";
import { type Issue, issuePath } from "../model";
import { deckOf } from "./deck_rules";
import { deckFile } from "./file";
import { textOf } from "./value_rules";

const MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

export async function saveSlides(issue: Issue, language: Language, onProgress: (done: number) => void): Promise<void> {
  const [{ data: doc }, say] = await Promise.all([api.get<ReportDocument>(`${issuePath(issue)}/document`, { query: { format: "json" } }), speakerOf(language)]);
  const speaker = { language, say };
  const bytes = await deckFile(deckOf(speaker, doc, issue.digest ?? ""), onProgress);
  // Named as the server names the other files.
  saveFile(new Blob([bytes as BlobPart], { type: MEDIA }), `${doc.number}_${textOf(speaker, doc.title)}.pptx`);
}
