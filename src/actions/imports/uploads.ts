/** The files of imports that wait: kept until the import is carried out, refused or given up. */

/** Where uploads lie. Names of files play no part in it. */
export interface ImportUploads {
  /** A place for files that arrive, before they belong to an import. */
  readonly arrive: () => Promise<Arrival>;
  readonly read: (place: UploadPlace) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** All files of the import. */
  readonly remove: (importId: number) => Promise<void>;
  /** Imports of which there are files. */
  readonly kept: () => Promise<readonly number[]>;
}

/** Files on their way in. One that neither settles nor leaves is removed by a later one. */
export interface Arrival {
  /**
   * The bytes that were kept as the file of this number, from 0, in place of what was kept so before; undefined, with
   * nothing kept, when there are more than `limit`. What follows then is left unread.
   */
  readonly keep: (
    file: number,
    content: AsyncIterable<Uint8Array>,
    limit: number,
  ) => Promise<number | undefined>;
  readonly read: (file: number) => Promise<Uint8Array<ArrayBuffer>>;
  /** From now on they are the files of this import. */
  readonly settle: (importId: number) => Promise<void>;
  /** Removes them. */
  readonly leave: () => Promise<void>;
}

export interface UploadPlace {
  readonly importId: number;
  /** From 0. */
  readonly file: number;
}

export interface UploadLimits {
  readonly files: number;
  /** Of one import, all files together. */
  readonly bytes: number;
  /** Imports of one person that were read and not carried out. */
  readonly waiting: number;
  /** After so many days an import that waits is given up. */
  readonly days: number;
}

export const UPLOAD_LIMITS: UploadLimits = { files: 20, bytes: 512 * 1024 * 1024, waiting: 5, days: 14 };
