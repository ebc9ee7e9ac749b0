/** The messages between an import and its thread: files first, then questions with numbers, each with one answer. */
import type { ImportFile } from "../decks/format.ts";
import type { SessionCalls } from "../decks/imports/import_session.ts";

export type CallName = keyof SessionCalls;

/** The first message: what the thread works on. */
export interface OpeningMessage {
  readonly files: readonly ImportFile[];
  readonly sqlWasm: Uint8Array<ArrayBuffer>;
}

export type CallMessage = {
  readonly [Call in CallName]: {
    readonly number: number;
    readonly call: Call;
    readonly ask: SessionCalls[Call]["ask"];
  };
}[CallName];

export type ThreadMessage<Call extends CallName = CallName> =
  /** The modules are loaded: the time of questions begins to count. */
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly share: number; readonly doing: string }
  | { readonly kind: "answer"; readonly number: number; readonly answer: SessionCalls[Call]["answer"] }
  /** The question could not be answered: a mistake of the program, or a file that broke it. */
  | { readonly kind: "failed"; readonly number: number; readonly message: string };
