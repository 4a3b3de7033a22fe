// A directory on this machine: Debian's slapd in a folder of its own, without privileges, with people
// and groups and a certificate that only the tests believe.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { freePort, until } from "./environment.ts";

export const BASE = "dc=example,dc=com";
export const READER = `cn=reader,${BASE}`;
export const READER_PASSWORD = "only reads: ä";
export const DIRECTORY_PASSWORD = "orchid lantern 27";

// A command that waits for a directory blocks the whole test file, and no timeout of its own would be seen.
const PATIENCE_MS = 30_000;

const LDIF = `
dn: ${BASE}
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ${READER}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${READER_PASSWORD}

dn: ou=people,${BASE}
objectClass: organizationalUnit
ou: people

dn: ou=groups,${BASE}
objectClass: organizationalUnit
ou: groups
`;

export class Directory {
  readonly folder = mkdtempSync(join(tmpdir(), "kaname-slapd-"));
  readonly ca = join(this.folder, "ca.pem");
  plain = 0;
  secure = 0;
  #child: ChildProcess | null = null;

  get url(): string {
    return `ldap://127.0.0.1:${this.plain}`;
  }
  get secureUrl(): string {
    return `ldaps://localhost:${this.secure}`;
  }

  #run(command: string, args: string[], input = ""): void {
    const run = spawnSync(command, args, { input, encoding: "utf8", timeout: PATIENCE_MS });
    assert.equal(run.status, 0, `${command} ${args.join(" ")}: ${run.stderr}`);
  }

  #configure(): void {
    const key = join(this.folder, "key.pem");
    // libldap asks for the machine's own name where the address says localhost.
    const names = ["-addext", `subjectAltName=DNS:localhost,DNS:${hostname()}`, "-addext", "basicConstraints=critical,CA:TRUE"];
    this.#run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", ...names, "-keyout", key, "-out", this.ca]);
    mkdirSync(join(this.folder, "data"));
    const schemas = ["core", "cosine", "inetorgperson"].map((s) => `include /etc/ldap/schema/${s}.schema`);
    const lines = [
      ...schemas,
      "modulepath /usr/lib/ldap",
      "moduleload back_mdb",
      "moduleload memberof",
      `TLSCertificateFile ${this.ca}`,
      `TLSCertificateKeyFile ${key}`,
      "database mdb",
      `suffix ${BASE}`,
      `rootdn cn=admin,${BASE}`,
      "rootpw admin",
      `directory ${join(this.folder, "data")}`,
      "overlay memberof",
      "access to attrs=userPassword by anonymous auth by * none",
      "access to * by users read by * none",
    ];
    writeFileSync(join(this.folder, "slapd.conf"), `${lines.join("\n")}\n`);
    chmodSync(this.ca, 0o644);
    chmodSync(key, 0o644);
    chmodSync(this.folder, 0o755);
  }

  // Root gives its rights away to the package's own user.
  #userArguments(): string[] {
    if (process.getuid?.() !== 0) return [];
    const id = (what: string): number => Number(spawnSync("id", [what, "openldap"], { encoding: "utf8" }).stdout);
    for (const path of [this.folder, join(this.folder, "data")]) chownSync(path, id("-u"), id("-g"));
    return ["-u", "openldap", "-g", "openldap"];
  }

  async start(): Promise<void> {
    const fresh = this.plain === 0;
    if (fresh) {
      this.plain = await freePort();
      this.secure = await freePort();
      this.#configure();
    }
    const slapd = ["-f", join(this.folder, "slapd.conf"), "-h", `${this.url} ldaps://127.0.0.1:${this.secure}`, "-d", "0", ...this.#userArguments()];
    this.#child = spawn("/usr/sbin/slapd", slapd, { stdio: "ignore" });
    const child = this.#child;
    process.once("exit", () => child.kill("SIGKILL"));
    await until("the directory answers", () => spawnSync("ldapwhoami", ["-x", "-H", this.url, "-o", "nettimeout=2"], { timeout: PATIENCE_MS }).status === 0);
    if (fresh) this.add(LDIF);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return; // it may have ended by itself: nobody would say so again
    await new Promise((done) => {
      child.once("close", done);
      child.kill("SIGKILL");
    });
  }

  add(ldif: string): void {
    this.#run("ldapadd", ["-x", "-H", this.url, "-D", `cn=admin,${BASE}`, "-w", "admin"], ldif);
  }

  change(ldif: string): void {
    this.#run("ldapmodify", ["-x", "-H", this.url, "-D", `cn=admin,${BASE}`, "-w", "admin"], ldif);
  }

  person(uid: string, { name = uid, mail = "", password = DIRECTORY_PASSWORD } = {}): void {
    const lines = [`dn: uid=${uid},ou=people,${BASE}`, "objectClass: inetOrgPerson", `uid: ${uid}`, `cn: ${name}`, `sn: ${name}`, `userPassword: ${password}`];
    this.add(`${[...lines, ...(mail ? [`mail: ${mail}`] : [])].join("\n")}\n`);
  }

  group(name: string, ...uids: string[]): void {
    const members = uids.map((uid) => `member: uid=${uid},ou=people,${BASE}`);
    this.add(`${[`dn: cn=${name},ou=groups,${BASE}`, "objectClass: groupOfNames", `cn: ${name}`, ...members].join("\n")}\n`);
  }

  leave(name: string, uid: string): void {
    this.change(`dn: cn=${name},ou=groups,${BASE}\nchangetype: modify\ndelete: member\nmember: uid=${uid},ou=people,${BASE}\n`);
  }
}

// Of the file: stopped after its last test.
export async function startDirectory(): Promise<Directory> {
  const directory = new Directory();
  await directory.start();
  after(async () => {
    await directory.stop();
    rmSync(directory.folder, { recursive: true, force: true });
  });
  return directory;
}
