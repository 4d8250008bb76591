import type { Query } from '../api/types.ts';
import { JsonView } from './json-view.tsx';
import { ResponseText } from './response-text.tsx';
import { Words } from './words.tsx';

/** What was asked, and what decides whether an answer is right. */
export function Asked({ query }: { readonly query: Query | null }) {
  if (query === null) return <p class="card quiet">The query is not kept in this ledger.</p>;
  const {
    messages,
    references,
    constraints,
    tests,
    schema,
    expected_calls: calls,
    options,
    languages,
  } = query;
  return (
    <section class="card asked" aria-label="Query">
      <h2>Asked</h2>
      {messages.map(({ role, content }, at) => (
        <div key={`${at}${role}`} class="message">
          {(messages.length > 1 || role !== 'user') && (
            <h3>
              <Words>{role}</Words>
            </h3>
          )}
          <ResponseText text={content} />
        </div>
      ))}
      <dl class="facts">
        {references.length > 0 && (
          <Fact name={references.length > 1 ? 'references, any of them' : 'reference'}>
            {references.map((reference, at) => (
              <ResponseText key={`${at}${reference.slice(0, 20)}`} text={reference} />
            ))}
          </Fact>
        )}
        {constraints.length > 0 && (
          <Fact name="constraints">
            <JsonView value={Object.fromEntries(constraints.map(({ id, kwargs }) => [id, kwargs]))} />
          </Fact>
        )}
        {options && (
          <Fact name="options">
            <JsonView value={options.map(({ label, text }) => (label ? `${label}: ${text}` : text))} />
          </Fact>
        )}
        {languages && (
          <Fact name="languages">
            <JsonView value={languages} />
          </Fact>
        )}
        {calls && (
          <Fact name="expected calls">
            <JsonView value={calls.map(({ name, arguments: given }) => ({ [name]: given }))} />
          </Fact>
        )}
        {tests !== undefined && (
          <Fact name="tests">
            <JsonView value={tests} />
          </Fact>
        )}
        {schema && (
          <Fact name="schema">
            <JsonView value={schema} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
