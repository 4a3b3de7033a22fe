// A fresh database for one test file, on the engine of this run.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { engine, newFolder, postgresUrl } from "./environment.ts";

export interface Database {
  url: string; // as KANAME_DATABASE takes it
  folder: string; // of files beside the database: key, spool
}

function psql(url: string, sql: string): string {
  const run = spawnSync("psql", ["-qXAt", "-v", "ON_ERROR_STOP=1", url, "-c", sql], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`psql: ${run.stderr}`);
  return run.stdout.trim();
}

export function newDatabase(): Database {
  const folder = newFolder("db");
  if (engine === "sqlite") return { folder, url: `sqlite:${join(folder, "kaname.db")}` };
  if (postgresUrl === "") throw new Error("no PostgreSQL: run by script/test");
  const name = `t_${randomBytes(6).toString("hex")}`;
  psql(postgresUrl, `CREATE DATABASE ${name}`);
  return { folder, url: postgresUrl.replace(/[^/]*$/, name) };
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
