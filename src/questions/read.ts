/** Reads what was typed into the fields of an answer; what cannot be read is said so, never counted as wrong. */
import { err, ok, type Result } from "../base/result.ts";
import { unreachable } from "../base/invariant.ts";
import { formulaDialect } from "../expressions/dialect.ts";
import { formProblem } from "../expressions/form.ts";
import { parseExpression } from "../expressions/parse.ts";
import { readTensor } from "../expressions/tensor_text.ts";
import { nodeTex } from "../expressions/tex.ts";
import { fromValues, scalar } from "../tensor/tensor.ts";
import { parseNumber } from "../text/number.ts";
import { domainsOf } from "./answer_value.ts";
import type { Reading, ReadingProblem } from "./grade.ts";
import { located } from "./located.ts";
import type { AnswerSpec } from "./question.ts";

/** Texts by field name: the answer's id, or "id[row,column]" for a cell of its grid. */
export type Typed = Readonly<Record<string, string>>;

/** The name of the field of one cell; a vector's cells have one index. */
export function cellName(id: string, shape: readonly number[], cell: number): string {
  const index: number[] = [];
  let rest = cell;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return `${id}[${index.join(",")}]`;
}

export function readAnswer(spec: AnswerSpec, typed: Typed): Reading {
  switch (spec.type) {
    case "integer":
    case "rational":
    case "real":
      return readScalar(typed[spec.id] ?? "");
    case "choice":
      return readChoice(spec, typed[spec.id] ?? "");
    case "shape":
      return readShape(typed[spec.id] ?? "");
    case "tensor":
      return readCells(spec, typed);
    case "expression":
      return readFormula(spec, typed[spec.id] ?? "");
    default:
      return unreachable(spec.type);
  }
}

function readScalar(text: string): Reading {
  const read = parseNumber(text);
  if (!read.ok) return unreadable([{ cell: undefined, message: located(text, read.error) }]);
  return { kind: "read", value: scalar(read.value.value), tex: read.value.tex };
}

function readChoice(spec: AnswerSpec, chosen: string): Reading {
  const index = spec.choices.findIndex((choice) => choice.id === chosen);
  return index < 0
    ? unreadable([{ cell: undefined, message: "Choose one of the options." }])
    : { kind: "read", value: scalar(index), tex: "" };
}

/** Whole numbers between commas, spaces, semicolons or ×, with or without brackets: [6, 10, 10], 6x10x10. */
function readShape(text: string): Reading {
  const inner = text.normalize("NFKC").trim().replace(/^[[(]\s*|\s*,?\s*[\])]$/g, "");
  if (inner === "") {
    return unreadable([{
      cell: undefined,
      message: "Nothing was given here; write a shape such as [3, 32, 32].",
    }]);
  }
  const sizes = inner.split(/\s*[,;x×*]\s*|\s+/);
  const wrong = sizes.find((size) => !/^\d{1,9}$/.test(size));
  if (wrong !== undefined) {
    return unreadable([{
      cell: undefined,
      message: `"${wrong}" is not a whole number; write a shape such as [3, 32, 32].`,
    }]);
  }
  const values = sizes.map(Number);
  return { kind: "read", value: fromValues(values, [values.length]), tex: `[${values.join(",\\; ")}]` };
}

/** A formula in the variables of the answer, in the form that is asked for. */
function readFormula(spec: AnswerSpec, text: string): Reading {
  const domains = domainsOf(spec.variables);
  const read = parseExpression(text, formulaDialect(domains.keys()));
  if (!read.ok) return unreadable([{ cell: undefined, message: located(text, read.error) }]);
  const node = read.value;
  const broken = formProblem(node, spec.form);
  if (broken !== undefined) return unreadable([{ cell: undefined, message: located(text, broken) }]);
  return { kind: "read", value: { text, node, domains }, tex: nodeTex(node) };
}

/** A whole tensor in one text wins over the cells of the grid. */
function readCells(spec: AnswerSpec, typed: Typed): Reading {
  const text = typed[spec.id] ?? "";
  if (text.trim() !== "" || spec.shapeAsked) return readWhole(spec, text);
  const count = spec.shape.reduce((product, size) => product * size, 1);
  const cells = Array.from(
    { length: count },
    (_, cell) => readCell(typed[cellName(spec.id, spec.shape, cell)] ?? ""),
  );
  const problems = cells.flatMap((read, cell) => read.ok ? [] : [{ cell, message: read.error }]);
  if (problems.length > 0) return unreadable(problems);
  const values = cells.flatMap((read) => read.ok ? [read.value.value] : []);
  const echo = cells.flatMap((read) => read.ok ? [read.value.tex] : []);
  const columns = spec.shape.length === 1 ? spec.shape[0] ?? 1 : spec.shape.at(-1) ?? 1;
  const rows = Array.from(
    { length: Math.ceil(echo.length / columns) },
    (_, row) => echo.slice(row * columns, (row + 1) * columns).join(" & "),
  );
  return {
    kind: "read",
    value: fromValues(values, spec.shape),
    tex: `\\begin{bmatrix} ${rows.join(" \\\\ ")} \\end{bmatrix}`,
  };
}

function readWhole(spec: AnswerSpec, text: string): Reading {
  const read = readTensor(text, spec.shapeAsked ? undefined : spec.shape);
  switch (read.kind) {
    case "read":
      return { kind: "read", value: read.reading.tensor, tex: read.reading.tex };
    case "problem":
      return unreadable([{ cell: undefined, message: located(text, read.problem) }]);
    case "ask":
      return unreadable([{
        cell: undefined,
        message:
          "The commas can be decimal commas or stand between numbers: write decimals with a dot, as in 0.5.",
      }]);
    default:
      return unreachable(read);
  }
}

function readCell(text: string): Result<{ value: number; tex: string }, string> {
  const read = parseNumber(text);
  return read.ok ? ok(read.value) : err(located(text, read.error));
}

function unreadable(problems: readonly ReadingProblem[]): Reading {
  return { kind: "unreadable", problems };
}
