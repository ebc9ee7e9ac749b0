/** Every differentiable activation by name. */
import type { Variable } from "../../src/tensor/grad.ts";
import * as v from "../../src/tensor/grad_elementwise.ts";

export const ALL_ACTIVATIONS: readonly (readonly [string, (a: Variable) => Variable])[] = [
  ["relu", v.relu],
  ["leakyRelu", (a) => v.leakyRelu(a, 0.1)],
  ["elu", (a) => v.elu(a, 1.5)],
  ["selu", v.selu],
  ["sigmoid", v.sigmoid],
  ["tanh", v.tanh],
  ["softplus", v.softplus],
  ["silu", v.silu],
  ["mish", v.mish],
  ["gelu", v.gelu],
  ["geluTanh", v.geluTanh],
  ["abs", v.abs],
];
