/** Sends a form by fetch and reads the model that comes back. */

interface How<Model> {
  readonly submitter: HTMLElement | null;
  readonly extra: Readonly<Record<string, string>>;
  /** Tells the page's own model from anything else that comes back. */
  readonly isModel: (value: unknown) => value is Model;
}

/**
 * The next state of the page; undefined when the browser goes elsewhere instead. Where the network or the answer fails,
 * the form is sent the ordinary way, so that the browser shows what happened.
 */
export async function send<Model>(
  form: HTMLFormElement,
  { submitter, extra, isModel }: How<Model>,
): Promise<Model | undefined> {
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
      if (isModel(value)) return value;
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

/** The state of another address; where it does not come, the browser goes there instead. */
export async function fetchModel<Model>(
  address: string,
  isModel: (value: unknown) => value is Model,
): Promise<Model | undefined> {
  try {
    const response = await fetch(address, { headers: { accept: "application/json" } });
    const value: unknown = response.ok ? await response.json() : undefined;
    if (isModel(value)) return value;
  } catch {
    // Off line, or an answer cut short: the ordinary way below shows it in the browser's own words.
  }
  location.assign(address);
  return undefined;
}
