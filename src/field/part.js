/** Blobs lie in parts of this size, and larger ones are transmitted so: a large one is never held whole to be carried. */
export const PART = 1_048_576;
