/** Signing in with a name and a password. */
import { Icon } from "../ui/icon.tsx";
import type { SignInModel } from "../ui/models.ts";

export function SignInPage({ model }: { readonly model: SignInModel }) {
  const invalid = model.problem === undefined
    ? {}
    : { "aria-invalid": "true" as const, "aria-describedby": "sign-in-problem" };
  return (
    <section class="sign-in" aria-labelledby="sign-in">
      <h1 id="sign-in">Sign in</h1>
      {model.problem !== undefined && (
        <p class="problem" id="sign-in-problem" role="alert">
          <Icon name="alert" /> {model.problem}
        </p>
      )}
      <form class="form" method="post" action="/sign-in">
        <input type="hidden" name="next" value={model.next} />
        <div class="option-row">
          <label for="name">Name</label>
          <input
            id="name"
            type="text"
            name="name"
            autocomplete="username"
            required
            maxLength={100}
            defaultValue={model.name}
            {...invalid}
          />
        </div>
        <div class="option-row">
          <label for="password">Password</label>
          <input
            id="password"
            type="password"
            name="password"
            autocomplete="current-password"
            required
            maxLength={1000}
            {...invalid}
          />
        </div>
        <div class="actions">
          <button type="submit" class="button primary">Sign in</button>
        </div>
      </form>
    </section>
  );
}
