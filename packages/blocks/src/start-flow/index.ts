import { defineBlock } from '@tenohira/feature-kit';
import { definition } from './definition.ts';
import { enter } from './execute.ts';

export const startFlow = defineBlock(definition, { enter });
