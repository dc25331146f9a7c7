import { useRef, useState } from "preact/hooks";
import { base64 } from "../domain/people";
import type { Book } from "../domain/shapes";
import { people } from "../sync";
import { Back } from "../ui/icons";
import { to } from "../ui/router";
import { sorry, w } from "../words/index";
import { p } from "../words/people-register";
import { inOslo } from "../words/time";
import { type Live, useLive, wordOf } from "./live";

export const useBook = (): [Live<Book>, () => Promise<void>] => useLive<Book>(["connection"], () => people.book(), "book");
export const today = (): string => inOslo(new Date()).date;
export const ToPeople = () => <a class="back" href={to.people}><Back />{p.back}</a>;
export const roleName = (role: string): string => (w.role as Record<string, string>)[role] ?? role;
export const sorryFor = (trouble: unknown): string => (wordOf(trouble) === "offline" ? p.offline : sorry(wordOf(trouble)));

/** "1.10.2027": a day in a table, short. */
export function shortDay(day: string): string {
  const [year, month, date] = day.split("-");
  return `${Number(date)}.${Number(month)}.${year}`;
}

/** One thing at a time: what is being done, what it said, and what went wrong. */
export function useDoing(again?: () => Promise<void>) {
  const [doing, setDoing] = useState(false);
  const [told, setTold] = useState("");
  const [failed, setFailed] = useState("");
  const run = async (work: () => Promise<string>): Promise<boolean> => {
    if (doing) return false;
    setDoing(true);
    setTold("");
    setFailed("");
    try {
      const said = await work();
      await again?.();
      setTold(said);
      return true;
    } catch (trouble) {
      setFailed(sorryFor(trouble));
      return false;
    } finally {
      setDoing(false);
    }
  };
  const says = (
    <>
      <p class="told" role="status">{told}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
    </>
  );
  return { doing, run, says };
}

const LARGEST = 700_000; // bytes: as base64 in JSON it stays below what the server takes

export interface Chosen {
  name: string;
  data: string;
}

/** A list from the machine, dropped or chosen. It is read here and sent when it is looked at. */
export function ListFile({ chosen, onChoose }: { chosen: Chosen | null; onChoose: (file: Chosen) => void }) {
  const [over, setOver] = useState(false);
  const [failed, setFailed] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    setFailed("");
    if (!file) return;
    if (file.size > LARGEST) return setFailed(p.file.tooLarge);
    onChoose({ name: file.name, data: base64(new Uint8Array(await file.arrayBuffer())) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer?.files[0]);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div class="list-file" data-over={over || undefined} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
      <label class="ds-label" for="list-file">{p.file.label}</label>
      <p class="quiet">{chosen ? chosen.name : p.file.drop}</p>
      <input ref={input} class="ds-sr-only" id="list-file" type="file" accept=".csv,.txt,.xlsx,text/csv" onChange={(event) => void take(event.currentTarget.files?.[0]).then(() => input.current && (input.current.value = ""))} />
      <button type="button" class="ds-button" data-variant="secondary" onClick={() => input.current?.click()}>{chosen ? p.file.other : p.file.choose}</button>
      {failed && <p role="alert" class="warn">{failed}</p>}
    </div>
  );
}
