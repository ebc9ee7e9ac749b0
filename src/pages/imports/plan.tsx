/** A plan as one form: what it comes to, what may be chosen, every note in lists, and the button that carries it out. */
import { Icon } from "../../ui/icon.tsx";
import type { PlanModel } from "../../ui/imports/import_models.ts";
import { PlanChoices } from "./plan_choices.tsx";
import { PlanLists } from "./plan_lists.tsx";
import { PlanTable } from "./plan_table.tsx";

export function Plan({ plan }: { readonly plan: PlanModel }) {
  const address = `/imports/${plan.id}`;
  return (
    <>
      <form class="plan" method="post" action={`${address}/choices`}>
        <input type="hidden" name="here" value={plan.here} />
        <Summary plan={plan} />
        {plan.table !== undefined && <PlanTable table={plan.table} />}
        <PlanChoices choices={plan.choices} />
        <PlanLists plan={plan} />
        <div class="plan-foot">
          {plan.action === undefined
            ? <p class="hint">There is nothing to import: everything is here already.</p>
            : (
              <button type="submit" class="button primary" formaction={`${address}/apply`}>
                {plan.action}
              </button>
            )}
          <button type="submit" class="button quiet" form="cancel">Cancel</button>
        </div>
      </form>
      <form id="cancel" method="post" action={`${address}/cancel`} />
    </>
  );
}

function Summary({ plan: { title, facts, warnings } }: { readonly plan: PlanModel }) {
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">{title}</h2>
      <dl class="facts">
        {facts.map(({ label, value, help }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {help !== "" && <small>{help}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {warnings.length > 0 && (
        <ul class="warnings">
          {warnings.map(({ text, href }) => (
            <li key={text}>
              <Icon name="alert" />
              <span>
                {text} {href !== undefined && <a href={href}>See which</a>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
