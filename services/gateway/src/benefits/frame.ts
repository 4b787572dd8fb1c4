import { type Html, html } from '../pages/html.ts';
import { page } from '../pages/page.ts';

export type Frame = { cityName: string; isPractice: boolean };

/** A page of a benefit. A practice run says so before anything else. */
export function benefitPage({ cityName, isPractice }: Frame, title: string, body: Html): string {
  return page(
    `${isPractice ? '【練習】' : ''}${title}`,
    html`<link rel="stylesheet" href="/benefits/style.css">
${isPractice && html`<p class="practice">【練習】お金は動きません</p>`}
<p class="city">${cityName}</p>
${body}`,
  );
}

export function facts(rows: readonly { label: string; value: string | Html; note?: string }[]): Html {
  return html`<dl class="facts">${rows.map(
    ({ label, value, note }) =>
      html`<div><dt>${label}</dt><dd>${value}${note !== undefined && html`<small>${note}</small>`}</dd></div>`,
  )}</dl>`;
}

export function hidden(values: Readonly<Record<string, string | undefined>>): Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`],
  );
}

/** What is wrong, above the form and linked to its fields. */
export function problemSummary(problems: Readonly<Record<string, string>>): Html | undefined {
  const entries = Object.entries(problems);
  if (entries.length === 0) return undefined;
  return html`<div class="summary" role="alert">
  <p><strong>入力をもう一度お確かめください。</strong></p>
  <ul>${entries.map(([field, problem]) => html`<li><a href="#${field}">${problem}</a></li>`)}</ul>
</div>`;
}

export type TextField = {
  name: string;
  label: string;
  help?: string;
  value: string;
  problem?: string | undefined;
  inputMode?: 'numeric' | 'text' | 'search';
  maxLength: number;
};

export function textField({ name, label, help, value, problem, inputMode = 'text', maxLength }: TextField): Html {
  const describedBy = [help !== undefined && `${name}-help`, problem !== undefined && `${name}-problem`].filter(
    Boolean,
  );
  return html`<div class="field${problem === undefined ? '' : ' wrong'}">
  <label for="${name}">${label}</label>
  ${help !== undefined && html`<p class="help" id="${name}-help">${help}</p>`}
  ${problem !== undefined && html`<p class="problem" id="${name}-problem">${problem}</p>`}
  <input id="${name}" name="${name}" type="text" inputmode="${inputMode}" value="${value}" maxlength="${maxLength}" autocomplete="off"${
    describedBy.length > 0 && html` aria-describedby="${describedBy.join(' ')}"`
  }>
</div>`;
}

export function yen(amount: number): string {
  return `${amount.toLocaleString('ja-JP')}円`;
}
