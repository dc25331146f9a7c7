import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Grip {
  id: string;
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export interface Reorder {
  /** As it is shown now: what was just moved stands in its new place while the answer is waited for. */
  order: string[];
  list: { current: HTMLElement | null };
  lifted: string;
  over: string;
  grip: (id: string) => Grip;
  move: (id: string, to: number) => void;
}

/**
 * The order of one list's rows, which are its element's children: by dragging a grip, or with the arrow keys, Home and
 * End on it. `onMove` gets the whole new order and where the moved one now stands, from 0.
 */
export function useReorder(ids: string[], onMove: (order: string[], id: string, at: number) => Promise<void>): Reorder {
  const [mine, setMine] = useState<string[] | null>(null);
  const [drag, setDrag] = useState<{ id: string; at: number } | null>(null);
  const list = useRef<HTMLElement | null>(null);
  const focus = useRef("");
  const turn = useRef(0);
  const order = mine && sameOnes(mine, ids) ? mine : ids;
  useLayoutEffect(() => {
    const wanted = focus.current && document.getElementById(focus.current);
    if (wanted && wanted !== document.activeElement) wanted.focus(); // the row it stands in was moved
    if (wanted) focus.current = "";
  });
  useEffect(() => () => void (turn.current = -1), []);
  const move = (id: string, to: number) => {
    const rest = order.filter((one) => one !== id);
    const at = Math.max(0, Math.min(to, rest.length));
    if (order.indexOf(id) === at) return;
    const now = [...rest.slice(0, at), id, ...rest.slice(at)];
    const asked = ++turn.current;
    setMine(now);
    const over = () => {
      if (turn.current === asked) setMine(null); // as the server has it, whatever became of this
    };
    void onMove(now, id, at).then(over, over);
  };
  const placeAt = (y: number) => {
    const boxes = [...(list.current?.children ?? [])].slice(0, order.length).map((row) => row.getBoundingClientRect());
    const at = boxes.findIndex((box) => y < box.bottom);
    return at < 0 ? boxes.length - 1 : at;
  };
  const grip = (id: string): Grip => ({
    id: `grip-${id}`,
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      setDrag({ id, at: order.indexOf(id) });
    },
    onPointerMove: (event) => void (drag && setDrag({ id, at: placeAt(event.clientY) })),
    onPointerUp: () => {
      if (drag) move(drag.id, drag.at);
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
    onKeyDown: (event) => {
      const to = { ArrowUp: order.indexOf(id) - 1, ArrowDown: order.indexOf(id) + 1, Home: 0, End: order.length }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      focus.current = `grip-${id}`;
      move(id, to);
    },
  });
  return { order, list, lifted: drag?.id ?? "", over: (drag && order[drag.at] !== drag.id && order[drag.at]) || "", grip, move };
}

const sameOnes = (some: string[], others: string[]): boolean => some.length === others.length && some.every((id) => others.includes(id));
