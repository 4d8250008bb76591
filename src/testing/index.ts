/**
 * `rlar/testing`: what rlar's own tests are made with, for tests of your tools, trainers and agents. Nothing here needs
 * a network, and no code of a service imports it.
 */

export { allAttacks } from '../attacks/all-attacks.ts';
export {
  type Attack,
  type AttackCase,
  type AttackItem,
  type AttackMatrix,
  casesOf,
} from '../attacks/attack.ts';
export { Random } from '../spec/random.ts';
export { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../tools/fixtures.ts';
export { credulousJudge } from './credulous-judge.ts';
export { type FixtureOptions, fixtureGroup } from './fixture-group.ts';
export { type HubFile, type HubModel, hubFile, weightsFile } from './hub/hub-model.ts';
export { type HubServer, hubServer } from './hub/hub-server.ts';
export { recordedHubModels } from './hub/recorded-hub-models.ts';
export { type JsonServer, jsonServer } from './json-server.ts';
export { type LocalAnswer, type LocalEndpoint, localEndpoint } from './local-endpoint.ts';
export { LONG_REFERENCES, MEGABYTES } from './megabytes.ts';
export { rewardAdapter } from './reward-adapter.ts';
export {
  type RewardModelServer,
  type RewardModelServerOptions,
  rewardModelServer,
  type ServedItem,
  type ServedModelBehind,
  type ServedRuntime,
  type ServerFaults,
} from './reward-model-server.ts';
export { type BodyFaults, modelBehind } from './reward-models/model-behind.ts';
export { type HubWords, rewardHubModel } from './reward-models/reward-hub-model.ts';
export { safetensorsBytes, type WrittenTensor } from './reward-models/safetensors-bytes.ts';
export { type TinyModel, tinyRewardModel } from './reward-models/tiny-reward-model.ts';
export { HONEST as HONEST_VERIFIERS } from './saboteurs/honest.ts';
export { SABOTEURS } from './saboteurs/saboteurs.ts';
export { SAMPLES as VERIFIER_SAMPLES } from './saboteurs/samples.ts';
export type { Verifier } from './saboteurs/verifier.ts';
export {
  fencedText,
  type JudgeAsked,
  type JudgeSaid,
  type PairAsked,
  scriptedEquivalence,
  scriptedJudge,
  scriptedPairJudge,
} from './scripted-judge.ts';
export { type Script, type ScriptedModel, scriptedModel } from './scripted-model.ts';
export { SECOND_HACKS } from './shop/hacks/second-hacks.ts';
export { SECOND_HONEST } from './shop/hacks/second-honest.ts';
export { HONEST, SHOP_HACKS, type ShopPolicy } from './shop/shop-policies.ts';
export { confirmationOf, type ShopTask, shopTasks } from './shop/shop-tasks.ts';
export { send, withTrainers } from './trainer-requests.ts';
export { HACK_TASKS, HACKS, type Hack } from './unit-test-hacks.ts';
