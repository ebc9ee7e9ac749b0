/** Products and sums over named axes, in Einstein's notation. */
import { shapeText, sizeOf, stridesOf } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * A contraction such as "ij,jk->ik": equal letters walk together, letters missing on the right are summed, a letter
 * twice in one operand takes its diagonal. Throws RangeError on malformed text, ranks or sizes that do not meet.
 * Time is the product of all sizes; use `matmul` where it fits.
 */
export function einsum(formula: string, ...operands: readonly Tensor[]): Tensor {
  const { inputs, output } = parse(formula, operands.length);
  const sizes = axisSizes(formula, inputs, operands);
  const letters = [...new Set([...output, ...inputs.join("")])];
  const shape = [...output].map((letter) => sizes.get(letter)!);
  const extents = letters.map((letter) => sizes.get(letter)!);
  const outStrides = stridesOf(shape);
  const steps = inputs.map((input, k) => stepsOf(letters, input, stridesOf(operands[k]!.shape)));
  const outSteps = stepsOf(letters, output, outStrides);
  const values = new Float64Array(sizeOf(shape));
  const index = new Array<number>(letters.length).fill(0);
  const offsets = operands.map(() => 0);
  let to = 0;
  for (let visited = sizeOf(extents); visited > 0; visited--) {
    let product = 1;
    for (let k = 0; k < operands.length; k++) product *= operands[k]!.values[offsets[k]!]!;
    values[to] = values[to]! + product;
    for (let axis = letters.length - 1; axis >= 0; axis--) {
      index[axis]!++;
      const wraps = index[axis]! === extents[axis]!;
      const moves = wraps ? 1 - extents[axis]! : 1;
      for (let k = 0; k < operands.length; k++) offsets[k] = offsets[k]! + moves * steps[k]![axis]!;
      to += moves * outSteps[axis]!;
      if (!wraps) break;
      index[axis] = 0;
    }
  }
  return { shape, values };
}

interface Formula {
  readonly inputs: readonly string[];
  readonly output: string;
}

function parse(formula: string, count: number): Formula {
  const [left, output, ...rest] = formula.replaceAll(" ", "").split("->");
  const inputs = left?.split(",") ?? [];
  const known = new Set(inputs.join(""));
  const malformed = output === undefined || rest.length > 0 || !/^[a-zA-Z,]*$/.test(left ?? "") ||
    new Set(output).size !== output.length || [...output].some((letter) => !known.has(letter));
  if (malformed) throw new RangeError(`Cannot read "${formula}": need letters such as "ij,jk->ik"`);
  if (inputs.length !== count) {
    throw new RangeError(
      `Cannot contract "${formula}": it names ${inputs.length} operands, ${count} were given`,
    );
  }
  return { inputs, output };
}

function axisSizes(
  formula: string,
  inputs: readonly string[],
  operands: readonly Tensor[],
): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((input, k) => {
    const { shape } = operands[k]!;
    if (input.length !== shape.length) {
      throw new RangeError(
        `Cannot contract "${formula}": "${input}" does not name the axes of ${shapeText(shape)}`,
      );
    }
    [...input].forEach((letter, axis) => {
      const known = sizes.get(letter);
      if (known !== undefined && known !== shape[axis]) {
        throw new RangeError(
          `Cannot contract "${formula}": ${letter} is ${known} and, in ${shapeText(shape)}, ${shape[axis]}`,
        );
      }
      sizes.set(letter, shape[axis]!);
    });
  });
  return sizes;
}

/** For each letter, how far one step along it moves in an operand: the sum over its axes of that name. */
function stepsOf(letters: readonly string[], input: string, strides: readonly number[]): number[] {
  return letters.map((letter) =>
    [...input].reduce((step, name, axis) => name === letter ? step + strides[axis]! : step, 0)
  );
}
