/** Keys of the activation questions against values computed in Python from the formulas, slopes by differences there. */
import { expect, test } from "vitest";
import { random } from "../../src/base/random.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { expectKeys } from "./close.ts";
import { anyParams } from "./literal.ts";

test.each([
  ["sigmoid", 1.5, 0, 0.8175744762, 0.14914645],
  ["sigmoid", -2, 0, 0.1192029220, 0.10499359],
  ["tanh", 0.5, 0, 0.4621171573, 0.78644773],
  ["tanh", -1.5, 0, -0.9051482536, 0.18070664],
  ["leaky-relu", -1.5, 0.1, -0.15, 0.1],
  ["leaky-relu", -2, 0.02, -0.04, 0.02],
  ["elu", -1.2, 1.5, -1.0482086821, 0.45179132],
  ["elu", -0.7, 0.5, -0.2517073481, 0.24829265],
  ["softplus", 0.9, 0, 1.2411538747, 0.71094950],
  ["softplus", -2.1, 0, 0.1155195232, 0.10909682],
  ["silu", 1.3, 0, 1.0215854780, 1.00462285],
  ["silu", -0.8, 0, -0.2480204151, 0.13889776],
  ["mish", 1.1, 0, 0.9708415799, 1.06501011],
  ["mish", -0.6, 0, -0.2469360283, 0.23496543],
  ["gelu", 1, 0, 0.8413447461, 1.08331547],
  ["gelu", -1.7, 0, -0.0757612867, -0.11531797],
])("%s at %d (parameter %d) is %d with slope %d", (name, x, a, y, slope) => {
  expectKeys("activation-value", { name, x, a }, { y });
  expectKeys("activation-derivative", { name, x, a }, { slope });
});

test.each([[1, 0.8411919906], [-2.3, -0.0243270298]])("the tanh form of GELU at %d is %d", (x, y) => {
  expectKeys("activation-value", { name: "gelu-tanh", x, a: 0 }, { y });
});

test("prelu-grad-alpha derives by the slope where the input is negative", () => {
  const none = { upstream: [] };
  expectKeys("prelu-grad-alpha", { xs: [-4, -0.5, 1], a: 0.5, ...none }, {
    y: [-2, -0.25, 1],
    slopes: [-4, -0.5, 0],
  });
  expectKeys("prelu-grad-alpha", { xs: [2, -3], a: 0.2, ...none }, { y: [2, -0.6], slopes: [0, -3] });
});

test("prelu-grad-alpha adds the contributions of all inputs", () => {
  expectKeys(
    "prelu-grad-alpha",
    { xs: [-4, -0.5, 1, 3], a: 0.1, upstream: [3, 4, -1, -3] },
    { dx: [0.3, 0.4, -1, -3], da: -14 },
  );
  expectKeys(
    "prelu-grad-alpha",
    { xs: [-1, 2, -2.5], a: 0.25, upstream: [2, 0.5, -1] },
    { dx: [0.5, 0.5, -0.25], da: 0.5 },
  );
});

test.each([
  [{ a: 1, b: -1, c: 0 }, 1, 1, 0],
  [{ a: 2, b: 2, c: 0 }, 2, -2, 1],
  [{ a: 3, b: -2, c: 0 }, 3, 2, 2],
  [{ a: 4, b: 3, c: -3 }, 1, -6, 2],
  [{ a: 2, b: 4, c: 1 }, 3, -3, 1],
  [{ a: -3, b: 3, c: 2 }, -1, -1, 0],
])("is-linear finds in %j slopes %i and %i, kind %i", (params, right, left, kind) => {
  expectKeys("is-linear", params, { right, left, kind });
});

test.each([
  ["glu", [1, -2, 0.5, 1.5], [0.6224593312, -1.6351489524]],
  ["glu", [-1.5, 2, -1, 2.5], [-0.403412132, 1.84828364]],
  ["swiglu", [1, -2, 0.5, 1.5], [0.3655292893, -0.3576087661]],
  ["swiglu", [-1.5, 2, -1, 2.5], [0.2736382857, 4.403985389]],
])("gated-unit computes %s of %j as %j", (variant, x, y) => {
  expectKeys("gated-unit", { variant, x, w: [], v: [] }, { y });
});

test.each([
  ["glu", [2, -1], [[1, 2], [-1, 1]], [[2, 1], [-1, 3]], [3, 3], [5, -1], [2.9799214472, 0.8068242641]],
  ["swiglu", [2, -1], [[1, 2], [-1, 1]], [[2, 1], [-1, 3]], [3, 3], [5, -1], [14.2886119023, -2.8577223805]],
  ["glu", [-1, 1.5], [[1, -2], [2, 1]], [[-2, 1], [-1, 2]], [2, 3.5], [0.5, 2], [1.2449186624, 3.0827897729]],
])("gated-unit with weights computes %s of %j", (variant, x, w, v, a, b, y) => {
  expectKeys("gated-unit", { variant, x, w, v }, { a, b, y });
});

test.each(["activation-value", "activation-derivative", "prelu-grad-alpha", "is-linear", "gated-unit"])(
  "%s takes any params of its domains without throwing",
  (id) => {
    const generator = generatorById(id)!;
    for (let seed = 0; seed < 200; seed++) {
      expect(() => generator.refusalOf(anyParams(generator.domains, random(seed)))).not.toThrow();
    }
  },
);
