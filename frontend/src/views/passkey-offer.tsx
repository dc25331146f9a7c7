import { useState } from "preact/hooks";
import { createPasskey, secretOf } from "../sync/passkeys";
import { keepSecret } from "../sync/vault";
import { useHeading } from "../ui/page";
import { e } from "../words/entry";
import { sorry, w } from "../words/index";
import { wordOf } from "./live";

/** After a link: one tap, and the next time needs none. It may be declined, and is offered again on Meg. */
export function PasskeyOffer({ onDone }: { onDone: () => void }) {
  const { state, made, make, open } = usePasskeyMaking(onDone);
  const title = made ? e.offer.onceMoreTitle : e.offer.title;
  const heading = useHeading(title);
  return (
    <main class="sign-in" id="main">
      <div class="sign-in-card">
        <p class="sign-in-name"><img src="/icons/icon.svg" alt="" width="40" height="40" />{w.appName}</p>
        <h1 class="ds-heading" data-size="md" tabIndex={-1} ref={heading}>{title}</h1>
        <div class="stack">
          {made ? <p>{e.offer.onceMore}</p> : <><p>{e.offer.more}</p><p>{e.offer.shared}</p></>}
          {state.failed && <p role="alert" class="warn">{sorry(state.failed)}</p>}
          <div class="actions">
            <button type="button" class="ds-button" aria-disabled={state.working} onClick={() => void (state.working || (made ? open() : make()))}>
              {state.working ? e.passkeys.making : made ? e.offer.onceMoreDo : e.passkeys.make}
            </button>
            <button type="button" class="ds-button" data-variant="secondary" onClick={onDone}>{made || state.failed === "passkey_here" ? e.offer.go : e.offer.notNow}</button>
          </div>
          {!made && <p class="quiet">{e.offer.later}</p>}
        </div>
      </div>
    </main>
  );
}

/**
 * Makes a passkey, and lets it open what is kept here. Some authenticators give their secret only when they are used: then `made`
 * names the passkey until it was.
 */
export function usePasskeyMaking(onDone: () => void) {
  const [state, setState] = useState({ working: false, failed: "" });
  const [made, setMade] = useState("");
  const trying = async (what: () => Promise<boolean>) => {
    setState({ working: true, failed: "" });
    try {
      const whole = await what();
      setState({ working: false, failed: "" });
      if (whole) onDone();
    } catch (trouble) {
      setState({ working: false, failed: wordOf(trouble) });
    }
  };
  const make = () =>
    trying(async () => {
      const used = await createPasskey();
      if (used.secret) await keepSecret(used);
      const more = used.line.unlocks && !used.secret;
      if (more) setMade(used.credential);
      return !more;
    });
  const open = () =>
    trying(async () => {
      const used = await secretOf([made]);
      if (used) await keepSecret(used);
      setMade("");
      return true;
    });
  return { state, made, make, open };
}
