// Excel books as a person at a spreadsheet fills them in: cells of a book are read and set, all else
// in it stays as it was. Enough of ZIP for that (APPNOTE 4.3: stored and deflated entries).
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

export interface Part {
  name: string;
  data: Buffer;
}

export function unzip(bytes: Uint8Array): Part[] {
  const all = Buffer.from(bytes);
  const end = all.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const parts: Part[] = [];
  let at = all.readUInt32LE(end + 16);
  for (let i = all.readUInt16LE(end + 10); i > 0; i--) {
    const [method, packed, name, extra, comment, local] = [all.readUInt16LE(at + 10), all.readUInt32LE(at + 20), all.readUInt16LE(at + 28), all.readUInt16LE(at + 30), all.readUInt16LE(at + 32), all.readUInt32LE(at + 42)];
    const from = local + 30 + all.readUInt16LE(local + 26) + all.readUInt16LE(local + 28);
    const data = all.subarray(from, from + packed);
    parts.push({ name: all.toString("utf8", at + 46, at + 46 + name), data: method === 0 ? data : inflateRawSync(data) });
    at += 46 + name + extra + comment;
  }
  return parts;
}

export function zip(parts: Part[]): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, data } of parts) {
    const packed = deflateRawSync(data);
    const title = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.write("PK\x03\x04", "latin1");
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(data), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(data.length, 22);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02", "latin1");
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    files.push(head, title, packed);
    list.push(entry, title);
    at += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, directory, end]);
}

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const plain = (text: string): string => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

export type Cell = string | number | null | { formula: string; value: number };

export class Book {
  readonly parts: Part[];
  constructor(bytes: Uint8Array) {
    this.parts = unzip(bytes);
  }

  part(name: string): string {
    return this.parts.find((p) => p.name === name)!.data.toString("utf8");
  }
  #put(name: string, text: string): void {
    this.parts.find((p) => p.name === name)!.data = Buffer.from(text);
  }

  // Texts of the cells of a sheet (1, 2, …), by name: { A1: "番号" }.
  cells(sheet = 1): Record<string, string> {
    const into: Record<string, string> = {};
    for (const [, name, inside] of this.part(`xl/worksheets/sheet${sheet}.xml`).matchAll(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>(.*?)<\/c>)/gs)) {
      const text = inside?.match(/<(?:t|v)[^>]*>(.*?)<\/(?:t|v)>/s)?.[1];
      if (text !== undefined) into[name!] = plain(text);
    }
    return into;
  }

  // The line of the sheet whose columns A and I hold an item's key and an option's.
  line(item: string, option?: string): number {
    const cells = this.cells();
    const found = Object.keys(cells).find((name) => /^A\d+$/.test(name) && cells[name] === item && cells[name.replace("A", "I")] === option);
    if (found === undefined) throw new Error(`no row of ${item}`);
    return Number(found.slice(1));
  }

  set(cell: string, value: Cell, sheet = 1): void {
    const name = `xl/worksheets/sheet${sheet}.xml`;
    const before = this.part(name);
    const found = new RegExp(`<c r="${cell}"( s="\\d+")?[^>]*?(?:/>|>.*?</c>)`, "s");
    if (!found.test(before)) throw new Error(`no cell ${cell}`);
    this.#put(name, before.replace(found, (_, style: string | undefined) => {
      const start = `<c r="${cell}"${style ?? ""}`;
      if (value === null) return `${start}/>`;
      if (typeof value === "number") return `${start}><v>${value}</v></c>`;
      if (typeof value === "string") return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
      return `${start}><f>${escaped(value.formula)}</f><v>${value.value}</v></c>`;
    }));
  }

  // The answer (and reason, and comment) of an item.
  fill(item: string, answer: Cell, more: { na?: string; comment?: string } = {}): void {
    const line = this.line(item);
    this.set(`E${line}`, answer);
    if (more.na !== undefined) this.set(`F${line}`, more.na);
    if (more.comment !== undefined) this.set(`G${line}`, more.comment);
  }

  replace(name: string, change: (text: string) => string): void {
    this.#put(name, change(this.part(name)));
  }

  blob(): Blob {
    return new Blob([zip(this.parts) as Uint8Array<ArrayBuffer>]);
  }
}
