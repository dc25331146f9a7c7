// express-pouchdb as its own page shows it, with everything in memory.
"use strict";
const express = require("express");
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));

const Memory = PouchDB.defaults({ adapter: "memory" });
const app = express();
app.use("/", require("express-pouchdb")(Memory, { inMemoryConfig: true, logPath: process.env.LOG }));
app.listen(Number(process.argv[2]), "127.0.0.1");
