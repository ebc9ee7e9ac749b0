import { expect, test } from "vitest";
import { cellId, cellWords, indexesOf, pastedCells } from "../../src/ui/cells.ts";

test("indexesOf() counts in row-major order", () => {
  expect(indexesOf([2, 2])).toEqual([[0, 0], [0, 1], [1, 0], [1, 1]]);
  expect(indexesOf([2]).map((index) => cellId("w", index))).toEqual(["w[0]", "w[1]"]);
});

test.each([
  [[1], "entry 2"],
  [[0, 2], "row 1, column 3"],
  [[1, 0, 2], "slice 2, row 1, column 3"],
])("cellWords(%j) is %j", (index, words) => {
  expect(cellWords(index)).toBe(words);
});

test.each([
  ["[[1, 2], [3, 4]]", [["1", "2"], ["3", "4"]]],
  ["[[1,2],[3,4]]", [["1", "2"], ["3", "4"]]],
  ["array([[1. , 2. ],\n       [3. , 4. ]])", [["1.", "2."], ["3.", "4."]]],
  ["torch.tensor([[0.5, exp(1)]], dtype=torch.float64)", [["0.5", "exp(1)"]]],
  ["[[1. 2.]\n [3. 4.]]", [["1.", "2."], ["3.", "4."]]],
  ["1\t2\n3\t4", [["1", "2"], ["3", "4"]]],
  ["1 2; 3 4", [["1", "2"], ["3", "4"]]],
  ["1, 2, 3", [["1", "2", "3"]]],
  ["1,2,3", [["1", "2", "3"]]],
  ["0,5", [["0,5"]]],
  ["0,5\t1,5\n2\t3", [["0,5", "1,5"], ["2", "3"]]],
  ["", []],
])("pastedCells(%j) is %j", (text, rows) => {
  expect(pastedCells(text)).toEqual(rows);
});
