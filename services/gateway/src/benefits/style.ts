/** What the pages of a benefit need beyond the sheet of all pages. */
export const BENEFIT_STYLE = `
.choice, .choices button { word-break: auto-phrase; }
.practice { margin: -24px -20px 20px; padding: 10px 20px; background: #b00000; color: #fff; font-weight: bold; text-align: center; }
.practice + .city { margin-top: -20px; }
.step { margin: 0 0 4px; font-size: 16px; color: #414143; }
.facts { margin: 0 0 24px; padding: 4px 16px; border-radius: 12px; background: #f1f5f9; }
.facts div { padding: 12px 0; border-bottom: 1px solid #c8ced6; }
.facts div:last-child { border-bottom: 0; }
.facts dt { font-size: 16px; color: #414143; }
.facts dd { margin: 0; font-size: 21px; font-weight: bold; line-height: 1.5; }
.facts dd small { display: block; font-size: 16px; font-weight: normal; }
.choices { margin: 0 0 24px; padding: 0; list-style: none; }
.choices li { margin: 0 0 12px; }
.choice, .choices button { display: block; width: 100%; min-height: 64px; padding: 14px 16px; border: 2px solid #0017c1; border-radius: 12px; background: #fff; color: #0017c1; font: inherit; font-size: 20px; font-weight: bold; line-height: 1.4; text-align: left; text-decoration: none; }
.choice small, .choices button small { display: block; color: #414143; font-size: 16px; font-weight: normal; }
.choice:active, .choices button:active { background: #e8f1fe; }
.back { display: inline-block; margin: 24px 0 0; padding: 12px 0; color: #0017c1; }
.pledge { margin: 0 0 24px; padding: 12px 16px 12px 36px; border: 2px solid #c8ced6; border-radius: 12px; }
.pledge li { margin: 4px 0; }
.check { display: flex; gap: 12px; align-items: flex-start; min-height: 56px; font-weight: bold; }
.check input { flex: none; width: 32px; min-height: 32px; margin: 0; }
.radios { margin: 0; padding: 0; border: 0; }
.radios legend { padding: 0; font-weight: bold; }
.radios label { display: flex; gap: 12px; align-items: center; min-height: 56px; margin-top: 8px; padding: 8px 16px; border: 1px solid #595959; border-radius: 8px; font-weight: normal; }
.radios input { flex: none; width: 28px; min-height: 28px; margin: 0; }
.zengin { font-family: monospace; font-size: 24px; letter-spacing: 0.04em; }
.codes { margin: 0 0 24px; padding: 0; }
.codes div { margin: 0 0 16px; padding: 12px 16px 16px; border: 3px solid #0017c1; border-radius: 12px; }
.codes dt { font-size: 17px; color: #414143; }
.codes dd { margin: 0; font-family: monospace; font-size: 26px; font-weight: bold; letter-spacing: 0.02em; line-height: 1.5; overflow-wrap: anywhere; -webkit-user-select: all; user-select: all; }
.until { margin: 0 0 24px; font-size: 20px; font-weight: bold; }
.letter-code { margin: 0 0 24px; padding: 16px; border-radius: 12px; background: #f1f5f9; font-family: monospace; font-size: 26px; font-weight: bold; text-align: center; }
`;
