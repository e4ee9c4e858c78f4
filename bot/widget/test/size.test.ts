// What a visitor loads, built as it is served.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const FOLDER = resolve(ROOT, "build/size");
const KB = 1024;

const scripts = () => readdirSync(FOLDER).filter((name) => name.endsWith(".js"));
const read = (name: string) => readFileSync(`${FOLDER}/${name}`);
const packed = (names: string[]) => names.reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0);

// In a process of its own: inside a test run the libraries come in their development form.
beforeAll(() => {
  const vite = resolve(ROOT, "node_modules/vite/bin/vite.js");
  const env = { ...process.env, NODE_ENV: "production" };
  execFileSync(process.execPath, [vite, "build", "--outDir", FOLDER], { cwd: ROOT, env, stdio: "pipe" });
}, 60_000);

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test("the loader is at most 2 kB packed", () => {
  expect(packed(["loader.js"])).toBeLessThanOrEqual(2 * KB);
});

test("all scripts together are at most 45 kB packed", () => {
  expect(packed(scripts())).toBeLessThanOrEqual(45 * KB);
});

test("there is nothing that a visitor does not load", () => {
  const known = /^(loader\.js|window-[\w-]+\.js|strings)$/;

  expect(readdirSync(FOLDER).filter((name) => !known.test(name))).toEqual([]);
});

test("no script makes code of text, and none asks another host", () => {
  // Socket.IO names its manual in one of its errors.
  for (const name of scripts()) {
    const source = read(name).toString();
    expect(source).not.toMatch(/\beval\(|new Function\(|sourceMappingURL/);
    const hosts = [...source.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host);
    expect(hosts.filter((host) => host !== "socket.io")).toEqual([]);
  }
});
