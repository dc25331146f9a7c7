/** What a browser has and Node has not, for the tests. Import it first. */

import "fake-indexeddb/auto";

const events = new EventTarget();
Object.assign(globalThis, {
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  dispatchEvent: events.dispatchEvent.bind(events),
});
// A channel keeps Node alive, and the tests have one tab each.
Object.assign(globalThis, { BroadcastChannel: undefined });
