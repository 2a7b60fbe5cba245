// Bundles every page's entry module and the one style sheet into static/dist/.
// `node static/bundle.mjs` builds once, `--watch` goes on building.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const entryFolder = join(here, "js", "entry");
const styleSheet = join(here, "css", "site.css");

const entries = existsSync(entryFolder)
  ? readdirSync(entryFolder).filter((name) => name.endsWith(".js")).map((name) => join(entryFolder, name))
  : [];
if (existsSync(styleSheet)) entries.push(styleSheet);

const options = {
  entryPoints: entries,
  outdir: dist,
  entryNames: "[name]", // whitenoise adds the hash
  assetNames: "assets/[name]-[hash]",
  bundle: true,
  minify: true,
  sourcemap: true,
  format: "esm",
  target: ["chrome123", "firefox128", "safari17.5"],
  loader: { ".woff2": "file", ".woff": "file", ".svg": "file", ".png": "file" },
  logLevel: "warning",
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
// hls.js starts its worker from a file of our own origin: a strict CSP allows no blob worker.
// Its source map stays behind, so the comment that names the map goes too: whitenoise looks for every named file.
const worker = readFileSync(join(here, "..", "node_modules", "hls.js", "dist", "hls.worker.js"), "utf8");
writeFileSync(join(dist, "hls.worker.js"), worker.replace(/^\/\/# sourceMappingURL=.*$/m, ""));

if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options);
}
