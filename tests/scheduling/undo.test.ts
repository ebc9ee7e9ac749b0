import { expect, test } from "vitest";
import fc from "fast-check";
import { type Action, undoState } from "../../src/scheduling/undo.ts";

/** "1" is action 1, "u1" takes it back, "r1" restores it; ids count up. */
function actionsOf(text: string): Action[] {
  return text.split(" ").filter(Boolean).map((word, i) => {
    const target = Number(word.slice(1));
    if (word.startsWith("u")) return { id: i + 1, verb: "undo", target };
    if (word.startsWith("r")) return { id: i + 1, verb: "redo", target };
    return { id: i + 1, verb: "answer" };
  });
}

test.each([
  ["", undefined, undefined],
  ["a", 1, undefined],
  ["a b", 2, undefined],
  ["a b u2", 1, 2],
  ["a b u2 u1", undefined, 1],
  ["a b u2 u1 r1", 1, 2],
  ["a b u2 u1 r1 r2", 2, undefined],
  ["a b u2 c", 4, undefined],
  ["a u1 r1 u1", undefined, 1],
  ["u7", undefined, undefined],
  ["a r1", 1, undefined],
  ["a b u1", 2, 1],
])("after %j action %s can be undone and %s redone", (text, undoable, redoable) => {
  expect(undoState(actionsOf(text))).toEqual({ undoable, redoable });
});

test("undoState() behaves as two stacks do", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("do", "undo", "redo")), (moves) => {
    const done: number[] = [];
    const undone: number[] = [];
    const actions: Action[] = [];
    for (const move of moves) {
      const id = actions.length + 1;
      const { undoable, redoable } = undoState(actions);
      expect([undoable, redoable]).toEqual([done.at(-1), undone.at(-1)]);
      if (move === "do") {
        actions.push({ id, verb: "flag" });
        done.push(id);
        undone.length = 0;
      } else if (move === "undo" && undoable !== undefined) {
        actions.push({ id, verb: "undo", target: undoable });
        undone.push(undoable);
        done.pop();
      } else if (move === "redo" && redoable !== undefined) {
        actions.push({ id, verb: "redo", target: redoable });
        done.push(redoable);
        undone.pop();
      }
    }
  }));
});
