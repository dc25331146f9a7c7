import { useEffect, useRef, useState } from "preact/hooks";
import type { Found, Sought, Told } from "../domain/search";
import { type Preparing, Search } from "../store/search";
import { watch } from "../store/rows";

/** `of` is the question that `found` answers, with so many hits as `most`; while another is asked, the last answer stays. */
export interface Stored {
  found: Found | null;
  of: string;
  most: number;
  preparing: Preparing | null;
  failed: boolean;
  again(): void;
}

const FEW = 20; // as many as there is room for, and some; while one types, no more are drawn
const PAUSE = 450; // ms
const REST = 1_200; // ms; papers that arrive come many at a time

/** Searches in what is stored as one types, and again when what is stored changes. */
export function useStored(sought: Sought, told: Told): Stored {
  const [found, setFound] = useState<{ found: Found | null; of: string; most: number }>({ found: null, of: "", most: 0 });
  const [preparing, setPreparing] = useState<Preparing | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const search = useRef<Search | null>(null);
  const of = JSON.stringify(sought);
  const asked = useRef("");
  asked.current = of;
  const ask = (most = told.most) => {
    if (sought.text.trim() === "") return;
    void search.current?.search(sought, { ...told, most }).then((answer) => answer && asked.current === of && setFound({ found: answer, of, most }));
  };
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const mine = new Search(setPreparing, () => setFailed(true));
    search.current = mine;
    void mine.prepare(); // before the first letter
    latest.current();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const now = watch(["papers", "notes", "vault"], () => latest.current());
    const soon = watch(["downloads"], () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), REST);
    });
    return () => {
      clearTimeout(timer);
      now();
      soon();
      mine.close();
      search.current = null;
    };
  }, [round]);
  const drawn = useRef("");
  useEffect(() => {
    const typing = drawn.current !== of && told.most > FEW;
    drawn.current = of;
    ask(typing ? FEW : told.most);
    if (!typing) return undefined;
    const timer = setTimeout(() => latest.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [of, told.most, told.whole.size]);
  const again = () => {
    setFailed(false);
    setRound(round + 1);
  };
  return { ...found, preparing, failed, again };
}
