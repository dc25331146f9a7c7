import { describe, expect, it } from "vitest";
import { namesIn } from "./print-names";

const names = (content: string) => [...namesIn(new TextEncoder().encode(content))].sort();

describe("the names in a content stream", () => {
  it("are those of fonts, forms and colours", () => {
    expect(names("/F1 9 Tf /Im#201 Do /CS0 cs/GS0 gs[/A/B]")).toEqual(["A", "B", "CS0", "F1", "GS0", "Im 1"]);
  });

  it("are not what strings, comments and pictures happen to hold", () => {
    expect(names("(/Not \\) (/Nor) this) Tj <2F41> Tj % /Neither\n/Yes Do")).toEqual(["Yes"]);
    expect(names("BI /W 2 /H 2 ID \u0001/No EI\u0002 x/Nope(\nEI\nQ /Yes Do")).toEqual(["H", "W", "Yes"]);
  });

  it("are found in dictionaries within the content", () => {
    expect(names("/Span << /MCID 0 /ActualText (x) >> BDC /P0 scn")).toEqual(["ActualText", "MCID", "P0", "Span"]);
  });
});
