import { defineBlock } from '@tenohira/feature-kit';
import { definition } from './definition.ts';
import { enter } from './execute.ts';

export const end = defineBlock(definition, { enter });
