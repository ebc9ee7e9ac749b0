/** Thread that holds a connection to the database: statements run here while the server's own thread goes on. */
import "./empty_environment.ts";
import { createClient, type ResultSet } from "@libsql/client";
import { databaseError, SteadyClient } from "../store/client.ts";
import type {
  CallMessage,
  DatabaseMessage,
  OpenDatabase,
  PlainFailure,
  PlainResult,
} from "./database_protocol.ts";

let client: Promise<SteadyClient> | undefined;

self.addEventListener("message", ({ data }: MessageEvent<OpenDatabase | CallMessage>) => {
  if ("url" in data) client = opened(data);
  else void answer(data);
});

async function opened({ url, busyTimeoutMs, setUp }: OpenDatabase): Promise<SteadyClient> {
  const inner = createClient({ url, concurrency: 1, timeout: busyTimeoutMs });
  await inner.executeMultiple(setUp);
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return new SteadyClient(inner, { setUp, pause, observe: () => undefined });
}

async function answer(call: CallMessage): Promise<void> {
  const { number } = call;
  try {
    if (client === undefined) throw new Error("Cannot run statements before the database is named");
    say({ kind: "results", number, results: (await resultsOf(await client, call)).map(plain) });
  } catch (error) {
    say({ kind: "failed", number, failure: failureOf(error) });
  }
}

async function resultsOf(client: SteadyClient, call: CallMessage): Promise<readonly ResultSet[]> {
  switch (call.kind) {
    case "batch":
      return await client.batch(call.statements, "write");
    case "execute":
      return [await client.execute(call.statement)];
  }
}

function plain({ columns, rows, rowsAffected, lastInsertRowid }: ResultSet): PlainResult {
  return { columns, rows: rows.map((row) => Array.from(row)), rowsAffected, lastInsertRowid };
}

function failureOf(error: unknown): PlainFailure {
  const known = databaseError(error);
  return {
    message: error instanceof Error ? error.message : String(error),
    code: known?.code,
    extendedCode: known?.extendedCode,
  };
}

function say(message: DatabaseMessage): void {
  self.postMessage(message);
}
