// Made from folkevalgt/{models/manifest,pdf/blocks,api/shapes,*/shapes}.py by `make shapes`. Do not edit.


export type ItemType = "approval" | "delegated" | "information" | "other" | "political" | "question" | "report";
export type DocumentKind = "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement";
export type Mark = "changed" | "new" | "supplement";
export type MissingWord = "disqualified" | "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn";
export type BlockKind = "aside" | "figure" | "heading" | "item" | "paragraph" | "table";
export type Language = "en" | "nb" | "nn";
export type RoleName = "chair" | "deputy" | "deputy_chair" | "member" | "public" | "secretariat" | "substitute" | "youth_council";
export type Stage = "changed" | "harvested" | "held" | "minutes" | "published";
export type NoteKind = "bookmark" | "comment" | "highlight" | "ink" | "position" | "print" | "reply" | "runsheet" | "textbox";
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
  missing: "disqualified" | "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn" | null;
  exemption: Legal | null;
  marks: ("changed" | "new" | "supplement")[];
  number: number;
}

export interface ManifestItem {
  id: string;
  number: string;
  type: "approval" | "delegated" | "information" | "other" | "political" | "question" | "report";
  title: string;
  closed: boolean;
  exemption: Legal | null;
  missing: "disqualified" | "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn" | null;
  marks: ("changed" | "new" | "supplement")[];
  decision: string;
  decided: boolean;
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
  sealed: boolean;
}

export interface Block {
  kind: "aside" | "figure" | "heading" | "item" | "paragraph" | "table";
  text?: string;
  level?: number;
  label?: string;
  rows?: Cell[][];
  continues?: boolean;
}

export interface Cell {
  text?: string;
  header?: boolean;
  across?: number;
  down?: number;
}

export interface Structure {
  source: "layout" | "tags" | "text";
  language: string;
  pages: Block[][];
  schema: number;
}

export interface CalendarAddress {
  address: string;
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
  held_back: number;
  scheduled_at: string | null;
  trouble: string;
  withdrawn: boolean;
}

export interface DeskPackage {
  row: DeskMeeting;
  draft: Manifest;
  differences: Difference[];
  state: string;
  publications: PublicationLine[];
  desk: DeskState;
}

export interface Difference {
  kind: "changed" | "decided" | "missing" | "new" | "withdrawn";
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
  ids: string[];
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
  kind: "bookmark" | "comment" | "highlight" | "ink" | "position" | "print" | "reply" | "runsheet" | "textbox";
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
  item?: string;
  place_in_order?: number | null;
  minutes?: number | null;
  plan?: RunPlan | null;
  begins?: string;
  shown?: boolean;
}

