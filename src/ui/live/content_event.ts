/** The word between islands: new content stands in the page, and may hold islands that are still asleep. */

export const CONTENT_CHANGED = "rehearsal:content";
