/** The part of css-tree that is used here; the package ships without types. */
export interface CssNode {
  readonly type: string;
  name?: string;
  property?: string;
  value?: CssNode | string | null;
  important?: boolean | string;
  prelude?: CssNode | null;
  block?: CssNode | null;
  nth?: CssNode | null;
  selector?: CssNode | null;
  children?: CssNode[] | null;
}

export function parse(
  css: string,
  options: { readonly context?: "stylesheet" | "declarationList"; readonly parseCustomProperty?: boolean },
): CssNode;
export function toPlainObject(ast: CssNode): CssNode;
export function fromPlainObject(ast: CssNode): CssNode;
export function generate(ast: CssNode): string;
