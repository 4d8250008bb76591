import { useState } from 'preact/hooks';
import { setToken, tokenWrong } from '../api/token.ts';

/** Asks for the token of a server that wants one. It is kept for this tab and sent in a header. */
export function TokenForm() {
  const [text, setText] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() !== '') setToken(text.trim());
  };
  return (
    <form class="token" onSubmit={submit}>
      <h1>This server wants a token</h1>
      <p>
        {tokenWrong.value
          ? 'The token was wrong.'
          : 'It is the value of RLAR_TOKEN that the server was started with.'}
      </p>
      <label>
        Token
        <input
          type="password"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Open
      </button>
      <p class="quiet">It is kept until this tab is closed, and never stands in an address.</p>
    </form>
  );
}
