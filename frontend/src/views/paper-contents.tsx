import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Reader } from "../reader";
import { Cross } from "../ui/icons";
import { w } from "../words/index";
import type { Neighbour } from "./paper-one";

interface Props {
  reader: Reader;
  at: { page: number; total: number };
  previous: Neighbour | null;
  next: Neighbour | null;
  onClose: () => void;
}

/** The paper's own headings, every page as a small picture, and the papers beside it. */
export function ContentsPanel({ reader, at, previous, next, onClose }: Props) {
  const [outline, setOutline] = useState<{ title: string; page: number; level: number }[] | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    title.current?.focus();
    void reader.outline().then(setOutline, () => setOutline([]));
  }, [reader]);
  const goTo = (page: number) => {
    reader.goTo(page);
    if (matchMedia("(max-width: 767px)").matches) onClose(); // there the panel covers the paper
  };
  return (
    <aside class="contents" aria-labelledby={id}>
      <div class="contents-head">
        <h2 class="ds-heading" data-size="xs" id={id} tabIndex={-1} ref={title}>{w.reader.contents}</h2>
        <button type="button" class="ds-button tool" data-variant="tertiary" data-icon aria-label={w.common.close} title={w.common.close} onClick={onClose}><Cross /></button>
      </div>
      {(previous || next) && (
        <ul class="plain contents-papers">
          {previous && <li><a class="ds-link" href={previous.address}>{w.reader.previousPaper(previous.title)}</a></li>}
          {next && <li><a class="ds-link" href={next.address}>{w.reader.nextPaper(next.title)}</a></li>}
        </ul>
      )}
      <h3 class="ds-heading" data-size="2xs">{w.reader.outline}</h3>
      {outline?.length === 0 && <p class="quiet">{w.reader.noOutline}</p>}
      <ul class="outline">
        {outline?.map((entry, index) => (
          <li key={index} data-level={Math.min(entry.level, 4)}>
            <button type="button" onClick={() => goTo(entry.page)}><span>{entry.title}</span><span class="quiet">{entry.page}</span></button>
          </li>
        ))}
      </ul>
      <h3 class="ds-heading" data-size="2xs">{w.reader.thumbnails}</h3>
      <ul class="thumbnails">
        {Array.from({ length: at.total }, (_, index) => (
          <Thumbnail key={index + 1} reader={reader} page={index + 1} current={index + 1 === at.page} onGo={goTo} />
        ))}
      </ul>
    </aside>
  );
}

function Thumbnail({ reader, page, current, onGo }: { reader: Reader; page: number; current: boolean; onGo: (page: number) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const near = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      near.disconnect();
      void reader.thumbnail(page, element).catch(() => undefined); // the page's number stands under it all the same
    }, { rootMargin: "200px" });
    near.observe(element);
    return () => near.disconnect();
  }, [reader, page]);
  return (
    <li>
      <button type="button" aria-label={w.reader.toPage(page)} aria-current={current ? "page" : undefined} onClick={() => onGo(page)}>
        {reader.view === "pages" && <canvas ref={canvas} width={120} height={170} />}
        <span>{page}</span>
      </button>
    </li>
  );
}
