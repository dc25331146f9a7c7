/** Sends what the person did while the server could not hear it. */

import type { Me } from "../domain/shapes";
import { keepMe } from "../store/list";
import { sent, unsent } from "../store/outbox";
import { ask, askJson, Refused } from "./http";

/** Sends everything unsent, oldest first. What the server refuses for good is forgotten; without contact all of it waits. */
export async function sendUnsent(): Promise<void> {
  for (const entry of await unsent()) {
    try {
      if ("receipt" in entry) await ask("/api/receipts", { method: "POST", body: entry.receipt });
      else if ("opening" in entry) await ask("/api/openings", { method: "POST", body: entry.opening });
      else if ("printed" in entry) await ask("/api/prints/counts", { method: "POST", body: entry.printed });
      else await keepMe(await askJson<Me>("/api/me", { method: "PATCH", body: { language: entry.language } }));
    } catch (trouble) {
      if (!(trouble instanceof Refused) || !isFinal(trouble)) throw trouble;
    }
    await sent(entry);
  }
}

const isFinal = ({ status }: Refused): boolean => status >= 400 && status < 500 && ![401, 408, 429].includes(status);
