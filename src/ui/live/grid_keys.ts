/** Moving and pasting in a grid of inputs. */
import { pastedCells } from "../cells.ts";

/** Arrows at the ends of a cell go to its neighbours, Enter to the next cell. True when the key was used. */
export function moveInGrid(event: KeyboardEvent): boolean {
  const { target } = event;
  if (
    !(target instanceof HTMLInputElement) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey
  ) {
    return false;
  }
  const grid = target.closest<HTMLElement>("[data-grid]");
  if (grid === null) return false;
  const cells = [...grid.querySelectorAll("input")];
  const step = stepFor(event.key, target, Number(grid.dataset.columns));
  const next = step === undefined ? undefined : cells[cells.indexOf(target) + step];
  if (next === undefined) return false;
  event.preventDefault();
  next.focus();
  next.select();
  return true;
}

function stepFor(key: string, { selectionStart, selectionEnd, value }: HTMLInputElement, columns: number) {
  const collapsed = selectionStart === selectionEnd;
  const whole = selectionStart === 0 && selectionEnd === value.length;
  switch (key) {
    case "Enter":
      return 1;
    case "ArrowUp":
      return -columns;
    case "ArrowDown":
      return columns;
    case "ArrowLeft":
      return whole || (collapsed && selectionStart === 0) ? -1 : undefined;
    case "ArrowRight":
      return whole || (collapsed && selectionEnd === value.length) ? 1 : undefined;
    default:
      return undefined;
  }
}

/** A pasted matrix fills the cells from the one in focus; a single number is pasted as ever. */
export function pasteIntoGrid(event: ClipboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement)) return;
  const grid = target.closest<HTMLElement>("[data-grid]");
  const rows = pastedCells(event.clipboardData?.getData("text/plain") ?? "");
  if (grid === null || rows.flat().length < 2) return;
  event.preventDefault();
  const inputs = [...grid.querySelectorAll("input")];
  const columns = Number(grid.dataset.columns);
  const start = inputs.indexOf(target);
  const row = Math.floor(start / columns);
  const column = start % columns;
  rows.forEach((cells, r) =>
    cells.forEach((text, c) => {
      const input = column + c < columns ? inputs[(row + r) * columns + column + c] : undefined;
      if (input !== undefined) input.value = text;
    })
  );
  target.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
