// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '../testing.tsx';
import { ChatPanel, type ShownMessage } from './ChatPanel.tsx';

afterEach(cleanup);

const failed: ShownMessage = { id: 'm1', mine: true, name: 'Me', text: 'Hello', at: 0, state: 'failed' };

describe('ChatPanel', () => {
  it('sends at Enter what was written, trimmed, and empties the field', () => {
    const onSend = vi.fn();
    renderInApp(<ChatPanel messages={[]} onSend={onSend} />);
    const field = screen.getByRole<HTMLTextAreaElement>('textbox');
    fireEvent.change(field, { target: { value: '  Good morning ' } });
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(onSend).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onSend).toHaveBeenCalledExactlyOnceWith('Good morning');
    expect(field.value).toBe('');
  });

  it('does not send blanks, what is too long, or without a line, and keeps the draft', () => {
    const onSend = vi.fn();
    const view = renderInApp(<ChatPanel messages={[]} onSend={onSend} />);
    const field = screen.getByRole<HTMLTextAreaElement>('textbox');
    for (const draft of ['   ', 'x'.repeat(2001)]) {
      fireEvent.change(field, { target: { value: draft } });
      fireEvent.keyDown(field, { key: 'Enter' });
    }
    expect(screen.getByText('1 character too many')).toBeDefined();
    fireEvent.change(field, { target: { value: 'hello' } });
    view.rerender(<ChatPanel messages={[]} onSend={onSend} disabled />);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onSend).not.toHaveBeenCalled();
    expect(field.value).toBe('hello');
  });

  it('offers to send a failed message again', () => {
    const onRetry = vi.fn();
    renderInApp(<ChatPanel messages={[failed]} onSend={() => {}} onRetry={onRetry} />);
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
    expect(onRetry).toHaveBeenCalledExactlyOnceWith('m1');
  });
});
