/** Whether there is contact with the server, judged by the last request and by what the browser says. */

import { learnTime } from "../store/device";
import { changed, watch } from "../store/notices";
import { type Contact, onContact } from "./http";

export type Connection = "online" | "offline" | "signed_out" | "device";

let state: Connection = navigator.onLine ? "online" : "offline";

/**
 * "offline" = the last request failed or the browser has no network; "signed_out" = the server wants a new sign-in;
 * "device" = it wants one too, and meanwhile gives lists and files to the device that proved which it is.
 */
export function connection(): Connection {
  return navigator.onLine ? state : "offline";
}

function become(next: Connection): void {
  if (next === state) return;
  state = next;
  changed("connection");
}

/** Also for what a worker heard. */
export function heard({ status, serverTime }: Contact): void {
  if (status === 0 || status === 502 || status === 503 || status === 504) return become("offline");
  if (serverTime !== null) void learnTime(serverTime);
  if (status === 401) return byDevice ? undefined : become("signed_out");
  if (state === "offline" || status < 400) become(byDevice ? "device" : "online");
}

let byDevice = false;

/** Only the device is known to the server, not who uses it. */
export function deviceAlone(): void {
  byDevice = true;
  become("device");
}

export function signedIn(): void {
  byDevice = false;
  become("online");
}

onContact(heard);
addEventListener("offline", () => changed("connection"));
addEventListener("online", () => {
  if (state === "offline") state = "online"; // until a request says otherwise
  changed("connection");
});
watch(["me"], () => {
  byDevice = false;
  if (state === "signed_out" || state === "device") state = "online"; // somebody signed in, here or in another tab; the next request knows
});
