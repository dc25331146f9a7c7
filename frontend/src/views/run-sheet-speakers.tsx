import { useRef, useState } from "preact/hooks";
import { asked, type Led, nextSpeaker, speakerMoved, withoutSpeaker } from "../domain/run-sheet";
import type { RollPerson } from "../domain/shapes";
import { newId } from "../store/notes";
import { Cross, Down, Up } from "../ui/icons";
import { r } from "../words/run";
import { nameIn } from "./run-sheet-names";

/** Who has the floor, and who waits for it. Names are suggested from the roll; any name will do. */
export function Speakers({ led, roll, onChange }: { led: Led; roll: RollPerson[]; onChange: (how: (led: Led) => Led) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState("");
  const names = roll.map(nameIn);
  const add = (reply: boolean) => {
    const input = field.current;
    const name = input ? meant(input.value, names) : "";
    if (!input || name === "") return input?.focus();
    input.value = "";
    input.focus();
    onChange((was) => asked(was, { id: newId(), name, reply }));
    const ahead = reply ? led.queue.filter((one) => one.reply).length : led.queue.length;
    setTold(r.speakers.added(name, ahead + 1));
  };
  return (
    <section class="lead-speakers" aria-labelledby="speakers">
      <h2 class="ds-heading" data-size="xs" id="speakers">{r.speakers.title}</h2>
      <p class="lead-speaking" role="status">{led.speaking ? r.speakers.speaking(led.speaking.name) : r.speakers.nobody}</p>
      {(led.queue.length > 0 || led.speaking) && (
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => onChange(nextSpeaker)}>{led.queue.length > 0 ? r.speakers.next : r.speakers.done}</button>
      )}
      {led.queue.length === 0 ? <p class="quiet">{r.speakers.empty}</p> : (
        <ol class="lead-queue">
          {led.queue.map(({ id, name, reply }, at) => (
            <li key={id}>
              <div>
                <span class="lead-speaker">{name}{reply && <span class="ds-tag" data-color="info" data-size="sm">{r.speakers.isReply}</span>}</span>
                <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={r.speakers.up(name)} aria-disabled={at === 0 || undefined} onClick={() => onChange((was) => speakerMoved(was, id, -1))}><Up /></button>
                <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={r.speakers.down(name)} aria-disabled={at === led.queue.length - 1 || undefined} onClick={() => onChange((was) => speakerMoved(was, id, 1))}><Down /></button>
                <button type="button" class="ds-button" data-variant="tertiary" data-icon aria-label={r.speakers.remove(name)} onClick={() => onChange((was) => withoutSpeaker(was, id))}><Cross /></button>
              </div>
            </li>
          ))}
        </ol>
      )}
      <form class="lead-ask" onSubmit={(event) => { event.preventDefault(); add(false); }}>
        <input id="speaker" ref={field} class="ds-input" list="speaker-names" maxLength={200} autocomplete="off" aria-label={r.speakers.add} placeholder={r.speakers.add} onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()} />
        <datalist id="speaker-names">{names.map((name) => <option key={name} value={name} />)}</datalist>
        <button type="submit" class="ds-button" data-variant="secondary">{r.speakers.ask}</button>
        <button type="button" class="ds-button" data-variant="tertiary" onClick={() => add(true)}>{r.speakers.reply}</button>
      </form>
      <p class="ds-sr-only" role="status">{told}</p>
    </section>
  );
}

/** Two letters are enough for a name, when only one on the roll has them at the beginning of a word. */
function meant(said: string, names: string[]): string {
  const typed = said.trim();
  const low = typed.toLocaleLowerCase("nb");
  const fit = names.filter((name) => name.toLocaleLowerCase("nb").split(/[\s-]+/).some((word) => word.startsWith(low)));
  return low.length >= 2 && fit.length === 1 && fit[0] ? fit[0] : typed;
}
