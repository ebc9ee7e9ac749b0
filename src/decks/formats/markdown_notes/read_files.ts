/** Reads the Markdown files of an upload with a reader of cards: what all formats of Markdown notes do alike. */
import { err, ok, type Result } from "../../../base/result.ts";
import type { ImportFile, ReadCollection } from "../../format.ts";
import { type Collecting, collecting } from "../../imports/collecting.ts";
import type { Refusal } from "../../imports/collection.ts";
import { isZip } from "../../zip.ts";
import { utf8 } from "../markdown_file.ts";
import { isMarkdown, type PackedFile, packedFiles } from "../packed_files.ts";
import { type Pictures, pictures } from "./pictures.ts";

export interface MarkdownText {
  readonly path: string;
  /** As places show it. */
  readonly shown: string;
  /** Line ends are "\n". */
  readonly text: string;
}

export interface MarkdownUpload {
  readonly texts: readonly MarkdownText[];
  readonly into: Collecting;
  readonly pictures: Pictures;
}

const MOST_LOOKED_AT = 300;
const LONGEST_TEXT = 10_000_000;
/** Of all files of a zip: no person has written so much. */
const MOST_CHARACTERS = 100_000_000;

/** Whether the upload holds Markdown that `suits`: a lone text whatever its name, in zips the files that end so. */
export function anyMarkdown(file: ImportFile, suits: (text: MarkdownText) => boolean): boolean {
  const files = packedFiles(file);
  if (!files.ok) return false;
  const candidates = isZip(file.bytes) ? files.value.filter(({ path }) => isMarkdown(path)) : files.value;
  return candidates.slice(0, MOST_LOOKED_AT).some((candidate) => {
    const text = textOf(candidate);
    return text !== undefined && suits(text);
  });
}

export function readMarkdown(
  file: ImportFile,
  { title, read }: { readonly title: string; readonly read: (upload: MarkdownUpload) => void },
): Result<ReadCollection, Refusal> {
  const files = packedFiles(file);
  if (!files.ok) return err({ file: file.name, ...files.error, problems: [] });
  const into = collecting(file.name);
  const candidates = isZip(file.bytes) ? files.value.filter(({ path }) => isMarkdown(path)) : files.value;
  const texts: MarkdownText[] = [];
  let characters = 0;
  for (const candidate of candidates) {
    const text = textOf(candidate);
    characters += text?.text.length ?? 0;
    if (characters > MOST_CHARACTERS) {
      const message = `The files hold more than ${MOST_CHARACTERS / 1e6} million characters of text`;
      return err({ file: file.name, message, mend: "Split them into several zip files.", problems: [] });
    }
    if (text !== undefined) {
      texts.push(text);
      continue;
    }
    into.problem({
      place: { file: candidate.shown, line: undefined, column: undefined },
      kind: "skipped",
      message: "The file is damaged, too large, or not UTF-8 text",
      expected: "Markdown in UTF-8, at most 10 MB",
    });
  }
  read({ texts, into, pictures: pictures(files.value, into) });
  const collected = into.finish(title);
  return collected.ok ? ok({ collection: collected.value, table: undefined }) : collected;
}

function textOf(file: PackedFile): MarkdownText | undefined {
  const bytes = file.bytes();
  const text = bytes.ok && bytes.value.length <= LONGEST_TEXT ? utf8(bytes.value) : undefined;
  if (text === undefined || text.includes("\0")) return undefined;
  return { path: file.path, shown: file.shown, text: text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n") };
}
