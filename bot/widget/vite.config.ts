import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = (name: string) => fileURLToPath(new URL(`src/${name}`, import.meta.url));
const strings = fileURLToPath(new URL("public/strings/", import.meta.url));

/** Changes when any word changes: the files of words keep their names, so this breaks the cache. */
function wordsVersion(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(strings).sort()) hash.update(readFileSync(strings + name));
  return hash.digest("hex").slice(0, 8);
}

export default defineConfig({
  base: "./",
  define: { WORDS_VERSION: JSON.stringify(wordsVersion()) },
  build: {
    target: "es2022",
    sourcemap: false,
    modulePreload: false,
    reportCompressedSize: false,
    // As a library: no helper that preloads, no markup.
    lib: { entry: { loader: src("loader.ts") }, formats: ["es"] },
    rolldownOptions: {
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", minify: true },
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "happy-dom" },
});
