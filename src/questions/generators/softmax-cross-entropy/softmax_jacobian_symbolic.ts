/** An entry of the Jacobian of softmax as a formula: on the diagonal, beside it, and with scaled logits. */
import type { Variables } from "../../answer_value.ts";
import { expressionAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { derivation, mistaken, multiple } from "../../solvers/derivation.ts";
import { num } from "../../tex.ts";

type EntryParams = {
  readonly classes: number;
  readonly row: number;
  readonly column: number;
  /** The probabilities are softmax(scale z). */
  readonly scale: number;
};

export const softmaxJacobianSymbolicGenerator = defineGenerator<EntryParams>({
  id: "softmax-jacobian-symbolic",
  version: 1,
  topic: "softmax-cross-entropy",
  title: "An entry of the Jacobian of softmax, as a formula",
  levels: [1, 2, 3],
  domains: {
    classes: { kind: "int", lo: 3, hi: 9 },
    row: { kind: "int", lo: 1, hi: 9 },
    column: { kind: "int", lo: 1, hi: 9 },
    scale: { kind: "dec", lo: 0.5, hi: 5, step: 0.5 },
  },
  generate(random, level, fixed) {
    const classes = fixed.classes ?? random.int(3, 9);
    const row = fixed.row ?? random.int(1, Math.min(classes, 5));
    const onDiagonal = level === 1 || (level === 3 && random.pick([true, false]));
    return {
      classes,
      row,
      column: fixed.column ?? (onDiagonal ? row : 1 + (row + random.int(0, classes - 2)) % classes),
      scale: fixed.scale ?? (level === 3 ? random.pick([0.5, 1.5, 2, 2.5, 3, 4]) : 1),
    };
  },
  refuse: ({ classes, row, column }) =>
    Math.max(row, column) > classes ? "there is no such entry" : undefined,
  prompt: ({ classes, row, column, scale }) =>
    `Let $p = \\operatorname{softmax}(${
      scale === 1 ? "z" : `${num(scale)} z`
    })$ with ${classes} classes.\n\n` +
    `What is $\\dfrac{\\partial p_{${row}}}{\\partial z_{${column}}}$, as a formula in the probabilities alone?`,
  conventions: ({ classes, scale }) => [
    `$p_i = e^{${power(scale, "i")}} / \\sum_{k=1}^{${classes}} e^{${power(scale, "k")}}$`,
    "classes count from 1",
  ],
  answers: (p) => [
    expressionAnswer({
      id: "entry",
      label: `$\\partial p_{${p.row}} / \\partial z_{${p.column}}$`,
      variables: variables(p),
    }),
  ],
  solve: (p) => derivation("entry", variables(p), lines(p)),
  mistakes: [
    {
      id: "other-case",
      solve: (p) => wrong(p, p.row === p.column ? `-${own(p)}^2` : `${own(p)}*(1 - ${own(p)})`),
      feedback: (p) =>
        p.row === p.column
          ? "That is the rule for two different classes. On the diagonal the numerator depends on the logit too."
          : "That is the rule for the diagonal. Here the numerator does not depend on the logit.",
    },
    {
      id: "sign",
      solve: (p) => mistaken("entry", variables(p), keyText({ ...p, scale: -p.scale })),
      feedback: (p) =>
        p.row === p.column
          ? "The sign: a larger logit makes its own probability larger."
          : "The sign: a larger logit makes the other probabilities smaller.",
    },
    {
      id: "denominator-forgotten",
      solve: (p) => wrong(p, p.row === p.column ? own(p) : "0"),
      feedback: "The sum in the denominator contains every logit, so it depends on this one.",
    },
    {
      id: "one-minus-other",
      solve: (p) => p.row === p.column ? undefined : wrong(p, `${own(p)}*(1 - ${other(p)})`),
      feedback: "There is no 1 here: it comes from the numerator, which does not depend on the other logit.",
    },
    {
      id: "scale-forgotten",
      solve: (p) => p.scale === 1 ? undefined : mistaken("entry", variables(p), keyText({ ...p, scale: 1 })),
      feedback: "The logits are scaled: the inner derivative is a factor.",
    },
  ],
  hints: ({ row, column }) => [
    row === column
      ? "Write $p_i = a / s$. Which of $a$ and $s$ depends on $z_i$?"
      : "Write $p_i = a / s$. Does $a$ depend on the other logit? Does $s$?",
  ],
});

/** Only the classes asked for: with all of them, 1 - p could be written as a sum of the others. */
function variables(p: EntryParams): Variables {
  return p.row === p.column ? { [own(p)]: "prob" } : { [own(p)]: "prob", [other(p)]: "prob" };
}

function own({ row }: EntryParams): string {
  return `p${row}`;
}

function other({ column }: EntryParams): string {
  return `p${column}`;
}

function keyText(p: EntryParams): string {
  return p.row === p.column
    ? multiple(p.scale, `${own(p)}*(1 - ${own(p)})`)
    : multiple(-p.scale, `${own(p)}*${other(p)}`);
}

function lines(p: EntryParams) {
  const top = `\\partial p_{${p.row}}`;
  const rule = p.row === p.column
    ? "Quotient rule: numerator and denominator both depend on this logit."
    : "Quotient rule: only the denominator depends on this logit.";
  const whole = { id: "entry", left: `\\frac{${top}}{\\partial z_{${p.column}}}`, text: keyText(p) };
  if (p.scale === 1) return [{ ...whole, rule }];
  return [
    {
      id: "by-quotient",
      rule: `Name the scaled logits $u_k = ${power(p.scale, "k")}$. ${rule}`,
      left: `\\frac{${top}}{\\partial u_{${p.column}}}`,
      text: keyText({ ...p, scale: 1 }),
    },
    { ...whole, rule: "The scale is the inner derivative.", uses: ["by-quotient"] },
  ];
}

function wrong(p: EntryParams, text: string) {
  return mistaken("entry", variables(p), `${p.scale}*(${text})`);
}

function power(scale: number, index: string): string {
  return `${scale === 1 ? "" : `${num(scale)} `}z_{${index}}`;
}
