/** The box of an imported card: its side sanitised, under the class that its style sheet goes by. */
import { escapeHtml } from "./escape.ts";
import { type MaskedPicture, maskedPictureHtml } from "./masked_picture.ts";
import { type ImportedLimits, sanitiseHtml } from "./sanitise_imported.ts";
import { CLASS_PREFIX, ID_PREFIX } from "./scoped_selector.ts";

export interface ImportedSide {
  readonly source: string;
  /** Class of the box. */
  readonly sheet: string;
  readonly number: number;
  /** Whether it is a back that shows the front anew. */
  readonly isWhole: boolean;
  readonly picture: MaskedPicture | undefined;
}

/**
 * The page of Anki in small: a body of class `card card1` around an element `qa`. The style sheet is linked right
 * here, so that a card brings it along wherever and whenever it is shown; browsers load an address once.
 */
export function importedCardHtml(
  { source, sheet, number, isWhole, picture }: ImportedSide,
  { mediaBase, sheetUrl }: ImportedLimits & { readonly sheetUrl: string | undefined },
): string {
  const drawn = picture === undefined ? "" : maskedPictureHtml(picture, { mediaBase });
  const link = sheetUrl === undefined ? "" : `<link rel="stylesheet" href="${escapeHtml(sheetUrl)}" />`;
  const classes = `${sheet} ${CLASS_PREFIX}card${number}`;
  return `${link}<div class="imported${
    isWhole ? " whole" : ""
  }"><div class="${classes}"><div class="${ID_PREFIX}qa">${
    sanitiseHtml(source, { mediaBase }, drawn)
  }</div></div></div>`;
}
