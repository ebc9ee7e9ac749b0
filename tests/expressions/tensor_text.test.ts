/** Matrices and tensors as people type, paste and print them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Nested, toNested } from "../../src/tensor/tensor.ts";
import { readTensor } from "../../src/expressions/tensor_text.ts";

/** The numbers read; both readings where the person is asked; else place and sentence of the problem. */
function read(text: string, expected?: readonly number[]): unknown {
  const found = readTensor(text, expected);
  switch (found.kind) {
    case "read":
      return toNested(found.reading.tensor);
    case "ask":
      return { ask: found.readings.map((reading) => toNested(reading.tensor)) };
    case "problem":
      return `${found.problem.at}+${found.problem.length} [${found.problem.place}] ${found.problem.message}`;
  }
}

const SQUARE = [[1, 2], [3, 4]];

test.each([
  ["Python lists", "[[1,2],[3,4]]"],
  ["lists below each other", "[1,2]\n[3,4]"],
  ["np.array()", "np.array([[1, 2], [3, 4]])"],
  ["array() over two lines", "array([[1, 2],\n       [3, 4]], dtype=float32)"],
  ["torch.tensor()", "torch.tensor([[1., 2.], [3., 4.]], dtype=torch.float64, requires_grad=True)"],
  ["a tensor with a gradient", "tensor([[1., 2.],\n        [3., 4.]], grad_fn=<AddBackward0>)"],
  ["a tensor on a device", "tensor([[1., 2.],\n        [3., 4.]], device='cuda:0')"],
  ["tf.Tensor()", "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)"],
  ["MATLAB", "[1 2; 3 4]"],
  ["MATLAB over two lines", "[1 2;\n 3 4]"],
  ["MATLAB without semicolons", "[1 2\n 3 4]"],
  ["MATLAB with commas and blanks", "[1, 2; 3, 4]"],
  ["rows without brackets", "1 2; 3 4"],
  ["CSV with blanks", "1, 2\n3, 4\n"],
  ["CSV of Windows", "1.0,2.0\r\n3.0,4.0\r\n"],
  ["TSV", "1\t2\n3\t4"],
  ["a NumPy print-out", "[[1. 2.]\n [3. 4.]]"],
  ["a NumPy print-out with powers of ten", "[[1.e+00 2.e+00]\n [3.e+00 4.e+00]]"],
  ["tuples", "((1, 2), (3, 4))"],
  ["other keyboards", "［１，２；３，４］"],
  ["a blank line between rows", "1 2\n\n3 4"],
])("readTensor() reads %s", (_, text) => {
  expect(read(text, [2, 2])).toEqual(SQUARE);
});

test.each<[string, Nested]>([
  ["[1/2, e^-1*0; √4, 2^-1]", [[0.5, 0], [2, 0.5]]],
  ["[[1/2, (1+2)*3], [-2^2, 10⁻¹]]", [[0.5, 9], [-4, 0.1]]],
  ["[1 -2]", [1, -2]],
  ["−1 ½", [-1, 0.5]],
  ["sqrt(4) ln( 1 ) 3", [2, 0, 3]],
  ["(1, 2, 3)", [1, 2, 3]],
  ["[1;2;3]", [[1], [2], [3]]],
  ["[1,\n2]", [1, 2]],
  ["5", 5],
  ["(1+2)/4", 0.75],
  ["tensor(0.5)", 0.5],
  ["[[[1 2]\n  [3 4]]\n\n [[5 6]\n  [7 8]]]", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]],
  ["[0.1 0.2 0.3\n 0.4 0.5]", [0.1, 0.2, 0.3, 0.4, 0.5]],
  ["[[1 2 3\n  4 5]\n [6 7 8\n  9 0]]", [[1, 2, 3, 4, 5], [6, 7, 8, 9, 0]]],
  ["[[1,2 ,3]]", [[1, 2, 3]]],
  ["torch.Size([2, 3])", [2, 3]],
])("readTensor(%j) is %j", (text, nested) => {
  expect(read(text)).toEqual(nested);
});

test.each<[string, readonly number[], unknown]>([
  ["1,5\t2,5\n3,5\t4,5", [2, 2], [[1.5, 2.5], [3.5, 4.5]]],
  ["1,5;2,5\n3,5;4,5", [2, 2], [[1.5, 2.5], [3.5, 4.5]]],
  ["[1,5 2,5; 3,5 4,5]", [2, 2], [[1.5, 2.5], [3.5, 4.5]]],
  ["[[1,5 2,5] [3,5 4,5]]", [2, 2], [[1.5, 2.5], [3.5, 4.5]]],
  ["1,5;2,5", [2], [1.5, 2.5]],
  ["1,5;2,5", [2, 1], [[1.5], [2.5]]],
  ["1,5;2,5", [1, 2], [[1.5, 2.5]]],
  ["1,5;2,5", [2, 2], [[1, 5], [2, 5]]],
  ["1,5;2;3,5", [3], [1.5, 2, 3.5]],
  ["1.5,2", [2], [1.5, 2]],
  ["0,5", [1], [0.5]],
  ["0,5", [2], [0, 5]],
  ["1,2\n3,4", [2, 2], SQUARE],
  ["1, 2; 3, 4", [2], SQUARE],
])("readTensor(%j) for the shape %j takes commas for what fits", (text, expected, nested) => {
  expect(read(text, expected)).toEqual(nested);
});

