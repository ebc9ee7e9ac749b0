/** Makes the model of a practice page: its addresses carry the seed, so that a question can be shared. */
import type { Course, PracticeState } from "../actions/practice.ts";
import type { Html, PracticeModel } from "../ui/models.ts";
import { echoView } from "./echo_view.ts";
import { markdownProse, ownRenderer } from "./prose.ts";
import { questionView } from "./question_view.ts";

export function practiceModel(state: PracticeState, { keys }: { readonly keys: boolean }): PracticeModel {
  const render = ownRenderer();
  const { course, generator, level, chosenLevel, seed, isFinal } = state;
  const question = questionView(state.asked, {
    render,
    turned: isFinal,
    withKey: isFinal,
    given: isFinal ? state.judged : state.typed,
    verdict: state.verdict,
  });
  const address = (at: { readonly level: number | undefined; readonly seed: number }) =>
    practiceAddress(course, at);
  return {
    title: generator.title,
    mix: course.kind === "topic" ? `${state.topic?.title ?? course.slug}, mixed` : undefined,
    topic: { slug: generator.topic, title: state.topic?.title ?? generator.topic },
    levels: [
      ...(course.kind === "topic" ? [{ label: "any", level: undefined }] : []),
      ...state.levels.map((each) => ({
        label: String(each),
        level: each,
      })),
    ].map((each) => ({
      label: each.label,
      href: address({ level: each.level, seed }),
      chosen: each.level === chosenLevel,
    })),
    here: address({ level: chosenLevel, seed }),
    next: address({ level: chosenLevel, seed: state.nextSeed }),
    solve: `/solve/${generator.id}?level=${level}&seed=${seed}`,
    echo: practiceAddress(course, { level: chosenLevel, seed, echo: true }),
    question: {
      ...question,
      echoes: state.echoes.map(echoView),
      kicker: course.kind === "topic"
        ? `${generator.title}, level ${level}`
        : `Level ${level}: practice, outside the schedule`,
    },
    hints: state.hints.map((hint): Html => render.block(markdownProse(hint))),
    hintsLeft: state.hintsLeft,
    tries: state.tries,
    judged: state.judged === undefined ? undefined : new URLSearchParams(state.judged.typed).toString(),
    keys,
  };
}

/** The address of a course at the question of a seed, or of the echo of what is typed there. */
export function practiceAddress(
  course: Course,
  { level, seed, echo = false }: {
    readonly level: number | undefined;
    readonly seed: number;
    readonly echo?: boolean;
  },
): string {
  const path = course.kind === "topic"
    ? `/practice/topic/${encodeURIComponent(course.slug)}`
    : `/practice/${encodeURIComponent(course.id)}`;
  const query = new URLSearchParams({
    ...(level === undefined ? {} : { level: String(level) }),
    seed: String(seed),
  });
  return `${path}${echo ? "/echo" : ""}?${query}`;
}
