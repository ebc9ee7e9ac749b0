/** Greedy decoding and a beam of two over a table of next tokens: level 1 two tokens, level 2 three. */
import { scalar } from "../../../tensor/tensor.ts";
import { choiceAnswer, rationalAnswer, realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { beamSolver, type Decoding, END, factorsOf, outcomesOf, probabilityOf } from "../../solvers/beam.ts";
import { num } from "../../tex.ts";

type BeamParams = {
  /** Probabilities of a and b as the first token. */
  readonly start: readonly number[];
  /** Probabilities of a, b and the end after an a. */
  readonly afterA: readonly number[];
  readonly afterB: readonly number[];
  readonly maxLength: number;
};

const PROBABILITY = { kind: "dec", lo: 0.05, hi: 0.95, step: 0.05 } as const;
const ROW = { kind: "list", of: PROBABILITY, min: 3, max: 3 } as const;

export const beamSearchGenerator = defineGenerator<BeamParams>({
  id: "beam-search",
  version: 1,
  topic: "seq2seq-attention",
  title: "Greedy decoding and beam search",
  levels: [1, 2],
  domains: {
    start: { kind: "list", of: PROBABILITY, min: 2, max: 2 },
    afterA: ROW,
    afterB: ROW,
    maxLength: { kind: "int", lo: 2, hi: 3 },
  },
  generate(random, level, fixed) {
    const likelier = random.int(0, 1) === 0;
    const high = random.dec(0.55, 0.65, 0.05);
    const low = tenths(1 - high);
    /** A row with no clear favourite, or with one. */
    const flat = () =>
      random.shuffle(random.pick([[0.3, 0.3, 0.4], [0.25, 0.35, 0.4], [0.3, 0.25, 0.45], [0.2, 0.35, 0.45]]));
    const sharp = () =>
      random.shuffle(random.pick([[0.05, 0.05, 0.9], [0.1, 0.05, 0.85], [0.1, 0.1, 0.8], [0.05, 0.2, 0.75]]));
    return {
      start: fixed.start ?? (likelier ? [high, low] : [low, high]),
      afterA: fixed.afterA ?? (likelier ? flat() : sharp()),
      afterB: fixed.afterB ?? (likelier ? sharp() : flat()),
      maxLength: fixed.maxLength ?? (level === 1 ? 2 : 3),
    };
  },
  refuse(p) {
    const sums = [p.start, p.afterA, p.afterB].map((row) => row.reduce((a, b) => a + b, 0));
    if (sums.some((sum) => Math.abs(sum - 1) > 1e-9)) return "the probabilities of a row do not add up to 1";
    if ([1, 2].some((beam) => search(p, beam, product).tied)) return "two hypotheses are equally good";
    return search(p, 1, product).best === search(p, 2, product).best
      ? "greedy decoding finds the same"
      : undefined;
  },
  prompt: ({ start, afterA, afterB, maxLength }) =>
    `A decoder knows the tokens a and b and the end mark \`${END}\`. The next token depends on the last one only:\n\n| after | a | b | \`${END}\` |\n|---|---|---|---|\n${
      [["start", [...start, 0]], ["a", afterA], ["b", afterB]].map(([name, row]) =>
        `| ${name} | ${(Array.isArray(row) ? row : []).map((p) => `$${num(p)}$`).join(" | ")} |`
      ).join("\n")
    }\n\nAt most ${maxLength} tokens come out, the end mark included. What does greedy decoding find, and what does beam search with $k = 2$ find?`,
  conventions: () => [
    "after each token the $k$ best of all hypotheses stay, by probability; finished ones keep their place as long as they are among them",
    "no length normalisation; at the last token, what is not finished is cut off and counts as it is",
    "the answer is the best hypothesis that stays; probabilities exact, natural logarithm to 3 decimals",
  ],
  answers(p) {
    const choices = outcomesOf({ model: modelOf(p), maxLength: p.maxLength }).map((label) => ({
      id: label.replaceAll(" ", "-").replace(END, "end"),
      label: `\`${label}\``,
    }));
    return [
      choiceAnswer({ id: "greedy", label: "Greedy", choices }),
      rationalAnswer({ id: "greedyProb", label: "Its probability" }),
      choiceAnswer({ id: "best", label: "Beam search", choices }),
      rationalAnswer({ id: "bestProb", label: "Its probability" }),
      realAnswer({ id: "bestLog", label: "Its log-probability", decimals: 3, unit: "nats" }),
    ];
  },
  solve: (p) => beamSolver({ model: modelOf(p), beam: 2, maxLength: p.maxLength }),
  mistakes: [
    {
      id: "greedy-twice",
      solve: (p) => bestIs(p, search(p, 1, product).best),
      feedback:
        "That is the greedy result again. A beam of two also keeps the second best and may overtake with it.",
    },
    {
      id: "second-first-token",
      solve: (p) => greedyIs(p, search(p, 2, product).best),
      feedback: "Greedy decoding decides at once for the most likely token and never comes back to another.",
    },
    {
      id: "exhaustive",
      solve(p) {
        const all = outcomesOf({ model: modelOf(p), maxLength: p.maxLength });
        const best = [...all].sort((a, b) => product(p, b.split(" ")) - product(p, a.split(" ")))[0] ?? "";
        return best === search(p, 2, product).best ? undefined : bestIs(p, best);
      },
      feedback:
        "That sequence is the most likely of all, but the beam lost it on the way: its beginning was not among the two best.",
    },
    {
      id: "probabilities-added",
      solve(p) {
        const { best } = search(
          p,
          2,
          (model, tokens) => factorsOf(modelOf(model), tokens).reduce((a, b) => a + b, 0),
        );
        return best === search(p, 2, product).best ? undefined : bestIs(p, best);
      },
      feedback: "You added the probabilities of the steps. They multiply; only their logarithms add.",
    },
    {
      id: "last-step-decides",
      solve(p) {
        const { best } = search(p, 2, (model, tokens) => factorsOf(modelOf(model), tokens).at(-1) ?? 0);
        return best === search(p, 2, product).best ? undefined : bestIs(p, best);
      },
      feedback:
        "You compared the probabilities of the last token only. The whole hypothesis counts: multiply its steps.",
    },
    {
      id: "log-ten",
      solve: (p) => ({ bestLog: scalar(Math.log10(product(p, search(p, 2, product).best.split(" ")))) }),
      feedback: "You used $\\log_{10}$; here it is the natural logarithm.",
    },
  ],
  hints:
    () => ["Write down every hypothesis that is still in the race, with its probability, after each token."],
});

type Score = (p: BeamParams, tokens: readonly string[]) => number;

const product: Score = (p, tokens) => probabilityOf(modelOf(p), tokens);

/** A beam by any score; `tied` when two hypotheses next to each other at the cut or at the top were equal. */
function search(p: BeamParams, beam: number, score: Score) {
  let kept: readonly string[][] = [[]];
  let tied = false;
  for (let length = 0; length < p.maxLength; length++) {
    const candidates = kept.flatMap((tokens) =>
      tokens.at(-1) === END
        ? [tokens]
        : Object.keys(modelOf(p)[tokens.at(-1) ?? ""] ?? {}).map((token) => [...tokens, token])
    ).sort((a, b) => score(p, b) - score(p, a));
    const values = candidates.map((tokens) => score(p, tokens));
    const close = (i: number) =>
      i < values.length && Math.abs((values[i - 1] ?? NaN) - (values[i] ?? NaN)) < 1e-6;
    tied ||= close(beam) || close(1);
    kept = candidates.slice(0, beam);
  }
  return { best: kept[0]?.join(" ") ?? "", tied };
}

function modelOf({ start, afterA, afterB }: BeamParams): Decoding["model"] {
  const row = ([a = 0, b = 0, end = 0]: readonly number[]) => ({ a, b, [END]: end });
  return { "": { a: start[0] ?? 0, b: start[1] ?? 0 }, a: row(afterA), b: row(afterB) };
}

function bestIs(p: BeamParams, tokens: string) {
  const probability = product(p, tokens.split(" "));
  return {
    best: scalar(indexOf(p, tokens)),
    bestProb: scalar(probability),
    bestLog: scalar(Math.log(probability)),
  };
}

function greedyIs(p: BeamParams, tokens: string) {
  return { greedy: scalar(indexOf(p, tokens)), greedyProb: scalar(product(p, tokens.split(" "))) };
}

function indexOf(p: BeamParams, tokens: string): number {
  return outcomesOf({ model: modelOf(p), maxLength: p.maxLength }).indexOf(tokens);
}

function tenths(value: number): number {
  return Number(value.toFixed(2));
}
