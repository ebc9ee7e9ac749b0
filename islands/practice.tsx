/** Practice without page loads: the form and the links go out by fetch, the address follows, keys work. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { CONTENT_CHANGED } from "../src/ui/live/content_event.ts";
import { echoLater } from "../src/ui/live/echo.ts";
import { moveInGrid, pasteIntoGrid } from "../src/ui/live/grid_keys.ts";
import { type PracticeAction, practiceActionForKey } from "../src/ui/live/practice_keys.ts";
import { fetchModel, send } from "../src/ui/live/send.ts";
import type { PracticeModel } from "../src/ui/models.ts";
import { PracticeView } from "../src/ui/practice/practice_view.tsx";

interface PracticeProps {
  readonly model: PracticeModel;
}

export default function Practice({ model: first }: PracticeProps) {
  const model = useSignal(first);
  const turns = useSignal(0);
  const root = useRef<HTMLDivElement>(null);
  const busy = useRef(false);
  const echo = useRef(echoLater());

  /** One request at a time; what comes back is shown, and focus goes where it is needed. */
  async function follow(ask: () => Promise<PracticeModel | undefined>): Promise<PracticeModel | undefined> {
    if (busy.current) return undefined;
    busy.current = true;
    root.current?.toggleAttribute("data-busy", true);
    try {
      const next = await ask();
      if (next !== undefined) {
        model.value = next;
        turns.value += 1;
      }
      return next;
    } finally {
      busy.current = false;
      root.current?.toggleAttribute("data-busy", false);
    }
  }

  function submit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.form === undefined) return;
    event.preventDefault();
    follow(() => send(form, { submitter: event.submitter, extra: {}, isModel: isPractice }));
  }

  async function click(event: MouseEvent): Promise<void> {
    const link = event.target instanceof Element
      ? event.target.closest<HTMLAnchorElement>("a[data-go]")
      : null;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (link === null || elsewhere) return;
    event.preventDefault();
    const next = await follow(() => fetchModel(link.href, isPractice));
    if (next !== undefined && link.href !== location.href) history.pushState(null, "", link.href);
  }

  function press(event: KeyboardEvent): void {
    const page = root.current;
    if (page === null || moveInGrid(event)) return;
    if (
      event.key === "Escape" && event.target instanceof HTMLElement && event.target.closest("#check") !== null
    ) {
      event.target.blur();
      return;
    }
    if (!model.value.keys) return;
    const action = practiceActionForKey(event, model.value);
    if (action !== undefined && act(page, action)) event.preventDefault();
  }

  useEffect(() => {
    const goBack = () => {
      follow(() => fetchModel(location.href, isPractice));
    };
    document.addEventListener("keydown", press);
    addEventListener("popstate", goBack);
    return () => {
      document.removeEventListener("keydown", press);
      removeEventListener("popstate", goBack);
    };
  }, []);

  useLayoutEffect(() => {
    if (turns.value === 0 || root.current === null) return;
    document.dispatchEvent(new CustomEvent(CONTENT_CHANGED));
    focusOn(root.current, model.value);
  }, [turns.value]);

  return (
    <div
      class="review-root"
      ref={root}
      onSubmit={submit}
      onClick={click}
      onInput={echo.current}
      onPaste={pasteIntoGrid}
    >
      <PracticeView model={model.value} />
    </div>
  );
}

/** Does what a key asked for; false when there is nothing to do it with. */
function act(page: HTMLElement, action: PracticeAction): boolean {
  if (action.kind === "keys") {
    page.querySelector<HTMLElement>("#keys")?.togglePopover();
    return true;
  }
  const found = page.querySelector<HTMLElement>(action.selector);
  if (action.kind === "focus") found?.focus();
  else found?.click();
  return found !== null;
}

/** Focus goes where the reader is needed next: the first input, a new hint, what is to be mended, or the next question. */
function focusOn(page: HTMLElement, { question, hints }: PracticeModel): void {
  const find = (selector: string) => page.querySelector<HTMLElement>(selector);
  if (question.turned) {
    find("[data-go=next]")?.focus({ preventScroll: true });
    find(question.verdict === undefined ? ".answer" : ".verdict")?.scrollIntoView({ block: "nearest" });
    return;
  }
  const hint = find(".hints > li:last-child");
  if (hint !== null && Number(page.dataset.hints ?? 0) !== hints.length) {
    page.dataset.hints = String(hints.length);
    hint.focus();
    return;
  }
  page.dataset.hints = String(hints.length);
  if (question.verdict !== undefined) return (find("[aria-invalid=true]") ?? find("#question"))?.focus();
  const typing = matchMedia("(pointer: fine)").matches;
  (typing ? find("#check input[type=text], #check textarea") : find("#question"))?.focus({
    preventScroll: true,
  });
  scrollTo({ top: 0 });
}

/** The server is ours: the kind of answer is all that must be told apart. */
function isPractice(value: unknown): value is PracticeModel {
  return typeof value === "object" && value !== null && "question" in value && "here" in value;
}
