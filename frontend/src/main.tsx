import "./ui/styles.css";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { me, watch } from "./store/rows";
import { sealedDocuments } from "./store/vault";
import { start } from "./sync";
import { followNotices } from "./ui/follow-notices";
import { listenForInstall } from "./ui/install";
import { later } from "./ui/later";
import { useLive } from "./views/live";
import { Loading, Lost, NoAccess } from "./ui/page";
import { followLinks, go, hideWritten, type PaperPlace, type Place, placeAt, to, usePlace } from "./ui/router";
import { Shell } from "./views/shell";
import { registerShell } from "./ui/update";
import { Meetings } from "./views/meetings";
import { SignIn } from "./views/sign-in";
import { language, speak, w } from "./words/index";

const withPrintWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/print").then(({ loadPrintWords }) => loadPrintWords())]).then(([found]) => found);
const withNoteWords = <T,>(view: Promise<T>) => Promise.all([withPrintWords(view), import("./words/notes").then(({ loadNoteWords }) => loadNoteWords())]).then(([found]) => found);
const withLockWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/lock").then(({ loadLockWords }) => loadLockWords())]).then(([found]) => found);
const withPaperWords = <T,>(view: Promise<T>) => Promise.all([withNoteWords(withLockWords(view)), import("./words/papers").then(({ loadPaperWords }) => loadPaperWords()), import("./words/text").then(({ loadTextWords }) => loadTextWords())]).then(([found]) => found);
const withPeopleWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/people").then(({ loadPeopleWords }) => loadPeopleWords())]).then(([found]) => found);
const withNoticesWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/notices").then(({ loadNoticesWords }) => loadNoticesWords())]).then(([found]) => found);
const Meeting = later(async () => (await withBroughtWords(withAttendanceWords(withNoticesWords(withPeopleWords(withPaperWords(import("./views/meeting"))))))).Meeting);
const PaperView = later(async () => (await withPaperWords(import("./views/paper"))).PaperView);
const Notes = later(async () => (await withNoteWords(import("./views/notes"))).NotesPage);
const SearchPage = later(async () => (await Promise.all([import("./views/search"), import("./words/search").then(({ loadSearchWords }) => loadSearchWords())]))[0].SearchPage);
const PrintPage = later(async () => (await withNoteWords(import("./views/print"))).PrintPage);
const DeskPrints = later(async () => (await withPrintWords(import("./views/desk-prints"))).DeskPrints);
const withRunWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/run").then(({ loadRunWords }) => loadRunWords())]).then(([found]) => found);
const RunSheet = later(async () => (await withRunWords(import("./views/run-sheet"))).RunSheetPage);
const MePage = later(async () => (await withNoticesWords(withEntryWords(withLockWords(withPeopleWords(import("./views/me")))))).MePage);
const NoticesPage = later(async () => (await withNoticesWords(import("./views/notices"))).NoticesPage);
const MyAccess = later(async () => (await withPeopleWords(import("./views/people-access"))).MyAccessPage);
const withRegisterWords = <T,>(view: Promise<T>) => withPeopleWords(Promise.all([view, import("./words/people-register").then(({ loadRegisterWords }) => loadRegisterWords())]).then(([found]) => found));
const PersonView = later(async () => (await withRegisterWords(import("./views/people-one"))).PersonPage);
const CommitteeView = later(async () => (await withRegisterWords(import("./views/people-body"))).CommitteePage);
const PeopleImport = later(async () => (await withRegisterWords(import("./views/people-import"))).PeopleImport);
const PeopleTerm = later(async () => (await withRegisterWords(import("./views/people-term"))).PeopleTerm);
const PeopleLetters = later(async () => (await withRegisterWords(import("./views/people-letters"))).PeopleLetters);
const People = later(async () => (await withRegisterWords(import("./views/people"))).PeoplePage);
const withAccessWords = <T,>(view: Promise<T>) => Promise.all([withPeopleWords(view), import("./words/access").then(({ loadAccessWords }) => loadAccessWords())]).then(([found]) => found);
const Access = later(async () => (await withAccessWords(import("./views/access"))).AccessPage);
const withEntryWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/entry").then(({ loadEntryWords }) => loadEntryWords())]).then(([found]) => found);
const PasskeyOffer = later(async () => (await withEntryWords(import("./views/passkey-offer"))).PasskeyOffer);
const withDeskWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/desk").then(({ loadDeskWords }) => loadDeskWords())]).then(([found]) => found);
const Desk = later(async () => (await withBroughtWords(withDeskWords(import("./views/desk")))).Desk);
const withReceiptWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/receipts").then(({ loadReceiptWords }) => loadReceiptWords())]).then(([found]) => found);
const withBroughtWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/brought").then(({ loadBroughtWords }) => loadBroughtWords())]).then(([found]) => found);
const DeskPackage = later(async () => (await withBroughtWords(withReceiptWords(withAccessWords(withRunWords(withDeskWords(import("./views/desk-package"))))))).DeskPackagePage);
const DeskNew = later(async () => (await withBroughtWords(withDeskWords(import("./views/desk-new")))).DeskNewPage);
const Receipts = later(async () => (await withReceiptWords(import("./views/desk-receipts"))).ReceiptsPage);
const withAttendanceWords = <T,>(view: Promise<T>) => Promise.all([view, import("./words/attendance").then(({ loadAttendanceWords }) => loadAttendanceWords())]).then(([found]) => found);
const AttendanceView = later(async () => (await withAttendanceWords(import("./views/absence-desk"))).AttendancePage);
const Sources = later(async () => (await withDeskWords(import("./views/sources"))).Sources);

