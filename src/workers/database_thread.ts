/** A client whose connection lives in a thread of its own: what it runs holds nobody up. */
import {
  type Client,
  type InArgs,
  type InStatement,
  LibsqlError,
  type Replicated,
  type ResultSet,
  type Row,
  type TransactionMode,
} from "@libsql/client";
import { present } from "../base/invariant.ts";
import type {
  DatabaseCall,
  DatabaseMessage,
  OpenDatabase,
  PlainFailure,
  PlainResult,
} from "./database_protocol.ts";

interface Waiting {
  readonly resolve: (results: readonly ResultSet[]) => void;
  readonly reject: (error: Error) => void;
}

/** The thread is started with the first statement, and anew after one that has broken. */
export function databaseThread(open: OpenDatabase): Client {
  return new ThreadClient(open);
}

class ThreadClient implements Client {
  readonly protocol = "file";
  closed = false;
  readonly #open: OpenDatabase;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #last = 0;

  constructor(open: OpenDatabase) {
    this.#open = open;
  }

  async execute(statement: InStatement | string, args?: InArgs): Promise<ResultSet> {
    const whole = typeof statement === "string" ? { sql: statement, args: args ?? [] } : statement;
    const [result] = await this.#call({ kind: "execute", statement: whole });
    return present(result, "the result of a statement");
  }

  async batch(statements: (InStatement | [string, InArgs?])[], mode?: TransactionMode): Promise<ResultSet[]> {
    if (mode !== undefined && mode !== "write") {
      throw new TypeError(`Cannot run a batch of mode ${mode} here`);
    }
    const whole = statements.map((one) => Array.isArray(one) ? { sql: one[0], args: one[1] ?? [] } : one);
    return [...await this.#call({ kind: "batch", statements: whole })];
  }

  migrate(): Promise<never> {
    return Promise.reject(new TypeError("Cannot change tables from a thread"));
  }

  transaction(): Promise<never> {
    return Promise.reject(
      new TypeError("Cannot hold a transaction open: writes are batches, see Store.write"),
    );
  }

  executeMultiple(): Promise<never> {
    return Promise.reject(new TypeError("Cannot run a script in a thread: run its statements"));
  }

  sync(): Promise<Replicated> {
    return Promise.resolve(undefined);
  }

  /** The thread opens its connection anew by itself. */
  reconnect(): void {}

  close(): void {
    this.closed = true;
    this.#end(new Error("The database was closed"));
  }

  #call(call: DatabaseCall): Promise<readonly ResultSet[]> {
    if (this.closed) return Promise.reject(new LibsqlError("The database was closed", "CLIENT_CLOSED"));
    const thread = this.#thread ??= this.#started();
    const number = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      thread.postMessage({ ...call, number });
    });
  }

  #started(): Worker {
    // SQLite reaches its files through its binding: the thread itself may write nothing and talk to nobody.
    const thread = new Worker(new URL("./run_statements.ts", import.meta.url), {
      type: "module",
      name: "database",
      deno: {
        permissions: {
          read: "inherit",
          sys: "inherit",
          ffi: "inherit",
          net: false,
          write: false,
          run: false,
          env: false,
        },
      },
    });
    thread.onmessage = ({ data }: MessageEvent<DatabaseMessage>) => this.#heard(data);
    thread.onerror = (event) => {
      event.preventDefault();
      this.#end(new Error(`The thread of the database broke: ${event.message}`));
    };
    thread.postMessage(this.#open);
    return thread;
  }

  #heard(message: DatabaseMessage): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if (message.kind === "results") waiting?.resolve(message.results.map(resultOf));
    else waiting?.reject(errorOf(message.failure));
  }

  #end(error: Error): void {
    this.#thread?.terminate();
    this.#thread = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function errorOf({ message, code, extendedCode }: PlainFailure): Error {
  if (code === undefined) return new Error(message);
  // The code goes before the message by itself.
  const prefix = `${code}: `;
  return new LibsqlError(
    message.startsWith(prefix) ? message.slice(prefix.length) : message,
    code,
    extendedCode,
  );
}

function resultOf({ columns, rows, rowsAffected, lastInsertRowid }: PlainResult): ResultSet {
  const result = {
    columns: [...columns],
    columnTypes: [],
    rows: rows.map((values) => rowOf(columns, values)),
    rowsAffected,
    lastInsertRowid,
  };
  return { ...result, toJSON: () => result };
}

/** A row is read by name and by place, and only its names can be listed: so does the client hand rows out. */
function rowOf(columns: readonly string[], values: PlainResult["rows"][number]): Row {
  const row: Row = Object.create(Object.prototype, { length: { value: values.length } });
  for (const [index, value] of values.entries()) {
    Object.defineProperty(row, index, { value });
    const name = columns[index] ?? "";
    if (!Object.hasOwn(row, name)) {
      Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  return row;
}
