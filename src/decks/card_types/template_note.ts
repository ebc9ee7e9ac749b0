/** Takes a template's note apart: the YAML block, the prompt under it, the solution; every value keeps its place. */
import type { z } from "zod";
import { err, ok, type Result } from "../../base/result.ts";
import type { TemplateProblem, TemplateSource } from "../../questions/template_source.ts";
import type { SourceText } from "../note.ts";
import { type Complaint, shown, slice, trimmed } from "../source_text.ts";
import { readYamlTree, type YamlTree } from "../yaml_tree.ts";
import { templateYaml } from "./template_schema.ts";

const BLOCK = /^(`{3,}|~{3,})[ \t]*ya?ml[ \t]*\n([\s\S]*?\n)?\1[`~]*[ \t]*(?:\n|$)/;

interface Place {
  readonly at: SourceText;
  readonly offset: number;
}

export interface TemplateNote {
  readonly source: TemplateSource;
  readonly prompt: SourceText;
  /** Where a character of the text at a path of the source stands. */
  readonly placeOf: (path: TemplateProblem["path"], character: number) => Place;
}

export type PlacedComplaint = Place & Complaint;

export function readTemplateNote(
  front: SourceText,
  solution: SourceText | undefined,
): Result<TemplateNote, readonly PlacedComplaint[]> {
  const block = BLOCK.exec(front.text);
  const [whole = "", fence = "", inner = ""] = block ?? [];
  if (block === null) {
    const message = "The note does not begin with a block of YAML";
    return err([{
      at: front,
      offset: 0,
      message,
      expected: "a line ```yaml, then vars, let, answer, then ```",
    }]);
  }
  const start = front.text.indexOf("\n") + 1;
  const yaml = slice(front, start, start + inner.length);
  const prompt = trimmed(slice(front, whole.length, front.text.length));
  if (prompt.text === "") {
    const expected = "the question as Markdown after the block";
    return err([{
      at: prompt,
      offset: 0,
      message: `There is no prompt under the closing ${fence}`,
      expected,
    }]);
  }
  const tree = readYamlTree(yaml);
  if (!tree.ok) {
    return err(tree.error.map(({ line, column, message, expected }) => ({
      at: { ...yaml, text: "", line, column },
      offset: 0,
      message,
      expected,
    })));
  }
  const read = templateYaml.safeParse(tree.value.value);
  if (!read.success) {
    return err(read.error.issues.flatMap((issue) => complaintsOf(issue, { yaml, tree: tree.value })));
  }
  const source: TemplateSource = {
    ...read.data,
    prompt: prompt.text,
    ...(solution === undefined ? {} : { solution: solution.text }),
  };
  return ok({
    source,
    prompt,
    placeOf(path, character) {
      if (path[0] === "prompt") return { at: prompt, offset: character };
      if (path[0] === "solution" && solution !== undefined) return { at: solution, offset: character };
      return { at: yaml, offset: tree.value.offsetOf(path, character) };
    },
  });
}

function complaintsOf(
  issue: z.core.$ZodIssue,
  { yaml, tree }: { readonly yaml: SourceText; readonly tree: YamlTree },
): readonly PlacedComplaint[] {
  const path = issue.path.map((step) => typeof step === "symbol" ? String(step) : step);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      at: yaml,
      offset: tree.keyOffsetOf([...path, key]),
      message: `Unknown key \`${[...path, key].join(".")}\``,
      expected: issue.message,
    }));
  }
  const value = valueAt(tree.value, path);
  return [{
    at: yaml,
    offset: tree.offsetOf(path, 0),
    message: value === undefined
      ? `\`${path.join(".")}\` is missing`
      : `\`${path.join(".")}\` is ${shown(value)}`,
    expected: issue.message,
  }];
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Object.entries(found).find(([key]) => key === String(step))?.[1];
  }
  return found;
}
