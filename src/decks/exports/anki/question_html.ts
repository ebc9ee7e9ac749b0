/** Cards of our own types as HTML that Anki shows: text rendered as here, formulas as TeX that it sets itself. */
import { unreachable } from "../../../base/invariant.ts";
import { renderWithTex } from "../../../text/markdown.ts";
import type { Asked } from "../../card_type.ts";
import type { Face, FaceField, Prose } from "../../face.ts";

/** What a picture beside a note is called in the package. */
export type MediaNaming = (name: string) => string;

/** Stands for the media folder until names are known; no author can write it, since pictures have no absolute path. */
const FOLDER = "/.media";

/** HTML of a Markdown text, its pictures under the names of the package. */
export function markdownHtml(source: string, nameOf: MediaNaming): string {
  const html = renderWithTex(source, { mediaBase: FOLDER, fence: withoutFigures });
  return html.trim().replace(
    /(<img src=")\/\.media\/([^"]*)"/g,
    (_, start: string, name: string) => `${start}${encodeURIComponent(nameOf(decodeURIComponent(name)))}"`,
  );
}

/** Figures that are explored by hand live on our own pages only. */
function withoutFigures(info: string): string | undefined {
  return info.startsWith("explore") ? "" : undefined;
}

export interface QuestionHtml {
  readonly front: string;
  readonly back: string;
}

export function questionHtml({ face, back }: Asked, nameOf: MediaNaming): QuestionHtml {
  const html = (prose: Prose) => prose.kind === "html" ? prose.source : markdownHtml(prose.source, nameOf);
  const steps = back.steps.map((step) => `<li>${html(step)}</li>`);
  const points = back.points.map(({ label, weight }) =>
    `<li>${html(label)}${weight === 1 ? "" : ` (${weight})`}</li>`
  );
  return {
    front: [html(face.prompt), ...underPrompt(face, { html, nameOf })].join("\n"),
    back: [
      ...(back.answer === undefined ? [] : [html(back.answer)]),
      ...(points.length === 0 ? [] : [`<ul>${points.join("")}</ul>`]),
      ...(steps.length === 0 ? [] : [`<ol>${steps.join("")}</ol>`]),
    ].join("\n"),
  };
}

interface Html {
  readonly html: (prose: Prose) => string;
  readonly nameOf: MediaNaming;
}

function underPrompt(face: Face, { html, nameOf }: Html): readonly string[] {
  switch (face.kind) {
    case "reveal":
    case "points":
      return [];
    case "options":
      return [`<ul>${face.options.map(({ label }) => `<li>${html(label)}</li>`).join("")}</ul>`];
    case "fields": {
      const lines = face.fields.map((field) => `<li>${fieldHtml(field, html)}</li>`);
      const conventions = face.conventions.map((line) => `<li>${markdownHtml(line, nameOf)}</li>`);
      return [
        ...(conventions.length === 0 ? [] : [`<ul>${conventions.join("")}</ul>`]),
        ...(lines.length === 0 ? [] : [`<ul>${lines.join("")}</ul>`]),
      ];
    }
    default:
      return unreachable(face);
  }
}

function fieldHtml({ label, options, form, unit }: FaceField, html: (prose: Prose) => string): string {
  const notes = [form, unit].filter((note) => note !== undefined);
  const choices = options.map((option) => `<li>${html(option.label)}</li>`);
  const hint = notes.length === 0 ? "" : ` <small>(${notes.join(", ")})</small>`;
  return `${html(label)}${hint}${choices.length === 0 ? "" : `<ul>${choices.join("")}</ul>`}`;
}
