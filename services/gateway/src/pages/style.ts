/** One small sheet: large letters, strong contrast (over 7:1), targets of 56 px, works on a phone ten years old. */
export const STYLE = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #f1f5f9; color: #1a1a1c; overflow-wrap: anywhere; font: 18px/1.7 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
main { max-width: 36em; margin: 0 auto; min-height: 100vh; padding: 24px 20px 48px; background: #fff; }
h1, h2, .intro, .facts dd, .until, .steps, .warning { word-break: auto-phrase; }
.city { margin: -24px -20px 20px; padding: 10px 20px; background: #0017c1; color: #fff; font-weight: bold; font-size: 17px; }
h1 { margin: 0 0 12px; font-size: 26px; line-height: 1.4; }
h1.center { text-align: center; }
.intro { margin: 0 0 24px; white-space: pre-line; }
.summary { margin: 0 0 24px; padding: 12px 16px; border: 3px solid #ce0000; border-radius: 8px; }
.summary p { margin: 0; }
.summary ul { margin: 4px 0 0; padding-left: 1.2em; }
.summary a { color: #0017c1; }
.field { margin: 0 0 24px; }
.field.wrong { padding-left: 12px; border-left: 4px solid #ce0000; }
label { display: block; font-weight: bold; }
.required, .optional { margin-left: 6px; font-size: 14px; font-weight: normal; }
.required { color: #ce0000; }
.optional { color: #595959; }
.help { margin: 2px 0 6px; font-size: 16px; color: #414143; white-space: pre-line; }
.problem { margin: 2px 0 6px; color: #ce0000; font-weight: bold; }
input, textarea, select { width: 100%; min-height: 56px; padding: 12px; border: 1px solid #595959; border-radius: 8px; background: #fff; color: inherit; font: inherit; }
input:focus, textarea:focus, select:focus, button:focus, a:focus { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
button { width: 100%; min-height: 60px; border: 0; border-radius: 8px; background: #0017c1; color: #fff; font: inherit; font-size: 20px; font-weight: bold; }
.note { margin: 24px 0 0; font-size: 16px; color: #414143; }
.box { margin: 0 0 16px; padding: 12px 16px; border-radius: 8px; background: #e8f1fe; }
.box p { margin: 0; }
.caption { font-size: 16px; color: #414143; }
.large { font-size: 24px; font-weight: bold; overflow-wrap: anywhere; }
.warning { margin: 0 0 24px; padding: 12px 16px; border-left: 6px solid #b78f00; border-radius: 4px; background: #fbf5e0; }
.warning p { margin: 0; }
.warning p + p { margin-top: 8px; }
h2 { margin: 32px 0 8px; padding-left: 12px; border-left: 6px solid #0017c1; font-size: 21px; line-height: 1.4; }
h2 ~ p { margin: 8px 0; }
.items, .steps { margin: 0; padding: 0; list-style: none; }
.items li { position: relative; padding: 4px 0 4px 36px; }
.items li::before { position: absolute; left: 10px; color: #0017c1; content: "・"; font-weight: bold; }
.items.yes li::before { left: 6px; color: #197a4b; content: "✓"; }
.items.no li::before { left: 6px; color: #ce0000; content: "×"; }
.steps { counter-reset: step; }
.steps li { position: relative; padding: 0.35em 0 0.35em 2.6em; counter-increment: step; }
.steps li::before { position: absolute; left: 0; top: 0.3em; width: 1.8em; height: 1.8em; border-radius: 50%; background: #0017c1; color: #fff; content: counter(step); font-weight: bold; line-height: 1.8em; text-align: center; }
.steps + * { margin-top: 32px; }
.tick { width: 72px; height: 72px; margin: 8px auto 16px; border-radius: 50%; background: #197a4b; color: #fff; font-size: 44px; line-height: 72px; text-align: center; }
a { color: #0017c1; }
a.button { display: block; min-height: 60px; margin: 0 0 16px; padding: 12px; border-radius: 8px; background: #0017c1; color: #fff; font-size: 20px; font-weight: bold; line-height: 36px; text-align: center; text-decoration: none; }
`;
