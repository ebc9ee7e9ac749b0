/** Imported first by threads without permissions: packages look at variables while they load, and find none. */
Object.defineProperty(process, "env", { value: {} });
