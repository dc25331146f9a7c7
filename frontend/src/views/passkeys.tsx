import { useState } from "preact/hooks";
import type { PasskeyLine } from "../domain/shapes";
import { devices } from "../sync";
import { canUsePasskeys, removePasskey } from "../sync/passkeys";
import { Ask } from "../ui/ask";
import { e } from "../words/entry";
import { capital, sorry, w } from "../words/index";
import { momentWords } from "../words/time";
import { useLive, wordOf } from "./live";
import { usePasskeyMaking } from "./passkey-offer";

/** The passkeys I have, a new one, and taking one away. */
export function Passkeys() {
  const [live, again] = useLive(["connection"], async () => (await devices.mine()).passkeys, "passkeys");
  const [asked, setAsked] = useState<PasskeyLine | null>(null);
  const [told, setTold] = useState("");
  const [failed, setFailed] = useState("");
  const { state, made, make, open } = usePasskeyMaking(() => {
    setTold(e.passkeys.made);
    void again();
  });
  const remove = (passkey: PasskeyLine) => {
    setAsked(null);
    setFailed("");
    void removePasskey(passkey.id).then(() => setTold(e.passkeys.removed(passkeyName(passkey))), (trouble: unknown) => setFailed(wordOf(trouble))).then(again);
  };
  const trouble = failed || state.failed;
  const here = live.state === "here";
  return (
    <section class="panel" aria-labelledby="my-passkeys">
      <h2 class="ds-heading" data-size="sm" id="my-passkeys">{e.passkeys.title}</h2>
      <p class="quiet">{e.passkeys.lead}</p>
      <p class="told" role="status">{told}</p>
      {trouble && <p role="alert" class="warn">{sorry(trouble)}</p>}
      {live.state === "loading" && <div class="ds-skeleton skeleton-row" data-variant="rectangle" aria-hidden="true" />}
      {live.state === "failed" && (live.word === "offline" ? <p>{e.passkeys.offline}</p> : <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>)}
      {here && live.value.length === 0 && <p>{e.passkeys.none}</p>}
      {here && live.value.length > 0 && (
        <ul class="plain device-list">
          {live.value.map((passkey) => (
            <li key={passkey.id} class="device">
              <div class="device-words">
                <p><strong>{passkeyName(passkey)}</strong></p>
                <p class="quiet">{capital([e.passkeys.madeAt(momentWords(passkey.created_at)), passkey.used_at ? e.passkeys.usedAt(momentWords(passkey.used_at)) : e.passkeys.neverUsed].join(" · "))}</p>
                {passkey.unlocks && <p class="quiet">{e.passkeys.unlocks}</p>}
              </div>
              <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => setAsked(passkey)}>{e.passkeys.remove}<span class="ds-sr-only">: {passkeyName(passkey)}</span></button>
            </li>
          ))}
        </ul>
      )}
      {made && <p>{e.offer.onceMore}</p>}
      {here && (canUsePasskeys() ? (
        <div class="actions">
          <button type="button" class="ds-button" data-variant="secondary" aria-disabled={state.working} onClick={() => void (state.working || (made ? open() : make()))}>
            {state.working ? e.passkeys.making : made ? e.offer.onceMoreDo : e.passkeys.make}
          </button>
        </div>
      ) : <p class="quiet">{sorry("passkey_none")}</p>)}
      {asked && (
        <Ask title={e.passkeys.ask(passkeyName(asked))} yes={e.passkeys.remove} onYes={() => remove(asked)} onNo={() => setAsked(null)}>
          <p>{e.passkeys.askMore}</p>
        </Ask>
      )}
    </section>
  );
}

const passkeyName = ({ name }: PasskeyLine): string => name || e.passkeys.nameless;
