// The command line: what it understands, what it refuses, and that it touches nothing before that.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { type Database, newDatabase, query } from "../support/database.ts";
import { engine, newFolder } from "../support/environment.ts";
import { setUp } from "../support/people.ts";
import { attempt, command, prepare, type Run, startServer } from "../support/server.ts";

const COMMANDS = ["demo", "describe", "erase", "export", "import", "import-organisation", "init", "migrate", "report", "serve", "user", "verify"];
const LINK = /(https?:\/\/\S+)\/(?:setup|sign-in)#/;

// In an empty folder, with the settings' own defaults.
function inFolder(folder: string, args: string[], env: Record<string, string> = {}): Run {
  const none = { KANAME_DATABASE: "", KANAME_KEY_FILE: "", KANAME_PORT: "", KANAME_PUBLIC_URL: "", KANAME_LANG: "en" };
  return attempt(args, { cwd: folder, env: { ...none, ...env } });
}

// A database with an organisation in it; nothing runs on it.
async function installation(): Promise<Database> {
  const server = await startServer();
  await setUp(server);
  await server.stop();
  return server.database;
}

function on(database: Database, args: string[], env: Record<string, string> = {}): Run {
  const all = { KANAME_DATABASE: database.url, KANAME_KEY_FILE: join(database.folder, "kaname.key"), KANAME_LANG: "en", ...env };
  return attempt(args, { env: all });
}

describe("what is not understood touches nothing", () => {
  test("help of every command is printed, in both languages, and ends well", () => {
    const folder = newFolder("cli");
    for (const name of COMMANDS) {
      for (const args of [[name, "--help"], [name, "-h"], ["help", name]]) {
        const run = inFolder(folder, args);
        assert.deepEqual([run.status, run.err], [0, ""], args.join(" "));
        assert.match(run.out, new RegExp(`^Usage: kaname ${name}`), args.join(" "));
        assert.match(run.out, /--database URL/);
      }
      assert.match(inFolder(folder, [name, "--help"], { KANAME_LANG: "ja" }).out, new RegExp(`^使い方: kaname ${name}`));
    }
    assert.equal(inFolder(folder, ["user", "add", "--help"]).status, 0);
    assert.equal(inFolder(folder, ["serve", "--port", "x", "--help"]).status, 0);
    assert.equal(inFolder(folder, ["--help"]).status, 0);
    assert.deepEqual(readdirSync(folder), []);
  });

  test("wrong usage ends with 2, says what was wrong, and makes no file", () => {
    const folder = newFolder("cli");
    const wrong = [
      ["user"], ["user", "lst"], ["user", "list", "--all"], ["user", "list", "x"], ["user", "add", "taro"],
      ["user", "add", "taro", "Taro", "--colour", "red"], ["user", "add", "taro", "Taro", "--role", "king"], ["user", "link"],
      ["user", "disable", "--login"], ["demo", "--fresh"], ["init", "now"], ["migrate", "--dry-run"], ["serve", "--prt", "1"],
      ["serve", "--port", "many"], ["serve", "--workers", "-1"], ["verify", "--exprt", "x"], ["verify", "--sign", "--write", "x"], ["verify", "--public-key", "zz"],
      ["erase"], ["export"], ["export", "a", "b"], ["import-organisation"], ["import-organisation", "--org", "x", "a"], ["import"], ["import", "--framework"], ["report", "--output", "x"], ["describe", "--all"], ["nothing"], [], ["help", "nothing"],
    ];
    for (const args of wrong) {
      const run = inFolder(folder, args);
      assert.deepEqual([run.status, run.out], [2, ""], args.join(" "));
      assert.match(run.err, /Usage: kaname/, args.join(" "));
    }
    assert.match(inFolder(folder, ["demo", "--fresh"]).err, /--fresh/);
    assert.match(inFolder(folder, ["user", "add", "taro", "Taro", "--role", "king"]).err, /king/);
    assert.match(inFolder(folder, ["serve", "--port", "many"]).err, /port/);
    assert.deepEqual(readdirSync(folder), []);
  });

  test("a command that needs a database makes none, and says where it looked", () => {
    const folder = newFolder("cli");
    const framework = resolve("tests/fixtures/shop-check.yaml");
    const needing = [
      ["user", "list"], ["user", "add", "taro", "Taro"], ["verify"], ["demo", "--links"], ["report", "--campaign", "C-2026-0001", "--output", "x.pdf"],
      ["erase", "--subject", "person:P-2026-0001", "--law", "law"], ["export", "x.zip"], ["import", "--framework", framework],
    ];
    for (const args of needing) {
      const run = inFolder(folder, args);
      assert.equal(run.status, 1, args.join(" "));
      assert.ok(run.err.includes(join(folder, "kaname.db")), `${args.join(" ")}: ${run.err}`);
      assert.match(run.err, /--database/);
      assert.match(inFolder(folder, [...args, "--database", "sqlite:/nowhere/at/all.db"]).err, /\/nowhere\/at\/all\.db/);
    }
    assert.deepEqual(readdirSync(folder), []);
  });
});

