/** Made-up packages for the tests of this room. */

import type { Manifest, ManifestDocument, ManifestItem, ManifestVersion } from "./shapes";

export const aVersion = (name: string, size = 1000): ManifestVersion => ({
  number: 1,
  sha256: name,
  media_type: "application/pdf",
  size,
  pages: 3,
  text: null,
  text_size: 0,
  scanned: false,
  download_only: false,
  sealed: false,
});

export const aDocument = (id: string, more: Partial<ManifestDocument> = {}): ManifestDocument => ({
  id,
  item: null,
  kind: "attachment",
  title: id,
  version: aVersion(`sha-${id}`),
  missing: null,
  exemption: null,
  marks: [],
  number: 0,
  ...more,
});

export const anItem = (id: string, more: Partial<ManifestItem> = {}): ManifestItem => ({
  id,
  number: id.toUpperCase(),
  type: "political",
  title: id,
  closed: false,
  exemption: null,
  missing: null,
  marks: [],
  decision: "",
  decided: false,
  ...more,
});

export const aManifest = (more: Partial<Manifest> = {}, date = "2026-12-03"): Manifest => ({
  package: "p1",
  revision: 1,
  published_at: "2026-11-22T08:00:00+01:00",
  change_note: "",
  committee: { id: "formannskapet", name: "Formannskapet" },
  meeting: { id: "m1", date, starts_at: null, place: "", title: "", status: "called" },
  items: [],
  documents: [],
  schema: 1,
  ...more,
});
