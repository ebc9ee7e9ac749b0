/** Settings of the person: when their day begins, how pages look, keys, and the options of decks. */
import { Icon } from "../ui/icon.tsx";
import type { SettingsModel, Shell } from "../ui/models.ts";
import { countOf } from "../ui/words.ts";

interface SettingsPageProps {
  readonly model: SettingsModel;
  readonly shell: Shell;
}

export function SettingsPage({ model, shell }: SettingsPageProps) {
  return (
    <>
      <section aria-labelledby="settings">
        <h1 id="settings">Settings</h1>
        {shell.canSignOut && <p class="lead">Signed in as {shell.userName}.</p>}
      </section>
      <form class="form" method="post" action="/settings">
        <Day model={model} />
        <Look model={model} />
        <div class="actions">
          <button type="submit" class="button primary">Save settings</button>
        </div>
      </form>
      <Presets presets={model.presets} />
      <Copies />
      <Authors />
    </>
  );
}

function Day({ model }: { readonly model: SettingsModel }) {
  return (
    <>
      <div class="option-row">
        <label for="zone">Time zone</label>
        <select id="zone" name="zone" {...invalid(model, "zone")}>
          {model.zones.map((zone) => (
            <option key={zone} value={zone} selected={zone === model.zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </select>
        <span class="hint">Days are counted where you are.</span>
        <Problem model={model} name="zone" />
      </div>
      <div class="option-row">
        <label for="rolloverHour">A new day begins at</label>
        <select id="rolloverHour" name="rolloverHour" {...invalid(model, "rolloverHour")}>
          {Array.from(
            { length: 24 },
            (_, hour) => (
              <option key={hour} value={hour} selected={hour === model.rolloverHour}>
                {`${String(hour).padStart(2, "0")}:00`}
              </option>
            ),
          )}
        </select>
        <span class="hint">What you study before this hour still belongs to the day before.</span>
        <Problem model={model} name="rolloverHour" />
      </div>
    </>
  );
}

const THEMES = [["system", "As the system"], ["light", "Light"], ["dark", "Dark"]] as const;

function Look({ model }: { readonly model: SettingsModel }) {
  return (
    <>
      <fieldset class="option-row">
        <legend>Colours</legend>
        <span class="choices">
          {THEMES.map(([value, label]) => (
            <label key={value} class="choice">
              <input type="radio" name="theme" value={value} defaultChecked={value === model.theme} /> {label}
            </label>
          ))}
        </span>
        <Problem model={model} name="theme" />
      </fieldset>
      <div class="option-row check-row">
        <label for="keys">Single keys</label>
        <input
          id="keys"
          type="checkbox"
          name="keys"
          value="on"
          defaultChecked={model.keys}
          aria-describedby="keys-help"
        />
        <span class="hint" id="keys-help">
          Space shows the answer, 1 to 4 grade, u takes back. Switch off if speech input or your own keys get
          in the way.
        </span>
      </div>
    </>
  );
}

function Presets({ presets }: Pick<SettingsModel, "presets">) {
  return (
    <section aria-labelledby="presets">
      <h2 id="presets">Options of decks</h2>
      <ul class="presets">
        {presets.map((preset) => (
          <li key={preset.id}>
            <a href={`/presets/${preset.id}`}>{preset.name}</a>
            <span class="hint">{countOf(preset.decks, "deck")}</span>
          </li>
        ))}
      </ul>
      <form class="inline-form" method="post" action="/presets">
        <label for="preset-name">New options named</label>
        <input id="preset-name" type="text" name="name" required maxLength={100} />
        <button type="submit" class="button">Make them</button>
      </form>
    </section>
  );
}

function Copies() {
  return (
    <section aria-labelledby="copies">
      <h2 id="copies">Your data</h2>
      <p>
        <a href="/export">Export</a> your cards and what you have learnt, or <a href="/import">import</a>{" "}
        what you have elsewhere.
      </p>
    </section>
  );
}

function Authors() {
  return (
    <section aria-labelledby="authors">
      <h2 id="authors">Cards of your own</h2>
      <p>
        Decks are files. The <a href="/workbench">workbench</a>{" "}
        shows the cards of a note while you write it, and what is wrong with it.
      </p>
    </section>
  );
}

interface ProblemProps {
  readonly model: SettingsModel;
  readonly name: string;
}

function Problem({ model, name }: ProblemProps) {
  const problem = model.problems[name];
  return problem === undefined ? null : (
    <span class="problem" id={`${name}-problem`}>
      <Icon name="alert" /> {problem}
    </span>
  );
}

function invalid(model: SettingsModel, name: string) {
  return model.problems[name] === undefined
    ? {}
    : { "aria-invalid": "true" as const, "aria-describedby": `${name}-problem` };
}
