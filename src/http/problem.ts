/** What went wrong with a request, in words for the person who sent it. */

export interface ProblemText {
  readonly title: string;
  /** What was found. */
  readonly detail: string;
  /** What to do now. */
  readonly mend: string;
  /** Each fault of a body by its path, for programs. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
}

/** Thrown by routes and middleware; turned into a page or JSON in errors.ts. */
export class HttpProblem extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 421 | 422 | 429,
    readonly text: ProblemText,
  ) {
    super(text.title);
  }
}

export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, {
    title: `There is no such ${what}`,
    detail: `The address names a ${what} that does not exist, or is not yours.`,
    mend: "Go back to the decks and start from there.",
  });
}
