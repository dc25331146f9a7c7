import { describe, expect, it } from "vitest";
import { parseRange, sayPages, writePages } from "./print-range";

describe("page ranges", () => {
  it("are read as people write them", () => {
    expect(parseRange("1-3, 7, 12-", 20)).toEqual([1, 2, 3, 7, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(parseRange(" 7 , 1 – 2 og 2; -3", 9)).toEqual([1, 2, 3, 7]);
    expect(parseRange("20-", 20)).toEqual([20]);
  });

  it.each([
    ["5-2", "backwards", "5-2"],
    ["50-2", "backwards", "50-2"],
    ["2-0", "no_such_page", "2-0"],
    ["0", "no_such_page", "0"],
    ["999", "no_such_page", "999"],
    ["1, 21-", "no_such_page", "21-"],
    ["a", "not_a_page", "a"],
    ["1, 2-3-4", "not_a_page", "2-3-4"],
    ["-", "not_a_page", "-"],
    ["1.5", "not_a_page", "1.5"],
    ["", "empty", ""],
    [" , ", "empty", ""],
  ])("«%s» says what is wrong with it", (text, word, said) => {
    expect(parseRange(text, 20)).toEqual({ word, said });
  });

  it("are said back", () => {
    expect(sayPages(parseRange("1-3, 7, 12-", 20) as number[], "og")).toBe("1–3, 7 og 12–20");
    expect([sayPages([4], "og"), sayPages([], "og"), sayPages([1, 3], "og")]).toEqual(["4", "", "1 og 3"]);
  });

  it("come back as they were from how they are kept", () => {
    const pages = [1, 2, 3, 7, 12, 13];
    expect(parseRange(writePages(pages), 13)).toEqual(pages);
  });
});
