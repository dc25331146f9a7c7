import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Topic, watch } from "../store/rows";

export type Live<T> = { state: "loading" } | { state: "here"; value: T } | { state: "failed"; word: string };

/** The word of a refusal; anything else thrown is our own fault. */
export function wordOf(trouble: unknown): string {
  const word = (trouble as { word?: unknown } | null)?.word;
  return typeof word === "string" ? word : "server_error";
}

/**
 * What `load` gives, loaded again whenever one of the topics changes. A failed reload keeps what was shown.
 * The second answer loads again at once.
 */
export function useLive<T>(topics: Topic[], load: () => Promise<T>, key: string): [Live<T>, () => Promise<void>] {
  const [live, setLive] = useState<{ key: string; now: Live<T> }>({ key, now: { state: "loading" } });
  const latest = useRef(load);
  latest.current = load;
  const current = useRef(key);
  current.current = key;
  const turn = useRef({ asked: 0, shown: 0 });
  const again = useCallback(async () => {
    const mine = ++turn.current.asked;
    // What was asked for earlier may come later: it is older.
    const isNews = () => current.current === key && mine > turn.current.shown;
    try {
      const value = await latest.current();
      if (!isNews()) return;
      turn.current.shown = mine;
      setLive({ key, now: { state: "here", value } });
    } catch (trouble) {
      if (!isNews()) return;
      setLive((was) => (was.key === key && was.now.state === "here" ? was : { key, now: { state: "failed", word: wordOf(trouble) } }));
    }
  }, [key]);
  useEffect(() => {
    void again();
    return topics.length > 0 ? watch(topics, () => void again()) : undefined;
  }, [again, topics.join()]);
  return [live.key === key ? live.now : { state: "loading" }, again];
}
