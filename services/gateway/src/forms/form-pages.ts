import type { FieldProblems, FormDefinition, FormField } from '@tenohira/conversation';
import { type Html, html } from '../pages/html.ts';
import { page } from '../pages/page.ts';

type FormPage = {
  definition: FormDefinition;
  cityName: string;
  /** What was typed before, when something was wrong with it. */
  values: Readonly<Record<string, unknown>>;
  problems: FieldProblems;
};

/** The form, with what is wrong said above it and beside each field. */
export function formPage({ definition, cityName, values, problems }: FormPage): string {
  const wrong = definition.fields.filter((field) => problems[field.key]);
  return page(
    definition.title,
    html`
      <p class="city">${cityName}</p>
      <h1>${definition.title}</h1>
      <p class="intro">${definition.intro}</p>
      ${
        wrong.length > 0 &&
        html`<div class="summary" role="alert" tabindex="-1">
          <p><strong>入力をもう一度お確かめください。</strong></p>
          <ul>${wrong.map((field) => html`<li><a href="#${field.key}">${problems[field.key]}</a></li>`)}</ul>
        </div>`
      }
      <form method="post" novalidate>
        ${definition.fields.map((field) => fieldMarkup(field, textOf(values[field.key]), problems[field.key]))}
        <button type="submit">送信する</button>
      </form>
      <p class="note">入力した内容は、LINEのトークには残りません。担当の職員だけが見ます。</p>
    `,
  );
}

export function donePage(cityName: string): string {
  return page(
    '送信しました',
    html`<p class="city">${cityName}</p><h1>送信しました</h1><p class="intro">このページを閉じて、LINEのトークに戻ってください。続きはトークに届きます。</p>`,
  );
}

function fieldMarkup(field: FormField, value: string, problem: string | undefined): Html {
  const describedBy = [field.help && `${field.key}-help`, problem && `${field.key}-problem`].filter(Boolean).join(' ');
  return html`<div class="field${problem ? ' wrong' : ''}">
    <label for="${field.key}">${field.label} <span class="${field.required ? 'required' : 'optional'}">${field.required ? '必須' : '任意'}</span></label>
    ${field.help && html`<p class="help" id="${field.key}-help">${field.help}</p>`}
    ${problem && html`<p class="problem" id="${field.key}-problem">${problem}</p>`}
    ${control(field, value, describedBy)}
  </div>`;
}

const INPUT_TYPES = { text: 'text', tel: 'tel', email: 'email', date: 'date' } as const;
const AUTOCOMPLETE: Readonly<Record<string, string>> = { tel: 'tel', email: 'email' };

function control(field: FormField, value: string, describedBy: string): Html {
  const described = describedBy ? html` aria-describedby="${describedBy}"` : undefined;
  const required = field.required ? html` aria-required="true"` : undefined;
  if (field.kind === 'long-text') {
    return html`<textarea id="${field.key}" name="${field.key}" rows="5" maxlength="${field.maxLength}"${required}${described}>${value}</textarea>`;
  }
  if (field.kind === 'choice') {
    const option = (choice: string) =>
      html`<option${choice === value ? html` selected` : undefined}>${choice}</option>`;
    return html`<select id="${field.key}" name="${field.key}"${required}${described}><option value="">選んでください</option>${field.choices.map(option)}</select>`;
  }
  const autocomplete = AUTOCOMPLETE[field.kind] ?? 'off';
  return html`<input id="${field.key}" name="${field.key}" type="${INPUT_TYPES[field.kind]}" value="${value}" maxlength="${field.maxLength}" autocomplete="${autocomplete}"${required}${described}>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
