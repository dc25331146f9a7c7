import type { Basket } from "../domain/print-basket";
import { p } from "../words/print";

/** How it is printed. */
export function Layout({ basket, onChange }: { basket: Basket; onChange: (how: (basket: Basket) => Basket) => void }) {
  const { layout, cover, burnt } = basket;
  return (
    <section class="print-how" aria-labelledby="print-how">
      <h2 class="ds-heading" data-size="sm" id="print-how">{p.layout.title}</h2>
      <fieldset class="print-per ds-fieldset">
        <legend class="ds-label">{p.layout.perSheet}</legend>
        <div class="print-choices">
          {([1, 2, 4] as const).map((many) => (
            <label key={many} class="choice">
              <input type="radio" name="per-sheet" checked={layout.per_sheet === many} onChange={() => onChange((now) => ({ ...now, layout: { ...now.layout, per_sheet: many } }))} />
              <span>{p.layout.each(many)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Choice name={p.layout.both} more={p.layout.bothMore} on={layout.both_sides} onSet={(both_sides) => onChange((now) => ({ ...now, layout: { ...now.layout, both_sides } }))} />
      <Choice name={p.layout.cover} on={cover} onSet={(on) => onChange((now) => ({ ...now, cover: on }))} />
      <Choice name={p.layout.burnt} more={p.layout.burntMore} on={burnt} onSet={(on) => onChange((now) => ({ ...now, burnt: on }))} />
    </section>
  );
}

export function Choice({ name, more = "", on, onSet }: { name: string; more?: string; on: boolean; onSet: (on: boolean) => void }) {
  return (
    <label class="choice print-choice">
      <input type="checkbox" checked={on} onChange={(event) => onSet(event.currentTarget.checked)} />
      <span>{name}{more && <span class="quiet">{more}</span>}</span>
    </label>
  );
}
