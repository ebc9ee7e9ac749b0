/** Templates by Anki's rules; the expectations were compared with what Anki itself renders. */
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { renderSides } from "../../../src/decks/anki/render.ts";
import { anki } from "../../../src/decks/card_types/anki.ts";
import { importedCardHtml } from "../../../src/text/imported_card.ts";
import { dangersIn } from "../../text/dangers.ts";
import { clozeType, noteTypeWith, oneTemplate } from "./note_types.ts";

const VALUES = {
  F: "a <b>x</b> &amp;",
  E: "",
  B: " <div><br></div>\n",
  K: "日本[にほん] 語[ご] a[sound:x.mp3]",
  "Two Words": "w",
};
const PLACE = { deck: "A::B", tags: ["t", "u"], flag: 2 };

function front(template: string): string {
  const noteType = oneTemplate(template, VALUES);
  const [first] = noteType.templates;
  if (first === undefined) throw new Error("no template");
  return renderSides({ noteType, values: VALUES, place: PLACE, template: first, number: 1 }).front;
}

test.each([
  ["a[b] c[d]", "<ruby>a<rt>b</rt></ruby><ruby>c<rt>d</rt></ruby>"],
  ["x a[b c] d", "x<ruby>a<rt>b c</rt></ruby> d"],
  ["a[]b[c]", "<ruby>a<rt>]b[c</rt></ruby>"],
  ["[a][b]", "<ruby>[a]<rt>b</rt></ruby>"],
  ["<b>a[b]</b>", "<b><ruby>a<rt>b</rt></ruby></b>"],
  ["a[b\nc] d[e]", "a[b\nc]<ruby>d<rt>e</rt></ruby>"],
  ["a[sound:x.mp3]b[c]", "a[sound:x.mp3]<ruby>b<rt>c</rt></ruby>"],
  ["a[b", "a[b"],
])("the readings of %j are %j", (value, html) => {
  const values = { F: value };
  const noteType = oneTemplate("{{furigana:F}}", values);
  const [template] = noteType.templates;
  if (template === undefined) throw new Error("no template");
  expect(renderSides({ noteType, values, place: PLACE, template, number: 1 }).front).toBe(html);
});

