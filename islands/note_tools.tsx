/** Beside the form of a note: cards drawn while one writes, clozes by key, pictures by paste and drop. */
import { useEffect, useState } from "preact/hooks";
import { clozeNumber, inserted, type Selection, wrapped } from "../src/ui/live/note_text_edits.ts";

interface NoteToolsProps {
  readonly isCloze: boolean;
  readonly isHtml: boolean;
}

const QUIET_MS = 400;

export default function NoteTools({ isCloze, isHtml }: NoteToolsProps) {
  const [said, setSaid] = useState("");

  useEffect(() => {
    const form = document.querySelector<HTMLFormElement>("form.note-form");
    const shown = document.querySelector<HTMLElement>("#note-preview");
    if (form === null || shown === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let latest = 0;

    const draw = async () => {
      const mine = ++latest;
      const data = new FormData(form);
      data.delete("media");
      const html = await textOf("/notes/preview", data);
      if (html !== undefined && mine === latest) shown.innerHTML = html;
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(draw, QUIET_MS);
    };

    const press = (event: KeyboardEvent) => {
      const area = event.target;
      const isKey = event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === "KeyC";
      if (!isKey || !isCloze || !(area instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      // With Alt the same number once more, as in Anki.
      const number = clozeNumber(allText(form), event.altKey);
      put(area, wrapped(selectionOf(area), `{{c${number}::`, "}}"));
      soon();
    };

    const take = async (area: HTMLTextAreaElement, files: readonly File[]) => {
      for (const file of files) {
        const data = new FormData();
        data.set("file", file);
        const name = await textOf("/notes/media", data);
        if (name === undefined) {
          setSaid(`${file.name} could not be kept. Is it a picture, sound or film of at most 25 MB?`);
          continue;
        }
        put(area, inserted(selectionOf(area), markupOf(name, file.type, isHtml)));
        setSaid(`${name} was added.`);
      }
      soon();
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...event.clipboardData?.files ?? []];
      if (files.length === 0 || !(event.target instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      take(event.target, files);
    };
    const over = (event: DragEvent) => {
      if (event.target instanceof HTMLTextAreaElement && event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
      }
    };
    const drop = (event: DragEvent) => {
      const files = [...event.dataTransfer?.files ?? []];
      if (files.length === 0 || !(event.target instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      take(event.target, files);
    };

    form.addEventListener("input", soon);
    form.addEventListener("keydown", press);
    form.addEventListener("paste", paste);
    form.addEventListener("dragover", over);
    form.addEventListener("drop", drop);
    draw();
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", soon);
      form.removeEventListener("keydown", press);
      form.removeEventListener("paste", paste);
      form.removeEventListener("dragover", over);
      form.removeEventListener("drop", drop);
    };
  }, []);

  return (
    <>
      <p class="hint" role="status">{said}</p>
      {isCloze && (
        <p class="hint keys-hint">
          <kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>C</kbd> hides what is selected; with <kbd>Alt</kbd>{" "}
          under the same number.
        </p>
      )}
    </>
  );
}

function selectionOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selection {
  return { text: value, from: selectionStart, to: selectionEnd };
}

/** Through the browser's own editing where it can be, so that its undo takes it back. */
function put(area: HTMLTextAreaElement, after: Selection): void {
  const before = area.value;
  let head = 0;
  while (head < before.length && head < after.text.length && before[head] === after.text[head]) head += 1;
  let tail = 0;
  while (
    tail < before.length - head && tail < after.text.length - head &&
    before[before.length - 1 - tail] === after.text[after.text.length - 1 - tail]
  ) tail += 1;
  area.focus();
  area.setSelectionRange(head, before.length - tail);
  const piece = after.text.slice(head, after.text.length - tail);
  if (!document.execCommand("insertText", false, piece)) area.setRangeText(piece);
  area.setSelectionRange(after.from, after.to);
}

function allText(form: HTMLFormElement): string {
  return [...form.querySelectorAll("textarea")].map(({ value }) => value).join("\n");
}

function markupOf(name: string, type: string, isHtml: boolean): string {
  if (type.startsWith("image/")) {
    return isHtml
      ? `<img src="${name}" alt="">`
      : `![${name.replace(/\.[^.]*$/, "").replaceAll("-", " ")}](${name})`;
  }
  return isHtml ? `[sound:${name}]` : `[${name}](${name})`;
}

async function textOf(address: string, body: FormData): Promise<string | undefined> {
  try {
    const response = await fetch(address, { method: "POST", body });
    return response.ok ? await response.text() : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
