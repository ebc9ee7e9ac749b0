/**
 * Looks at the pages of an SQLite file before SQLite does: a hostile file may use one page in many places, so that a
 * few kilobytes hold more rows than anyone can wait for. Source: sqlite.org/fileformat2.html.
 */

const INTERIOR_INDEX = 2;
const INTERIOR_TABLE = 5;
const SMALLEST_PAGE = 512;

export interface SqlitePages {
  /**
   * Whether every page below `root` is there, and used there only; each root may be asked for once. It takes no
   * longer than the file is large.
   */
  readonly isTree: (root: number) => boolean;
}

/** undefined where the header tells of no pages. */
export function sqlitePages(bytes: Uint8Array<ArrayBuffer>): SqlitePages | undefined {
  if (bytes.length < 100) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const written = view.getUint16(16);
  const size = written === 1 ? 65_536 : written;
  const pages = Math.floor(bytes.length / size);
  if (size < SMALLEST_PAGE || (size & (size - 1)) !== 0 || pages === 0) return undefined;
  const seen = new Uint8Array(pages + 1);
  return {
    isTree: (root) => {
      const left = [root];
      for (let page = left.pop(); page !== undefined; page = left.pop()) {
        if (page < 1 || page > pages || seen[page] === 1) return false;
        seen[page] = 1;
        const children = childrenOf(view, { page, size });
        if (children === undefined) return false;
        left.push(...children);
      }
      return true;
    },
  };
}

/** Pages right below this one; undefined where its cells lie outside of it. */
function childrenOf(
  view: DataView,
  { page, size }: { readonly page: number; readonly size: number },
): readonly number[] | undefined {
  const from = (page - 1) * size;
  const header = from + (page === 1 ? 100 : 0);
  const kind = view.getUint8(header);
  if (kind !== INTERIOR_INDEX && kind !== INTERIOR_TABLE) return [];
  const cells = view.getUint16(header + 3);
  const children = [view.getUint32(header + 8)];
  if (header + 12 + 2 * cells > from + size) return undefined;
  for (let cell = 0; cell < cells; cell++) {
    const at = view.getUint16(header + 12 + 2 * cell);
    if (at + 4 > size) return undefined;
    children.push(view.getUint32(from + at));
  }
  return children;
}
