// Lessons as people write them, without a page: what becomes the title of a measure.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonLines } from "../../web/src/mod/aftercase/lesson_rules.ts";

test("each line and each sentence is one lesson, without marks of lists and stops", () => {
  assert.deepEqual(lessonLines("VPN機器を毎月更新する\r\n・委託先の接続を見直す\n２．連絡網を作る"), ["VPN機器を毎月更新する", "委託先の接続を見直す", "連絡網を作る"]);
  assert.deepEqual(lessonLines("更新の対象に加える。目印を付ける。"), ["更新の対象に加える", "目印を付ける"]);
  assert.deepEqual(lessonLines("Update order PCs. Mark the cable."), ["Update order PCs", "Mark the cable"]);
  assert.deepEqual(lessonLines("Go to version 2.4 by May"), ["Go to version 2.4 by May"]);
});

test("empty lines and repetitions are none, and a title has its limit", () => {
  assert.deepEqual(lessonLines(" \n\n-\n同じこと\n同じこと。\n"), ["同じこと"]);
  assert.equal([...lessonLines("長".repeat(300))[0]!].length, 200);
  assert.deepEqual(lessonLines(""), []);
});
