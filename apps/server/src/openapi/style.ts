/** The look of the API page: readable in light and dark, on paper too. */
export const docsStyle = `
:root { color-scheme: light dark; --line: light-dark(#d5dae1, #3a414b); --soft: light-dark(#f4f6f9, #1d2126);
  --text: light-dark(#1b2430, #e7ebf0); --quiet: light-dark(#55606f, #a4adb9); --link: light-dark(#0b57d0, #8ab4f8); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: var(--text); background: light-dark(#fff, #14171b); }
a { color: var(--link); }
.frame { display: grid; grid-template-columns: 15rem minmax(0, 1fr); max-width: 80rem; margin: 0 auto; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1.5rem 1rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .3rem .5rem; border-radius: 6px; text-decoration: none; }
nav a:hover, nav a:focus-visible { background: var(--soft); }
main { padding: 1.5rem 1.5rem 6rem; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; }
h2 { margin: 3rem 0 1rem; padding-top: .5rem; border-top: 1px solid var(--line); text-transform: capitalize; }
.about { white-space: pre-line; color: var(--quiet); max-width: 48rem; }
article { border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1rem; padding: 1rem; }
article h3 { font-size: 1rem; margin: 0; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
.method { font: 700 .8rem ui-monospace, monospace; padding: .15rem .5rem; border: 1px solid currentColor; border-radius: 6px; }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
pre { background: var(--soft); padding: .75rem; border-radius: 8px; overflow: auto; margin: .5rem 0 0; }
.quiet { color: var(--quiet); margin: .35rem 0 0; }
table { border-collapse: collapse; width: 100%; margin-top: .75rem; font-size: .925rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
summary { cursor: pointer; margin-top: .6rem; padding: .15rem 0; }
@media (max-width: 48rem) { .frame { display: block; } nav { position: static; max-height: none; } }
`;
