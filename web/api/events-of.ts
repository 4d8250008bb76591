export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** @returns the events of a stream: fields by line, a blank line at the end of each */
export async function* eventsOf(text: AsyncIterable<string>): AsyncGenerator<ServerEvent> {
  let rest = '';
  for await (const piece of text) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields: Record<string, string> = { id: '', event: 'message', data: '' };
      for (const line of block.split('\n')) {
        const [, name, value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
        if (name !== undefined)
          fields[name] = name === 'data' && fields.data ? `${fields.data}\n${value}` : value;
      }
      const { id = '', event = 'message', data = '' } = fields;
      if (data !== '') yield { id, event, data };
    }
  }
}
