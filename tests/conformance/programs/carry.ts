// Reads {edit, seed} as JSON: how long 1,000 notes take to a paper of some 200 pages, in ms of processor time, five times over.
import { readFileSync } from "node:fs";
import { carry } from "../../../frontend/src/domain/anchor";
import { corpus, type Edit } from "../../../frontend/src/domain/case-text";

const { edit, seed } = JSON.parse(readFileSync(0, "utf8")) as { edit: Edit; seed: number };
const { notes, after } = corpus(seed, edit, { paragraphs: 1500, notes: 1000 });
const spent = Array.from({ length: 5 }, () => {
  const before = process.cpuUsage();
  carry(notes, after);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
});
process.stdout.write(JSON.stringify({ spent, pages: after.length, notes: notes.length }));
