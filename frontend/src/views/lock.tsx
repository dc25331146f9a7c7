import { useEffect, useState } from "preact/hooks";
import type { ManifestVersion } from "../domain/shapes";
import { papers, watch } from "../store/rows";
import { lockState, neverStored, sealedDocuments } from "../store/vault";
import { keptUntil } from "../store/vault-rows";
import { connection, fetchForNow, lockNow, opensSoon, passkeyOpens, unlock, vaultTrouble } from "../sync";
import { Lock } from "../ui/icons";
import { useHeading } from "../ui/page";
import { to } from "../ui/router";
import { l } from "../words/lock";
import { momentWords } from "../words/time";
import { useLive } from "./live";
import { StepUp } from "./step-up";

type Way = "soon" | "server" | "passkey" | "sign_in" | "step_up" | "none";

/** How what is locked can be opened now. */
async function wayNow(): Promise<Way> {
  const net = connection();
  if (await opensSoon()) return "soon";
  if (net === "online") return vaultTrouble() === "step_up" ? "step_up" : "server";
  if (await passkeyOpens()) return "passkey";
  return net === "offline" ? "none" : "sign_in";
}

/** The button that opens what is locked; where there is no way now, it says what to do. */
export function Unlock() {
  const [live] = useLive(["vault", "connection"], wayNow, "way");
  const [state, setState] = useState<"" | "working" | "failed">("");
  const way = live.state === "here" ? live.value : "soon";
  const open = () => {
    setState("working");
    void unlock().then(() => setState(""), () => setState("failed"));
  };
  if (way === "soon") return <p role="status">{l.unlocking}</p>;
  if (way === "none") return <p>{l.offline}</p>;
  if (way === "sign_in") return <><p>{l.signedOut}</p><div class="actions"><a class="ds-button" href={to.signIn}>{l.signIn}</a></div></>;
  if (way === "step_up") return <StepUp onDone={unlock} />;
  return (
    <>
      <div class="actions">
        <button type="button" class="ds-button" aria-disabled={state === "working"} onClick={() => state !== "working" && open()}>
          <Lock />{state === "working" ? l.unlocking : way === "passkey" ? l.withPasskey : l.unlock}
        </button>
      </div>
      <p role="alert">{state === "failed" ? l.failed : ""}</p>
    </>
  );
}

/** In the place of a paper that is locked. Its name here is the one everyone may read. */
export function LockedPaper({ name, back, backWords, active, level }: { name: string; back: string; backWords: string; active: boolean; level: 1 | 2 }) {
  const heading = useHeading(name, active);
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div class="page">
      <div class="page-head"><Heading class="ds-heading" data-size="md" tabIndex={-1} ref={heading}>{name}</Heading></div>
      <div class="notice stack">
        <p><strong>{l.paper}.</strong> {l.paperMore}</p>
        <Unlock />
        <div class="actions"><a class="ds-link" href={back}>{backWords}</a></div>
      </div>
    </div>
  );
}

/** A paper that is never on this disk: it is fetched when it is opened. True while it is under way. */
export function usePassing(version: ManifestVersion | null | undefined, here: boolean): { never: boolean; failed: boolean } {
  const never = version !== null && version !== undefined && version.sealed && neverStored(version.sha256);
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => watch(["connection"], () => setTurn((was) => was + 1)), []);
  useEffect(() => {
    if (!never || here || !version) return;
    setFailed(false);
    void fetchForNow(version).catch(() => setFailed(true));
  }, [never, here, version?.sha256, turn]);
  return { never, failed };
}

async function lockNews() {
  const [sealed, lease, given, passkey] = await Promise.all([sealedDocuments(), keptUntil(), papers(), passkeyOpens()]);
  return { state: lockState(), sealed: sealed.size, lease, any: given.length > 0, passkey };
}

/** On Meg: whether exempt papers are unlocked, and until when they may be here. */
export function LockPanel() {
  const [live] = useLive(["vault", "papers", "connection"], lockNews, "lock");
  if (live.state !== "here" || live.value.sealed === 0) return null;
  const { state, lease, passkey } = live.value;
  return (
    <section class="panel stack" aria-labelledby="lock-panel">
      <h2 class="ds-heading" data-size="sm" id="lock-panel">{l.title}</h2>
      <p>{state === "open" ? l.isOpen : l.isLocked}</p>
      <p class="quiet">{lease ? `${l.until(momentWords(new Date(lease.until)))} ${passkey ? l.passkeyOpens : l.noPasskey}` : state === "open" ? l.neverStored : ""}</p>
      {state === "open" ? <div class="actions"><button type="button" class="ds-button" data-variant="secondary" onClick={() => void lockNow()}><Lock />{l.lockNow}</button></div> : <Unlock />}
    </section>
  );
}

/** On a line of the agenda: what it takes to read the paper. */
export function ToRead({ version }: { version: ManifestVersion | null }) {
  return version?.sealed && lockState() === "locked" ? <p class="why to-read"><Lock />{l.toRead}</p> : null;
}
