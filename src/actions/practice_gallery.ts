/** All generators by topic, each with an example of its questions. */
import { drawQuestion } from "../decks/asked_question.ts";
import type { Generator } from "../questions/define.ts";
import { firstLevel, groupByTopic, matchesSearch } from "../questions/describe.ts";
import { GENERATORS } from "../questions/generators.ts";
import type { Topic } from "../questions/topics.ts";

export interface GalleryRequest {
  readonly search: string;
  /** Slug of a topic; undefined for all. */
  readonly topic: string | undefined;
}

export interface GalleryState extends GalleryRequest {
  /** Topics that have generators, found or not. */
  readonly topics: readonly { readonly topic: Topic; readonly count: number }[];
  readonly groups: readonly { readonly topic: Topic; readonly entries: readonly GalleryEntry[] }[];
}

export interface GalleryEntry {
  readonly generator: Generator;
  /** Seed of the example, which practice can begin with. */
  readonly seed: number;
  /** Markdown of an example's prompt; drawn when it is asked for. */
  readonly prompt: () => string;
}

/** Examples of one day are the same, so that a page can be read twice. */
export function gallery(request: GalleryRequest, day: number): GalleryState {
  const groups = groupByTopic(GENERATORS);
  return {
    ...request,
    topics: groups.map(({ topic, generators }) => ({ topic, count: generators.length })),
    groups: groups
      .filter(({ topic }) => request.topic === undefined || topic.slug === request.topic)
      .map(({ topic, generators }) => ({
        topic,
        entries: generators
          .filter((generator) =>
            request.search.trim() === "" || matchesSearch(generator, topic, request.search.trim())
          )
          .map((generator) => entryOf(generator, day)),
      }))
      .filter(({ entries }) => entries.length > 0),
  };
}

function entryOf(generator: Generator, seed: number): GalleryEntry {
  return {
    generator,
    seed,
    prompt() {
      const drawn = drawQuestion(generator, { level: firstLevel(generator), fixed: {}, seed });
      return drawn?.question.prompt ?? "";
    },
  };
}
