import { useEffect, useRef, useState } from "preact/hooks";
import type { DeskEdit, DeskLine, DeskPackage, DeskStale } from "../domain/shapes";
import { desk, type Refused } from "../sync";
import { d } from "../words/desk";
import { sorry } from "../words/index";
import { wordOf } from "./live";

export interface Doing {
  /** What was done last here, in words. */
  said: string;
  /** What somebody else did, so that one's own act was not done; null when nothing was refused. */
  stale: DeskLine[] | null;
  failed: string;
  /** Does all of them or none; true when they were done. One after another, however fast they are asked for. */
  act: (acts: DeskEdit[], said: string) => Promise<boolean>;
  undo: (number: number) => Promise<void>;
  tell: (said: string) => void;
}

/** The acts on one meeting's desk, each on top of what the one before it made. */
export function useDoing(id: string, opened: DeskPackage, take: (now: DeskPackage) => void, again: () => Promise<void>): Doing {
  const [told, setTold] = useState<Pick<Doing, "said" | "stale" | "failed">>({ said: "", stale: null, failed: "" });
  const edits = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    edits.current = Math.max(edits.current, opened.desk.edits);
  }, [opened]);
  const tell = (said: string) => setTold({ said, stale: null, failed: "" });
  const refused = async (trouble: unknown) => {
    const word = wordOf(trouble);
    if (word !== "stale") return setTold({ said: "", stale: null, failed: word === "offline" ? d().package.offlineAct : sorry(word) });
    edits.current = 0; // whatever it is now: what comes is fetched anew
    await again();
    setTold({ said: "", stale: ((trouble as Refused).body as DeskStale | null)?.since ?? [], failed: "" });
  };
  const inTurn = <T,>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.current.then(work);
    queue.current = mine.catch(() => undefined);
    return mine;
  };
  const done = (now: DeskPackage, said: string) => {
    edits.current = now.desk.edits;
    take(now);
    tell(said);
  };
  const act = (acts: DeskEdit[], said: string) =>
    inTurn(async () => {
      try {
        done(await desk.act(id, { edits: edits.current, acts }), said);
        return true;
      } catch (trouble) {
        await refused(trouble);
        return false;
      }
    });
  const undo = (number: number) =>
    inTurn(async () => {
      try {
        done(await desk.undo(id, { number }), d().meeting.said.undo);
      } catch (trouble) {
        await refused(trouble);
      }
    });
  return { ...told, act, undo, tell };
}
