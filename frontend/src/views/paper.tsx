import { useEffect, useRef } from "preact/hooks";
import { neighbours } from "../domain/agenda";
import type { Manifest, ManifestDocument } from "../domain/shapes";
import { fileFor, manifest } from "../store/rows";
import { connection, download } from "../sync";
import { useLive } from "./live";
import { Loading, Notice, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { w } from "../words/index";
import { missingWords } from "../words/missing";
import { Reading } from "./paper-reading";

export interface Neighbour {
  address: string;
  title: string;
}

/** "PS 112/26 · IKT-plan", as the bar says it. */
export function nameOf(shown: Manifest, document: ManifestDocument): string {
  const number = shown.items.find(({ id }) => id === document.item)?.number;
  return number ? `${number} · ${document.title}` : document.title;
}

function beside(shown: Manifest, documentId: string): { previous: Neighbour | null; next: Neighbour | null } {
  const { previous, next } = neighbours(shown, documentId);
  const name = (document: ManifestDocument | null) => document && { address: to.paper(shown.package, document.id), title: nameOf(shown, document) };
  return { previous: name(previous), next: name(next) };
}

/** Finds the paper and its bytes on this device, and says why when they are not here. */
export function PaperView(props: { packageId: string; documentId: string; page: number | null; note: string | null; placing: boolean }) {
  const { packageId, documentId } = props;
  const back = <a class="ds-button" data-variant="secondary" href={to.meeting(packageId)}>{w.common.back}</a>;
  const [live, again] = useLive(["papers", "downloads", "connection"], async () => {
    const shown = await manifest(packageId);
    return { shown, file: await fileFor(packageId, documentId), online: connection() === "online" };
  }, `${packageId}/${documentId}`);
  const here = live.state === "here" ? live.value : null;
  const document = here?.shown?.documents.find(({ id }) => id === documentId);
  // A newer version that arrives while someone reads must not pull the page away; it is there the next time the paper is opened.
  const opened = useRef<{ sha256: string; older: boolean } | null>(null);
  opened.current ??= here?.file ?? null;
  const lacking = here !== null && document?.version !== undefined && opened.current === null;
  useEffect(() => {
    if (lacking && here?.online) void download(packageId);
  }, [lacking, here?.online, packageId]);

  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (here === null) return <Loading title={w.reader.loading} lines={6} />;
  if (here.shown === null || !document) return <Notice title={w.reader.notFound} action={back}><p>{w.reader.notFoundMore}</p></Notice>;
  if (!document.version) return <Notice title={document.title} action={back}><p>{missingWords(document.missing, document.exemption)}.</p></Notice>;
  if (document.version.download_only) return <Notice title={w.reader.broken} action={back}><p>{w.reader.unsafe}</p></Notice>;
  if (!opened.current) {
    return <Notice title={w.reader.notHere} action={back}><p role="status">{here.online ? w.reader.notHereOnline : w.reader.notHereOffline}</p></Notice>;
  }
  return (
    <Reading
      name={nameOf(here.shown, document)}
      back={to.meeting(packageId)}
      address={(page) => to.paper(packageId, documentId, page)}
      package={packageId}
      document={documentId}
      file={opened.current}
      page={props.page}
      note={props.note}
      placing={props.placing}
      {...beside(here.shown, documentId)}
    />
  );
}
