/** The part of sanitize-html that is used here; the package ships without types. */
interface Transformed {
  tagName: string;
  attribs: Record<string, string>;
  text?: string;
}

interface SanitizeOptions {
  readonly allowedTags: readonly string[];
  readonly allowedAttributes: Readonly<Record<string, readonly string[]>> | false;
  readonly allowVulnerableTags?: boolean;
  readonly parser?: Readonly<Record<string, boolean>>;
  readonly allowedClasses?: Readonly<Record<string, readonly (string | RegExp)[]>>;
  readonly allowedStyles?: Readonly<Record<string, Readonly<Record<string, readonly RegExp[]>>>>;
  readonly allowedSchemes?: readonly string[];
  readonly allowedSchemesByTag?: Readonly<Record<string, readonly string[]>>;
  readonly selfClosing?: readonly string[];
  readonly parseStyleAttributes?: boolean;
  readonly allowProtocolRelative?: boolean;
  readonly disallowedTagsMode?: "discard" | "escape" | "recursiveEscape" | "completelyDiscard";
  readonly nonTextTags?: readonly string[];
  readonly nestingLimit?: number;
  readonly transformTags?: Readonly<
    Record<string, (tagName: string, attribs: Record<string, string>) => Transformed>
  >;
  readonly textFilter?: (text: string, tagName: string) => string;
}

export default function sanitizeHtml(html: string, options: SanitizeOptions): string;
