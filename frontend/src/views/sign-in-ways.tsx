import { useEffect, useRef, useState } from "preact/hooks";
import type { SignInWays } from "../domain/shapes";
import { askForEmail, providerAddress } from "../sync/entry";
import { canUsePasskeys, signInWithPasskey } from "../sync/passkeys";
import { sorry } from "../words/index";
import { e } from "../words/entry";
import { wordOf } from "./live";
import type { Entered } from "./sign-in";

/** The ways in, the quickest first. A personal link needs no more than to be opened. */
export function Ways({ ways, onEntered }: { ways: SignInWays; onEntered: Entered }) {
  const passkeys = ways.passkeys && canUsePasskeys();
  const others = passkeys || ways.providers.length > 0;
  return (
    <>
      {others && (
        <div class="ways">
          {passkeys && <ByPasskey onEntered={onEntered} />}
          {ways.providers.map(({ name, label }, at) => (
            <a key={name} class="ds-button" data-variant={passkeys || at > 0 ? "secondary" : undefined} href={providerAddress(name)}>{e.ways.provider(label)}</a>
          ))}
        </div>
      )}
      {ways.email && <ByEmail first={!others} />}
      {others || ways.email ? <p class="quiet">{e.ways.link} {e.ways.once}</p> : <><p>{e.ways.how}</p><p>{e.ways.once}</p></>}
      <p class="quiet"><strong>{e.ways.stuck}</strong> {e.ways.ask}</p>
    </>
  );
}

function ByPasskey({ onEntered }: { onEntered: Entered }) {
  const [state, setState] = useState({ working: false, failed: "" });
  const enter = async () => {
    setState({ working: true, failed: "" });
    try {
      await signInWithPasskey();
      await onEntered("passkey");
    } catch (trouble) {
      setState({ working: false, failed: wordOf(trouble) });
    }
  };
  return (
    <>
      <button type="button" class="ds-button" aria-disabled={state.working} onClick={() => void (state.working || enter())}>{state.working ? e.ways.waiting : e.ways.passkey}</button>
      {state.failed && <p role="alert" class="warn">{sorry(state.failed)}</p>}
    </>
  );
}

/** Asks for a link. What is said afterwards is the same whether anyone has that address. */
function ByEmail({ first }: { first: boolean }) {
  const [address, setAddress] = useState("");
  const [state, setState] = useState<"idle" | "sending" | "sent">("idle");
  const [failed, setFailed] = useState("");
  const told = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state === "sent") told.current?.focus();
  }, [state]);
  const send = async () => {
    if (state === "sending") return;
    if (!/^\S+@\S+\.\S+$/.test(address.trim())) {
      setFailed(e.ways.notAddress);
      field.current?.focus();
      return;
    }
    setState("sending");
    setFailed("");
    try {
      await askForEmail(address.trim());
      setState("sent");
    } catch (trouble) {
      setFailed(sorry(wordOf(trouble)));
      setState("idle");
    }
  };
  if (state === "sent") {
    return (
      <div class="way-email">
        <h2 class="ds-heading" data-size="2xs" tabIndex={-1} ref={told}>{e.ways.sentTitle}</h2>
        <p>{e.ways.sent(address.trim())}</p>
        <p class="quiet">{e.ways.sentMore}</p>
        <div class="actions"><button type="button" class="ds-button" data-variant="secondary" onClick={() => setState("idle")}>{e.ways.otherAddress}</button></div>
      </div>
    );
  }
  return (
    <form
      class="way-email"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="ds-field">
        <label class="ds-label" for="way-email">{e.ways.email}</label>
        <input
          class="ds-input" id="way-email" ref={field} type="email" autocomplete="email" inputMode="email" autocapitalize="none" value={address}
          aria-invalid={failed !== ""} aria-describedby={failed ? "way-email-failed" : undefined}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
        {failed && <p id="way-email-failed" role="alert" class="warn">{failed}</p>}
      </div>
      <button type="submit" class="ds-button" data-variant={first ? undefined : "secondary"} aria-disabled={state === "sending"}>{e.ways.send}</button>
    </form>
  );
}
