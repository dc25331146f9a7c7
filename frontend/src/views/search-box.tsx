import { useId, useState } from "preact/hooks";
import { Search } from "../ui/icons";
import { go, to } from "../ui/router";
import { w } from "../words/index";

/** A search field in a meeting's head: what is typed is searched for in that package, on the search screen. */
export function SearchBox({ packageId }: { packageId: string }) {
  const [text, setText] = useState("");
  const id = useId();
  return (
    <form class="search-box" role="search" onSubmit={(event) => { event.preventDefault(); go(to.search({ text: text.trim(), package: packageId })); }}>
      <label class="ds-sr-only" for={id}>{w.nav.searchHere}</label>
      <input class="ds-input" id={id} type="search" enterkeyhint="search" autocomplete="off" maxLength={200} placeholder={w.nav.searchHere} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <button type="submit" class="ds-button" data-variant="secondary" data-icon="true" aria-label={w.nav.search}><Search /></button>
    </form>
  );
}
