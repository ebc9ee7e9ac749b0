/** What a deck format is: a way to recognise files by their content and to read a collection from them. */
import type { Result } from "../base/result.ts";
import type { Collection, Refusal } from "./imports/collection.ts";

export interface ImportFile {
  /** As the person called it; may help to tell formats apart, never decides alone. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How a table is to be read, where the person says otherwise than was guessed; absent parts are guessed. */
export interface TableChoices {
  readonly separator?: string;
  readonly encoding?: string;
  readonly hasHeader?: boolean;
  readonly isHtml?: boolean;
  /** What each column is: "field:Front", "tags", "deck", "notetype", "guid", "ignore". */
  readonly columns?: readonly string[];
  /** Key of the note type or id of the card type that rows become. */
  readonly noteType?: string;
  /** Path of the deck for rows that name none. */
  readonly deck?: string;
}

/** Shown and mapped by hand: what was guessed of a table, with its first rows. */
export interface TableGuess {
  readonly choices: Required<TableChoices>;
  /** At most ten rows. */
  readonly sample: readonly (readonly string[])[];
  readonly noteTypes: readonly {
    readonly key: string;
    readonly name: string;
    readonly fields: readonly string[];
  }[];
}

export interface ReadCollection {
  readonly collection: Collection;
  /** For tables only. */
  readonly table: TableGuess | undefined;
}

/** What reading needs beside the bytes, handed in because a worker has no permissions. */
export interface ReadTools {
  /** The bytes of sql.js's WebAssembly. */
  readonly sqlWasm: Uint8Array<ArrayBuffer>;
  /** Called now and then with a share from 0 to 1 and what is being done; what it throws ends the reading. */
  readonly progress: (share: number, doing: string) => void;
}

export interface DeckFormat {
  readonly id: string;
  readonly title: string;
  /** Decides by content; the name only helps. */
  readonly recognises: (file: ImportFile) => boolean;
  readonly read: (
    file: ImportFile,
    choices: TableChoices,
    tools: ReadTools,
  ) => Promise<Result<ReadCollection, Refusal>>;
}
