// Made from folkevalgt/{models/manifest,api/shapes,sync/shapes}.py by `make shapes`. Do not edit.


export type ItemType = "approval" | "delegated" | "information" | "other" | "political" | "question" | "report";
export type DocumentKind = "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement";
export type Mark = "changed" | "new" | "supplement";
export type MissingWord = "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn";
export type Language = "en" | "nb" | "nn";
export type RoleName = "chair" | "deputy" | "deputy_chair" | "member" | "public" | "secretariat" | "substitute" | "youth_council";
export type Stage = "changed" | "harvested" | "held" | "minutes" | "published";
export type NoteKind = "bookmark" | "comment" | "highlight" | "ink" | "position" | "print" | "reply" | "textbox";
export type Colour = "blue" | "green" | "pink" | "yellow";

export interface ManifestCommittee {
  id: string;
  name: string;
}

export interface ManifestDocument {
  id: string;
  item: string | null;
  kind: "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement";
  title: string;
  version: ManifestVersion | null;
  missing: "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn" | null;
  exemption: Legal | null;
  marks: ("changed" | "new" | "supplement")[];
}

export interface ManifestItem {
  id: string;
  number: string;
  type: "approval" | "delegated" | "information" | "other" | "political" | "question" | "report";
  title: string;
  closed: boolean;
  exemption: Legal | null;
  missing: "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn" | null;
  marks: ("changed" | "new" | "supplement")[];
}

export interface Legal {
  legal_basis: string;
  until: string | null;
}

export interface Manifest {
  package: string;
  revision: number;
  published_at: string;
  change_note: string;
  committee: ManifestCommittee;
  meeting: ManifestMeeting;
  items: ManifestItem[];
  documents: ManifestDocument[];
  schema: number;
}

export interface ManifestMeeting {
  id: string;
  date: string;
  starts_at: string | null;
  place: string;
  title: string;
  status: "called" | "cancelled" | "held" | "minutes_published" | "planned" | "supplemented";
}

export interface ManifestVersion {
  number: number;
  sha256: string;
  media_type: string;
  size: number;
  pages: number;
  text: string | null;
  text_size: number;
  scanned: boolean;
  download_only: boolean;
}

export interface Desk {
  meetings: DeskMeeting[];
}

export interface DeskMeeting {
  package: string;
  committee: ManifestCommittee;
  meeting: ManifestMeeting;
  stage: "changed" | "harvested" | "held" | "minutes" | "published";
  revision: number;
  items: number;
  documents: number;
  missing: number;
  exempt: number;
  differences: number;
  published_at: string | null;
  recipients: number;
  received: number;
  opened: number;
}

export interface DeskPackage {
  row: DeskMeeting;
  draft: Manifest;
  differences: Difference[];
  state: string;
  publications: PublicationLine[];
}

export interface Difference {
  kind: "changed" | "missing" | "new" | "withdrawn";
  what: string;
}

export interface Error {
  word: string;
  message: string;
}

export interface ErrorBody {
  error: Error;
}

export interface HarvestLine {
  level: "error" | "info" | "warning";
  word: string;
  what: string;
  message: string;
}

export interface HarvestMeeting {
  package: string;
  committee: string;
  date: string;
}

export interface HarvestReport {
  id: string;
  source: string;
  delivery: string;
  at: string;
  outcome: "done" | "rejected" | "waiting";
  meetings: HarvestMeeting[];
  lines: HarvestLine[];
}

export interface Harvests {
  inbox: string;
  waiting: string[];
  reports: HarvestReport[];
}

export interface Me {
  id: string;
  name: string;
  email: string;
  party: string;
  language: "en" | "nb" | "nn";
  secretariat: boolean;
  roles: Role[];
  municipality: string;
  session_until: string;
}

export interface MeChange {
  language: "en" | "nb" | "nn";
}

export interface Paper {
  package: string;
  manifest: string;
  revision: number;
  published_at: string;
  valid_until: string;
  size: number;
  documents: number;
  role: "chair" | "deputy" | "deputy_chair" | "member" | "public" | "secretariat" | "substitute" | "youth_council";
  committee: ManifestCommittee;
  meeting: ManifestMeeting;
}

