/** The server's rules for the notes' log (folkevalgt/sync/mutations.py, push.py and pull.py), small and exact, for the tests. */

import type { NoteChange, NoteContent, NoteFields, NoteMutation, NotePull, NotePush, NoteReply } from "../domain/shapes";
import { idFor, sameWords } from "../store/note-rows";

interface Row extends NoteChange {
  textVer: number;
  said: NoteContent;
  narrowedTo: string | null;
}

interface Client {
  person: string;
  last: number;
  replies: Map<number, { digest: string; reply: NoteReply }>;
}

type Answer<T> = { status: 200; body: T } | { status: 400 | 409 | 413 | 422; word: string };

const IDENTITY = ["kind", "document", "version", "parent"] as const;
const no = (status: 400 | 409 | 422, word: string): Answer<never> => ({ status, word });

export class LogServer {
  rows = new Map<string, Row>();
  clients = new Map<string, Client>();
  seq = 0;
  floor = 0;
  incarnation = "first";
  schema = 1;
  limit = 2_000;
  /** Who is in which circle now, and how often that has changed for them. */
  circles = new Map<string, Set<string>>();
  epochs = new Map<string, number>();
  /** Papers that are exempt now. */
  exempt = new Set<string>();

  push(person: string, { client: id, schema, mutations }: NotePush): Answer<{ replies: NoteReply[] }> {
    if (schema !== this.schema) return no(409, "old_app");
    const client = this.clients.get(id) ?? { person, last: 0, replies: new Map() };
    if (client.person !== person) return no(409, "client_taken");
    this.clients.set(id, client);
    const replies: NoteReply[] = [];
    for (const mutation of mutations) {
      const digest = JSON.stringify(mutation);
      const before = client.replies.get(mutation.mid);
      if (before && before.digest !== digest) return no(422, "other_content");
      if (!before && mutation.mid !== client.last + 1) return no(409, "gap");
      const reply = before?.reply ?? this.answer(person, id, JSON.parse(digest) as NoteMutation);
      client.last = Math.max(client.last, mutation.mid);
      client.replies.set(mutation.mid, { digest, reply });
      replies.push(reply);
    }
    return { status: 200, body: { replies } };
  }

  pull(person: string, cursor: string): Answer<NotePull> {
    const epoch = this.epochs.get(person) ?? 0;
    const asked = cursor ? (JSON.parse(cursor) as { person: string; epoch: number; incarnation: string; seq: number; ceiling: number }) : null;
    if (asked && asked.person !== person) return no(400, "bad_cursor");
    const reset = asked && (asked.incarnation !== this.incarnation ? "restored" : asked.epoch !== epoch ? "scope" : this.floor > Math.max(asked.seq, asked.ceiling) ? "too_old" : null);
    if (reset) return { status: 200, body: { changes: [], cursor: "", more: true, reset, exempt: [] } };
    const { seq, ceiling } = asked ?? { seq: 0, ceiling: this.seq };
    const found = this.visibleTo(person)
      .filter((row) => row.ver > seq && (!row.deleted || row.ver > ceiling))
      .sort((a, b) => a.ver - b.ver)
      .slice(0, this.limit);
    const more = found.length === this.limit;
    const upto = more ? (found.at(-1)?.ver ?? 0) : this.seq;
    const changes = found.map(({ textVer: _t, said: _s, narrowedTo: _n, ...change }) => structuredClone(change));
    const exempt = [...new Set(changes.flatMap(({ document }) => document ?? []))].filter((id) => this.exempt.has(id));
    return { status: 200, body: { changes, cursor: JSON.stringify({ person, epoch, incarnation: this.incarnation, seq: upto, ceiling }), more, reset: null, exempt } };
  }

  visibleTo(person: string): Row[] {
    return [...this.rows.values()].filter(({ author, scope }) => author === person || this.circles.get(scope)?.has(person));
  }

  leave(person: string, scope: string): void {
    this.circles.get(scope)?.delete(person);
    this.epochs.set(person, (this.epochs.get(person) ?? 0) + 1);
  }

  private answer(person: string, client: string, sent: NoteMutation): NoteReply {
    const { mid, op } = sent;
    const said = { put: this.put, delete: this.bury, share: this.share, narrow: this.narrow }[op].call(this, person, sent, idFor(client, mid.toString(16).padStart(32, "0")));
    return typeof said === "string" ? { mid, is: "rejected", word: said } : { mid, ...said };
  }

