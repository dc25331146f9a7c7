import type { Progress } from "../sync";
import { w } from "../words/index";
import { Tick } from "../ui/icons";
import { useShellKept } from "../ui/update";

/** Everything is here: the package, and the app that reads it. */
export function AllStored({ Line }: { Line: "p" | "span" }) {
  const kept = useShellKept();
  if (!kept) return <Line class="quiet">{w.net.keepingApp}</Line>;
  return <Line class={Line === "p" ? "stored stored-all" : "stored-all"}><Tick />{w.net.stored}</Line>;
}

/** Whether a whole package is on this device, or how far it has come. */
export function Stored({ progress, onDownload }: { progress: Progress; onDownload?: () => void }) {
  if (progress.state === "complete") return <AllStored Line="p" />;
  const left = progress.files - progress.filesDone;
  const stopped = progress.state === "failed" || progress.state === "no_space";
  return (
    <div class="stored">
      <p>
        {progress.state === "failed" ? w.net.failed : progress.state === "no_space" ? w.net.noSpace : progress.files > 0 ? w.net.remaining(left, progress.files) : w.net.waiting}
      </p>
      <progress class="progress" aria-label={w.net.progress} max={Math.max(progress.bytes, 1)} value={progress.bytesDone} />
      {onDownload && (stopped || progress.state === "waiting") && (
        <button type="button" class="ds-button" data-variant="secondary" onClick={onDownload}>
          {progress.bytesDone > 0 ? w.net.resume : w.net.download}
        </button>
      )}
    </div>
  );
}
