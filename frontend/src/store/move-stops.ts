/** Version 1 of the database kept where someone stopped by itself; now it is part of the log. */

import type { IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { PersonSchema } from "./database";
import { type Position, stopEntry, stopRow } from "./stops";

type Upgrade = IDBPTransaction<PersonSchema, StoreNames<PersonSchema>[], "versionchange">;

export async function moveStops(person: string, db: IDBPDatabase<PersonSchema>, tx: Upgrade): Promise<void> {
  const before = tx as unknown as IDBPTransaction<unknown, ["positions"], "versionchange">;
  for (const stop of (await before.objectStore("positions").getAll()) as Position[]) {
    const row = stopRow(person, stop);
    await tx.objectStore("notes").put(row);
    await tx.objectStore("log").put(stopEntry(row));
  }
  (db as unknown as IDBPDatabase).deleteObjectStore("positions");
}
