/** Formulas of a template: read once, worked out within a budget for every variant. */
import type { Result } from "../base/result.ts";
import { formulaDialect } from "../expressions/dialect.ts";
import { type Budget, evaluateWithin, type EvaluationProblem } from "../expressions/evaluate.ts";
import { childrenOf, type Node } from "../expressions/node.ts";
import { OPERATIONS } from "../expressions/operations/operations.ts";
import { parseExpression } from "../expressions/parse.ts";
import type { Value } from "../expressions/value.ts";
import type { FormulaSource, TemplateProblem } from "./template_source.ts";

/** All formulas of a template together may have so many nodes. */
export const MOST_NODES = 4000;

/** What one run over all formulas may cost. */
const RUN_OPERATIONS = 60_000;

/** Visiting a part of a formula takes as long as so many operations on single numbers. */
const NODE_OPERATIONS = 10;

export interface Formula {
  readonly node: Node;
  readonly path: TemplateProblem["path"];
  /** Where its text begins in the text at `path`. */
  readonly offset: number;
  readonly length: number;
  /** How many parts it has. */
  readonly nodes: number;
  /** Names of variables and derived values that it uses. */
  readonly names: readonly string[];
}

/** Why a variant has no value somewhere. Only `domain` and `unfair` depend on the numbers drawn. */
export interface Failure extends Pick<TemplateProblem, "path" | "at" | "length" | "message"> {
  readonly kind: EvaluationProblem["kind"] | "unfair";
}

export type Values = ReadonlyMap<string, Value>;

/** Reads formulas one after the other, and gathers what is wrong with them. */
export class FormulaReader {
  readonly problems: TemplateProblem[] = [];
  private nodes = 0;

  read(source: FormulaSource, names: Iterable<string>, path: TemplateProblem["path"], offset = 0) {
    const text = String(source);
    const known = new Set(names);
    const parsed = parseExpression(text, formulaDialect(known));
    if (!parsed.ok) {
      const { at, length, message } = parsed.error;
      this.complain({ path, at: offset + at, length, message, expected: "a formula in the names above it" });
      return undefined;
    }
    const all = nodesOf(parsed.value);
    const before = this.nodes;
    this.nodes += all.length;
    if (before <= MOST_NODES && this.nodes > MOST_NODES) {
      const message = `The formulas of this template have more than ${MOST_NODES} parts`;
      this.complain({
        path,
        at: offset,
        length: text.length,
        message,
        expected: "fewer or shorter formulas",
      });
    }
    const used = new Set(
      all.flatMap((node) => node.kind === "name" && known.has(node.name) ? [node.name] : []),
    );
    const [nodes, length] = [all.length, text.length];
    return { node: parsed.value, path, offset, length, nodes, names: [...used] } satisfies Formula;
  }

  complain(problem: TemplateProblem): void {
    this.problems.push(problem);
  }
}

/** A name that an author may give. */
export function nameFault(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,29}$/.test(name)) return `“${name}” is no name for a value`;
  if (OPERATIONS.has(name)) return `“${name}” is the name of a function`;
  if (["pi", "Pi", "PI", "e", "log"].includes(name)) return `“${name}” has a meaning of its own`;
  if (name in {}) return `The name “${name}” is kept for the program`;
  return undefined;
}

export const NAME_FORM = "a letter, then letters, digits and _, at most 30; no name of a function";

/** The value of a formula; what it costs is taken from the budget. */
export function valueOf(formula: Formula, values: Values, budget: Budget): Result<Value, Failure> {
  budget.left -= NODE_OPERATIONS * formula.nodes;
  const result = evaluateWithin(formula.node, values, budget);
  if (result.ok) return result;
  const { kind, at, length, message } = result.error;
  return { ok: false, error: { kind, path: formula.path, at: formula.offset + at, length, message } };
}

/** A failure at the whole of a formula. */
export function failureAt(formula: Formula, kind: Failure["kind"], message: string): Result<never, Failure> {
  return {
    ok: false,
    error: { kind, path: formula.path, at: formula.offset, length: formula.length, message },
  };
}

/** Does a run's work on a budget of its own, and takes what it cost from the purse that many runs share. */
export function spendingFrom<T>(purse: Budget, work: (budget: Budget) => T): T {
  const start = Math.min(RUN_OPERATIONS, purse.left);
  const budget = { left: start };
  const result = work(budget);
  purse.left -= start - budget.left;
  return result;
}

function nodesOf(root: Node): readonly Node[] {
  const found: Node[] = [root];
  for (const node of found) found.push(...childrenOf(node));
  return found;
}
