import { useEffect, useState } from "preact/hooks";
import { signIn } from "../sync";
import { wordOf } from "./live";
import { useHeading } from "../ui/page";
import { sorry, w } from "../words/index";

/** The token in the address, taken out of it at once: it must not stay in the history or be copied along. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

export function SignIn({ onEntered }: { onEntered: () => Promise<void> }) {
  const [token, setToken] = useState(takeToken);
  const [state, setState] = useState<{ now: "idle" | "working" } | { now: "failed"; word: string }>({ now: token ? "working" : "idle" });
  const enter = async () => {
    setState({ now: "working" });
    try {
      await signIn(token);
      await onEntered();
    } catch (trouble) {
      setState({ now: "failed", word: wordOf(trouble) });
    }
  };
  useEffect(() => {
    if (token) void enter();
    const another = () => setToken((was) => takeToken() || was);
    addEventListener("hashchange", another);
    return () => removeEventListener("hashchange", another);
  }, [token]);

  const failed = state.now === "failed" ? state.word : null;
  const title = failed === "link_used" ? w.signIn.usedTitle : failed === "offline" ? w.signIn.offlineTitle : w.signIn.title;
  const heading = useHeading(title);
  return (
    <main class="sign-in" id="main">
      <div class="sign-in-card">
        <p class="sign-in-name"><img src="/icons/icon.svg" alt="" width="40" height="40" />{w.appName}</p>
        <h1 class="ds-heading" data-size="md" tabIndex={-1} ref={heading}>{title}</h1>
        <div class="stack" aria-live="polite">
          {state.now === "working" ? <p>{w.signIn.working}</p> : failed ? <Failed word={failed} again={() => void enter()} /> : <How />}
        </div>
      </div>
    </main>
  );
}

function How() {
  return (
    <>
      <p>{w.signIn.how}</p>
      <p>{w.signIn.once}</p>
      <p class="quiet"><strong>{w.signIn.noLink}</strong> {w.signIn.ask}</p>
    </>
  );
}

function Failed({ word, again }: { word: string; again: () => void }) {
  if (word === "link_used") return <p>{w.signIn.used}</p>;
  return (
    <>
      <p>{word === "offline" ? w.signIn.offline : sorry(word)}</p>
      <div class="actions"><button type="button" class="ds-button" onClick={again}>{w.common.tryAgain}</button></div>
    </>
  );
}
