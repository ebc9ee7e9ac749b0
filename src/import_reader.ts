/** Reads imports in threads without any permission, and ends those that take too long or break. */
import { type ImportReader, ImportStopped } from "./actions/import_reader.ts";
import type { ImportSession, SessionCalls } from "./decks/imports/import_session.ts";
import type { CallName, OpeningMessage, ThreadMessage } from "./workers/import_protocol.ts";

export interface ReaderOptions {
  /** The bytes of sql.js's WebAssembly, which a thread without permissions cannot read itself. */
  readonly sqlWasm: () => Promise<Uint8Array<ArrayBuffer>>;
  /** For reading all files of an import, and for every other question. */
  readonly readSeconds: number;
  readonly callSeconds: number;
}

/** A thread that has not loaded its modules by then never will. */
const START_SECONDS = 60;

export function importReader({ sqlWasm, readSeconds, callSeconds }: ReaderOptions): ImportReader {
  return {
    async open(files, progress) {
      const wasm = await sqlWasm();
      const thread = await openThread(progress);
      thread.open({ files, sqlWasm: wasm });
      const within = <Call extends CallName>(call: Call, seconds = callSeconds) =>
      (
        ask: SessionCalls[Call]["ask"],
      ) => thread.call(call, ask, seconds);
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

interface Thread {
  readonly open: (message: OpeningMessage) => void;
  /** One question after the other: the time of each begins when it is asked. */
  readonly call: <Call extends CallName>(
    call: Call,
    ask: SessionCalls[Call]["ask"],
    seconds: number,
  ) => Promise<SessionCalls[Call]["answer"]>;
  readonly close: () => void;
}

async function openThread(progress: (share: number, doing: string) => void): Promise<Thread> {
  const url = new URL("./workers/import_worker.ts", import.meta.url);
  const worker = new Worker(url, { type: "module", name: "import", deno: { permissions: "none" } });
  const closing = new AbortController();
  const { signal: closed } = closing;
  let number = 0;
  let queue: Promise<unknown> = Promise.resolve();
  worker.addEventListener("message", ({ data }: MessageEvent<ThreadMessage>) => {
    if (data.kind === "progress" && !closed.aborted) progress(data.share, data.doing);
  });
  // What is not heard here would end the whole program.
  worker.addEventListener("error", (event) => event.preventDefault());
  const close = () => {
    closing.abort();
    worker.terminate();
  };
  const next = { worker, closed };
  try {
    await heard(
      { ...next, seconds: START_SECONDS },
      (message: ThreadMessage) => message.kind === "ready" || undefined,
    );
  } catch (error) {
    close();
    throw error;
  }

  async function asked<Call extends CallName>(
    call: Call,
    ask: SessionCalls[Call]["ask"],
    seconds: number,
  ): Promise<SessionCalls[Call]["answer"]> {
    if (closed.aborted) throw new ImportStopped("Reading the file was ended");
    const mine = ++number;
    try {
      const answer = heard({ ...next, seconds }, (message: ThreadMessage<Call>) => answerTo(mine, message));
      worker.postMessage({ number: mine, call, ask });
      return (await answer).answer;
    } catch (error) {
      close();
      throw error;
    }
  }

  return {
    open({ files, sqlWasm }) {
      // The bytes are handed over: they are kept on the disk, and twice in memory they could be too much.
      worker.postMessage({ files, sqlWasm }, [...new Set(files.map(({ bytes }) => bytes.buffer))]);
    },
    call(call, ask, seconds) {
      const answer = queue.then(() => asked(call, ask, seconds));
      queue = answer.catch(() => undefined);
      return answer;
    },
    close,
  };
}

/** undefined for messages that are none of its business. */
function answerTo<Call extends CallName>(
  number: number,
  message: ThreadMessage<Call>,
): { readonly answer: SessionCalls[Call]["answer"] } | undefined {
  if (message.kind === "failed" && message.number === number) throw new ImportStopped(message.message);
  return message.kind === "answer" && message.number === number ? { answer: message.answer } : undefined;
}

interface Listening {
  readonly worker: Worker;
  readonly seconds: number;
  readonly closed: AbortSignal;
}

/** The first thing that `take` finds in what the thread says. */
function heard<Call extends CallName, T>(
  { worker, seconds, closed }: Listening,
  take: (message: ThreadMessage<Call>) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController();
    const settle = (done: () => void) => {
      clearTimeout(timer);
      ended.abort();
      done();
    };
    const stop = (message: string) => settle(() => reject(new ImportStopped(message)));
    const timer = setTimeout(() => stop(`Reading the file takes longer than ${seconds} s`), seconds * 1000);
    const { signal } = ended;
    worker.addEventListener("message", ({ data }: MessageEvent<ThreadMessage<Call>>) => {
      try {
        const found = take(data);
        if (found !== undefined) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error));
      }
    }, { signal });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      stop(`The file broke its reader: ${event.message}`);
    }, { signal });
    closed.addEventListener("abort", () => stop("Reading the file was ended"), { signal });
  });
}
