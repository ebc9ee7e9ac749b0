/** Thread without any permission: untrusted files are read here, and nowhere else. */
import "./empty_environment.ts";
import { getHeapStatistics } from "node:v8";
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
  const progress = (share: number, doing: string) => {
    refuseWhenFull();
    say({ kind: "progress", share, doing });
  };
  session = importSession(files, { formats: deckFormats, sqlWasm, progress });
}

async function answer(message: ImportCall): Promise<void> {
  const { number } = message;
  try {
    if (session === undefined) throw new Error("Cannot answer before there are files");
    refuseWhenFull();
    const given = await answerOf(session, message);
    const files = Array.isArray(given) ? given.filter((one) => one instanceof Uint8Array) : [];
    say({ kind: "answer", number, answer: given }, files.map(({ buffer }) => buffer));
  } catch (error) {
    say({ kind: "failed", number, message: error instanceof Error ? error.message : String(error) });
  }
}

const MOST_BYTES = 2_000_000_000;
/** Of what the engine gives a thread, which is less on a small machine; the rest is for what comes between two looks. */
const MOST_SHARE = 0.6;

/** A thread that has no memory left takes the whole program with it: before that, its file is given up. */
function refuseWhenFull(): void {
  const { used_heap_size: used, heap_size_limit: all } = getHeapStatistics();
  const most = Math.min(MOST_BYTES, all * MOST_SHARE);
  if (used <= most) return;
  throw new Error(`Reading the file takes more than ${Math.round(most / 1e6)} MB of memory`);
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
