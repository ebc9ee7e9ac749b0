/** Shows under each field how the server reads it, a moment after typing stops. */
import type { EchoView } from "../models.ts";

const PAUSE_MS = 350;

/**
 * Asks for the echo of the form that holds the input, at the address that the form names; earlier questions that are
 * still waiting are dropped.
 */
export function echoLater(): (event: Event) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  return ({ target }) => {
    const form = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
      ? target.form
      : null;
    const address = form?.dataset.echoAt;
    if (form === null || address === undefined || form.querySelector("[data-echo]") === null) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = ++latest;
      const echoes = await fetchEchoes(address, form);
      if (asked === latest) show(form, echoes);
    }, PAUSE_MS);
  };
}

async function fetchEchoes(address: string, form: HTMLFormElement): Promise<readonly EchoView[]> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  try {
    const response = await fetch(address, { method: "POST", body, headers: { accept: "application/json" } });
    const found: unknown = response.ok ? await response.json() : undefined;
    return isEchoes(found) ? found.echoes : [];
  } catch {
    // Off line there is no echo; checking says so in its own way.
    return [];
  }
}

function show(form: HTMLFormElement, echoes: readonly EchoView[]): void {
  for (const place of form.querySelectorAll<HTMLElement>("[data-echo]")) {
    const echo = echoes.find(({ field }) => field === place.dataset.echo);
    place.innerHTML = echo?.html ?? "";
    place.toggleAttribute("data-problem", echo?.isProblem ?? false);
  }
}

/** The server is ours: the shape of the whole is all that must be told. */
function isEchoes(value: unknown): value is { readonly echoes: readonly EchoView[] } {
  return typeof value === "object" && value !== null && "echoes" in value && Array.isArray(value.echoes);
}
