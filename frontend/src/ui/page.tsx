import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { sorry, w } from "../words/index";
import { to } from "./router";

let firstPage = true;

/**
 * Names the tab, and after the first page moves focus to the heading, as a page load would for a screen reader.
 * What stands beside what is read, or behind it, does neither: it is not `active`.
 */
export function useHeading(title: string, active = true) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (active) document.title = `${title} – ${w.appName}`;
  }, [title, active]);
  useEffect(() => {
    if (!firstPage && active) {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, []);
  return heading;
}

export function Page(props: { title: string; above?: ComponentChildren; beside?: ComponentChildren; children: ComponentChildren; wide?: boolean }) {
  const heading = useHeading(props.title);
  return (
    <div class={props.wide ? "page page-wide" : "page"}>
      {props.above}
      <div class="page-head">
        <h1 class="ds-heading" data-size="lg" tabIndex={-1} ref={heading}>{props.title}</h1>
        {props.beside}
      </div>
      {props.children}
    </div>
  );
}

/** Takes no focus: the heading that comes in its place does. */
export function Loading({ title, lines = 3 }: { title: string; lines?: number }) {
  return (
    <div class="page">
      <div class="page-head"><h1 class="ds-heading" data-size="lg">{title}</h1></div>
      <p class="ds-sr-only" role="status">{w.common.loading}</p>
      <div class="stack" aria-hidden="true">
        {Array.from({ length: lines }, (_, line) => <div key={line} class="ds-skeleton skeleton-row" data-variant="rectangle" />)}
      </div>
    </div>
  );
}

/** Something is wrong or not there: what happened, what is kept, what to do. */
export function Notice(props: { title: string; children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <Page title={props.title}>
      <div class="notice stack">
        {props.children}
        <div class="actions">{props.action ?? <a class="ds-button" data-variant="secondary" href={to.meetings()}>{w.common.toMeetings}</a>}</div>
      </div>
    </Page>
  );
}

export function Trouble({ word, again }: { word: string; again: () => unknown }) {
  return (
    <Notice
      title={word === "offline" ? w.net.offline : w.lost.trouble}
      action={<button type="button" class="ds-button" data-variant="secondary" onClick={() => void again()}>{w.common.tryAgain}</button>}
    >
      <p role="alert">{sorry(word)}</p>
      <p class="quiet">{w.lost.kept}</p>
    </Notice>
  );
}

export const Lost = () => <Notice title={w.lost.title}><p>{w.lost.more}</p></Notice>;
export const NoAccess = () => <Notice title={w.lost.noAccess}><p>{w.lost.noAccessMore}</p></Notice>;

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2 class="ds-heading" data-size="xs">{title}</h2>
      {children}
    </div>
  );
}
