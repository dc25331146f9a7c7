import { useEffect } from "preact/hooks";
import { beforeLock } from "../store/vault";

/** Runs it when the page may be going away or the vault is being locked, and when what calls this does. With `of`, it is the one from when those last changed. */
export function useLeaving(run: () => void, of: unknown[]): void {
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && run();
    addEventListener("pagehide", run);
    document.addEventListener("visibilitychange", hidden);
    const unlocked = beforeLock(run);
    return () => {
      run();
      unlocked();
      removeEventListener("pagehide", run);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, of);
}
