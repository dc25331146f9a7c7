/** How much room the papers take on this device, and whether the browser has promised to keep them. */

/** Bytes used and allowed for this site; `persisted` = the browser will not clear it by itself. */
export async function storageUsed(): Promise<{ used: number; quota: number; persisted: boolean }> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { used: usage, quota, persisted: await navigator.storage.persisted() };
}

export async function askToKeep(): Promise<void> {
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
}
