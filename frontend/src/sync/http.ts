/** The only place that says fetch. */

/** A request that did not give what was asked for. `word` is the server's own; without contact it is "offline" with status 0. */
export class Refused extends Error {
  constructor(
    readonly word: string,
    readonly status: number,
    /** All that came with the word, when it was JSON. */
    readonly body: unknown = null,
  ) {
    super(word);
    this.name = "Refused";
  }
}

export interface Ask {
  method?: "GET" | "POST" | "PATCH";
  body?: unknown;
  /** Instead of a body: bytes that are sent as they are. */
  bytes?: Blob;
  /** Sends the body compressed, where the browser can. */
  gzip?: boolean;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds until the whole answer must be here; with `stream` only its head. */
  patience?: number;
  stream?: boolean;
}

/** What a contact told: the HTTP status (0 = no contact) and the server's time in ms, when it said it. */
export interface Contact {
  status: number;
  serverTime: number | null;
}

const listeners = new Set<(contact: Contact) => void>();

/** Hears of every contact made from this thread. */
export function onContact(run: (contact: Contact) => void): void {
  listeners.add(run);
}

/** Asks, and gives the answer's head; 304 counts as an answer. Throws Refused. */
export async function ask(path: string, how: Ask = {}): Promise<Response> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), how.patience ?? 20_000);
  how.signal?.addEventListener("abort", () => given.abort(), { once: true });
  if (how.signal?.aborted) given.abort();
  const init: RequestInit = {
    method: how.method ?? "GET",
    headers: { Accept: "application/json", ...how.headers },
    credentials: "same-origin",
    cache: "no-store", // our own store is the cache; a second one would keep what was taken back
    redirect: "error",
    signal: given.signal,
  };
  if (how.body !== undefined) {
    const text = JSON.stringify(how.body);
    const small = how.gzip ? await gzipped(text) : null;
    init.body = small ?? text;
    init.headers = { ...init.headers, "Content-Type": "application/json", ...(small && { "Content-Encoding": "gzip" }) };
  }
  if (how.bytes) {
    init.body = how.bytes;
    init.headers = { ...init.headers, "Content-Type": "application/octet-stream" };
  }
  let answer: Response;
  try {
    answer = await fetch(path, init);
  } catch {
    if (!how.signal?.aborted) tell(0, null);
    throw new Refused("offline", 0);
  }
  if (how.stream) clearTimeout(timer);
  tell(answer.status, answer.headers.get("Date"));
  if (answer.ok || answer.status === 304) return answer;
  const body = await bodyOf(answer);
  throw new Refused(wordOf(body, answer.status), answer.status, body);
}

const WORTH_IT = 1_000; // characters

async function gzipped(text: string): Promise<Blob | null> {
  if (text.length < WORTH_IT || typeof CompressionStream === "undefined") return null;
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
}

/** Asks for JSON of a known shape. */
export async function askJson<T>(path: string, how: Ask = {}): Promise<T> {
  const answer = await ask(path, how);
  try {
    return (await answer.json()) as T;
  } catch {
    throw new Refused("offline", 0); // cut off half-way, or something between us and the server answered
  }
}

function tell(status: number, date: string | null): void {
  const serverTime = date === null ? Number.NaN : Date.parse(date);
  for (const run of listeners) run({ status, serverTime: Number.isNaN(serverTime) ? null : serverTime });
}

async function bodyOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return null; // not ours: a proxy's own page, for instance
  }
}

function wordOf(body: unknown, status: number): string {
  const word = (body as { error?: { word?: unknown } } | null)?.error?.word;
  if (typeof word === "string") return word;
  return status === 401 ? "not_signed_in" : "offline";
}
