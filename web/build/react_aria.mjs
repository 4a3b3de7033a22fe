// What React Aria needs to be small and to live under our Content-Security-Policy.
import fs from "node:fs";

const KEPT = /\/(ja-JP|en-US)\.mjs$/;

// Each change states the text it expects, so that an update of the package that moves it fails the
// build instead of the page.
const PATCHES = [
  {
    // Clearing by innerHTML is refused under Trusted Types.
    file: /dist[\\/]private[\\/]live-announcer[\\/]LiveAnnouncer\.mjs$/,
    from: /\.innerHTML = ''/g,
    to: ".replaceChildren()",
  },
  {
    // A <style> made by script is refused; the rule is in base.css.
    file: /dist[\\/]private[\\/]overlays[\\/]usePreventScroll\.mjs$/,
    from: /document\.head\.prepend\(style\);/g,
    to: "",
  },
];

export function reactAriaPlugin() {
  return {
    name: "react-aria",
    setup(build) {
      build.onLoad({ filter: /react-aria[\\/].*[\\/]intl[\\/].*[a-z]{2}-[A-Z]{2}\.mjs$/ }, (args) =>
        KEPT.test(args.path) ? undefined : { contents: "export default {};" },
      );
      for (const patch of PATCHES)
        build.onLoad({ filter: patch.file }, (args) => {
          const text = fs.readFileSync(args.path, "utf8");
          if (!text.match(patch.from)) throw new Error(`${args.path} has changed: ${patch.from}`);
          return { contents: text.replace(patch.from, patch.to) };
        });
    },
  };
}
