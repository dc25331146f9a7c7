import { useEffect, useState } from "preact/hooks";
import type { UploadBegun } from "../domain/shapes";
import { brought } from "../sync/brought";
import { b } from "../words/brought";
import { sorry } from "../words/index";
import { type Chosen, toldOf } from "./upload-files";
import { wordOf } from "./live";

export interface Sending {
  /** What is going on, in words; empty when nothing is. */
  under: string;
  failed: string[];
  /** Sends them one after the other; those that did not come whole. `begun` is told of each that did. */
  send: (id: string, files: Chosen[], basis: string, begun?: (one: Chosen, made: UploadBegun) => void) => Promise<Chosen[]>;
}

/** Files on their way. Whoever leaves the page meanwhile is asked first. */
export function useSending(): Sending {
  const [under, setUnder] = useState("");
  const [failed, setFailed] = useState<string[]>([]);
  useEffect(() => {
    if (!under) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", hold);
    return () => removeEventListener("beforeunload", hold);
  }, [under !== ""]);
  const send: Sending["send"] = async (id, files, basis, begun) => {
    const left: Chosen[] = [];
    const said: string[] = [];
    const lines = new Map<string, string>(); // an item that was made for the first of its papers
    setFailed([]);
    for (const [at, one] of files.entries()) {
      setUnder(b.add.sending(at + 1, files.length, one.file.name));
      const line = one.target.newItem && one.number ? lines.get(one.number) : undefined;
      const sent = line ? { ...one, target: { document: "", item: line, newItem: false } } : one;
      try {
        const made = await brought.bring(id, toldOf(sent, basis), one.file);
        if (one.target.newItem && one.number) lines.set(one.number, made.item);
        begun?.(one, made);
      } catch (trouble) {
        const word = wordOf(trouble);
        said.push(b.add.failed(one.file.name, word === "offline" ? b.add.offline : sorry(word)));
        left.push(one);
      }
    }
    setFailed(said);
    setUnder("");
    return left;
  };
  return { under, failed, send };
}
