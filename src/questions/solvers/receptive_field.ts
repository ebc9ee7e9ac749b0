/** Receptive fields layer by layer: their size, where they lie, and how many layers reach a wanted size. */
import { type Field, receptiveFields } from "../../tensor/receptive_field.ts";
import { type Tensor, tensor } from "../../tensor/tensor.ts";
import type { Solver, StepPlan } from "../solver.ts";
import { listStep, numberStep } from "./number_steps.ts";
import type { Slide } from "./window_size.ts";

/** Fields after every layer; the windows in the order of the layers. */
export function fieldsOf(layers: readonly Slide[]): Field[] {
  return receptiveFields(layers.map((layer) => ({ ...layer, size: layer.kernel })));
}

/**
 * Size and jump of the field after each layer. Answers: sizes [layers], jumps [layers], and the last of both: size,
 * jump. Source: Araujo et al. 2019, "Computing receptive fields".
 */
export function receptiveFieldSolver(layers: readonly Slide[]): Solver {
  const fields = fieldsOf(layers);
  const steps = layers.map((layer, index): StepPlan => {
    const { kernel, stride, dilation } = layer;
    return {
      id: `layer${index + 1}`,
      rule: `Layer ${
        index + 1
      }: the field grows by (reach of the kernel $- 1$) times the jump so far; then the jump is multiplied by the stride.`,
      uses: index === 0 ? [] : [`layer${index}`],
      roundable: false,
      value: (before = START) => tensor([grown(before, layer), jumpOf(before) * stride]),
      tex: (after, before = START) => {
        const gap = dilation === 1 ? "" : `${dilation} \\cdot `;
        return `r_{${index + 1}} = ${sizeOf(before)} + ${gap}(${kernel} - 1) \\cdot ${jumpOf(before)} = ${
          sizeOf(after)
        },\\quad j_{${index + 1}} = ${jumpOf(before)} \\cdot ${stride} = ${jumpOf(after)}`;
      },
    };
  });
  const last = fields.at(-1) ?? { size: 1, jump: 1, start: 0 };
  const all = steps.map(({ id }) => id);
  const gather = (id: string, rule: string, part: (t: Tensor) => number): StepPlan => ({
    id,
    rule,
    uses: all,
    roundable: false,
    value: (...rows) => tensor(rows.map(part)),
    tex: (value) => `(${Array.from(value.values).join(",\\; ")})`,
  });
  const lastOf = (id: "size" | "jump", rule: string): StepPlan => ({
    id,
    rule,
    uses: all.slice(-1),
    roundable: false,
    value: (row) => tensor(row === undefined ? last[id] : (id === "size" ? sizeOf : jumpOf)(row)),
    tex: (value) => `${id === "size" ? "r" : "j"} = ${value.values[0]}`,
  });
  return {
    steps: [
      ...steps,
      gather("sizes", "The sizes, layer by layer.", sizeOf),
      gather("jumps", "The jumps, layer by layer.", jumpOf),
      lastOf("size", "The receptive field is the last size."),
      lastOf("jump", "Neighbouring units see fields that start one jump apart."),
    ],
    answers: { sizes: "sizes", jumps: "jumps", size: "size", jump: "jump" },
  };
}

const START = tensor([1, 1]);

function sizeOf(row: Tensor): number {
  return row.values[0] ?? 1;
}

function jumpOf(row: Tensor): number {
  return row.values[1] ?? 1;
}

function grown(before: Tensor, { kernel, dilation }: Slide): number {
  return sizeOf(before) + dilation * (kernel - 1) * jumpOf(before);
}

/**
 * Where the field of one unit lies, traced back layer by layer: an interval of outputs [a,b] comes from inputs
 * [a s - p, b s - p + d(k-1)]. Indices from 0, padding included. Answer: interval [2].
 */
