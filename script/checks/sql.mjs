// SQL is constant text in *_store.c (and in kernel/db, kernel/register/register_sql.c,
// kernel/transfer/transfer_sql.c), never
// composed with printf; a statement on a table that has org_id says :org, or a comment above it says
// "no :org: <why>".
import { codeOnly, commentAbove, lineOf, stringLiterals } from "../lib/c-text.mjs";
import { finding } from "../lib/tree.mjs";

const HOME = /^src\/(?:.*_store\.c|kernel\/db\/.*|kernel\/register\/register_sql\.c|kernel\/transfer\/transfer_sql\.c)$/;
const COMPOSES = /^src\/kernel\/(?:db\/.*|register\/register_sql\.c|transfer\/transfer_sql\.c)$/;
const TEST = /_test\.c$|_fixture\.c$|\/test\//;
const STATEMENT = /^\s*(?:SELECT\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+(?:RECURSIVE\s+)?\w+.*\sAS\s|(?:CREATE|DROP|ALTER)\s+(?:TABLE|UNIQUE|INDEX|VIRTUAL|VIEW|TRIGGER)\s|PRAGMA\s|BEGIN\s)/;
const FORMAT = /%[-+0# ]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|j|z|t)?[sdiuxXfgc]\b|PRI[du]64/;
const REASON = /no :org: *\w.{7,}/;

// Names of tables that have a column org_id, from the migrations.
function tenantTables(tree) {
  const names = new Set();
  for (const file of tree.files(/^migrations\/.*\.sql$/))
    for (const table of tree.read(file).matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)\s*\(([^;]*?)\n\)/g))
      if (/^\s*org_id\b/m.test(table[2])) names.add(table[1]);
  return names;
}

function tablesOf(sql) {
  return [...sql.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)/gi)].map((m) => m[1]);
}

function checkText(file, text, tenant) {
  const found = [];
  for (const { line, value } of stringLiterals(text)) {
    if (!STATEMENT.test(value)) continue;
    if (!HOME.test(file)) found.push(finding(file, line, "SQL outside a *_store.c"));
    if (!COMPOSES.test(file) && FORMAT.test(value)) found.push(finding(file, line, "a value is formatted into SQL: bind it"));
    const table = tablesOf(value).find((name) => tenant.has(name));
    if (table && !/:org\b/.test(value) && !REASON.test(commentAbove(text, line)))
      found.push(finding(file, line, `statement on ${table} without :org (or a comment "no :org: why")`));
  }
  return found;
}

// What db_query is given must be a constant: a literal, NAME, or one of two by a condition.
function checkQueries(file, text) {
  const found = [];
  const code = codeOnly(text);
  for (const call of code.matchAll(/\bdb_query\(\s*[^,()]+(?:\([^()]*\))?[^,()]*,\s*([^;]*?)\)\s*;/g)) {
    const sql = call[1].trim();
    if (!/^(?:"[\s"A-Z_]*"|\w+(?:\[[\w.>-]+\])?|[^?]+\?\s*\w+\s*:\s*\w+)$/.test(sql))
      found.push(finding(file, lineOf(code, call.index), `db_query is given "${sql}", not a constant`));
  }
  return found;
}

export function check(tree) {
  const tenant = tenantTables(tree);
  const found = [];
  for (const file of tree.files(/^src\/.*\.[ch]$/).filter((f) => !TEST.test(f))) {
    found.push(...checkText(file, tree.read(file), tenant));
    if (!COMPOSES.test(file)) found.push(...checkQueries(file, tree.read(file)));
  }
  return found;
}

const schema = { "migrations/0001_x.sql": "CREATE TABLE unit (\n    id INTEGER,\n    org_id INTEGER NOT NULL\n) STRICT;\n" };
const store = (text) => ({ ...schema, "src/mod/unit/unit_store.c": text });
export const good = store(
  'static const char LIST[] = "SELECT id FROM unit "\n    "WHERE org_id = :org AND name LIKE ?";\n' +
    "/* no :org: the session says which organisation it is */\n" +
    'static const char ALL[] =\n    "SELECT org_id FROM unit WHERE id = ?";\nvoid f(void)\n{\n    db_query(c->db, LIST);\n    db_query(c->db, a ? LIST : ALL);\n}\n',
);
export const bad = [
  { ...schema, "src/mod/unit/unit_api.c": 'const char A[] = "SELECT id FROM unit WHERE org_id = :org";\n' },
  store('const char A[] = "SELECT id FROM unit WHERE id = ?";\n'),
  store('const char A[] = "DELETE FROM unit "\n    "WHERE id = ?";\n'),
  store('/* no :org: */\nconst char A[] = "DELETE FROM unit WHERE id = ?";\n'),
  store('void f(void)\n{\n    mem_printf(c, "SELECT id FROM unit WHERE org_id = :org AND id = %d", 3);\n}\n'),
  store("void f(void)\n{\n    db_query(c->db, mem_printf(c, A, 3));\n}\n"),
  store("void f(void)\n{\n    db_query(c->db, sql->data);\n}\n"),
];