const where = ({ page, note, placing, find, change, text, beside }: PaperPlace): PaperPlace => ({ page, note, placing, find, change, text, beside });

function Screen({ place, secretariat }: { place: Place; secretariat: boolean }) {
  switch (place.name) {
    case "meetings": return <Meetings committee={place.committee} />;
    case "meeting": return <Meeting key={place.package} id={place.package} />;
    case "paper": return <PaperView key={place.package} packageId={place.package} documentId={place.document} {...where(place)} />;
    case "notes": return <Notes filter={place.filter} />;
    case "search": return <SearchPage asked={place.asked} />;
    case "print": return <PrintPage key={place.package} id={place.package} />;
    case "runSheet": return <RunSheet key={place.package} id={place.package} item={place.item} leading={place.leading} />;
    case "me": return <MePage />;
    case "notices": return <NoticesPage />;
    case "myAccess": return <MyAccess />;
    case "desk": return secretariat ? <Desk /> : <NoAccess />;
    case "deskNew": return secretariat ? <DeskNew /> : <NoAccess />;
    case "deskPackage": return secretariat ? <DeskPackage key={place.package} id={place.package} /> : <NoAccess />;
    case "attendance": return secretariat ? <AttendanceView key={place.package} id={place.package} /> : <NoAccess />;
    case "access": return secretariat ? <Access key={place.package} id={place.package} /> : <NoAccess />;
    case "receipts": return secretariat ? <Receipts key={place.package} id={place.package} /> : <NoAccess />;
    case "people": return secretariat ? <People /> : <NoAccess />;
    case "person": return secretariat ? <PersonView key={place.person} id={place.person} /> : <NoAccess />;
    case "committee": return secretariat ? <CommitteeView key={place.committee} id={place.committee} /> : <NoAccess />;
    case "peopleImport": return secretariat ? <PeopleImport /> : <NoAccess />;
    case "peopleTerm": return secretariat ? <PeopleTerm /> : <NoAccess />;
    case "peopleLetters": return secretariat ? <PeopleLetters chosen={place.chosen} /> : <NoAccess />;
    case "prints": return secretariat ? <DeskPrints /> : <NoAccess />;
    case "sources": return secretariat ? <Sources /> : <NoAccess />;
    default: return <Lost />;
  }
}

/** The page that was opened; who comes back from a provider is known a moment later, and is let on to it. */
const opened = placeAt(new URL(location.href)).name === "signIn" ? "" : location.pathname + location.search;

function App() {
  const place = usePlace();
  const [who, askAgain] = useLive(["me"], me, "me");
  const [spoken, setSpoken] = useState(language());
  const person = who.state === "here" ? who.value : null;
  const wanted = person?.language ?? spoken;
  useEffect(() => void speak(wanted).then(() => setSpoken(wanted)), [wanted]);
  const out = who.state === "here" && person === null;
  useEffect(() => {
    if (out && place.name !== "signIn") go(to.signIn, "replace");
    if (location.pathname === "/") go(to.meetings(), "replace");
  }, [out, place.name]);

  const [offering, setOffering] = useState(false);
  const entered = async (by: "link" | "passkey") => {
    const offer = by === "link" && (await import("./sync/passkeys").then(({ deviceKeepsPasskeys }) => deviceKeepsPasskeys(), () => false));
    await askAgain(); // before the move: nobody signed in would be sent back here
    setOffering(offer);
    if (placeAt(new URL(location.href)).name === "signIn") go(to.meetings(), "replace");
  };
  const asked = useRef(opened);
  useEffect(() => {
    if (person === null) return;
    if (place.name === "signIn" && asked.current) go(asked.current === "/" ? to.meetings() : asked.current, "replace");
    asked.current = "";
  }, [person !== null]);
  if (offering && person !== null) return <PasskeyOffer key={spoken} onDone={() => setOffering(false)} />;
  if (place.name === "signIn" || out) return <SignIn key={spoken} onEntered={entered} />;
  if (person === null || wanted !== spoken) return <Loading title={w.meetings.title} />;
  return (
    <Shell key={spoken} place={place} secretariat={person.secretariat} bare={place.name === "paper" || (place.name === "runSheet" && place.leading)}>
      <Screen place={place} secretariat={person.secretariat} />
    </Shell>
  );
}

/** Words that are typed stay out of the browser's history as long as anything exempt is on this device. */
function hideWhileExempt(): void {
  const look = async () => hideWritten((await sealedDocuments()).size > 0);
  hideWritten(true); // until it is known
  const ask = () => void look().catch(() => undefined); // rows that are being wiped: who is here next is asked about anew
  watch(["papers", "vault", "me"], ask);
  ask();
}

// The code of a paper is fetched while the device is asked who is here.
if (placeAt(new URL(location.href)).name === "paper") void import("./views/paper").catch(() => undefined);
listenForInstall();
followLinks();
followNotices();
void start();
hideWhileExempt();
void registerShell();
render(<App />, document.getElementById("app") as HTMLElement);
