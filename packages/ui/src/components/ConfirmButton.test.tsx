// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderInApp } from '../testing.tsx';
import { ConfirmButton } from './ConfirmButton.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show() {
  const onConfirm = vi.fn();
  renderInApp(<ConfirmButton onConfirm={onConfirm}>Delete</ConfirmButton>);
  return { onConfirm, button: screen.getByRole('button') };
}

describe('ConfirmButton', () => {
  it('does it at the second press alone, and says so between', () => {
    const { onConfirm, button } = show();
    fireEvent.click(button);
    expect(onConfirm).not.toHaveBeenCalled();
    expect(button.textContent).toBe('Press again to confirm');
    fireEvent.click(button);
    expect(onConfirm).toHaveBeenCalledOnce();
    expect(button.textContent).toBe('Delete');
  });

  it('disarms after a while, and when the focus leaves', () => {
    vi.useFakeTimers();
    const { onConfirm, button } = show();
    fireEvent.click(button);
    act(() => vi.advanceTimersByTime(4001));
    fireEvent.click(button);
    fireEvent.blur(button);
    fireEvent.click(button);
    expect(onConfirm).not.toHaveBeenCalled();
  });
});
