/** Compares reverse-mode gradients with central differences. */
import { expect } from "vitest";
import { differenceGradient } from "../../src/tensor/finite_differences.ts";
import { gradient, type Variable } from "../../src/tensor/grad.ts";
import { mul } from "../../src/tensor/grad_elementwise.ts";
import { sum } from "../../src/tensor/grad_reduce.ts";
import { item, type Tensor } from "../../src/tensor/tensor.ts";
import { wave } from "./wave.ts";

/**
 * Expects the gradient by every input to agree with central differences. A value of many elements is first weighed
 * by fixed different numbers and summed, so that every element counts.
 */
export function expectGradient(f: (...inputs: Variable[]) => Variable, inputs: readonly Tensor[]): void {
  const one = (...variables: Variable[]) => {
    const output = f(...variables);
    return sum(mul(output, wave(output.value.shape, 0.77)));
  };
  const found = gradient(one, inputs);
  const value = (...tensors: Tensor[]) => item(gradient(one, tensors).value);
  const wanted = differenceGradient(value, inputs, 1e-5);
  found.gradients.forEach((own, k) => {
    expect(own.shape).toEqual(inputs[k]?.shape);
    own.values.forEach((x, i) => {
      const aim = wanted[k]?.values[i] ?? NaN;
      if (!(Math.abs(x - aim) <= 2e-7 * Math.max(1, Math.abs(aim)))) {
        expect.fail(`input ${k}, element ${i}: found ${x}, differences give ${aim}`);
      }
    });
  });
}
