// Two devices of one person with PouchDB: default settings, in memory.
"use strict";
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));
const { EDITS, edited, notes, take } = require("./steps.js");

const remote = process.env.REMOTE;
const tablet = new PouchDB("tablet", { adapter: "memory" });
const laptop = new PouchDB("laptop", { adapter: "memory" });
const written = (done) => {
  if (done.errors?.length || done.doc_write_failures) throw new Error(JSON.stringify(done));
  return done.docs_written;
};

take({
  write: async () => {
    await tablet.bulkDocs(notes().map(({ id, ...fields }) => ({ _id: id, ...fields })));
    return (await tablet.info()).doc_count;
  },
  push: async () => written(await tablet.replicate.to(remote)),
  pull: async () => written(await laptop.replicate.from(remote)),
  sync: async () => written((await laptop.sync(remote)).pull),
  edit: async () => {
    const { rows } = await tablet.allDocs({ include_docs: true, limit: EDITS });
    await tablet.bulkDocs(rows.map((row) => edited(row.doc)));
    return rows.length;
  },
  send: async () => written(await tablet.replicate.to(remote)),
  fetch: async () => written(await laptop.replicate.from(remote)),
});
