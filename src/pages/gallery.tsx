/** The gallery: every kind of generated question by topic, to be practised or solved. */
import { Icon } from "../ui/icon.tsx";
import type { GalleryModel } from "../ui/models.ts";
import { Rich } from "../ui/rich.tsx";
import { countOf } from "../ui/words.ts";

export function GalleryPage({ model }: { readonly model: GalleryModel }) {
  const found = model.groups.reduce((sum, group) => sum + group.entries.length, 0);
  const all = model.topics.reduce((sum, topic) => sum + topic.count, 0);
  const narrowed = model.search !== "" || model.topic !== undefined;
  return (
    <>
      <section aria-labelledby="practice">
        <h1 id="practice">Practice</h1>
        <p class="lead">
          {countOf(all, "kind")} of question with fresh numbers each time. Nothing here touches your schedule.
        </p>
        <Search model={model} />
        {narrowed && (
          <p role="status">
            {countOf(found, "kind")} of question found. <a href="/practice">Show all</a>
          </p>
        )}
      </section>
      {!narrowed && <Contents model={model} />}
      {model.groups.map((group) => <Group key={group.slug} group={group} open={narrowed} />)}
    </>
  );
}

function Search({ model }: { readonly model: GalleryModel }) {
  return (
    <form class="inline-form search" method="get" action="/practice" role="search">
      <label class="visually-hidden" for="search">Search the kinds of question</label>
      <input
        id="search"
        type="search"
        name="search"
        defaultValue={model.search}
        placeholder="softmax, stride, gradient"
        maxLength={200}
      />
      <label class="visually-hidden" for="topic">Topic</label>
      <select id="topic" name="topic">
        <option value="">All topics</option>
        {model.topics.map(({ slug, title }) => (
          <option key={slug} value={slug} selected={slug === model.topic}>{title}</option>
        ))}
      </select>
      <button type="submit" class="button">
        <Icon name="search" /> Search
      </button>
    </form>
  );
}

function Contents({ model }: { readonly model: GalleryModel }) {
  return (
    <nav aria-label="Topics">
      <ul class="contents">
        {model.topics.map(({ slug, title, count }) => (
          <li key={slug}>
            <a href={`#${slug}`}>{title}</a> <span class="count">{count}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface GroupProps {
  readonly group: GalleryModel["groups"][number];
  readonly open: boolean;
}

function Group({ group, open }: GroupProps) {
  return (
    <section class="gallery-group" aria-labelledby={group.slug}>
      <header class="group-head">
        <h2 id={group.slug} tabIndex={-1}>{group.title}</h2>
        <a class="button quiet" href={`/practice/topic/${group.slug}`}>
          <Icon name="practice" />
          <span>
            Practise them mixed<span class="visually-hidden">: {group.title}</span>
          </span>
        </a>
      </header>
      <p class="hint">{group.about}</p>
      <ul class="gallery">
        {group.entries.map((entry, i) => <Entry key={entry.id} entry={entry} open={open || i === 0} />)}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly entry: GroupProps["group"]["entries"][number];
  readonly open: boolean;
}

function Entry({ entry, open }: EntryProps) {
  return (
    <li class="gallery-entry" id={`g-${entry.id}`}>
      <h3>
        <a href={entry.practise}>{entry.title}</a>
      </h3>
      <p class="note-facts">
        <code>{entry.id}</code>
        <span>{entry.levels}</span>
        <a class="solve" href={entry.solve}>
          Solve your own numbers<span class="visually-hidden">: {entry.title}</span>
        </a>
      </p>
      <details open={open}>
        <summary>
          Example <span class="visually-hidden">of {entry.title}</span>
        </summary>
        <Rich html={entry.example} class="prose example" />
      </details>
    </li>
  );
}
