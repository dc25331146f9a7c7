/** How much JavaScript the first screen costs, brotli: the entry and everything it loads before Møter or sign-in is drawn. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";

const built = resolve(process.argv[2] ?? join(import.meta.dirname, "../folkevalgt/static"));
const html = readFileSync(join(built, "index.html"), "utf8");
const first = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((found) => found[1]);
const files = new Set(first);
for (const file of files) {
  const code = readFileSync(join(built, file), "utf8");
  for (const [, name] of code.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) files.add(`/assets/${name}`);
}
const weigh = (file) => brotliCompressSync(readFileSync(join(built, file))).length;
const css = [...html.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map((found) => found[1]);
const sum = (names) => [...names].map(weigh).reduce((a, b) => a + b, 0);
console.log(JSON.stringify({ first_screen_brotli: sum(files), files: files.size, css_brotli: sum(css) }));
