import { useState } from "preact/hooks";
import { providerAddress, waysIn } from "../sync/entry";
import { canUsePasskeys, confirmWithPasskey } from "../sync/passkeys";
import { e, loadEntryWords } from "../words/entry";
import { sorry, w } from "../words/index";
import { useLive, wordOf } from "./live";

const BY_PASSKEY = 2; // as sure as a passkey makes a session (Session.level)

/** It stands on many screens, and brings its words itself. */
const ways = async () => (await Promise.all([waysIn(), loadEntryWords()]))[0];

/** Whoever is signed in shows once more, and more surely, that it is them. `onDone` is called when that is so; a provider comes back to the app. */
export function StepUp({ onDone }: { onDone: () => unknown }) {
  const [live, again] = useLive(["connection"], ways, "ways");
  const [state, setState] = useState({ working: false, failed: "" });
  const confirm = async () => {
    setState({ working: true, failed: "" });
    try {
      await confirmWithPasskey();
      setState({ working: false, failed: "" });
      await onDone();
    } catch (trouble) {
      setState({ working: false, failed: wordOf(trouble) });
    }
  };
  if (live.state === "loading") return <div class="ds-skeleton skeleton-row" data-variant="rectangle" aria-hidden="true" />;
  if (live.state === "failed") return <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>;
  const { passkeys, providers, exempt_level } = live.value;
  const passkey = passkeys && exempt_level <= BY_PASSKEY && canUsePasskeys();
  return (
    <div class="stack step-up">
      <p><strong>{e.stepUp.title}.</strong> {e.stepUp.more}</p>
      {!passkey && providers.length === 0 && <p>{e.stepUp.none}</p>}
      <div class="ways">
        {passkey && <button type="button" class="ds-button" aria-disabled={state.working} onClick={() => void (state.working || confirm())}>{state.working ? e.ways.waiting : e.stepUp.passkey}</button>}
        {providers.map(({ name, label }) => <a key={name} class="ds-button" data-variant={passkey ? "secondary" : undefined} href={providerAddress(name, true)}>{e.stepUp.provider(label)}</a>)}
      </div>
      {state.failed && <p role="alert" class="warn">{sorry(state.failed)}</p>}
      {passkey && <p class="quiet">{e.stepUp.noPasskey}</p>}
    </div>
  );
}
