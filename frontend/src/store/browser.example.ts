/** What a browser has and Node has not, for the tests. Import it first. */

import "fake-indexeddb/auto";

Object.assign(globalThis, { addEventListener: () => undefined });
// A channel keeps Node alive, and the tests have one tab each.
Object.assign(globalThis, { BroadcastChannel: undefined });
