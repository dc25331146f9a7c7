"""What lies in a browser profile, asked of the browser itself."""

from __future__ import annotations

from playwright.sync_api import Page

DATABASES = "async () => (await indexedDB.databases()).map((one) => one.name)"
PAPERS = """async () => {
  const walk = async (folder) => {
    const found = [];
    try {
      for await (const [name, one] of folder.entries())
        found.push(...(one.kind === "file" ? [name] : await walk(one)));
    } catch (trouble) {
      if (trouble.name !== "NotFoundError") throw trouble; // the app took the folder away while we looked
    }
    return found;
  };
  return walk(await navigator.storage.getDirectory());
}"""
CACHED = """async () => {
  const found = {};
  for (const name of await caches.keys())
    found[name] = (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname);
  return found;
}"""
# What stands in the rows of every note here, of whoever has a database here.
NOTES = """async () => {
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    const rows = database.objectStoreNames.contains("notes")
      ? await asked(database.transaction("notes").objectStore("notes").getAll()) : [];
    found.push(...rows.filter((one) => one.kind !== "position").map((one) => one.content.text));
    database.close();
  }
  return found;
}"""
SHELL = "async () => Boolean((await navigator.serviceWorker.ready).active)"


def people_with_rows(page: Page) -> int:
    """How many persons have a database of their own here, beside the device's."""
    return len(page.evaluate(DATABASES)) - 1


def papers(page: Page) -> list[str]:
    """The names of all files the app keeps in the browser's own file system."""
    found: list[str] = page.evaluate(PAPERS)
    return found


def cached(page: Page) -> dict[str, list[str]]:
    """What the Cache API holds, by cache."""
    found: dict[str, list[str]] = page.evaluate(CACHED)
    return found


def notes(page: Page) -> list[str]:
    """The words of every note in the rows here, others' and deleted ones too."""
    found: list[str] = page.evaluate(NOTES)
    return found


def wait_for_shell(page: Page) -> None:
    """The service worker has the shell: from now on the app opens without network."""
    assert page.evaluate(SHELL)
