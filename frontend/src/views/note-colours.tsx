import type { Colour } from "../domain/notes";
import { n } from "../words/notes";

export const COLOURS: readonly Colour[] = ["yellow", "green", "blue", "pink"];

/** A spot of the colour with the pattern it has on the page. Never without its name beside it. */
export const Spot = ({ colour }: { colour: Colour | null | undefined }) => (colour ? <span class="spot" data-colour={colour} aria-hidden="true" /> : null);

/** The four colours, each with its name under it. */
export function Colours(props: { chosen: Colour | null; name?: (colour: string) => string; onChoose: (colour: Colour) => void }) {
  return (
    <>
      {COLOURS.map((colour) => (
        <button
          key={colour}
          type="button"
          class="mark-button"
          aria-label={props.name?.(n.colour[colour])}
          aria-pressed={props.name ? undefined : colour === props.chosen}
          onClick={() => props.onChoose(colour)}
        >
          <Spot colour={colour} />
          <span>{n.colour[colour]}</span>
        </button>
      ))}
    </>
  );
}
