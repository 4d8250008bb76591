import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { bodyOf } from '../body/body-of.ts';
import { IntakeWarnings } from '../intake-warnings.ts';
import { readableGroups, readJsonBatch } from '../read-batch.ts';
import { assignmentsReply, rewardsBody } from '../shapes.ts';

/** `POST /v1/assignments`: the assignment that each query would get, with its reason. Nothing is scored. */
export function assignmentRoutes(app: FastifyInstance, service: RewardService): void {
  app.post(
    '/v1/assignments',
    {
      schema: {
        summary: 'Assign reward functions',
        tags: ['assignments'],
        body: rewardsBody,
        response: { 200: assignmentsReply },
      },
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const { limits, shapes } = service.config;
      const batch = await readJsonBatch(bodyOf(request), limits.batchRollouts, {
        shapes,
        needsResponse: false,
      });
      for (const entry of batch.groups) if (!entry.ok) throw entry.error;
      const items = await service.assign({ context: batch.context, groups: readableGroups(batch) });
      const warnings = new IntakeWarnings().of(batch);
      return { items, ...(warnings.length > 0 && { warnings }) };
    },
  );
}
