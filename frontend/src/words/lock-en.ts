import type { LockWords } from "./lock";

/** English. */
export const en: LockWords = {
  title: "Papers exempt from public access",
  paper: "The paper is locked",
  paperMore: "It is exempt from public access, and lies encrypted on this device.",
  toRead: "Unlock to read",
  unlock: "Unlock",
  withPasskey: "Unlock with a passkey",
  unlocking: "Unlocking …",
  lockNow: "Lock now",
  isOpen: "They are unlocked. They lock when you have not used the app for ten minutes, and when it has been in the background for two.",
  isLocked: "They lie encrypted on this device, and you see neither what they say nor their whole titles until you unlock them.",
  until: (when) => `Without contact with the server you can have them here until ${when}.`,
  neverStored: "None of them are stored on this device: they are fetched when you open them, which takes a network.",
  passkeyOpens: "Without a network you unlock them with your passkey.",
  noPasskey: "Without a network only a passkey unlocks them, and you have none that does on this device.",
  offline: "Without a network a passkey unlocks it, and you have none on this device. Connect to a network, and the app unlocks it.",
  signedOut: "You must sign in before it can be unlocked.",
  signIn: "Sign in",
  failed: "It could not be unlocked.",
  notStored: "The paper is never stored on the device",
  notStoredMore: "It is fetched each time you open it. Connect to a network to read it.",
  fetching: "Fetching the paper …",
};
