/** Questions and answers as we render them, beside those of Anki that renderings.py writes. */
import { z } from "zod";
import { renderSides } from "../../src/decks/anki/render.ts";
import { templateOf } from "../../src/decks/anki/sides.ts";
import { type Comparison, same } from "./comparison.ts";

const text = z.string();

export const Renderings = z.array(z.object({
  noteType: z.object({
    key: text,
    name: text,
    kind: z.enum(["normal", "cloze"]),
    fields: z.array(z.object({ name: text, rtl: z.boolean(), description: text })),
    templates: z.array(z.object({ name: text, front: text, back: text })),
    css: text,
    latexPre: text,
    latexPost: text,
    sortField: z.number(),
    modifiedAt: z.number(),
  }),
  values: z.record(text, text),
  /** Of the card, from 1. */
  number: z.number(),
  deck: text,
  tags: z.array(text),
  /** null where Anki refuses the template. */
  question: text.nullable(),
  answer: text.nullable(),
}));

type Rendering = z.infer<typeof Renderings>[number];

export function compareRenderings(into: Comparison, rows: readonly Rendering[]): void {
  for (const row of rows) {
    const { noteType, number } = row;
    const [first, ...others] = noteType.templates;
    const template = others[number - 2] ?? first;
    const where = `${template?.front} with ${JSON.stringify(row.values)}, card ${number}`;
    const ours = rendered(row);
    if (row.question === null && (ours?.question === PROBLEM || ours?.answer === PROBLEM)) {
      // Anki refuses both sides for a mistake in one; here the other side is shown all the same.
      same(into, { what: "refused templates", where, wanted: PROBLEM, found: PROBLEM });
      continue;
    }
    same(into, { what: "questions", where, wanted: plain(row.question), found: ours?.question });
    same(into, { what: "answers", where, wanted: plain(row.answer), found: ours?.answer });
  }
}

const PROBLEM = "(problem)";

function rendered({ noteType, values, number, deck, tags }: Rendering) {
  const found = templateOf(noteType, `${noteType.kind === "cloze" ? "c" : "t"}${number}`);
  if (found === undefined) return undefined;
  const { front, back } = renderSides({ noteType, values, place: { deck, tags, flag: 0 }, ...found });
  return { question: plain(front), answer: plain(back) };
}

/** What is said in other words on purpose is brought to one: hints, readings, speech, tags in formulas, mistakes. */
function plain(html: string | null): string {
  if (html === null) return PROBLEM;
  const said = html
    .replace(/ data-cloze="[^"]*"/g, "")
    .replace(/<\/?rb>/g, "")
    .replace(/\\\(.*?\\\)/g, (formula) => formula.replace(/<[^>]*>/g, ""))
    .replace(/<div class="cloze[^>]*data-shape[^>]*><\/div>/g, "")
    .replace(HINT, '\n<details class="hint"><summary>\n$1</summary>\n<div>$2</div></details>\n')
    .replace(
      SPOKEN,
      '<details class="spoken"><summary>Read aloud in Anki. Show the text</summary><div>$1</div></details>',
    )
    .replace(/[\uE030\uE031]/g, "");
  return WRONG.test(said) ? PROBLEM : said;
}

const HINT =
  /\n<a class=hint href="#"[\s\S]*?draggable=false>\n([\s\S]*?)<\/a>\n<div id="hint[0-9a-f]+" class=hint style="display: none">([\s\S]*?)<\/div>\n/g;
const SPOKEN = /\[anki:tts lang=[^\]]*\]([\s\S]*?)\[\/anki:tts\]/g;
const WRONG = /<a href='https:\/\/docs\.ankiweb\.net\/templates\/errors|<p class="card-problem">/;
