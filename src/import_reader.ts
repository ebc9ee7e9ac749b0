/** Reads imports in threads without any permission, and ends those that take too long or break. */
import type { ImportReader } from "./actions/import_reader.ts";
import type { ImportSession, SessionCalls } from "./decks/imports/import_session.ts";
import { openThread } from "./thread.ts";
import type { OpeningMessage } from "./workers/import_protocol.ts";

export interface ReaderOptions {
  /** The bytes of sql.js's WebAssembly, which a thread without permissions cannot read itself. */
  readonly sqlWasm: () => Promise<Uint8Array<ArrayBuffer>>;
  /** For reading all files of an import, and for every other question. */
  readonly readSeconds: number;
  readonly callSeconds: number;
}

const URL_OF_THREAD = new URL("./workers/import_worker.ts", import.meta.url);

export function importReader({ sqlWasm, readSeconds, callSeconds }: ReaderOptions): ImportReader {
  return {
    async open(files, progress) {
      const wasm = await sqlWasm();
      const thread = await openThread<SessionCalls>({ url: URL_OF_THREAD, name: "import" }, progress);
      const opening: OpeningMessage = { files, sqlWasm: wasm };
      // The bytes are handed over: they are kept on the disk, and twice in memory they could be too much.
      thread.say(opening, [...new Set(files.map(({ bytes }) => bytes.buffer))]);
      const within = <Call extends keyof SessionCalls>(call: Call, seconds = callSeconds) =>
      (
        ask: SessionCalls[Call]["ask"],
      ) => thread.call(call, ask, { seconds });
      return {
        read: within("read", readSeconds),
        wanted: within("wanted"),
        against: within("against"),
        notes: within("notes"),
        plan: within("plan"),
        page: within("page"),
        frame: within("frame"),
        histories: within("histories"),
        steps: within("steps"),
        media: within("media"),
        close: thread.close,
      } satisfies ImportSession;
    },
  };
}
