import { useEffect, useRef } from "preact/hooks";

/** Gives more of a long list. `onMore` draws it; focus goes on to what came, since the button is no longer there. */
export function More({ name, onMore }: { name: string; onMore: () => void }) {
  return <p class="notes-more"><button type="button" class="ds-button" data-variant="secondary" onClick={onMore}>{name}</button></p>;
}

/**
 * Moves focus when what is to have it has been drawn: to the link or button in the element with this id, else to itself.
 * It waits until it is: what an earlier drawing left to do may come in between.
 */
export function useFocusWhenDrawn(): (id: string) => void {
  const wanted = useRef("");
  useEffect(() => {
    const element = wanted.current && document.getElementById(wanted.current);
    if (!element) return;
    wanted.current = "";
    const able = element.querySelector<HTMLElement>("a, button") ?? element;
    if (able === element) element.tabIndex = -1;
    able.focus();
  });
  return (id) => void (wanted.current = id);
}
