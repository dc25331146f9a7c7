/** The ways in that this server offers. */

import type { EmailAsked, SignInWays } from "../domain/shapes";
import { ask, askJson } from "./http";

/** Throws Refused. */
export const waysIn = (): Promise<SignInWays> => askJson<SignInWays>("/api/sign-in");

/** Asks for a link by e-mail. Whether anyone has that address is not told. Throws Refused. */
export async function askForEmail(email: string): Promise<void> {
  const body: EmailAsked = { email };
  await ask("/api/sign-in/email", { method: "POST", body });
}

/** Where a provider's sign-in begins: a page of its own, not something to fetch. `surer` to show once more who one is. */
export const providerAddress = (name: string, surer = false): string => `/api/oidc/${encodeURIComponent(name)}/sign-in${surer ? "?step_up=1" : ""}`;
