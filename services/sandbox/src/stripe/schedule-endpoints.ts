// docs.stripe.com/api/subscription_schedules
import { z } from 'zod';
import { getSchedule } from './desk.ts';
import { defineEndpoint } from './endpoint.ts';
import { expand, int, metadata, text } from './parameters.ts';
import { createSchedule, type GivenPhase, releaseSchedule, updateSchedule } from './schedules.ts';
import { viewSchedule } from './views.ts';

/** Of a schedule, and of the preview of one. */
export const phase = z
  .strictObject({
    items: z.tuple([z.strictObject({ price: text, quantity: z.literal('1').optional() })]),
    start_date: int.optional(),
    end_date: int.optional(),
    duration: z
      .strictObject({ interval: z.enum(['month', 'year']), interval_count: z.literal('1').optional() })
      .optional(),
    billing_cycle_anchor: z.enum(['automatic', 'phase_start']).optional(),
    // Nothing is left to prorate where phases end with periods; what Stripe would do by default is not played.
    proration_behavior: z.literal('none'),
    collection_method: z.literal('send_invoice'),
    invoice_settings: z.strictObject({ days_until_due: int.optional() }).optional(),
    default_tax_rates: z.array(text).max(5).default([]),
  })
  .transform(
    (given): GivenPhase => ({
      price: given.items[0].price,
      taxRates: given.default_tax_rates,
      start: given.start_date,
      end: given.end_date,
      duration: given.duration?.interval,
      billingCycleAnchor: given.billing_cycle_anchor ?? null,
      daysUntilDue: given.invoice_settings?.days_until_due,
    }),
  );

export const scheduleEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/v1/subscription_schedules',
    parameters: z.strictObject({ from_subscription: text, expand }),
    handle: (desk, given) => viewSchedule(desk.account, createSchedule(desk, given.from_subscription)),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/subscription_schedules/:id',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => viewSchedule(desk.account, getSchedule(desk, id)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/subscription_schedules/:id',
    parameters: z.strictObject({
      phases: z.array(phase).min(1).max(10),
      end_behavior: z.literal('release').optional(),
      proration_behavior: z.literal('none').optional(),
      metadata,
      expand,
    }),
    handle: (desk, given, id) => {
      const schedule = getSchedule(desk, id);
      updateSchedule(desk, schedule, given.phases);
      Object.assign(schedule.metadata, given.metadata);
      return viewSchedule(desk.account, schedule);
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/subscription_schedules/:id/release',
    parameters: z.strictObject({ expand }),
    handle: (desk, _given, id) => {
      const schedule = getSchedule(desk, id);
      releaseSchedule(desk, schedule);
      return viewSchedule(desk.account, schedule);
    },
  }),
];
