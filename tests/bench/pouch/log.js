// Two devices of one person with the notes' log, speaking the wire as `frontend/src/sync` does; rows stay in memory.
"use strict";
const { promisify } = require("node:util");
const gzip = promisify(require("node:zlib").gzip);
const { EDITS, edited, notes, take } = require("./steps.js");

const MOST = 500; // mutations in one request
const { REMOTE, CLIENT, COOKIE, ORIGIN } = process.env;
const headers = { cookie: COOKIE, origin: ORIGIN, "accept-encoding": "gzip" };

const tablet = { notes: new Map(), waiting: [], mid: 0 };
const laptop = { notes: new Map(), cursor: "" };

async function ask(path, given) {
  const answer = await fetch(REMOTE + path, { ...given, headers: { ...headers, ...given?.headers } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

function put(device, { id, ...fields }, base) {
  device.waiting.push({ mid: ++device.mid, op: "put", id, base, fields });
}

async function push(device) {
  let sent = 0;
  while (device.waiting.length) {
    const mutations = device.waiting.slice(0, MOST);
    const body = await gzip(JSON.stringify({ client: CLIENT, schema: 1, mutations }));
    const packed = { "content-type": "application/json", "content-encoding": "gzip" };
    const { replies } = await ask("/api/notes/push", { method: "POST", body, headers: packed });
    replies.forEach((reply, at) => {
      if (reply.is !== "ok") throw new Error(JSON.stringify(reply));
      device.notes.get(mutations[at].id).ver = reply.ver;
    });
    device.waiting.splice(0, mutations.length);
    sent += mutations.length;
  }
  return sent;
}

async function pull(device) {
  let came = 0;
  for (;;) {
    const page = await ask(`/api/notes/pull?cursor=${encodeURIComponent(device.cursor)}`);
    if (page.reset) throw new Error(page.reset);
    for (const change of page.changes) device.notes.set(change.id, change);
    device.cursor = page.cursor;
    came += page.changes.length;
    if (!page.more) return came;
  }
}

take({
  write: async () => {
    for (const note of notes()) {
      tablet.notes.set(note.id, { note, ver: 0 });
      put(tablet, note, 0);
    }
    return tablet.notes.size;
  },
  push: () => push(tablet),
  pull: () => pull(laptop),
  sync: () => pull(laptop),
  edit: async () => {
    const some = [...tablet.notes.values()].slice(0, EDITS);
    for (const { note, ver } of some) put(tablet, { id: note.id, text: edited(note).text }, ver);
    return some.length;
  },
  send: () => push(tablet),
  fetch: () => pull(laptop),
});
