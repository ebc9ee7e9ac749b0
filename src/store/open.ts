/** The one door to the database: opens it, sets it up, and lets one batch write at a time. */
import { type Client, createClient, type InArgs, type InValue, type ResultSet } from "@libsql/client";
import type { SQLWrapper } from "drizzle-orm";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { err, ok, type Result } from "../base/result.ts";
import { codeOf, SteadyClient } from "./client.ts";
import { migrate } from "./migrate.ts";
import { type InTurn, type Lane, turns } from "./turns.ts";

export interface StoreOptions {
  /** ":memory:", "file:data/rehearsal.db", or the address of a libSQL server. */
  readonly url: string;
  /** For a libSQL server only. */
  readonly authToken: string | undefined;
  /** Folder of the migrations, with its meta/_journal.json. */
  readonly migrations: string;
  /** How long the database waits for another program's lock. The event loop stands still meanwhile. */
  readonly busyTimeoutMs: number;
  readonly pause: (ms: number) => Promise<void>;
  /** For so long the database is left to other programs after each batch: whoever waits for it only looks now and then. */
  readonly gapMs: number;
  /** Name of this process, by which its imports are known; undefined where processes cannot be told apart. */
  readonly process: string | undefined;
  /** Sees every statement before it runs. */
  readonly observe: (sql: string, args: InArgs) => void;
  /** Connects to a database of a file from a thread of its own; undefined where there are no threads. */
  readonly thread: ((connection: ThreadConnection) => Client) | undefined;
}

export interface ThreadConnection {
  readonly url: string;
  readonly busyTimeoutMs: number;
  /** SQL that every new connection needs. */
  readonly setUp: string;
}

/** What a batch is made of: anything drizzle can turn into SQL, or SQL itself, where building it would take long. */
export type Statement = SQLWrapper | RawStatement;

export interface RawStatement {
  readonly sql: string;
  readonly args: InValue[];
}

/** Why a database cannot be used; the message says what to do. */
export interface StoreProblem {
  /** newer: written by a later version of the program. */
  readonly kind: "newer" | "read_only" | "corrupt" | "unreachable" | "failed";
  readonly message: string;
}

export interface Store {
  /** Who writes here: the name of this process, if it has one. */
  readonly process: string | undefined;
  /** For reading and for building statements, in this folder only. */
  readonly db: LibSQLDatabase;
  /** Runs the statements as one batch: all or nothing, one batch at a time. */
  readonly write: (statements: readonly Statement[]) => Promise<readonly ResultSet[]>;
  /** One batch after another, letting others in between: for imports too long to hold everybody up. */
  readonly writeInChunks: (chunks: Iterable<readonly Statement[]>) => Promise<void>;
  /**
   * Between the parts of a long read: lets requests of others in. Waiting for the database does not, since it answers
   * before the event loop turns.
   */
  readonly letOthersIn: () => Promise<void>;
  /**
   * The same database for long work: its statements run in a thread, so that requests do not wait for them, and its
   * batches take turns with those of this one. The store itself where there is no thread.
   */
  readonly aside: Store;
  /** Waits for the writes under way, folds the write-ahead log into the file and closes it. */
  readonly close: () => Promise<void>;
}

/** Opens the database and brings its tables up to date. */
export async function openStore(options: StoreOptions): Promise<Result<Store, StoreProblem>> {
  let inner: Client | undefined;
  try {
    inner = createClient({
      url: options.url,
      concurrency: 1,
      timeout: options.busyTimeoutMs,
      ...(options.authToken === undefined ? {} : { authToken: options.authToken }),
    });
    const setUp = setUpOf(inner, options);
    const client = new SteadyClient(inner, {
      setUp: isInMemory(options.url) ? undefined : setUp,
      pause: options.pause,
      observe: options.observe,
    });
    if (setUp !== undefined) await client.executeMultiple(setUp);
    const migrated = await migrate(client, options.migrations);
    if (migrated.ok) return ok(storeOf(client, options));
    inner.close();
    return migrated;
  } catch (error) {
    inner?.close();
    return err(problemOf(error, options.url));
  }
}

