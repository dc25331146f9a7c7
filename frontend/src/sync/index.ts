/** What the views may ask of the sync. */

export { access } from "./access";
export { attendance } from "./attendance";
export { connection, type Connection } from "./connection";
export { desk } from "./desk";
export { devices } from "./devices";
export { download, progress, type Progress } from "./downloads";
export { pullNow, start } from "./engine";
export { Refused } from "./http";
export { lockNow } from "./lock";
export { fetchForNow, keepSecret, opensSoon, passkeyOpens, unlock, vaultTrouble } from "./vault";
export { people } from "./people";
export { prints } from "./prints";
export { deskReceipts } from "./receipts-desk";
export { revisions } from "./notes";
export { setLanguage, signIn, signOut, wipeDevice } from "./session";
export { lastPulled } from "../store/rows";
export { storageUsed } from "../store/space";
