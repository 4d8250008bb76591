import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { bodyOf } from '../body/body-of.ts';
import { IntakeWarnings } from '../intake-warnings.ts';
import { readableGroups, readJsonBatch } from '../read-batch.ts';
import type { GroupReader } from '../rows/group-reader.ts';
import { assignmentsReply, rewardsBody } from '../shapes.ts';

/** `POST /v1/assignments`: the assignment that each query would get, with its reason. Nothing is scored. */
export function assignmentRoutes(app: FastifyInstance, service: RewardService, reader: GroupReader): void {
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
      const most = service.config.limits.batchRollouts;
      const batch = await readJsonBatch(bodyOf(request), most, reader, { needsResponse: false });
      for (const entry of batch.groups)
        if (!entry.ok) throw new RlarError(entry.error.code, entry.error.message);
      const items = await service.assign({ context: batch.context, groups: readableGroups(batch) });
      const warnings = new IntakeWarnings().of(batch);
      return { items, ...(warnings.length > 0 && { warnings }) };
    },
  );
}