function storeOf(client: SteadyClient, options: StoreOptions): Store {
  const inTurn = turns();
  const { url, busyTimeoutMs, pause, gapMs, process, thread } = options;
  const leave = () => gapMs === 0 ? Promise.resolve() : pause(gapMs);
  const here = connectionOf(client, {
    lane: "here",
    inTurn,
    leave,
    letOthersIn: () => pause(0),
    process,
    tidy: () => Promise.resolve(),
  });
  async function close(): Promise<void> {
    if (client.closed) return;
    if (client.protocol === "file") await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    client.close();
  }
  const setUp = setUpOf(client, options);
  if (thread === undefined || setUp === undefined || isInMemory(url)) {
    const store: Store = {
      ...here,
      close: () => inTurn("here", close),
      get aside() {
        return store;
      },
    };
    return store;
  }
  const second = thread({ url, busyTimeoutMs, setUp: `${setUp} PRAGMA wal_autocheckpoint = 0;` });
  const closeBoth = () =>
    inTurn("here", () => {
      second.close();
      return close();
    });
  const aside: Store = {
    ...connectionOf(second, {
      lane: "aside",
      inTurn,
      leave,
      // Whoever waits for a thread has let others in.
      letOthersIn: () => Promise.resolve(),
      process,
      tidy: tidying(second),
    }),
    close: closeBoth,
    get aside() {
      return aside;
    },
  };
  return { ...here, close: closeBoth, aside };
}

/** Batches after which a thread takes the write-ahead log into the file; meanwhile others may write. */
const BATCHES_TO_TIDY = 32;

function tidying(client: Client): () => Promise<void> {
  let batches = 0;
  return async () => {
    if (++batches % BATCHES_TO_TIDY === 0) await client.execute("PRAGMA wal_checkpoint(PASSIVE)");
  };
}

interface ConnectionOptions extends Pick<Store, "process" | "letOthersIn"> {
  readonly lane: Lane;
  readonly inTurn: InTurn;
  /** What follows a batch before the next may begin. */
  readonly leave: () => Promise<void>;
  /** What follows a batch, out of turn. */
  readonly tidy: () => Promise<void>;
}

function connectionOf(
  client: Client,
  { lane, inTurn, leave, letOthersIn, process, tidy }: ConnectionOptions,
): Omit<Store, "aside" | "close"> {
  const dialect = new SQLiteAsyncDialect();
  async function write(statements: readonly Statement[]): Promise<readonly ResultSet[]> {
    const built = statements.map((statement) => {
      if (!("getSQL" in statement)) return statement;
      const { sql, params } = dialect.sqlToQuery(statement.getSQL());
      return { sql, args: params.map(argument) };
    });
    const results = await inTurn(lane, async () => {
      const results = await client.batch(built, "write");
      await leave();
      return results;
    });
    await tidy();
    return results;
  }

  return {
    process,
    db: drizzle(client),
    write,
    letOthersIn,
    async writeInChunks(chunks) {
      for (const chunk of chunks) {
        await write(chunk);
        // Statements are freed only when the event loop turns.
        await letOthersIn();
      }
    },
  };
}

/** PRAGMAs are forgotten with their connection. A server keeps its own. */
function setUpOf(client: Client, options: StoreOptions): string | undefined {
  if (client.protocol !== "file") return undefined;
  return `PRAGMA busy_timeout = ${options.busyTimeoutMs};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -32000;
    PRAGMA wal_autocheckpoint = 4000;`;
}

/** A database in memory lives and dies with its connection, and nobody else can lock it. */
function isInMemory(url: string): boolean {
  return url.includes(":memory:") || url.includes("mode=memory");
}

function argument(value: unknown): InValue {
  switch (typeof value) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
      return value;
    default:
      if (value === null || value instanceof Uint8Array) return value;
      throw new TypeError(
        `Cannot store ${String(value)}: a statement takes text, numbers, booleans and bytes`,
      );
  }
}

/** Says in plain words why the database at `url` could not be opened or brought up to date. */
function problemOf(error: unknown, url: string): StoreProblem {
  const said = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case "SQLITE_READONLY":
      return {
        kind: "read_only",
        message:
          `Cannot write to ${url}: the file or its folder is read-only. Give the program leave to write there.`,
      };
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return {
        kind: "corrupt",
        message: `Cannot read ${url}: it is damaged or no database (${said}). Put a backup in its place.`,
      };
    default:
      // An error without a code, from before there is a connection.
      return said.startsWith("ConnectionFailed")
        ? {
          kind: "unreachable",
          message: `Cannot open ${url}: there is no such folder, or no leave to use it (${said}).`,
        }
        : { kind: "failed", message: `Cannot open ${url}: ${said}` };
  }
}
