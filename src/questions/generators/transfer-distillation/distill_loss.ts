/** The loss of knowledge distillation: two classes, then three. */
import { klDivergence } from "../../../tensor/divergences.ts";
import { softmaxAt } from "../../../tensor/softmax.ts";
import { item, tensor } from "../../../tensor/tensor.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { type Distillation, distillationSolver } from "../../solvers/distillation.ts";
import { scalars } from "../../solvers/number_steps.ts";
import { num, vec } from "../../tex.ts";

type DistillParams = {
  readonly teacher: readonly number[];
  readonly student: readonly number[];
  /** Index of the right class, from 0. */
  readonly label: number;
  readonly temperature: number;
  readonly alpha: number;
};

const LOGITS = { kind: "list", of: { kind: "dec", lo: -10, hi: 10, step: 0.5 }, min: 2, max: 4 } as const;

export const distillLossGenerator = defineGenerator<DistillParams>({
  id: "distill-loss",
  version: 1,
  topic: "transfer-distillation",
  title: "Distillation loss",
  levels: [1, 2],
  domains: {
    teacher: LOGITS,
    student: LOGITS,
    label: { kind: "int", lo: 0, hi: 3 },
    temperature: { kind: "pick", of: [1.5, 2, 3, 4] },
    alpha: { kind: "pick", of: [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9] },
  },
  generate(random, level, fixed) {
    const n = fixed.teacher?.length ?? fixed.student?.length ?? level + 1;
    return {
      teacher: fixed.teacher ?? random.sample([-1, 0, 1, 2, 3, 4], n),
      student: fixed.student ?? random.sample([-1, 0, 1, 2, 3], n),
      label: fixed.label ?? random.int(0, n - 1),
      temperature: fixed.temperature ?? random.pick(level === 1 ? [2] : [2, 3, 4]),
      alpha: fixed.alpha ?? random.pick([0.3, 0.4, 0.6, 0.7, 0.8]),
    };
  },
  refuse(p) {
    if (p.teacher.length !== p.student.length) return "teacher and student differ in classes";
    if (p.label >= p.teacher.length) return "there is no such class";
    const { soft, reversed, hard } = parts(p);
    if (soft < 0.01) return "student and teacher agree";
    if (Math.abs(soft - reversed) < 0.004) return "both directions of the divergence agree";
    return hard < 0.05 || hard > 4 ? "the hard loss is too small or too large" : undefined;
  },
  prompt: ({ teacher, student, label, temperature, alpha }) =>
    `A teacher has the logits $${vec(teacher)}$, its student $${vec(student)}$; the right class is number ${
      label + 1
    }. Distillation runs at $T = ${num(temperature)}$ with the weight $\\alpha = ${
      num(alpha)
    }$ on the soft part. What are the soft divergence, the hard loss and the whole?`,
  conventions: () => [
    "$L = \\alpha\\, T^2\\, D(p^{(T)} \\,\\|\\, q^{(T)}) + (1 - \\alpha)\\, (-\\ln q_y^{(1)})$ with teacher $p$, student $q$",
    "soft divergence: $D$ alone, without $T^2$; natural logarithm",
    "classes count from 1; 3 decimals, so keep at least 4 in between",
  ],
  answers: () => [
    realAnswer({ id: "soft", label: "$D$", decimals: 3 }),
    realAnswer({ id: "hard", label: "Hard loss", decimals: 3 }),
    realAnswer({ id: "loss", label: "$L$", decimals: 3 }),
  ],
  solve: (p) => distillationSolver(tidy(p)),
  mistakes: [
    {
      id: "no-temperature-squared",
      solve: (p) => {
        const { soft, hard } = parts(p);
        return scalars({ loss: p.alpha * soft + (1 - p.alpha) * hard });
      },
      feedback: "The factor $T^2$ is missing: without it the soft part would fade as $T$ grows.",
    },
    {
      id: "weights-swapped",
      solve: (p) => {
        const { soft, hard } = parts(p);
        return scalars({ loss: (1 - p.alpha) * p.temperature ** 2 * soft + p.alpha * hard });
      },
      feedback: "The weights are swapped: $\\alpha$ goes with the soft part.",
    },
    {
      id: "reversed-divergence",
      solve: (p) => {
        const { reversed, hard } = parts(p);
        return scalars({
          soft: reversed,
          loss: p.alpha * p.temperature ** 2 * reversed + (1 - p.alpha) * hard,
        });
      },
      feedback: "The divergence is the wrong way round: the teacher's probabilities weigh the logarithms.",
    },
    {
      id: "hard-loss-softened",
      solve: (p) => {
        const { soft, softenedHard } = parts(p);
        return scalars({
          hard: softenedHard,
          loss: p.alpha * p.temperature ** 2 * soft + (1 - p.alpha) * softenedHard,
        });
      },
      feedback: "The hard loss is taken at $T = 1$: only the soft part uses the temperature.",
    },
    {
      id: "temperature-not-squared",
      solve: (p) => {
        const { soft, hard } = parts(p);
        return scalars({ loss: p.alpha * p.temperature * soft + (1 - p.alpha) * hard });
      },
      feedback: "The soft part is multiplied by $T^2$, not by $T$.",
    },
    {
      id: "unweighted",
      solve: (p) => {
        const { soft, hard } = parts(p);
        return scalars({ loss: p.temperature ** 2 * soft + hard });
      },
      feedback: "You added both parts in full. Weigh them by $\\alpha$ and $1 - \\alpha$.",
    },
  ],
  hints: () => ["Two softmaxes at $T$, one at 1."],
});

function tidy(p: DistillParams): Distillation {
  const student = p.teacher.map((_, i) => p.student[i] ?? 0);
  return { ...p, student, label: Math.min(p.label, p.teacher.length - 1) };
}

function parts(p: DistillParams) {
  const { teacher, student, label, temperature } = tidy(p);
  const [t, s] = [softmaxAt(tensor(teacher), { temperature }), softmaxAt(tensor(student), { temperature })];
  return {
    soft: item(klDivergence(t, s)),
    reversed: item(klDivergence(s, t)),
    hard: -Math.log(softmaxAt(tensor(student), { temperature: 1 }).values[label] ?? NaN),
    softenedHard: -Math.log(s.values[label] ?? NaN),
  };
}
