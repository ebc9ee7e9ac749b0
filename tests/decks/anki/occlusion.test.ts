/** Notes that cover places of a picture. */
import { describe, expect, test } from "vitest";
import { anki } from "../../../src/decks/card_types/anki.ts";
import type { Prose } from "../../../src/decks/face.ts";
import { importedCardHtml } from "../../../src/text/imported_card.ts";
import { noteTypeWith } from "./note_types.ts";

const BOX = `<div style="display: none">{{cloze:Occlusion}}</div>
<div id="image-occlusion-container">
    {{Image}}
    <canvas id="image-occlusion-canvas"></canvas>
</div>
<script>anki.imageOcclusion.setup()</script>`;

const noteType = noteTypeWith({
  name: "Image Occlusion",
  kind: "cloze",
  fields: ["Occlusion", "Image", "Header"],
  templates: [{ name: "Image Occlusion", front: `{{Header}}${BOX}`, back: `${BOX}{{Header}}` }],
});

const shape = (number: number, text: string) => `{{c${number}::image-occlusion:${text}}}<br>`;
const RECT = "rect:left=.1:top=.2:width=.3:height=.4";

function sides(occlusion: string, side = "c1", image = '<img src="a b.png">') {
  const note = anki.load(JSON.stringify({ Occlusion: occlusion, Image: image, Header: "Which?" }), noteType);
  const { face, back } = note.ask(side, 1);
  return { keys: note.sides.map(({ key }) => key), front: shown(face.prompt), back: shown(back.answer) };
}

function shown(side: Prose | undefined): string {
  if (side?.kind !== "html" || side.card === undefined) throw new Error("not a side of an imported card");
  return importedCardHtml({ source: side.source, ...side.card }, { mediaBase: "/m/", sheetUrl: undefined });
}

describe("an image-occlusion note", () => {
  test("has a card for each number, and draws its picture with our masks", () => {
    const { keys, front } = sides(shape(1, RECT) + shape(2, "ellipse:left=.5:top=.5:rx=.1:ry=.2:oi=1"));
    expect(keys).toEqual(["c1", "c2"]);
    expect(front).toContain('<img src="/m/a%20b.png" alt="" />');
    expect(front).toContain('<rect class="mask asked" x="10%" y="20%" width="30%" height="40%" />');
    expect(front).toContain('<text class="sign" x="25%" y="40%">?</text>');
    expect(front).toContain('<ellipse class="mask hidden" cx="60%" cy="70%" rx="10%" ry="20%" />');
    expect(front).toContain(
      'aria-label="Picture with masks; asked: the place 25 % from the left and 40 % from the top; 1 other place covered"',
    );
    expect(front).not.toMatch(/canvas|script|\uE020/);
  });

  test.each([
    ["", "open", "open"],
    [":oi=0", "open", "open"],
    [":oi=1", "hidden", "hidden"],
    [":oi=2", "open", "open"],
  ])("with%s leaves the places of other numbers %s", (mode, front, back) => {
    const made = sides(shape(1, RECT) + shape(2, RECT + mode));
    const states = (html: string) => [...html.matchAll(/class="mask (\w+)"/g)].map(([, state]) => state);
    expect(states(made.front)).toEqual(front === "open" ? ["asked"] : ["asked", "hidden"]);
    expect(states(made.back)).toEqual(back === "open" ? ["answered"] : ["answered", "hidden"]);
    expect(made.back.includes("Uncover the other places")).toBe(back === "hidden");
  });

  test("moves polygons to their corner, turns shapes, and writes labels", () => {
    const { front } = sides(
      shape(1, "polygon:left=.2:top=.4:points=.1,.1 .3,.1 .2,.3") + shape(2, `${RECT}:angle=2500:oi=1`) +
        shape(0, "text:text=a\\:b <i>&lt;c&gt;</i>:left=.1:top=.1:fs=.1:scale=2"),
    );
    expect(front).toContain('<polygon class="mask asked" points="20,40 40,40 30,60" />');
    expect(front).toContain('style="transform:rotate(90deg)"');
    expect(front).toMatch(/font-size:20cqh"><tspan x="10%" dy="\.9em">a:b &lt;c&gt;<\/tspan>/);
  });

  test("says so where its picture is missing or lies elsewhere", () => {
    for (const image of ["", '<img src="https://x.y/a.png">']) {
      expect(sides(shape(1, RECT), "c1", image).front).toContain("The picture of this note is missing");
    }
  });

  test("keeps numbers numbers", () => {
    const { front } = sides(shape(1, 'rect:left=1"onload=x:top=NaN:width=1e99:height=-5'));
    expect(front).toContain('<rect class="mask asked" x="100%" y="0%" width="2000000%" height="0%" />');
  });
});
