import { useState } from "preact/hooks";
import type { CalledLine } from "../domain/shapes";
import { Ask } from "../ui/ask";
import { t } from "../words/attendance";
import { momentWords } from "../words/time";
import { about, type Acting, named } from "./absence-desk";

const COLOUR = { "": "warning", yes: "success", no: "neutral" } as const;

/** Who is called in, what they have said, and those who said no. */
export function CalledDeputies({ sheet, onAct }: Acting) {
  const [asked, setAsked] = useState<CalledLine | null>(null);
  const shown = sheet.called.filter(({ gone, answer }) => !gone || answer === "no");
  return (
    <section class="panel" aria-labelledby="called">
      <h2 class="ds-heading" data-size="xs" id="called">{t.desk.called}</h2>
      {shown.length === 0 ? <p class="quiet">{t.desk.calledNone}</p> : (
        <ul class="plain access-list">{shown.map((line) => <Called key={line.person} line={line} sheet={sheet} onAct={onAct} onCallOff={setAsked} />)}</ul>
      )}
      {asked && (
        <Ask
          title={t.desk.callOffAsk(asked.name)}
          yes={t.desk.callOff}
          onYes={() => {
            setAsked(null);
            void onAct({ act: "call_off", person: asked.person }, t.desk.done.call_off(asked.name));
          }}
          onNo={() => setAsked(null)}
        >
          <p>{t.desk.callOffMore}</p>
        </Ask>
      )}
    </section>
  );
}

function Called({ line, sheet, onAct, onCallOff }: Acting & { line: CalledLine; onCallOff: (line: CalledLine) => void }) {
  const of = <span class="ds-sr-only">: {line.name}</span>;
  const whom = sheet.seats.find(({ person }) => person === line.instead_of)?.name ?? "";
  const answer = (word: "yes" | "no") => void onAct({ act: "answer", person: line.person, answer: word }, t.desk.done.answer(line.name));
  const said = line.answered_at && t.desk.answered(momentWords(line.answered_at));
  return (
    <li class="access-ranked">
      <p>
        <strong>{named(line)}</strong> <span class="ds-tag" data-color={COLOUR[line.answer]} data-size="sm">{t.answers[line.answer]}</span>
        <span class="quiet access-of">{[whom && t.desk.instead(whom), t.desk.to(about(sheet, line.items)), said || t.desk.asked(momentWords(line.since))].filter(Boolean).join(" · ")}</span>
        {!line.gone && !line.needed && whom && <span class="warn access-of">{t.desk.notNeeded(whom)}</span>}
      </p>
      {!line.gone && (
        <div class="actions">
          {line.answer === "" && line.phone && <a class="ds-button" data-variant="tertiary" data-size="sm" href={`tel:${line.phone.replaceAll(/[^+\d]/g, "")}`}>{t.desk.ring(line.name, line.phone)}</a>}
          {line.answer === "" && <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => answer("yes")}>{t.desk.saidYes}{of}</button>}
          <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={() => answer("no")}>{t.desk.saidNo}{of}</button>
          <button type="button" class="ds-button" data-variant={line.needed ? "tertiary" : "secondary"} data-size="sm" onClick={() => onCallOff(line)}>{t.desk.callOff}{of}</button>
        </div>
      )}
    </li>
  );
}
