/** Checks the Markdown of a note: formulas, pictures, headings and figures, each problem at its place. */
import { mathProblems } from "../text/markdown.ts";
import { mediaName } from "../text/media_url.ts";
import { findInMarkdown, type Found } from "../text/parse_markdown.ts";
import type { DeckProblem, SourceText } from "./note.ts";
import { byPlace, locate, problemAt } from "./source_text.ts";
import { readYamlMap } from "./yaml_map.ts";

export function proseProblems(source: SourceText): readonly DeckProblem[] {
  const found = findInMarkdown(source.text);
  return [
    ...mathProblems(source.text).map(({ offset, message }) =>
      problemAt(source, offset, {
        message,
        expected: message.startsWith("$")
          ? "`$...$` without spaces right inside, or `\\$` for a dollar sign"
          : "TeX that KaTeX sets: katex.org/docs/supported",
      })
    ),
    ...found.images.flatMap((image) => imageProblems(source, image)),
    ...found.topHeadings.map(({ offset, level }) =>
      problemAt(source, offset, {
        message: `A heading of level ${level} stands inside a note`,
        expected: "`###` or lower inside a note; `## id` at the start of a line begins the next note",
      })
    ),
    ...found.fences.flatMap((fence) => figureProblems(source, fence)),
  ].sort(byPlace);
}

/** Names of the files that Markdown shows, relative to the deck. */
export function mediaIn(markdown: string): readonly string[] {
  return findInMarkdown(markdown).images.flatMap(({ src }) => mediaName(src) ?? []);
}

function imageProblems(source: SourceText, image: Found["images"][number]): DeckProblem[] {
  const problems: DeckProblem[] = [];
  if (image.alt === "") {
    problems.push(problemAt(source, image.offset, {
      message: "The picture has no text",
      expected: "`![what it shows](file.svg)`: some learners hear this text",
    }));
  }
  if (mediaName(image.src) === undefined) {
    problems.push(problemAt(source, image.offset, {
      message: `The picture \`${image.src}\` is not in the deck's folder`,
      expected: "a file beside deck.md, such as `kernel.svg`",
    }));
  }
  return problems;
}

function figureProblems(source: SourceText, fence: Found["fences"][number]): DeckProblem[] {
  const [kind, name, ...rest] = fence.info.trim().split(/\s+/);
  if (kind !== "explore") return [];
  if (name === undefined || rest.length > 0 || !/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/.test(name)) {
    const complaint = { message: "An explorable figure needs one name", expected: "```explore softmax" };
    return [problemAt(source, fence.offset, complaint)];
  }
  const line = locate(source, fence.offset).line + 1;
  const values = readYamlMap({ file: source.file, text: fence.body, line, column: 1 });
  return values.ok ? [] : [...values.error];
}
