// The OpenAPI document as TypeScript types, on standard output. Usage: types.mjs OPENAPI.json
// Knows only what src/kernel/schema.c writes. (openapi-typescript needs the JavaScript API of
// TypeScript 5, which the TypeScript 7 we build with no longer has.)
import { readFileSync } from "node:fs";

const doc = JSON.parse(readFileSync(process.argv[2], "utf8"));
const name = (ref) => ref.slice(ref.lastIndexOf("/") + 1);

function scalar(type, schema) {
  if (type === "integer" || type === "number") return "number";
  if (type === "array") {
    const item = typeOf(schema.items ?? {});
    return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  }
  if (type === "object") return objectOf(schema);
  return type;
}

function objectOf(schema, indent = "") {
  if (!schema.properties) {
    const values = schema.additionalProperties;
    return `Record<string, ${typeof values === "object" ? typeOf(values) : "unknown"}>`;
  }
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(
    ([key, value]) => `${indent}  ${key}${required.has(key) ? "" : "?"}: ${typeOf(value)};`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function typeOf(schema) {
  if (schema.$ref) return name(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(" | ");
  if (schema.type === undefined) return "unknown";
  const types = [schema.type].flat();
  return types.map((t) => scalar(t, schema)).join(" | ");
}

const schemas = Object.entries(doc.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
const out = ["// Made by script/generate from the OpenAPI document. Do not edit.", ""];
for (const [key, schema] of schemas) {
  if (schema.properties) out.push(`export interface ${key} ${objectOf(schema)}`, "");
  else out.push(`export type ${key} = ${typeOf(schema)};`, "");
}

// Bytes of the files that are sent, by the operation that takes them.
const files = Object.values(doc.paths)
  .flatMap((path) => Object.values(path))
  .filter((op) => op.requestBody && !Object.keys(op.requestBody.content).some((type) => type.endsWith("json")))
  .map((op) => `  ${op.operationId}: ${op.requestBody["x-max-bytes"]},`)
  .sort();
out.push("export const FILE_BYTES = {", ...files, "} as const;", "");
process.stdout.write(out.join("\n"));
