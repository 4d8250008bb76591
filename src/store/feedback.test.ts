import { feedbackContract } from '../testing/feedback-contract.ts';
import { openFeedback } from './open-registry.ts';

feedbackContract('SQLite', () => openFeedback(null));
