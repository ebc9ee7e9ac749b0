/** Thread without any permission: untrusted files are read here, and nowhere else. */
import "./empty_environment.ts";
import { deckFormats } from "../decks/formats.ts";
import type { ImportSession, SessionCalls } from "../decks/imports/import_session.ts";
import type { ImportCall, ImportMessage, OpeningMessage } from "./import_protocol.ts";
import { importSession } from "./import_session.ts";

let session: ImportSession | undefined;

self.addEventListener("message", ({ data }: MessageEvent<OpeningMessage | ImportCall>) => {
  if ("call" in data) void answer(data);
  else open(data);
});

function open({ files, sqlWasm }: OpeningMessage): void {
  const progress = (share: number, doing: string) => say({ kind: "progress", share, doing });
  session = importSession(files, { formats: deckFormats, sqlWasm, progress });
}

async function answer(message: ImportCall): Promise<void> {
  const { number } = message;
  try {
    if (session === undefined) throw new Error("Cannot answer before there are files");
    const found = await answerOf(session, message);
    // A copy is handed over: the bytes may lie inside those of the whole package.
    const given = found instanceof Uint8Array ? found.slice() : found;
    say({ kind: "answer", number, answer: given }, given instanceof Uint8Array ? [given.buffer] : []);
  } catch (error) {
    say({ kind: "failed", number, message: error instanceof Error ? error.message : String(error) });
  }
}

function answerOf(
  session: ImportSession,
  message: ImportCall,
): Promise<SessionCalls[keyof SessionCalls]["answer"]> {
  switch (message.call) {
    case "read":
      return session.read(message.ask);
    case "wanted":
      return session.wanted(message.ask);
    case "against":
      return session.against(message.ask);
    case "notes":
      return session.notes(message.ask);
    case "plan":
      return session.plan(message.ask);
    case "page":
      return session.page(message.ask);
    case "frame":
      return session.frame(message.ask);
    case "histories":
      return session.histories(message.ask);
    case "steps":
      return session.steps(message.ask);
    case "media":
      return session.media(message.ask);
  }
}

function say(message: ImportMessage, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

say({ kind: "ready" });
