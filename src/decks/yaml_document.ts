/** Parses YAML of decks: plain values only, without anchors, aliases and tags, each mistake at its place. */
import { type Document, isCollection, isScalar, parseDocument, visit } from "yaml";
import { err, ok, type Result } from "../base/result.ts";
import type { DeckProblem, SourceText } from "./note.ts";
import { problemAt } from "./source_text.ts";

/** One slip can break everything after it: the first errors tell enough. */
const MOST_ERRORS = 3;

export function parseYaml(source: SourceText): Result<Document.Parsed, readonly DeckProblem[]> {
  const document = parsed(source.text);
  if (document === undefined) {
    const complaint = { message: "This YAML is nested too deep", expected: "lists and maps of few levels" };
    return err([problemAt(source, 0, complaint)]);
  }
  const errors = [...document.errors, ...document.warnings].slice(0, MOST_ERRORS);
  if (errors.length > 0) {
    return err(errors.map((error) =>
      problemAt(source, error.pos[0], {
        message: `This is not valid YAML: ${error.message}`,
        expected: "`key: value`; put quotes around text that holds `: `, ` #` or starts with a special sign",
      })
    ));
  }
  const problems: DeckProblem[] = [];
  const complain = (offset: number | undefined, message: string) =>
    problems.push(problemAt(source, offset ?? 0, { message, expected: "the value itself, or quotes" }));
  visit(document, {
    Alias: (_, alias) => {
      complain(alias.range?.[0], `\`*${alias.source}\` refers to another value`);
    },
    Node: (_, node) => {
      if (!isScalar(node) && !isCollection(node)) return;
      if (node.anchor !== undefined) {
        complain(node.range?.[0], `\`&${node.anchor}\` names a value for others`);
      }
      if (node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) {
        complain(node.range?.[0], `\`${node.tag}\` is a tag`);
      }
    },
  });
  return problems.length > 0 ? err(problems) : ok(document);
}

/** The parser recurses, and runs out of stack on absurd nesting. */
function parsed(text: string): Document.Parsed | undefined {
  try {
    return parseDocument(text, { prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
