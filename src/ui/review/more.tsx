/** What else can be done with the card in view; a disclosure, so that it works without scripts. */
import { Icon } from "../icon.tsx";
import type { CardView } from "../models.ts";
import { FlagForm, PostButton, SetDueForm } from "../card_actions.tsx";

interface MoreProps {
  readonly card: CardView;
  /** Address to come back to. */
  readonly back: string;
}

export function More({ card, back }: MoreProps) {
  const action = (verb: string) => `/cards/${card.cardId}/${verb}`;
  const common = { version: card.version, back };
  return (
    <details class="more">
      <summary>
        More
      </summary>
      <div class="menu">
        <a class="button quiet" href={card.editAddress} data-edit>
          <Icon name="edit" /> Edit <kbd>e</kbd>
        </a>
        <PostButton action={action("bury")} {...common} verb="bury">
          <Icon name="bury" /> Bury card until tomorrow <kbd>b</kbd>
        </PostButton>
        <PostButton action={action("bury-note")} {...common} verb="bury-note">
          <Icon name="bury" /> Bury its whole note
        </PostButton>
        <PostButton action={action("suspend")} {...common} verb="suspend">
          <Icon name="suspend" /> Suspend card
        </PostButton>
        <FlagForm action={action("flag")} {...common} flag={card.flag} />
        <SetDueForm action={action("set-due")} {...common} />
      </div>
    </details>
  );
}
