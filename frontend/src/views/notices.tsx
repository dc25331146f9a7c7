import { useState } from "preact/hooks";
import type { MyNotices, NoticeChoices } from "../domain/shapes";
import { told } from "../sync/told";
import { Back } from "../ui/icons";
import { Loading, Page, Trouble } from "../ui/page";
import { to } from "../ui/router";
import { sorry } from "../words/index";
import { v } from "../words/notices";
import { useLive, wordOf } from "./live";
import { FollowedCases } from "./follow";
import { CalendarPanel } from "./notices-calendar";
import { KindsPanel, TimesPanel } from "./notices-choices";
import { DevicePanel } from "./notices-device";
import { LatestNotices } from "./notices-latest";

/** What I am told of, how and when, on which devices, and what I have been told. */
export function NoticesPage() {
  const [live, again] = useLive(["connection", "notices"], () => told.mine(), "notices");
  const here = live.state === "here" ? live.value : null;
  if (live.state === "loading") return <Loading title={v.title} lines={5} />;
  if (live.state === "failed" && live.word !== "offline") return <Trouble word={live.word} again={again} />;
  return (
    <Page title={v.title} above={<a class="back" href={to.me}><Back />{v.back}</a>}>
      <DevicePanel notices={here} again={again} />
      {here === null ? <p class="notices-offline">{v.offline}</p> : <Choosing notices={here} again={again} />}
      {here && <LatestNotices notices={here.notices} />}
      {here && <FollowedCases />}
    </Page>
  );
}

/** Whatever is chosen is sent at once, one after the other; what the server says is what stands. */
function Choosing({ notices, again }: { notices: MyNotices; again: () => Promise<void> }) {
  const [chosen, setChosen] = useState<NoticeChoices>(notices.choices);
  const [said, setSaid] = useState("");
  const [failed, setFailed] = useState("");
  const choose = (some: Partial<NoticeChoices>) => {
    const wanted = { ...chosen, ...some };
    setChosen(wanted);
    setSaid("");
    setFailed("");
    sending = sending.then(() => told.choose(wanted)).then(
      () => setSaid(v.saved),
      (trouble: unknown) => {
        setFailed(sorry(wordOf(trouble)));
        setChosen(notices.choices);
      },
    ).then(again);
  };
  return (
    <>
      <p class="told notices-told" role="status">{said}</p>
      {failed && <p role="alert" class="warn">{failed}</p>}
      <KindsPanel notices={notices} chosen={chosen} onChoose={choose} />
      <TimesPanel email={notices.email} chosen={chosen} onChoose={choose} />
      <CalendarPanel has={notices.calendar} email={notices.email} chosen={chosen} onChoose={choose} again={again} />
    </>
  );
}

let sending: Promise<unknown> = Promise.resolve();
