/** Threads without any permission, which are asked one question after the other and ended when they break or are slow. */
import { ImportStopped } from "./actions/import_reader.ts";
import type { CallsOf, ThreadMessage } from "./workers/thread_protocol.ts";

/** A thread that has not loaded its modules by then never will. */
const START_SECONDS = 60;

export interface Thread<Calls extends CallsOf<Calls>> {
  /** Said before the first question; what is handed over is gone here. */
  readonly say: (message: unknown, handedOver: readonly Transferable[]) => void;
  /** One question after the other: the time of each begins when it is asked. Rejects with ImportStopped. */
  readonly call: <Call extends keyof Calls>(
    call: Call,
    ask: Calls[Call]["ask"],
    asking: Asking,
  ) => Promise<Calls[Call]["answer"]>;
  readonly close: () => void;
}

export interface Asking {
  readonly seconds: number;
  readonly handedOver?: readonly Transferable[];
}

/** `progress` hears a share from 0 to 1 and what is being done. */
export async function openThread<Calls extends CallsOf<Calls>>(
  { url, name }: { readonly url: URL; readonly name: string },
  progress: (share: number, doing: string) => void,
): Promise<Thread<Calls>> {
  const worker = new Worker(url, { type: "module", name, deno: { permissions: "none" } });
  const closing = new AbortController();
  const { signal: closed } = closing;
  let number = 0;
  let queue: Promise<unknown> = Promise.resolve();
  worker.addEventListener("message", ({ data }: MessageEvent<ThreadMessage<Calls>>) => {
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
      (message: ThreadMessage<Calls>) => message.kind === "ready" || undefined,
    );
  } catch (error) {
    close();
    throw error;
  }

  async function asked<Call extends keyof Calls>(
    call: Call,
    ask: Calls[Call]["ask"],
    { seconds, handedOver = [] }: Asking,
  ): Promise<Calls[Call]["answer"]> {
    if (closed.aborted) throw new ImportStopped("Reading the file was ended");
    const mine = ++number;
    try {
      const answer = heard(
        { ...next, seconds },
        (message: ThreadMessage<Calls, Call>) => answerTo(mine, message),
      );
      worker.postMessage({ number: mine, call, ask }, [...handedOver]);
      return (await answer).answer;
    } catch (error) {
      close();
      throw error;
    }
  }

  return {
    say: (message, handedOver) => worker.postMessage(message, [...handedOver]),
    call(call, ask, asking) {
      const answer = queue.then(() => asked(call, ask, asking));
      queue = answer.catch(() => undefined);
      return answer;
    },
    close,
  };
}

/** undefined for messages that are none of its business. */
function answerTo<Calls extends CallsOf<Calls>, Call extends keyof Calls>(
  number: number,
  message: ThreadMessage<Calls, Call>,
): { readonly answer: Calls[Call]["answer"] } | undefined {
  if (message.kind === "failed" && message.number === number) throw new ImportStopped(message.message);
  return message.kind === "answer" && message.number === number ? { answer: message.answer } : undefined;
}

interface Listening {
  readonly worker: Worker;
  readonly seconds: number;
  readonly closed: AbortSignal;
}

/** The first thing that `take` finds in what the thread says. */
function heard<Calls extends CallsOf<Calls>, Call extends keyof Calls, T>(
  { worker, seconds, closed }: Listening,
  take: (message: ThreadMessage<Calls, Call>) => T | undefined,
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
    worker.addEventListener("message", ({ data }: MessageEvent<ThreadMessage<Calls, Call>>) => {
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
