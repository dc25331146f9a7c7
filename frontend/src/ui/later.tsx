import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { w } from "../words/index";
import { Loading, Trouble } from "./page";

/** A screen whose code is fetched when it is first shown; the skeleton stands in its place until then. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let found: ComponentType<Props> | null = null;
  let drawnIn = "";
  return function Later(props: Props) {
    const [, draw] = useState(0);
    const [failed, setFailed] = useState(false);
    const ready = found !== null && drawnIn === w.code;
    const get = async () => {
      setFailed(false);
      try {
        found = await load();
        drawnIn = w.code;
        draw((n) => n + 1);
      } catch {
        setFailed(true); // a chunk that could not be fetched: no network, and the shell was not kept yet
      }
    };
    useEffect(() => {
      if (!ready) void get();
    }, [ready]);
    if (failed) return <Trouble word="offline" again={get} />;
    if (!ready || !found) return <Loading title={w.common.loading} />;
    const Screen = found as ComponentType<object>;
    return <Screen {...props} />;
  };
}
