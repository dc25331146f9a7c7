import { useEffect, useState } from "preact/hooks";
import type { Sought } from "../domain/search";
import type { SearchAnswer, SearchHit } from "../domain/shapes";
import { connection } from "../sync";
import { searchEverything } from "../sync/search";
import { to } from "../ui/router";
import { s } from "../words/search";
import { dateWords } from "../words/time";
import { useLive, wordOf } from "./live";
import { Pieces } from "./search-found";
import type { Here } from "./search-here";

const REST = 400; // ms after the last key
const ROUNDS = 5; // of 50 hits that are asked for in search of one that is not here

interface Answered {
  of: string;
  hits: SearchHit[];
  asked: number;
  more: boolean;
  filters: Pick<SearchAnswer, "committees" | "years"> | null;
  failed: boolean;
}

/** What is found beyond this device, when there is network. It never holds up what is found here. */
export function Elsewhere({ sought, here, onFilters }: { sought: Sought; here: Here; onFilters: (filters: Answered["filters"]) => void }) {
  const [net] = useLive(["connection"], async () => connection(), "connection");
  const of = JSON.stringify(sought);
  const fresh: Answered = { of, hits: [], asked: 0, more: true, filters: null, failed: false };
  const [answer, setAnswer] = useState<Answered | null>(null);
  const [round, setRound] = useState(0);
  const online = net.state === "here" && net.value === "online";
  useEffect(() => {
    if (!online) return undefined;
    const stop = new AbortController();
    const base = answer?.of === of && !answer.failed ? answer : fresh;
    const timer = setTimeout(() => {
      further(base, sought, here, stop.signal)
        .then((next) => {
          setAnswer(next);
          onFilters(next.filters);
        })
        .catch((trouble: unknown) => !stop.signal.aborted && setAnswer({ ...base, failed: wordOf(trouble) !== "offline" }));
    }, base.asked > 0 ? 0 : REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [of, online, round]);
  const now = answer?.of === of ? answer : null;
  const others = now ? beyond(now.hits, sought, here) : [];
  return (
    <section class="found-elsewhere" aria-labelledby="found-elsewhere">
      <h2 class="ds-heading" data-size="xs" id="found-elsewhere">{s.elsewhere}</h2>
      <p class="quiet" role="status">{net.state === "loading" ? "" : !online ? s.elsewhereOffline : told(now, others.length)}</p>
      {others.map((hit) => <Hit key={`${hit.document ?? hit.item}/${hit.page}/${hit.title}`} hit={hit} label={here.label(hit)} />)}
      {now?.more && others.length > 0 && <button type="button" class="ds-button" data-variant="secondary" onClick={() => setRound(round + 1)}>{s.more}</button>}
    </section>
  );
}

function told(now: Answered | null, others: number): string {
  if (!now) return s.elsewhereAsking;
  if (now.failed) return s.elsewhereFailed;
  return others === 0 ? s.elsewhereNone : s.elsewhereHits(others);
}

/** Hits that are here already are left out. */
const beyond = (hits: SearchHit[], sought: Sought, here: Here): SearchHit[] =>
  hits.filter((hit) => !here.has(hit) && (!sought.package || hit.package === sought.package));

/** When a whole answer is here already, the next is asked for. */
async function further(base: Answered, sought: Sought, here: Here, signal: AbortSignal): Promise<Answered> {
  let now = base;
  for (let round = 0; round < ROUNDS && now.more; round++) {
    const { hits, more, committees, years } = await searchEverything(sought, now.asked, signal);
    now = { ...now, hits: [...now.hits, ...hits], asked: now.asked + hits.length, more: more && hits.length > 0, filters: { committees, years } };
    if (beyond(hits, sought, here).length > 0) break;
  }
  return now;
}

function Hit({ hit: { package: packageId, committee, date, document, title, page, snippet }, label }: { hit: SearchHit; label: string }) {
  const find = snippet.find(({ hit }) => hit)?.text ?? "";
  return (
    <a class="found-hit" href={document ? to.paper(packageId, document, page || null, page > 0 ? { find } : {}) : to.meeting(packageId)}>
      <span class="found-page">{label || (page > 0 && s.page(page))}</span>
      <span class="found-words"><strong>{title}</strong><span class="quiet"> {committee}, {dateWords(date)}</span>{page > 0 && <span class="found-snippet"><Pieces pieces={snippet} /></span>}</span>
    </a>
  );
}
