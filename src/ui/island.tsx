/** A component that is drawn by the server and comes alive in the browser. */
import { type ComponentType, h } from "preact";

interface IslandProps<P> {
  /** Name of the file in islands/, without the ending. */
  readonly name: string;
  /** Address of its module; undefined leaves the drawing still. */
  readonly src: string | undefined;
  readonly of: ComponentType<P>;
  /** Must survive JSON. */
  readonly props: P;
}

export function Island<P extends object>({ name, src, of, props }: IslandProps<P>) {
  return (
    <div class="island" data-island={name} data-src={src} data-props={JSON.stringify(props)}>
      {h(of, props)}
    </div>
  );
}
