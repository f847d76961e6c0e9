/**
 * Builds the page from src/ into the folder named, or with --check compares: the files
 * that are committed must be those that the sources make. The same sources always make
 * the same bytes. Also writes down whose code is inside, with its licences.
 */

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));

async function make(folder) {
  mkdirSync(folder, { recursive: true });
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: { page: "src/main.tsx" },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022"],
    jsx: "automatic",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".woff2": "file" },
    assetNames: "[name]",
    logLevel: "warning",
  });
  copyFileSync(join(HERE, "src/index.html"), join(folder, "index.html"));
  copyFileSync(join(HERE, "src/icon.svg"), join(folder, "icon.svg"));
  writeFileSync(join(folder, "LICENCES.txt"), licences(Object.keys(result.metafile.inputs)));
}

function licences(inputs) {
  const names = new Set();
  for (const input of inputs) {
    const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) names.add(found[0]);
  }
  const parts = [...names].sort().map((folder) => {
    const about = JSON.parse(readFileSync(join(HERE, folder, "package.json"), "utf8"));
    const file = readdirSync(join(HERE, folder)).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? readFileSync(join(HERE, folder, file), "utf8").trim() : "";
    return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
  });
  return `What page.js, page.css and the fonts are made of besides our own code.\n\n${parts.join(
    `\n${"-".repeat(72)}\n\n`,
  )}`;
}

function differences(one, other) {
  const names = new Set([...readdirSync(one), ...readdirSync(other)]);
  return [...names].filter((name) => {
    const pair = [join(one, name), join(other, name)];
    return !pair.every(existsSync) || !readFileSync(pair[0]).equals(readFileSync(pair[1]));
  });
}

const isCheck = process.argv.includes("--check");
const folder = resolve(process.argv.at(-1));
if (!isCheck) {
  rmSync(folder, { recursive: true, force: true });
  await make(folder);
} else {
  const fresh = mkdtempSync(join(tmpdir(), "desk-page-"));
  await make(fresh);
  const stale = differences(folder, fresh);
  rmSync(fresh, { recursive: true });
  if (stale.length) {
    console.error(`The committed page is not built from its sources: ${stale.join(", ")}.`);
    console.error("Build it anew: make desk-page");
    process.exit(1);
  }
}