export interface Papers {
  papers: Paper[];
}

export interface Preview {
  state: string;
  roles: PreviewRole[];
}

export interface PreviewDocument {
  document: string;
  sees: "nothing" | "title" | "whole";
  why: string;
}

export interface PreviewRole {
  role: "chair" | "deputy" | "deputy_chair" | "member" | "public" | "secretariat" | "substitute" | "youth_council";
  people: string[];
  documents: PreviewDocument[];
}

export interface PublicationLine {
  revision: number;
  published_at: string;
  by: string;
  change_note: string;
}

export interface Publish {
  state: string;
  change_note: string;
}

export interface Published {
  publication: string;
  revision: number;
  recipients: number;
}

export interface Ready {
  ready: boolean;
  version: string;
}

export interface Receipt {
  manifest: string;
  what: "opened" | "received";
}

export interface Role {
  committee: string;
  committee_name: string;
  role: "chair" | "deputy" | "deputy_chair" | "member" | "public" | "secretariat" | "substitute" | "youth_council";
}

export interface SignIn {
  token: string;
  device: string;
}

export interface NoteAccepted {
  version: string;
  page: number;
  quote: NoteQuote | null;
  place: NotePlace | null;
  geometry: NoteGeometry | null;
}

export interface NoteChange {
  id: string;
  author: string;
  name: string;
  kind: "bookmark" | "comment" | "highlight" | "ink" | "position" | "print" | "reply" | "textbox";
  scope: string;
  document: string | null;
  version: string;
  parent: string | null;
  conflict_of: string | null;
  ver: number;
  deleted: boolean;
  created: string;
  changed: string;
  content: NoteContent | null;
}

export interface NoteCircle {
  package: string;
  scope: string;
  kind: "chair" | "group";
  name: string;
  readers: NoteReader[];
  refused: "" | "nobody" | "quorum";
  body: string;
  present: number;
  seats: number;
}

export interface NoteCircles {
  circles: NoteCircle[];
}

export interface NoteContent {
  page?: number;
  quote?: NoteQuote | null;
  place?: NotePlace | null;
  geometry?: NoteGeometry | null;
  accepted?: NoteAccepted | null;
  sort?: string;
  colour?: "blue" | "green" | "pink" | "yellow" | null;
  text?: string;
  tags?: string[];
  written?: string;
  paper?: string;
  package?: string;
  selection?: string;
}

export interface NoteFields {
  kind?: "bookmark" | "comment" | "highlight" | "ink" | "position" | "print" | "reply" | "textbox";
  document?: string | null;
  version?: string;
  parent?: string | null;
  conflict_of?: null;
  page?: number;
  quote?: NoteQuote | null;
  place?: NotePlace | null;
  geometry?: NoteGeometry | null;
  accepted?: NoteAccepted | null;
  sort?: string;
  colour?: "blue" | "green" | "pink" | "yellow" | null;
  text?: string;
  tags?: string[];
  written?: string;
  paper?: string;
  package?: string;
  selection?: string;
}

export interface NoteGeometry {
  quads: number[][];
  paths: number[][];
  width: number;
}

export interface NoteMutation {
  mid: number;
  op: "delete" | "narrow" | "put" | "share";
  id: string;
  base: number;
  fields?: NoteFields | null;
  scope?: string;
  readers?: string[];
  copy?: string;
}

export interface NotePlace {
  start: number;
  end: number;
}

export interface NotePull {
  changes: NoteChange[];
  cursor: string;
  more: boolean;
  reset: "restored" | "scope" | "too_old" | null;
}

export interface NotePush {
  client: string;
  schema: number;
  mutations: NoteMutation[];
}

export interface NotePushed {
  replies: NoteReply[];
}

export interface NoteQuote {
  exact: string;
  prefix: string;
  suffix: string;
}

export interface NoteReader {
  id: string;
  name: string;
}

export interface NoteReply {
  mid: number;
  is: "conflict" | "gone" | "kept" | "ok" | "rejected";
  ver?: number;
  copy?: string;
  word?: string;
}

export interface NoteRevision {
  ver: number;
  at: string;
  content: NoteContent;
}

export interface NoteRevisions {
  revisions: NoteRevision[];
}
