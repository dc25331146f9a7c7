import { useEffect } from "preact/hooks";

/** Runs it when the page may be going away, and when what calls this does. With `of`, it is the one from when those last changed. */
export function useLeaving(run: () => void, of: unknown[]): void {
  useEffect(() => {
    const hidden = () => document.visibilityState === "hidden" && run();
    addEventListener("pagehide", run);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      run();
      removeEventListener("pagehide", run);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, of);
}
