import { useState } from "preact/hooks";
import type { FollowLine, ManifestItem } from "../domain/shapes";
import { manifest, papers } from "../store/rows";
import { connection } from "../sync";
import { told } from "../sync/told";
import { Bell } from "../ui/icons";
import { to } from "../ui/router";
import { sorry, w } from "../words/index";
import { v } from "../words/notices";
import { dayWords, momentWords } from "../words/time";
import { useLive, wordOf } from "./live";

/** By the items of a package whose cases can be followed, whether I do; empty without network. They are not kept on the device. */
export function useFollowed(packageId: string): [ReadonlyMap<string, FollowLine | null>, () => Promise<void>] {
  const [live, again] = useLive(["connection", "papers"], async () => {
    if (connection() !== "online" || !(await manifest(packageId))) return NONE;
    const { follows, can } = await told.follows(packageId);
    return new Map(can.map((item) => [item, follows.find(({ items }) => items.includes(item)) ?? null]));
  }, `follows ${packageId}`);
  return [live.state === "here" ? live.value : NONE, again];
}

const NONE: ReadonlyMap<string, FollowLine | null> = new Map();

/** On the agenda's line: be told when the case comes up again. */
export function FollowButton({ item, line, onSaid, again }: { item: ManifestItem; line: FollowLine | null; onSaid: (said: string) => void; again: () => Promise<void> }) {
  const name = item.number || item.title;
  const toggle = () =>
    void (line ? told.unfollow(line.case) : told.follow(item.id))
      .then(() => onSaid(line ? v.follow.stopped(name) : v.follow.started(name)), (trouble: unknown) => onSaid(sorry(wordOf(trouble))))
      .then(again);
  return (
    <button type="button" class="ds-button item-follow" data-variant="tertiary" data-icon aria-pressed={line !== null} aria-label={`${v.follow.follow}: ${name}`} title={line ? v.follow.following : v.follow.follow} onClick={toggle}>
      <Bell full={line !== null} />
    </button>
  );
}

interface FollowedCase {
  line: FollowLine;
  title: string;
  address: string;
  where: string;
}

/** With the newest title that is on this device. */
async function load(): Promise<FollowedCase[]> {
  const { follows } = await told.follows();
  const known = new Map<string, Omit<FollowedCase, "line">>();
  for (const { package: id } of (await papers()).sort((one, other) => one.meeting.date.localeCompare(other.meeting.date))) {
    const shown = await manifest(id);
    for (const item of shown?.items ?? []) {
      known.set(item.id, { title: [item.number, item.title].filter(Boolean).join(" "), address: to.meeting(id), where: `${shown?.committee.name}, ${dayWords(shown?.meeting.date ?? "")}` });
    }
  }
  return follows.map((line) => {
    const newest = [...known.entries()].reverse().find(([item]) => line.items.includes(item))?.[1];
    return { line, ...(newest ?? { title: v.follow.elsewhere, address: "", where: "" }) };
  });
}

/** Where what I follow is taken away again. */
export function FollowedCases() {
  const [live, again] = useLive(["connection", "papers"], load, "followed");
  const [said, setSaid] = useState("");
  const stop = ({ line, title }: FollowedCase) =>
    void told.unfollow(line.case).then(() => setSaid(v.follow.stopped(title)), (trouble: unknown) => setSaid(sorry(wordOf(trouble)))).then(again);
  return (
    <section class="panel" aria-labelledby="followed-cases">
      <h2 class="ds-heading" data-size="sm" id="followed-cases">{v.follow.title}</h2>
      <p class="told" role="status">{said}</p>
      {live.state === "failed" && <p role="alert">{sorry(live.word)} <button type="button" class="ds-link link-button" onClick={() => void again()}>{w.common.tryAgain}</button></p>}
      {live.state === "here" && live.value.length === 0 && <p class="quiet">{v.follow.none}</p>}
      {live.state === "here" && live.value.length > 0 && (
        <ul class="plain device-list">
          {live.value.map((one) => (
            <li key={one.line.case} class="device">
              <div class="device-words">
                <p>{one.address ? <a class="ds-link" href={one.address}>{one.title}</a> : <strong>{one.title}</strong>}</p>
                <p class="quiet">{[one.where, v.follow.since(momentWords(one.line.since))].filter(Boolean).join(" · ")}</p>
              </div>
              <button type="button" class="ds-button" data-variant="secondary" data-size="sm" onClick={() => stop(one)}>{v.follow.stop}<span class="ds-sr-only">: {one.title}</span></button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
