/** Thread without any permission: an archive is untrusted, and is read here. */
import "./empty_environment.ts";
import { type ArchiveCalls, archiveSession } from "../decks/archive/archive_session.ts";
import type { CallMessage, ThreadMessage } from "./thread_protocol.ts";

const session = archiveSession();

self.addEventListener("message", ({ data }: MessageEvent<CallMessage<ArchiveCalls>>) => void answer(data));

async function answer(message: CallMessage<ArchiveCalls>): Promise<void> {
  const { number } = message;
  try {
    const found = await answerOf(message);
    // A copy is handed over: the bytes may lie inside those of the whole archive.
    const given = found instanceof Uint8Array ? found.slice() : found;
    say({ kind: "answer", number, answer: given }, given instanceof Uint8Array ? [given.buffer] : []);
  } catch (error) {
    say({ kind: "failed", number, message: error instanceof Error ? error.message : String(error) });
  }
}

function answerOf(message: CallMessage<ArchiveCalls>): Promise<ArchiveCalls[keyof ArchiveCalls]["answer"]> {
  switch (message.call) {
    case "read":
      return session.read(message.ask);
    case "rows":
      return session.rows(message.ask);
    case "media":
      return session.media(message.ask);
  }
}

function say(message: ThreadMessage<ArchiveCalls>, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

say({ kind: "ready" });
