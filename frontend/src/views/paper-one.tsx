import { useEffect, useRef } from "preact/hooks";
import { neighbours } from "../domain/agenda";
import { labelOf } from "../domain/page-label";
import type { Manifest, ManifestDocument } from "../domain/shapes";
import { fileFor, manifest } from "../store/rows";
import { connection, download } from "../sync";
import { useLive } from "./live";
import { Loading, Notice, Trouble } from "../ui/page";
import { type PaperPlace, to, wayBack } from "../ui/router";
import { w } from "../words/index";
import { missingWords } from "../words/missing";
import { lockState, publicTitle } from "../store/vault";
import { l } from "../words/lock";
import { LockedPaper, usePassing } from "./lock";
import { Reading } from "./paper-reading";

export interface Neighbour {
  address: string;
  title: string;
}

/** "PS 112/26 vedlegg 2 · Merknader", as the bar and the notes say it. */
export function nameOf(shown: Manifest, document: ManifestDocument): string {
  const label = labelOf(shown, document);
  return label === document.title ? label : `${label} · ${document.title}`;
}

export interface OneProps {
  packageId: string;
  documentId: string;
  /** "kept": it is open behind the others, as it was left. */
  stands: "main" | "beside" | "kept";
  active: boolean;
  /** Where in it one wants to be. */
  where: PaperPlace;
  /** Of a page of this paper, and of another paper in its place. */
  address: (page: number) => string;
  other: (document: string) => string;
  onPage: (page: number) => void;
  /** It is shown as text from now on, or as pages. */
  onText: (text: boolean) => void;
  onCloseHalf?: (() => void) | undefined;
  openPapers: number;
  onPapers: () => void;
}

/** Finds the paper and its bytes on this device, and says why when they are not here. */
export function OnePaper(props: OneProps) {
  const { packageId, documentId, stands } = props;
  const back = <a class="ds-button" data-variant="secondary" href={wayBack(to.meeting(packageId))}>{w.common.back}</a>;
  const [live, again] = useLive(stands === "kept" ? ["papers", "vault"] : ["papers", "downloads", "connection", "vault"], async () => {
    const shown = await manifest(packageId);
    return { shown, file: await fileFor(packageId, documentId), online: connection() === "online", locked: lockState() === "locked" };
  }, `${packageId}/${documentId}`);
  const here = live.state === "here" ? live.value : null;
  const document = here?.shown?.documents.find(({ id }) => id === documentId);
  const file = useOpenedFile(here, stands === "kept");
  const { never, failed } = usePassing(document?.version, file !== null);
  const lacking = here !== null && document?.version !== undefined && file === null && !never;
  useEffect(() => {
    if (lacking && here?.online) void download(packageId);
  }, [lacking, here?.online, packageId]);

  if (live.state === "failed") return <Trouble word={live.word} again={again} />;
  if (here === null) return <Loading title={w.reader.loading} lines={6} />;
  if (here.shown === null || !document) return <Notice title={w.reader.notFound} action={back}><p>{w.reader.notFoundMore}</p></Notice>;
  if (!document.version) return <Notice title={publicTitle(document)} action={back}><p>{missingWords(document.missing, document.exemption)}.</p></Notice>;
  if (document.version.download_only) return <Notice title={w.reader.broken} action={back}><p>{w.reader.unsafe}</p></Notice>;
  if (document.version.sealed && here.locked)
    return <LockedPaper name={nameOf(here.shown, document)} back={wayBack(to.meeting(packageId))} backWords={w.common.back} active={props.active} level={stands === "beside" ? 2 : 1} />;
  if (!file && never)
    return <Notice title={publicTitle(document)} action={back}><p role="status">{failed ? l.notStoredMore : l.fetching}</p></Notice>;
  if (!file) {
    return <Notice title={w.reader.notHere} action={back}><p role="status">{here.online ? w.reader.notHereOnline : w.reader.notHereOffline}</p></Notice>;
  }
  const { shown } = here;
  const { previous, next } = neighbours(shown, documentId);
  const neighbour = (one: ManifestDocument | null): Neighbour | null => one && { address: props.other(one.id), title: nameOf(shown, one) };
  return (
    <Reading
      key={file.sha256}
      name={nameOf(shown, document)}
      tabName={nameOf(shown, { ...document, title: publicTitle(document) })}
      label={labelOf(shown, document)}
      back={wayBack(to.meeting(packageId))}
      address={props.address}
      onPage={props.onPage}
      onText={props.onText}
      shown={stands !== "kept"}
      active={props.active}
      onCloseHalf={props.onCloseHalf}
      level={stands === "beside" ? 2 : 1}
      openPapers={props.openPapers}
      onPapers={props.onPapers}
      package={packageId}
      document={documentId}
      file={file}
      {...props.where}
      previous={neighbour(previous)}
      next={neighbour(next)}
    />
  );
}

type File = Awaited<ReturnType<typeof fileFor>>;

/**
 * A newer version that arrives while someone reads must not pull the page away. It is there the next time the paper is opened,
 * or comes to the front again.
 */
function useOpenedFile(here: { file: File } | null, kept: boolean): File {
  const opened = useRef<File>(null);
  const asLeft = useRef<typeof here>(null);
  if (kept) asLeft.current = here;
  opened.current ??= here?.file ?? null;
  if (!kept && asLeft.current !== null && here !== null && here !== asLeft.current) {
    opened.current = here.file ?? opened.current;
    asLeft.current = null;
  }
  return opened.current;
}
