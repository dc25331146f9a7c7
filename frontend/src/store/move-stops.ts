/** Version 1 of the database kept where someone stopped by itself; now it is part of the log. */

import type { IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { PersonSchema } from "./database";
import { creation } from "./note-rows";
import { quietRow } from "./quiet";
import { type Position, stopped } from "./stops";

type Upgrade = IDBPTransaction<PersonSchema, StoreNames<PersonSchema>[], "versionchange">;

export async function moveStops(person: string, db: IDBPDatabase<PersonSchema>, tx: Upgrade): Promise<void> {
  const before = tx as unknown as IDBPTransaction<unknown, ["positions"], "versionchange">;
  for (const stop of (await before.objectStore("positions").getAll()) as Position[]) {
    const row = quietRow(person, stopped(stop), stop.at);
    await tx.objectStore("notes").put(row);
    await tx.objectStore("log").put(creation(row));
  }
  (db as unknown as IDBPDatabase).deleteObjectStore("positions");
}
