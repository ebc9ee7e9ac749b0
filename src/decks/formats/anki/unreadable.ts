/** How reading stops deep inside a package: caught at its door and told as a refusal. */

/** Nothing of the file can be taken: a sentence, and what to do. */
export class Unreadable extends Error {
  constructor(message: string, readonly mend: string) {
    super(message);
    this.name = "Unreadable";
  }
}

const AGAIN = "Export it from Anki again, or download it again, and try that one.";

/** Bytes that contradict themselves; `what` begins the sentence. */
export function damaged(what: string): Unreadable {
  return new Unreadable(`${what} is damaged`, AGAIN);
}
