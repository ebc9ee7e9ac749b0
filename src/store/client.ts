/** A database client that survives a locked file: it opens the connection anew, sets it up and tries again. */
import {
  type Client,
  type InArgs,
  type InStatement,
  LibsqlError,
  type Replicated,
  type ResultSet,
  type TransactionMode,
} from "@libsql/client";

export interface SteadyOptions {
  /** SQL that every new connection needs; undefined where the server sets itself up, or none may be lost. */
  readonly setUp: string | undefined;
  readonly pause: (ms: number) => Promise<void>;
  /** Sees every statement before it runs. */
  readonly observe: (sql: string, args: InArgs) => void;
}

/** How long to wait before each new try, in ms; the database itself has waited for its lock before each. */
const WAITS = [10, 40, 160, 640] as const;

/** A lock that was not had leaves statements in progress behind and so poisons its connection; these are mended. */
const PASSING = new Set(["SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"]);
/** These come from the statement, not from the connection. */
const HARMLESS = new Set(["SQLITE_CONSTRAINT", "SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_RANGE"]);

/** Wraps a client of one connection; interactive transactions are refused, for they hold it across turns. */
export class SteadyClient implements Client {
  readonly #inner: Client;
  readonly #options: SteadyOptions;
  #broken = false;
  #restoring: Promise<void> | undefined;

  constructor(inner: Client, options: SteadyOptions) {
    this.#inner = inner;
    this.#options = options;
  }

  get closed(): boolean {
    return this.#inner.closed;
  }

  get protocol(): string {
    return this.#inner.protocol;
  }

  execute(statement: InStatement | string, args?: InArgs): Promise<ResultSet> {
    const whole = typeof statement === "string" ? { sql: statement, args: args ?? [] } : statement;
    this.#options.observe(whole.sql, whole.args ?? []);
    return this.#steadily(() => this.#inner.execute(whole));
  }

  batch(statements: (InStatement | [string, InArgs?])[], mode?: TransactionMode): Promise<ResultSet[]> {
    for (const statement of statements) this.#options.observe(...partsOf(statement));
    return this.#steadily(() => this.#inner.batch(statements, mode ?? "write"));
  }

  /** Runs a batch with foreign keys off, as changes of tables need. */
  migrate(statements: InStatement[]): Promise<ResultSet[]> {
    return this.#steadily(() => this.#inner.migrate(statements));
  }

  transaction(): Promise<never> {
    return Promise.reject(
      new TypeError("Cannot hold a transaction open: writes are batches, see Store.write"),
    );
  }

  executeMultiple(sql: string): Promise<void> {
    return this.#steadily(() => this.#inner.executeMultiple(sql));
  }

  sync(): Promise<Replicated> {
    return this.#inner.sync();
  }

  async reconnect(): Promise<void> {
    this.#broken = true;
    await this.#restore();
  }

  close(): void {
    this.#inner.close();
  }

  async #steadily<T>(run: () => Promise<T>): Promise<T> {
    for (let tries = 0;; tries++) {
      try {
        await this.#restore();
        return await run();
      } catch (error) {
        const code = codeOf(error);
        if (code === undefined || HARMLESS.has(code)) throw error;
        this.#broken = this.#options.setUp !== undefined;
        const passing = PASSING.has(code) || (code === "CLIENT_CLOSED" && !this.#inner.closed);
        if (!passing) throw error;
        const wait = WAITS[tries];
        if (wait === undefined) {
          const found = `it was locked by another program through ${tries + 1} tries`;
          throw new Error(`Cannot use the database: ${found}; close that program and try again`, {
            cause: error,
          });
        }
        await this.#options.pause(wait);
      }
    }
  }

  #restore(): Promise<void> {
    if (!this.#broken) return Promise.resolve();
    this.#restoring ??= this.#openAnew().finally(() => this.#restoring = undefined);
    return this.#restoring;
  }

  async #openAnew(): Promise<void> {
    if (this.#options.setUp === undefined) return;
    await this.#inner.reconnect();
    await this.#inner.executeMultiple(this.#options.setUp);
    this.#broken = false;
  }
}

/** The base code of a database error, looking through what wrapped it; undefined for any other error. */
export function codeOf(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

/** The error of the database inside an error that may wrap it. */
export function databaseError(error: unknown): LibsqlError | undefined {
  if (error instanceof LibsqlError) return error;
  return error instanceof Error && error.cause !== undefined ? databaseError(error.cause) : undefined;
}

function partsOf(statement: InStatement | [string, InArgs?]): [string, InArgs] {
  if (typeof statement === "string") return [statement, []];
  return Array.isArray(statement)
    ? [statement[0], statement[1] ?? []]
    : [statement.sql, statement.args ?? []];
}
