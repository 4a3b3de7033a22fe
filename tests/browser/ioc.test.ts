// Indicators leave a case by a dialog that says beforehand how many go and how many stay.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { colleagueOf, setUp, topUnit } from "../support/people.ts";
import { startServer } from "../support/server.ts";
import { checkBundle } from "../support/stix.ts";

const server = await startServer();
const ciso = await setUp(server);
const unit = await topUnit(ciso);
const csirt = await colleagueOf(ciso, "初動", "CSIRT", ["csirt"], unit);
const made = await csirt.client.post("/incidents", { unit, title: "販売システムの暗号化", severity: "critical", detected_at: new Date().toISOString() }, 201);
await csirt.client.post(`/incidents/${made.id}/iocs`, { text: "hxxps://login[.]evil[.]example/a\n192.0.2.7\nc2.evil.example", tlp: "green" }, 201);
await csirt.client.post(`/incidents/${made.id}/iocs`, { text: "203.0.113.5\n203.0.113.6", tlp: "red" }, 201);
await csirt.client.post(`/incidents/${made.id}/iocs`, { text: "HKCU\\Run\\x", tlp: "green" }, 201);

for (const width of [1440, 390])
  test(`what leaves and what stays is said before it does, ${width} wide`, async () => {
    const v = await visit(server, `/incidents/${made.number}`, { width }, csirt.client);
    await v.page.getByRole("button", { name: "共有用に書き出す", exact: true }).click();
    const dialog = v.page.getByRole("dialog", { name: "共有用に書き出す" });
    await dialog.getByText("3件を書き出します。").waitFor();
    assert.match(await dialog.getByRole("status").innerText(), /2件は上限を超えるため除きます。.*1件は、STIXで表せないため除きます。/);
    await v.look(`ioc-export-${width}`);
    const [file] = await Promise.all([v.page.waitForEvent("download"), dialog.getByRole("button", { name: "書き出す", exact: true }).click()]);
    assert.equal(file.suggestedFilename(), `${made.number}-stix.json`);
    checkBundle(JSON.parse(readFileSync(await file.path(), "utf8")));
    await v.page.getByText("書き出しました", { exact: true }).waitFor();
    v.quiet();
    await v.context.close();
  });
