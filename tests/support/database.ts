// A fresh database for one test file, on the engine of this run.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { engine, newFolder, postgresUrl, program } from "./environment.ts";

export interface Database {
  url: string; // as KANAME_DATABASE takes it
  folder: string; // of files beside the database: key, spool
}

function psql(url: string, sql: string): string {
  const run = spawnSync("psql", ["-qXAt", "-v", "ON_ERROR_STOP=1", url, "-c", sql], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`psql: ${run.stderr}`);
  return run.stdout.trim();
}

export function newDatabase(how = ""): Database {
  const folder = newFolder("db");
  if (engine === "sqlite") return { folder, url: `sqlite:${join(folder, "kaname.db")}` };
  if (postgresUrl === "") throw new Error("no PostgreSQL: run by script/test");
  const name = `t_${randomBytes(6).toString("hex")}`;
  psql(postgresUrl, `CREATE DATABASE ${name} ${how}`);
  return { folder, url: postgresUrl.replace(/[^/]*$/, name) };
}

// A database of the program's schema with nothing in it, as `migrate` makes it of an empty one. A run makes it once for
// each program and copies it; whoever makes it at the same time finds that another was first, and takes that one.
export function migratedDatabase(migrate: (database: Database) => void): Database {
  const { ino, mtimeMs, size } = statSync(program);
  const kept = `ready_${ino}_${Math.round(mtimeMs)}_${size}`;
  return engine === "sqlite" ? copiedFile(`${kept}.db`, migrate) : copiedDatabase(kept, migrate);
}

function copiedFile(kept: string, migrate: (database: Database) => void): Database {
  const source = join(process.env["KANAME_TEST_WORK"] ?? newFolder("ready"), kept);
  const database = newDatabase();
  const file = database.url.replace(/^sqlite:/, "");
  if (existsSync(source)) {
    copyFileSync(source, file);
    return database;
  }
  migrate(database);
  copyFileSync(file, `${source}.${process.pid}`);
  renameSync(`${source}.${process.pid}`, source);
  return database;
}

function copiedDatabase(kept: string, migrate: (database: Database) => void): Database {
  const exists = (name: string): boolean => psql(postgresUrl, `SELECT count(*) FROM pg_database WHERE datname = '${name}'`) === "1";
  if (!exists(kept)) {
    const first = newDatabase();
    migrate(first);
    try {
      psql(postgresUrl, `ALTER DATABASE ${first.url.replace(/.*\//, "")} RENAME TO ${kept}`);
    } catch {
      if (!exists(kept)) return first; // its last connection was not gone yet: it serves this file alone
    }
  }
  return newDatabase(`TEMPLATE ${kept}`);
}

// Looks into a database from outside the program, waiting for its writers; the first column of each row.
export function query(database: Database, sql: string): string[] {
  if (database.url.startsWith("postgres:")) return psql(database.url, sql).split("\n").filter((row) => row !== "");
  const run = spawnSync("sqlite3", ["-bail", "-cmd", ".timeout 30000", database.url.replace(/^sqlite:/, ""), sql], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`sqlite3: ${run.stderr}`);
  return run.stdout.split("\n").filter((row) => row !== "");
}

// Whether a transaction that changes `table` is under way: on PostgreSQL its lock is seen, on SQLite that
// nobody else gets to write for a good while (all the program's other writes are over in milliseconds).
export function isBeingChanged(database: Database, table: string): boolean {
  if (database.url.startsWith("postgres:"))
    return psql(database.url, `SELECT count(*) > 0 FROM pg_locks WHERE relation = '${table}'::regclass AND mode = 'RowExclusiveLock'`) === "t";
  const run = spawnSync("sqlite3", ["-bail", "-cmd", ".timeout 300", database.url.replace(/^sqlite:/, ""), "BEGIN IMMEDIATE; ROLLBACK"], { encoding: "utf8" });
  return /database is locked/.test(run.stderr);
}