export interface NoteFields {
  kind?: "bookmark" | "comment" | "highlight" | "ink" | "position" | "print" | "reply" | "runsheet" | "textbox";
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
  item?: string;
  place_in_order?: number | null;
  minutes?: number | null;
  plan?: RunPlan | null;
  begins?: string;
  shown?: boolean;
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
  exempt: string[];
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

export interface Roll {
  package: string;
  people: RollPerson[];
}

export interface RollPerson {
  id: string;
  name: string;
  party: string;
  role: string;
}

export interface Rolls {
  rolls: Roll[];
}

export interface RunPlan {
  motions?: string[];
  votes?: string[];
  disqualified?: string[];
  substitutes?: string[];
}

export interface RunSheet {
  package: string;
  chair: string;
  changed: string;
  rows: NoteContent[];
}

export interface ChangePiece {
  op: "delete" | "insert" | "same";
  text: string;
}

export interface ComparisonSummary {
  changed: number;
  new: number;
  removed: number;
  moved: number;
  in_proposal: number;
}

export interface PaperChange {
  kind: "changed" | "moved" | "new" | "removed";
  page: number;
  block: number;
  old_page: number;
  old_block: number;
  pieces: ChangePiece[];
  section: string;
  proposal: boolean;
}

export interface PaperComparison {
  old: string;
  new: string;
  comparable: "no_text_before" | "no_text_now" | "too_different" | "yes";
  summary: ComparisonSummary;
  changes: PaperChange[];
  schema: number;
}

export interface PrintLayout {
  per_sheet: 1 | 2 | 4;
  both_sides: boolean;
}

export interface PrintOrderLine {
  id: string;
  name: string;
  package: string;
  committee: string;
  date: string;
  asked_at: string;
  pages: number;
  sheets: number;
  with_notes: boolean;
  lacking: number;
  ended: "" | "called_off" | "printed" | "too_old";
}

export interface PrintOrdered {
  id: string;
  package: string;
  layout: PrintLayout;
  parts: PrintPart[];
  made?: string;
  with_notes?: boolean;
}

export interface PrintOrders {
  orders: PrintOrderLine[];
}

export interface PrintPart {
  pages: number[];
  version?: string;
  label?: string;
  title?: string;
  drawn?: number[];
}

export interface Printed {
  id: string;
  pages: number;
  of_pages: number;
  sheets: number;
}

export interface SearchAnswer {
  total: number;
  more: boolean;
  hits: SearchHit[];
  committees: SearchFilter[];
  years: SearchFilter[];
  kinds: SearchFilter[];
  refused: "" | "too_short";
}

export interface SearchFilter {
  value: string;
  name: string;
  hits: number;
}

export interface SearchHit {
  package: string;
  committee: string;
  date: string;
  item: string;
  document: string | null;
  kind: string;
  title: string;
  page: number;
  snippet: SearchPiece[];
}

export interface SearchPiece {
  text: string;
  hit: boolean;
}

export interface AccessLine {
  at: string;
  what: string;
  paper: string;
  device: string;
  by: string;
}

export interface AccessList {
  lines: AccessLine[];
}

export interface DeviceKey {
  public_key: string;
}

export interface DeviceLine {
  id: string;
  name: string;
  here: boolean;
  created_at: string;
  seen_at: string;
  revoked_at: string | null;
  exempt: number;
}

export interface DeviceProof {
  device: string;
  at: string;
  signature: string;
}

export interface Devices {
  devices: DeviceLine[];
  passkeys: PasskeyLine[];
}

export interface EmailAsked {
  email: string;
}

export interface Lease {
  device: string;
  until: string;
  signature: string;
}

export interface Opened {
  file: string;
  at: string;
}

export interface PasskeyBegun {
  ceremony: string;
  options: string;
}

export interface PasskeyLine {
  id: string;
  name: string;
  unlocks: boolean;
  created_at: string;
  used_at: string | null;
}

export interface PasskeyMade {
  ceremony: string;
  credential: string;
  name: string;
  unlocks: boolean;
}

export interface PasskeyUsed {
  ceremony: string;
  credential: string;
  device: string;
}

export interface Provider {
  name: string;
  label: string;
}

export interface SignInWays {
  email: boolean;
  passkeys: boolean;
  exempt_level: number;
  providers: Provider[];
}

export interface SignedOut {
  onward: string;
}

export interface StaffPeople {
  people: StaffPerson[];
}

export interface StaffPerson {
  id: string;
  name: string;
  email: string;
  roles: string[];
  devices: DeviceLine[];
}

export interface Vault {
  half: string;
  lease: Lease;
  lease_key: string;
  keys: VaultKey[];
  titles: Record<string, string>;
  decisions: Record<string, string>;
}

export interface VaultKey {
  file: string;
  document: string;
  key: string;
  stored: boolean;
}

export interface Act {
  act: "call_in" | "call_off" | "disqualify" | "exempt" | "exempt_on_devices" | "lift_exemption";
  person?: string;
  item?: string;
  document?: string;
  items?: string[];
  state?: "decided" | "lifted" | "provisional" | "reported";
  reason?: string;
  code?: string;
  legal_basis?: string;
  until?: string;
  allowed?: boolean;
}

export interface Acts {
  acts: Act[];
  dry_run: boolean;
  state: string;
}

export interface ActsDone {
  grid: Grid;
  changes: CellChange[];
}

export interface CellChange {
  person: string;
  name: string;
  document: string;
  before: GridCell;
  after: GridCell;
}

export interface ChairStep {
  person: string;
  item: string;
  state: "lifted" | "provisional";
  reason: string;
}

export interface DisqualificationLine {
  person: string;
  name: string;
  item: string;
  state: "decided" | "lifted" | "provisional" | "reported";
  steps: StepLine[];
}

export interface Grid {
  package: string;
  state: string;
  committee: string;
  date: string;
  items: GridItem[];
  papers: GridPaper[];
  people: GridPerson[];
  disqualifications: DisqualificationLine[];
  substitutes: Substitute[];
  exempt_on_devices: boolean;
}

export interface GridCell {
  sees: "nothing" | "title" | "whole";
  why: string;
}

export interface GridItem {
  id: string;
  number: string;
  title: string;
  exempt: boolean;
  legal_basis: string;
}

export interface GridPaper {
  document: string;
  item_id: string;
  item: string;
  title: string;
  exempt: boolean;
  missing: "disqualified" | "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn" | null;
  legal_basis: string;
  until: string | null;
}

export interface GridPerson {
  id: string;
  name: string;
  party: string;
  roles: string[];
  called_to: string[];
  until: string | null;
  cells: GridCell[];
}

export interface OwnDisqualification {
  item: string;
  state: "decided" | "lifted" | "provisional" | "reported";
  reason: string;
  at: string;
}

export interface OwnDisqualifications {
  lines: OwnDisqualification[];
  leads: boolean;
  people: DisqualificationLine[];
}

export interface OwnReport {
  item: string;
  reason: string;
}

export interface StepLine {
  state: "decided" | "lifted" | "provisional" | "reported";
  at: string;
  by: string;
  reason: string;
}

export interface Substitute {
  person: string;
  name: string;
  rank: number | null;
  called: boolean;
  items: string[];
}

export interface AbsenceLine {
  items: string[];
  reason: string;
  at: string;
  by: string;
  own: boolean;
}

export interface Attendance {
  package: string;
  committee: string;
  date: string;
  starts_at: string | null;
  place: string;
  items: AttendanceItem[];
  seats: SeatLine[];
  deputies: SeatLine[];
  called: CalledLine[];
  vacancies: Vacancy[];
  presence: PresenceLine[];
}

export interface AttendanceAct {
  act: "absence" | "answer" | "call_in" | "call_off" | "take_back";
  person: string;
  items?: string[];
  reason?: string;
  instead_of?: string;
  answer?: "no" | "yes";
}

export interface AttendanceItem {
  id: string;
  number: string;
  title: string;
}

export interface BarredLine {
  item: string;
  state: "decided" | "lifted" | "provisional" | "reported";
}

export interface CalledLine {
  person: string;
  name: string;
  party: string;
  phone: string;
  instead_of: string;
  items: string[];
  answer: "" | "no" | "yes";
  answered_at: string | null;
  since: string;
  gone: boolean;
  needed: boolean;
}

export interface OwnAbsence {
  items: string[];
  reason: string;
}

export interface OwnAnswer {
  answer: "no" | "yes";
}

export interface OwnAttendance {
  committee: string;
  date: string;
  starts_at: string | null;
  place: string;
  over: boolean;
  may_report: boolean;
  absence: AbsenceLine | null;
  call: OwnCall | null;
  leads: boolean;
  people: SeatLine[];
  called: CalledLine[];
}

export interface OwnCall {
  instead_of: string;
  items: string[];
  answer: "" | "no" | "yes";
  answered_at: string | null;
  since: string;
}

export interface PresenceLine {
  name: string;
  party: string;
  role: string;
  comes: "away" | "part" | "unanswered" | "whole";
  away: string[];
  barred: string[];
  instead_of: string;
  items: string[];
}

export interface Proposal {
  person: string;
  name: string;
  party: string;
  phone: string;
  rank: number | null;
  place: "list" | "other_list" | "personal" | "same_seat";
  skip: "" | "away" | "called" | "disqualified" | "said_no" | "seated";
  items: string[];
}

export interface SeatLine {
  person: string;
  name: string;
  party: string;
  role: string;
  phone: string;
  absence: AbsenceLine | null;
  barred: BarredLine[];
}

export interface Vacancy {
  instead_of: string;
  items: string[];
  why: "absence" | "disqualified" | "reported";
  proposals: Proposal[];
}

export interface DryRun {
  state: string;
  kind: "minutes" | "package" | "supplement";
  revision: number;
  recipients: number;
  new_bytes: number;
  facts: Record<string, number>;
  left_out: LeftOut[];
  without: string[];
  stops: string[];
}

export interface Gate {
  findings: GateFinding[];
  unseen: string[];
}

export interface GateAct {
  version: string;
  pages: number[];
  decision: "false_alarm" | "hold" | "withdraw";
  reason: string;
}

export interface GateDecided {
  decision: "false_alarm" | "hold";
  reason: string;
  by: string;
  at: string;
}

export interface GateFinding {
  document: string;
  version: string;
  title: string;
  pages: number[];
  decided: GateDecided | null;
  stops: boolean;
}

export interface LeftOut {
  people: string[];
  everyone: boolean;
  documents: string[];
  sees: "nothing" | "title";
  why: string;
}

export interface PersonPreview {
  person: string;
  name: string;
  role: string;
  manifest: Manifest | null;
}

export interface Reminder {
  officer: string;
  subject: string;
  body: string;
  mailto: string;
  reminded_at: string | null;
}

export interface Withdraw {
  reason: string;
  document: string;
}

export interface Withdrawal {
  document: string;
  at: string;
  by: string;
  reason: string;
  had: string[];
  opened: string[];
  back: boolean;
}

export interface Withdrawals {
  lines: Withdrawal[];
}

export interface DeskEdit {
  act: "add_item" | "add_missing" | "hold_back" | "kind" | "move_item" | "order_items" | "order_papers" | "put_back" | "release" | "reminded" | "remove" | "schedule" | "title" | "unschedule";
  item?: string;
  document?: string;
  ids?: string[];
  text?: string;
  kind?: "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement" | "";
  type?: "approval" | "delegated" | "information" | "other" | "political" | "question" | "report";
  package?: string;
  at?: string;
  state?: string;
}

export interface DeskEdits {
  edits: number;
  acts: DeskEdit[];
}

export interface DeskItem {
  id: string;
  number: string;
  type: "approval" | "delegated" | "information" | "other" | "political" | "question" | "report";
  title: string;
  given_title: string;
  own_title: boolean;
  held_back: boolean;
  oral: boolean;
  made_here: boolean;
  closed: boolean;
  exempt: boolean;
  legal_basis: string;
  until: string | null;
  case: string;
  officer: string;
  moved_from: string | null;
  marks: ("changed" | "new" | "supplement")[];
}

export interface DeskLine {
  number: number;
  act: "add_item" | "add_missing" | "hold_back" | "kind" | "move_item" | "not_published" | "order_items" | "order_papers" | "publish" | "put_back" | "release" | "reminded" | "remove" | "schedule" | "title" | "undo" | "unschedule" | "withdraw";
  by: string;
  mine: boolean;
  at: string;
  item: string;
  document: string;
  undone: boolean;
  undoable: boolean;
}

export interface DeskPaper {
  id: string;
  item: string;
  number: number;
  kind: "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement";
  given_kind: "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement";
  own_kind: boolean;
  title: string;
  given_title: string;
  own_title: boolean;
  held_back: boolean;
  made_here: boolean;
  exempt: boolean;
  legal_basis: string;
  until: string | null;
  missing: "disqualified" | "exempt" | "not_delivered" | "not_published" | "oral" | "unreadable" | "withdrawn" | null;
  reminded_at: string | null;
  withdrawn: boolean;
  version: number;
  pages: number;
  size: number;
  media_type: string;
  sha256: string;
  before: string;
  paragraphs: Paragraphs | null;
  marks: ("changed" | "new" | "supplement")[];
}

export interface DeskStale {
  since: DeskLine[];
}

export interface DeskState {
  edits: number;
  withdrawn: boolean;
  items: DeskItem[];
  papers: DeskPaper[];
  scheduled: Scheduled | null;
  trouble: string;
  log: DeskLine[];
}

export interface DeskUndo {
  number: number;
}

export interface Paragraphs {
  changed: number;
  new: number;
  removed: number;
  moved: number;
  in_proposal: number;
}

export interface Scheduled {
  at: string;
  by: string;
  change_note: string;
  stale: boolean;
}

export interface ReceiptDevice {
  name: string;
  seen_at: string;
  received_at: string | null;
  opened_at: string | null;
}

export interface ReceiptPerson {
  person: string;
  name: string;
  role: string;
  phone: string;
  email: string;
  told_at: string | null;
  how: "" | "email" | "push";
  confirmed_at: string | null;
  received_at: string | null;
  opened_at: string | null;
  printed: number;
  ring: boolean;
  devices: ReceiptDevice[];
}

export interface Receipts {
  package: string;
  committee: string;
  date: string;
  revision: number;
  published_at: string | null;
  ring_hours: number;
  summons: Summons | null;
  people: ReceiptPerson[];
}

export interface Summons {
  days: number;
  due: string;
  state: "late" | "met" | "missed" | "waiting";
}

export interface TellAgain {
  people: string[];
}

export interface ToldAgain {
  people: number;
}

export interface FollowLine {
  case: string;
  items: string[];
  since: string;
}

export interface Followed {
  item: string;
}

export interface Follows {
  follows: FollowLine[];
  can: string[];
}

export interface MyNotices {
  notices: NoticeShown[];
  kinds: NoticeKind[];
  choices: NoticeChoices;
  devices: NoticeDevice[];
  email: boolean;
  calendar: boolean;
}

export interface NoticeChoices {
  choices: Partial<Record<"absence" | "answered" | "called_in" | "called_off" | "cancelled" | "case" | "minutes" | "moved" | "not_published" | "package" | "reminder" | "shared" | "supplement" | "test" | "withdrawn", "both" | "email" | "none" | "push">>;
  quiet_from: string;
  quiet_to: string;
  digest_at: string;
  invitations: boolean;
}

export interface NoticeDevice {
  id: string;
  name: string;
  here: boolean;
  since: string;
  heard_at: string | null;
  trouble: string;
}

export interface NoticeKind {
  kind: "absence" | "answered" | "called_in" | "called_off" | "cancelled" | "case" | "minutes" | "moved" | "not_published" | "package" | "reminder" | "shared" | "supplement" | "test" | "withdrawn";
  how: "both" | "email" | "none" | "push";
  always: boolean;
  gathered: boolean;
}

export interface NoticeShown {
  id: string;
  kind: "absence" | "answered" | "called_in" | "called_off" | "cancelled" | "case" | "minutes" | "moved" | "not_published" | "package" | "reminder" | "shared" | "supplement" | "test" | "withdrawn";
  at: string;
  package: string;
  committee: string;
  date: string;
  starts_at: string | null;
  subject: string;
  facts: Record<string, number | string>;
  told_at: string | null;
  confirmed_at: string | null;
}

export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface PushGone {
  endpoint: string;
}

export interface PushKey {
  key: string;
}

export interface Unfollowed {
  case: string;
}

export interface Book {
  people: BookPerson[];
  committees: BookCommittee[];
  parties: BookParty[];
  mail: boolean;
}

export interface BookCommittee {
  id: string;
  name: string;
  kind: string;
  valid_to: string | null;
  successor: string | null;
}

export interface BookParty {
  name: string;
  short: string;
}

export interface BookPerson {
  id: string;
  name: string;
  email: string;
  phone: string;
  party: string;
  language: "en" | "nb" | "nn";
  secretariat: boolean;
  revoked_at: string | null;
  invited_at: string | null;
  seen_at: string | null;
  seats: BookSeat[];
}

export interface BookSeat {
  id: string;
  committee: string;
  role: "chair" | "deputy" | "deputy_chair" | "member" | "secretariat";
  rank: number | null;
  party: string;
  valid_from: string;
  valid_to: string | null;
  deputy_for: string | null;
}

export interface Closing {
  committee: string;
  successor: string;
}

export interface Column {
  heading: string;
  field: string;
}

export interface DeputyOrder {
  seats: string[];
}

export interface ImportAsked {
  file: string;
  dry_run: boolean;
  state: string;
  new_committees: boolean;
}

export interface ImportLine {
  line: number;
  outcome: "changed" | "double" | "new" | "refused" | "same";
  name: string;
  email: string;
  seat: string;
  what: ("committee" | "days" | "deputy_for" | "language" | "name" | "national_id" | "party" | "person" | "phone" | "rank" | "role" | "seat" | "secretariat")[];
  word: string;
  about: string;
}

export interface Imported {
  state: string;
  done: boolean;
  lines: ImportLine[];
  columns: Column[];
  missing: string[];
  committees: string[];
}

export interface InvitationLetter {
  person: string;
  name: string;
  language: "en" | "nb" | "nn";
  link: string;
  until: string;
  seats: LetterSeat[];
}

export interface InvitationLetters {
  municipality: string;
  letters: InvitationLetter[];
}

export interface InvitationsSent {
  ordered: number;
}

export interface Invited {
  people: string[];
}

export interface LetterSeat {
  committee: string;
  role: "chair" | "deputy" | "deputy_chair" | "member" | "secretariat";
}

export interface Made {
  id: string;
}

export interface PersonGiven {
  name: string;
  email: string;
  phone: string;
  party: string;
  language: "en" | "nb" | "nn";
  secretariat: boolean;
}

export interface SeatGiven {
  committee: string;
  role: "chair" | "deputy" | "deputy_chair" | "member" | "secretariat";
  valid_from: string;
  valid_to: string;
  rank: number | null;
  party: string;
  deputy_for: string;
}

export interface TermAsked {
  first_day: string;
  committees: string[];
  last_day: string;
  closing: Closing[];
  file: string;
  dry_run: boolean;
  state: string;
  new_committees: boolean;
}

export interface TermChanged {
  committees: TermCommittee[];
  without: string[];
  imported: Imported | null;
  state: string;
  done: boolean;
}

export interface TermCommittee {
  name: string;
  leaving: string[];
  staying: string[];
  joining: string[];
  deputies: number;
  closing: boolean;
}

export interface TermLine {
  id: string;
  first_day: string;
  at: string;
  by: string;
  ended: number;
  made: number;
  undone_at: string | null;
  may_undo: boolean;
}

export interface TermUndone {
  restored: number;
  removed: number;
  kept: number;
}

export interface Terms {
  terms: TermLine[];
}

export interface CommitteeChoice {
  id: string;
  name: string;
}

export interface CommitteeChoices {
  committees: CommitteeChoice[];
}

export interface DecisionLine {
  item: string;
  number: string;
  title: string;
  exempt: boolean;
  written: boolean;
  text: string;
  by_archive: boolean;
  ver: string;
}

export interface Decisions {
  lines: DecisionLine[];
}

export interface MeetingMade {
  package: string;
  items: string[];
}

export interface NewDecision {
  item: string;
  text: string;
  ver: string;
}

export interface NewDecisions {
  decisions: NewDecision[];
}

export interface NewItem {
  title: string;
  number: string;
  legal_basis: string;
}

export interface NewMeeting {
  committee: string;
  date: string;
  at: string;
  place: string;
  items: NewItem[];
}

export interface NewUpload {
  name: string;
  size: number;
  document: string;
  item: string;
  new_item: NewItem | null;
  kind: "attachment" | "case_paper" | "item_minutes" | "minutes" | "other" | "summons" | "supplement";
  title: string;
  legal_basis: string;
}

export interface UploadBegun {
  upload: string;
  document: string;
  item: string;
}

export interface UploadLine {
  id: string;
  document: string;
  item: string;
  title: string;
  name: string;
  size: number;
  state: "coming" | "refused" | "waiting";
  word: string;
  by: string;
  at: string;
}

export interface Uploads {
  uploads: UploadLine[];
}
