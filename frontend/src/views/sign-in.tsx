import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { signIn } from "../sync";
import { useHeading } from "../ui/page";
import { sorry, w } from "../words/index";
import { wordOf } from "./live";
import type { SignInWays } from "../domain/shapes";

/** By a link one is here for the first time, or has no other way on this device. */
export type Entered = (by: "link" | "passkey") => Promise<void>;

type WaysView = FunctionComponent<{ ways: SignInWays; onEntered: Entered }>;
type Offered = { now: "asking" } | { now: "here"; ways: SignInWays; View: WaysView } | { now: "failed"; word: string };

const FAILED = "feil="; // in the address, from a provider's sign-in that went wrong: "#feil=word"

/** The token in the address, taken out of it at once: it must not stay in the history or be copied along. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

export function SignIn({ onEntered }: { onEntered: Entered }) {
  const [told, setTold] = useState(takeToken);
  const token = told.startsWith(FAILED) ? "" : told;
  const [working, setWorking] = useState(token !== "");
  const [failed, setFailed] = useState(told.startsWith(FAILED) ? told.slice(FAILED.length) : "");
  const [offered, look] = useWays(!working);
  const enter = async () => {
    setWorking(true);
    setFailed("");
    try {
      await signIn(token);
      await onEntered("link");
    } catch (trouble) {
      setFailed(wordOf(trouble));
      setWorking(false);
    }
  };
  useEffect(() => {
    if (token) void enter();
    else if (told) setFailed(told.slice(FAILED.length));
    const another = () => setTold((was) => takeToken() || was);
    addEventListener("hashchange", another);
    return () => removeEventListener("hashchange", another);
  }, [told]);

  const unused = failed === "offline"; // the link is as good as before
  const linkAgain = token !== "" && failed !== "" && failed !== "link_used";
  const offline = unused || (offered.now === "failed" && offered.word === "offline");
  const title = failed === "link_used" ? w.signIn.usedTitle : offline ? w.signIn.offlineTitle : w.signIn.title;
  const heading = useHeading(title);
  const again = () => void (linkAgain ? enter() : look());
  useEffect(() => {
    if (!offline) return undefined;
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [offline, linkAgain]);
  return (
    <main class="sign-in" id="main">
      <div class="sign-in-card">
        <p class="sign-in-name"><img src="/icons/icon.svg" alt="" width="40" height="40" />{w.appName}</p>
        <h1 class="ds-heading" data-size="md" tabIndex={-1} ref={heading}>{title}</h1>
        <div class="stack" aria-live="polite">
          {working ? <p>{w.signIn.working}</p> : (
            <>
              {unused ? <p>{w.signIn.offline}</p> : failed === "link_used" ? <p>{w.signIn.used}</p> : failed && <p class="ds-alert" data-color="warning" role="alert">{sorry(failed)}</p>}
              {!unused && offered.now === "failed" && <p>{sorry(offered.word)}</p>}
              {(linkAgain || offered.now === "failed") && <div class="actions"><button type="button" class="ds-button" onClick={again}>{w.common.tryAgain}</button></div>}
              {!unused && offered.now === "here" && <offered.View ways={offered.ways} onEntered={onEntered} />}
            </>
          )}
        </div>
      </div>
    </main>
  );
}

/** What this server offers, and the screen's part that shows it: a link in the address needs neither. */
function useWays(wanted: boolean): [Offered, () => Promise<void>] {
  const [offered, setOffered] = useState<Offered>({ now: "asking" });
  const look = async () => {
    try {
      const [{ Ways }, { waysIn }, { loadEntryWords }] = await Promise.all([import("./sign-in-ways"), import("../sync/entry"), import("../words/entry")]);
      const [ways] = await Promise.all([waysIn(), loadEntryWords()]);
      setOffered({ now: "here", ways, View: Ways });
    } catch (trouble) {
      // A part that could not be fetched says so in the browser's own way.
      setOffered({ now: "failed", word: trouble instanceof TypeError ? "offline" : wordOf(trouble) });
    }
  };
  useEffect(() => {
    if (wanted && offered.now === "asking") void look();
  }, [wanted]);
  return [offered, look];
}
