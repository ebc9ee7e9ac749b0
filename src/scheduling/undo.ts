/** Which of today's actions can be undone or redone next: undone ones are rows as well, nothing is taken out. */

/** One thing a person did, or the taking back ("undo") or restoring ("redo") of the one that `target` names. */
export interface Action {
  readonly id: number;
  readonly verb: string;
  readonly target?: number | undefined;
}

export interface UndoState {
  readonly undoable: number | undefined;
  readonly redoable: number | undefined;
}

/** The ids to undo and to redo next, over actions in the order they were done. A new action ends redoing. */
export function undoState(actions: readonly Action[]): UndoState {
  const done: number[] = [];
  const undone: number[] = [];
  for (const { id, verb, target } of actions) {
    if (target !== undefined && verb === "undo") move(target, { from: done, to: undone });
    else if (target !== undefined && verb === "redo") move(target, { from: undone, to: done });
    else {
      done.push(id);
      undone.length = 0;
    }
  }
  return { undoable: done.at(-1), redoable: undone.at(-1) };
}

/** Does nothing when `from` lacks the id: it was done on an earlier day, say. */
function move(id: number, { from, to }: { readonly from: number[]; readonly to: number[] }): void {
  const place = from.lastIndexOf(id);
  if (place < 0) return;
  from.splice(place, 1);
  to.push(id);
}
