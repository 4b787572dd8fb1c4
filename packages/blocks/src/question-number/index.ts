import { defineBlock } from '@tenohira/feature-kit';
import { definition } from './definition.ts';
import { enter, receive } from './execute.ts';

export const questionNumber = defineBlock(definition, { enter, receive });
