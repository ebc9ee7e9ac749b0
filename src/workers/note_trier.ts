/** Tries notes out in a thread of their own, one after the other, so that none can hold the server up. */
import { type NoteTrier, takesTooLong, type TriedNote } from "../decks/try_note.ts";

/** A thread that has not loaded its modules by then never will. */
const START_SECONDS = 30;

export interface NoteTrying {
  readonly tryNote: NoteTrier;
  readonly close: () => void;
}

/** The thread is started with the first note, and ended when one takes longer than `seconds`: the next starts another. */
export function openNoteTrier(seconds: number): NoteTrying {
  let thread: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const end = () => {
    thread?.terminate();
    thread = undefined;
  };
  async function tryNote(text: string): Promise<TriedNote> {
    try {
      thread ??= await started();
      const answer = nextMessage<TriedNote>(thread, seconds);
      thread.postMessage(text);
      const tried = await answer;
      if (tried === undefined) end();
      return tried ?? takesTooLong(seconds);
    } catch (error) {
      end();
      throw error;
    }
  }
  return {
    tryNote(text) {
      const tried = queue.then(() => tryNote(text));
      queue = tried.catch(() => undefined);
      return tried;
    },
    close: end,
  };
}

async function started(): Promise<Worker> {
  const url = new URL("./try_note.ts", import.meta.url);
  const thread = new Worker(url, { type: "module", name: "try_note", deno: { permissions: "none" } });
  if (await nextMessage(thread, START_SECONDS) !== undefined) return thread;
  thread.terminate();
  throw new Error(`Cannot try notes out: their thread did not start within ${START_SECONDS} s`);
}

/** What the thread says next; undefined when it says nothing in time. */
function nextMessage<T>(thread: Worker, seconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), seconds * 1000);
    const settle = (done: () => void) => {
      clearTimeout(timer);
      done();
    };
    thread.onmessage = ({ data }: MessageEvent<T>) => settle(() => resolve(data));
    thread.onerror = (event) => {
      event.preventDefault();
      settle(() => reject(new Error(`Cannot try a note out: ${event.message}`)));
    };
  });
}
