// The pages that Stripe hosts for a customer: an invoice and how to pay it, a receipt, the portal. Without scripts.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { getCustomer } from './desk.ts';
import { parseForm } from './form.ts';
import { invoicePdf } from './invoice-pdf.ts';
import { sumsOf } from './invoice-sums.ts';
import { payByCard, receiveTransfer } from './invoices.ts';
import type { Customer, Invoice, StripeAccount } from './model.ts';

const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #e8eef7; color: #1a1a1c; font: 17px/1.7 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; }
main { max-width: 40em; margin: 0 auto; min-height: 100vh; padding: 20px; background: #fff; }
.stage { margin: 0 0 16px; padding: 8px 12px; border-left: 6px solid #b25f00; background: #fff4e5; font-size: 15px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.4; }
table { width: 100%; margin: 16px 0; border-collapse: collapse; }
th, td { padding: 8px 4px; border-bottom: 1px solid #949494; text-align: left; vertical-align: top; }
td.yen { text-align: right; white-space: nowrap; }
.sum { font-size: 28px; font-weight: bold; }
.state { display: inline-block; padding: 2px 12px; border: 1px solid #595959; border-radius: 999px; font-size: 15px; }
button { width: 100%; min-height: 52px; margin: 8px 0 0; padding: 8px 16px; border: 1px solid #0017c1; border-radius: 8px; background: #fff; color: #0017c1; font: inherit; font-weight: bold; }
button.main { background: #0017c1; color: #fff; }
a { color: #0017c1; }
:focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
`;

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
} as const;

const STATES: Readonly<Record<Invoice['status'], string>> = {
  draft: '準備中',
  open: '未払い',
  paid: '支払い済み',
  void: '取り消し',
  uncollectible: '回収不能',
};

export function registerStripePages(app: FastifyInstance, sandbox: Sandbox): void {
  const { stripe } = sandbox;
  const send = (reply: FastifyReply, html: string, status = 200) => reply.code(status).headers(PAGE_HEADERS).send(html);
  const findInvoice = (request: FastifyRequest) => {
    const { token } = request.params as { token: string }; // fastify gives strings for the names in the path
    for (const account of stripe.listAccounts()) {
      const invoice = account.invoices.find((each) => each.token === token);
      if (invoice !== undefined) return { desk: stripe.openDesk(account), account, invoice };
    }
    return undefined;
  };

  app.get('/stripe/invoices/:token', async (request, reply) => {
    const found = findInvoice(request);
    return found ? send(reply, invoicePage(found.account, found.invoice)) : send(reply, lostPage(), 404);
  });

  app.get('/stripe/invoices/:token/pdf', async (request, reply) => {
    const found = findInvoice(request);
    if (!found) return send(reply, lostPage(), 404);
    return reply.type('application/pdf').send(invoicePdf(found.account, found.invoice));
  });

  app.post('/stripe/invoices/:token/pay', async (request, reply) => {
    const found = findInvoice(request);
    if (!found) return send(reply, lostPage(), 404);
    const { desk, invoice } = found;
    const { method } = parseForm(typeof request.body === 'string' ? request.body : '');
    if (method === 'card' && invoice.status === 'open') payByCard(desk, invoice);
    // A transfer comes in whether or not anybody waits for it.
    if (method === 'bank-transfer') receiveTransfer(desk, getCustomer(desk, invoice.customerId), invoice.amountDue);
    sandbox.store.touch();
    return reply.redirect(`/stripe/invoices/${invoice.token}`, 303);
  });

  app.get('/stripe/receipts/:digits', async (request, reply) => {
    const { digits } = request.params as { digits: string }; // fastify gives strings for the names in the path
    for (const account of stripe.listAccounts()) {
      const payment = account.payments.find((each) => each.digits === digits);
      const invoice = account.invoices.find(({ id }) => id === payment?.invoiceId);
      if (payment && invoice) {
        return send(
          reply,
          layout(
            '領収書',
            `<h1>領収書 ${escapeHtml(invoice.number ?? '')}</h1><p class="sum">${yen(payment.amount)}</p><p>${day(payment.created)} に受け取りました。</p>`,
          ),
        );
      }
    }
    return send(reply, lostPage(), 404);
  });

  app.get('/stripe/portal/:token', async (request, reply) => {
    const { token } = request.params as { token: string }; // fastify gives strings for the names in the path
    for (const account of stripe.listAccounts()) {
      const session = account.portalSessions.find((each) => each.token === token);
      const customer = account.customers.find(({ id }) => id === session?.customerId);
      if (session && customer) return send(reply, portalPage(account, customer, session.returnUrl));
    }
    return send(reply, lostPage(), 404);
  });
}

function invoicePage(account: StripeAccount, invoice: Invoice): string {
  const { subtotal, tax, total } = sumsOf(account, invoice);
  const customer = account.customers.find(({ id }) => id === invoice.customerId);
  const lines = invoice.lines.map(
    ({ description, amount, start, end }) =>
      `<tr><td>${escapeHtml(description)}<br><small>${day(start)} – ${day(end)}</small></td><td class="yen">${yen(amount)}</td></tr>`,
  );
  const transfer = `<form method="post" action="/stripe/invoices/${invoice.token}/pay"><input type="hidden" name="method" value="bank-transfer"><button class="main">銀行振込で ${yen(invoice.amountDue)} を支払う</button></form>`;
  const card = `<form method="post" action="/stripe/invoices/${invoice.token}/pay"><input type="hidden" name="method" value="card"><button>カードで ${yen(invoice.amountDue)} を支払う</button></form>`;
  return layout(
    '請求書',
    `<h1>請求書 ${escapeHtml(invoice.number ?? '')}</h1>
<p>${escapeHtml(customer?.name ?? '')} 御中 <span class="state">${STATES[invoice.status]}</span></p>
<p class="sum">${yen(invoice.amountDue)}</p>
${invoice.dueAt === null ? '' : `<p>お支払い期限 ${day(invoice.dueAt)}</p>`}
<table><tbody>${lines.join('')}
<tr><th>小計</th><td class="yen">${yen(subtotal)}</td></tr><tr><th>消費税</th><td class="yen">${yen(tax)}</td></tr><tr><th>合計</th><td class="yen">${yen(total)}</td></tr></tbody></table>
${invoice.status === 'open' ? `${transfer}${card}` : ''}
${invoice.status === 'paid' ? `<p>お支払いありがとうございました。</p><details><summary>まちがえて、もう一度振り込む</summary>${transfer}</details>` : ''}
<p><a href="/stripe/invoices/${invoice.token}/pdf">PDF</a></p>`,
  );
}

function portalPage(account: StripeAccount, customer: Customer, returnUrl: string | null): string {
  const rows = account.invoices
    .filter(({ customerId, finalizedAt }) => customerId === customer.id && finalizedAt !== null)
    .toReversed()
    .map(
      (invoice) =>
        `<tr><td><a href="/stripe/invoices/${invoice.token}">${escapeHtml(invoice.number ?? '')}</a></td><td>${STATES[invoice.status]}</td><td class="yen">${yen(invoice.amountDue)}</td></tr>`,
    );
  return layout(
    'お支払いの管理',
    `<h1>お支払いの管理</h1><p>${escapeHtml(customer.name ?? '')} 様</p><table><tbody>${rows.join('')}</tbody></table>
${returnUrl === null ? '' : `<p><a href="${escapeHtml(returnUrl)}">もどる</a></p>`}`,
  );
}

function lostPage(): string {
  return layout('見つかりません', '<h1>見つかりません</h1><p>アドレスをお確かめください。</p>');
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><p class="stage">練習用の画面です。本物のStripeではありません。お金は動きません。</p>
${body}
</main></body></html>`;
}

function yen(amount: number): string {
  return `${amount < 0 ? '−' : ''}¥${Math.abs(amount).toLocaleString('ja-JP')}`;
}

/** The day in Japan. */
function day(moment: number): string {
  return new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(
    new Date(moment * 1_000),
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
