/** Reads a YAML map whose values, however deep, know where they stand in the deck file. */
import { type Document, isCollection, isMap, isNode, isScalar, type Node, type Scalar, visit } from "yaml";
import { err, ok, type Result } from "../base/result.ts";
import type { DeckProblem, SourceText } from "./note.ts";
import { problemAt, shown } from "./source_text.ts";
import { parseYaml } from "./yaml_document.ts";

const LONGEST = 20_000;
const MOST_NODES = 3_000;
const DEEPEST = 12;

export type YamlPath = readonly (string | number)[];

export interface YamlTree {
  /** Plain JSON. */
  readonly value: unknown;
  /** Where a character of the text at a path stands, as an offset into the source; the map it lacks in, if nothing is there. */
  readonly offsetOf: (path: YamlPath, character: number) => number;
  /** The offset of the key that leads to a path's last step. */
  readonly keyOffsetOf: (path: YamlPath) => number;
}

export function readYamlTree(source: SourceText): Result<YamlTree, readonly DeckProblem[]> {
  if (source.text.length > LONGEST) {
    const message = `This YAML has ${source.text.length} characters`;
    return err([problemAt(source, LONGEST, { message, expected: `at most ${LONGEST}` })]);
  }
  const parsed = parseYaml(source);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  const problems = boundProblems(source, document);
  if (problems.length > 0) return err(problems);
  if (!isMap(document.contents)) {
    return err([problemAt(source, 0, {
      message: `Found ${shown(document.toJS())} instead of a map`,
      expected: "lines of `key: value`",
    })]);
  }
  return ok({
    value: document.toJS(),
    offsetOf: (path, character) => {
      const node = nodeAt(document, path);
      if (isScalar(node)) return offsetInScalar(source.text, node, character);
      return node?.range?.[0] ?? keyOffset(document, path) ?? nearestOffset(document, path);
    },
    keyOffsetOf: (path) => keyOffset(document, path) ?? nearestOffset(document, path),
  });
}

function boundProblems(source: SourceText, document: Document.Parsed): readonly DeckProblem[] {
  const problems: DeckProblem[] = [];
  let nodes = 0;
  visit(document, {
    Node: (_, node, path) => {
      nodes++;
      const offset = isScalar(node) || isCollection(node) ? node.range?.[0] ?? 0 : 0;
      const depth = path.filter(isCollection).length;
      if (nodes === MOST_NODES) {
        const message = `This YAML holds more than ${MOST_NODES} values`;
        problems.push(problemAt(source, offset, { message, expected: "a smaller map" }));
      }
      if (depth === DEEPEST) {
        const message = `This YAML is more than ${DEEPEST} levels deep`;
        problems.push(problemAt(source, offset, { message, expected: "a flatter map" }));
        return visit.SKIP;
      }
      return undefined;
    },
    Pair: (_, { key }) => {
      if (!isScalar(key) || typeof key.value !== "string") {
        const offset = isNode(key) ? key.range?.[0] ?? 0 : 0;
        problems.push(problemAt(source, offset, { message: "A key is not plain text", expected: "a name" }));
      } else if (key.value === "__proto__") {
        const message = "The name `__proto__` is kept for the program";
        problems.push(problemAt(source, key.range?.[0] ?? 0, { message, expected: "another name" }));
      }
    },
  });
  return problems;
}

function nodeAt(document: Document.Parsed, path: YamlPath): Node | undefined {
  const found = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(found) ? found : undefined;
}

function keyOffset(document: Document.Parsed, path: YamlPath): number | undefined {
  const parent = path.length === 0 ? undefined : nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** Where the closest value above a missing one begins: its key, where it has one. */
function nearestOffset(document: Document.Parsed, path: YamlPath): number {
  for (let length = path.length - 1; length > 0; length--) {
    const above = path.slice(0, length);
    const offset = keyOffset(document, above) ?? nodeAt(document, above)?.range?.[0];
    if (offset !== undefined) return offset;
  }
  return document.contents?.range?.[0] ?? 0;
}

/** Follows the value through its quotes, escapes and folds. */
function offsetInScalar(text: string, { range, type, value }: Scalar, character: number): number {
  const [start = 0, end = start] = range ?? [];
  const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  const isQuoted = type === "QUOTE_SINGLE" || type === "QUOTE_DOUBLE";
  const header = isBlock ? text.slice(start, end).indexOf("\n") + 1 : isQuoted ? 1 : 0;
  let at = start + header;
  if (typeof value !== "string") return at;
  const wanted = value.slice(0, character + 1);
  for (const [index, sign] of [...wanted].entries()) {
    if (/\s/.test(sign)) {
      while (at < end && /\s/.test(text[at] ?? "")) at++;
      continue;
    }
    while (at < end && !text.startsWith(sign, at)) at++;
    if (index < [...wanted].length - 1) at += sign.length;
  }
  return Math.min(at, end);
}
