// What both sides' devices have in common: they take one step after another, as standard input names them, and tell
// how many milliseconds each took and how many notes it was about.
"use strict";
const { createInterface } = require("node:readline");
const { readFileSync } = require("node:fs");

exports.notes = () => JSON.parse(readFileSync(process.env.NOTES, "utf8"));

exports.EDITS = 10;
exports.edited = (note) => ({ ...note, text: `${note.text} Dette må vi ta opp i gruppemøtet.` });

exports.take = async (steps) => {
  for await (const line of createInterface({ input: process.stdin })) {
    const began = performance.now();
    const count = await steps[line.trim()]();
    console.log(JSON.stringify({ ms: performance.now() - began, count: count ?? 0 }));
  }
};
