/** Who wants to know that something on this device changed, in this tab or another one. */

export type Topic = "me" | "papers" | "downloads" | "positions" | "notes" | "connection" | "lost" | "vault" | "desk" | "notices";

interface Watcher {
  topics: Topic[];
  run: () => void;
}

const watchers = new Set<Watcher>();
const waiting = new Set<Watcher>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("folkevalgt");
if (channel) channel.onmessage = (event: MessageEvent<Topic>) => wake(event.data);

/** Runs `run` after any of the topics changed, here or in another tab; several changes at once wake it once. */
export function watch(topics: Topic[], run: () => void): () => void {
  const watcher = { topics, run };
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    waiting.delete(watcher);
  };
}

export function changed(...topics: Topic[]): void {
  for (const topic of topics) {
    wake(topic);
    channel?.postMessage(topic);
  }
}

function wake(topic: Topic): void {
  for (const watcher of watchers) {
    if (!watcher.topics.includes(topic) || waiting.has(watcher)) continue;
    waiting.add(watcher);
    queueMicrotask(() => {
      if (waiting.delete(watcher)) watcher.run();
    });
  }
}
