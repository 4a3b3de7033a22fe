// Names where a record holds keys (FieldInfo.key_of): of a sheet, of one of its sections or items, of a
// campaign. Who may not read what the key leads to, or a key that leads nowhere any more, is shown the key.
import { Link } from "../../app/router";
import { type FieldInfo, recordTitle, type RegisterInfo } from "../../kernel/describe";
import type { Page } from "../../kernel/api";
import { countryName, zoneName } from "../../kernel/format";
import { label } from "../../kernel/i18n";
import { useQuery } from "../../kernel/query";
import { may } from "../../kernel/session";
import type { Option } from "../../ui/field";
import { type Campaign, campaignPath, sectionName, type Sheet, type SheetDocument, words } from "./model";

type Record = { [key: string]: unknown };

export function useSheetChoices(): Sheet[] {
  return useQuery<Page<Sheet>>(may("sheet.read") ? "/sheets" : null, { limit: 500 }).data?.items ?? [];
}

// The newest version of the sheet with this key.
export function useSheetOf(key: unknown): SheetDocument | undefined {
  const sheet = useSheetChoices().find((s) => s.key === key);
  return useQuery<SheetDocument>(sheet ? `/sheet-versions/${sheet.newest.id}/document` : null).data;
}

// The key of the sheet whose sections and items a record of this register names.
export function sheetKeyOf(register: RegisterInfo, record: Record): unknown {
  const field = register.fields.find((f) => f.key_of === "sheet");
  return field && record[field.key];
}

function nameIn(sheet: SheetDocument | undefined, of: FieldInfo["key_of"], key: string, brief: boolean): string {
  const section = of === "section" ? sheet?.sections.find((s) => s.key === key) : undefined;
  if (section) return `${key} ${brief ? sectionName(section) : words(section.name)}`;
  const item = of === "item" && !brief ? sheet?.items.find((i) => i.key === key) : undefined;
  return item ? `${key} ${words(item.text)}` : key;
}

const OF_THE_WORLD: { [of: string]: (code: string) => string } = { country: countryName, zone: zoneName, register: (name) => label(`reg.${name}`, name) };

interface KeyProps {
  register: RegisterInfo;
  field: FieldInfo;
  record: Record;
  brief: boolean; // in a cell: the short name of a section, the number of an item
}

// The name as a text; for titles.
export function useKeyName({ register, field, record, brief }: KeyProps): string {
  const key = String(record[field.key] ?? "");
  const ofSheet = field.key_of === "section" || field.key_of === "item";
  const sheets = useSheetChoices();
  const sheet = useSheetOf(ofSheet ? sheetKeyOf(register, record) : undefined);
  if (field.key_of === "sheet") return words(sheets.find((s) => s.key === key)?.newest.name) || key;
  if (ofSheet) return nameIn(sheet, field.key_of, key, brief);
  return OF_THE_WORLD[field.key_of ?? ""]?.(key) ?? key;
}

export function useCampaignChoices(): Campaign[] {
  return useQuery<Page<Campaign>>(may("campaign.read") ? "/campaigns" : null, { limit: 500 }).data?.items ?? [];
}

export function KeyName(props: KeyProps) {
  const name = useKeyName(props);
  return props.field.key_of === "campaign" ? <CampaignName number={name} brief={props.brief} /> : name;
}

function CampaignName({ number, brief }: { number: string; brief: boolean }) {
  const campaign = useCampaignChoices().find((c) => c.number === number);
  if (!campaign || brief) return campaign?.name ?? number;
  return <Link to={campaignPath(campaign)}>{campaign.name}</Link>;
}

// What names a record to people, a key by its name.
export function useRecordTitle(register: RegisterInfo, record: Record): string {
  const field = register.fields.find((f) => f.key === register.title) ?? { key: register.title, type: "text" };
  const name = useKeyName({ register, field, record, brief: false });
  return field.key_of ? name : recordTitle(register, record);
}

// What a key may be: choices for a form.
export function useKeyChoices(register: RegisterInfo, field: FieldInfo, record: Record): Option[] {
  const sheets = useSheetChoices();
  const sheet = useSheetOf(sheetKeyOf(register, record));
  const campaigns = useCampaignChoices();
  if (field.key_of === "sheet") return sheets.map((s) => ({ id: s.key, label: words(s.newest.name) }));
  if (field.key_of === "campaign") return campaigns.map((c) => ({ id: c.number, label: c.name }));
  if (field.key_of === "section") return (sheet?.sections ?? []).map((s) => ({ id: s.key, label: `${s.key} ${words(s.name)}` }));
  const section = register.fields.find((f) => f.key_of === "section");
  const within = section && record[section.key];
  const items = (sheet?.items ?? []).filter((i) => !within || i.section === within);
  return items.map((i) => ({ id: i.key, label: `${i.key} ${words(i.text)}` }));
}
