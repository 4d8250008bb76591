/** The shapes of the wire, for the handlers and for /openapi.json. */
import { z } from 'zod';
import { row } from '../intake/row-schema.ts';
import { toolCard } from '../spec/tool-card.ts';
import { assignmentReply, runContext } from '../spec/wire.ts';

export const rewardsBody = runContext.extend({ groups: z.array(row) }).meta({
  description:
    'A batch of groups: each one query with its `responses`. One group may also be sent alone, without `groups`.',
});
export const assignmentsReply = z.object({
  items: z.array(assignmentReply),
  warnings: z.array(z.string()).optional(),
});
const toolHealth = z.object({ tool: z.string(), ok: z.boolean().nullable(), reason: z.string().optional() });
export const toolsReply = z.object({
  snapshot: z.string(),
  tools: z.array(toolCard),
  health: z.array(toolHealth),
});