describe("links name the address that people use", () => {
  test("by option, by environment, by port", async () => {
    const database = newDatabase();
    prepare(database);
    const link = (args: string[], env: Record<string, string> = {}): string => LINK.exec(on(database, args, { KANAME_PORT: "", KANAME_PUBLIC_URL: "", ...env }).out)?.[1] ?? "";
    assert.equal(link(["init"]), "http://localhost:8080");
    assert.equal(link(["init", "--port", "8123"]), "http://localhost:8123");
    assert.equal(link(["init", "--public-url", "https://kaname.example/"]), "https://kaname.example");
    assert.equal(link(["init", "--port", "8123"], { KANAME_PUBLIC_URL: "https://k.example" }), "https://k.example");
    assert.equal(link(["demo", "--public-url", "https://kaname.example"]), "https://kaname.example");
    assert.equal(link(["demo", "--links", "--port", "8124"]), "http://localhost:8124");
    assert.equal(link(["user", "link", "ciso", "--public-url", "https://kaname.example"]), "https://kaname.example");
  });
});

describe("what goes wrong is said in words", () => {
  test("a unit that is not there", async () => {
    const database = await installation();
    const run = on(database, ["user", "add", "taro", "Taro", "--role", "manager", "--unit", "U-1999-0001"]);
    assert.equal(run.status, 1);
    assert.match(run.err, /no unit .*U-1999-0001/i);
    assert.doesNotMatch(run.err, /\/roles\/0/);
    const login = on(database, ["user", "add", "ta ro", "Taro"]);
    assert.equal(login.status, 1);
    assert.match(login.err, /^ {2}Login: /m);
    assert.match(on(database, ["user", "add", "ta ro", "Taro"], { KANAME_LANG: "ja" }).err, /^ {2}ログインID: /m);
  });

  test("signatures cannot be checked without the key", async () => {
    const database = await installation();
    command(database, ["verify", "--sign"]);
    const told = on(database, ["verify"]).out;
    assert.match(told, /[Ss]igned up to number \d/);
    const run = on(database, ["verify"], { KANAME_KEY_FILE: join(database.folder, "elsewhere.key") });
    assert.equal(run.status, 1, "what was not checked is not called sound");
    assert.match(run.out, /cannot be checked without the key/);
    assert.match(run.out, /--public-key/);
    assert.doesNotMatch(run.out, /up to number 0|No tampering/);
    query(database, "UPDATE audit SET action = 'x' WHERE seq = 2");
    assert.match(on(database, ["verify"], { KANAME_KEY_FILE: join(database.folder, "elsewhere.key") }).out, /No\. 2: the entry has been changed/);
  });

  test("a database that nobody has signed yet", async () => {
    const database = newDatabase();
    prepare(database);
    command(database, ["demo"]);
    assert.match(on(database, ["verify"]).out, /not signed yet/);
  });
});

describe("a schema that cannot be brought up to date", { skip: engine !== "postgres" }, () => {
  test("says what the role may not do and what to do, and no secret", () => {
    const database = newDatabase();
    query(database, "DROP ROLE IF EXISTS cli_poor");
    query(database, "CREATE ROLE cli_poor LOGIN PASSWORD 'hidden-word'");
    const url = database.url.replace(/\/\/[^@]*@/, "//cli_poor:hidden-word@");
    const run = on({ ...database, url }, ["migrate"]);
    query(database, "DROP ROLE cli_poor");
    assert.equal(run.status, 1);
    assert.match(run.err, /permission denied for schema public/);
    assert.match(run.err, /owner/);
    assert.doesNotMatch(run.err, /hidden-word|Something went wrong/);
  });

  test("a server that refuses the log-in is not called silent", () => {
    const database = newDatabase();
    const run = on({ ...database, url: database.url.replace(/\/\/[^@]*@/, "//nobody_here:hidden-word@") }, ["migrate"]);
    assert.equal(run.status, 1);
    assert.match(run.err, /nobody_here/);
    assert.doesNotMatch(run.err, /hidden-word/);
  });
});

describe("a file that cannot be written", { skip: engine !== "sqlite" }, () => {
  test("is named, with what to look at", () => {
    const folder = newFolder("cli");
    mkdirSync(join(folder, "kaname.db"));
    const run = inFolder(folder, ["migrate"]);
    assert.equal(run.status, 1);
    assert.ok(run.err.includes(join(folder, "kaname.db")), run.err);
    writeFileSync(join(folder, "note.db"), "this is no database, but a note of some length that anybody could have written\n".repeat(20));
    const note = inFolder(folder, ["migrate", "--database", "sqlite:note.db"]);
    assert.equal(note.status, 1);
    assert.match(note.err, /note\.db.*not a database/);
  });
});
