/** The review without page loads: forms go out by fetch, keys work, focus and announcements follow the card. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { CONTENT_CHANGED } from "../src/ui/live/content_event.ts";
import { echoLater } from "../src/ui/live/echo.ts";
import { moveInGrid, pasteIntoGrid } from "../src/ui/live/grid_keys.ts";
import { actionForKey } from "../src/ui/live/review_keys.ts";
import { fetchModel, send } from "../src/ui/live/send.ts";
import type { ReviewModel } from "../src/ui/models.ts";
import { ratingForPoints } from "../src/ui/review/points.tsx";
import { ReviewView } from "../src/ui/review/review_view.tsx";

/** Beyond this a timer would overflow, and nobody is waiting at the page. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

interface ReviewProps {
  readonly model: ReviewModel;
}

export default function Review({ model: first }: ReviewProps) {
  const model = useSignal(first);
  const turns = useSignal(0);
  const root = useRef<HTMLDivElement>(null);
  const busy = useRef(false);
  const shownAt = useRef(0);
  const hinted = useRef(false);

  /** Shows another state; focus moves, since there is something new to read. */
  function show(next: ReviewModel): void {
    hinted.current = hintsOf(next) > hintsOf(model.value);
    model.value = next;
    turns.value += 1;
  }

  function turn(): void {
    const { stage } = model.value;
    if (stage.kind !== "card" || stage.card.turned || stage.card.back === undefined) return;
    show({ ...model.value, stage: { kind: "card", card: { ...stage.card, turned: true } } });
    suggest();
  }

  /** Points suggest a grade by what is ticked. */
  function suggest(): void {
    const { stage } = model.value;
    if (stage.kind !== "card" || stage.card.face !== "points" || stage.card.back === undefined) return;
    const boxes = [...root.current?.querySelectorAll<HTMLInputElement>("[data-point]:checked") ?? []];
    // Before the first tick nothing is suggested, so that turning a card and pressing Enter again does not fail it.
    if (boxes.length === 0 && stage.card.suggested === undefined) return;
    const ticked = new Set(boxes.map((box) => box.dataset.point ?? ""));
    const suggested = ratingForPoints(stage.card.back.points, ticked);
    model.value = { ...model.value, stage: { kind: "card", card: { ...stage.card, suggested } } };
  }

  /** One request at a time; what comes back is shown. */
  async function follow(ask: () => Promise<ReviewModel | undefined>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    root.current?.toggleAttribute("data-busy", true);
    try {
      const next = await ask();
      if (next !== undefined) show(next);
    } finally {
      busy.current = false;
      root.current?.toggleAttribute("data-busy", false);
    }
  }

  /** From an example to its question without a page load. */
  async function click(event: MouseEvent): Promise<void> {
    const link = event.target instanceof Element
      ? event.target.closest<HTMLAnchorElement>("a[data-go]")
      : null;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (link === null || elsewhere) return;
    event.preventDefault();
    await follow(() => fetchModel(link.href, isReview));
  }

  async function submit(event: SubmitEvent): Promise<void> {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.form === undefined) return;
    if (form.dataset.form === "turn") {
      const { stage } = model.value;
      if (stage.kind !== "card" || stage.card.back === undefined) return;
      event.preventDefault();
      return turn();
    }
    event.preventDefault();
    await follow(() => {
      const tookMs = Math.round(performance.now() - shownAt.current);
      return send(form, {
        submitter: event.submitter,
        extra: { tookMs: String(tookMs) },
        isModel: isReview,
      });
    });
  }

  function change({ target }: Event): void {
    if (target instanceof HTMLInputElement && target.dataset.point !== undefined) suggest();
  }

  function press(event: KeyboardEvent): void {
    const page = root.current;
    if (page === null) return;
    if (moveInGrid(event)) return;
    if (!model.value.keys) return;
    const action = actionForKey(event, model.value);
    if (action === undefined) return;
    const done = act(page, action);
    if (done) event.preventDefault();
  }

  const echo = useRef(echoLater());
  const stage = model.value.stage;
  const card = stage.kind === "card" ? stage.card : undefined;

  useEffect(() => {
    shownAt.current = performance.now();
  }, [card?.cardId, card?.version]);

  useEffect(() => {
    document.addEventListener("keydown", press);
    suggest();
    return () => document.removeEventListener("keydown", press);
  }, []);

  useEffect(() => {
    if (stage.kind !== "wait") return;
    const waitMs = stage.untilAt - performance.timeOrigin - performance.now();
    if (waitMs > LONGEST_WAIT_MS) return;
    const look = () => root.current?.querySelector<HTMLAnchorElement>("[data-refresh]")?.click();
    const timer = setTimeout(look, Math.max(1000, waitMs));
    return () => clearTimeout(timer);
  }, [stage]);

  useLayoutEffect(() => {
    if (turns.value === 0 || root.current === null) return;
    document.dispatchEvent(new CustomEvent(CONTENT_CHANGED));
    if (hinted.current) root.current.querySelector<HTMLElement>(".hints li:last-child")?.focus();
    else focusOn(root.current, model.value);
  }, [turns.value]);

  return (
    <div
      class="review-root"
      ref={root}
      onSubmit={submit}
      onClick={click}
      onChange={change}
      onInput={echo.current}
      onPaste={pasteIntoGrid}
    >
      <ReviewView model={model.value} />
    </div>
  );
}

function hintsOf({ stage }: ReviewModel): number {
  return stage.kind === "card" ? stage.card.hints.length : 0;
}

/** Does what a key asked for; false when there is nothing to do it with. */
function act(page: HTMLElement, action: string): boolean {
  if (action === "keys") {
    page.querySelector<HTMLElement>("#keys")?.togglePopover();
    return true;
  }
  if (action === "first-input") {
    page.querySelector<HTMLElement>("#check input:not([type=hidden]), #check textarea")?.focus();
    return true;
  }
  const found = page.querySelector<HTMLElement>(action);
  found?.click();
  return found !== null;
}

/** Focus goes where the reader is needed next: the question, the grade that is suggested, or what could not be read. */
function focusOn(page: HTMLElement, { stage }: ReviewModel): void {
  const find = (selector: string) => page.querySelector<HTMLElement>(selector);
  const card = stage.kind === "card" ? stage.card : undefined;
  if (card === undefined || (!card.turned && card.verdict === undefined)) {
    // Where steps are given they are read first.
    const typing = card?.face === "fields" && card.lead.length === 0 && matchMedia("(pointer: fine)").matches;
    (typing ? find("#check input[type=text], #check textarea") : find("#question"))?.focus({
      preventScroll: true,
    });
    scrollTo({ top: 0 });
  } else if (!card.turned) {
    (find("[aria-invalid=true]") ?? find("#question"))?.focus();
  } else {
    const good = find(".grade[data-suggested]") ?? find(".grade[value='3']");
    (card.face === "points" ? find("[data-point]") : good)?.focus({ preventScroll: true });
    find(card.verdict === undefined ? ".answer" : ".verdict")?.scrollIntoView({ block: "nearest" });
  }
}

/** The server is ours: the kind of answer is all that must be told apart. */
function isReview(value: unknown): value is ReviewModel {
  return typeof value === "object" && value !== null && "stage" in value && "counts" in value;
}
