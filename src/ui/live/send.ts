/** Sends a form by fetch and reads the review that comes back. */
import type { ReviewModel } from "../models.ts";

interface How {
  readonly submitter: HTMLElement | null;
  readonly extra: Readonly<Record<string, string>>;
}

/**
 * The next state of the review; undefined when the browser goes elsewhere instead. Where the network or the answer fails,
 * the form is sent the ordinary way, so that the browser shows what happened.
 */
export async function send(
  form: HTMLFormElement,
  { submitter, extra }: How,
): Promise<ReviewModel | undefined> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string") body.append(name, value);
  }
  for (const [name, value] of Object.entries(extra)) body.append(name, value);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { accept: "application/json" },
    });
    if (response.headers.get("content-type")?.includes("application/json")) {
      const value: unknown = await response.json();
      if (isReview(value)) return value;
    }
    if (response.redirected) {
      location.assign(response.url);
      return undefined;
    }
  } catch {
    // Off line, or an answer cut short: the ordinary way below shows it in the browser's own words.
  }
  sendPlainly(form, body);
  return undefined;
}

/** An ordinary post of the same values; no submit event, so nothing catches it again. */
function sendPlainly(form: HTMLFormElement, body: URLSearchParams): void {
  const plain = document.createElement("form");
  plain.method = "post";
  plain.action = form.action;
  for (const [name, value] of body) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    plain.append(input);
  }
  document.body.append(plain);
  plain.submit();
}

/** The server is ours: the kind of answer is all that must be told apart. */
function isReview(value: unknown): value is ReviewModel {
  return typeof value === "object" && value !== null && "stage" in value && "counts" in value;
}
