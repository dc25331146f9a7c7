/** What I am told of, and how. Only with network; none of it is kept on the device. */

import type { CalendarAddress, Follows, MyNotices, NoticeChoices } from "../domain/shapes";
import { ask, askJson } from "./http";

export const told = {
  mine: (): Promise<MyNotices> => askJson("/api/me/notices"),
  /** Gives the choices as they are now. */
  choose: (choices: NoticeChoices): Promise<NoticeChoices> => askJson("/api/me/notices/choices", { method: "POST", body: choices }),
  test: (): Promise<unknown> => ask("/api/me/notices/test", { method: "POST" }),
  /** A new address; the one before is nobody's from then on. */
  calendar: (): Promise<CalendarAddress> => askJson("/api/me/calendar", { method: "POST" }),
  noCalendar: (): Promise<unknown> => ask("/api/me/calendar/remove", { method: "POST" }),
  /** `can` is of that package. */
  follows: (packageId = ""): Promise<Follows> => askJson(`/api/follows${packageId && `?package=${encodeURIComponent(packageId)}`}`),
  follow: (item: string): Promise<unknown> => ask("/api/follows", { method: "POST", body: { item } }),
  unfollow: (id: string): Promise<unknown> => ask("/api/follows/remove", { method: "POST", body: { case: id } }),
};
