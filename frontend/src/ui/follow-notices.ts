import { go } from "./router";

/** A notice that was pressed leads to its place in the page that is open. */
export function followNotices(): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ go?: unknown } | null>) => {
    if (typeof data?.go === "string" && data.go.startsWith("/") && !data.go.startsWith("//")) go(data.go);
  });
}
