// Reads {seed, count} as JSON: the app's export of so many notes, each as a fast-check property would meet it.
import { readFileSync } from "node:fs";
import { notesOfSeed } from "../../../frontend/src/domain/example-notes";
import { exportAnnotations } from "../../../frontend/src/domain/web-annotation";

const { seed, count } = JSON.parse(readFileSync(0, "utf8")) as { seed: number; count: number };
const about = { origin: "https://folkevalgt.example", label: "Merknader", language: "nb", generated: "2026-12-02T10:00:00Z" } as const;
const circles = { "group:0190a7a0-0000-7000-8000-0000000000bb": "Arbeiderpartiet" };
process.stdout.write(exportAnnotations(notesOfSeed(seed, count), { ...about, circles }));
