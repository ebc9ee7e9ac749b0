/** Packages to time imports with: as many notes as wanted, half of them with two cards, some studied, some with pictures. */
import { buildPackage, type BuiltGeneration } from "../tests/packages/build_package.ts";
import {
  BASIC,
  type BuiltCard,
  type BuiltNote,
  cardWith,
  contentWith,
  noteWith,
  REVERSED,
} from "../tests/packages/content.ts";

export interface PackageSize {
  readonly notes: number;
  /** Answers of every third card. */
  readonly reviewsEach: number;
  readonly media: number;
}

const DAY = 86_400_000;
const MEDIA_BYTES = 20_000;
const WORDS = "rehearsal keeps what was learnt by asking for it again shortly before it would be forgotten"
  .split(" ");

export async function importPackage(
  { notes, reviewsEach, media }: PackageSize,
  { generation, now }: { readonly generation: BuiltGeneration; readonly now: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const madeAt = Math.floor(now / 1000) - 400 * 86_400;
  const content = contentWith({
    madeAt,
    notes: Array.from({ length: notes }, (_, index) => noteOf(index, { reviewsEach, media, now })),
    media: Array.from({ length: media }, (_, index) => ({ name: nameOf(index), bytes: noise(index) })),
  });
  return await buildPackage(content, generation);
}

interface Studied {
  readonly reviewsEach: number;
  readonly media: number;
  readonly now: number;
}

function noteOf(index: number, { reviewsEach, media, now }: Studied): BuiltNote {
  const words = Array.from({ length: 12 }, (_, place) => WORDS[(index * 7 + place * 5) % WORDS.length]).join(
    " ",
  );
  const picture = index < media ? `<img src="${nameOf(index)}">` : "";
  const sides = index % 2 === 0 ? [0] : [0, 1];
  return noteWith(index, {
    noteType: index % 2 === 0 ? BASIC.id : REVERSED.id,
    tags: ` chapter::${index % 40} `,
    fields: [`<b>${index}</b> ${words}${picture}`, `${words} &amp; <i>${index}</i>`],
    cards: sides.map((ord) =>
      cardOf(2 * index + ord, { ord, now, answers: index % 3 === 0 ? reviewsEach : 0 })
    ),
  });
}

interface Answered {
  readonly ord: number;
  readonly answers: number;
  readonly now: number;
}

function cardOf(number: number, { ord, answers, now }: Answered): BuiltCard {
  if (answers === 0) return cardWith({ ord, due: number + 1 });
  const reviews = Array.from({ length: answers }, (_, place) => ({
    id: now - (answers - place) * 20 * DAY + number,
    ease: 3,
    interval: 5 * (place + 1),
    lastInterval: 5 * place,
    factor: 2500,
    time: 4000,
    kind: place === 0 ? 0 : 1,
  }));
  return cardWith({
    ord,
    type: 2,
    queue: 2,
    due: 395 + number % 30,
    interval: 5 * answers,
    factor: 2500,
    reps: answers,
    reviews,
  });
}

function nameOf(index: number): string {
  return `picture ${index}.png`;
}

/** Bytes that no packer makes smaller. */
function noise(seed: number): Uint8Array<ArrayBuffer> {
  let state = seed + 1;
  return Uint8Array.from({ length: MEDIA_BYTES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
