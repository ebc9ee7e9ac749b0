/** The part of sql.js that is used here; the package ships without types. */
export type SqlValue = number | string | Uint8Array | null;

export interface Statement {
  bind(values: readonly SqlValue[]): boolean;
  step(): boolean;
  get(): SqlValue[];
  free(): boolean;
}

export interface Database {
  prepare(sql: string): Statement;
  run(sql: string, values?: readonly SqlValue[]): Database;
  export(): Uint8Array<ArrayBuffer>;
  close(): void;
}

export interface SqlJs {
  readonly Database: new (bytes?: Uint8Array) => Database;
}

export default function initSqlJs(config: { readonly wasmBinary: Uint8Array<ArrayBuffer> }): Promise<SqlJs>;
