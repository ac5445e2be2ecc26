/** How the pages of sign-in look: paper, ink, one deep teal; light and dark, from a phone to a desk. */
export const style = `
:root { color-scheme: light dark; --paper: #faf8f4; --ink: #1f2421; --soft: #565d58; --rule: #d9d4c8; --field: #fffefb; --accent: #0b5a5e; --on-accent: #fff; --red: #9b1c1c; --wash: #fbeceb }
@media (prefers-color-scheme: dark) { :root { --paper: #171a19; --ink: #eae7df; --soft: #a8aea8; --rule: #3a403d; --field: #1f2422; --accent: #6cc5c4; --on-accent: #0c1717; --red: #ff9c94; --wash: #3a1f1d } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 'IBM Plex Sans', system-ui, sans-serif }
main { max-width: 27rem; margin: 0 auto; padding: clamp(1.5rem, 8vh, 5rem) 1.25rem 3rem }
main.wide { max-width: 40rem }
.house { font-size: .9rem; letter-spacing: .02em; color: var(--soft); border-bottom: 1px solid var(--rule); padding-bottom: .6rem; margin: 0 0 1.6rem }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .4rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .4rem }
p { margin: 0 0 1rem }
.soft, small { color: var(--soft) }
.about { display: inline-block }
label { display: block; font-weight: 600; margin: 1rem 0 .3rem }
input[type=email], input[type=password], input[type=text], input[type=search] { width: 100%; min-height: 48px; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--soft); border-radius: 4px }
input.code { font-family: 'IBM Plex Mono', ui-monospace, monospace; letter-spacing: .15em }
button, a.button { display: inline-block; min-height: 48px; padding: .65rem 1.2rem; font: inherit; font-weight: 600; border: 1px solid var(--accent); border-radius: 4px; background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none }
button.plain { background: transparent; color: var(--accent) }
form { margin: 0 0 1.2rem }
li form { margin: 0 }
form > button, .actions { margin-top: 1.2rem }
.actions { display: flex; flex-wrap: wrap; gap: .75rem }
a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.problem { border-left: 4px solid var(--red); background: var(--wash); padding: .7rem .9rem; margin: .8rem 0 1.2rem }
.problem strong { color: var(--red) }
ul.plain { list-style: none; margin: 0 0 1rem; padding: 0 }
ul.plain li { border-top: 1px solid var(--rule); padding: .6rem 0; display: flex; gap: .75rem; align-items: baseline; justify-content: space-between; flex-wrap: wrap }
ul.plain label { margin: 0; font-weight: 400; display: flex; gap: .6rem; align-items: baseline; min-height: 32px }
code, .mono { font-family: 'IBM Plex Mono', ui-monospace, monospace; overflow-wrap: anywhere }
.codes { columns: 12rem 2; padding-left: 1.4rem; font-family: 'IBM Plex Mono', ui-monospace, monospace }
svg.qr { display: block; width: 15rem; max-width: 100%; margin: 0 0 1rem; border-radius: 4px }
label .soft { display: block }
input[type=radio] { accent-color: var(--accent) }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0 }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
[hidden] { display: none }
@media print { main > *:not(.sheet):not(.house) { display: none } :root { --paper: #fff; --ink: #000; --soft: #333 } }
`;
