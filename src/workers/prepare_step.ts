/** Works out everything that the store writes of a step: its cards with their logs and the memories folded from them. */
import type { HistoryContext } from "../decks/imports/import_session.ts";
import type { NoteStep, StepCard } from "../decks/imports/import_plan.ts";
import { pathText } from "../decks/imports/plan_decks.ts";
import type { PreparedCard, PreparedContent, PreparedStep } from "../decks/imports/prepared.ts";
import { dayOf } from "../scheduling/day.ts";
import { foldLog } from "../scheduling/fold.ts";
import { convertHistory } from "../scheduling/from_anki.ts";
import type { LogEntry, Preset } from "../scheduling/types.ts";

/** `place` is that of the step among all of them: new cards without a place of their own keep the order of the file. */
export type StepPreparer = (step: NoteStep, place: number) => PreparedStep;

export function stepPreparer(context: HistoryContext): StepPreparer {
  const presets = new Map(context.presets.map(({ path, preset }) => [pathText(path), preset]));
  const presetAt = (path: readonly string[]) => presets.get(pathText(path)) ?? context.preset;
  return (step, place) => {
    if (step.kind === "rebase" || step.kind === "retire") return step;
    const leech = step.tags.some((tag) => tag.toLowerCase() === "leech");
    const cards = step.cards.map((card) =>
      preparedCard(card, { ...context, place, leech, preset: presetAt(card.deckPath) })
    );
    const rest = { content: contentOf(step), base: step.base, cards };
    return step.kind === "add"
      ? { kind: "add", guid: step.guid, deckPath: step.deckPath, ...rest }
      : { kind: "change", noteId: step.noteId, deckPath: step.deckPath, ...rest };
  };
}

function contentOf(step: Extract<NoteStep, { readonly kind: "add" | "change" }>): PreparedContent {
  const { type, noteType, fields, tags, source, summary } = step;
  return { type, noteType, fields, tags, source, summary };
}

interface CardContext extends Omit<HistoryContext, "presets"> {
  readonly place: number;
  readonly leech: boolean;
  readonly preset: Preset;
}

function preparedCard(card: StepCard, context: CardContext): PreparedCard {
  const { side: { key, label, generator }, deckPath, history, flag } = card;
  const known = { side: key, label, generator, deckPath };
  if (history === undefined) return { ...known, ...statedCard(card, context) };
  const { clock, preset, seen, leech, place } = context;
  const { position, entries, answers, memory } = convertHistory(
    { state: history.state, reviews: history.reviews, flag, leech, position: history.position ?? place },
    { clock, preset, seen, scheduler: history.scheduler ?? 2 },
  );
  const details = new Map(answers.map(({ seq, ...rest }) => [seq, rest]));
  const log = entries.map((entry) => ({ entry, details: details.get(entry.seq) }));
  return { ...known, position, log, memory: entries.length === 0 ? undefined : memory };
}

/** A card without a history may still be suspended or flagged. */
function statedCard(
  { suspended, flag }: StepCard,
  { place, clock, seen, preset }: CardContext,
): Pick<PreparedCard, "position" | "log" | "memory"> {
  const moment = { at: seen, day: dayOf(seen, clock) };
  const kinds = [
    ...(suspended ? [{ kind: "suspend" } as const] : []),
    ...(flag === 0 ? [] : [{ kind: "flag", flag } as const]),
  ];
  const entries = kinds.map((kind, index): LogEntry => ({ ...kind, ...moment, seq: index + 1 }));
  const memory = entries.length === 0
    ? undefined
    : foldLog(place, { entries, parameters: preset.parameters });
  return { position: place, log: entries.map((entry) => ({ entry, details: undefined })), memory };
}
