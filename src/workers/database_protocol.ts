/** The messages between a client of the database and the thread that its connection lives in. */
import type { InStatement, InValue } from "@libsql/client";

/** The first message: which database, and how it is set up. */
export interface OpenDatabase {
  readonly url: string;
  readonly busyTimeoutMs: number;
  /** SQL that every new connection needs. */
  readonly setUp: string;
}

export type DatabaseCall =
  | { readonly kind: "batch"; readonly statements: InStatement[] }
  | { readonly kind: "execute"; readonly statement: InStatement };

export type CallMessage = DatabaseCall & { readonly number: number };

/** What a statement gave: rows without the names, which do not survive being handed over. */
export interface PlainResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly InValue[])[];
  readonly rowsAffected: number;
  readonly lastInsertRowid: bigint | undefined;
}

export type DatabaseMessage =
  | { readonly kind: "results"; readonly number: number; readonly results: readonly PlainResult[] }
  | { readonly kind: "failed"; readonly number: number; readonly failure: PlainFailure };

export interface PlainFailure {
  readonly message: string;
  /** Undefined where it was no error of the database. */
  readonly code: string | undefined;
  readonly extendedCode: string | undefined;
}
