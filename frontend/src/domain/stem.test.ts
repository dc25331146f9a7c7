import { expect, test } from "vitest";
import { stem } from "./stem";
import stems from "./stems.example.json";

test("stems are the server's, for every ending", () => {
  for (const [word, of] of Object.entries(stems)) expect([word, stem(word)]).toEqual([word, of]);
});
