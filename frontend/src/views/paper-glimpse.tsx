import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawn, Reader } from "../reader";
import { openFile } from "../store/files";

const LEGIBLE = 80; // percent; a whole page in so small a frame could not be read

interface Props {
  title: string;
  label: string;
  /** The file's sha-256. */
  version: string;
  page: number;
  drawn: Drawn | null;
  /** What stands there when the file is not on this device. */
  children: ComponentChildren;
}

/** One page of a version, small, with one note on it; the rest of the paper can be scrolled to. */
export function Glimpse({ title, label, version, page, drawn, children }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let dead = false;
    let open: Reader | null = null;
    const failed = () => setMissing(true);
    const ignore = () => undefined;
    void (async () => {
      const [source, { openReader }] = await Promise.all([openFile(version), import("../reader")]);
      if (dead || !host.current) return;
      if (!source) return failed();
      open = await openReader(host.current, source, { page }, { page: ignore, find: ignore, scale: ignore, failed });
      if (dead) return void open.destroy();
      open.zoom(LEGIBLE);
      if (!drawn) return;
      open.showNotes([drawn]);
      open.goToNote(drawn);
    })().catch(failed);
    return () => {
      dead = true;
      void open?.destroy();
    };
  }, [version, page]);
  return (
    <div class="glimpse">
      <p class="ds-heading" data-size="2xs">{title}</p>
      {missing ? <div class="glimpse-none" role="region" aria-label={label}>{children}</div> : <div ref={host} class="glimpse-host" role="region" aria-label={label} />}
    </div>
  );
}
