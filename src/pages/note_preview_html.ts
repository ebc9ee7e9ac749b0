/** The preview of a note as a piece of HTML, for the page that is being written in. */
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { NotePreview } from "./note_editor_model.ts";
import { NotePreviewView } from "./note_preview.tsx";

export function renderPreview(preview: NotePreview | undefined): string {
  return renderToString(h(NotePreviewView, { preview }));
}
