import { useEffect, useRef, useState } from "preact/hooks";
import { type EarlierText, earlierTexts } from "../domain/earlier-texts";
import type { Note } from "../domain/notes";
import { revisions } from "../sync";
import { sorry, w } from "../words/index";
import { n } from "../words/notes";
import { momentWords } from "../words/time";
import type { Live } from "./live";
import { wordOf } from "./live";

/** What one's own note said before. Asked of the server when this is shown; only there do they stand. */
export function Earlier({ note, onTake }: { note: Note; onTake: (text: string) => void }) {
  const [live, setLive] = useState<Live<EarlierText[]>>({ state: "loading" });
  const text = note.content.text ?? "";
  useEffect(() => {
    let dead = false;
    revisions(note.id).then(
      (found) => dead || setLive({ state: "here", value: earlierTexts(found, text) }),
      (trouble: unknown) => dead || setLive({ state: "failed", word: wordOf(trouble) }),
    );
    return () => {
      dead = true;
    };
  }, [note.id, note.ver]);
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.scrollIntoView({ block: "nearest" }), [live.state]);
  return (
    <section ref={section} class="earlier" aria-label={n.earlier.title}>
      <div role="status">
        {live.state === "loading" && <p class="quiet">{w.common.loading}</p>}
        {live.state === "failed" && <p>{live.word === "offline" ? n.earlier.offline : live.word === "not_found" ? n.earlier.none : sorry(live.word)}</p>}
        {live.state === "here" && <p class="quiet">{live.value.length === 0 ? n.earlier.none : n.earlier.more}</p>}
      </div>
      {live.state === "here" && live.value.map((one) => (
        <article key={one.ver} class="earlier-text" aria-label={momentWords(one.at)}>
          <p class="quiet">{momentWords(one.at)}</p>
          <p class="note-text">{one.text}</p>
          <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => onTake(one.text)}>{n.earlier.take}</button>
        </article>
      ))}
    </section>
  );
}
