/** The print basket of a package, changed one change at a time: what another tab or device has put there stays. */

import { type Basket, readBasket, writeBasket } from "../domain/print-basket";
import { printSelection, savePrintSelection } from "./notes";
import { publicTitle, wholeTitle } from "./vault";

/** Baskets lie in clear: of an exempt paper they hold the title that everyone may read. */
const asPublic = (basket: Basket): Basket => ({
  ...basket,
  parts: basket.parts.map((part) => {
    if (!("document" in part) || part.document === null) return part;
    const whole = wholeTitle(part.document);
    return whole && part.title.includes(whole) ? { ...part, title: publicTitle({ id: part.document, title: "" }) } : part;
  }),
});

let last: Promise<unknown> = Promise.resolve();

export const basketOf = async (packageId: string): Promise<Basket> => readBasket(await printSelection(packageId));

/** Gives what the basket was before. */
export function changeBasket(packageId: string, change: (basket: Basket) => Basket): Promise<Basket> {
  const done = last.then(async () => {
    const kept = await printSelection(packageId);
    const [before, after] = [readBasket(kept), asPublic(change(readBasket(kept)))];
    if (writeBasket(after) !== writeBasket(before)) await savePrintSelection(packageId, writeBasket(after));
    return before;
  });
  last = done.catch(() => undefined);
  return done;
}
