() => {
  const list = (text) => new Set(text.trim().split(/\s+/));
  const PRONOUNS = list(`
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
    it its itself they them their theirs themselves this that these those who whom whose which what
    anyone anybody anything everyone everybody everything someone somebody something nobody nothing none`);
  const PERSONAL_PRONOUNS = list(`
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
    it its itself they them their theirs themselves`);
  const COORDINATING_CONJUNCTIONS = list('for and nor but or yet so');
  const SUBORDINATING_CONJUNCTIONS = list(`
    after although as because before if lest once since than that though till unless until when whenever where wherever
    whereas whether while`);
  const CONJUNCTIONS = new Set([...COORDINATING_CONJUNCTIONS, ...SUBORDINATING_CONJUNCTIONS]);
  const PREPOSITIONS = list(`
    about above across after against along amid among around as at before behind below beneath beside besides between beyond
    by concerning despite down during except for from in inside into like near of off on onto out outside over past per
    regarding since through throughout till to toward towards under underneath until up upon via with within without`);
  const ARTICLES = list('a an the');
  const MODAL_VERBS = list('can could may might must shall should will would');
  const STOP_WORDS = new Set([
    ...list(`
      am is are was were be been being have has had having do does did doing can will just should don now
      a an the and but if or because as until while of at by for with about against between into through during before
      after above below to from up down in out on off over under again further then once here there when where why how
      all any both each few more most other some such no nor not only own same so than too very s t d ll m o re ve y
      what which who whom this that these those
      ain aren couldn didn doesn hadn hasn haven isn ma mightn mustn needn shan shouldn wasn weren won wouldn
      don't should've aren't couldn't didn't doesn't hadn't hasn't haven't isn't mightn't mustn't needn't shan't shouldn't
      wasn't weren't won't wouldn't you're you've you'll you'd she's it's that'll`),
    ...list(`
      i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
      it its itself they them their theirs themselves`),
  ]);
  return {
    PRONOUNS,
    PERSONAL_PRONOUNS,
    COORDINATING_CONJUNCTIONS,
    SUBORDINATING_CONJUNCTIONS,
    CONJUNCTIONS,
    PREPOSITIONS,
    ARTICLES,
    MODAL_VERBS,
    STOP_WORDS,
  };
};
