/** The messages between the program and a thread of its: an opening, then questions with numbers, each with one answer. */

/** Every question with its answer, by name. */
export type CallsOf<Calls> = {
  readonly [Call in keyof Calls]: { readonly ask: unknown; readonly answer: unknown };
};

export type CallMessage<Calls extends CallsOf<Calls>> = {
  readonly [Call in keyof Calls]: {
    readonly number: number;
    readonly call: Call;
    readonly ask: Calls[Call]["ask"];
  };
}[keyof Calls];

export type ThreadMessage<Calls extends CallsOf<Calls>, Call extends keyof Calls = keyof Calls> =
  /** The modules are loaded: the time of questions begins to count. */
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly share: number; readonly doing: string }
  | { readonly kind: "answer"; readonly number: number; readonly answer: Calls[Call]["answer"] }
  /** The question could not be answered: a mistake of the program, or a file that broke it. */
  | { readonly kind: "failed"; readonly number: number; readonly message: string };
