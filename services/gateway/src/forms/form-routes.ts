import {
  type ConversationDependencies,
  conversationErrors,
  type FieldProblems,
  openForm,
  openSentForm,
  type ResidentKey,
  submitForm,
} from '@tenohira/conversation';
import { AppError, isUuid } from '@tenohira/core';
import type { Server } from '@tenohira/service-kit';
import { donePage, formPage } from './form-pages.ts';

type FormParams = { tenantId: string; token: string };

/** The pages on which residents type what does not belong into a chat. */
export async function formRoutes(
  server: Server,
  deps: ConversationDependencies & { wake(key: ResidentKey): void },
): Promise<void> {
  server.get<{ Params: FormParams }>('/forms/:tenantId/:token', async (request, reply) => {
    const { tenantId, token } = checked(request.params);
    const { definition, cityName } = await openForm(deps, tenantId, token);
    return reply.send(formPage({ definition, cityName, values: {}, problems: {} }));
  });

  server.post<{ Params: FormParams; Body: Record<string, unknown> }>(
    '/forms/:tenantId/:token',
    async (request, reply) => {
      const { tenantId, token } = checked(request.params);
      const { definition, cityName } = await openSentForm(deps, tenantId, token);
      const typed = request.body ?? {};
      try {
        deps.wake(await submitForm(deps, tenantId, token, typed));
        return reply.send(donePage(cityName));
      } catch (error) {
        const problems = fieldProblems(error);
        if (!problems) throw error;
        return reply.code(400).send(formPage({ definition, cityName, values: typed, problems }));
      }
    },
  );
}

function checked(params: FormParams): FormParams {
  if (!isUuid(params.tenantId)) throw conversationErrors.FORM_NOT_FOUND();
  return params;
}

function fieldProblems(error: unknown): FieldProblems | undefined {
  if (!(error instanceof AppError) || error.code !== 'CONVERSATION_FORM_INVALID') return undefined;
  return error.details.problems as FieldProblems; // what submitForm says it throws
}
