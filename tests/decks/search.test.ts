/** Searches are read as Anki reads them; what cannot be read says where, and how to mend it. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { parseSearch } from "../../src/decks/search/parse.ts";
import type { Search } from "../../src/decks/search/terms.ts";

const text = (...pattern: (string | { wild: "any" | "one" })[]): Search => ({
  kind: "text",
  pattern,
  word: false,
});
const ANY = { wild: "any" } as const;
const ONE = { wild: "one" } as const;

describe("parseSearch()", () => {
  test.each<[string, Search]>([
    ["", { kind: "all" }],
    ["  ", { kind: "all" }],
    ["dog", text("dog")],
    ["dog cat", { kind: "and", of: [text("dog"), text("cat")] }],
    ["dog and cat", { kind: "and", of: [text("dog"), text("cat")] }],
    ["dog OR cat", { kind: "or", of: [text("dog"), text("cat")] }],
    ["a b or c", { kind: "or", of: [{ kind: "and", of: [text("a"), text("b")] }, text("c")] }],
    ["-dog", { kind: "not", of: text("dog") }],
    ["--dog", { kind: "not", of: { kind: "not", of: text("dog") } }],
    ["-(a or b)", { kind: "not", of: { kind: "or", of: [text("a"), text("b")] } }],
    ["a -b", { kind: "and", of: [text("a"), { kind: "not", of: text("b") }] }],
    ["well-known", text("well-known")],
    ['"a dog"', text("a dog")],
    ['"or"', text("or")],
    ["d_g", text("d", ONE, "g")],
    ["do*", text("do", ANY)],
    ["d\\_g\\*", text("d_g*")],
    ["10\\:30", text("10:30")],
    ['a\\"b', text('a"b')],
    ["w:dog", { kind: "text", pattern: ["dog"], word: true }],
    ["re:\\d{3}", { kind: "regex", source: "\\d{3}", field: undefined }],
    ['"re:a (b|c)"', { kind: "regex", source: "a (b|c)", field: undefined }],
    ["front:re:^a", { kind: "regex", source: "^a", field: ["front"] }],
    ["front:dog", { kind: "field", field: ["front"], pattern: ["dog"] }],
    ["front:", { kind: "field", field: ["front"], pattern: [] }],
    ['"my field:a b"', { kind: "field", field: ["my field"], pattern: ["a b"] }],
    ["tag:lstm", { kind: "tag", pattern: ["lstm"] }],
    ["tag:none", { kind: "untagged" }],
    ['deck:"Deep learning::LSTM"', { kind: "deck", pattern: ["Deep learning::LSTM"] }],
    ["note:basic", { kind: "note", pattern: ["basic"] }],
    ["card:2", { kind: "card", number: 2, pattern: ["2"] }],
    ["card:forward", { kind: "card", number: undefined, pattern: ["forward"] }],
    ["is:due", { kind: "is", state: "due" }],
    ["IS:Due", { kind: "is", state: "due" }],
    ["flag:3", { kind: "flag", flag: 3 }],
    ["prop:r<0.9", { kind: "prop", property: "r", comparison: "<", value: 0.9 }],
    ["prop:due=-1", { kind: "prop", property: "due", comparison: "=", value: -1 }],
    ["prop:ivl>=10", { kind: "prop", property: "ivl", comparison: ">=", value: 10 }],
    ["rated:7", { kind: "rated", days: 7, rating: undefined }],
    ["rated:7:1", { kind: "rated", days: 7, rating: 1 }],
    ["added:3", { kind: "added", days: 3 }],
    ["cid:1,22", { kind: "ids", of: "card", ids: [1, 22] }],
    ["dupe:", { kind: "duplicates" }],
  ])("reads %s", (given, read) => {
    expect(parseSearch(given)).toEqual({ ok: true, value: read });
  });

  test.each([
    ["dog or", "or", "nothing to search for"],
    ["or dog", "or", "nothing to search for"],
    ["a and", "and", "nothing after"],
    ["(dog", "(", "without its )"],
    ["dog)", ")", "without its ("],
    ["()", ")", "nothing to search for"],
    ['say "dog', '"dog', "not closed"],
    ["is:tired", "is:tired", "“tired” is not known"],
    ["prop:ivl", "prop:ivl", "needs a name, a comparison and a number"],
    ["prop:ease>2", "prop:ease>2", "“ease” is not known"],
    ["rated:0", "rated:0", "no number"],
    ["flag:8", "flag:8", "no number"],
    ["tag:", "tag:", "nothing after the colon"],
    [":dog", ":dog", "nothing before the colon"],
    ['"re:(a"', '"re:(a"', "cannot be read"],
    ['"re:(?=a)"', '"re:(?=a)"', "knows no"],
    ["cid:x", "cid:x", "no ids"],
    ["(".repeat(40) + "a" + ")".repeat(40), "(", "in each other"],
    ["a".repeat(1001), "a", "1001 characters"],
  ])("says what is wrong with %s", (given, at, message) => {
    const read = parseSearch(given);
    if (read.ok) throw new Error(`${given} was read`);
    expect(given.slice(read.error.from, read.error.to)).toContain(at.slice(0, 1));
    expect(read.error.message).toContain(message);
    expect(read.error.mend).not.toBe("");
  });

  test("never throws, whatever is typed", () => {
    const piece = fc.constantFrom(
      "dog",
      '"',
      "(",
      ")",
      "-",
      " ",
      "or",
      "and",
      ":",
      "re:",
      "prop:",
      "is:",
      "\\",
      "*",
      "_",
      "1",
      "<",
      "é",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(typeof parseSearch(pieces.join("")).ok).toBe("boolean");
      }),
      { numRuns: 2000 },
    );
  });
});