test.each<[string, readonly Nested[]]>([
  ["1,5;2,5", [[[1, 5], [2, 5]], [1.5, 2.5]]],
  ["1,2\n3,4", [SQUARE, [[1.2], [3.4]]]],
])("readTensor(%j) without a known shape asks which reading is meant", (text, readings) => {
  expect(read(text)).toEqual({ ask: readings });
});

test.each<[string, readonly number[], Nested]>([
  ["1 2 3", [3], [1, 2, 3]],
  ["1 2 3", [1, 3], [[1, 2, 3]]],
  ["1\n2\n3", [3], [1, 2, 3]],
  ["1\n2\n3", [3, 1], [[1], [2], [3]]],
  ["[1 2\n 3 4]", [4], [1, 2, 3, 4]],
  ["[[1,2,3]]", [3], [[1, 2, 3]]],
  ["7", [1, 1], [[7]]],
  ["1 2\n3 4\n\n5 6\n7 8", [2, 2, 2], [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]],
])("readTensor(%j) for the shape %j decides what rows leave open", (text, expected, nested) => {
  expect(read(text, expected)).toEqual(nested);
});

test.each([
  ["", "0+0 [] Nothing is typed here yet"],
  ["1\t\t3", "2+0 [1,2] This cell is empty: write 0 if you mean zero"],
  ["1\t2\t\n3\t4\t5", "4+0 [1,3] This cell is empty: write 0 if you mean zero"],
  ["[1,2,]", "5+0 [1,3] This cell is empty: write 0 if you mean zero"],
  ["[[1,,2]]", "4+0 [1,2] This cell is empty: write 0 if you mean zero"],
  ["[1 2;;3 4]", "5+0 [2] This row is empty"],
  ["[1 2;3 4;]", "9+0 [3] This row is empty"],
  ["[[1,2],[3]]", "7+3 [2] This row has 1 entries, the first one has 2"],
  ["1 2\n3", "4+1 [2] This row has 1 entries, the first one has 2"],
  ["[[1,2],3]", "7+1 [] Here another list in [ ] was expected"],
  ["[1 - 2]", "3+1 [1,2] Blanks separate cells here: write 1-2 without blanks"],
  ["[[1,2],[3,x]]", "10+1 [2,2] “x” is not known here"],
  ["[[[1,2],[3,4]],[[5,6],[7,1/0]]]", "25+3 [2,2,2] Division by zero"],
  ["[1, 2, ... 9]", "7+3 [] Dots stand for numbers that were left out: all of them are needed"],
  ["[1,2", "0+1 [] This “[” is never closed"],
  ["[]", "0+2 [] A list needs at least one number"],
  ["np.array([1,2]) + 1", "14+5 [] After the numbers only a closing bracket was expected"],
  ["[".repeat(20) + "1" + "]".repeat(20), "8+25 [] Lists can be nested at most 8 deep"],
  ["1 ".repeat(5000), "0+9999 [] At most 4096 numbers can be read"],
  ["[1, 10*1e308]", "4+8 [1,2] This is too large to be worked out"],
  ["nan 1", "0+3 [1,1] “nan” is not known here"],
])("readTensor(%j) says where it stops: %s", (text, problem) => {
  expect(read(text)).toBe(problem);
});

test("readTensor() refuses a text of more than 20000 characters", () => {
  expect(read("1".repeat(20_001))).toBe("0+20001 [] This text is too long to be read as numbers");
});

test("readTensor() shows the cells as they were typed", () => {
  const found = readTensor("[1/2 e^-1; √2 0.50]", [2, 2]);
  expect(found.kind === "read" && found.reading.tex).toBe(
    "\\begin{bmatrix}\\frac{1}{2} & e^{-1} \\\\ \\sqrt{2} & 0.50\\end{bmatrix}",
  );
});

const matrix = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 4 })).chain((
  [rows, columns],
) =>
  fc.array(
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: columns,
      maxLength: columns,
    }),
    { minLength: rows, maxLength: rows },
  )
);

test.each<[string, (rows: readonly (readonly number[])[]) => string]>([
  ["Python lists", (rows) => JSON.stringify(rows)],
  ["print-outs", (rows) => `[${rows.map((row) => `[${row.join("  ")}]`).join("\n ")}]`],
  ["MATLAB", (rows) => `[${rows.map((row) => row.join(" ")).join("; ")}]`],
  ["TSV", (rows) => rows.map((row) => row.join("\t")).join("\n")],
  ["CSV", (rows) => rows.map((row) => row.join(", ")).join("\n")],
])("readTensor() reads back any matrix written as %s", (_, written) => {
  fc.assert(fc.property(matrix, (rows) => {
    const plain = rows.map((row) => row.map((x) => x === 0 ? 0 : x));
    expect(read(written(plain), [plain.length, plain[0]?.length ?? 0])).toEqual(plain);
  }));
});
