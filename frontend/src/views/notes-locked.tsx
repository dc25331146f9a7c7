import type { ComponentChildren } from "preact";
import { Unlock } from "./lock";

/** In the place of what is written about exempt papers, while it cannot be read: how much it is, and what opens it. */
export function LockedWords({ said, children }: { said: string; children: ComponentChildren }) {
  return (
    <section class="notice notice-above stack" aria-label={said}>
      <p><strong>{said}.</strong> {children}</p>
      <Unlock />
    </section>
  );
}