describe("renderSides()", () => {
  test.each([
    ["{{F}}|{{ F }}|{{{F}}}", "a <b>x</b> &amp;|a <b>x</b> &amp;|a <b>x</b> &amp;}"],
    ["{{text:F}}", "a x &"],
    ["{{unknown:F}}{{text::F}}", "a <b>x</b> &amp;a x &"],
    [
      "{{type:F}}{{type:nc:F}}{{type:cloze:F}}{{some:type:F}}",
      "[[type:F]][[type:nc:F]][[type:cloze:F]][[type:F]]",
    ],
    ["{{furigana:K}}", "<ruby>日本<rt>にほん</rt></ruby><ruby>語<rt>ご</rt></ruby> a[sound:x.mp3]"],
    ["{{kana:K}}{{kanji:K}}", "にほんご a[sound:x.mp3]日本語 a[sound:x.mp3]"],
    [
      "{{hint:E}}{{hint:F}}",
      '\n<details class="hint"><summary>\nF</summary>\n<div>a <b>x</b> &amp;</div></details>\n',
    ],
    ["{{text:hint:F}}", "\n\nF\na x &\n"],
    ["{{#F}}1{{/F}}{{^F}}2{{/F}}{{#E}}3{{/E}}{{^E}}4{{/E}}{{#B}}5{{/B}}{{Two Words}}", "14w"],
    ["{{#F}}{{^E}}{{#Two Words}}{{Two Words}}{{/Two Words}}{{/E}}{{/F}}", "w"],
    ["{{#c1}}a{{/c1}}{{^c1}}b{{/c1}}{{#c2}}c{{/c2}}{{Two Words}}", "aw"],
    ["{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}", "t u|Basic|A::B|B|Card 1|flag2"],
    ["<!-- {{F}} {{/x}} -->{{Two Words}}", "<!-- {{F}} {{/x}} -->w"],
    ["{{=<% %>=}}<% Two Words %> {{F}} <%#F%>1<%/F%>", "w {{F}} 1"],
    ["{{FrontSide}}{{Two Words}}{{F", "w{{F"],
    ["}} {{Two Words}} {{", "}} w {{"],
  ])("shows %j as %j", (template, html) => expect(front(template)).toBe(html));

  test.each([
    ["{{Nope}}", "{{Nope}} names no field"],
    ["{{text:Nope}}", "{{text:Nope}} names no field"],
    ["{{#Nope}}{{F}}{{/Nope}}", "{{#Nope}} names no field"],
    ["{{^F}}{{Nope}}{{/F}}{{F}}", "{{Nope}} names no field"],
    ["{{#F}}{{F}}", "{{#F}} is never closed"],
    ["{{F}}{{/F}}", "{{/F}} closes nothing"],
    ["{{#F}}{{#E}}{{/F}}{{/E}}", "{{/F}} stands where {{/E}} is expected"],
    ["{{#F}}".repeat(200), "more than 100 deep"],
    ["{{<b>}}", "{{&lt;b&gt;}} names no field"],
  ])("says what is wrong with %j in the card", (template, message) => {
    expect(front(template)).toContain("card-problem");
    expect(front(template)).toContain(message);
  });
});

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    ...[
      "{{Front}}",
      "{{cloze:Front}}",
      "{{type:Front}}",
      "{{hint:Back}}",
      "{{#Back}}",
      "{{/Back}}",
      "{{^Front}}",
      "{{FrontSide}}",
    ],
    ...[
      "{{c1::",
      "}}",
      "::",
      "{{",
      "<!--",
      "-->",
      "{{=<% %>=}}",
      "<%Front%>",
      "[[type:Front]]",
      "[sound:",
      "x.mp3]",
      '[sound:"><script>]',
    ],
    ...[
      "\\(",
      "\\)",
      "\\[",
      "\\]",
      "[latex]",
      "[/latex]",
      "[$]",
      "[/$]",
      "<anki-mathjax block=true>",
      "</anki-mathjax>",
      "\\frac{",
      "}",
      "$",
    ],
    ...[
      "<script>",
      "<img src=x onerror=alert(1)>",
      "<img src=//x.y/z>",
      "<a href=javascript:x>",
      "<svg onload=1>",
      "<table>",
      '<p style="',
      '">',
    ],
    ...[
      "image-occlusion:rect:left=.1:top=.1",
      "image-occlusion:text:text=<script>:left=1",
      "\uE020",
      "\uE030",
      "<canvas id=image-occlusion-canvas>",
    ],
    ...[
      '<div id="image-occlusion-container">',
      "</div>",
      "[anki:tts lang=en]",
      "[/anki:tts]",
      "&lt;script&gt;",
      "{{text:Front}}",
    ],
  ),
);
const html = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

test("no note and no template makes a card throw, or lets anything through that runs or loads", () => {
  fc.assert(
    fc.property(fc.record({ template: html, Front: html, Back: html, isCloze: fc.boolean() }), (drawn) => {
      const { template, Front, Back, isCloze } = drawn;
      const noteType = noteTypeWith({
        ...(isCloze ? clozeType : {}),
        fields: ["Front", "Back"],
        templates: [{ name: "Card", front: template, back: `{{FrontSide}}${template}` }],
      });
      const note = anki.load(JSON.stringify({ Front, Back }), noteType);
      expect(note.summary.trim()).not.toBe("");
      const { face, back, judge } = note.ask(isCloze ? "c1" : "t1", 1);
      judge?.({ chosen: [], typed: { answer: Back } });
      for (const side of [face.prompt, back.answer]) {
        if (side?.kind !== "html" || side.card === undefined) {
          throw new Error("not a side of an imported card");
        }
        const shown = importedCardHtml({ source: side.source, ...side.card }, {
          mediaBase: "/m/",
          sheetUrl: undefined,
        });
        expect(dangersIn(shown)).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
});
