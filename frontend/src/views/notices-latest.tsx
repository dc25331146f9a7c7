import { useState } from "preact/hooks";
import { leadsTo } from "../domain/notice";
import type { NoticeShown } from "../domain/shapes";
import { capital, language } from "../words/index";
import { noticeWords } from "../words/notice";
import { v } from "../words/notices";
import { momentWords } from "../words/time";

const FIRST = 8;

/** What I was told last, when, and whether it came. */
export function LatestNotices({ notices }: { notices: NoticeShown[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? notices : notices.slice(0, FIRST);
  return (
    <section class="panel" aria-labelledby="latest-notices">
      <h2 class="ds-heading" data-size="sm" id="latest-notices">{v.latest.title}</h2>
      {notices.length === 0 ? <p class="quiet">{v.latest.none}</p> : <ul class="plain latest-notices">{shown.map((notice) => <Line key={notice.id} notice={notice} />)}</ul>}
      {shown.length < notices.length && <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setAll(true)}>{v.latest.more}</button>}
    </section>
  );
}

function Line({ notice }: { notice: NoticeShown }) {
  const [title, more] = noticeWords(notice, language());
  const went = notice.confirmed_at ? v.latest.confirmed(momentWords(notice.confirmed_at)) : notice.told_at ? v.latest.told(momentWords(notice.told_at)) : v.latest.waiting;
  return (
    <li>
      {notice.package ? <a class="ds-link" href={leadsTo(notice)}>{title}</a> : <strong>{title}</strong>}
      <p>{more}</p>
      <p class="quiet">{[capital(momentWords(notice.at)), went].join(" · ")}</p>
    </li>
  );
}
