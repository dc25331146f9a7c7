import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "vite";

const ON_DEMAND = /^pdfjs\/cmaps\/|\.map$|LICENSE|^service-worker\.js$/;

/**
 * Builds the service worker by itself, in one file that shares no chunk with the app: no browser must know modules in it. At
 * its top stands the list of shell files, and a version made from their bytes.
 */
export function shell(root: string): Plugin {
  let out = "";
  return {
    name: "shell-list",
    apply: "build",
    configResolved: (config) => void (out = resolve(config.root, config.build.outDir)),
    async closeBundle() {
      const worker = join(out, "service-worker.js");
      await build({
        root,
        configFile: false,
        logLevel: "error",
        publicDir: false,
        build: {
          outDir: out,
          emptyOutDir: false,
          modulePreload: false,
          rollupOptions: { input: join(root, "src/service-worker.ts"), output: { format: "iife", entryFileNames: "service-worker.js" } },
        },
      });
      const names = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
        .filter((name) => !ON_DEMAND.test(name))
        .sort();
      const version = createHash("sha256");
      for (const name of names) version.update(name).update(readFileSync(join(out, name)));
      const list = { version: version.digest("hex").slice(0, 16), files: names.map((name) => `/${name}`) };
      writeFileSync(worker, `self.SHELL=${JSON.stringify(list)};\n${readFileSync(worker, "utf8")}`);
    },
  };
}