  private put(person: string, sent: NoteMutation, chance: string): Omit<NoteReply, "mid"> | string {
    const fields = sent.fields ?? {};
    let row = this.rows.get(sent.id);
    while (row?.author === person && row.narrowedTo) row = this.rows.get(row.narrowedTo);
    if (!row) return this.make(person, sent, fields);
    if (row.author !== person) return "not_found";
    const is = row;
    if (IDENTITY.some((name) => fields[name] !== undefined && fields[name] !== is[name])) return "bad_note";
    if (row.scope !== "private" && !this.circles.get(row.scope)?.has(person)) return "not_in_circle";
    const { conflict_of, kind: _k, document: _d, version: _v, parent: _p, ...content } = fields;
    const wanted = { ...row.said, ...content };
    if ((wanted.text ?? "").length > 20_000) return "text_too_long";
    const differs = !["position", "print"].includes(row.kind) && !sameWords(wanted, row.said);
    const { said } = row;
    const inTheWay =
      row.kind !== "runsheet" ||
      ((said.text ?? "") !== "" && said.text !== wanted.text) ||
      (Object.values(said.plan ?? {}).flat().length > 0 && JSON.stringify(said.plan) !== JSON.stringify(wanted.plan));
    if (differs && !row.deleted && sent.base < row.textVer && inTheWay) {
      if (row.kind === "runsheet") this.stand(row, { ...wanted, text: said.text ?? "", plan: said.plan ?? null }, false);
      const copy = idFor(sent.id, chance);
      const made = this.stand({ ...row, id: copy, scope: "private", conflict_of: row.id, narrowedTo: null, deleted: false }, wanted, true);
      return { is: "conflict", copy, ver: made.ver };
    }
    const beside = conflict_of === null ? null : row.conflict_of;
    if (row.deleted || beside !== row.conflict_of || JSON.stringify(wanted) !== JSON.stringify(row.said))
      row = this.stand({ ...row, conflict_of: beside, deleted: false }, wanted, differs || row.deleted);
    return row.id === sent.id ? { is: "ok", ver: row.ver } : { is: "conflict", ver: row.ver, copy: row.id };
  }

  private make(person: string, sent: NoteMutation, fields: NoteFields): Omit<NoteReply, "mid"> | string {
    const { kind, document = null, version = "", parent = null, conflict_of: _, ...content } = fields;
    if (!kind) return sent.base ? "note_gone" : "bad_note";
    if ((content.text ?? "").length > 20_000) return "text_too_long";
    const above = parent === null ? undefined : this.rows.get(parent);
    if (parent !== null && (!above || above.deleted)) return "parent_gone";
    const scope = above?.scope ?? "private";
    const about = { id: sent.id, author: person, name: "", kind, scope, document, version, parent, conflict_of: null };
    const row = { ...about, deleted: false, narrowedTo: null, ver: 0, textVer: 0, created: "", changed: "", content: null, said: {} };
    return { is: "ok", ver: this.stand(row, content, true).ver };
  }

  private bury(person: string, { id, base }: NoteMutation): Omit<NoteReply, "mid"> {
    const row = this.rows.get(id);
    if (!row || row.author !== person || row.deleted) return { is: "gone" };
    if (base < row.ver) return { is: "kept", ver: row.ver };
    return { is: "ok", ver: this.stand({ ...row, deleted: true }, row.said, true).ver };
  }

  private share(person: string, { id, scope = "", readers = [] }: NoteMutation): Omit<NoteReply, "mid"> | string {
    const row = this.rows.get(id);
    if (!row || row.author !== person || row.deleted) return "not_found";
    const circle = this.circles.get(scope) ?? new Set();
    if (!circle.has(person)) return "not_in_circle";
    if ([...circle].filter((one) => one !== person).sort().join() !== [...readers].sort().join()) return "circle_changed";
    return { is: "ok", ver: this.stand({ ...row, scope }, row.said, false).ver };
  }

  private narrow(person: string, { id, copy = "" }: NoteMutation): Omit<NoteReply, "mid"> | string {
    const row = this.rows.get(id);
    if (!row || row.author !== person) return "not_found";
    const there = row.narrowedTo === null ? undefined : this.rows.get(row.narrowedTo);
    if (there) return { is: "conflict", ver: there.ver, copy: there.id };
    if (!row.deleted || row.scope !== "private") this.stand({ ...row, deleted: true, narrowedTo: copy }, row.said, !row.deleted);
    const made = this.stand({ ...row, id: copy, scope: "private", deleted: false }, row.said, false);
    return { is: "ok", ver: made.ver, copy };
  }

  private stand(row: Row, said: NoteContent, words: boolean): Row {
    const ver = ++this.seq;
    const made = { ...row, ver, textVer: words ? ver : row.textVer, said, content: row.deleted ? null : said, created: row.created || stamp(ver), changed: stamp(ver) };
    this.rows.set(row.id, made);
    return made;
  }
}

const stamp = (ver: number): string => new Date(Date.UTC(2026, 10, 22) + ver * 1_000).toISOString();