export function fieldIntervalSolver(
  { layers, index }: { readonly layers: readonly Slide[]; readonly index: number },
): Solver {
  const down = layers.map((layer, i) => ({ layer, number: i + 1 })).reverse();
  return {
    steps: [
      listStep({
        id: `into${layers.length}`,
        rule: "Start with the unit itself.",
        value: () => [index, index],
        tex: ([from = 0, to = 0]) => `[${from},\\; ${to}]`,
      }),
      ...down.map(({ layer: { kernel, stride, padding, dilation }, number }): StepPlan => ({
        id: `into${number - 1}`,
        rule:
          `Through layer ${number}: the first window starts at $as - p$, the last one ends at $bs - p + d(k-1)$.`,
        uses: [`into${number}`],
        roundable: false,
        value: (after) => {
          const [from = 0, to = 0] = after?.values ?? [];
          return tensor([from * stride - padding, to * stride - padding + dilation * (kernel - 1)]);
        },
        tex: (before, after) => {
          const [from = 0, to = 0] = after?.values ?? [];
          return `[${from} \\cdot ${stride} - ${padding},\\; ${to} \\cdot ${stride} - ${padding} + ${
            dilation * (kernel - 1)
          }] = [${Array.from(before.values).join(",\\; ")}]`;
        },
      })),
    ],
    answers: { interval: "into0" },
  };
}

/** A theoretical field and the part of it that lies in the image. Answers: theoretical, inside. */
export function clippedFieldSolver(
  { layers, n }: { readonly layers: readonly Slide[]; readonly n: number },
): Solver {
  return {
    steps: [
      numberStep({
        id: "theoretical",
        rule: "The field by its formula, padding included.",
        value: () => fieldsOf(layers).at(-1)?.size ?? 1,
        tex: (value) => `r = ${value}`,
      }),
      numberStep({
        id: "inside",
        rule: "A unit cannot see more than the image; the rest of its field lies in the padding.",
        uses: ["theoretical"],
        value: (theoretical) => Math.min(theoretical, n),
        tex: (value, theoretical) => `\\min(${theoretical},\\; ${n}) = ${value}`,
      }),
    ],
    answers: { theoretical: "theoretical", inside: "inside" },
  };
}

/**
 * Fewest layers k x k of stride 1 that see `target` after `start`, and the field they reach.
 * Answers: layers, size.
 */
export function fieldTargetSolver(
  { target, kernel, dilation, jump, start }: {
    readonly target: number;
    readonly kernel: number;
    readonly dilation: number;
    /** Jump and size of the field before the first of the layers. */
    readonly jump: number;
    readonly start: number;
  },
): Solver {
  const growth = dilation * (kernel - 1) * jump;
  return {
    steps: [
      numberStep({
        id: "growth",
        rule: "Each layer of stride 1 makes the field larger by (reach of the kernel $- 1$) times the jump.",
        value: () => growth,
        tex: (value) =>
          `${dilation === 1 ? "" : `${dilation} \\cdot `}(${kernel} - 1) \\cdot ${jump} = ${value}`,
      }),
      numberStep({
        id: "missing",
        rule: "So much is missing to the wanted field.",
        value: () => target - start,
        tex: (value) => `${target} - ${start} = ${value}`,
      }),
      numberStep({
        id: "layers",
        rule: "Divide, and round up: part of a layer is not to be had.",
        uses: ["missing", "growth"],
        value: (missing, grows) => grows === 0 ? 0 : Math.max(0, Math.ceil(missing / grows)),
        tex: (value, missing, grows) =>
          `\\left\\lceil \\frac{${missing}}{${grows}} \\right\\rceil = ${value}`,
      }),
      numberStep({
        id: "size",
        rule: "The field that these layers reach.",
        uses: ["layers", "growth"],
        value: (layers, grows) => start + layers * grows,
        tex: (value, layers, grows) => `${start} + ${layers} \\cdot ${grows} = ${value}`,
      }),
    ],
    answers: { layers: "layers", size: "size" },
  };
}
