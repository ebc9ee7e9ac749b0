/** Makes the model of the gallery: each kind of question with an example of it. */
import type { GalleryEntry, GalleryState } from "../actions/practice_gallery.ts";
import { levelWords } from "../questions/describe.ts";
import type { GalleryModel, Html } from "../ui/models.ts";
import { markdownProse, ownRenderer } from "./prose.ts";

/** Examples are rendered once a day: with the formulas of 140 prompts they are most of the page's time. */
export interface Examples {
  readonly of: (entry: GalleryEntry) => Html;
}

export function makeExamples(): Examples {
  const render = ownRenderer();
  const kept = new Map<string, { readonly seed: number; readonly html: Html }>();
  return {
    of(entry) {
      const { generator, seed } = entry;
      const found = kept.get(generator.id);
      if (found?.seed === seed) return found.html;
      const html = render.block(markdownProse(entry.prompt()));
      kept.set(generator.id, { seed, html });
      return html;
    },
  };
}

export function galleryModel(state: GalleryState, examples: Examples): GalleryModel {
  return {
    search: state.search,
    topic: state.topic,
    topics: state.topics.map(({ topic, count }) => ({ slug: topic.slug, title: topic.title, count })),
    groups: state.groups.map(({ topic, entries }) => ({
      slug: topic.slug,
      title: topic.title,
      about: topic.about,
      entries: entries.map((entry) => ({
        id: entry.generator.id,
        title: entry.generator.title,
        levels: levelWords(entry.generator.levels),
        practise: `/practice/${entry.generator.id}`,
        solve: `/solve/${entry.generator.id}`,
        example: examples.of(entry),
      })),
    })),
  };
}
