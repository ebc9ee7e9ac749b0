/** Small forms that change one card; each carries the version that was seen and the address to come back to. */
import type { ComponentChildren } from "preact";
import { flagName } from "./words.ts";

interface ActionProps {
  readonly action: string;
  readonly version: number;
  readonly back: string;
}

interface PostButtonProps extends ActionProps {
  /** Name by which a key finds the form. */
  readonly verb: string;
  readonly children: ComponentChildren;
}

export function PostButton({ action, version, back, verb, children }: PostButtonProps) {
  return (
    <form method="post" action={action} data-form={verb}>
      <Seen version={version} back={back} />
      <button type="submit" class="button quiet">{children}</button>
    </form>
  );
}

export function FlagForm({ action, version, back, flag }: ActionProps & { readonly flag: number }) {
  return (
    <form class="inline-form" method="post" action={action} data-form="flag">
      <Seen version={version} back={back} />
      <label for="flag">Flag</label>
      <select id="flag" name="flag">
        {Array.from(
          { length: 8 },
          (_, value) => <option key={value} value={value} selected={value === flag}>{flagName(value)}
          </option>,
        )}
      </select>
      <button type="submit" class="button">Set flag</button>
    </form>
  );
}

export function SetDueForm({ action, version, back }: ActionProps) {
  return (
    <form class="inline-form" method="post" action={action} data-form="set-due">
      <Seen version={version} back={back} />
      <label for="due-in">Due in days</label>
      <input id="due-in" name="days" type="number" min={0} max={36500} step={1} defaultValue="1" required />
      <button type="submit" class="button">Set due</button>
    </form>
  );
}

function Seen({ version, back }: Pick<ActionProps, "version" | "back">) {
  return (
    <>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="back" value={back} />
    </>
  );
}
