/** The mutual information of two binary variables from their joint table. */
import { scalar } from "../../../tensor/tensor.ts";
import { realAnswer } from "../../answers.ts";
import { defineGenerator } from "../../define.ts";
import { jointEntropies, mutualInformationSolver } from "../../solvers/mutual_information.ts";
import { num } from "../../tex.ts";

type JointParams = { readonly joint: readonly (readonly number[])[] };

export const mutualInformationGenerator = defineGenerator<JointParams>({
  id: "mutual-information",
  version: 1,
  topic: "loss-functions",
  title: "Mutual information of two binary variables",
  levels: [1],
  domains: {
    joint: {
      kind: "list",
      of: { kind: "list", of: { kind: "dec", lo: 0, hi: 1, step: 0.05 }, min: 2, max: 2 },
      min: 2,
      max: 2,
    },
  },
  generate(random, _level, fixed) {
    const cuts = random.sample(Array.from({ length: 19 }, (_, i) => i + 1), 3).sort((a, b) => a - b);
    const [a = 0, b = 0, c = 0] = cuts;
    const [p, q, r, s] = [a, b - a, c - b, 20 - c].map((part) => Number((part / 20).toFixed(2)));
    return { joint: fixed.joint ?? [[p ?? 0, q ?? 0], [r ?? 0, s ?? 0]] };
  },
  refuse({ joint }) {
    if (Math.abs(joint.flat().reduce((a, b) => a + b, 0) - 1) > 1e-9) return "the table does not add up to 1";
    if (joint.flat().filter((p) => p === 0).length > 1) return "one variable is certain, or both are equal";
    return jointEntropies({ joint, unit: "bits" }).shared < 0.03 ? "nearly independent" : undefined;
  },
  prompt: ({ joint }) =>
    `Two binary variables have this joint distribution. What is their mutual information $I(X; Y)$?\n\n| joint | with $Y = 0$ | with $Y = 1$ |\n|---|---|---|\n${
      joint.map((row, x) => `| $X = ${x}$ | ${row.map((p) => `$${num(p)}$`).join(" | ")} |`).join("\n")
    }`,
  conventions: () => ["logarithm to base 2 (bits); 3 decimals, so keep 4 in between"],
  answers: () => [realAnswer({ id: "information", label: "$I(X; Y)$", decimals: 3, unit: "bits" })],
  solve: ({ joint }) => {
    const { steps } = mutualInformationSolver({ joint, unit: "bits" });
    return { steps, answers: { information: "information" } };
  },
  mistakes: [
    {
      id: "conditional-entropy",
      solve: ({ joint }) => {
        const { both, x } = jointEntropies({ joint, unit: "bits" });
        return { information: scalar(both - x) };
      },
      feedback:
        "That is $H(Y | X)$, what is still unknown. Mutual information is what is gained: $H(Y) - H(Y | X)$.",
    },
    {
      id: "other-conditional-entropy",
      solve: ({ joint }) => {
        const { both, y } = jointEntropies({ joint, unit: "bits" });
        return { information: scalar(both - y) };
      },
      feedback: "That is $H(X | Y)$, what is still unknown. Mutual information is $H(X) - H(X | Y)$.",
    },
    {
      id: "joint-entropy",
      solve: ({ joint }) => ({ information: scalar(jointEntropies({ joint, unit: "bits" }).both) }),
      feedback: "That is the entropy of both together. Mutual information is $H(X) + H(Y) - H(X, Y)$.",
    },
    {
      id: "nats",
      solve: ({ joint }) => ({ information: scalar(jointEntropies({ joint, unit: "nats" }).shared) }),
      feedback: "That is in nats. Use the logarithm to base 2.",
    },
    {
      id: "weights-of-independence",
      solve: ({ joint }) => {
        if (joint.flat().includes(0)) return undefined;
        const rows = joint.map((row) => row.reduce((a, b) => a + b, 0));
        const columns = [0, 1].map((j) => joint.reduce((total, row) => total + (row[j] ?? 0), 0));
        const terms = joint.flatMap((row, i) =>
          row.map((p, j) => {
            const product = (rows[i] ?? NaN) * (columns[j] ?? NaN);
            return product * Math.log2(p / product);
          })
        );
        return { information: scalar(terms.reduce((a, b) => a + b, 0)) };
      },
      feedback:
        "You weighted with $p(x)\\,p(y)$, as if the variables were independent. The weights are $p(x, y)$.",
    },
    {
      id: "assumed-independent",
      solve: () => ({ information: scalar(0) }),
      feedback: "It is 0 only for independent variables. Compare a cell with the product of its marginals.",
    },
  ],
  hints: () => ["First the marginals: sums of the rows and of the columns."],
});
