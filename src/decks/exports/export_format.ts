/** What an export format is: a name, the wishes that it heeds, and a way to write contents as bytes. */
import type { ExportContents } from "./contents.ts";

export interface ExportWishes {
  /** Whether schedules and reviews go along. */
  readonly schedules: boolean;
  /** Whether pictures, sounds and films go along. */
  readonly media: boolean;
  /** For Anki before 2.1.50 and programs that read only its older packages. */
  readonly older: boolean;
  /** So many frozen variants of each card whose numbers are drawn anew here. */
  readonly variants: number;
}

export const DEFAULT_WISHES: ExportWishes = { schedules: true, media: true, older: false, variants: 5 };

export const MOST_VARIANTS = 50;

export interface ExportTools {
  /** The bytes of sql.js's WebAssembly. */
  readonly sqlWasm: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Lets others in between; called every few ms of work. */
  readonly pause: () => Promise<void>;
}

export type Wish = keyof ExportWishes;

export interface ExportFormat {
  readonly id: string;
  readonly title: string;
  /** One sentence: who reads it, and what it leaves out. */
  readonly description: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Those that make a difference. */
  readonly wishes: readonly Wish[];
  readonly write: (
    contents: ExportContents,
    wishes: ExportWishes,
    tools: ExportTools,
  ) => AsyncGenerator<Uint8Array<ArrayBuffer>>;
}
