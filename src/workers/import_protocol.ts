/** The messages between an import and its thread. */
import type { ImportFile } from "../decks/format.ts";
import type { SessionCalls } from "../decks/imports/import_session.ts";
import type { CallMessage, ThreadMessage } from "./thread_protocol.ts";

/** The first message: what the thread works on. */
export interface OpeningMessage {
  readonly files: readonly ImportFile[];
  readonly sqlWasm: Uint8Array<ArrayBuffer>;
}

export type ImportCall = CallMessage<SessionCalls>;
export type ImportMessage = ThreadMessage<SessionCalls>;
