/** Makes notes of our own types of the Markdown of other programs. */
import { texProblems } from "../../../text/katex_math.ts";
import { findInMarkdown } from "../../../text/parse_markdown.ts";
import { parseCloze } from "../../card_types/cloze_text.ts";
import { straddling } from "../../card_types/cloze_faces.ts";
import { fencedLines } from "../../fenced_lines.ts";
import { type Collecting, type NoteDraft, plainDraft } from "../../imports/collecting.ts";
import type { Place } from "../../imports/collection.ts";

export type MarkdownNote =
  | { readonly type: "basic" | "reversed"; readonly front: string; readonly back: string }
  | {
    readonly type: "cloze";
    readonly text: string;
    /** Shown with the answer; absent where there is nothing. */
    readonly extra?: string;
  };

export type NoteRest =
  & Pick<NoteDraft, "known" | "deck" | "place">
  & Partial<Pick<NoteDraft, "guid" | "scope" | "tags" | "modifiedAt" | "suspended" | "histories">>;

const LONGEST_CARD = 100_000;
const LONGEST_TEX = 300;

/** Adds the note, or says why it cannot be taken. Its text has been through `tidied`. */
export function addMarkdownNote(into: Collecting, note: MarkdownNote, rest: NoteRest): void {
  const texts = note.type === "cloze" ? [note.text, note.extra ?? ""] : [note.front, note.back];
  const skip = note.type === "cloze" ? clozeProblem(note.text) : sideProblem(note);
  if (skip !== undefined) return into.problem({ place: rest.place, kind: "skipped", ...skip });
  reportFormulas(into, texts, rest.place);
  const { type, ...fields } = note;
  into.add({ ...plainDraft, ...rest, type, fields });
}

/** Whether a card is short enough to be converted; says so where it is not. */
export function fits(into: Collecting, text: string, place: Place): boolean {
  if (text.length <= LONGEST_CARD) return true;
  const message = `The card has ${text.length} characters`;
  into.problem({ place, kind: "skipped", message, expected: `at most ${LONGEST_CARD}: one idea a card` });
  return false;
}

/** Markdown as the parts of our notes hold it: headings below those of the page, no lines that would cut a note. */
export function tidied(markdown: string): string {
  const { lines } = fencedLines({ file: "", text: markdown.trim(), line: 1, column: 1 });
  return lines.map(({ text, fenced }) => {
    if (fenced) return text;
    return text.replace(/^#{1,2}(?=[ \t])/, "###").replace(/^---[ \t]*$/, "***");
  }).join("\n");
}

/** A deletion that hides just this text; undefined where braces in it would end the deletion elsewhere. */
export function deletion(number: number, text: string, hint: string | undefined): string | undefined {
  // Its text must not be taken for one with a hint.
  const safe = text.replaceAll("::", "\\::");
  const written = `{{c${number}::${safe}${hint === undefined ? "" : `::${hint}`}}}`;
  const [read] = parseCloze(written).deletions;
  const isWhole = read !== undefined && read.end === written.length && read.inner.length === 0 &&
    read.hint === (hint?.trim() || undefined) && written.slice(read.contentStart, read.contentEnd) === safe;
  return isWhole ? written : undefined;
}

/** Says of a card that its deletions cannot be written here. */
export function unpairedBraces(into: Collecting, place: Place): void {
  into.problem({
    place,
    kind: "skipped",
    message: "A deletion holds braces that do not pair",
    expected: "as many `{` as `}` inside of each deletion",
  });
}

function sideProblem({ front, back }: { readonly front: string; readonly back: string }) {
  if (front === "") return { message: "The question is empty", expected: "text before the answer" };
  return back === "" ? { message: "The answer is empty", expected: "text after the question" } : undefined;
}

function clozeProblem(text: string) {
  const { deletions, problems } = parseCloze(text);
  const first = problems[0]?.complaint;
  if (first !== undefined) return first;
  if (deletions.length === 0) {
    return { message: "The text has no deletion", expected: "a part marked as hidden" };
  }
  const cut = straddling(text, deletions)[0];
  return cut === undefined ? undefined : {
    message: `The deletion ${
      JSON.stringify(text.slice(cut.contentStart, cut.contentEnd).slice(0, 40))
    } cuts through a formula`,
    expected: "a deletion inside a formula or around all of it",
  };
}

/** Each formula that cannot be set; signs that open none are text. */
function reportFormulas(into: Collecting, texts: readonly string[], place: Place): void {
  const [first = ""] = texts;
  const note = first.replace(/\s+/g, " ").slice(0, 80);
  for (const text of texts) {
    for (const { tex, message } of unsettable(text)) into.formula({ place, tex, message, where: "", note });
  }
}

function unsettable(markdown: string): readonly { readonly tex: string; readonly message: string }[] {
  return findInMarkdown(markdown).math.flatMap(({ tex, display }) => {
    const [problem] = texProblems(tex, display);
    return problem === undefined ? [] : [{ tex: tex.slice(0, LONGEST_TEX), message: problem.message }];
  });
}
