import type { Widen } from "./index";
import { onDemand } from "./on-demand";
import { nb } from "./people-register-nb";

export type RegisterWords = Widen<typeof nb>;

/** The words about persons, seats, lists, terms and invitations. A live binding like `w`: read it when you draw. */
export let p: RegisterWords = nb;

/** Call before a screen that says them draws. */
export const loadRegisterWords = onDemand<RegisterWords>(
  nb,
  { nn: async () => (await import("./people-register-nn")).nn, en: async () => (await import("./people-register-en")).en },
  (words) => (p = words),
);
